"""A Slack app for the benchmark, in a process of its own: `bare` Bolt with a constant card, or `ours`.

Over HTTP, or where an API's address and tokens are given over a socket.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime

import aiohttp
from aiohttp import web
from conftest import open_desk
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from adapters.asking import Asking
from adapters.http import application
from adapters.pressing import Place
from adapters.slack.render import to_body, to_message
from adapters.slack.running import SlackAdapter
from adapters.supervisor import State
from adapters.work import Work
from bot.contract import Request
from bot.settings import Slack
from data.store import Store

SECRET = "benchmark"  # noqa: S105  (of a server on loopback)


def settings(api_url: str, *, bot_token: str = "xoxb-bench", app_token: str | None = None) -> Slack:  # noqa: S107
    return Slack(
        bot_token=bot_token,
        app_token=app_token,
        signing_secret=SECRET,
        client_id=None,
        client_secret=None,
        api_url=api_url,
    )


def bare(store: Store) -> AsyncApp:
    """Bolt as its documentation shows it, answering every command with one card that is ready."""
    desk = open_desk(store)
    reply = desk.answer(Request(text="members 2016", now=datetime.now(UTC), platform="slack"))
    body = to_body(to_message(reply, Place(private=True)), private=True)

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token="xoxb-bench")  # noqa: S106

    app = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True)

    @app.command("/sco")
    async def sco(ack: AsyncAck) -> None:
        await ack(body)

    return app


def ours(store: Store, session: aiohttp.ClientSession, told: Slack) -> SlackAdapter:
    """The desk's own adapter over the shipped data."""
    asking = Asking(open_desk(store), clock=lambda: datetime.now(UTC))
    return SlackAdapter(told, asking, Work(), session, sealer=None, new_reference=lambda: "r")


async def over_socket(kind: str, url: str, api_url: str, bot_token: str, app_token: str) -> None:
    """Be connected until standard input ends."""
    _pin()
    store = Store(url)
    async with aiohttp.ClientSession() as session:
        if kind == "bare":
            client = AsyncWebClient(token=bot_token, base_url=api_url)
            handler = AsyncSocketModeHandler(bare(store), app_token, web_client=client)
            await handler.connect_async()
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
            await handler.close_async()
            return
        told = settings(api_url, bot_token=bot_token, app_token=app_token)
        running = asyncio.create_task(ours(store, session, told).run(State("Slack")))
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
        running.cancel()
        await asyncio.wait({running})


def _pin() -> None:
    """Stay on one core, the last one; whoever asks is on the first."""
    if hasattr(os, "sched_setaffinity"):
        with suppress(OSError):
            os.sched_setaffinity(0, {(os.cpu_count() or 1) - 1})


async def over_http(kind: str, url: str) -> None:
    """Serve until standard input ends; the port is printed first."""
    _pin()
    store = Store(url)
    async with aiohttp.ClientSession() as session:
        told = settings("http://127.0.0.1:9/api/")
        app = bare(store).web_app() if kind == "bare" else application(ours(store, session, told).routes())
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        print(json.dumps(runner.addresses[0][1]), flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
        await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(over_socket(*sys.argv[1:]) if len(sys.argv) > 3 else over_http(*sys.argv[1:]))
