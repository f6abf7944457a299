"""A backup into an empty database, within one transaction: the tables as they were, then brought to today's."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, MetaData, Table, func, insert, select, text, update
from sqlalchemy.exc import DataError, IntegrityError

from data import migrate, search
from data.backup import dataset
from data.backup.faults import Damaged
from data.backup.kept import KEPT
from data.backup.reading import Backup
from data.models import Base, Occurrence, Schedule
from data.store import Reader, Store

Settle = Callable[[Store], object]
"""Told a store in which everything happens within the transaction of the restore, once all else is done."""

_BATCH = 1000


class Within(Store):
    """A store whose transactions are all one that is open already."""

    def __init__(self, store: Store, connection: Connection) -> None:
        self.url, self._engine, self._connection = store.url, store._engine, connection

    @contextmanager
    def read(self, *, limited: bool = False, without: frozenset[str] = frozenset()) -> Iterator[Reader]:
        """The open transaction."""
        yield self._connection

    @contextmanager
    def write(self, *, alone: bool = False) -> Iterator[Connection]:
        """The open transaction."""
        yield self._connection

    def close(self) -> None:
        """Whoever opened the transaction ends it."""


def fill(store: Store, connection: Connection, backup: Backup, *, now: datetime, settle: Settle) -> bool:
    """Restore into a database without tables; whether there was a dataset to load. Raises BackupError and StoreError.

    `settle` is to plan what fell due since the backup was made. What is due by `now` may have been posted since then:
    it becomes `unknown`, so that it is looked for and not simply posted again.
    """
    migrate.upgrade(connection, backup.manifest.revision)
    try:
        for name in KEPT:
            if name in backup.manifest.tables:
                _table(connection, backup, name)
    except (IntegrityError, DataError, OverflowError, UnicodeEncodeError) as fault:  # letters that are none
        raise Damaged("its rows do not fit together") from fault
    migrate.upgrade(connection)
    has_dataset = _dataset(connection, backup)
    settle(Within(store, connection))
    _doubt(connection, now, made_at=backup.manifest.made_at)
    return has_dataset


def _table(connection: Connection, backup: Backup, name: str) -> None:
    table = Table(name, MetaData(), autoload_with=connection, resolve_fks=False)
    found = backup.rows(table)
    while batch := list(islice(found, _BATCH)):
        connection.execute(insert(table), batch)
    last = backup.manifest.tables[name].last_id
    if last is not None:
        _go_on_after(connection, table, last)


def _go_on_after(connection: Connection, table: Table, last: int) -> None:
    """Let new rows get numbers that none ever had."""
    highest = max(last, connection.execute(select(func.max(table.c.id))).scalar() or 0)
    if highest == 0:
        return
    named = {"name": table.name, "highest": highest}
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :highest)"), named)
        return
    connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), named)
    connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :highest)"), named)


def _dataset(connection: Connection, backup: Backup) -> bool:
    about = backup.manifest.dataset
    if about is None:
        return False
    with tempfile.TemporaryDirectory(prefix="summitdesk-") as scratch:
        rows = dataset.tables(backup.dataset(), Path(scratch), loaded_from=about.origin)
    if rows is None:
        return False
    for table in Base.metadata.sorted_tables:
        if rows.get(table.name):
            connection.execute(insert(table), rows[table.name])
    search.index(connection, ((row["seq"], row["tokens"]) for row in rows["search"]))
    return True


def _doubt(connection: Connection, now: datetime, *, made_at: datetime) -> None:
    """Let what may have been posted since the backup was made be looked for, in the channel of its schedule.

    What was not even planned then and is over by now stays uncertain: a desk ran meanwhile, so none of it was missed.
    """
    channel = select(Schedule.channel).where(Schedule.id == Occurrence.schedule_id).scalar_subquery()
    open_states = ("planned", "claimed", "sending")
    maybe = (Occurrence.state.in_(open_states), Occurrence.due <= now)
    values = {
        "state": "unknown",
        "ready_at": now,
        "claim": None,
        "first_try_at": func.coalesce(Occurrence.first_try_at, Occurrence.due),
        "place": func.coalesce(Occurrence.place, channel),
    }
    connection.execute(update(Occurrence).where(*maybe).values(**values))
    over = (Occurrence.state == "missed", Occurrence.reason == "down", Occurrence.due > made_at)
    connection.execute(update(Occurrence).where(*over).values(state="uncertain", reason="restored"))
