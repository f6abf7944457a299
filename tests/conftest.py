"""What every test may ask for: stores on both databases, and the desk over the shipped dataset."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import psycopg
import pytest
from psycopg import sql

from bot.commands import registry
from bot.contract import ALL_PAGES, Reply, Request
from bot.desk import Desk
from bot.registry import Command, Example, Registry
from data import loader, migrate, yaml12
from data.queries import frame
from data.store import Store
from data.version import SHIPPED

hypothesis.settings.register_profile("desk", deadline=None)  # a slow machine is no fault
hypothesis.settings.load_profile("desk")

BRICS = Path(__file__).parent / "brics"
TODAY = "2026-11-24"
POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


def without_postgres() -> str | None:
    """Why what needs PostgreSQL cannot run here, as a sentence; None where it can."""
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.OperationalError as fault:
        reason = (str(fault).splitlines() or ["no answer"])[0]
        return f"There is no PostgreSQL at {POSTGRES.rpartition('@')[2]} (TEST_POSTGRES_URL names another): {reason}"
    return None


def need_postgres() -> None:
    """Skip what needs PostgreSQL where there is none; under CI that is a fault."""
    reason = without_postgres()
    if reason and os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    if reason:
        pytest.skip(reason)


def _database(name: str, *, create: bool) -> None:
    """Make or drop a database; what is in it may be lost with the machine, so nothing waits for the disk."""
    statement = sql.SQL("CREATE DATABASE {}" if create else "DROP DATABASE IF EXISTS {} WITH (FORCE)")
    with psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3) as connection:
        connection.execute(statement.format(sql.Identifier(name)))
        if create:
            connection.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """An empty PostgreSQL database of its own, dropped at the end."""
    name = f"summitdesk_test_{os.getpid()}"
    need_postgres()
    _database(name, create=True)
    yield POSTGRES.rpartition("/")[0] + "/" + name
    _database(name, create=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, on each of the two."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/store.db"
        return
    address: str = request.getfixturevalue("postgres_url")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    yield address


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables and nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    opened = Store(f"sqlite:///{path}")
    migrate.migrate(opened)
    opened.close()
    return path


@pytest.fixture(scope="session")
def migrated_url(postgres_url: str) -> Iterator[str]:
    """A PostgreSQL database with the tables, to be emptied before each test."""
    name = f"summitdesk_tables_{os.getpid()}"
    _database(name, create=True)
    url = f"{postgres_url.rpartition('/')[0]}/{name}"
    opened = Store(url)
    migrate.migrate(opened)
    opened.close()
    yield url
    _database(name, create=False)


@pytest.fixture
def emptied_url(migrated_url: str) -> str:
    """A PostgreSQL database with the tables and nothing in them."""
    _empty(migrated_url)
    return migrated_url


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A migrated, empty store, on each of the two databases."""
    if request.param == "sqlite":
        path = tmp_path / "store.db"
        shutil.copyfile(request.getfixturevalue("migrated_file"), path)
        opened = Store(f"sqlite:///{path}")
    else:
        opened = Store(request.getfixturevalue("emptied_url"))
    yield opened
    opened.close()


def _empty(address: str) -> None:
    """Take the rows out of every table."""
    with psycopg.connect(address, autocommit=True) as connection:
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        connection.execute("SET session_replication_role = replica")  # in any order, whatever refers to whatever
        for (name,) in found:
            if name != "alembic_version":
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
        connection.execute("UPDATE alembic_version SET version_num = %s", (migrate.HEAD,))
        for (name,) in connection.execute(
            "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'"
        ).fetchall():
            connection.execute(sql.SQL("ALTER SEQUENCE {} RESTART").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def sco(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the shipped dataset, on SQLite."""
    opened = Store(f"sqlite:///{tmp_path_factory.mktemp('sco')}/sco.db")
    migrate.migrate(opened)
    loader.load(opened)
    yield opened
    opened.close()


@pytest.fixture
def own_sco(sco: Store, tmp_path: Path) -> Iterator[Store]:
    """The shipped dataset in a store of the test's own, for what writes."""
    path = tmp_path / "own.db"
    with sqlite3.connect(sco.url.removeprefix("sqlite:///")) as whole, sqlite3.connect(path) as copy:
        whole.backup(copy)
    whole.close()
    copy.close()
    opened = Store(f"sqlite:///{path}")
    yield opened
    opened.close()


def open_desk(store: Store) -> Desk:
    """A desk over a store that has data; its references count from r1, its tokens from t1."""
    numbers, tokens = itertools.count(1), itertools.count(1)
    with store.read() as reader:
        about = frame.frame(reader)
    return Desk(
        store,
        registry(about.command, about.samples),
        new_reference=lambda: f"r{next(numbers)}",
        new_token=lambda: f"t{next(tokens)}",
    )


@pytest.fixture(scope="session")
def desk(sco: Store) -> Desk:
    """The desk over the shipped dataset."""
    return open_desk(sco)


SAMPLES: dict[str, str] = yaml12.read((SHIPPED / "organisation.yaml").read_text("utf-8"))["organisation"]["samples"]


def examples(*names: str) -> list[Example]:
    """The examples of these commands, with the words of the shipped dataset."""
    declared = registry("sco", SAMPLES)
    return [example for name in names for example in _found(declared, name).examples]


def _found(declared: Registry, name: str) -> Command:
    command = declared.find(name)
    assert command, name
    return command


Asker = Callable[..., Reply]


def asker(desk: Desk) -> Asker:
    """Ask a desk a line on a day, by default on the day of the tests; page 0 is the whole answer."""

    def ask(line: str, *, on: str = TODAY, page: int = ALL_PAGES, timezone: str = "UTC") -> Reply:
        now = datetime.fromisoformat(f"{on}T12:00:00").replace(tzinfo=UTC)
        return desk.answer(Request(text=line, now=now, page=page, timezone=timezone))

    return ask


@pytest.fixture(scope="session")
def ask(desk: Desk) -> Asker:
    """Ask the desk over the shipped dataset."""
    return asker(desk)
