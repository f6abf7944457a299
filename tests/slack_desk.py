"""The desk in the fake Slack, for tests: over a socket or over HTTP, one replica or several."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiohttp import web
from conftest import open_desk
from fakes.slack import SlackWorkspace

from adapters.asking import Asking
from adapters.http import application
from adapters.slack.manifest import EVENTS_PATH
from adapters.slack.running import SlackAdapter
from adapters.supervisor import State, supervise
from adapters.work import Work
from bot.card import Draft
from bot.contract import Reply, Request
from bot.desk import Desk
from bot.registry import Command, Option, Registry
from bot.settings import Slack
from data.sealing import Sealer
from data.store import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
FORM = {
    "what": {"selected_option": {"value": "onthisday"}},
    "line": {"value": None},
    "at": {"selected_time": "08:30"},
    "zone": {"selected_option": {"value": "Asia/Tashkent"}},
    "days": {"selected_option": {"value": "weekdays"}},
    "other": {"value": None},
    "in": {"selected_conversation": "C_WORLD"},
    "lead": {"value": None},
}
"""What stands in the fields of the form for a schedule."""

KEY = "a key that is only used in tests, and long"


def noon() -> datetime:
    """The clock of the tests stands still."""
    return NOW


@dataclass(slots=True)
class Running:
    """One replica of the desk."""

    asking: Asking
    work: Work
    adapter: SlackAdapter
    state: State
    url: str = ""


def settings(slack: SlackWorkspace, *, way: str, installable: bool = False) -> Slack:
    """What the environment would say."""
    return Slack(
        bot_token=None if installable else slack.bot_token,
        app_token=slack.app_token if way == "socket" else None,
        signing_secret=slack.signing_secret if way == "http" else None,
        client_id=slack.client_id if installable else None,
        client_secret=slack.client_secret if installable else None,
        api_url=slack.api_url,
    )


@asynccontextmanager
async def running(
    slack: SlackWorkspace,
    desk: Desk,
    *,
    way: str,
    installable: bool = False,
    clock: Callable[[], datetime] = noon,
    patience: float = 1.5,
) -> AsyncIterator[Running]:
    """A replica that is connected to the fake."""
    async with AsyncExitStack() as opened:
        session = await opened.enter_async_context(aiohttp.ClientSession())
        asking, work = Asking(desk, clock=clock), Work()
        opened.callback(asking.close)
        adapter = SlackAdapter(
            settings(slack, way=way, installable=installable),
            asking,
            work,
            session,
            sealer=Sealer(KEY),
            new_reference=lambda: "r1",
            patience=patience,
        )
        one = Running(asking, work, adapter, State("Slack"))
        if adapter.routes():
            one.url = await opened.enter_async_context(_served(adapter))
        task = asyncio.create_task(supervise(one.state, adapter.run, jitter=lambda pause: pause, sleep=asyncio.sleep))
        opened.push_async_callback(_ended, task)
        if way == "http":
            slack.serve_http(f"{one.url}{EVENTS_PATH}")
        else:
            slack.serve_socket()
        await asyncio.wait_for(one.state.up.wait(), 5)
        if way == "socket":
            await slack.socket.connected()
        yield one
        await work.finish(5)


class ManagingDesk(Desk):
    """A desk whose schedules are no more than what was asked: each managing question is kept, and has one reply.

    What is under test beside it is how Slack is asked who may manage what, before the desk is.
    """

    asked: list[Request]
    reply = Reply(kind="help", title="Schedule 12", lead="It is kept.", private=True)

    def concerning(self, request: Request) -> tuple[str, ...]:
        """The channels that it names, and the one in which it is asked."""
        found = re.findall(r"<#(\w+)", " ".join((request.text, *request.options.values())))
        return tuple(filter(None, (*found, request.channel)))

    def answer(self, request: Request) -> Reply:
        """The one reply, or what the desk itself says."""
        if not self.manages(request):
            return super().answer(request)
        self.asked.append(request)
        return self.reply


def typed(**fields: Any) -> dict[str, Any]:
    """What stands in the form, as Slack sends it."""
    return {name: {name: state} for name, state in {**FORM, **fields}.items()}


def managing_desk(store: Store) -> ManagingDesk:
    """Such a desk over a store that has data."""
    real = open_desk(store)
    zone = Option(name="zone", help="where", types=("zone", "city"))
    ours = (_command("schedule add", zone), _command("schedule list"), _command("schedule pause"))
    desk = ManagingDesk(
        store, Registry((*_reading(real.registry), *ours)), new_reference=lambda: "r1", new_token=lambda: "t1"
    )
    desk.asked = []
    desk.refresh()
    return desk


def _reading(registry: Registry) -> Iterator[Command]:
    """The commands that anybody may ask."""
    return (command for command in registry.commands if not command.manages)


def _command(name: str, *options: Option) -> Command:
    return Command(name=name, help=name, options=options, examples=(), handler=_never, manages=True)


def _never(*_: object, **__: object) -> Draft:
    raise AssertionError("the desk of these tests answers before any handler")


@asynccontextmanager
async def _served(adapter: SlackAdapter) -> AsyncIterator[str]:
    runner = web.AppRunner(application(adapter.routes()), access_log=None, shutdown_timeout=1, auto_decompress=False)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait({task})
