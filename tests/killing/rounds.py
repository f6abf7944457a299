"""One round: posts are due, workers are killed again and again, and in the end both sides are counted."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import signal
import sys
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Literal, Protocol

from fakes.discord_api import payloads
from fakes.discord_api.gateway import FakeDiscord
from fakes.slack import SlackWorkspace
from sqlalchemy import delete, select

from bot.schedules.keys import key
from data.models import Notice, Occurrence, Schedule, Shown, Worker
from data.operations import schedules
from data.operations.ledger import Due
from data.operations.schedules import Written
from data.store import Store
from killing.worker import PHASES, Job, On, Phase, Platform, work

POSTS = 10
"""Schedules in a round, each with one post."""

LIVES = 3
"""How many workers are killed in a round, before one is left alone."""

UNSAID = 255
"""The exit code of a process whose end its fork server did not get to tell, for it was asked too soon."""

CALM_SECONDS = 45
"""How long the last worker may take to bring everything to its end."""

LINES = ("members 2016", "summit 2025", "quote Umarov", "members", "timeline membership", "who chair 2019")

Trouble = Literal["none", "late", "busy", "broken", "cut", "mixed"]
"""What the platform does beside: answers late, 429, 500 before or after it accepted, a connection cut after it did."""


@dataclass(slots=True)
class Tally:
    """What was counted over some rounds. `lives`: workers that were to be killed; `kills`: those that a kill ended, and
    nothing else before it. `tries`: how many sends were begun, so that those beyond the posts are what
    kills and troubles cost; `found`: posts that were looked up after their answer was lost. `untold`: uncertain ones of
    which nobody is told. `waiting`: rows that did not come to an end."""

    rounds: int = 0
    lives: int = 0
    kills: int = 0
    posts: int = 0
    accepted: int = 0
    lost: int = 0
    doubled: int = 0
    tries: int = 0
    found: int = 0
    uncertain: int = 0
    untold: int = 0
    waiting: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(**{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)})

    @property
    def is_right(self) -> bool:
        """Whether workers were killed and posted, and nothing was lost, doubled, left lying or kept back."""
        happened = self.rounds > 0 and self.kills == self.lives > 0 and self.accepted > 0
        is_whole = self.posts == self.rounds * POSTS
        return happened and is_whole and not (self.lost or self.doubled or self.untold or self.waiting)

    def __str__(self) -> str:
        return ", ".join(f"{one.name} {getattr(self, one.name)}" for one in fields(self))


class Platformed(Protocol):
    """A fake platform, as a round needs it."""

    api_url: str
    token: str

    def keys(self) -> Counter[str]:
        """How many messages it accepted under each key."""

    def make_trouble(self, chance: random.Random, trouble: Trouble) -> None:
        """Let some of the next calls go wrong."""


@dataclass(slots=True, kw_only=True)
class Round:
    """`workers` at once; `looks`: whether the app may look posts up."""

    url: str
    platform: Platform
    seed: int
    workers: int = 1
    trouble: Trouble = "none"
    looks: bool = True
    kills: int = 0
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311  (it has to be the same each time)

    async def run(self) -> Tally:
        """Play it, and count."""
        store = Store(self.url)
        try:
            ahead = _prepare(store, self.platform)
            async with AsyncExitStack() as opened:
                fake = await _fake(self.platform, opened, looks=self.looks)
                fake.make_trouble(self.chance, self.trouble)
                await self._killed(fake, ahead)
                await self._left_alone(fake, ahead, store)
                return self._counted(store, fake)
        finally:
            store.close()

    async def _killed(self, fake: Platformed, ahead: float) -> None:
        """Workers begin to post and are killed; where several work, each by itself."""
        await asyncio.gather(*(self._lives(fake, ahead, number) for number in range(self.workers)))

    async def _lives(self, fake: Platformed, ahead: float, number: int) -> None:
        for life in range(LIVES):
            die: tuple[Phase, int] | None = None
            if self.chance.random() < 0.6:
                die = (self.chance.choice(PHASES), self.chance.randint(1, 3))
            process = self._started(fake, ahead, f"w{number}.{life}", die)
            await _ended(process, self.chance.uniform(0.3, 1.2))
            if process.is_alive() and process.pid is not None:
                os.kill(process.pid, signal.SIGKILL)
            await asyncio.to_thread(process.join)
            if process.exitcode in (-signal.SIGKILL, UNSAID):
                self.kills += 1
            else:
                print(f"worker {self.seed}.w{number}.{life} ({die}) ended by itself: {process.exitcode}", flush=True)

    async def _left_alone(self, fake: Platformed, ahead: float, store: Store) -> None:
        """The last workers bring everything to its end; they are told to stop."""
        processes = [self._started(fake, ahead, f"last{n}", None) for n in range(self.workers)]
        until = asyncio.get_running_loop().time() + CALM_SECONDS
        while asyncio.get_running_loop().time() < until and await asyncio.to_thread(_open_rows, store):
            await asyncio.sleep(0.1)
        for process in processes:
            process.terminate()
        for process in processes:
            await _ended(process, 5)
            process.kill()
            await asyncio.to_thread(process.join)

    def _started(self, fake: Platformed, ahead: float, name: str, die: tuple[Phase, int] | None) -> BaseProcess:
        job = Job(
            name=f"{self.seed}.{name}",
            store=self.url,
            on=(On(platform=self.platform, api_url=fake.api_url, token=fake.token),),
            ahead=ahead,
            die=die,
        )
        process = warm().Process(target=work, args=(job,), daemon=True)
        process.start()
        return process

    def _counted(self, store: Store, fake: Platformed) -> Tally:
        accepted = fake.keys()
        tally = Tally(rounds=1, lives=LIVES * self.workers, kills=self.kills)
        with store.read() as reader:
            rows = reader.execute(select(Occurrence.__table__)).all()
            of = {row.id: schedules.read(row) for row in reader.execute(select(Schedule.__table__))}
            told = set(reader.execute(select(Notice.occurrence_id).where(Notice.what == "uncertain")).scalars())
        for row in rows:
            if row.due > _aware(row.due, datetime.now(UTC) + timedelta(hours=1)):
                continue
            count = accepted[key(_due(row, of[row.schedule_id]))]
            tally.posts += 1
            tally.accepted += count
            tally.doubled += max(count - 1, 0)
            tally.tries += row.attempts
            tally.found += row.reason == "found"
            tally.uncertain += row.state == "uncertain"
            tally.untold += row.state == "uncertain" and row.id not in told
            tally.lost += count == 0 and row.state != "uncertain"
            tally.waiting += row.state in ("planned", "claimed", "sending", "unknown")
        return tally


def warm() -> Any:
    """Where workers are forked from: a process that has imported all that they need, and has no threads."""
    root = Path(__file__).parents[2]
    os.environ["PYTHONPATH"] = os.pathsep.join([str(root), str(root / "tests"), *sys.path])
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["killing.worker"])
    return context


def _prepare(store: Store, platform: Platform) -> float:
    """Empty ledger, and schedules whose minute is about to come; by how much a worker's clock differs for that."""
    with store.write() as connection:
        for table in (Notice, Shown, Occurrence, Schedule, Worker):
            connection.execute(delete(table))
    now = datetime.now(UTC)
    minute = (now + timedelta(minutes=1)).replace(second=0, microsecond=0)
    ahead = (minute - now).total_seconds() - 0.6
    for number in range(POSTS):
        schedules.add(
            store,
            Written(
                platform=platform,
                workspace="T_SUMMIT" if platform == "slack" else payloads.GUILD,
                channel="C_WORLD" if platform == "slack" else payloads.GENERAL,
                channel_name="world",
                kind="command",
                subject=LINES[number % len(LINES)],
                leads="",
                years=1,
                empty="silent",
                times=f"{minute:%H:%M}",
                days="daily",
                zone="UTC",
            ),
            token=f"t{number}",
            maker="U_ALICE" if platform == "slack" else payloads.ALICE["id"],
            now=now - timedelta(seconds=1),
            planned_until=now.date() - timedelta(days=1),
        )
    return ahead


