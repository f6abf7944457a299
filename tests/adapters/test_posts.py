"""The posts as an adapter: a store that is away, a clock that hangs, and a stop in the midst of a post."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from conftest import open_desk
from fakes.sender import FakeSender
from posting_desk import ShakyStore, Time, add, ledger
from sqlalchemy import Connection, select

from adapters.asking import Asking
from adapters.posts import Alone, Outlet, Posts
from adapters.serving import serve
from adapters.supervisor import State
from adapters.work import Work
from bot.contract import Reply
from bot.schedules import clock as clocks
from bot.schedules.timing import Timing
from bot.sender import Sent, Target
from data.models import Worker
from data.store import Store, StoreError

TIMING = Timing(tick=timedelta(seconds=0.05))
MOST = 2


class Stuck(ShakyStore):
    """A store whose writes hang while it is told to; `writes` is how many were begun."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.free, self.writes = threading.Event(), 0
        self.free.set()

    @contextmanager
    def write(self, *, alone: bool = False) -> Iterator[Connection]:
        self.free.wait(20)
        self.writes += 1
        with super().write(alone=alone) as connection:
            yield connection


class Desk:
    """A desk with one platform, its posts, and a clock that is set."""

    def __init__(self, store: Stuck, **senders: FakeSender) -> None:
        self.store, self.time, self.work = store, Time(), Work()
        self.asking = Asking(open_desk(store), clock=self.time)
        self.senders = senders or {"fake": FakeSender(self.time)}
        outlets = {name: Outlet(sender, most=MOST) for name, sender in self.senders.items()}
        self.posts = Posts(self.asking, self.work, outlets, worker="w1", timing=TIMING, kept=timedelta(days=9))
        self.stop = asyncio.Event()

    @property
    def sender(self) -> FakeSender:
        return next(iter(self.senders.values()))

    def due(self, count: int = 1, **other: Any) -> None:
        """So many schedules, whose time it is."""
        for number in range(count):
            add(self.store, self.time.now, channel=f"C{number}", **other)
        self.time.to(9)

    async def serve(self) -> None:
        """Run until stopped, as the program does."""
        adapters = [(State("Schedules"), self.posts.run)]
        await serve(adapters, self.asking, self.work, chores=[], stop=self.stop, on_stop=self.posts.halt)

    def states(self) -> list[str]:
        """What became of the posts that are due."""
        return [state for _, state, _ in ledger(self.store, before=self.time.now + timedelta(seconds=1))]


@asynccontextmanager
async def running(desk: Desk) -> AsyncIterator[asyncio.Task[None]]:
    """The desk while it serves; stopped at the end."""
    task = asyncio.create_task(desk.serve())
    try:
        yield task
    finally:
        desk.stop.set()
        await task
        desk.posts.close()
        desk.asking.close()


@pytest.fixture
def store(own_sco: Store) -> Iterator[Stuck]:
    opened = Stuck(own_sco.url)
    yield opened
    opened.close()


async def soon(check: Callable[[], Any]) -> None:
    async with asyncio.timeout(8):
        while not check():
            await asyncio.sleep(0.01)


def ticks(store: Store) -> bool:
    """Whether there was a first tick."""
    with store.read() as reader:
        return bool(reader.execute(select(Worker.id)).all())


