"""The desk in a process of its own whose clock stands still until it is set: one line of JSON in, one out.

The adapters, the posts' clock, the deliveries and the chores are the real ones; only who wakes them is another. What it
is told: `to` a moment (all that is due then is done), `night` (the chores), `end`.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import sqlite3
import sys
import threading
from collections.abc import Mapping
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from fakes.discord_api.gateway import point_library
from posting_desk import next_moment
from sqlalchemy import event

from adapters import http, logs, rendered
from adapters.asking import Asking
from adapters.discord.running import DiscordAdapter
from adapters.nightly import Nightly
from adapters.posts import Outlet
from adapters.slack.running import SlackAdapter
from adapters.supervisor import State, supervise
from adapters.watching import Ahead
from adapters.work import Work
from bot import kept
from bot.commands import registry
from bot.desk import Desk
from bot.schedules.clock import Clock
from bot.schedules.delivery import Delivery
from bot.schedules.means import Means
from bot.schedules.pace import Pace
from bot.schedules.telling import Telling
from bot.settings import Settings, read
from data.operations import inbound, lines
from data.queries import frame
from data.sealing import Sealer
from data.store import Store, StoreError

KEPT = timedelta(days=14)
"""How long the ledger is kept here, so that within a month it is seen to stop growing."""

UP_SECONDS = 30

PAGES, REPLIES, CARDS = 256, 200_000, 16
"""Kilobytes of each connection's page cache (8,000 in earnest), characters of replies that are held (4,000,000), and
rendered cards (128, of each way to render them): so small that they are full after a day or two, and whatever grows
after that is no cache."""


class Living:
    """One life of the desk."""

    def __init__(self, settings: Settings, clock: Ahead) -> None:
        self.settings, self.clock = settings, clock
        self.store = Store(settings.database_url)
        for engine in (self.store._engine, self.store._searching):
            event.listen(engine, "connect", _with_few_pages)
        with self.store.read() as reader:
            about = frame.frame(reader)
        desk = Desk(
            self.store,
            registry(about.command, about.samples),
            new_reference=lambda: secrets.token_hex(3),
            new_token=lambda: secrets.token_hex(16),
        )
        self.asking, self.work = Asking(desk, clock=clock), Work()
        self.nightly = Nightly(self.asking, settings)

    async def begin(self, opened: AsyncExitStack) -> int:
        """Connect to both platforms; the port on which it is called."""
        await self.asking.refresh()
        session = await opened.enter_async_context(aiohttp.ClientSession())
        sealer = Sealer(self.settings.secret_key or "")
        new = lambda: secrets.token_hex(3)  # noqa: E731
        self.slack = SlackAdapter(
            self.settings.slack, self.asking, self.work, session, sealer=sealer, new_reference=new
        )
        discord = DiscordAdapter(self.settings.discord, self.asking, self.work, new_reference=new)
        opened.push_async_callback(discord.sender().close)
        runner = web.AppRunner(http.application(self.slack.routes()), access_log=None, auto_decompress=False)
        await runner.setup()
        opened.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        states = []
        for name, start in (("Slack", self.slack.run), ("Discord", discord.run)):
            states.append(State(name))
            task = asyncio.create_task(supervise(states[-1], start, jitter=lambda _: 0.05, sleep=asyncio.sleep))
            opened.push_async_callback(_ended, task)
        self._post({"slack": self.slack.outlet(), "discord": discord.outlet()})
        async with asyncio.timeout(UP_SECONDS):
            await asyncio.gather(*(state.up.wait() for state in states))
        return int(runner.addresses[0][1])

    def _post(self, outlets: Mapping[str, Outlet]) -> None:
        desk = self.asking.desk
        means = Means(
            store=self.store,
            compose=lambda what, day, seen: desk.compose(what, day=day, seen=seen),
            clock=self.clock,
            run=self.asking.run,
            start=self.work.start,
            worker=secrets.token_hex(8),
        )
        self.deliveries = [
            Delivery(name, one.sender, Pace((), clock=lambda: 0.0), means, most=one.most)
            for name, one in outlets.items()
        ]
        self.tellings = [Telling(name, one.sender, means) for name, one in outlets.items()]
        self.ticking = Clock(means, self.deliveries, self.tellings, version=lambda: desk.data_version, kept=KEPT)

    async def to(self, moment: datetime) -> dict[str, Any]:
        """Set the clock, do all that is due, and say when something is due again."""
        self.clock.now = moment
        try:
            await self.ticking.tick()
            for delivery in self.deliveries:
                while await delivery.turn():
                    await delivery.settled()
            for telling in self.tellings:
                while await telling.turn():
                    pass
        except StoreError as fault:
            return {"next": (moment + timedelta(seconds=15)).isoformat(), "fault": str(fault)}
        following = await self.asking.run(next_moment, self.store, moment)
        return {"next": following.isoformat()}

    async def night(self) -> dict[str, Any]:
        """What is done now and then: forget, back up, exchange tokens, look for new data."""
        for forget in (inbound.forget, lines.forget):
            await self.asking.run(forget, self.store, self.clock())
        dropped = await self.ticking.forget()
        await self.slack.exchange_tokens()
        backup = await self.asking.run(self.nightly.look)
        await self.asking.refresh()
        version = self.asking.desk.data_version
        return {"dropped": dropped, "backup": str(backup) if backup else None, "version": version}


def state() -> dict[str, float]:
    """Megabytes that are resident, open files, threads, and tasks of the loop."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("ascii").splitlines())
    return {
        "resident": int(status["VmRSS"].split()[0]) / 1024,
        "files": len(os.listdir("/proc/self/fd")),  # noqa: PTH208  (a folder that changes while one looks)
        "threads": threading.active_count(),
        "tasks": len(asyncio.all_tasks()),
    }


async def live(environment: Mapping[str, str], start: datetime, gateway: str) -> None:
    """Do as told until the end."""
    kept.CHARACTERS, rendered.HELD = REPLIES, CARDS
    settings = read(environment, Path(environment["HOME"]))
    logs.to_stream(settings)
    fake = SimpleNamespace(base=settings.discord.api_url, sessions=SimpleNamespace(url=gateway))
    point_library(pytest.MonkeyPatch(), fake)  # type: ignore[arg-type]  # its pauses are real time
    living = Living(settings, Ahead(start))
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    async with AsyncExitStack() as opened:
        _say({"port": await living.begin(opened), **state()})
        async for line in reader:
            told = json.loads(line)
            if told["do"] == "end":
                break
            if told["do"] == "to":
                said = await living.to(datetime.fromisoformat(told["moment"]))
            else:
                said = await living.night()
            _say({**said, **state()})
        await living.work.finish(5)
    living.asking.close()
    living.store.close()


def _say(what: Mapping[str, Any]) -> None:
    print(json.dumps(what), flush=True)


def _with_few_pages(connection: sqlite3.Connection, _: object) -> None:
    connection.execute(f"PRAGMA cache_size=-{PAGES}")


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait({task})


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    asyncio.run(live(given["environment"], datetime.fromisoformat(given["start"]), given["gateway"]))
