"""When nobody was there: what still has its day is posted late and says so, the rest has its row as missed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from fakes.sender import FakeSender
from posting_desk import START, Time, Worker, add, leads, ledger, states

from data.store import Store

DUE = START + timedelta(hours=9)


async def down(worker: Worker, since: timedelta, until: timedelta) -> None:
    """Nobody delivers from some time after the start until another."""
    await worker.until(START + since)
    worker.time.now = START + until
    await worker.until(START + until + timedelta(minutes=30))


@pytest.mark.parametrize(("late", "marked"), [(14, False), (15, False), (16, True), (300, True)])
async def test_a_late_post_says_so(store: Store, worker: Worker, sender: FakeSender, late: int, marked: bool) -> None:
    add(store, START)
    await down(worker, timedelta(hours=8), timedelta(hours=9, minutes=late))
    said = "Late: this was planned for 09:00 UTC. " if marked else ""
    assert leads(sender) == [f"{said}So it is."]


async def test_five_days_leave_a_row_each_and_the_post_of_today(
    store: Store, worker: Worker, sender: FakeSender
) -> None:
    add(store, START)
    await down(worker, timedelta(hours=8), timedelta(days=5, hours=12))
    missed = [(date(2026, 6, 12 + number), "missed", "down") for number in range(5)]
    assert ledger(store, before=worker.time.now) == [*missed, (date(2026, 6, 17), "sent", None)]
    assert sender.titles() == ["members 2026-06-17"] and leads(sender)[0].startswith("Late")


async def test_two_years_leave_the_newest_four_hundred(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START, times="09:00,21:00")
    worker.time.now = START + timedelta(days=2 * 366, hours=10)
    await worker.until(worker.time.now + timedelta(minutes=30))
    rows = ledger(store, before=worker.time.now)
    assert [state for _, state, _ in rows] == ["missed"] * 400 + ["sent"]
    assert rows[-2][0] == worker.time.now.date() - timedelta(days=1) and len(sender.posts) == 1


async def test_a_slot_late_in_the_day_keeps_its_two_hours(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START, times="23:30")
    await down(worker, timedelta(hours=8), timedelta(days=1, hours=1, minutes=20))
    assert sender.titles() == ["members 2026-06-12"]


async def test_after_those_two_hours_it_is_missed(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START, times="23:30")
    await down(worker, timedelta(hours=8), timedelta(days=1, hours=1, minutes=31))
    assert states(store, worker.time.now) == ["missed"] and sender.posts == []


async def test_the_day_is_that_of_the_schedules_zone(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START, times="20:00", zone="Pacific/Kiritimati")
    await down(worker, timedelta(hours=1), timedelta(hours=9, minutes=59))
    assert sender.titles() == ["members 2026-06-12"]
    assert leads(sender)[0].startswith("Late: this was planned for 20:00 Pacific/Kiritimati.")


async def test_each_time_of_a_day_is_late_by_itself(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START, times="09:00,12:00,18:00")
    await down(worker, timedelta(hours=8), timedelta(hours=13))
    await worker.until(START + timedelta(hours=20))
    assert sender.times() == ["12 13:00", "12 13:00", "12 18:00"]
    assert [lead.startswith("Late") for lead in leads(sender)] == [True, True, False]


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)])
async def test_a_clock_set_back_posts_nothing_again(
    store: Store, worker: Worker, sender: FakeSender, time: Time, back: timedelta
) -> None:
    add(store, START)
    await worker.until(DUE + timedelta(days=1, minutes=1))
    time.now -= back
    await worker.until(DUE + timedelta(days=2, hours=1))
    assert sender.doubled() == {} and len(sender.posts) == 3


@pytest.mark.parametrize("ahead", [timedelta(hours=1), timedelta(days=1)])
async def test_a_clock_set_forward_and_back_keeps_each_day_once(
    store: Store, worker: Worker, sender: FakeSender, time: Time, ahead: timedelta
) -> None:
    add(store, START)
    await worker.until(DUE - timedelta(minutes=30))
    time.now += ahead
    await worker.tick()
    time.now -= ahead
    await worker.until(DUE + timedelta(days=2, minutes=1))
    assert sender.doubled() == {} and set(states(store, time.now)) <= {"sent", "missed"}
    assert sorted(row[0].day for row in ledger(store, before=time.now)) == [12, 13, 14]


async def test_a_claim_from_the_future_is_taken_up_after_the_clock_was_set_back(
    store: Store, time: Time, sender: FakeSender
) -> None:
    dying, second = Worker(store, time, sender), Worker(store, time, sender, name="w2")
    add(store, START)
    await dying.until(DUE - timedelta(minutes=1))
    time.now, dying.left = DUE, 5
    await dying.until(DUE + timedelta(minutes=1))
    assert states(store, time.now + timedelta(hours=1)) == ["claimed"]
    time.now = DUE - timedelta(minutes=10)
    await second.until(DUE - timedelta(seconds=1))
    assert sender.posts == []
    await second.until(DUE + timedelta(minutes=1))
    assert sender.times() == ["12 09:00"]
