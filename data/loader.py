"""A dataset folder into the store: checked whole, then written in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, insert

from data import checks, folder, rows, search
from data.folder import Fault, Faulty
from data.models import Base, records
from data.store import Store
from data.version import SHIPPED, is_settled, origin

Progress = Callable[[int, int], None]
"""Told how many rows of how many are written."""

_BATCH = 2000
_RECORDS = {
    mapper.local_table.description for mapper in Base.registry.mappers if mapper.class_.__module__ == records.__name__
}
"""The tables that a load replaces. All others are what people and the desk wrote, and stay."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a load did: the data version, how many records there are, and whether anything changed."""

    data_version: str
    records: int
    changed: bool


def faults(path: Path) -> list[Fault]:
    """Every fault of a dataset folder, within and between its records."""
    try:
        found = folder.read(path)
    except Faulty as fault:
        return fault.faults
    return [*found.faults, *checks.check(found)]


def load(store: Store, path: Path = SHIPPED, *, progress: Progress | None = None) -> Load:
    """Replace the records by those of a folder; loading the same twice changes nothing. Raises Faulty."""
    present = store.loaded()
    if present is not None and is_settled(present, path):
        return Load(present.data_version, 0, changed=False)
    found = folder.read(path)
    if bad := [*found.faults, *checks.check(found)]:
        raise Faulty(bad)
    return Load(found.version, write(store, found, loaded_from=origin(path), progress=progress), changed=True)


def write(store: Store, found: folder.Folder, *, loaded_from: str, progress: Progress | None = None) -> int:
    """Write a folder without faults in one transaction; how many records it has comes back."""
    tables = rows.build(found, origin=loaded_from)
    with store.write(alone=True) as connection:
        _replace(connection, tables, progress or (lambda done, total: None))
    return len(tables["record"])


def is_behind(store: Store) -> bool:
    """Whether the store is empty, or holds an older edition of the shipped dataset."""
    present = store.loaded()
    if present is None:
        return True
    if is_settled(present, None):
        return False
    return _edition(folder.edition(SHIPPED)) >= _edition(present.edition)


def _edition(text: str) -> tuple[str, int]:
    """`2026-11-22.1` as what editions are ordered by."""
    day, _, number = text.partition(".")
    return day, int(number or 0)


def _replace(connection: Connection, tables: dict[str, list[rows.Row]], progress: Progress) -> None:
    for table in reversed(Base.metadata.sorted_tables):
        if table.name in _RECORDS:
            connection.execute(table.delete())
    names = [table for table in Base.metadata.sorted_tables if table.name in tables]
    total = sum(len(tables[table.name]) for table in names) + len(tables["search"])
    done = 0
    for table in names:
        for start in range(0, len(tables[table.name]), _BATCH):
            batch = tables[table.name][start : start + _BATCH]
            connection.execute(insert(table), batch)
            done += len(batch)
            progress(done, total)
    search.index(connection, ((row["seq"], row["tokens"]) for row in tables["search"]))
    progress(total, total)
