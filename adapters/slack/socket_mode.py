"""Socket Mode: one WebSocket to Slack, watched closely, over which everything comes and is acknowledged.

slack_sdk's client reconnects by itself, but for ever at one pace, to an address that may be used up, and it looks at
its link only every few seconds. Here it only listens; the link is watched from outside, and whoever supervises the
adapter connects anew. https://docs.slack.dev/apis/events-api/using-socket-mode
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.edge import deliver
from adapters.supervisor import Lost, State
from adapters.work import Work

log = logging.getLogger("summitdesk.slack")

PING_SECONDS = 1.5
"""How often the link is pinged; it counts as dead when four pings were not answered."""

WATCH_SECONDS = 0.25
"""How often the link is looked at."""

GONE_SECONDS = 1.0
"""How long the link may be away while Slack moves it to another of its machines."""

CONNECT_SECONDS = 10


class Link:
    """The connection that is open now, so that an acknowledgement finds it even where its own one was replaced."""

    def __init__(self, app: AsyncApp, work: Work, *, new_reference: Callable[[], str]) -> None:
        self._app, self._work, self._new_reference = app, work, new_reference
        self._client: SocketModeClient | None = None

    async def run(self, client: AsyncWebClient, app_token: str, state: State, *, said: str) -> None:
        """Be connected until the link is lost. Raises Lost, or what connecting raises."""
        self._client = socket = SocketModeClient(
            app_token,
            logger=logging.getLogger("slack_sdk.socket_mode"),
            web_client=client,
            auto_reconnect_enabled=False,
            ping_interval=PING_SECONDS,
        )
        socket.socket_mode_request_listeners.append(self._take)
        try:
            socket.wss_uri = await socket.issue_new_wss_url()
            await asyncio.wait_for(socket.connect(), CONNECT_SECONDS)  # type: ignore[no-untyped-call]
            state.ready(said)
            await self._watch(socket)
        finally:
            await socket.close()  # type: ignore[no-untyped-call]

    async def _watch(self, socket: SocketModeClient) -> None:
        away = 0.0
        while away <= GONE_SECONDS:
            await asyncio.sleep(WATCH_SECONDS)
            away = 0.0 if await socket.is_connected() else away + WATCH_SECONDS
        raise Lost("the link to Slack was lost")

    async def _take(self, _: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        await self._work.run(self._acknowledge(request))

    async def _acknowledge(self, request: SocketModeRequest) -> None:
        answer = await deliver(self._app, request.payload, new_reference=self._new_reference)
        envelope = json.dumps(request.envelope_id)
        written = f'{{"envelope_id": {envelope}, "payload": {answer}}}' if answer else f'{{"envelope_id": {envelope}}}'
        client = self._client
        if client is None:
            return
        try:
            await client.send_message(written)
        except (ConnectionError, aiohttp.ClientError) as fault:
            log.warning("slack: an acknowledgement did not leave (%s)", type(fault).__name__)


def refusal(fault: SlackApiError) -> str | None:
    """Slack's word where it refuses a token for good; None for what may pass."""
    word = str(fault.response.get("error", "")) if hasattr(fault.response, "get") else ""
    return word if word in REFUSALS else None


REFUSALS = frozenset(
    (
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "not_allowed_token_type",
        "missing_scope",
        "no_permission",
        "invalid_arguments",
        "app_not_found",
    )
)
"""Errors of auth.test and apps.connections.open that do not pass by themselves
(https://docs.slack.dev/reference/methods/apps.connections.open#errors)."""
