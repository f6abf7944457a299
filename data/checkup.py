"""A store looked at, and nothing changed: is it whole, can it be written, and what stands in it about the desk itself.

A `Looked` store is never made where it is not there, waits seconds for a lock or a connection, and stays as it was.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import ColumnElement, Connection, Engine, create_engine, event, func, make_url, select, text
from sqlalchemy.pool import QueuePool

from data.models import Inbound, Installation, Occurrence, Schedule, Upkeep, Worker
from data.operations.schedules import DESK
from data.operations.writing import utc
from data.store import Reader, Store, StoreError

PATIENCE = 3
"""Seconds that are waited for a lock or for a connection."""

READ_SECONDS = 5.0
"""How long one statement may take."""

MOST_FAULTS = 5
_STEPS_BETWEEN_CHECKS = 4000
Workspace = tuple[str, str]
"""A platform and the id of a workspace there."""

TROUBLED = ("failed", "uncertain")
"""States of a post of which somebody should know."""


@dataclass(frozen=True, slots=True)
class Database:
    """Which database it is, of which version, and how it writes text."""

    kind: str
    version: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Pause:
    """A schedule that the desk paused by itself, and why, in a word."""

    number: int
    channel: str
    channel_name: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A channel in which something is scheduled."""

    workspace: str
    channel: str
    name: str | None


