"""The stores that releases left behind, as databases again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg

from data.store import Store

DUMPS = Path(__file__).parent / "dumps"
REVISIONS = sorted({path.name.partition(".")[0] for path in DUMPS.glob("*.sql")})


def restored(url: str, revision: str) -> Store:
    """A store as the release of that revision left it, in an empty database."""
    is_sqlite = url.startswith("sqlite")
    statements = (DUMPS / f"{revision}.{'sqlite' if is_sqlite else 'postgresql'}.sql").read_text("utf-8")
    if is_sqlite:
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        connection.executescript(statements)
        connection.close()
    else:
        with psycopg.connect(url) as postgres:
            postgres.execute(statements.encode())
    return Store(url)
