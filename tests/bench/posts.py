"""A hundred thousand schedules that are due at one minute, on PostgreSQL with two workers, against both fakes.

Planned in full before their time, and then delivered for three minutes; what the platforms allow is the measure. The
workers are processes of their own; this one holds the fakes. It ends with 1 where a figure is not as wanted.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from conftest import POSTGRES, without_postgres
from fakes.discord_api import payloads
from fakes.discord_api.gateway import FakeDiscord
from fakes.slack import SlackWorkspace
from killing.rounds import warm
from killing.stores import on_postgresql
from killing.worker import Job, On, work
from sqlalchemy import func, insert, select

from bot.schedules.timing import DEFAULT
from data.models import Occurrence, Schedule
from data.store import Store

SCHEDULES = 100_000
IN_SLACK = 5_000
TEAMS, CHANNELS, ROOMS = 5, 200, 6_000
WORKERS = 2
LEAD, DELIVERED = 75, 180
"""Seconds from the start to the minute at which all are due, and seconds of delivery that are looked at."""

PLANNED, SHARE, GROWTH = 60, 0.95, 10
"""What is wanted: seconds of planning at most, of the pace at least, megabytes that a worker grows while it posts."""

DEADLINE = 300
"""Seconds after which planning is given up."""

PER_SECOND = {"discord": 25.0, "slack": TEAMS * 4.0}
"""Posts a second that the platforms allow: Discord 50 requests, of which a post takes two; Slack four a workspace."""


def fill(store: Store, minute: datetime) -> None:
    """The schedules, none of them planned."""
    same = {
        "channel_name": "world", "kind": "command", "subject": "members 2016", "leads": "", "years": 1,
        "empty": "silent", "times": f"{minute:%H:%M}", "days": "daily", "zone": "UTC", "maker": "U_ALICE",
        "made_at": minute - timedelta(days=1), "state": "active", "since": minute - timedelta(hours=1),
        "planned_until": (minute - timedelta(days=1)).date(), "plan_at": minute - timedelta(days=1),
    }  # fmt: skip
    rows = []
    for number in range(SCHEDULES):
        if number < IN_SLACK:
            place = {"platform": "slack", "workspace": f"T{number % TEAMS}", "channel": f"C{number % CHANNELS}"}
        else:
            place = {"platform": "discord", "workspace": payloads.GUILD, "channel": str(10**17 + number % ROOMS)}
        rows.append({**same, **place, "token": f"t{number}"})
    with store.write() as connection:
        connection.execute(insert(Schedule), rows)


def unplanned(store: Store) -> int:
    """How many schedules are not planned yet."""
    with store.read() as reader:
        wanted = select(func.count()).select_from(Schedule).where(Schedule.plan_at < datetime.now(UTC))
        return reader.execute(wanted).scalar() or 0


def planned(store: Store) -> int:
    """How many posts stand in the ledger."""
    with store.read() as reader:
        return reader.execute(select(func.count()).select_from(Occurrence)).scalar() or 0


def resident(pid: int) -> float:
    """Megabytes of a process that are in memory now."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text("ascii"))
    return int(found[1]) / 1024 if found else 0.0


async def measure(url: str) -> bool:
    """Print the figures; whether all of them are as wanted."""
    store = Store(url)
    now = datetime.now(UTC)
    minute = (now + timedelta(minutes=2)).replace(second=0, microsecond=0)
    fill(store, minute)
    async with SlackWorkspace() as slack, FakeDiscord() as discord:
        make_room(slack, discord)
        on = (
            On(platform="slack", api_url=slack.api_url, token=slack.bot_token),
            On(platform="discord", api_url=discord.base, token=discord.token),
        )
        ahead = (minute - datetime.now(UTC)).total_seconds() - LEAD
        began = time.monotonic()
        with started(url, on, ahead) as processes:
            is_right = await planning(store, began, processes)
            if is_right is not None:
                await asyncio.sleep(max(began + LEAD - time.monotonic(), 0))
                is_right &= await delivering(slack, discord, [process.pid or 0 for process in processes])
    store.close()
    return bool(is_right)


