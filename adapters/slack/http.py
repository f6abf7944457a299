"""Slack over HTTP: what is not signed by Slack, or not now, is refused before it is read.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from cachetools import TTLCache
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from adapters.asking import Clock
from adapters.slack import limits
from adapters.slack.edge import deliver
from adapters.slack.manifest import REDIRECT_PATH
from bot.texts import slack as texts

log = logging.getLogger("summitdesk.slack")

STAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
INSTALL = "/slack/install"

LARGEST = 256 * 1024
"""Bytes of a request; Slack's own are far smaller."""

SMALLEST = 500
"""Bytes of an unsigned request that is looked into: Slack's check of our certificate is one."""

READ_SECONDS = 5
"""How long a request may take to arrive."""

OLDEST = limits.SIGNATURE_SECONDS
"""Seconds by which a request may be older or newer than now."""

GOOD_FOR = 2 * OLDEST + 1
"""Seconds for which a signature is remembered: one that comes from the future is good the longest, and still is at
the very end of that time."""

REMEMBERED = 50_000
"""Signatures of the last minutes, so that a recorded request cannot be played again."""


class Refused(Exception):
    """A request that is not taken; `status` is what it is answered with, the message why, for the log."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Endpoint:
    """The one address to which Slack sends commands, presses and events."""

    def __init__(self, app: AsyncApp, secret: str, *, clock: Clock, new_reference: Callable[[], str]) -> None:
        self._app, self._clock, self._new_reference = app, clock, new_reference
        self._secret = secret.encode()
        self._seen: TTLCache[str, None] = TTLCache(REMEMBERED, GOOD_FOR, timer=lambda: clock().timestamp())

    async def take(self, request: web.Request) -> web.Response:
        """One request of Slack's, or of somebody who says so."""
        try:
            if not self._is_signed_now(request.headers):
                return await _unsigned(request)
            body = await _read(request, LARGEST)
            if self._is_again(request.headers, body):
                return web.Response()
            payload = _parsed(request.content_type, body)
        except Refused as refusal:
            log.warning("slack: a request was refused: %d, %s", refusal.status, refusal)
            return web.Response(status=refusal.status)
        if payload.get("type") == "url_verification":
            return web.json_response({"challenge": str(payload.get("challenge", ""))})
        answer = await deliver(self._app, payload, new_reference=self._new_reference)
        return web.Response(text=answer, content_type="application/json") if answer else web.Response()

    def _is_signed_now(self, headers: Mapping[str, str]) -> bool:
        """Whether there is a signature of these minutes, before anything is read. Raises Refused for another time."""
        stamp = headers.get(STAMP, "")
        if not stamp or not headers.get(SIGNATURE):
            return False
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
            raise Refused(401, "no time")
        if abs(self._clock().timestamp() - int(stamp)) > OLDEST:
            raise Refused(401, "too old or too new")
        return True

    def _is_again(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Checks the signature; whether Slack itself repeats what was taken already. Raises Refused."""
        stamp, signature = headers[STAMP], headers[SIGNATURE]
        if not self._is_genuine(body, stamp, signature):
            raise Refused(401, "forged")
        if signature in self._seen:
            if headers.get("X-Slack-Retry-Num"):
                return True
            raise Refused(401, "played again")
        self._seen[signature] = None
        return False

    def _is_genuine(self, body: bytes, stamp: str, signature: str) -> bool:
        made = hmac.new(self._secret, b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        return hmac.compare_digest(f"v0={made}".encode(), signature.encode("utf-8", "replace"))


async def _read(request: web.Request, most: int) -> bytes:
    """The body, if it arrives in time and is not too large. Raises Refused."""
    if (request.content_length or 0) > most:
        raise Refused(413, "too large")
    body = b""
    try:
        async with asyncio.timeout(READ_SECONDS):
            async for piece in request.content.iter_any():
                body += piece
                if len(body) > most:
                    raise Refused(413, "too large")
    except TimeoutError:
        raise Refused(408, "too slow") from None
    except (web.RequestPayloadError, ConnectionError):
        raise Refused(400, "not readable") from None
    return body


async def _unsigned(request: web.Request) -> web.Response:
    """Slack's check of our certificate comes unsigned, and wants nothing. Raises Refused for all else."""
    if (request.content_length or 0) <= SMALLEST and b"ssl_check=1" in (await _read(request, SMALLEST)).split(b"&"):
        return web.Response()
    raise Refused(401, "not signed")


def _parsed(content_type: str, body: bytes) -> dict[str, Any]:
    """The payload of a signed request. Raises Refused."""
    try:
        text = body.decode()
        if content_type == "application/json":
            found = json.loads(text)
        else:
            form = dict(parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=200))
            found = json.loads(form["payload"]) if "payload" in form else form
        json.dumps(found, ensure_ascii=False).encode()  # half of a character is no text, and no database takes it
    except (ValueError, RecursionError):
        raise Refused(400, "not readable") from None
    if not isinstance(found, dict) or not found:
        raise Refused(400, "not readable")
    return found


def installation(flow: AsyncOAuthFlow, new_reference: Callable[[], str]) -> list[web.RouteDef]:
    """The pages with which a workspace installs the app."""
    return [
        web.get(INSTALL, _page(flow.handle_installation, new_reference, asked=())),
        web.get(REDIRECT_PATH, _page(flow.handle_callback, new_reference, asked=("code", "state", "error"))),
    ]


def _page(
    handle: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]],
    new_reference: Callable[[], str],
    *,
    asked: tuple[str, ...],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """A page of the installation. Of the query only what is asked is handed on, of the request nothing else."""

    async def page(request: web.Request) -> web.Response:
        query: dict[str, Sequence[str]] = {name: [request.query[name]] for name in asked if name in request.query}
        headers: dict[str, str | Sequence[str]] = {"cookie": [request.headers.get("Cookie", "")]}
        try:
            response = await handle(AsyncBoltRequest(body="", query=query, headers=headers))
        except Exception as fault:  # noqa: BLE001  (the edge of a page)
            reference = new_reference()
            log.error("%s slack: an installation broke (%s)", reference, type(fault).__name__)
            return web.Response(status=503, text=texts.NOT_INSTALLED.format(reference=reference))
        answer: web.Response = await to_aiohttp_response(response)
        return answer

    return page