async def test_a_locked_store_is_waited_for(store: Stuck) -> None:
    desk = Desk(store)
    desk.due()
    with closing(sqlite3.connect(str(store.file), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        async with running(desk):
            await soon(lambda: store.writes)
            assert (desk.sender.accepted, ticks(store)) == ([], False)
            other.execute("COMMIT")
            await soon(lambda: desk.states() == ["sent"])


async def test_a_store_that_is_gone_for_a_while_stops_nothing_for_good(
    store: Stuck, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk(store)
    async with running(desk):
        await soon(lambda: ticks(store))
        store.down = True
        await soon(lambda: "a tick could not be done" in caplog.text)
        store.down = False
        desk.due()
        await soon(lambda: desk.states() == ["sent"])
    assert len(desk.sender.accepted) == 1


async def test_what_was_sent_while_the_store_went_is_written_down_when_it_is_back(
    store: Stuck, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk(store)
    desk.sender.answers = 0.2
    desk.due()
    async with running(desk):
        await soon(lambda: desk.sender.accepted)
        store.down = True
        await soon(lambda: "an outcome could not be written down" in caplog.text)
        store.down = False
        await soon(lambda: desk.states() == ["sent"])
    assert len(desk.sender.accepted) == 1


async def test_a_clock_that_hangs_is_started_again(
    store: Stuck, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(clocks, "STOPPED_SECONDS", 0.3)
    monkeypatch.setattr(clocks, "LEAVE_SECONDS", 0.1)
    desk = Desk(store)
    async with running(desk):
        await soon(lambda: ticks(store))
        store.free.clear()
        await soon(lambda: "Schedules: not connected (Stopped)" in caplog.text)
        store.free.set()
        desk.due()
        await soon(lambda: desk.states() == ["sent"])
    assert len(desk.sender.accepted) == 1


class Silent(FakeSender):
    """A platform that does not answer until it is let."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__(clock)
        self.answering = asyncio.Event()

    async def send(self, target: Target, reply: Reply, key: str) -> Sent:
        await self.answering.wait()
        return await super().send(target, reply, key)


async def test_a_platform_that_does_not_answer_keeps_no_other_waiting(store: Stuck) -> None:
    silent = Silent(Time())
    desk = Desk(store, quick=FakeSender(Time()), slow=silent)
    desk.due(MOST, platform="slow")
    desk.time.to(0)
    desk.due(5, platform="quick")
    async with running(desk):
        await soon(lambda: len(desk.senders["quick"].accepted) == 5)
        assert silent.accepted == []
        silent.answering.set()
        await soon(lambda: len(silent.accepted) == MOST)


async def test_a_stop_waits_for_a_post_that_is_under_way_and_writes_it_down(store: Stuck) -> None:
    desk = Desk(store)
    desk.sender.takes = desk.sender.answers = 0.2
    desk.due()
    async with running(desk) as task:
        await soon(lambda: desk.sender.asked["send"])
        desk.stop.set()
        await task
    assert (desk.states(), len(desk.sender.accepted)) == (["sent"], 1)


class Uneven(FakeSender):
    """A platform that takes longer over every second post, so that there is always one under way."""

    async def send(self, target: Target, reply: Reply, key: str) -> Sent:
        await asyncio.sleep(0.1 * (1 + self.asked["send"] % 2))
        return await super().send(target, reply, key)


async def test_after_a_stop_no_other_post_is_begun(store: Stuck) -> None:
    desk = Desk(store, fake=Uneven(Time()))
    desk.due(12)
    async with running(desk) as task:
        await soon(lambda: desk.sender.asked["send"])
        desk.stop.set()
        await task
    sent = len(desk.sender.accepted)
    states = desk.states()  # what was claimed in that moment was certainly not sent, and is taken up again
    assert sent <= 2 * MOST and states.count("sent") == sent and set(states) <= {"planned", "claimed", "sent"}


async def test_a_ledger_that_cannot_be_looked_through_is_looked_through_later(
    store: Stuck, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk(store)
    store.down = True
    with caplog.at_level(logging.WARNING):
        task = asyncio.create_task(desk.posts.forget())
        await soon(lambda: "the ledger could not be looked through" in caplog.text)
    assert not task.done()
    task.cancel()
    desk.posts.close()
    desk.asking.close()


def test_on_sqlite_one_process_posts_and_the_next_when_it_has_ended(store: Stuck) -> None:
    first = Alone(store)
    with pytest.raises(StoreError, match=r"posts from .*own\.db already"):
        Alone(store)
    first.release()
    Alone(store).release()


def test_on_postgresql_any_number_may_post() -> None:
    store = Store("postgresql://nobody@127.0.0.1:1/x")
    held = [Alone(store), Alone(store)]
    for one in held:
        one.release()
