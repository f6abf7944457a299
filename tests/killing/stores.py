"""Stores for rounds that run at the same time: copies of one that holds the data."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from data import loader, migrate
from data.store import Store

Make = Callable[[], str]
"""The address of one more store."""


@contextmanager
def on_sqlite(folder: Path) -> Iterator[Make]:
    """Files in a folder."""
    first = folder / "first.db"
    _loaded(f"sqlite:///{first}")
    made: list[Path] = []

    def make() -> str:
        path = folder / f"round{len(made)}.db"
        made.append(path)
        with closing(sqlite3.connect(first)) as whole, closing(sqlite3.connect(path)) as copy:
            whole.backup(copy)
        return f"sqlite:///{path}"

    yield make


@contextmanager
def on_postgresql(server: str, name: str) -> Iterator[Make]:
    """Databases beside the one that `server` names; all are dropped at the end. Raises psycopg.OperationalError."""
    base = server.rpartition("/")[0]
    made = [name]
    with psycopg.connect(server, autocommit=True, connect_timeout=3) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        _loaded(f"{base}/{name}")

        def make() -> str:
            copy = f"{name}_{len(made)}"
            made.append(copy)
            statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(statement.format(sql.Identifier(copy), sql.Identifier(name)))
            return f"{base}/{copy}"

        try:
            yield make
        finally:
            for one in reversed(made):
                drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
                connection.execute(drop.format(sql.Identifier(one)))


def _loaded(url: str) -> None:
    store = Store(url)
    try:
        migrate.migrate(store)
        loader.load(store)
    finally:
        store.close()
