"""The ledger: each post is claimed by one, ends once, and is forgotten when it is old."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from posting_desk import START, add, ledger, told
from sqlalchemy import func, insert, select

from bot.schedules import planner
from data.models import Notice, Occurrence, Shown
from data.operations import ledger as rows
from data.operations import schedules, workers
from data.operations.ledger import Due, Mark
from data.store import Store, StoreError

DUE = START + timedelta(hours=9)
UNDER_WAY = timedelta(seconds=60)


@pytest.fixture
def number(store: Store) -> int:
    made = add(store, START)
    planner.plan(store, START)
    return made


KEPT = timedelta(days=400)


def forget(store: Store, before: datetime) -> int:
    """Forget what was due before a moment."""
    return rows.forget(store, before + KEPT, KEPT)


def claim(store: Store, *, by: str = "w.1", worker: str = "w", limit: int = 9, **later: float) -> list[Due]:
    return rows.claim(store, "fake", DUE + timedelta(**later), limit=limit, by=by, worker=worker)


def state(store: Store) -> str:
    return ledger(store)[0][1]


def test_nothing_is_claimed_before_its_time(store: Store, number: int) -> None:
    assert claim(store, seconds=-1) == []
    (due,) = claim(store)
    assert (due.day, due.due, due.schedule.id, due.was_unknown) == (date(2026, 6, 12), DUE, number, False)
    assert claim(store, by="x.1", worker="x") == []


def test_the_oldest_come_first_and_no_more_than_asked(store: Store, number: int) -> None:
    assert [due.day.day for due in claim(store, limit=2, days=5)] == [12, 13]


def test_another_platforms_posts_are_not_claimed(store: Store, number: int) -> None:
    assert rows.claim(store, "slack", DUE, limit=9, by="w.1", worker="w") == []


def test_what_was_put_back_is_left_to_its_worker_for_a_while(store: Store, number: int) -> None:
    rows.put_back(store, [(claim(store)[0], DUE + timedelta(seconds=5))], worker="w")
    assert claim(store, seconds=4) == [] and claim(store, seconds=9, by="x.1", worker="x") == []
    assert len(claim(store, seconds=11, by="x.2", worker="x")) == 1


def test_what_was_put_back_goes_on_where_it_was(store: Store, number: int) -> None:
    rows.put_back(store, [(claim(store)[0], DUE)], worker="w")
    assert len(claim(store, by="w.2")) == 1


def test_only_what_has_begun_may_have_been_sent(store: Store, number: int) -> None:
    claim(store)
    assert rows.take_over(store, DUE + timedelta(seconds=59), under_way=UNDER_WAY) == 0
    assert rows.take_over(store, DUE + timedelta(seconds=61), under_way=UNDER_WAY) == 1
    assert state(store) == "planned"
    (due,) = claim(store, seconds=61, by="w.2")
    assert rows.begin(store, due, DUE, title="t", marks=(), again=False)
    rows.take_over(store, DUE + timedelta(seconds=200), under_way=UNDER_WAY)
    assert state(store) == "unknown" and claim(store, seconds=259, by="w.3") == []
    assert claim(store, seconds=260, by="w.4")[0].was_unknown


def test_who_was_taken_over_changes_nothing(store: Store, number: int) -> None:
    (slow,) = claim(store)
    rows.take_over(store, DUE + timedelta(seconds=61), under_way=UNDER_WAY)
    claim(store, seconds=61, by="x.1", worker="x")
    assert not rows.begin(store, slow, DUE, title="t", marks=[Mark("r", counts=True, print=None)], again=False)
    assert not rows.close(store, slow, "failed", DUE, reason="gone", pause=True, tell="paused")
    assert not rows.again(store, slow, DUE, reason="down", detail=None)
    assert not rows.unknown(store, slow, DUE, reason="down")
    rows.put_back(store, [(slow, DUE)], worker="w")
    assert state(store) == "claimed" and told(store) == []


def test_what_was_unknown_stays_so_whatever_happens_to_its_claim(store: Store, number: int) -> None:
    (due,) = claim(store)
    rows.begin(store, due, DUE, title="t", marks=(), again=False)
    rows.unknown(store, due, DUE + UNDER_WAY, reason="lost")
    (again,) = claim(store, seconds=60, by="w.2")
    assert again.was_unknown and again.first_try_at == DUE and again.attempts == 1
    rows.take_over(store, DUE + timedelta(minutes=5), under_way=UNDER_WAY)
    assert claim(store, minutes=6, by="w.3")[0].was_unknown


def test_what_a_process_has_under_way_itself_is_not_taken_from_it(store: Store, number: int) -> None:
    (due,) = claim(store)
    rows.begin(store, due, DUE, title="t", marks=(), again=False)
    assert rows.take_over(store, DUE + timedelta(hours=1), under_way=UNDER_WAY, but=[due.id]) == 0
    assert state(store) == "sending"


def test_a_schedule_that_was_changed_since_does_not_leave_as_it_was(store: Store, number: int) -> None:
    (due,) = claim(store)
    schedules.pause(store, number, by="alice", reason=None, now=DUE)
    assert not rows.begin(store, due, DUE, title="t", marks=(), again=False)
    assert state(store) == "claimed"


def test_what_was_certainly_not_sent_is_not_looked_for(store: Store, number: int) -> None:
    (due,) = claim(store)
    rows.begin(store, due, DUE, title="t", marks=(), again=False)
    rows.again(store, due, DUE + timedelta(minutes=1), reason="down", detail="503")
    (again,) = claim(store, minutes=1, by="w.2")
    assert not again.was_unknown and again.first_try_at is None and again.attempts == 1


def test_a_repeat_keeps_the_moment_of_the_first_try(store: Store, number: int) -> None:
    (due,) = claim(store)
    rows.begin(store, due, DUE, title="t", marks=(), again=False)
    rows.unknown(store, due, DUE, reason="lost")
    (again,) = claim(store, seconds=15, by="w.2")
    rows.begin(store, again, DUE + timedelta(seconds=15), title="t", marks=(), again=True)
    rows.unknown(store, again, DUE, reason="lost")
    assert claim(store, seconds=30, by="w.3")[0].first_try_at == DUE


def test_of_what_was_lost_before_the_clock_was_set_back_a_day_is_looked_through(store: Store, number: int) -> None:
    (due,) = claim(store)
    rows.begin(store, due, DUE, title="t", marks=(), again=False)
    rows.unknown(store, due, DUE + UNDER_WAY, reason="lost")
    now = DUE - timedelta(hours=1)
    rows.take_over(store, now, under_way=UNDER_WAY)
    (found,) = claim(store, hours=-1, seconds=60, by="w.2")
    assert found.first_try_at == now - rows.SET_BACK


def test_a_pause_is_told_by_the_post_that_caused_it(store: Store, number: int) -> None:
    first, second = claim(store, days=1)
    for due in (first, second):
        rows.close(store, due, "failed", DUE, reason="gone", pause=True, tell="paused")
    assert told(store) == [("paused", "waiting")]


def test_a_removed_schedule_is_not_paused(store: Store, number: int) -> None:
    (due,) = claim(store)
    schedules.remove(store, number, now=DUE)
    rows.close(store, due, "failed", DUE, reason="archived", pause=True, tell="paused")
    assert told(store) == [] and state(store) == "failed"


def test_old_rows_are_forgotten_with_what_hangs_on_them(store: Store, number: int) -> None:
    old, new = claim(store, days=1)
    for due in (old, new):
        rows.begin(store, due, DUE, title="t", marks=[Mark("r", counts=True, print="p")], again=False)
        rows.close(store, due, "failed", DUE, reason="refused", tell="failed")
    assert forget(store, new.due) == 1 and forget(store, new.due) == 0
    assert [row[0].day for row in ledger(store)] == [13, 14, 15]
    with store.read() as reader:
        assert list(reader.execute(select(Shown.occurrence_id)).scalars()) == [new.id]
        assert list(reader.execute(select(Notice.occurrence_id)).scalars()) == [new.id]


def test_what_may_not_be_repeated_for_years_is_kept_as_long(store: Store) -> None:
    for years, channel in ((1, "C1"), (5, "C5")):
        add(store, START, years=years, channel=channel)
    planner.plan(store, START)
    count = len(ledger(store))
    assert rows.forget(store, START + timedelta(days=4 * 366), KEPT) == count / 2
    assert rows.forget(store, START + timedelta(days=6 * 366), KEPT) == count / 2


def test_what_is_forgotten_is_not_planned_again(store: Store, number: int) -> None:
    forget(store, DUE + timedelta(days=2))
    planner.plan(store, DUE + timedelta(days=1))
    assert [row[0].day for row in ledger(store)] == [14, 15, 16]


def test_two_live_rows_of_one_slot_cannot_be(store: Store, number: int) -> None:
    with store.read() as reader:
        row = dict(reader.execute(select(Occurrence.__table__).limit(1)).one()._mapping)
    del row["id"]
    with pytest.raises(StoreError), store.write() as connection:
        connection.execute(insert(Occurrence).values(**row))
    with store.read() as reader:
        assert reader.execute(select(func.count()).select_from(Occurrence)).scalar() == 4


def test_workers_that_say_nothing_are_dead(store: Store) -> None:
    assert [workers.beat(store, name, DUE) for name in ("a", "b", "a")] == [1, 2, 2]
    assert workers.beat(store, "a", DUE + timedelta(seconds=61)) == 1
    workers.leave(store, "a")
    assert workers.beat(store, "c", DUE + timedelta(seconds=62)) == 1


def test_a_worker_seen_in_the_future_is_dead_too(store: Store) -> None:
    workers.beat(store, "a", DUE + timedelta(hours=1))
    assert workers.beat(store, "b", DUE) == 1
