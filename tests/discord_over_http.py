"""Discord that calls the desk: a real port, signed requests, and people whose interactions come that way."""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web
from conftest import open_desk
from contract import ALICE, Seen
from discord_driver import NOW, PEOPLE, DiscordDriver
from fakes.discord_api import schemas
from fakes.discord_api.calling import KEY, Caller
from fakes.discord_api.events import WITH_BOT
from fakes.discord_api.gateway import FakeDiscord

from adapters import http
from adapters.asking import Asking
from adapters.discord import limits
from adapters.discord.running import PATH, DiscordAdapter
from adapters.supervisor import State
from adapters.work import Work
from bot.settings import Discord as Settings
from data.store import Store

PUBLIC = KEY.verify_key.encode().hex()
STAMP = str(int(NOW.timestamp()))


def settings(api: FakeDiscord, *, key: str = PUBLIC) -> Settings:
    """Those of a desk that Discord calls."""
    return Settings(token=api.token, public_key=key, server=None, api_url=api.base)


@dataclass
class Called:
    """A desk that Discord calls at its port."""

    adapter: DiscordAdapter
    state: State
    work: Work
    caller: Caller


@asynccontextmanager
async def served(api: FakeDiscord, asking: Asking, *, patience: float = limits.PATIENCE) -> AsyncIterator[Called]:
    """The port alone: nobody has made sure of the token yet."""
    work = Work()
    adapter = DiscordAdapter(settings(api), asking, work, new_reference=lambda: "r1", patience=patience)
    runner = web.AppRunner(http.application(adapter.routes()), access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
    api.rest.verify_key, api.rest.endpoint_url = PUBLIC, url
    api.caller = caller = Caller(url, stamp=lambda: STAMP, judge=schemas.check)
    try:
        yield Called(adapter, State("Discord"), work, caller)
    finally:
        await caller.settled()
        await work.finish(5)
        await runner.cleanup()
        api.caller = None


@asynccontextmanager
async def called(api: FakeDiscord, asking: Asking, *, patience: float = limits.PATIENCE) -> AsyncIterator[Called]:
    """The desk, ready to be called, its commands registered."""
    await asking.refresh()
    async with served(api, asking, patience=patience) as desk:
        running = asyncio.create_task(desk.adapter.run(desk.state))
        try:
            await asyncio.wait_for(desk.state.up.wait(), 10)
            await api.until(lambda: api.rest.commands.get(None), "the commands")
            yield desk
            await desk.caller.settled()
            await desk.work.finish(5)
        finally:
            running.cancel()
            await asyncio.wait({running})


class HttpDriver(DiscordDriver):
    """The desk where Discord calls it. It hears nothing that is only written, so a line is given as its command."""

    async def start(self) -> None:
        asking = Asking(open_desk(self._store), clock=lambda: NOW)
        self._opened.callback(asking.close)
        desk = await self._opened.enter_async_context(called(self._api, asking))
        self._work = desk.work

    async def mention(self, line: str, *, who: str = ALICE) -> Seen:
        return await self.ask(*_given(line), who=who)

    async def write(self, line: str, *, who: str = ALICE) -> Seen:
        answer = await self._api.slash(*_given(line), user=PEOPLE[who], guild=None, context=WITH_BOT)
        return await self._seen(answer)


OPTIONS = {
    "members": ("as_of",),
    "quote": ("speaker", "about"),
    "timeline": ("years",),
    "summit": ("which",),
    "verify": ("text",),
}


def _given(line: str) -> tuple[str, dict[str, str]]:
    """A line as a command with its options."""
    command, *words = shlex.split(line) if "verify" not in line else line.split(" ", 1)
    return command, dict(zip(OPTIONS[command], words, strict=False))


@asynccontextmanager
async def http_driver(store: Store, api: FakeDiscord) -> AsyncIterator[HttpDriver]:
    """The desk in a Discord of its own, which calls it."""
    driver = HttpDriver(api, store)
    await driver.start()
    try:
        yield driver
    finally:
        await driver.stop()
