"""What the tests of the fake Slack share: a clock, a bare socket, a bare HTTP bot."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMessage, WSMsgType, web
from fakes.slack import SlackWorkspace
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

Json = dict[str, Any]


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


async def error_of(call: Awaitable[Any]) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


@asynccontextmanager
async def socket_of(slack: SlackWorkspace) -> AsyncIterator[ClientWebSocketResponse]:
    """A bare Socket Mode connection of a bot, after the hello."""
    opened = await AsyncWebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)
    async with ClientSession() as session, session.ws_connect(opened["url"], autoping=False) as ws:
        assert (await said_on(ws))["type"] == "hello"
        yield ws


async def said_on(ws: ClientWebSocketResponse) -> Json:
    """The next thing Slack says, pings left aside."""
    message = await frame_on(ws)
    assert message.type is WSMsgType.TEXT, message
    parsed: Json = json.loads(message.data)
    return parsed


async def frame_on(ws: ClientWebSocketResponse) -> WSMessage:
    """The next frame that is no ping."""
    while (message := await ws.receive(timeout=2)).type is WSMsgType.PING:
        await ws.pong(message.data)
    return message


class HttpBot:
    """A bot's HTTP end that keeps what it gets and answers what it is told."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[web.Response | None] = []

    async def handle(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.got.append(({name.lower(): value for name, value in request.headers.items()}, body))
        answer = self.answers.pop(0) if self.answers else web.Response()
        if answer is None:
            await asyncio.get_running_loop().create_future()
        assert answer is not None
        return answer


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    """Serve an application on 127.0.0.1; its address."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield "http://{}:{}".format(*runner.addresses[0][:2])
    finally:
        await runner.cleanup()


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "a", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(label: str = "Go", **more: Any) -> Json:
    return {"type": "button", "text": plain(label), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def menu(*options: Json, **more: Any) -> Json:
    return {"type": "static_select", "action_id": "menu", "options": list(options), **more}


def option(text: str = "One", value: str = "1") -> Json:
    return {"text": plain(text), "value": value}


def picture(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://x.org/a.png", "alt_text": "A", **more}


def rich(*parts: Json, kind: str = "rich_text_section", **more: Any) -> Json:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(parts), **more}]}


def rich_section(*parts: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(parts)}


FIELD: Json = {"type": "input", "label": plain("Name"), "element": {"type": "plain_text_input", "action_id": "n"}}
HOME: Json = {"type": "home", "blocks": [section("At home"), actions(button("More", action_id="more"))]}
MODAL: Json = {"type": "modal", "title": plain("Ask"), "submit": plain("Send"), "blocks": [FIELD]}
