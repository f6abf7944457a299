"""A desk that posts, in tests: real planner, ledger and delivery, a clock that is set, and a platform in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from fakes.sender import FakeSender
from sqlalchemy import select

from bot.contract import Answer, Source
from bot.managing import Compose
from bot.schedules import planner
from bot.schedules.clock import Clock
from bot.schedules.delivery import Delivery, Means
from bot.schedules.pace import Pace
from bot.schedules.telling import Telling
from bot.schedules.what import Post, Seen, Silent, What
from data.models import Notice, Occurrence, Schedule
from data.operations import schedules
from data.operations.schedules import Written
from data.operations.writing import utc
from data.store import Store

Value = TypeVar("Value")

START = datetime(2026, 6, 12, 0, 0, tzinfo=UTC)

DAILY = Written(
    platform="fake",
    workspace="W1",
    channel="C1",
    channel_name="world",
    kind="command",
    subject="members",
    leads="",
    years=1,
    empty="silent",
    times="09:00",
    days="daily",
    zone="UTC",
)


class Time:
    """A clock that stands until it is set."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def go(self, **by: float) -> None:
        self.now += timedelta(**by)


def answering(what: What, day: date, _: Seen) -> Post | Silent:
    """Posts that say their subject and day, without a dataset."""
    if what.subject == "nothing":
        return Silent("There is nothing to say.")
    source = Source(id="s", number=1, publisher=None, title=None, date=None, url=None)
    reply = Answer(title=f"{what.subject} {day}", lead="So it is.", as_of=day, sources=(source,))
    return Post(reply, (what.subject,))


async def at_once(call: Callable[..., Value], *given: object) -> Value:
    """Runs what reads or writes the store here and now."""
    return call(*given)


@dataclass(slots=True)
class Worker:
    """One process that delivers, as far as tests see it."""

    store: Store
    time: Time
    sender: FakeSender
    name: str = "w1"
    compose: Compose = answering
    delivery: Delivery = field(init=False)
    telling: Telling = field(init=False)
    clock: Clock = field(init=False)

    def __post_init__(self) -> None:
        means = Means(
            store=self.store,
            compose=self.compose,
            clock=self.time,
            run=at_once,
            start=asyncio.ensure_future,
            worker=self.name,
        )
        self.delivery = Delivery("fake", self.sender, Pace((), clock=lambda: 0.0), means, most=8)
        self.telling = Telling("fake", self.sender, means)
        self.clock = Clock(means, [self.delivery], [self.telling], version=lambda: None)

    async def tick(self) -> None:
        """One tick with all that follows from it."""
        await self.clock.tick()
        while await self.delivery.turn():
            await self.delivery.settled()
        while await self.telling.turn():
            pass

    async def until(self, end: datetime) -> None:
        """Tick at every moment at which something may happen, up to an end."""
        while self.time.now < end:
            await self.tick()
            self.time.now = min(end, next_moment(self.store, self.time.now))
        await self.tick()


def add(store: Store, now: datetime, **other: Any) -> int:
    """A schedule of Alice's: by default daily at 09:00 UTC in one channel."""
    new = replace(DAILY, **other)
    yesterday = now.date() - timedelta(days=2)
    return schedules.add(store, new, token=f"token{other}"[:40], maker="alice", now=now, planned_until=yesterday)


def next_moment(store: Store, now: datetime) -> datetime:
    """When the next post, notice or plan has its moment, or a claim has grown old; 15 s on at least."""
    moments = (
        select(Occurrence.ready_at).where(Occurrence.state.in_(("planned", "unknown"))),
        select(Occurrence.claimed_at).where(Occurrence.state.in_(("claimed", "sending"))),
        select(Notice.ready_at).where(Notice.state == "waiting"),
        select(Schedule.plan_at),
    )
    with store.read() as reader:
        found = [utc(row[0]) for wanted in moments for row in reader.execute(wanted)]
    ahead = [one for one in found if one is not None and one > now]
    return max(min(ahead, default=now + timedelta(days=1)), now + timedelta(seconds=15))


def ledger(store: Store) -> list[tuple[date, str, str | None]]:
    """Day, state and reason of every row, in order."""
    wanted = select(Occurrence.day, Occurrence.state, Occurrence.reason).order_by(Occurrence.due, Occurrence.id)
    with store.read() as reader:
        return [(row.day, row.state, row.reason) for row in reader.execute(wanted)]


__all__ = ["DAILY", "START", "Time", "Worker", "add", "answering", "ledger", "planner"]
