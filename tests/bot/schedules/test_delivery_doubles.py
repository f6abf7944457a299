"""What could double a post without any crash: a move, a clock that jumps, a look that fails or breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes.sender import FakeSender
from posting_desk import DAILY, START, Time, Worker, add, ledger

from bot.contract import Reply
from bot.sender import SendFailed, Sent, Target
from data.operations import schedules
from data.store import Store

EVENING = START + timedelta(hours=20)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def sender(time: Time) -> FakeSender:
    return FakeSender(time)


@pytest.fixture
def worker(store: Store, time: Time, sender: FakeSender) -> Worker:
    return Worker(store, time, sender)


async def test_a_post_is_looked_for_where_it_was_sent(
    store: Store, worker: Worker, sender: FakeSender, time: Time
) -> None:
    number = add(store, START)
    sender.lose_after.append(True)
    await worker.until(START + timedelta(hours=9))
    moved = replace(DAILY, channel="C2")
    schedules.change(store, number, moved, now=time.now, yesterday=(START - timedelta(days=1)).date())
    await worker.until(EVENING)
    assert [one.target.channel for one in sender.accepted] == ["C1"]
    assert ledger(store)[0][1:3] == ("sent", "found")


async def test_a_clock_that_jumps_during_a_send_takes_nothing_away(store: Store, time: Time) -> None:
    class Jumping(FakeSender):
        async def send(self, target: Target, reply: Reply, key: str) -> Sent:
            time.go(seconds=130)
            await worker.clock.tick()
            await worker.delivery.turn()
            return await super().send(target, reply, key)

    sender = Jumping(time)
    worker = Worker(store, time, sender)
    add(store, START)
    await worker.until(EVENING)
    assert len(sender.accepted) == 1 and sender.asked["find"] == 0


async def test_a_look_at_a_closed_channel_that_fails_is_repeated(
    store: Store, worker: Worker, sender: FakeSender
) -> None:
    number = add(store, START)
    schedules.pause(store, number, by=schedules.DESK, reason="archived", now=START)
    sender.trouble = SendFailed("busy", retry_after=30)
    await worker.until(START + timedelta(hours=9, seconds=10))
    sender.trouble = None
    await worker.until(EVENING)
    assert len(sender.titles()) == 1 and ledger(store)[0][1] == "sent"


async def test_a_look_that_breaks_ends_uncertain_and_told(store: Store, time: Time) -> None:
    class Broken(FakeSender):
        async def find(self, target: Target, key: str, since: object) -> Sent | None:
            raise KeyError("author")

    sender = Broken(time)
    worker = Worker(store, time, sender)
    add(store, START)
    sender.lose_after.append(True)
    await worker.until(START + timedelta(days=1, hours=1))
    assert ledger(store)[0][1:3] == ("uncertain", "lost")
    assert [one.target.user for one in sender.accepted] == [None, "alice"]
