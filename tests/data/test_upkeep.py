"""What keeps the desk in order is taken up by one process, when it is due, and again where nothing came of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from data.operations import upkeep
from data.operations.upkeep import Done, claim, done, last
from data.store import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DUE, HOUR = NOW - timedelta(hours=1), timedelta(hours=1)


def told(store: Store) -> Done | None:
    with store.read() as reader:
        return last(reader, upkeep.BACKUP)


def test_what_is_due_is_taken_up_once(store: Store) -> None:
    assert told(store) is None
    assert [claim(store, "backup", NOW, due=DUE) for _ in range(2)] == [True, False]
    assert told(store) is None
    done(store, "backup", NOW, "b.zip")
    assert told(store) == Done(NOW, "b.zip")
    assert claim(store, "backup", NOW + HOUR, due=NOW + HOUR)


def test_what_came_to_nothing_is_taken_up_again_after_a_while(store: Store) -> None:
    claim(store, "backup", NOW, due=DUE, again=HOUR)
    assert not claim(store, "backup", NOW + HOUR / 2, due=DUE, again=HOUR)
    assert claim(store, "backup", NOW + HOUR, due=DUE, again=HOUR)
    assert told(store) is None
    done(store, "backup", NOW + HOUR, "b.zip")
    assert not claim(store, "backup", NOW + 3 * HOUR, due=DUE, again=HOUR)


def test_the_last_that_was_done_stays_known_while_it_is_done_again(store: Store) -> None:
    done(store, "backup", NOW, "b.zip")
    assert claim(store, "backup", NOW + HOUR, due=NOW + HOUR)
    assert told(store) == Done(NOW, "b.zip")


def test_a_clock_that_was_set_back_does_not_stop_it_for_long(store: Store) -> None:
    later = NOW + timedelta(days=400)
    assert claim(store, "backup", later, due=later)
    done(store, "backup", later, "b.zip")
    assert claim(store, "backup", NOW, due=DUE)


def test_a_clock_that_was_set_back_by_a_day_does_not_stop_it_for_that_day(store: Store) -> None:
    done(store, "backup", NOW + timedelta(minutes=5), "b.zip")
    assert not claim(store, "backup", NOW, due=DUE)
    done(store, "backup", NOW + timedelta(days=1), "b.zip")
    assert claim(store, "backup", NOW, due=DUE)


class Late(Store):
    """A store in which another process takes it up between our look and our write."""

    @contextmanager
    def write(self, *, alone: bool = False) -> Iterator[Connection]:
        other = Store(self.url)
        assert claim(other, "backup", NOW + HOUR, due=DUE, again=HOUR)
        other.close()
        with super().write(alone=alone) as connection:
            yield connection


def test_of_two_that_found_it_free_at_once_one_takes_it_up(store: Store) -> None:
    assert claim(store, "backup", NOW, due=DUE, again=HOUR)
    late = Late(store.url)
    assert not claim(late, "backup", NOW + HOUR, due=DUE, again=HOUR)
    late.close()
