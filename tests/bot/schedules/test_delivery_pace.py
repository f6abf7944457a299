"""Many posts into one channel at one moment leave one a second, whatever else has its time."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest
from fakes.sender import FakeSender
from posting_desk import START, Time, Worker, add, states

from adapters.discord.limits import POSTING as DISCORD
from adapters.slack.limits import POSTING as SLACK
from bot.schedules.pace import Limit
from data.store import Store

DUE = START + timedelta(hours=9)


async def pump(worker: Worker, seconds: float) -> None:
    """Deliver as the clock does, between two ticks that are far from each other."""
    loop = asyncio.get_running_loop()
    end, wake = loop.time() + seconds, asyncio.Event()
    loop.call_at(end, wake.set)
    while loop.time() < end:
        if not await worker.delivery.turn():
            if worker.delivery.had_room:
                await worker.delivery.woken(wake)
            else:
                await worker.delivery.moved(0.05)
    await worker.delivery.settled()


@pytest.mark.parametrize("limits", [SLACK, DISCORD])
async def test_a_hundred_posts_into_one_channel_leave_one_a_second_in_order(
    store: Store, time: Time, sender: FakeSender, limits: tuple[Limit, ...]
) -> None:
    worker = Worker(store, time, sender, limits=limits)
    for number in range(100):
        add(store, START, subject=f"s{number:02}")
    await worker.clock.tick()
    time.now = DUE
    await pump(worker, 110)
    times = [one.at for one in sender.posts]
    assert [title[1:3] for title in sender.titles()] == [f"{number:02}" for number in range(100)]
    assert all(timedelta(seconds=0.99) < later - earlier < timedelta(seconds=1.1) for earlier, later in pairwise(times))


async def test_two_workers_share_a_channel(store: Store, time: Time, sender: FakeSender) -> None:
    workers = [Worker(store, time, sender, name=name, limits=SLACK) for name in ("a", "b")]
    for number in range(40):
        add(store, START, subject=f"s{number:02}")
    for worker in (*workers, *workers):
        await worker.clock.tick()
    time.now = DUE
    await asyncio.gather(*(pump(worker, 90) for worker in workers))
    passed = [(one.at - DUE).total_seconds() for one in sender.posts]
    assert len(passed) == 40 and sender.doubled() == {} and passed[-1] < 85
    assert all(sum(1 for one in passed if start <= one < start + 4) <= 6 for start in passed)


async def test_another_channel_does_not_wait_behind_a_long_line(store: Store, time: Time, sender: FakeSender) -> None:
    worker = Worker(store, time, sender, limits=DISCORD)
    for number in range(60):
        add(store, START, subject=f"s{number:02}")
    add(store, START, channel="C2")
    await worker.clock.tick()
    time.now = DUE
    await pump(worker, 5)
    assert [one.at - DUE < timedelta(seconds=2) for one in sender.posts if one.target.channel == "C2"] == [True]


@pytest.mark.parametrize("limits", [SLACK, DISCORD])
async def test_where_all_hands_are_full_a_channel_keeps_its_order(
    store: Store, time: Time, sender: FakeSender, limits: tuple[Limit, ...]
) -> None:
    worker = Worker(store, time, sender, limits=limits)
    for number in range(72):
        add(store, START, subject=f"s{number:02}", channel=f"C{number % 12}", workspace=f"W{number % 12}")
    await worker.clock.tick()
    time.now, sender.takes = DUE, 0.7
    await pump(worker, 60)
    assert sender.most_at_once <= 8
    for channel in range(12):
        posted = [one.reply.title for one in sender.posts if one.target.channel == f"C{channel}"]
        assert len(posted) == 6 and posted == sorted(posted)


async def test_the_line_of_a_dead_worker_is_taken_up(store: Store, time: Time, sender: FakeSender) -> None:
    first = Worker(store, time, sender, limits=SLACK)
    for number in range(20):
        add(store, START, subject=f"s{number:02}")
    await first.clock.tick()
    time.now = DUE
    await pump(first, 5)
    second = Worker(store, time, sender, name="w2", limits=SLACK)
    await pump(second, 20)
    assert len(sender.posts) < 20
    time.go(seconds=60)
    await pump(second, 60)
    assert len(sender.posts) == 20 and sender.doubled() == {} and set(states(store, time.now)) == {"sent"}
