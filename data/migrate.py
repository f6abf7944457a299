"""Brings a store's tables up to date, on start and by `summitdesk migrate`.

Alembic costs a fifth of a second, so it is only imported when the store is behind. Several processes may start at
once: the lock lets one of them migrate, and the others find the work done.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from data.store import Store, StoreError, Unusable

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent / "migrations"

HEAD = "0005"
"""The newest revision in data/migrations/versions; a test compares it with what Alembic finds."""


def revision(store: Store) -> str | None:
    """The revision that the store's tables are at; None when there are none."""
    try:
        with store._engine.connect() as connection, connection.begin():
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError as fault:
        if "alembic_version" in str(fault.orig):
            return None
        raise Unusable(f"The store cannot be opened: {type(fault.orig).__name__}.") from fault


def migrate(store: Store) -> str | None:
    """Bring the tables to HEAD; the revision that they were at comes back. Raises StoreError for a newer store."""
    found = revision(store)
    if found == HEAD:
        return found
    if found is not None and found > HEAD:
        raise StoreError(f"The store is newer ({found}) than this program ({HEAD}); update the program.")
    with store.write(alone=True) as connection:
        upgrade(connection)
    return found


def revisions() -> list[str]:
    """Every revision that there is, oldest first, told without Alembic: the files' names begin with them."""
    return sorted(path.name[:4] for path in (FOLDER / "versions").glob("[0-9][0-9][0-9][0-9]_*.py"))


def upgrade(connection: Connection, to: str = HEAD) -> None:
    """Bring the tables up to a revision, within a transaction. On an empty database they are made."""
    from alembic import command

    command.upgrade(_config(connection), to)


def downgrade(connection: Connection, to: str) -> None:
    """Bring the tables down to a revision, within a transaction; `base`: to none. What has no room there is lost."""
    from alembic import command

    command.downgrade(_config(connection), to)


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
