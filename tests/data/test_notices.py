"""Notices: each thing is written once, told by one, and taken over from a dead worker."""

from __future__ import annotations

from datetime import timedelta

import pytest
from posting_desk import START, add, told

from bot.schedules import planner
from data.operations import ledger, notices
from data.operations.ledger import Due
from data.operations.notices import Notice
from data.store import Store

DUE = START + timedelta(hours=9)
UNDER_WAY = timedelta(seconds=60)


@pytest.fixture
def due(store: Store) -> Due:
    """A claimed post."""
    add(store, START)
    planner.plan(store, START)
    return ledger.claim(store, "fake", DUE, limit=1, by="w.1", worker="w")[0]


def write(store: Store, due: Due, once: str = "failed:1") -> None:
    with store.write() as connection:
        notices.write(connection, due, "failed", once=once, detail="refused", now=DUE)


def claim(store: Store, *, by: str = "w.t1", limit: int = 5, **later: float) -> list[Notice]:
    return notices.claim(store, "fake", DUE + timedelta(**later), limit=limit, by=by)


def test_the_same_thing_is_written_once(store: Store, due: Due) -> None:
    for once in ("failed:1", "failed:1", "failed:2"):
        write(store, due, once)
    assert [notice.once for notice in claim(store)] == ["failed:1", "failed:2"]


def test_a_claimed_notice_is_not_claimed_by_another(store: Store, due: Due) -> None:
    write(store, due)
    (notice,) = claim(store)
    assert (notice.due, notice.schedule.maker, notice.to_admins) == (DUE, "alice", False)
    assert claim(store, by="x.t1") == []


def test_no_more_are_claimed_than_asked(store: Store, due: Due) -> None:
    for number in range(3):
        write(store, due, f"failed:{number}")
    assert len(claim(store, limit=2)) == 2 and len(claim(store, by="w.t2")) == 1


def test_another_platforms_notices_are_not_claimed(store: Store, due: Due) -> None:
    write(store, due)
    assert notices.claim(store, "slack", DUE, limit=5, by="w.t1") == []


def test_it_waits_until_it_is_to_be_told_again(store: Store, due: Due) -> None:
    write(store, due)
    notices.again(store, claim(store)[0], DUE + timedelta(minutes=1), to_admins=True)
    assert claim(store, seconds=59) == []
    (again,) = claim(store, seconds=60)
    assert (again.attempts, again.to_admins) == (1, True)


def test_what_a_dead_worker_was_telling_is_told_by_another(store: Store, due: Due) -> None:
    write(store, due)
    (dead,) = claim(store)
    assert notices.take_over(store, DUE + timedelta(seconds=59), under_way=UNDER_WAY) == 0
    assert notices.take_over(store, DUE + timedelta(seconds=61), under_way=UNDER_WAY) == 1
    assert len(claim(store, by="x.t1", seconds=61)) == 1
    notices.end(store, dead, "failed")
    notices.again(store, dead, DUE, to_admins=True)
    assert told(store) == [("failed", "claimed")]


def test_a_claim_from_before_the_clock_was_set_back_is_taken_over(store: Store, due: Due) -> None:
    write(store, due)
    claim(store)
    assert notices.take_over(store, DUE - timedelta(hours=1), under_way=UNDER_WAY) == 1


@pytest.mark.parametrize("state", ["told", "failed", "uncertain"])
def test_what_has_ended_is_over(store: Store, due: Due, state: str) -> None:
    write(store, due)
    notices.end(store, claim(store)[0], state)
    assert notices.take_over(store, DUE + timedelta(days=1), under_way=UNDER_WAY) == 0
    assert claim(store, days=1) == [] and told(store) == [("failed", state)]
