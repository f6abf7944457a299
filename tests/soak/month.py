"""Thirty days in some minutes: posts, questions, installs, reconnects, restarts, troubles, new data, nightly backups.

The desk is a process of its own (`living.py`), the fakes are in this one, and the clock of all of them goes from one
moment at which something is due to the next. What is counted at the end of each day is the ledger against what the
platforms accepted. For ten days the desk is stopped or killed each day; then it lives on, and must not grow.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import shutil
import sys
import tempfile
import time as real
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fakes.discord_api import payloads
from fakes.discord_api.gateway import FakeDiscord
from fakes.slack import SlackWorkspace
from killing.stores import on_sqlite

from data.operations import schedules
from data.operations.schedules import Written
from data.store import Store
from data.version import SHIPPED
from tests.soak.counting import Tally, counted, sizes
from tests.soak.driving import ROOT, Month
from tests.soak.people import calm, gestures, install, reconnect, trouble

DAYS = int(os.environ.get("MONTH_DAYS", "30"))
SCHEDULES = int(os.environ.get("MONTH_SCHEDULES", "300"))
GESTURES = int(os.environ.get("MONTH_GESTURES", "24"))
"""Of people, each day."""

RESTARTED = 10
"""The first days, on each of which the desk ends once: told to, or killed."""

START = datetime(2026, 3, 3, tzinfo=UTC)
"""So that both the American and the European change of clocks fall into the month."""

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Tashkent", "Asia/Kathmandu", "Australia/Lord_Howe")
TIMES = ("00:00", "02:30", "07:00", "08:00", "08:30", "12:00", "18:45", "23:59")
WHENS = ("daily", "daily", "weekdays", "mon,thu", "sat", "1,15,last", "first monday")
WHATS = (
    ("command", "members 2016"), ("command", "summit 2025"), ("command", "timeline membership"), ("quote", ""),
    ("onthisday", ""), ("digest", ""), ("command", "who chair 2019"), ("reminder", ""),
)  # fmt: skip
HISTORY = ("channels:history", "groups:history")
"""With these a post whose answer was lost can be found again."""

SHOWN = (1, 3, 7, 10, 13, 17, 20, 25, DAYS)
"""Days of which the figures are printed."""

GROWTH, MORE_FILES = 15.0, 2
"""Megabytes and open files by which the desk may grow from the third day of its last life to the end."""


def add(store: Store) -> list[Written]:
    """The schedules, half on each platform; what they are, in the order of their numbers."""
    made = []
    for number in range(SCHEDULES):
        kind, subject = WHATS[number % len(WHATS)]
        is_slack = number % 2 == 0
        made.append(
            Written(
                platform="slack" if is_slack else "discord",
                workspace="T_SUMMIT" if is_slack else payloads.GUILD,
                channel=f"C{number}" if is_slack else str(10**17 + number),
                channel_name="world",
                kind=kind,
                subject=subject,
                leads="7,1,0" if kind == "reminder" else "",
                years=1,
                empty="silent",
                times=TIMES[number % len(TIMES)],
                days=WHENS[number % len(WHENS)],
                zone=ZONES[number % len(ZONES)],
            )
        )
        schedules.add(
            store,
            made[-1],
            token=f"month{number}",
            maker="U_ALICE" if is_slack else payloads.ALICE["id"],
            now=START - timedelta(hours=12),
            planned_until=START.date() - timedelta(days=2),
        )
    return made


def make_room(slack: SlackWorkspace, discord: FakeDiscord) -> None:
    """The channels into which is posted."""
    general = discord.rest.channels[payloads.GENERAL]
    for number in range(SCHEDULES):
        slack.add_channel(f"C{number}", f"c{number}")
        discord.rest.channels[str(10**17 + number)] = {**general, "id": str(10**17 + number)}


async def day(month: Month, number: int) -> None:
    """One day: the night's chores, people, and all posts with their troubles."""
    begins = START + timedelta(days=number)
    moment, people, chores = begins, begins + timedelta(hours=9, minutes=10), begins + timedelta(hours=2, minutes=5)
    ends = begins + timedelta(hours=14, minutes=1)
    plans = [(chores, _night), (people, _people), (begins + timedelta(hours=11), _new_data)]
    if number < RESTARTED:
        plans.append((ends, _restart))
    trouble(month)
    following = await month.go(moment)
    for at, plan in sorted(plans, key=lambda one: one[0]):
        following = await until(month, at, following)
        await plan(month, number)
        following = await month.go(month.now)
    await until(month, begins + timedelta(days=1) - timedelta(seconds=1), following)


async def until(month: Month, end: datetime, following: datetime) -> datetime:
    """From one moment at which something is due to the next; when the first one after the end is."""
    while following < end:
        following = await month.go(following)
    await asyncio.sleep(0)
    return await month.go(end)


async def _night(month: Month, number: int) -> None:
    said = await month.tell("night")
    month.backups += said["backup"] is not None


async def _people(month: Month, number: int) -> None:
    calm(month)
    await reconnect(month, number)
    if number in (5, 12):
        await month.slack.uninstall()
        await install(month)
        month.slack.grant(*HISTORY)
    await gestures(month, GESTURES)
    trouble(month)


