"""Whoever made a schedule is told once: directly, else in the admin channel."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from fakes.sender import FakeSender
from posting_desk import START, Killed, Time, Worker, add, told

from bot.schedules.telling import MOST_TRIES
from bot.sender import SendFailed, SendUnknown, Sent, Target
from data.operations import settings
from data.store import Store

DUE = START + timedelta(hours=9)
PAUSED, FAILED = "Schedule 1 is paused", "Schedule 1 could not post"


async def refused(worker: Worker, *, until: timedelta = timedelta(minutes=1)) -> None:
    """The post of the first day is refused, and some time passes."""
    await worker.until(DUE - timedelta(minutes=1))
    worker.time.now = DUE
    worker.sender.faults.append(SendFailed("refused", "too long"))
    await worker.until(DUE + until)


async def test_the_maker_is_told_what_and_why(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    await refused(worker)
    (one,) = sender.accepted
    assert one.target.user == "alice" and one.reply.title == FAILED and one.reply.private
    assert one.reply.lead == (
        "the answer to “members” in world, the post of 2026-06-12 09:00 UTC: the platform did not take the message"
        " (too long). The next one is tried as planned."
    )


async def test_without_an_admin_channel_it_fails_and_is_not_tried_for_ever(
    store: Store, worker: Worker, sender: FakeSender
) -> None:
    add(store, START)
    sender.no_direct = SendFailed("forbidden")
    await refused(worker, until=timedelta(hours=12))
    assert sender.told == [] and told(store) == [("failed", "failed")] and sender.asked["send"] == 2


async def test_the_admin_channel_hears_what_the_maker_cannot(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    settings.put(store, "fake", "W1", "admin-channel", "admins")
    sender.no_direct = SendFailed("forbidden", "50007")
    await refused(worker)
    assert sender.told == [("admins", FAILED)] and told(store) == [("failed", "told")]


async def test_an_admin_channel_that_is_gone_ends_it(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    settings.put(store, "fake", "W1", "admin-channel", "admins")
    await worker.until(DUE - timedelta(minutes=1))
    sender.trouble = sender.no_direct = SendFailed("gone")
    worker.time.now = DUE
    await worker.until(DUE + timedelta(hours=3))
    assert sender.told == [] and told(store) == [("paused", "failed")]


async def test_a_platform_that_is_down_is_tried_again(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    sender.no_direct = SendFailed("down")
    await refused(worker, until=timedelta(minutes=5))
    sender.no_direct = None
    await worker.until(DUE + timedelta(hours=1))
    assert sender.told == [("alice", FAILED)] and told(store) == [("failed", "told")]


async def test_after_some_tries_it_is_given_up(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    sender.no_direct = SendFailed("down")
    await refused(worker, until=timedelta(hours=14))
    assert told(store) == [("failed", "failed")] and sender.asked["send"] == 1 + MOST_TRIES


async def test_the_pause_that_is_asked_for_is_kept(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    sender.no_direct = SendFailed("busy", retry_after=1800)
    await refused(worker, until=timedelta(minutes=29))
    sender.no_direct = None
    await worker.until(DUE + timedelta(minutes=29, seconds=50))
    assert sender.told == []
    await worker.until(DUE + timedelta(minutes=31))
    assert sender.told == [("alice", FAILED)]


@pytest.mark.parametrize("fault", [SendUnknown("TimeoutError"), KeyError("id")])
async def test_what_may_have_been_told_is_not_told_again(
    store: Store, worker: Worker, sender: FakeSender, fault: Exception
) -> None:
    add(store, START)
    sender.no_direct = fault  # type: ignore[assignment]
    await refused(worker, until=timedelta(hours=2))
    assert told(store) == [("failed", "uncertain")] and sender.asked["send"] == 2


async def test_a_worker_that_dies_while_telling_leaves_it_to_another(
    store: Store, time: Time, sender: FakeSender
) -> None:
    add(store, START)
    first = Worker(store, time, sender)
    await first.clock.tick()
    time.now = DUE
    sender.faults.append(SendFailed("refused"))
    await first.delivery.turn()
    await first.delivery.settled()
    first.left = 0
    with pytest.raises(Killed):
        await first.telling.turn()
    assert told(store) == [("failed", "claimed")]
    await Worker(store, time, sender, name="w2").until(DUE + timedelta(minutes=5))
    assert sender.told == [("alice", FAILED)] and told(store) == [("failed", "told")]


async def test_two_workers_tell_it_once(store: Store, time: Time, sender: FakeSender) -> None:
    workers = [Worker(store, time, sender, name=name) for name in ("a", "b")]
    for number in range(12):
        add(store, START, subject=f"s{number}")
    await workers[0].clock.tick()
    time.now = DUE
    sender.faults.extend([SendFailed("refused")] * 12)
    await asyncio.gather(*(worker.tick() for worker in workers))
    assert len(sender.told) == 12 and set(told(store)) == {("failed", "told")}


async def test_a_direct_message_that_hangs_ends(store: Store, worker: Worker, sender: FakeSender) -> None:
    add(store, START)
    await refused(worker, until=timedelta(0))
    hanging = _Hanging(worker.time)
    add(store, worker.time.now, times="10:00", subject="other")
    late = Worker(store, worker.time, hanging, name="w2")
    hanging.faults.append(SendFailed("refused"))
    await late.until(START + timedelta(hours=10, minutes=5))
    assert told(store)[-1] == ("failed", "uncertain")


class _Hanging(FakeSender):
    """A platform that never answers a direct message."""

    async def send(self, target: Target, reply, key: str) -> Sent:  # type: ignore[no-untyped-def]
        if target.user:
            await asyncio.sleep(10_000)
        return await super().send(target, reply, key)