def _open_rows(store: Store) -> bool:
    """Whether anything that is due has not come to its end."""
    with store.read() as reader:
        rows = reader.execute(select(Occurrence.state, Occurrence.due)).all()
        notices = reader.execute(select(Notice.id).where(Notice.state.in_(("waiting", "claimed")))).all()
    soon = datetime.now(UTC) + timedelta(hours=1)
    due = [row.state for row in rows if row.due <= _aware(row.due, soon)]
    return len(due) < POSTS or any(s in ("planned", "claimed", "sending", "unknown") for s in due) or bool(notices)


def _aware(like: datetime, moment: datetime) -> datetime:
    """The moment as the database gives times back."""
    return moment if like.tzinfo else moment.replace(tzinfo=None)


def _due(row: Any, schedule: schedules.Schedule) -> Due:
    return Due(
        id=row.id,
        schedule=schedule,
        day=row.day,
        slot=row.slot,
        time=row.time,
        due=row.due,
        until=row.until,
        is_test=False,
        attempts=0,
        was_unknown=False,
        first_try_at=None,
        claim="",
    )


async def _ended(process: BaseProcess, seconds: float) -> None:
    """Wait until a process has ended, or so long."""
    await asyncio.to_thread(process.join, seconds)


async def _fake(platform: Platform, opened: AsyncExitStack, *, looks: bool) -> Platformed:
    if platform == "slack":
        slack = await opened.enter_async_context(SlackWorkspace())
        if looks:
            slack.grant("channels:history", "groups:history")
        return _Slack(slack)
    return _Discord(await opened.enter_async_context(FakeDiscord(everybody=None)))


