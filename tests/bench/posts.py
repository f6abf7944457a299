"""A hundred thousand schedules that are due at one minute, on PostgreSQL with two workers, against both fakes.

Planned in full before their time (wanted: 60 s), and then delivered for three minutes; what the platforms allow is the
measure. The workers are processes of their own; this one holds the fakes.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from conftest import POSTGRES
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


async def measure(url: str) -> None:
    """Print the figures."""
    store = Store(url)
    now = datetime.now(UTC)
    minute = (now + timedelta(minutes=2)).replace(second=0, microsecond=0)
    fill(store, minute)
    async with SlackWorkspace() as slack, FakeDiscord() as discord:
        slack.web.is_judging = False
        for number in range(CHANNELS):
            slack.add_channel(f"C{number}", f"c{number}")
        general = discord.rest.channels[payloads.GENERAL]
        for number in range(ROOMS):
            id = str(10**17 + number)
            discord.rest.channels[id] = {**general, "id": id}
        ahead = (minute - datetime.now(UTC)).total_seconds() - LEAD
        jobs = [
            Job(
                name=f"w{number}",
                store=url,
                on=(
                    On(platform="slack", api_url=slack.api_url, token=slack.bot_token),
                    On(platform="discord", api_url=discord.base, token=discord.token),
                ),
                ahead=ahead,
                timing=DEFAULT,
                is_paced=True,
            )
            for number in range(WORKERS)
        ]
        began = time.monotonic()
        processes = [warm().Process(target=work, args=(job,), daemon=True) for job in jobs]
        for process in processes:
            process.start()
        while await asyncio.to_thread(unplanned, store):
            await asyncio.sleep(0.5)
        took = time.monotonic() - began
        print(f"{SCHEDULES:,} schedules planned in {took:.0f} s by {WORKERS} workers: {planned(store):,} rows (60 s)")
        await asyncio.sleep(max(began + LEAD - time.monotonic(), 0))
        before = [resident(process.pid or 0) for process in processes]
        for part in range(1, 4):
            await asyncio.sleep(DELIVERED / 3)
            seconds = DELIVERED / 3 * part
            counts = {"discord": len(discord.posts), "slack": len(slack.posts)}
            shares = ", ".join(
                f"{name} {count:,} ({count / seconds / PER_SECOND[name]:.1%} of the pace)"
                for name, count in counts.items()
            )
            print(f"  after {seconds:.0f} s: {shares}")
        after = [resident(process.pid or 0) for process in processes]
        refused = sum(1 for one in discord.requests if one.status == 429)
        print(f"  answered with 429: {refused} of {len(discord.requests):,} requests to Discord")
        print(
            "  memory: " + ", ".join(f"{b:.0f} MB, {a:.0f} MB at the end" for b, a in zip(before, after, strict=True))
        )
        for process in processes:
            process.terminate()
            process.join(10)
            process.kill()
    store.close()


if __name__ == "__main__":
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, range(os.cpu_count() or 1))  # the other benchmarks keep to one core
    with on_postgresql(POSTGRES, f"summitdesk_bench_{os.getpid()}") as make:
        asyncio.run(measure(make()))
    sys.exit(0)
