"""The store: one engine, its read and write transactions, and which data is in it.

SQLite is opened in WAL with a busy timeout, and each commit waits for the disk: what was sent must not be forgotten by
a loss of power (https://sqlite.org/pragma.html#pragma_synchronous). The transactions are begun here: Python's driver
would leave DDL outside them and let two reads of one transaction differ
(https://docs.sqlalchemy.org/en/21/dialects/sqlite.html#enabling-non-legacy-sqlite-transactional-modes-with-the-sqlite3-or-aiosqlite-driver).
"""

from __future__ import annotations

import os
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, select, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

from data.held import Held, attach
from data.models import Organisation
from data.muting import narrowing

Reader = Connection
"""An open read transaction; the query functions take it as their first argument."""

BUSY_SECONDS = 10
SEARCH_SECONDS = 2.0
NAME = f"summitdesk {socket.gethostname()[:40]} {os.getpid()}"
"""What PostgreSQL calls our connections; those of one process have one name."""

BUSY = "The store cannot be used: too much is asked of it at once."
_STEPS_BETWEEN_CHECKS = 4000
_LOCK = 5_117_300_462
"""PostgreSQL's advisory lock for migrations and loads: an arbitrary number of our own."""


class StoreError(Exception):
    """The store cannot be opened or read; the message is one sentence, `cause` what the database said, for the log."""

    @property
    def cause(self) -> str:
        """The first line of what the database said, for the log and whoever runs the desk: it names no password, but
        where a connection failed host, port and user."""
        fault = self.__cause__
        said = str(getattr(fault, "orig", None) or fault or "").strip()
        return said.splitlines()[0][:200] if said else ""


class Unusable(StoreError):
    """The database cannot be reached, or is none."""


class TooSlow(StoreError):
    """A search went over its time limit."""


class Empty(StoreError):
    """There is no data in the store yet; run `summitdesk load`."""

    def __init__(self) -> None:
        super().__init__(Empty.__doc__)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Which data is in a store: the organisation's id, the hash, the edition and where it was loaded from."""

    organisation: str
    data_version: str
    edition: str
    origin: str


class Store:
    """A database with records in it. Threads may share it; `close` lets go of its connections."""

    def __init__(self, url: str) -> None:
        self.url = _driver(url)
        self._engine = _engine(self.url, size=5)
        self._searching = _engine(self.url, size=2, limited=True)
        self._held: Held = {}

    @property
    def is_sqlite(self) -> bool:
        """Whether it is SQLite; else it is PostgreSQL."""
        return self._engine.dialect.name == "sqlite"

    @property
    def file(self) -> Path | None:
        """Where it is on disk; None for PostgreSQL."""
        database = self._engine.url.database
        return Path(database).absolute() if self.is_sqlite and database else None

    @property
    def place(self) -> str:
        """Where it is, for people: the path of its file, or the database and its machine; never a password."""
        url = self._engine.url
        return str(self.file) if self.file else f"{url.database} ({url.host or 'localhost'})"

    @contextmanager
    def read(self, *, limited: bool = False, without: frozenset[str] = frozenset()) -> Iterator[Reader]:
        """A read transaction that sees one state of the data.

        `limited`: with a time limit, for searches. `without`: as if there were no sources of these ids.
        """
        engine = self._searching if limited else self._engine
        try:
            with engine.connect() as connection, connection.begin():
                if limited and self.is_sqlite:
                    _limit(connection)
                attach(connection, self._held, muted=without)
                if without:
                    event.listen(connection, "before_execute", narrowing(connection), retval=True)
                yield connection
        except DBAPIError as fault:
            raise _reason(fault) from fault
        except PoolTimeout as fault:
            raise StoreError(BUSY) from fault

    @contextmanager
    def write(self, *, alone: bool = False) -> Iterator[Connection]:
        """A write transaction; on SQLite it takes the one write lock at once.

        `alone`: on PostgreSQL too no other process is inside such a transaction. It reads what is committed, not the
        state in which it began, for it may have waited for the lock.
        """
        try:
            with self._engine.connect() as connection:
                options = {"write": True} if self.is_sqlite else {"isolation_level": "READ COMMITTED"}
                connection = connection.execution_options(**options)
                with connection.begin():
                    if alone and not self.is_sqlite:
                        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                    yield connection
        except DBAPIError as fault:
            raise _reason(fault) from fault
        except PoolTimeout as fault:
            raise StoreError(BUSY) from fault

    def loaded(self) -> Loaded | None:
        """Which data is in the store; None when there is none, or no tables yet."""
        wanted = select(Organisation.id, Organisation.data_version, Organisation.edition, Organisation.origin)
        try:
            with self._engine.connect() as connection, connection.begin():
                row = connection.execute(wanted).first()
        except DBAPIError as fault:
            if _is_missing_table(fault):
                return None
            raise _reason(fault) from fault
        return Loaded(*row) if row else None

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()
        self._searching.dispose()


def _driver(url: str) -> str:
    """The address with the driver written out: psycopg 3 for PostgreSQL."""
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    if not url.startswith(("postgresql+psycopg://", "sqlite:///")):
        raise StoreError("DATABASE_URL must begin with sqlite:/// or postgresql://")
    return url


def _engine(url: str, *, size: int, limited: bool = False) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            engine = create_engine(parsed, poolclass=QueuePool, pool_size=size, connect_args={"timeout": BUSY_SECONDS})
            _own_transactions(engine)
            _own_file(engine)
            return engine
        options = f"-c statement_timeout={int(SEARCH_SECONDS * 1000)}" if limited else ""
        return create_engine(
            parsed,
            pool_size=size,
            pool_pre_ping=True,
            isolation_level="REPEATABLE READ",
            connect_args={
                "connect_timeout": BUSY_SECONDS,
                "options": f"{options} -c timezone=UTC".strip(),
                "application_name": NAME,
            },
        )
    except (SQLAlchemyError, ImportError, ValueError) as fault:
        raise StoreError(f"DATABASE_URL cannot be used: {type(fault).__name__}.") from None


def _own_file(engine: Engine) -> None:
    """A new file is for its owner alone, whatever the umask: SQLite would make it for all to read."""

    @event.listens_for(engine, "do_connect")
    def make(_: object, __: object, given: list[str], ___: object) -> None:
        with suppress(OSError):  # what cannot be made, SQLite says in its own words
            os.close(os.open(given[0], os.O_CREAT | os.O_RDWR, 0o600))


def _own_transactions(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(dbapi: sqlite3.Connection, _: object) -> None:
        dbapi.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "cache_size=-8000",
            "secure_delete=ON",
        ):
            dbapi.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        is_write = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")


def _limit(connection: Connection) -> None:
    """Interrupt SQLite when the time is up; the limit is lifted when the connection goes back."""
    dbapi: Any = connection.connection.dbapi_connection
    until = time.monotonic() + SEARCH_SECONDS
    dbapi.set_progress_handler(lambda: time.monotonic() > until, _STEPS_BETWEEN_CHECKS)


def _is_missing_table(fault: DBAPIError) -> bool:
    return "no such table" in str(fault.orig) or getattr(fault.orig, "sqlstate", None) == "42P01"


def _reason(fault: DBAPIError) -> StoreError:
    said = str(fault.orig)
    if "interrupted" in said or getattr(fault.orig, "sqlstate", None) == "57014":
        return TooSlow("The search took too long.")
    if _is_missing_table(fault):
        return Empty()
    return Unusable(f"The store cannot be used: {type(fault.orig).__name__}.")
