"""Whatever happens in whatever order: no post stands twice or too early, no slot is without its row in the end."""

from __future__ import annotations

import asyncio
import itertools
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from fakes.sender import FakeSender
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from posting_desk import DAILY, START, Jumping, Killed, ShakyStore, Time, Worker, add, edit, schedule
from sqlalchemy import func, select

from bot.contract import Reply
from bot.schedules import calendar, keys
from bot.schedules.rule import Rule, read_days, read_times
from bot.sender import NotFindable, SendFailed, SendUnknown, Sent, Target
from data import migrate
from data.models import Occurrence
from data.models.schedules import WAITING
from data.operations import ledger_marks, schedules
from data.operations.ledger import Due
from data.operations.planning import Planned
from data.operations.writing import utc
from data.store import Store, StoreError

FINAL = {"sent", "silent", "skipped", "paused", "missed", "failed", "uncertain", "replaced"}
TIMES = ("09:00", "18:00", "23:40", "09:00,09:05", "06:00,12:00,18:00")
FAULTS: tuple[SendFailed | SendUnknown, ...] = (
    SendFailed("down", "503"),
    SendFailed("busy", retry_after=90),
    SendFailed("gone"),
    SendFailed("forbidden"),
    SendFailed("refused"),
    SendUnknown("TimeoutError"),
)
CALM = timedelta(days=3)


class Watched(FakeSender):
    """A platform with a clock of its own, at which the desk's own time of each post is noted."""

    def __init__(self, time: Time, *, repeatable: timedelta, looks: bool) -> None:
        super().__init__(lambda: time.now + self.ahead, repeatable=repeatable, looks=looks)
        self.ahead, self.time = timedelta(0), time
        self.left_at: dict[str, datetime] = {}

    async def send(self, target: Target, reply: Reply, key: str) -> Sent:
        if target.channel:
            self.left_at.setdefault(key, self.time.now)
        return await super().send(target, reply, key)


