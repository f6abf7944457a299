"""Keeps the store of the present release, for the releases to come: its tables and rows as SQL, for each database.

    PYTHONPATH=tests .venv/bin/python -m upgrades.make

To be run once, when a release is made; what it wrote is never written anew. The statements are those of the databases
themselves (`sqlite3.iterdump`, `pg_dump`), so that an upgrade begins at what a release really left on a disk.
"""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import text

from data import loader, migrate
from data.store import Store
from upgrades.rows import fill

DUMPS = Path(__file__).parent / "dumps"
DATASET = Path(__file__).parents[1] / "brics"
POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")

_CLIENT_ONLY = re.compile(r"^(\\(un)?restrict .*|SET (transaction|idle_session)_timeout.*|--.*|)\n", re.MULTILINE)
"""Lines of pg_dump that are for psql, that an older server does not know, or that say nothing."""

_INDEXED = 'INSERT INTO "search" VALUES(NULL);'
"""A row of the full-text index, which keeps no texts; what it found stands in tables of its own, which are dumped."""


def main(folder: Path = DUMPS, dataset: Path = DATASET) -> None:
    """Write both dumps of the present revision."""
    for dialect, made in (("sqlite", _sqlite(dataset)), ("postgresql", _postgresql(dataset))):
        path = folder / f"{migrate.HEAD}.{dialect}.sql"
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(made)
        sys.stdout.write(f"{path}\n")


def _sqlite(dataset: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        _write(f"sqlite:///{path}", dataset)
        connection = sqlite3.connect(path)
        lines = [line for line in connection.iterdump() if line != _INDEXED]
        connection.close()
    return "\n".join(lines) + "\n"


def _postgresql(dataset: Path) -> str:
    name = sql.Identifier(f"summitdesk_dump_{os.getpid()}")
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            url = f"{POSTGRES.rpartition('/')[0]}/summitdesk_dump_{os.getpid()}"
            _write(url, dataset)
            command = ["pg_dump", "--inserts", "--no-owner", "--no-privileges", "--no-comments", url]
            found = subprocess.run(command, check=True, capture_output=True, text=True)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
    return _CLIENT_ONLY.sub("", found.stdout)


def _write(url: str, dataset: Path) -> None:
    store = Store(url)
    migrate.migrate(store)
    loader.load(store, dataset)
    with store.write() as connection:
        connection.execute(text("UPDATE organisation SET origin = '/srv/desk/brics'"))  # not where this was made
        fill(connection)
    store.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