class _Slack:
    def __init__(self, fake: SlackWorkspace) -> None:
        self.fake, self.api_url, self.token = fake, fake.api_url, fake.bot_token

    def keys(self) -> Counter[str]:
        return Counter(post.key for post in self.fake.posts)

    def make_trouble(self, chance: random.Random, trouble: Trouble) -> None:
        kinds = ("late", "busy", "broken", "cut") if trouble == "mixed" else (trouble,)
        for _ in range(6):
            kind, method = chance.choice(kinds), "chat.postMessage"
            if kind == "late":
                self.fake.slow_next(method, chance.uniform(0.05, 0.6), is_after=chance.random() < 0.5)
            elif kind == "busy":
                self.fake.fail_next(method, status=429, retry_after=1)
            elif kind == "broken":
                self.fake.fail_next(method, status=500, is_after=chance.random() < 0.5)
            elif kind == "cut":
                self.fake.cut_next(method)


class _Discord:
    def __init__(self, fake: FakeDiscord) -> None:
        self.fake, self.api_url, self.token = fake, fake.base, fake.token

    def keys(self) -> Counter[str]:
        return Counter(post.key for post in self.fake.posts)

    def make_trouble(self, chance: random.Random, trouble: Trouble) -> None:
        kinds = ("late", "busy", "broken", "cut") if trouble == "mixed" else (trouble,)
        path = "/channels/*/messages"
        for _ in range(6):
            kind = chance.choice(kinds)
            if kind == "late":
                self.fake.delay("POST", path, chance.uniform(0.05, 0.6))
            elif kind == "busy":
                self.fake.limit("POST", path, retry_after=0.3)
            elif kind == "broken":
                self.fake.fail("POST", path, status=500, taken=chance.random() < 0.5)
            elif kind == "cut":
                self.fake.fail("POST", path, status="reset", taken=True)
