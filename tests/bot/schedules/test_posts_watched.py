"""Whoever watches hears of each tick that did all it had to, and once of what became of each try to post."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

import pytest
from fakes.sender import FakeSender
from posting_desk import START, Jumping, ShakyStore, Time, Worker, add, at_once

from bot.schedules import planner
from bot.schedules.clock import STOPPED_SECONDS, Clock, Stopped
from bot.schedules.delivery import Delivery
from bot.schedules.pace import Pace
from bot.schedules.recording import Recording
from bot.sender import SendFailed
from data.operations import ledger
from data.store import Store

DUE = START + timedelta(hours=9)
TICK = 5
"""Seconds."""


class LoopsTime(datetime):
    """The time of day as APScheduler asks for it, which goes with the event loop."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Any:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, Jumping)
        return datetime(2026, 6, 12, tzinfo=tz or UTC) + timedelta(seconds=loop.passed)


@pytest.fixture(autouse=True)
def jumping(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("schedulers.base", "executors.base", "triggers.interval"):
        monkeypatch.setattr(f"apscheduler.{module}.datetime", LoopsTime)


# Ticks


def clock(store: Store, time: Time, sender: FakeSender, on_tick: Callable[[], None], *, run: Any = at_once) -> Clock:
    means = replace(Worker(store, time, sender).means, run=run)
    delivery = Delivery("fake", sender, Pace((), clock=lambda: 0.0), means, most=4)
    return Clock(means, [delivery], [], version=lambda: None, on_tick=on_tick)


async def started(ticking: Clock) -> asyncio.Task[None]:
    """The clock as it runs, after its first tick."""
    ready = asyncio.Event()
    running = asyncio.create_task(ticking.run(ready.set))
    await ready.wait()
    return running


async def stopped(task: asyncio.Task[None]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_each_tick_that_did_all_it_had_to_is_told_and_no_other(
    shaky: ShakyStore, time: Time, sender: FakeSender
) -> None:
    ticks: list[float] = []
    ticking = clock(shaky, time, sender, lambda: ticks.append(asyncio.get_running_loop().time()))
    assert ticking.seconds_since == ticking.seconds_still == 0
    running = await started(ticking)
    await asyncio.sleep(2 * TICK + 1)
    shaky.down = True
    await asyncio.sleep(10 * TICK)
    assert ticks == [0, TICK, 2 * TICK]
    assert ticking.seconds_since == 10 * TICK + 1 and ticking.seconds_still < TICK
    await stopped(running)


async def test_a_clock_that_is_started_again_tells_the_time_since_its_last_tick(
    store: Store, time: Time, sender: FakeSender
) -> None:
    hangs = False

    async def run(call: Callable[..., Any], *given: object) -> Any:
        if hangs:
            await asyncio.sleep(3600)
        return call(*given)

    ticking = clock(store, time, sender, lambda: None, run=run)
    running = await started(ticking)
    hangs = True
    with pytest.raises(Stopped):
        await running
    with pytest.raises(Stopped):
        await ticking.run(lambda: None)
    assert ticking.seconds_since > 1.9 * STOPPED_SECONDS and ticking.seconds_still > 1.9 * STOPPED_SECONDS


# Posts


class Watched:
    """A delivery of which is told what becomes of its posts."""

    def __init__(self, store: Store, time: Time, sender: FakeSender) -> None:
        self.store, self.time, self.told = store, time, list[tuple[str, str, float | None]]()
        self.means = replace(Worker(store, time, sender).means, became=lambda *one: self.told.append(one))
        self.delivery = Delivery("fake", sender, Pace((), clock=lambda: 0.0), self.means, most=4)

    async def deliver(self, **after: float) -> list[tuple[str, str, float | None]]:
        """Deliver what is due so long after nine; what was told of it."""
        planner.plan(self.store, START)
        self.time.now = DUE + timedelta(**after)
        await self.delivery.turn()
        await self.delivery.settled()
        return self.told


@pytest.fixture
def watched(store: Store, time: Time, sender: FakeSender) -> Watched:
    return Watched(store, time, sender)


async def test_what_was_sent_is_told_with_how_late_it_was(store: Store, watched: Watched) -> None:
    add(store, START)
    assert await watched.deliver(seconds=90) == [("fake", "sent", 90.0)]


async def test_each_try_that_was_not_taken_is_told(store: Store, watched: Watched, sender: FakeSender) -> None:
    add(store, START)
    sender.faults.extend([SendFailed("down", "503"), SendFailed("refused", "too long")])
    await watched.deliver()
    await watched.deliver(minutes=10)
    assert watched.told == [("fake", "again", None), ("fake", "failed", None)]


async def test_what_is_not_known_and_what_is_silent_is_told(store: Store, watched: Watched, sender: FakeSender) -> None:
    add(store, START)
    add(store, START, channel="C2", subject="nothing")
    sender.lose_after.append(True)
    assert sorted(await watched.deliver()) == [("fake", "silent", None), ("fake", "unknown", None)]


async def test_what_another_process_took_up_meanwhile_is_told_by_the_one_that_wrote_it_down(
    store: Store, watched: Watched, time: Time
) -> None:
    add(store, START)
    sender = FakeSender(time)
    other = Watched(store, time, sender)
    planner.plan(store, START)
    time.now = DUE
    (due,) = ledger.claim(store, "fake", DUE, limit=1, by="w.1", worker="w")
    ledger.take_over(store, DUE + timedelta(seconds=61), under_way=timedelta(seconds=60))
    await Recording(sender, watched.means).close(due, "silent")
    assert watched.told == []
    assert await other.deliver(seconds=61) == [("fake", "sent", 61.0)]
