"""What the tests of the managing commands may ask for: an office, on each of the two databases."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator

import psycopg
import pytest
from conftest import POSTGRES, need_postgres, open_desk
from managing_desk import Office
from psycopg import sql

from bot.desk import Desk
from data import loader, migrate
from data.store import Store

WRITTEN = ("shown", "notice", "occurrence", "schedule", "worker", "setting")
"""The tables that these tests write, in the order in which they can be emptied."""


@pytest.fixture(scope="session")
def sqlite_desk(sco: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over the shipped dataset in an SQLite store that may be written."""
    path = tmp_path_factory.mktemp("managing") / "own.db"
    with sqlite3.connect(sco.url.removeprefix("sqlite:///")) as whole, sqlite3.connect(path) as copy:
        whole.backup(copy)
    whole.close()
    copy.close()
    opened = Store(f"sqlite:///{path}")
    yield open_desk(opened)
    opened.close()


@pytest.fixture(scope="session")
def postgres_desk() -> Iterator[Desk]:
    """The same in a PostgreSQL database of its own, which is dropped at the end."""
    name = f"summitdesk_test_{os.getpid()}_managing"
    need_postgres()
    with psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        opened = Store(f"{POSTGRES.rpartition('/')[0]}/{name}")
        migrate.migrate(opened)
        loader.load(opened)
        yield open_desk(opened)
        opened.close()
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest) -> Office:
    """An office in which nothing is posted yet, on Tuesday, 24 November 2026 at noon."""
    desk: Desk = request.getfixturevalue("sqlite_desk" if request.param == "sqlite" else "postgres_desk")
    _empty(desk)
    return Office(desk)


@pytest.fixture
def empty_desk(sqlite_desk: Desk) -> Desk:
    """A desk by which nothing is posted yet, on SQLite."""
    _empty(sqlite_desk)
    return sqlite_desk


def _empty(desk: Desk) -> None:
    """Take away what a test wrote, number anew, and let the desk see it."""
    with desk.store.write() as connection:
        if desk.store.is_sqlite:
            for table in (*WRITTEN, "sqlite_sequence"):
                connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608  (the names stand above)
        else:
            connection.exec_driver_sql(f"TRUNCATE {', '.join(WRITTEN)} RESTART IDENTITY CASCADE")
    desk.refresh()
