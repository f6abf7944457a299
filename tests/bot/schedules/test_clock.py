"""The clock ticks, wakes the deliveries, and says so when it does not: whoever supervises it starts it anew."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fakes.sender import FakeSender
from posting_desk import START, ShakyStore, Time, Worker, add, at_once, ledger, states

from bot.schedules import clock as module
from bot.schedules.clock import Clock, Stopped
from bot.schedules.delivery import Delivery, Means
from bot.schedules.pace import Pace
from bot.schedules.telling import Telling
from bot.schedules.timing import Timing
from data.store import Store

DUE = START + timedelta(hours=9)
FAST = Timing(tick=timedelta(milliseconds=20))


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts as stopped is a fraction of a second here."""
    monkeypatch.setattr(module, "STOPPED_SECONDS", 0.3)
    monkeypatch.setattr(module, "LEAVE_SECONDS", 0.1)


def clock(store: Store, time: Time, sender: FakeSender, *, run: Any = at_once, timing: Timing = FAST) -> Clock:
    worker = Worker(store, time, sender)
    means = replace(worker.means, run=run, timing=timing)
    return _clock(means, sender)


def _clock(means: Means, sender: FakeSender) -> Clock:
    delivery = Delivery("fake", sender, Pace((), clock=lambda: 0.0), means, most=4)
    return Clock(means, [delivery], [Telling("fake", sender, means)], version=lambda: None, kept=timedelta(days=732))


async def until(holds: Callable[[], bool]) -> None:
    """Let it run until something holds."""
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0.005)


async def stopped(task: asyncio.Task[None]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_post_leaves_when_its_time_has_come(store: Store, time: Time, sender: FakeSender) -> None:
    add(store, START)
    ready = asyncio.Event()
    running = asyncio.create_task(clock(store, time, sender).run(ready.set))
    await ready.wait()
    assert len(ledger(store)) == 4
    time.now = DUE
    await until(lambda: states(store, time.now + timedelta(hours=1)) == ["sent"])
    await stopped(running)
    assert len(sender.posts) == 1


async def test_when_woken_it_looks_at_once(store: Store, time: Time, sender: FakeSender) -> None:
    add(store, START)
    slow = clock(store, time, sender, timing=Timing(tick=timedelta(seconds=60)))
    ready = asyncio.Event()
    running = asyncio.create_task(slow.run(ready.set))
    await ready.wait()
    await asyncio.sleep(0.02)
    time.now = DUE
    slow.wake()
    await until(lambda: len(sender.posts) == 1)
    await stopped(running)


async def test_ticks_that_hang_stop_it(store: Store, time: Time, sender: FakeSender) -> None:
    hangs = False

    async def run(call: Callable[..., Any], *given: object) -> Any:
        if hangs:
            await asyncio.sleep(3600)
        return call(*given)

    ready = asyncio.Event()
    running = asyncio.create_task(clock(store, time, sender, run=run).run(ready.set))
    await ready.wait()
    hangs = True
    with pytest.raises(Stopped):
        async with asyncio.timeout(10):
            await running


async def test_a_first_tick_that_hangs_stops_it(store: Store, time: Time, sender: FakeSender) -> None:
    calls = 0

    async def run(call: Callable[..., Any], *given: object) -> Any:
        nonlocal calls
        calls += 1
        if calls == 2:
            await asyncio.sleep(3600)
        return call(*given)

    with pytest.raises(Stopped):
        async with asyncio.timeout(10):
            await clock(store, time, sender, run=run).run(lambda: None)


async def test_a_store_that_is_gone_is_no_reason_to_stop(shaky: ShakyStore, time: Time, sender: FakeSender) -> None:
    add(shaky, START)
    ready = asyncio.Event()
    ticking = clock(shaky, time, sender)
    running = asyncio.create_task(ticking.run(ready.set))
    await ready.wait()
    shaky.down = True
    await asyncio.sleep(0.7)
    assert not running.done() and ticking.seconds_since > 0.5
    shaky.down, time.now = False, DUE
    await until(lambda: len(sender.posts) == 1)
    await stopped(running)


async def test_a_delivery_that_ends_stops_it(store: Store, time: Time, sender: FakeSender) -> None:
    ticking = clock(store, time, sender)

    async def broken() -> int:
        raise KeyError("turn")

    ticking._deliveries[0].turn = broken  # type: ignore[method-assign]
    with pytest.raises(KeyError):
        await ticking.run(lambda: None)


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
    ready = asyncio.Event()
    running = asyncio.create_task(clock(store, time, sender).run(ready.set))
    await ready.wait()
    await stopped(running)
    time.go(seconds=61)
    await workers[1].clock.tick()
    assert workers[1].delivery.pace.share == 1