class Looked(Store):
    """A store that is only looked at. Raises StoreError for an address that cannot be used."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._engine = _looking(self.url)

    @contextmanager
    def read(self, *, limited: bool = False, without: frozenset[str] = frozenset()) -> Iterator[Reader]:
        """A read transaction. Raises StoreError where the file is not there, before anything could make it."""
        if self.file is not None and not self.file.is_file():
            raise StoreError(f"There is no file {self.file}.")
        with super().read(limited=False, without=without) as reader:
            yield reader


def database(reader: Reader) -> Database:
    """Which database a store is in."""
    if reader.dialect.name == "sqlite":
        version, encoding = "SELECT sqlite_version()", "PRAGMA encoding"
        return Database("SQLite", _told(reader, version), _told(reader, encoding))
    return Database("PostgreSQL", _told(reader, "SHOW server_version"), _told(reader, "SHOW server_encoding"))


def damage(reader: Reader, *, seconds: float = READ_SECONDS) -> tuple[str, ...]:
    """What SQLite finds wrong with its file and between its rows; () where all is well, and for PostgreSQL.

    Raises TooSlow where the file could not be read through in that time. https://sqlite.org/pragma.html#pragma_quick_check
    """
    if reader.dialect.name != "sqlite":
        return ()
    with _limited(reader, seconds):
        found = [str(row[0]) for row in reader.execute(text(f"PRAGMA quick_check({MOST_FAULTS})"))]
        torn = {str(row[0]) for row in reader.execute(text("PRAGMA foreign_key_check"))}
    return (*(said for said in found if said != "ok"), *(f"rows of {table} refer to nothing" for table in sorted(torn)))


def try_to_write(store: Store) -> None:
    """Write a row and take it back. Raises StoreError where that cannot be done: locked, read-only, no rights."""
    with store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
        connection.rollback()


def room(path: Path) -> tuple[int, int] | None:
    """The bytes that are free for this user, and all, on the disk where a path is or would be; None: not known."""
    for there in (path, *path.absolute().parents):
        try:
            found = shutil.disk_usage(there)
        except FileNotFoundError:
            continue
        except OSError:
            return None
        return found.free, found.total
    return None


def size(path: Path) -> int:
    """The bytes of a SQLite file with its log; 0 where there is none."""
    parts = (path, path.with_name(f"{path.name}-wal"))
    return sum(part.stat().st_size for part in parts if part.is_file())


def newest(reader: Reader) -> datetime | None:
    """The latest moment that the desk wrote down as past; None: none yet."""
    columns = (Worker.seen_at, Upkeep.done_at, Occurrence.sent_at, Inbound.at)
    found = [utc(reader.execute(select(func.max(column))).scalar()) for column in columns]
    return max((moment for moment in found if moment is not None), default=None)


def last_tick(reader: Reader) -> datetime | None:
    """When a process that plans and posts last said that it lives; None: none does."""
    return utc(reader.execute(select(func.max(Worker.seen_at))).scalar())


def counts(reader: Reader, of: Workspace | None = None) -> Mapping[str, int]:
    """How many schedules are active and paused, by state, without those that were removed; `of` one workspace alone."""
    wanted = select(Schedule.state, func.count()).where(Schedule.state != "removed", *_of(of)).group_by(Schedule.state)
    return {row[0]: int(row[1]) for row in reader.execute(wanted)}


def pauses(reader: Reader, of: Workspace | None = None) -> list[Pause]:
    """The schedules that the desk paused by itself, by number; `of` one workspace alone."""
    wanted = select(Schedule.id, Schedule.channel, Schedule.channel_name, Schedule.reason).where(
        Schedule.state == "paused", Schedule.paused_by == DESK, *_of(of)
    )
    return [Pause(*row) for row in reader.execute(wanted.order_by(Schedule.id))]


def troubled(reader: Reader, since: datetime, until: datetime, of: Workspace | None = None) -> Mapping[str, int]:
    """How many posts that were due between two moments did not go out, or perhaps not, by state."""
    wanted = (
        select(Occurrence.state, func.count())
        .join(Schedule, Schedule.id == Occurrence.schedule_id)
        .where(Occurrence.state.in_(TROUBLED), Occurrence.due >= since, Occurrence.due <= until, *_of(of))
        .group_by(Occurrence.state)
    )
    return {row[0]: int(row[1]) for row in reader.execute(wanted)}


def places(reader: Reader, platform: str) -> list[Place]:
    """Every channel of a platform in which something is scheduled that nobody has paused, in order."""
    is_on = (Schedule.state == "active") | ((Schedule.state == "paused") & (Schedule.paused_by == DESK))
    wanted = (
        select(Schedule.workspace, Schedule.channel, func.max(Schedule.channel_name))
        .where(Schedule.platform == platform, is_on)
        .group_by(Schedule.workspace, Schedule.channel)
        .order_by(Schedule.workspace, Schedule.channel)
    )
    return [Place(*row) for row in reader.execute(wanted)]


def installed(reader: Reader, platform: str) -> list[tuple[str, str | None]]:
    """The workspaces that installed the app, by id, each with its name; those that did so last come first."""
    wanted = select(Installation.workspace, Installation.name).where(Installation.platform == platform)
    return [(row[0], row[1]) for row in reader.execute(wanted.order_by(Installation.at.desc(), Installation.workspace))]


def _of(of: Workspace | None) -> list[ColumnElement[bool]]:
    return [Schedule.platform == of[0], Schedule.workspace == of[1]] if of is not None else []


def _told(reader: Reader, statement: str) -> str:
    return str(reader.execute(text(statement)).scalar())


@contextmanager
def _limited(reader: Reader, seconds: float) -> Iterator[None]:
    """Interrupt SQLite when the time is up. Raises TooSlow."""
    dbapi: Any = reader.connection.dbapi_connection
    until = time.monotonic() + seconds
    dbapi.set_progress_handler(lambda: time.monotonic() > until, _STEPS_BETWEEN_CHECKS)
    try:
        yield
    finally:
        dbapi.set_progress_handler(None, 0)


def _looking(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        engine = create_engine(parsed, pool_size=5, isolation_level="REPEATABLE READ")
        event.listen(engine, "do_connect", _as_postgresql)
        return engine
    engine = create_engine(parsed, poolclass=QueuePool, pool_size=5)
    event.listen(engine, "do_connect", _as_file(Path(parsed.database or "").absolute()))
    event.listen(engine, "connect", _by_itself)
    event.listen(engine, "begin", _begin)
    return engine


def _as_file(path: Path) -> Callable[..., None]:
    """Open the file that is there, and make none: https://sqlite.org/uri.html"""

    def listen(_dialect: object, _record: object, given: list[Any], more: MutableMapping[str, Any]) -> None:
        given[0] = f"file:{quote(str(path))}?mode=rw"
        more.update(uri=True, timeout=PATIENCE)

    return listen


def _as_postgresql(_dialect: object, _record: object, _given: list[Any], more: MutableMapping[str, Any]) -> None:
    limits = f"-c statement_timeout={int(READ_SECONDS * 1000)} -c lock_timeout={PATIENCE * 1000} -c timezone=UTC"
    more.update(connect_timeout=PATIENCE, options=limits)


def _by_itself(dbapi: sqlite3.Connection, _record: object) -> None:
    """Transactions are begun by us; how the file is written stays as it is."""
    dbapi.isolation_level = None


def _begin(connection: Connection) -> None:
    is_write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")
