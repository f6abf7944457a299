"""A desk that posts, in tests: real planner, ledger and delivery, a clock that is set, and a platform in memory."""

from __future__ import annotations

import asyncio
import hashlib
import selectors
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from fakes.sender import FakeSender
from sqlalchemy import Connection, select

from bot.contract import Answer, Reply, Source
from bot.managing import Compose
from bot.schedules.clock import Clock
from bot.schedules.delivery import Delivery
from bot.schedules.means import Means
from bot.schedules.pace import Limit, Pace
from bot.schedules.telling import Telling
from bot.schedules.what import Post, Seen, Silent, What
from bot.sender import Sent, Target
from data.models import Notice, Occurrence, Schedule
from data.operations import schedules
from data.operations.schedules import Written
from data.operations.writing import utc
from data.store import Reader, Store, StoreError

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

SCHEDULE = schedules.Schedule(
    **{name: getattr(DAILY, name) for name in Written.__dataclass_fields__},
    id=1,
    token=str(1),
    maker="alice",
    made_at=START,
    state="active",
    paused_by=None,
    reason=None,
    paused_at=None,
    paused_until=None,
    absent_since=None,
    since=START,
    planned_until=START.date(),
)


class Killed(BaseException):
    """The process is gone: nothing of it runs any more."""


class Jumping(asyncio.SelectorEventLoop):
    """An event loop in which nobody waits: when all sleep, its time jumps to where the first wakes. For one thread."""

    def __init__(self) -> None:
        self.passed = 0.0
        super().__init__(_JumpingSelector(self))

    def time(self) -> float:
        return self.passed


class _JumpingSelector(selectors.SelectSelector):
    def __init__(self, loop: Jumping) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> Any:
        ready = super().select(0)
        if not ready:
            assert timeout is not None, "everything waits, and nothing will wake it"
            self._loop.passed += timeout
        return ready


class Time:
    """A clock that stands until it is set; while a jumping event loop sleeps it goes on."""

    def __init__(self, now: datetime = START) -> None:
        self._set, self._at = now, self._loops()

    def __call__(self) -> datetime:
        return self.now

    @property
    def now(self) -> datetime:
        return self._set + timedelta(seconds=self._loops() - self._at)

    @now.setter
    def now(self, moment: datetime) -> None:
        self._set, self._at = moment, self._loops()

    def go(self, **by: float) -> None:
        self.now += timedelta(**by)

    def to(self, hours: int, minutes: int = 0) -> None:
        """To that time of the same day."""
        self.now = self.now.replace(hour=hours, minute=minutes, second=0, microsecond=0)

    @staticmethod
    def _loops() -> float:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return 0.0
        return loop.passed if isinstance(loop, Jumping) else 0.0


class ShakyStore(Store):
    """A store that is gone for the calls that are named: the how many-th write after `break_at`, or all while `down`.

    `after`: what was written stands, only the answer is lost.
    """

    down = False
    after = False
    left: int | None = None

    def break_at(self, number: int, *, after: bool) -> None:
        self.left, self.after = number, after

    @contextmanager
    def write(self, *, alone: bool = False) -> Iterator[Connection]:
        breaks = self._is_next()
        if self.down or (breaks and not self.after):
            raise StoreError("The store cannot be used: OperationalError.")
        with super().write(alone=alone) as connection:
            yield connection
        if breaks:
            raise StoreError("The store cannot be used: OperationalError.")

    @contextmanager
    def read(self, *, limited: bool = False) -> Iterator[Reader]:
        if self.down:
            raise StoreError("The store cannot be used: OperationalError.")
        with super().read(limited=limited) as reader:
            yield reader

    def _is_next(self) -> bool:
        if self.left is None:
            return False
        self.left -= 1
        return self.left == -1


def answering(what: What, day: date, _: Seen) -> Post | Silent:
    """Posts that say their subject and day, without a dataset."""
    if what.subject == "nothing":
        return Silent("There is nothing to say.")
    return Post(answer(f"{what.subject} {day}", day), (what.subject,))


def answer(title: str, day: date, *, records: tuple[str, ...] = ()) -> Answer:
    """A reply with a source."""
    source = Source(id="s", number=1, publisher=None, title=None, date=None, url=None)
    return Answer(title=title, lead="So it is.", as_of=day, sources=(source,), records=records)


async def at_once(call: Callable[..., Value], *given: object) -> Value:
    """Runs what reads or writes the store here and now."""
    return call(*given)


