"""Every migration, forward and back, on both databases, with rows in the tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import BRICS
from sqlalchemy import inspect
from upgrades.compare import contents
from upgrades.rows import fill

from data import loader, migrate
from data.store import Store

DOWN = [*reversed(migrate.revisions()[:-1]), "base"]


@pytest.fixture
def full(url: str) -> Iterator[Store]:
    """A store of today with something in every table."""
    store = Store(url)
    migrate.migrate(store)
    loader.load(store, BRICS)
    with store.write() as connection:
        fill(connection)
    yield store
    store.close()


def tables(store: Store) -> set[str]:
    with store.read() as reader:
        return {name for name in inspect(reader).get_table_names() if not name.startswith("search_")}


def test_the_way_down_loses_only_what_has_no_room_and_the_way_up_nothing(full: Store) -> None:
    everything = tables(full)
    for revision in DOWN:
        before = contents(full)
        with full.write(alone=True) as connection:
            migrate.downgrade(connection, revision)
        left = contents(full)
        assert migrate.revision(full) == (None if revision == "base" else revision)
        assert left == {name: rows for name, rows in before.items() if name in left}
    assert tables(full) == {"alembic_version"}
    for revision in migrate.revisions():
        with full.write(alone=True) as connection:
            migrate.upgrade(connection, revision)
    assert tables(full) == everything
    assert all(rows == [] for rows in contents(full).values())


def test_the_revisions_are_told_without_alembic() -> None:
    assert migrate.revisions()[0] == "0001" and migrate.revisions()[-1] == migrate.HEAD