async def _new_data(month: Month, number: int) -> None:
    """Every fifth day another dataset is loaded beside the running desk, or the first again."""
    if number % 5 == 4:
        before = (await month.tell("night"))["version"]
        folder = month.folder / ("first" if number // 5 % 2 else "other")
        loading = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "adapters.cli", "load", str(folder)),
            stdout=asyncio.subprocess.DEVNULL,
            cwd=month.folder,
            env={"DATABASE_URL": month.url, "HOME": str(month.folder), "PYTHONPATH": str(ROOT)},
        )
        assert await loading.wait() == 0
        month.loads += (await month.tell("night"))["version"] != before


async def _restart(month: Month, number: int) -> None:
    if number % 2:
        await month.end()
    else:
        await month.kill(month.now + timedelta(seconds=30))
    month.set(month.now + timedelta(minutes=20))
    await month.begin()


def datasets(folder: Path) -> None:
    """The shipped one twice, once with another title."""
    for name in ("first", "other"):
        shutil.copytree(SHIPPED, folder / name)
    path = next(one for one in sorted((folder / "other").rglob("*.yaml")) if "title: " in one.read_text("utf-8"))
    path.write_text(path.read_text("utf-8").replace("title: ", "title:  ", 1) + "\n# another edition\n", "utf-8")


@asynccontextmanager
async def opened(folder: Path, url: str, seed: int) -> AsyncIterator[Month]:
    """The fakes with the clock of the month, and the desk."""
    async with AsyncExitStack() as stack:
        clocked: list[Month] = []
        slack = SlackWorkspace(clock=lambda: clocked[0].timestamp() if clocked else START.timestamp())
        discord = FakeDiscord(everybody=None)
        payloads.time = SimpleNamespace(time=slack.clock)  # type: ignore[assignment]  # its ids tell the time
        slack.web.is_judging = False
        await stack.enter_async_context(slack)
        await stack.enter_async_context(discord)
        make_room(slack, discord)
        month = Month(folder, url, slack, discord, random.Random(seed), START)  # noqa: S311  (the same each time)
        clocked.append(month)
        try:
            await month.begin()
            await install(month)
            slack.grant(*HISTORY)
            yield month
            await month.end()
        finally:
            if month.desk is not None and month.desk.returncode is None:
                month.desk.kill()
                await month.desk.wait()


async def play(folder: Path, url: str, *, seed: int = 1) -> bool:
    """Play the days, print the figures; whether all is as wanted."""
    began, store = real.monotonic(), Store(url)
    datasets(folder)
    made, total = add(store), Tally()
    async with opened(folder, url, seed) as month:
        for number in range(DAYS):
            await day(month, number)
            month.days.append({"day": number + 1, **month.state, **sizes(store)})
            show(month.days[-1])
            if number:
                total += counted(store, made, _date(number - 1), month.slack.posts, month.discord.posts)
    is_right = told(month, total, folder, real.monotonic() - began)
    store.close()
    return is_right


def _date(number: int) -> date:
    return (START + timedelta(days=number)).date()


def show(one: dict[str, Any]) -> None:
    """Print how the desk and its tables are on some of the days, under a head."""
    names = [name for name, value in one.items() if not isinstance(value, str)]
    if one["day"] == 1:
        print("\n  " + " ".join(f"{name:>10}" for name in names))
    if one["day"] in SHOWN:
        print("  " + " ".join(f"{one[name]:10.0f}" for name in names), flush=True)


def told(month: Month, total: Tally, folder: Path, seconds: float) -> bool:
    """Print what was seen; whether it is as wanted."""
    log = (folder / "desk.log").read_text("utf-8", "replace").splitlines()
    errors = [line for line in log if " ERROR " in line or "Traceback" in line]
    kept = len(list((folder / "backups").glob("*.zip")))
    print(
        f"\n{DAYS} days in {seconds:.0f} s, {month.steps:,} steps of the clock: {total}\n"
        f"  {month.gestures} gestures of people, {len(month.unanswered)} unanswered; {month.troubles} troubles made;"
        f" {month.stopped} stops, {month.killed} kills;\n  {month.backups} backups, {kept} kept;"
        f" {month.loads} datasets loaded; {len(errors)} errors"
    )
    for line in itertools.chain(month.unanswered[:5], errors[:5]):
        print(f"    {line[:300]}")
    third = next((one for one in month.days if one["day"] == RESTARTED + 3), month.days[0])
    grown, files = (month.days[-1][name] - third[name] for name in ("resident", "files"))
    print(f"  from day {third['day']} to day {DAYS}: {grown:+.1f} MB, {files:+.0f} open files")
    is_flat = DAYS <= RESTARTED or (grown < GROWTH and files <= MORE_FILES)
    return (
        total.is_right
        and not month.unanswered
        and not errors
        and is_flat
        and month.backups >= DAYS - 1
        and month.loads == DAYS // 5
    )


def month(folder: Path) -> bool:
    """The whole of it, in a folder of its own below this one."""
    place = folder / "month"
    place.mkdir()
    with on_sqlite(place) as make:
        return asyncio.run(play(place, make()))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        sys.exit(0 if month(Path(name)) else 1)
