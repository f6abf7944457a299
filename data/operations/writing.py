"""What the operations share: a row that is written once, and times that come back as they went in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, select
from sqlalchemy.dialects import postgresql, sqlite

from data.models import Base
from data.store import Store


def insert_once(connection: Connection, table: type[Base], values: Mapping[str, object]) -> int:
    """Insert a row unless one with its key is there; how many rows were written, 0 or 1.

    Of an INSERT the count is only kept where that is asked for; with psycopg it would be -1
    (https://docs.sqlalchemy.org/en/20/core/connections.html#sqlalchemy.engine.CursorResult.rowcount).
    """
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    once = insert(table).values(**values).on_conflict_do_nothing()
    return connection.execute(once, execution_options={"preserve_rowcount": True}).rowcount


def drop_old(store: Store, table: type[Base], old: ColumnElement[bool]) -> int:
    """Delete the rows of a table that are old; how many those were. Where there are none nothing is locked."""
    with store.read() as reader:
        if not reader.execute(select(exists().where(old))).scalar():
            return 0
    with store.write() as connection:
        return connection.execute(delete(table).where(old)).rowcount


def utc(value: datetime | None) -> datetime | None:
    """A time from the store; SQLite gives it back without its zone."""
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value
