"""The clock ticks, wakes the deliveries, and says so when it does not: whoever supervises it starts it anew."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

import pytest
from fakes.sender import FakeSender
from posting_desk import START, Jumping, ShakyStore, Time, Worker, add, at_once, ledger, states

from bot.schedules.clock import STOPPED_SECONDS, Clock, Stopped
from bot.schedules.delivery import Delivery
from bot.schedules.pace import Pace
from bot.schedules.telling import Telling
from data.store import Store

DUE = START + timedelta(hours=9)
TICK = 15
"""Seconds."""


class LoopsTime(datetime):
    """The time of day as APScheduler asks for it: it goes with the event loop, in which nobody waits."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Any:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, Jumping)
        return datetime(2026, 6, 12, tzinfo=tz or UTC) + timedelta(seconds=loop.passed)


@pytest.fixture(autouse=True)
def jumping(monkeypatch: pytest.MonkeyPatch) -> None:
    """APScheduler has no clock that can be given to it."""
    for module in ("schedulers.base", "executors.base", "triggers.interval"):
        monkeypatch.setattr(f"apscheduler.{module}.datetime", LoopsTime)


def clock(store: Store, time: Time, sender: FakeSender, *, run: Any = at_once) -> Clock:
    means = replace(Worker(store, time, sender).means, run=run)
    delivery = Delivery("fake", sender, Pace((), clock=lambda: 0.0), means, most=4)
    return Clock(means, [delivery], [Telling("fake", sender, means)], version=lambda: None, kept=timedelta(days=732))


async def started(ticking: Clock) -> asyncio.Task[None]:
    """The clock as it runs, after its first tick."""
    ready = asyncio.Event()
    running = asyncio.create_task(ticking.run(ready.set))
    await ready.wait()
    return running


async def passed(seconds: float) -> float:
    """So many seconds later; the loop's time then."""
    await asyncio.sleep(seconds)
    return asyncio.get_running_loop().time()


async def stopped(task: asyncio.Task[None]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_post_leaves_at_the_first_tick_after_its_time(store: Store, time: Time, sender: FakeSender) -> None:
    add(store, START)
    running = await started(clock(store, time, sender))
    assert len(ledger(store)) == 4
    time.now = DUE - timedelta(seconds=20)
    await passed(18)
    assert sender.posts == []
    await passed(TICK + 3)
    await stopped(running)
    assert len(sender.posts) == 1 and states(store, time.now + timedelta(hours=1)) == ["sent"]


async def test_when_woken_it_looks_at_once(store: Store, time: Time, sender: FakeSender) -> None:
    add(store, START)
    ticking = clock(store, time, sender)
    running = await started(ticking)
    await passed(1)
    time.now = DUE
    ticking.wake()
    await passed(1)
    await stopped(running)
    assert [one.at for one in sender.posts] == [DUE]


async def test_ticks_that_hang_stop_it(store: Store, time: Time, sender: FakeSender) -> None:
    hangs = False

    async def run(call: Callable[..., Any], *given: object) -> Any:
        if hangs:
            await asyncio.sleep(3600)
        return call(*given)

    running = await started(clock(store, time, sender, run=run))
    hangs = True
    with pytest.raises(Stopped):
        await running
    assert STOPPED_SECONDS <= await passed(0) < STOPPED_SECONDS + 2 * TICK


async def test_a_first_tick_that_hangs_stops_it(store: Store, time: Time, sender: FakeSender) -> None:
    calls, ready = 0, asyncio.Event()

    async def run(call: Callable[..., Any], *given: object) -> Any:
        nonlocal calls
        calls += 1
        if calls == 2:
            await asyncio.sleep(3600)
        return call(*given)

    with pytest.raises(Stopped):
        await clock(store, time, sender, run=run).run(ready.set)
    assert STOPPED_SECONDS <= await passed(0) < STOPPED_SECONDS + TICK and not ready.is_set()


async def test_a_store_that_is_gone_is_no_reason_to_stop(shaky: ShakyStore, time: Time, sender: FakeSender) -> None:
    add(shaky, START)
    ticking = clock(shaky, time, sender)
    running = await started(ticking)
    shaky.down = True
    await passed(10 * STOPPED_SECONDS)
    assert not running.done() and ticking.seconds_since == 10 * STOPPED_SECONDS
    shaky.down, time.now = False, DUE
    await passed(TICK)
    await stopped(running)
    assert len(sender.posts) == 1 and ticking.seconds_since < TICK


async def test_a_delivery_that_ends_stops_it(store: Store, time: Time, sender: FakeSender) -> None:
    ticking = clock(store, time, sender)

    async def broken() -> int:
        raise KeyError("turn")

    ticking._deliveries[0].turn = broken  # type: ignore[method-assign]
    with pytest.raises(KeyError, match="turn"):
        await ticking.run(lambda: None)
    assert await passed(0) <= TICK


async def test_the_ledger_forgets_what_is_older_than_it_is_kept(store: Store, worker: Worker, time: Time) -> None:
    add(store, START)
    await worker.until(DUE + timedelta(days=1, hours=1))
    time.now = DUE + timedelta(days=732, seconds=1)
    assert await worker.clock.forget() == 1
    assert await worker.clock.forget() == 0
    assert ledger(store)[0][0].day == 13


async def test_a_worker_that_leaves_gives_its_share_back(store: Store, time: Time, sender: FakeSender) -> None:
    workers = [Worker(store, time, sender, name=name) for name in ("a", "b")]
    for worker in (*workers, workers[0]):
        await worker.clock.tick()
    assert [worker.delivery.pace.share for worker in workers] == [2, 2]
    await stopped(await started(clock(store, time, sender)))
    time.go(seconds=61)
    await workers[1].clock.tick()
    assert workers[1].delivery.pace.share == 1
