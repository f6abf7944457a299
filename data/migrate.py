"""Brings a store's tables up to date, on start and by `summitdesk migrate`.

Alembic costs a fifth of a second, so it is only imported when the store is behind. Several processes may start at
once: the lock lets one of them migrate, and the others find the work done.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from data.store import Store, StoreError

HEAD = "0004"
"""The newest revision in data/migrations/versions; a test compares it with what Alembic finds."""


def revision(store: Store) -> str | None:
    """The revision that the store's tables are at; None when there are none."""
    try:
        with store._engine.connect() as connection, connection.begin():
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError as fault:
        if "alembic_version" in str(fault.orig):
            return None
        raise StoreError(f"The store cannot be opened: {type(fault.orig).__name__}.") from fault


def migrate(store: Store) -> str | None:
    """Bring the tables to HEAD; the revision that they were at comes back. Raises StoreError for a newer store."""
    found = revision(store)
    if found == HEAD:
        return found
    if found is not None and found > HEAD:
        raise StoreError(f"The store is newer ({found}) than this program ({HEAD}); update the program.")
    with store.write(alone=True) as connection:
        _upgrade(connection)
    return found


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
