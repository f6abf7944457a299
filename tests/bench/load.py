"""Many questions at once over signed HTTP, beside bare Bolt in the same run: `python -m tests.bench.load`.

The desk runs as it is run, one replica and two, on SQLite and on PostgreSQL, without limits of its own; a client goes
round the replicas. Two kinds of question: one that is always the same, so that its answer is held in memory, and
members on a day of its own each time, which no process has answered before. Everything shares one machine, the client
too: what counts is the figure beside bare Bolt's in the same run.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

from conftest import POSTGRES, without_postgres
from fakes.discord_api import events, payloads
from fakes.discord_api.events import Place
from fakes.discord_api.gateway import FakeDiscord
from fakes.slack import SlackWorkspace
from killing.stores import on_postgresql, on_sqlite
from nacl.signing import SigningKey

from adapters.slack.manifest import EVENTS_PATH
from bench.slack import server
from bench.slack_server import SECRET
from tests.bench.running import desk, port
from tests.fuzz.wire import Line, Request

SECONDS = float(os.environ.get("LOAD_SECONDS", "1.5"))
"""How long each figure is measured, after a fifth of that to warm up."""

AT_ONCE = (1, 16, 64)
REPLICAS = (1, 2)
KEY = SigningKey(b"\x05" * 32)
INTERACTIONS = "/discord/interactions"
FIRST_DAY = date(2001, 6, 16)
DAYS = 9_000
"""So many days have an answer of their own, and more than are asked of one process."""

Platform = Literal["slack", "discord"]
Kind = Literal["the same", "another"]


@dataclass(slots=True)
class Measured:
    """What was measured: milliseconds of each answer, how many went wrong, over how many seconds."""

    times: list[float] = field(default_factory=list)
    late: int = 0
    errors: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        if len(self.times) < 2:
            return f"{'none':>31}"
        p50, p99 = statistics.median(self.times), statistics.quantiles(self.times, n=100)[98]
        return f"{p50:7.1f} {p99:8.1f} {len(self.times) / self.seconds:7.0f}/s {self.late + self.errors:5d}"


class Asker:
    """Makes requests; no two have the same id, and those of one kind no two the same question."""

    def __init__(self) -> None:
        self._numbers, self._days = itertools.count(1), itertools.count(1)
        channel = payloads.channel(payloads.GENERAL, "general")
        guild = payloads.guild(payloads.GUILD, [channel], members=[payloads.ALICE])
        self._place = Place(payloads.ALICE, channel, guild, events.IN_GUILD, "en-US", {"0": payloads.GUILD})

    def request(self, platform: Platform, kind: Kind) -> Request:
        """The next request."""
        number = next(self._numbers)
        day = FIRST_DAY + timedelta(days=next(self._days) % DAYS if kind == "another" else 0)
        when = "2016" if kind == "the same" else day.isoformat()
        return self._slack(number, when) if platform == "slack" else self._discord(number, when)

    def _slack(self, number: int, when: str) -> Request:
        fields = {"command": "/sco", "text": f"members {when}", "team_id": "T_SUMMIT", "user_id": f"U{number}"}
        more = {"channel_id": f"C{number}", "trigger_id": str(number), "response_url": "http://127.0.0.1:9/r"}
        body, stamp = urlencode(fields | more).encode(), str(int(time.time()))
        made = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        told = (("X-Slack-Request-Timestamp", stamp), ("X-Slack-Signature", f"v0={made}"))
        kind = ("Content-Type", "application/x-www-form-urlencoded")
        return Request(what="slack", path=EVENTS_PATH, headers=(("Host", "x"), kind, *told), body=body)

    def _discord(self, number: int, when: str) -> Request:
        data = events.chat_data("members", {"as_of": when}, declared=None)
        payload = events.interaction(events.COMMAND, data, place=self._place)
        body, stamp = json.dumps(payload).encode(), str(int(time.time()))
        signed = KEY.sign(stamp.encode() + body).signature.hex()
        told = (("X-Signature-Timestamp", stamp), ("X-Signature-Ed25519", signed))
        kind = ("Content-Type", "application/json")
        return Request(what="discord", path=INTERACTIONS, headers=(("Host", "x"), kind, *told), body=body)


async def measure(ports: list[int], make: Callable[[], Request], at_once: int) -> Measured:
    """Ask so many at a time, round the ports, for the seconds."""
    found = Measured()
    lines = [Line(ports[number % len(ports)]) for number in range(at_once)]
    warm = time.perf_counter() + SECONDS / 5
    await asyncio.gather(*(_ask(line, make, warm, Measured()) for line in lines))
    began = time.perf_counter()
    await asyncio.gather(*(_ask(line, make, began + SECONDS, found) for line in lines))
    found.seconds = time.perf_counter() - began
    for line in lines:
        line.hang_up()
    return found


async def _ask(line: Line, make: Callable[[], Request], until: float, found: Measured) -> None:
    while time.perf_counter() < until:
        request, started = make(), time.perf_counter()
        try:
            answer = await line.ask(request)
        except (TimeoutError, OSError):
            line.hang_up()
            found.errors += 1
            continue
        if answer is None or answer.status not in (200, 202):
            found.errors += 1
        elif b"members" not in answer.body:  # taken, and answered elsewhere later
            found.late += 1
        else:
            found.times.append((time.perf_counter() - started) * 1000)


@asynccontextmanager
async def replicas(folder: Path, url: str, number: int) -> AsyncIterator[list[int]]:
    """So many processes of the desk over one store; their ports."""
    slack, discord = SlackWorkspace(), FakeDiscord(everybody=None)
    discord.rest.verify_key = KEY.verify_key.encode().hex()
    async with slack, discord, AsyncExitStack() as opened:
        told = {
            "DATABASE_URL": url,
            "PORT": "0",
            "USER_RATE": "0",
            "CHANNEL_RATE": "0",
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": slack.api_url,
            "DISCORD_TOKEN": discord.token,
            "DISCORD_PUBLIC_KEY": discord.rest.verify_key,
            "DISCORD_API_URL": discord.base,
        }
        ports = []
        for _ in range(number):
            _, said = await opened.enter_async_context(desk(folder, told, "--role", "web"))
            ports.append(port(said))
        yield ports


def row(name: str, found: list[Measured]) -> bool:
    """Print one line of the table; whether nothing went wrong."""
    print(f"  {name:44} " + " |".join(str(one) for one in found), flush=True)
    return not any(one.late + one.errors for one in found)


async def bare(url: str, asker: Asker) -> bool:
    """Bolt alone, with a card that is ready."""
    with server("bare", url) as where:
        found = [await measure([where], lambda: asker.request("slack", "the same"), at_once) for at_once in AT_ONCE]
    return row("bare Bolt, a constant card, one process", found)


async def of_store(name: str, folder: Path, url: str) -> bool:
    """All figures of a store."""
    is_right = await bare(url, Asker())
    for number in REPLICAS:
        asker = Asker()
        async with replicas(folder, url, number) as ports:
            for platform, kind in itertools.product(("slack", "discord"), ("the same", "another")):
                make = _maker(asker, platform, kind)
                found = [await measure(ports, make, at_once) for at_once in AT_ONCE]
                is_right &= row(f"{name}, {number} x, {platform}, {kind} question", found)
    return is_right


def _maker(asker: Asker, platform: Platform, kind: Kind) -> Callable[[], Request]:
    return lambda: asker.request(platform, kind)


def stores(folder: Path) -> Iterator[tuple[str, str]]:
    """Both databases, where there are both."""
    with on_sqlite(folder) as make:
        yield "SQLite", make()
    if reason := without_postgres():
        print(reason)
        return
    with on_postgresql(POSTGRES, f"summitdesk_load_{os.getpid()}") as make:
        yield "PostgreSQL", make()


def main() -> int:
    """0 where every question was answered at once."""
    logging.disable(logging.CRITICAL)
    is_right, head = True, " |".join(f"{'p50 ms':>7} {'p99 ms':>8} {'':>9} {'late':>5}" for _ in AT_ONCE)
    print(f"\nSigned HTTP, at once: {', '.join(map(str, AT_ONCE))}; {SECONDS:g} s each\n  {'':44} {head}")
    with tempfile.TemporaryDirectory() as name:
        for store, url in stores(Path(name)):
            is_right &= asyncio.run(of_store(store, Path(name), url))
    print("  every question was answered at once" if is_right else "  not all were answered at once")
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
