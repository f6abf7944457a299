"""The whole desk in 512 MB: 1,000 Discord servers, 10,000 schedules, answers and posts: `python -m tests.bench.memory`.

The desk is a process of its own, as it is run, connected to both fakes, which are in this one.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fakes.discord_api import payloads
from fakes.discord_api.gateway import FakeDiscord
from fakes.slack import SlackWorkspace
from killing.stores import on_sqlite
from sqlalchemy import insert

from data.models import Schedule
from data.store import Store
from tests.bench.limits import limited
from tests.bench.running import desk

SERVERS = int(os.environ.get("MEMORY_SERVERS", "1000"))
SCHEDULES = int(os.environ.get("MEMORY_SCHEDULES", "10000"))
ANSWERS = int(os.environ.get("MEMORY_ANSWERS", "1000"))
POSTS = min(500, SCHEDULES // 2)
"""How many of the schedules are due while it is looked at."""

MEGABYTES, WANTED = 512, 180
LEAD, DEADLINE = timedelta(seconds=75), 240
"""From the start to the minute of the posts at least, and seconds after which they are given up."""

FIRST = 1_200_000_000_000_000_000


def server(number: int) -> payloads.Json:
    """A server of an ordinary size: 30 channels in five categories, a dozen roles, emojis; of its members the bot."""
    id = str(FIRST + number * 1000)
    channels = []
    for index in range(30):
        one = payloads.channel(
            str(FIRST + number * 1000 + 1 + index), f"channel-{index}", guild=id, kind=4 * (index < 5)
        )
        is_closed = index % 3 == 0
        denied = {"id": str(FIRST + number * 1000 + 100 + index % 12), "type": 0, "allow": "1024", "deny": "2048"}
        channels.append(
            {**one, "topic": f"What is said of subject {index} in server {number}. " * 2, "position": index}
        )
        channels[-1]["permission_overwrites"] = [denied, {**denied, "id": id}] if is_closed else []
        channels[-1].pop("permissions")
    made = payloads.guild(id, channels, members=[])
    roles = [
        payloads.role(
            str(FIRST + number * 1000 + 100 + index), f"role {index}", permissions=2048 << index, position=index
        )
        for index in range(12)
    ]
    emojis = [
        {"id": str(FIRST + number * 1000 + 200 + index), "name": f"emoji{index}", "roles": [], "require_colons": True,
         "managed": False, "animated": False, "available": True}
        for index in range(25)
    ]  # fmt: skip
    return {
        **made,
        "name": f"Server {number}",
        "roles": [*made["roles"], *roles],
        "emojis": emojis,
        "member_count": 250,
    }


def fill(store: Store, minute: datetime) -> None:
    """The schedules: some due at that minute, each in a server of its own, the others over the hours after it."""
    rows = []
    for number in range(SCHEDULES):
        at = minute if number < POSTS else minute + timedelta(minutes=120 + number % 1080)
        is_slack = number % 10 == 9
        place = ("slack", "T_SUMMIT", "C_WORLD") if is_slack and number >= POSTS else _room(number)
        rows.append({
            "platform": place[0], "workspace": place[1], "channel": place[2], "channel_name": "world",
            "token": f"t{number}", "kind": "command", "subject": f"members {2002 + number % 24}", "leads": "",
            "years": 1, "empty": "silent", "times": f"{at:%H:%M}", "days": "daily", "zone": "UTC",
            "maker": payloads.ALICE["id"], "made_at": minute - timedelta(days=1), "state": "active",
            "since": minute - timedelta(hours=1), "planned_until": (minute - timedelta(days=1)).date(),
            "plan_at": minute - timedelta(days=1),
        })  # fmt: skip
    with store.write() as connection:
        connection.execute(insert(Schedule), rows)


def _room(number: int) -> tuple[str, str, str]:
    id = FIRST + number % max(SERVERS, 1) * 1000
    return "discord", str(id), str(id + 10)


def memory(pid: int) -> str:
    """What a process holds: resident, its share of what is shared, and the most that was resident so far."""
    share = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text("ascii"), re.MULTILINE)
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    resident, most = (re.search(rf"{name}:\s+(\d+) kB", status) for name in ("VmRSS", "VmHWM"))
    assert share and resident and most
    return " ".join(f"{int(one[1]) / 1024:8.0f}" for one in (resident, share, most))


async def answered(slack: SlackWorkspace, discord: FakeDiscord) -> None:
    """Ask on both platforms, of one year after another and with one command after another."""
    for number in range(ANSWERS // 2):
        year = 2001 + number % 26
        assert (await slack.command("/sco", ("members", "timeline", "summit")[number % 3] + f" {year}")).is_ok
        await (await discord.slash("members", {"as_of": f"{year}-{1 + number % 12:02}-11"})).finished()


async def posted(discord: FakeDiscord) -> int:
    """Wait for the posts; how many there are."""
    async with asyncio.timeout(DEADLINE):
        while len(discord.posts) < POSTS:
            await asyncio.sleep(0.5)
    return len(discord.posts)


async def measure(folder: Path, url: str) -> bool:
    """Print the figures; whether the desk stays within what is wanted."""
    store, minute = Store(url), (datetime.now(UTC) + LEAD + timedelta(minutes=1)).replace(second=0, microsecond=0)
    fill(store, minute)
    store.close()
    async with SlackWorkspace() as slack, FakeDiscord() as discord:
        for number in range(SERVERS):
            made = server(number)
            discord.guilds[made["id"]] = made
            discord.rest.channels |= {one["id"]: {**one, "guild_id": made["id"]} for one in made["channels"]}
        told = {
            "DATABASE_URL": url,
            "USER_RATE": "0",
            "CHANNEL_RATE": "0",
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_URL": discord.base,
        }
        size = len(json.dumps(server(1))) / 1024
        with limited(MEGABYTES) as limits:
            print(f"\n{SERVERS:,} Discord servers of {size:.0f} kB each, {SCHEDULES:,} schedules; {limits.about}")
            print(f"  {'MB':28} {'resident':>8} {'share':>8} {'most':>8}")
            async with desk(folder, told, within=limits.enter) as (process, _):
                return await _looked_at(process.pid, slack, discord, limits.peak)


async def _looked_at(pid: int, slack: SlackWorkspace, discord: FakeDiscord, peak: Callable[[], float | None]) -> bool:
    await discord.until(lambda: bool(discord.rest.commands.get(None)), "the commands", timeout=30)
    await slack.socket.connected(timeout=30)
    print(f"  {'connected':28} {memory(pid)}", flush=True)
    await answered(slack, discord)
    print(f"  {f'after {ANSWERS:,} answers':28} {memory(pid)}", flush=True)
    count = await posted(discord)
    last = memory(pid)
    print(f"  {f'after {count:,} posts':28} {last}", flush=True)
    if (most := peak()) is not None:
        print(f"  {'the control group, at most':28} {most:8.0f}")
    is_right = float(last.split()[2]) < WANTED
    print(f"  wanted: under {WANTED} MB: {'so it is' if is_right else 'not as wanted'}")
    return is_right


def main() -> int:
    """0 where it is as wanted."""
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as name, on_sqlite(Path(name)) as make:
        return 0 if asyncio.run(measure(Path(name), make())) else 1


if __name__ == "__main__":
    sys.exit(main())