def make_room(slack: SlackWorkspace, discord: FakeDiscord) -> None:
    """The channels into which is posted."""
    slack.web.is_judging = False
    for number in range(CHANNELS):
        slack.add_channel(f"C{number}", f"c{number}")
    general = discord.rest.channels[payloads.GENERAL]
    for number in range(ROOMS):
        id = str(10**17 + number)
        discord.rest.channels[id] = {**general, "id": id}


@contextmanager
def started(url: str, on: tuple[On, ...], ahead: float) -> Iterator[list[BaseProcess]]:
    """The workers; they are stopped at the end, whatever happens."""
    processes = []
    for number in range(WORKERS):
        job = Job(name=f"w{number}", store=url, on=on, ahead=ahead, timing=DEFAULT, is_paced=True)
        processes.append(warm().Process(target=work, args=(job,), daemon=True))
        processes[-1].start()
    try:
        yield processes
    finally:
        for process in processes:
            process.terminate()
            process.join(10)
            process.kill()


async def planning(store: Store, began: float, processes: list[BaseProcess]) -> bool | None:
    """Wait until all is planned; whether that was in time. None: not even at the deadline, or all workers ended."""
    while left := await asyncio.to_thread(unplanned, store):
        took = time.monotonic() - began
        if took > DEADLINE or not any(process.is_alive() for process in processes):
            print(
                f"\n{left:,} of {SCHEDULES:,} schedules were not planned in {took:.0f} s (wanted: all in {PLANNED} s)"
            )
            return None
        await asyncio.sleep(0.5)
    took = time.monotonic() - began
    rows = planned(store)
    print(
        f"\n{SCHEDULES:,} schedules planned in {took:.0f} s by {WORKERS} workers: {rows:,} rows (wanted: {PLANNED} s)",
        flush=True,
    )
    return took <= PLANNED


async def delivering(slack: SlackWorkspace, discord: FakeDiscord, pids: list[int]) -> bool:
    """Look on while it posts; whether it keeps the pace, and its memory stays as it was."""
    before, shares = [resident(pid) for pid in pids], {"discord": 0.0, "slack": 0.0}
    for part in range(1, 4):
        await asyncio.sleep(DELIVERED / 3)
        seconds = DELIVERED / 3 * part
        counts = {"discord": len(discord.posts), "slack": len(slack.posts)}
        shares = {name: count / seconds / PER_SECOND[name] for name, count in counts.items()}
        said = ", ".join(f"{name} {count:,} ({shares[name]:.1%} of the pace)" for name, count in counts.items())
        print(f"  after {seconds:.0f} s: {said} (wanted: {SHARE:.0%} in the end)", flush=True)
    after = [resident(pid) for pid in pids]
    refused = sum(1 for one in discord.requests if one.status == 429)
    print(f"  answered with 429: {refused} of {len(discord.requests):,} requests to Discord")
    grown = ", ".join(f"{b:.0f} MB, {a:.0f} MB at the end" for b, a in zip(before, after, strict=True))
    print(f"  memory: {grown} (wanted: under {GROWTH} MB more)")
    is_steady = all(a - b < GROWTH for b, a in zip(before, after, strict=True))
    return is_steady and all(share >= SHARE for share in shares.values())


def main() -> int:
    """0 where all figures are as wanted, or nothing can be measured; else 1."""
    if reason := without_postgres():
        print(f"\n{reason}\nThe benchmark of the posts was left out.")
        return 0
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, range(os.cpu_count() or 1))  # the other benchmarks keep to one core
    with on_postgresql(POSTGRES, f"summitdesk_bench_{os.getpid()}") as make:
        is_right = asyncio.run(measure(make()))
    if not is_right:
        print("  not as wanted")
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