@dataclass(slots=True)
class Worker:
    """One process that delivers, as far as tests see it. `left`: after so many steps more, it is killed."""

    store: Store
    time: Time
    sender: FakeSender
    name: str = "w1"
    compose: Compose = answering
    limits: tuple[Limit, ...] = ()
    version: Callable[[], str | None] = lambda: None
    left: int | None = None
    means: Means = field(init=False)
    delivery: Delivery = field(init=False)
    telling: Telling = field(init=False)
    clock: Clock = field(init=False)

    def __post_init__(self) -> None:
        self.means = Means(
            store=self.store,
            compose=self.compose,
            clock=self.time,
            run=self._run,
            start=asyncio.ensure_future,
            worker=self.name,
        )
        sender = _Mortal(self, self.sender)
        pace = Pace(self.limits, clock=lambda: asyncio.get_running_loop().time())
        self.delivery = Delivery("fake", sender, pace, self.means, most=8)
        self.telling = Telling("fake", sender, self.means)
        self.clock = Clock(self.means, [self.delivery], [self.telling], version=self.version, kept=timedelta(days=732))

    @property
    def is_dead(self) -> bool:
        return self.left is not None and self.left < 0

    async def tick(self) -> None:
        """One tick with all that follows from it; a store that is gone for a moment ends it early."""
        try:
            await self.clock.tick()
        except StoreError:
            return
        await self.deliver()

    async def deliver(self) -> None:
        """What the deliveries do between two ticks."""
        try:
            while await self.delivery.turn():
                await self.delivery.settled()
            while await self.telling.turn():
                pass
        except StoreError:
            return

    async def until(self, end: datetime) -> None:
        """Tick at every moment at which something may happen, up to an end; a killed worker does no more."""
        try:
            while self.time.now < end and not self.is_dead:
                await self.tick()
                self.time.now = max(min(end, next_moment(self.store, self.time.now)), self.time.now)
            if not self.is_dead:
                await self.tick()
        except Killed:
            return

    def step(self) -> None:
        """Something was done; here the process may die."""
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise Killed

    async def _run(self, call: Callable[..., Value], *given: object) -> Value:
        """Runs what reads or writes the store here and now; a process may die after each of these."""
        if self.is_dead:
            raise Killed
        value = call(*given)
        self.step()
        return value


class _Mortal:
    """A sender whose process may die before a request leaves, and after it arrived."""

    def __init__(self, worker: Worker, sender: FakeSender) -> None:
        self._worker, self._sender = worker, sender

    @property
    def repeatable(self) -> timedelta:
        return self._sender.repeatable

    def share(self, processes: int) -> None:
        self._sender.share(processes)

    async def send(self, target: Target, reply: Reply, key: str) -> Sent:
        self._worker.step()
        sent = await self._sender.send(target, reply, key)
        self._worker.step()
        return sent

    async def find(self, target: Target, key: str, since: datetime) -> Sent | None:
        self._worker.step()
        return await self._sender.find(target, key, since)

    async def inspect(self, target: Target) -> tuple[str, ...]:
        self._worker.step()
        return await self._sender.inspect(target)


def add(store: Store, now: datetime, **other: Any) -> int:
    """A schedule of Alice's: by default daily at 09:00 UTC in one channel."""
    token = hashlib.sha256(f"{now}{sorted(other.items())}".encode()).hexdigest()[:40]
    new, day = replace(DAILY, **other), now.date() - timedelta(days=2)
    return schedules.add(store, new, token=token, maker="alice", now=now, planned_until=day)


def edit(store: Store, number: int, now: datetime, **other: Any) -> int:
    """Change a schedule of those; how many planned posts were replaced."""
    yesterday = now.date() - timedelta(days=1)
    return schedules.change(store, number, replace(DAILY, **other), now=now, yesterday=yesterday)


def next_moment(store: Store, now: datetime) -> datetime:
    """When the next post, notice or plan has its moment, or a claim has grown old; 15 s on at least."""
    moments = (
        select(Occurrence.ready_at).where(Occurrence.state.in_(("planned", "unknown"))),
        select(Occurrence.claimed_at).where(Occurrence.state.in_(("claimed", "sending"))),
        select(Notice.ready_at).where(Notice.state == "waiting"),
        select(Notice.claimed_at).where(Notice.state == "claimed"),
        select(Schedule.plan_at),
    )
    if isinstance(store, ShakyStore) and store.down:
        return now + timedelta(seconds=15)
    with store.read() as reader:
        found = [utc(row[0]) for wanted in moments for row in reader.execute(wanted)]
    ahead = [one for one in found if one is not None and one > now - timedelta(seconds=75)]
    return max(min(ahead, default=now + timedelta(days=1)), now + timedelta(seconds=15))


def ledger(store: Store, *, before: datetime | None = None) -> list[tuple[date, str, str | None]]:
    """Day, state and reason of every row, in order. `before`: of those that were due before then."""
    wanted = select(Occurrence.day, Occurrence.state, Occurrence.reason).order_by(Occurrence.due, Occurrence.id)
    if before is not None:
        wanted = wanted.where(Occurrence.due < before)
    with store.read() as reader:
        return [(row.day, row.state, row.reason) for row in reader.execute(wanted)]


def states(store: Store, before: datetime) -> list[str]:
    """The states of the rows that were due before then, in order."""
    return [state for _, state, _ in ledger(store, before=before)]


def schedule(store: Store, number: int) -> schedules.Schedule:
    """A schedule as it is kept."""
    with store.read() as reader:
        found = schedules.find(reader, "fake", "W1", number)
    assert found is not None
    return found


def told(store: Store) -> list[tuple[str, str]]:
    """Every notice: of what, and its state."""
    with store.read() as reader:
        return [(row.what, row.state) for row in reader.execute(select(Notice.__table__).order_by(Notice.id))]


def leads(sender: FakeSender) -> list[str]:
    """What was posted, without titles."""
    replies: list[Reply] = [one.reply for one in sender.posts]
    return [reply.lead for reply in replies]
