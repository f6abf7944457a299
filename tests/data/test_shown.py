"""What a channel was shown: only what it saw, or may have seen, and which of that says something else by now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from posting_desk import START, add, told

from bot.schedules import planner
from data.operations import ledger, ledger_marks, shown
from data.operations.ledger import Due, Mark
from data.operations.planning import Planned
from data.operations.schedules import every
from data.store import Store

DUE = START + timedelta(hours=9)
PLACE = ("fake", "W1", "C1")
COUNTING = Mark("r1", counts=True, print="p1")
TODAY, TOMORROW = date(2026, 6, 12), date(2026, 6, 13)


@pytest.fixture
def dues(store: Store) -> Sequence[Due]:
    """Two claimed posts of two days."""
    add(store, START)
    planner.plan(store, START)
    return ledger.claim(store, "fake", DUE + timedelta(days=1), limit=2, by="w.1", worker="w")


def begin(store: Store, due: Due, *marks: Mark) -> None:
    assert ledger.begin(store, due, DUE, title="t", marks=marks, again=False)


def last(store: Store, *, place: tuple[str, str, str] = PLACE, but: int | None = None) -> dict[str, date]:
    with store.read() as reader:
        return shown.last(reader, place, ["r1", "r2", "r3"], but=but)


def test_the_last_day_counts(store: Store, dues: Sequence[Due]) -> None:
    for due in dues:
        begin(store, due, COUNTING, Mark("r2", counts=False, print="p2"))
    assert last(store) == {"r1": TOMORROW}
    assert last(store, but=dues[1].id) == {"r1": TODAY}


def test_another_channel_saw_nothing(store: Store, dues: Sequence[Due]) -> None:
    begin(store, dues[0], COUNTING)
    assert [last(store, place=("fake", *place)) for place in (("W1", "C2"), ("W2", "C1"))] == [{}, {}]


@pytest.mark.parametrize(("state", "counts"), [("sent", True), ("uncertain", True), ("failed", False)])
def test_only_what_may_have_been_seen_counts(store: Store, dues: Sequence[Due], state: str, counts: bool) -> None:
    begin(store, dues[0], COUNTING)
    ledger.close(store, dues[0], state, DUE)
    assert (last(store) == {"r1": TODAY}) is counts


def test_a_new_try_shows_what_it_shows_and_not_what_the_last_one_did(store: Store, dues: Sequence[Due]) -> None:
    begin(store, dues[0], COUNTING)
    begin(store, dues[0], Mark("r3", counts=True, print=None))
    assert last(store) == {"r3": TODAY}


def test_a_test_does_not_count(store: Store) -> None:
    add(store, START)
    with store.read() as reader:
        (one,) = every(reader, "fake", "W1")
    post = Planned(day=TODAY, slot="test-1", time="00:00", due=START, until=DUE)
    assert ledger_marks.add_test(store, one, post) and not ledger_marks.add_test(store, one, post)
    (due,) = ledger.claim(store, "fake", START, limit=1, by="w.1", worker="w")
    begin(store, due, COUNTING)
    ledger.sent(store, due, START, message="m", link=None)
    assert due.is_test and last(store) == {}


def test_a_changed_record_is_marked_and_told_once_for_each_post(store: Store, dues: Sequence[Due]) -> None:
    for due in dues:
        begin(store, due, COUNTING)
        ledger.sent(store, due, DUE, message="m", link=None)
    assert len(shown.mark_changed(store, {"r1": "p9"}, DUE)) == 2
    assert shown.mark_changed(store, {"r1": "p10"}, DUE) == []
    assert told(store) == [("changed", "waiting")] * 2


def test_a_post_that_says_what_the_records_say_is_not_marked(store: Store, dues: Sequence[Due]) -> None:
    begin(store, dues[0], COUNTING)
    ledger.sent(store, dues[0], DUE, message="m", link=None)
    begin(store, dues[1], Mark("r1", counts=True, print="p9"))
    ledger.sent(store, dues[1], DUE, message="m", link=None)
    assert [row[1] for row in shown.mark_changed(store, {"r1": "p9"}, DUE)] == [dues[0].id]


def test_marks_that_are_no_records_cannot_change(store: Store, dues: Sequence[Due]) -> None:
    begin(store, dues[0], Mark("asked:2026", counts=True, print=None), COUNTING)
    ledger.sent(store, dues[0], DUE, message="m", link=None)
    with store.read() as reader:
        assert shown.prints(reader) == {"r1": {"p1"}}
    assert shown.mark_changed(store, {"asked:2026": None}, DUE) == []
