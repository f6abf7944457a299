"""A store that is locked or gone for a while, in any call: nothing is lost, nothing stands twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from fakes.sender import FakeSender
from posting_desk import START, ShakyStore, Time, Worker, add, ledger, states, told

from bot.sender import SendFailed

WRITES = 12
"""More than a tick with one post has."""

DUE = START + timedelta(hours=9)


@pytest.mark.parametrize("after", [False, True])
async def test_a_write_that_fails_loses_and_doubles_nothing(
    shaky: ShakyStore, time: Time, sender: FakeSender, after: bool
) -> None:
    worker = Worker(shaky, time, sender)
    add(shaky, START)
    for number in range(WRITES):
        day = timedelta(days=number)
        await worker.until(DUE + day - timedelta(minutes=1))
        time.now = DUE + day
        shaky.break_at(number, after=after)
        await worker.until(DUE + day + timedelta(hours=3))
    assert len(sender.posts) == WRITES and sender.doubled() == {} and states(shaky, time.now) == ["sent"] * WRITES


async def test_a_failure_that_cannot_be_written_down_is_told_once(
    shaky: ShakyStore, time: Time, sender: FakeSender
) -> None:
    worker = Worker(shaky, time, sender)
    add(shaky, START)
    for number in range(WRITES):
        day = timedelta(days=number)
        await worker.until(DUE + day - timedelta(minutes=1))
        time.now = DUE + day
        sender.faults.append(SendFailed("refused"))
        shaky.break_at(number, after=True)
        await worker.until(DUE + day + timedelta(hours=3))
    assert states(shaky, time.now) == ["failed"] * WRITES
    assert told(shaky) == [("failed", "told")] * WRITES or told(shaky).count(("failed", "told")) == WRITES


async def test_a_store_that_is_gone_for_minutes_delays_only(shaky: ShakyStore, time: Time, sender: FakeSender) -> None:
    worker = Worker(shaky, time, sender)
    add(shaky, START)
    await worker.until(DUE - timedelta(minutes=1))
    shaky.down = True
    await worker.until(DUE + timedelta(minutes=20))
    assert sender.posts == []
    shaky.down = False
    await worker.until(DUE + timedelta(hours=1))
    assert len(sender.posts) == 1 and states(shaky, time.now) == ["sent"]


async def test_what_was_sent_is_written_down_once_the_store_is_back(
    shaky: ShakyStore, time: Time, sender: FakeSender
) -> None:
    worker = Worker(shaky, time, sender)
    add(shaky, START)
    await worker.until(DUE - timedelta(minutes=1))
    time.now = DUE
    sender.answers = 10
    await worker.clock.tick()
    await worker.delivery.turn()
    await asyncio.sleep(5)
    shaky.down = True
    await asyncio.sleep(300)
    shaky.down = False
    await worker.delivery.settled()
    assert ledger(shaky)[0][1:] == ("sent", None) and len(sender.posts) == 1 and sender.asked["find"] == 0


async def test_another_worker_that_sees_the_store_settles_what_the_first_cannot(
    shaky: ShakyStore, time: Time, sender: FakeSender
) -> None:
    first, second = Worker(shaky, time, sender), Worker(ShakyStore(shaky.url), time, sender, name="w2")
    add(shaky, START)
    await first.until(DUE - timedelta(minutes=1))
    time.now = DUE
    sender.answers = 10
    await first.clock.tick()
    await first.delivery.turn()
    await asyncio.sleep(5)
    shaky.down = True
    await second.until(DUE + timedelta(minutes=30))
    assert sender.doubled() == {} and states(second.store, time.now) == ["sent"]
    shaky.down = False
    await first.delivery.settled()
    second.store.close()
    assert states(shaky, time.now) == ["sent"]
