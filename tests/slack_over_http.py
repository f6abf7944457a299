"""What the tests of Slack over HTTP share: a real port, and somebody who calls it as Slack does."""

from __future__ import annotations

import asyncio
import hmac
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.signature import SignatureVerifier

from adapters import http
from adapters.asking import Asking
from adapters.slack.answering import Answering
from adapters.slack.app import build
from adapters.slack.calling import Calling
from adapters.slack.http import Endpoint
from adapters.slack.installing import Fixed
from adapters.slack.learning import Learning
from adapters.slack.manifest import EVENTS_PATH
from adapters.slack.sending import Sending, web_client
from adapters.supervisor import State
from adapters.work import Work
from bot.desk import Desk

SIGNING = "8f742231b10e8888abcd99yyyzzz85a5"
OTHER = SIGNING[::-1]
NOWHERE = "http://127.0.0.1:9/api/"
FORM = "application/x-www-form-urlencoded"
WROTE = "members written by Bob"
COMMAND = urlencode(
    {"command": "/sco", "text": WROTE, "team_id": "T0", "user_id": "U0BOB", "channel_id": "C0"}
).encode()


@dataclass
class Time:
    """A clock that stands still until it is moved."""

    now: datetime = datetime(2026, 11, 24, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    @property
    def stamp(self) -> str:
        return str(int(self.now.timestamp()))


def signature(body: bytes, stamp: str, secret: str) -> str:
    """As Slack's own package makes it; of what is no text that package makes none."""
    try:
        return str(SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body))
    except UnicodeDecodeError:
        return "v0=" + hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, "sha256").hexdigest()


@dataclass
class Slack:
    """Calls the endpoint as Slack does, or as somebody who pretends to be Slack."""

    session: aiohttp.ClientSession
    url: str
    time: Time = field(default_factory=Time)
    ran: list[str] = field(default_factory=list)
    """What the commands were that the app was given."""

    def signed(self, body: bytes, *, stamp: str | None = None, secret: str = SIGNING) -> dict[str, str]:
        """The headers of Slack, as its own package makes them."""
        stamp = stamp or self.time.stamp
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature(body, stamp, secret)}

    async def send(
        self, body: bytes, headers: Mapping[str, str] | None = None, *, kind: str = FORM
    ) -> tuple[int, bytes]:
        """Send a body, signed now unless headers are given; status and body of the answer."""
        given = self.signed(body) if headers is None else headers
        async with self.session.post(self.url, data=body, headers={"Content-Type": kind, **given}) as answer:
            return answer.status, await answer.read()


def counting(ran: list[str]) -> AsyncApp:
    """An app that writes down which commands it was given."""
    app = AsyncApp(
        authorize=Fixed("xoxb-1"),
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
    )

    @app.command("/sco")
    async def command(ack: AsyncAck, body: dict[str, Any]) -> None:
        ran.append(body["text"])
        await ack("taken")

    return app


@asynccontextmanager
async def served(app: AsyncApp, time: Time, ran: list[str]) -> AsyncIterator[Slack]:
    endpoint = Endpoint(app, SIGNING, clock=time, new_reference=lambda: "r1")
    state, port = State("HTTP"), free_port()
    application = http.application([web.post(EVENTS_PATH, endpoint.take)])
    serving = asyncio.create_task(http.serve(application, state, host="127.0.0.1", port=port))
    await asyncio.wait_for(state.up.wait(), 10)
    async with aiohttp.ClientSession() as session:
        yield Slack(session, f"http://127.0.0.1:{port}{EVENTS_PATH}", time, ran)
    serving.cancel()
    await asyncio.wait({serving})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def served_desk(desk: Desk) -> AsyncIterator[Slack]:
    """The app of the desk, behind the endpoint; what it sends to Slack goes nowhere."""
    time, work = Time(), Work()
    asking = Asking(desk, clock=time)
    async with aiohttp.ClientSession() as session:
        client = web_client("xoxb-1", api_url=NOWHERE, session=session)
        client.retry_handlers.clear()
        app = build(
            Answering(
                asking,
                Learning(asking, Calling(session, api_url=NOWHERE)),
                work,
                Sending(session, api_url="https://slack.com/api/"),
                patience=1.5,
            ),
            Fixed("xoxb-1"),
            client,
            new_reference=lambda: "r1",
        )
        async with served(app, time, []) as slack:
            yield slack
        await work.finish(10)
    asking.close()
