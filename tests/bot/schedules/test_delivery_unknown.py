"""A post whose answer was lost: repeated where the platform returns the first, else looked for, never sent twice."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta

import pytest
from fakes.sender import FakeSender
from posting_desk import START, Jumping, Time, Worker, add, answering, edit, ledger, states

from bot.managing import Compose
from bot.schedules.what import Post, Seen, Silent, What
from bot.sender import NotFindable, SendFailed, SendUnknown
from data.store import Store

TODAY = date(2026, 6, 12)
DUE = START + timedelta(hours=9)
EVENING = START + timedelta(hours=23)
MINUTES = timedelta(minutes=2)


async def test_nothing_is_looked_for_while_the_request_may_be_under_way(
    store: Store, worker: Worker, sender: FakeSender
) -> None:
    add(store, START)
    sender.lose_after.append(True)
    await worker.until(DUE + timedelta(seconds=55))
    assert sender.asked["find"] == 0
    await worker.until(DUE + timedelta(seconds=80))
    assert sender.asked["find"] == 1 and timedelta(seconds=60) <= sender.found_at[0] - DUE <= timedelta(seconds=80)


async def test_a_killed_send_is_not_looked_for_too_early(store: Store, time: Time, sender: FakeSender) -> None:
    worker = Worker(store, time, sender)
    add(store, START)
    await worker.until(DUE - timedelta(minutes=1))
    time.now = DUE
    worker.left = 9  # (beat, 2 take over, plan, look, claim, compose, begin, and the request arrived)
    await worker.until(EVENING)
    assert worker.is_dead and len(sender.posts) == 1 and states(store, EVENING) == ["sending"]
    await Worker(store, time, sender, name="w2").until(EVENING)
    assert timedelta(seconds=60) <= sender.found_at[0] - DUE and sender.doubled() == {}
    assert ledger(store)[0] == (TODAY, "sent", "found")


async def test_a_send_that_left_late_is_not_looked_for_too_early(store: Store, time: Time, sender: FakeSender) -> None:
    add(store, START)
    await Worker(store, time, sender, name="w0").until(DUE - timedelta(minutes=1))
    time.now = DUE
    worker = Worker(store, time, sender, compose=slow(20))
    worker.left = 9
    await worker.until(EVENING)
    assert worker.is_dead and states(store, EVENING) == ["sending"]
    await Worker(store, time, sender, name="w2").until(EVENING)
    assert sender.found_at[0] - DUE >= timedelta(seconds=80) and ledger(store)[0] == (TODAY, "sent", "found")


async def test_where_the_platform_knows_the_key_it_is_repeated_soon(
    store: Store, worker: Worker, sender: FakeSender
) -> None:
    add(store, START)
    sender.repeatable, sender.looks = MINUTES, False
    sender.lose_after.append(True)
    await worker.until(EVENING)
    assert sender.asked == {"send": 2} and sender.doubled() == {} and ledger(store)[0] == (TODAY, "sent", None)


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_repeat_that_is_refused_proves_nothing_of_the_first(
    store: Store, worker: Worker, sender: FakeSender, arrived: bool
) -> None:
    add(store, START)
    sender.repeatable = MINUTES
    if arrived:
        sender.lose_after.append(True)
    else:
        sender.faults.append(SendUnknown("TimeoutError"))
    sender.faults.extend([None] * arrived + [SendFailed("down")] * 4)
    await worker.until(EVENING)
    assert len(sender.posts) == 1 and sender.doubled() == {} and states(store, EVENING) == ["sent"]


async def test_a_repeat_that_is_refused_for_good_is_looked_for(store: Store, worker: Worker) -> None:
    worker.sender.repeatable = MINUTES
    add(store, START)
    worker.sender.lose_after.append(True)
    worker.sender.faults.extend([None, *[SendFailed("forbidden")] * 5])
    await worker.until(EVENING)
    assert ledger(store)[0] == (TODAY, "sent", "found") and worker.sender.told == []


async def test_a_slow_composing_does_not_repeat_what_the_platform_has_forgotten(
    store: Store, time: Time, sender: FakeSender
) -> None:
    sender.repeatable = MINUTES
    add(store, START)
    await Worker(store, time, sender).until(DUE - timedelta(minutes=1))
    time.now = DUE
    sender.lose_after.append(True)
    await Worker(store, time, sender).tick()
    time.go(seconds=100)
    await Worker(store, time, sender, name="w2", compose=slow(25)).until(EVENING)
    assert len(sender.posts) == 1 and ledger(store)[0] == (TODAY, "sent", "found")


async def test_while_the_platform_is_down_the_look_waits(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    sender.lose_after.append(True)
    sender.finds.extend([SendFailed("down"), SendFailed("busy", retry_after=600), SendFailed("down")])
    await worker.until(EVENING)
    assert sender.asked["find"] == 4 and ledger(store)[0] == (TODAY, "sent", "found") and sender.doubled() == {}
    assert sender.found_at[2] - sender.found_at[1] >= timedelta(minutes=10)


async def test_what_cannot_be_looked_for_until_the_end_is_uncertain_and_told(
    store: Store, worker: Worker, sender: FakeSender
) -> None:
    number = add(store, START, times="22:30")
    sender.lose_after.append(True)
    sender.finds.extend([SendFailed("down")] * 500)
    await worker.until(START + timedelta(days=1, hours=6))
    assert ledger(store)[0] == (TODAY, "uncertain", "lost") and len(sender.posts) == 1
    assert sender.told == [("alice", f"It is not known whether schedule #{number} posted")]


async def test_what_is_not_there_at_the_end_is_given_up(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    await worker.until(DUE - timedelta(minutes=1))
    worker.time.now = START + timedelta(hours=23, minutes=59, seconds=30)
    sender.faults.append(SendUnknown("TimeoutError"))
    await worker.until(START + timedelta(days=1, hours=6))
    assert ledger(store)[0] == (TODAY, "failed", "gave-up") and sender.posts == []


async def test_what_is_found_after_its_window_was_posted(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    await worker.until(DUE)
    worker.time.now = DUE + timedelta(days=1)
    sender.lose_after.append(True)
    await worker.tick()
    worker.time.go(days=1)
    await worker.until(DUE + timedelta(days=2, hours=1))
    assert [row[1:] for row in ledger(store)[1:3]] == [("sent", "found"), ("sent", None)] and sender.doubled() == {}


async def test_nothing_is_repeated_after_the_window(store: Store, time: Time, sender: FakeSender) -> None:
    worker = Worker(store, time, sender)
    sender.repeatable = MINUTES
    add(store, START)
    await worker.until(DUE - timedelta(hours=1))
    time.now = START + timedelta(hours=23, minutes=59, seconds=50)
    sender.faults.append(SendUnknown("TimeoutError"))
    await worker.until(START + timedelta(days=1, hours=6))
    assert sender.posts == [] and ledger(store)[0] == (TODAY, "failed", "gave-up")


async def test_what_becomes_silent_is_still_looked_for(store: Store, worker: Worker, sender: FakeSender) -> None:
    number = add(store, START)
    sender.repeatable = MINUTES
    sender.lose_after.append(True)
    await worker.until(DUE + timedelta(seconds=5))
    edit(store, number, worker.time.now, subject="nothing")
    await worker.until(EVENING)
    assert ledger(store)[0] == (TODAY, "sent", "found") and sender.doubled() == {}


async def test_a_send_that_takes_too_long_is_not_known(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    sender.answers = 300
    await worker.until(DUE + timedelta(seconds=30))
    sender.answers = 0
    await worker.until(EVENING)
    assert sender.doubled() == {} and ledger(store)[0] == (TODAY, "sent", "found")


async def test_no_permission_to_read_is_told_once(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    sender.lose_after.append(True)
    sender.finds.extend([SendFailed("down"), NotFindable("missing_scope")])
    await worker.until(START + timedelta(days=1))
    assert ledger(store)[0] == (TODAY, "uncertain", "lost") and len(sender.told) == 1


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)])
@pytest.mark.parametrize("repeatable", [timedelta(0), MINUTES])
async def test_a_clock_that_was_fast_finds_what_it_lost(
    store: Store, time: Time, back: timedelta, repeatable: timedelta
) -> None:
    right = Right(time)
    sender = FakeSender(right, repeatable=repeatable)
    worker = Worker(store, time, sender)
    add(store, START)
    right.behind = back
    sender.lose_after.append(True)
    await worker.until(DUE + timedelta(seconds=5))
    time.go(seconds=-back.total_seconds())
    right.behind = timedelta(0)
    await worker.until(DUE + timedelta(hours=3))
    assert len(sender.posts) == 1 and sender.doubled() == {} and ledger(store)[0] == (TODAY, "sent", "found")


def slow(seconds: float) -> Compose:
    """Composing takes so long."""

    def compose(what: What, day: date, seen: Seen) -> Post | Silent:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, Jumping)
        loop.passed += seconds
        return answering(what, day, seen)

    return compose


class Right:
    """The platform's clock, which is right while the desk's is fast."""

    def __init__(self, time: Time) -> None:
        self.time, self.behind = time, timedelta(0)

    def __call__(self) -> datetime:
        return self.time.now - self.behind
