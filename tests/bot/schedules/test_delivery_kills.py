"""Workers that die after any step, that are slow, or that are two: nothing is lost, and nothing stands twice."""

from __future__ import annotations

import asyncio
import threading
from datetime import date, timedelta

import pytest
from fakes.sender import FakeSender
from posting_desk import START, Jumping, Time, Worker, add, answering, ledger, states, told

from bot.schedules import planner
from bot.schedules.what import Post, Seen, Silent, What
from bot.sender import SendFailed
from data.operations import ledger as rows
from data.operations import planning
from data.store import Store

STEPS = 16
"""More than a tick with one post has."""

UNDER_WAY = timedelta(seconds=60)


@pytest.mark.parametrize("repeatable", [timedelta(0), timedelta(minutes=2)])
async def test_whenever_a_worker_dies_the_next_one_does_the_rest(
    store: Store, time: Time, sender: FakeSender, repeatable: timedelta
) -> None:
    sender.repeatable = repeatable
    add(store, START)
    for step in range(STEPS):
        day = START + timedelta(days=step)
        first, second = (Worker(store, time, sender, name=f"{name}{step}") for name in ("a", "b"))
        await first.until(day + timedelta(hours=8, minutes=59))
        time.now, first.left = day + timedelta(hours=9), step
        await first.until(day + timedelta(hours=12))
        await second.until(day + timedelta(hours=12))
    assert len(sender.posts) == STEPS and sender.doubled() == {}
    assert states(store, time.now) == ["sent"] * STEPS


async def test_a_worker_that_dies_while_all_fails_leaves_nothing_open(
    store: Store, time: Time, sender: FakeSender
) -> None:
    add(store, START)
    for step in range(STEPS):
        day = START + timedelta(days=step)
        first, second = (Worker(store, time, sender, name=f"{name}{step}") for name in ("a", "b"))
        await first.until(day + timedelta(hours=8, minutes=59))
        time.now, first.left = day + timedelta(hours=9), step
        sender.faults = sender.faults.__class__([SendFailed("refused")] * 2)
        await first.until(day + timedelta(hours=12))
        sender.faults.clear()
        await second.until(day + timedelta(hours=12))
    assert set(states(store, time.now)) <= {"sent", "failed"} and len(states(store, time.now)) == STEPS
    assert sender.doubled() == {} and {state for _, state in told(store)} == {"told"}
    assert len(told(store)) == states(store, time.now).count("failed")


async def test_a_worker_that_dies_during_its_repeat_leaves_it_open(store: Store, time: Time) -> None:
    sender = FakeSender(time, repeatable=timedelta(minutes=2))
    add(store, START)
    for step in range(STEPS):
        day = START + timedelta(days=step)
        first, second = (Worker(store, time, sender, name=f"{name}{step}") for name in ("a", "b"))
        await first.until(day + timedelta(hours=8, minutes=59))
        time.now = day + timedelta(hours=9)
        sender.lose_after.append(True)
        await first.tick()
        time.go(seconds=15)
        first.left = step
        await first.until(day + timedelta(hours=12))
        await second.until(day + timedelta(hours=12))
    assert len(sender.posts) == STEPS and states(store, time.now) == ["sent"] * STEPS


async def test_what_is_claimed_is_left_alone_until_its_worker_must_be_dead(
    store: Store, time: Time, sender: FakeSender
) -> None:
    add(store, START)
    first, second = Worker(store, time, sender), Worker(store, time, sender, name="w2")
    await first.tick()
    time.to(9)
    first.left = 5  # (a tick's five steps, and the claim)
    await first.until(START + timedelta(hours=10))
    assert states(store, START + timedelta(hours=9, minutes=1)) == ["claimed"]
    time.to(9)
    await second.until(START + timedelta(hours=9, seconds=59))
    assert sender.posts == []
    await second.until(START + timedelta(hours=9, seconds=80))
    assert len(sender.posts) == 1 and sender.asked["find"] == 0


async def test_a_slow_worker_does_not_overwrite_what_another_did(store: Store, time: Time, sender: FakeSender) -> None:
    add(store, START)
    await Worker(store, time, sender).tick()
    time.to(9)
    (slow,) = rows.claim(store, "fake", time.now, limit=9, by="slow.1", worker="slow")
    time.go(minutes=2)
    await Worker(store, time, sender, name="w2").tick()
    assert not rows.begin(store, slow, time.now, title="t", marks=(), again=False)
    assert not rows.close(store, slow, "failed", time.now, reason="refused", pause=True, tell="paused")
    assert not rows.again(store, slow, time.now, reason="down", detail=None)
    assert not rows.unknown(store, slow, time.now, reason="down")
    rows.put_back(store, [(slow, time.now)], worker="slow")
    assert states(store, time.now) == ["sent"] and told(store) == []


async def test_what_a_slow_worker_sent_is_true_all_the_same(store: Store, time: Time, sender: FakeSender) -> None:
    add(store, START)
    await Worker(store, time, sender).tick()
    time.to(9)
    (slow,) = rows.claim(store, "fake", time.now, limit=9, by="slow.1", worker="slow")
    assert rows.begin(store, slow, time.now, title="t", marks=(), again=False)
    sender.looks = False
    await Worker(store, time, sender, name="w2").until(time.now + timedelta(minutes=5))
    assert states(store, time.now) == ["uncertain"]
    assert rows.sent(store, slow, time.now, message="m", link=None)
    assert states(store, time.now) == ["sent"]
    assert not rows.sent(store, slow, time.now, message="m", link=None)


async def test_a_worker_that_stood_still_while_composing_does_not_post(
    store: Store, time: Time, sender: FakeSender
) -> None:
    worker = Worker(store, time, sender)
    add(store, START)
    await worker.tick()
    time.to(9)
    loop = asyncio.get_running_loop()
    assert isinstance(loop, Jumping)

    def slow(what: What, day: date, seen: Seen) -> Post | Silent:
        loop.passed += 31
        return answering(what, day, seen)

    stalled = Worker(store, time, sender, name="w2", compose=slow)
    await stalled.tick()
    assert sender.posts == [] and states(store, time.now) == ["claimed"]
    await worker.until(START + timedelta(hours=10))
    assert len(sender.posts) == 1


async def test_two_workers_taking_turns_post_each_once(store: Store, time: Time, sender: FakeSender) -> None:
    for number in range(12):
        add(store, START, subject=f"s{number}")
    workers = [Worker(store, time, sender, name=name) for name in ("a", "b")]
    for hour in (0, 9, 33):
        time.now = START + timedelta(hours=hour)
        await asyncio.gather(*(worker.tick() for worker in workers))
        while sum([await worker.delivery.turn() for worker in workers]):
            pass
        await asyncio.gather(*(worker.delivery.settled() for worker in workers))
    assert len(sender.posts) == 24 and sender.doubled() == {} and set(states(store, time.now)) == {"sent"}


def test_threads_at_once_never_plan_or_claim_the_same(store: Store) -> None:
    for number in range(40):
        add(store, START, subject=f"s{number}")
    claimed: list[int] = []
    start = threading.Barrier(4)

    def work(name: str) -> None:
        start.wait()
        while planning.plan(store, START, limit=7, make=lambda one: planner.planned(one, START)):
            pass
        start.wait()
        now, turn = START + timedelta(hours=9), 0
        while found := rows.claim(store, "fake", now, limit=3, by=f"{name}.{(turn := turn + 1)}", worker=name):
            claimed.extend(due.id for due in found)

    threads = [threading.Thread(target=work, args=(f"w{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(claimed) == len(set(claimed)) == 40 and len(ledger(store)) == 160