@dataclass
class World:
    """One schedule, its workers, and all that can happen to them."""

    store: ShakyStore
    repeatable: timedelta
    looks: bool
    time: Time = field(default_factory=Time)
    names: Iterator[int] = field(default_factory=itertools.count)
    spans: list[tuple[str, datetime, datetime]] = field(default_factory=list)
    times: str = TIMES[0]
    since: datetime = START
    is_removed: bool = False

    def __post_init__(self) -> None:
        self.sender = Watched(self.time, repeatable=self.repeatable, looks=self.looks)
        self.number = add(self.store, START)
        self.hire()

    def hire(self) -> None:
        self.worker = Worker(self.store, self.time, self.sender, name=f"w{next(self.names)}")

    async def go(self, minutes: int) -> None:
        """Time passes with a worker; one that was killed is replaced after a while."""
        end = self.time.now + timedelta(minutes=minutes)
        await self.worker.until(end)
        if self.worker.is_dead:
            self.time.now = max(end, self.time.now)
            self.hire()

    async def sleep(self, minutes: int) -> None:
        """Time passes, and nobody delivers."""
        self.time.go(minutes=minutes)

    async def fault(self, number: int) -> None:
        """The next tries are not taken, or are lost."""
        self.sender.faults.extend([FAULTS[number % len(FAULTS)]] * (number // 7 % 5 + 1))

    async def lose(self, number: int) -> None:
        """The next post arrives, and its answer does not; repeating it or asking for it may fail too."""
        await self.wake()
        self.sender.faults.clear()
        self.sender.faults.extend([None, *[FAULTS[0]] * (number % 4)])
        self.sender.lose_after.append(True)
        self.sender.finds.extend([SendFailed("down"), NotFindable("scope"), None][number % 3 : number % 3 + 1])

    async def kill(self, step: int) -> None:
        """The worker dies so many steps after it woke for the next post."""
        await self.wake()
        self.worker.left = step % 12
        await self.go(2)

    async def break_store(self, number: int) -> None:
        """So many writes after the worker woke for the next post, one fails, or its answer is lost."""
        await self.wake()
        self.store.break_at(number // 2 % 12, after=bool(number % 2))
        await self.go(2)

    async def wake(self) -> None:
        """It is the moment of the next post."""
        await self.worker.tick()
        ready = select(func.min(Occurrence.ready_at)).where(Occurrence.state.in_(WAITING))
        with self.store.read() as reader:
            moment = utc(reader.execute(ready).scalar())
        self.time.now = max(self.now, moment or self.now)

    async def pause(self, hours: int) -> None:
        until = self.time.now + timedelta(hours=hours) if hours % 2 else None
        self.quietly(
            lambda: schedules.pause(self.store, self.number, by="alice", reason=None, now=self.now, until=until)
        )

    async def resume(self, _: int) -> None:
        self.quietly(lambda: schedules.resume(self.store, self.number))

    async def edit(self, number: int) -> None:
        if self.is_removed:
            return
        await self.settle()
        self.close()
        self.times, self.since = TIMES[number % len(TIMES)], self.now
        edit(self.store, self.number, self.now, times=self.times)

    async def skip(self, days: int) -> None:
        day = self.now.date() + timedelta(days=days % 5)
        slot = next(iter(calendar.slots(rule(self.times), day, day)))
        name = "" if "," not in self.times else f"{slot.time:%H:%M}"
        post = Planned(day=day, slot=name, time=f"{slot.time:%H:%M}", due=slot.due, until=slot.due)
        if slot.due > self.now:
            self.quietly(lambda: ledger_marks.skip(self.store, schedule(self.store, self.number), post, by="alice"))

    async def remove(self, number: int) -> None:
        if number % 4 == 0 and not self.is_removed:
            await self.settle()
            self.close()
            schedules.remove(self.store, self.number, now=self.now)
            self.is_removed = True

    async def set_clock(self, minutes: int) -> None:
        """The desk's clock is set back, the platform's is not."""
        by = timedelta(minutes=minutes % 1500)
        self.time.now -= by
        self.sender.ahead += by

    async def settle(self) -> None:
        """Somebody plans: what is changed then stood in the ledger before."""
        self.store.left = self.worker.left = None
        self.hire()
        await self.worker.clock.tick()

    async def calm(self) -> None:
        """Nothing happens for as long as the longest retry needs."""
        self.store.left = None
        self.sender.faults.clear()
        self.sender.lose_after.clear()
        self.sender.finds.clear()
        self.hire()
        await self.worker.until(max(self.now, START) + CALM)
        if not self.is_removed:
            self.close()

    @property
    def now(self) -> datetime:
        return self.time.now

    def close(self) -> None:
        self.spans.append((self.times, self.since, self.now))

    def quietly(self, write: object) -> None:
        """Somebody asks for that; the desk may not be able to."""
        try:
            write()  # type: ignore[operator]
        except StoreError:
            self.store.left = None


ACTIONS = ("go", "go", "go", "sleep", "fault", "lose", "lose", "kill", "kill", "break_store", "edit", "skip")
RARE = ("remove", "set_clock", "pause", "resume")


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("random") / "store.db"
    store = Store(f"sqlite:///{path}")
    migrate.migrate(store)
    store.close()
    return path


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    story=st.lists(st.tuples(st.sampled_from(ACTIONS + RARE), st.integers(0, 3000)), min_size=4, max_size=22),
    repeatable=st.sampled_from([timedelta(0), timedelta(minutes=2)]),
    looks=st.booleans(),
)
@example(story=[("lose", 3), ("go", 600)], repeatable=timedelta(minutes=2), looks=True)
@example(story=[("kill", step) for step in range(12) for _ in (0, 1)], repeatable=timedelta(0), looks=True)
@example(story=[("go", 60), ("sleep", 540), ("edit", 3), ("go", 600)], repeatable=timedelta(0), looks=False)
def test_whatever_happens_each_slot_is_accounted_for(
    migrated: Path, tmp_path: Path, story: list[tuple[str, int]], repeatable: timedelta, looks: bool
) -> None:
    path = tmp_path / "store.db"
    for old in tmp_path.glob("store.db*"):
        old.unlink()
    shutil.copy(migrated, path)
    world = World(ShakyStore(f"sqlite:///{path}"), repeatable, looks)
    with asyncio.Runner(loop_factory=Jumping) as runner:
        runner.run(live(world, story))
    check(world)
    world.store.close()


async def live(world: World, story: list[tuple[str, int]]) -> None:
    for action, number in story:
        try:
            await getattr(world, action)(number)
        except (Killed, StoreError):
            world.hire()
    await world.calm()


def check(world: World) -> None:
    """What must hold in the end."""
    with world.store.read() as reader:
        rows = reader.execute(select(Occurrence.__table__).order_by(Occurrence.id)).all()
    assert world.sender.doubled() == {}
    dues = {key_of(world, row.day, row.slot): utc(row.due) for row in rows if row.state != "replaced"}
    early = {key: at for key, at in world.sender.left_at.items() if key in dues and at < (dues[key] or at)}
    assert not early
    live = Counter((row.day, row.slot) for row in rows if row.state != "replaced")
    assert set(live.values()) <= {1}
    open_rows = [(row.day, row.slot, row.state) for row in rows if row.until < _like(world.now, row.until)]
    assert {state for *_, state in open_rows} <= FINAL
    standing = [row for row in rows if row.state != "replaced" or row.reason == "removed"]
    present, days = {(row.day, row.time) for row in standing}, {row.day for row in standing}
    assert [slot for slot in wanted(world) if (slot.day, f"{slot.time:%H:%M}") not in present | _on(days, slot)] == []


def wanted(world: World) -> Iterator[calendar.Slot]:
    for times, since, until in world.spans:
        first = since.date() - timedelta(days=1)
        yield from (slot for slot in calendar.slots(rule(times), first, until.date()) if since < slot.due <= until)


def key_of(world: World, day: date, slot: str) -> str:
    of = schedule(world.store, world.number)
    moment = world.now
    due = Due(id=1, schedule=of, day=day, slot=slot, time="", due=moment, until=moment, is_test=False, attempts=0,
              was_unknown=False, first_try_at=None, claim="")  # fmt: skip
    return keys.key(due)


def rule(times: str) -> Rule:
    read, days = read_times(times), read_days(DAILY.days)
    assert read and days
    return Rule(times=read, days=days, zone=DAILY.zone)


def _on(days: set[date], slot: calendar.Slot) -> set[tuple[date, str]]:
    """A day that has its post may have had it at another time, before an edit."""
    return {(slot.day, f"{slot.time:%H:%M}")} if slot.day in days else set()


def _like(moment: datetime, other: datetime) -> datetime:
    return moment if other.tzinfo else moment.replace(tzinfo=None)
