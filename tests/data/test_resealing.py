"""What is sealed gets another key, on both databases: beside a running desk, after a kill, and more than once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sealed_tokens import BOTH, NEW, OLD, ONE, TWO
from sqlalchemy import Connection, text

from data.operations import installations
from data.operations.installations import Installed, Resealed
from data.sealing import Sealer, WrongKey
from data.store import Store


@pytest.fixture
def sealed(store: Store) -> Store:
    """Two installations under the old key."""
    for each in (ONE, TWO):
        installations.save(store, OLD, each)
    return store


class Between:
    """A store in which something happens right before its how many-th write; None: the process dies there."""

    def __init__(self, store: Store, number: int, happens: Installed | None) -> None:
        self._store, self._left, self._happens = store, number, happens
        self.read = store.read

    @contextmanager
    def write(self) -> Iterator[Connection]:
        self._left -= 1
        if self._left == 0 and self._happens is None:
            raise KeyboardInterrupt
        if self._left == 0 and self._happens is not None:
            installations.save(self._store, OLD, self._happens)
        with self._store.write() as connection:
            yield connection


def found(store: Store, sealer: Sealer) -> list[Installed | None]:
    return [installations.find(store, sealer, "slack", (each.workspace,)) for each in (ONE, TWO)]


def test_after_it_the_new_key_alone_opens_everything(sealed: Store) -> None:
    done = installations.reseal(sealed, BOTH)
    assert done == Resealed(anew=2, already=0, unopened=(), busy=())
    assert found(sealed, NEW) == [ONE, TWO]
    with pytest.raises(WrongKey):
        found(sealed, OLD)


def test_a_second_time_it_changes_not_a_byte(sealed: Store) -> None:
    installations.reseal(sealed, BOTH)
    with sealed.read() as reader:
        before = reader.execute(text("SELECT * FROM installation ORDER BY workspace")).all()
    assert installations.reseal(sealed, BOTH) == Resealed(anew=0, already=2, unopened=(), busy=())
    with sealed.read() as reader:
        assert reader.execute(text("SELECT * FROM installation ORDER BY workspace")).all() == before


def test_what_no_key_opens_is_named_and_the_others_are_done(sealed: Store) -> None:
    installations.save(sealed, Sealer("a third key that nobody has any more"), ONE)
    done = installations.reseal(sealed, BOTH)
    assert done == Resealed(anew=1, already=0, unopened=(("slack", "T1"),), busy=())
    assert installations.find(sealed, NEW, "slack", ("T2",)) == TWO


def test_killed_in_the_middle_each_token_opens_and_the_next_time_does_the_rest(sealed: Store) -> None:
    with pytest.raises(KeyboardInterrupt):
        installations.reseal(Between(sealed, 2, None), BOTH)  # type: ignore[arg-type]
    assert found(sealed, BOTH) == [ONE, TWO]
    assert installations.reseal(sealed, BOTH) == Resealed(anew=1, already=1, unopened=(), busy=())


def test_a_token_that_is_exchanged_meanwhile_is_not_written_over(sealed: Store) -> None:
    exchanged = replace(ONE, token="xoxb-exchanged", refresh="xoxe-exchanged")  # noqa: S106
    done = installations.reseal(Between(sealed, 1, exchanged), BOTH)  # type: ignore[arg-type]
    assert done == Resealed(anew=2, already=0, unopened=(), busy=())
    assert found(sealed, NEW) == [exchanged, TWO]


def test_a_refresh_token_that_is_exchanged_alone_is_not_written_over_either(sealed: Store) -> None:
    exchanged = replace(TWO, refresh="xoxe-new")
    installations.reseal(Between(sealed, 2, exchanged), BOTH)  # type: ignore[arg-type]
    assert found(sealed, NEW) == [ONE, exchanged]


def test_an_empty_store_has_nothing_to_seal(store: Store) -> None:
    assert installations.reseal(store, NEW) == Resealed(anew=0, already=0, unopened=(), busy=())
