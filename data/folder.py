"""A dataset folder as typed records, with every fault by file and record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from data import schema, yaml12
from data.schema import Model

M = TypeVar("M", bound=Model)
SHIPPED = Path(__file__).parent / "sco"


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


def paths(folder: Path) -> list[Path]:
    """The YAML files of a dataset folder, in the order of their names."""
    return sorted(p for p in folder.iterdir() if p.suffix in (".yaml", ".yml") and p.is_file())


def version(folder: Path) -> str:
    """The data version: a hash of what the dataset's files say, the same on every machine."""
    digest = hashlib.sha256()
    for path in paths(folder):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def edition(folder: Path) -> str:
    """The edition that organisation.yaml states, read without checking the rest. Raises Faulty."""
    path = folder / "organisation.yaml"
    try:
        return str(yaml12.read(path.read_text("utf-8"))["organisation"]["edition"])
    except (OSError, UnicodeDecodeError, yaml12.BadYaml, KeyError, TypeError) as fault:
        raise Faulty([Fault(path.name, "organisation", f"no edition can be read ({fault})")]) from None


def read(folder: Path) -> Folder:
    """The folder's records. What cannot be read is in `faults`; the rest is there."""
    if not folder.is_dir():
        raise Faulty([Fault(str(folder), "-", "there is no such folder")])
    found = Folder(version(folder))
    for path in paths(folder):
        _read_file(path, found)
    if not found.files:
        found.faults.append(Fault(str(folder), "-", "there are no YAML files in it"))
    if found.organisation is None and not any(f.record == "organisation" for f in found.faults):
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
    name = place
    if isinstance(entry, dict):
        name = str(entry.get("id") or entry.get("code") or place)
    try:
        record = kind.model_validate(entry)
    except ValidationError as fault:
        found.faults += [Fault(file, name, reason) for reason in _reasons(fault)]
        return None
    found.files[id(record)] = file
    return record


def _reasons(fault: ValidationError) -> Iterator[str]:
    for error in fault.errors():
        where = ".".join(str(part) for part in error["loc"])
        message = error["msg"].removeprefix("Value error, ")
        if error["type"] == "extra_forbidden":
            message = "there is no such field"
        elif error["type"] == "missing":
            message = "it is missing"
        yield f"{where}: {message}" if where else message
