"""A dataset folder as typed records, with every fault by file and record."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from data import schema, yaml12
from data.schema import Model
from data.version import paths, version

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in which file, with which record."""

    file: str
    record: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.record}: {self.reason}"


class Faulty(ValueError):
    """A dataset that is refused whole; `faults` names every one found."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(slots=True)
class Folder:
    """What a dataset folder holds. `files` tells in which file each record stands."""

    version: str
    organisation: schema.Organisation | None = None
    names_organisation: bool = False
    lists: dict[str, list[Any]] = field(default_factory=lambda: {name: [] for name in schema.LISTS})
    files: dict[int, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def all(self, name: str, kind: type[M]) -> list[M]:
        """The records of the list `name`, which are of `kind`."""
        assert schema.LISTS[name] is kind  # noqa: S101
        return self.lists[name]

    def file_of(self, record: Model) -> str:
        """The name of the file in which `record` stands."""
        return self.files.get(id(record), "?")


def edition(folder: Path) -> str:
    """The edition that organisation.yaml states, read without checking the rest. Raises Faulty."""
    path = folder / "organisation.yaml"
    try:
        return str(yaml12.read(path.read_text("utf-8"))["organisation"]["edition"])
    except (OSError, UnicodeDecodeError, yaml12.BadYaml, KeyError, TypeError) as fault:
        raise Faulty([Fault(path.name, "organisation", f"no edition can be read ({fault})")]) from None


def organisation(folder: Path) -> schema.Organisation:
    """The organisation that a folder is about, without reading the rest. Raises Faulty."""
    path = folder / "organisation.yaml"
    found = Folder("")
    _read_file(path, found)
    if found.organisation is None:
        raise Faulty(found.faults or [Fault(path.name, "organisation", "the organisation is missing")])
    return found.organisation


def read(folder: Path) -> Folder:
    """The folder's records. What cannot be read is in `faults`; the rest is there."""
    if not folder.is_dir():
        raise Faulty([Fault(str(folder), "-", "there is no such folder")])
    found = Folder(version(folder))
    for path in paths(folder):
        _read_file(path, found)
    if not found.files:
        found.faults.append(Fault(str(folder), "-", "there are no YAML files in it"))
    if found.organisation is None and not found.names_organisation:
        found.faults.append(Fault("organisation.yaml", "organisation", "the organisation is missing"))
    return found


def _read_file(path: Path, found: Folder) -> None:
    try:
        content = yaml12.read(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml12.BadYaml) as fault:
        found.faults.append(Fault(path.name, "-", str(fault)))
        return
    if not isinstance(content, dict):
        found.faults.append(Fault(path.name, "-", "it does not hold lists of records by name"))
        return
    for key, value in content.items():
        if key == "organisation":
            found.names_organisation = True
            found.organisation = _record(schema.Organisation, value, path.name, key, found)
        elif key not in schema.LISTS:
            found.faults.append(Fault(path.name, key, "there is no list of that name"))
        elif not isinstance(value, list):
            found.faults.append(Fault(path.name, key, "it is not a list"))
        else:
            for number, entry in enumerate(value, 1):
                record = _record(schema.LISTS[key], entry, path.name, f"{key}[{number}]", found)
                if record is not None:
                    found.lists[key].append(record)


def _record(kind: type[M], entry: object, file: str, place: str, found: Folder) -> M | None:
    try:
        record = kind.model_validate(entry)
    except ValidationError as fault:
        found.faults += [Fault(file, _named(entry, error["loc"], place), _reason(error)) for error in fault.errors()]
        return None
    found.files[id(record)] = file
    return record


def _named(entry: object, loc: tuple[int | str, ...], place: str) -> str:
    """The id of the innermost record in which a fault lies, else its place in the file."""
    name = place
    for step in (None, *loc):
        if step is not None:
            try:
                entry = entry[step]  # type: ignore[index]
            except (KeyError, IndexError, TypeError):
                break
        if isinstance(entry, dict):
            name = str(entry.get("id") or entry.get("code") or name)
    return name


def _reason(error: ErrorDetails) -> str:
    where = ".".join(str(part) for part in error["loc"] if not isinstance(part, int))
    message = error["msg"].removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        message = "there is no such field"
    elif error["type"] == "missing":
        message = "it is missing"
    return f"{where}: {message}" if where else message
