"""Slack over HTTP: what is not signed by Slack, or not now, is refused before it is read.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from cachetools import TTLCache
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow

from adapters.asking import Clock
from adapters.slack import limits
from adapters.slack.edge import deliver

log = logging.getLogger("summitdesk.slack")

PATH = "/slack/events"
INSTALL, REDIRECT = "/slack/install", "/slack/oauth_redirect"

LARGEST = 1024 * 1024
"""Bytes of a request; Slack's own are far smaller."""

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
            body = await _read(request)
            if _is_ssl_check(body):
                return web.Response()
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

    def _is_again(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Checks signature and time; whether Slack itself repeats what was taken already. Raises Refused."""
        stamp, signature = headers.get("X-Slack-Request-Timestamp", ""), headers.get("X-Slack-Signature", "")
        if not stamp or not signature:
            raise Refused(401, "not signed")
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
            raise Refused(401, "no time")
        if abs(self._clock().timestamp() - int(stamp)) > OLDEST:
            raise Refused(401, "too old or too new")
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


async def _read(request: web.Request) -> bytes:
    if (request.content_length or 0) > LARGEST:
        raise Refused(413, "too large")
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise Refused(413, "too large") from None
    except web.RequestPayloadError:
        raise Refused(400, "not readable") from None


def _is_ssl_check(body: bytes) -> bool:
    """Slack's check of our certificate comes unsigned, and wants nothing."""
    return len(body) < 500 and (b"ssl_check=1" in body.split(b"&"))


def _parsed(content_type: str, body: bytes) -> dict[str, Any]:
    """The payload of a signed request. Raises Refused."""
    try:
        text = body.decode()
        if content_type == "application/json":
            found = json.loads(text)
        else:
            form = dict(parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=200))
            found = json.loads(form["payload"]) if "payload" in form else form
    except (ValueError, RecursionError):
        raise Refused(400, "not readable") from None
    if not isinstance(found, dict) or not found:
        raise Refused(400, "not readable")
    return found


def installation(flow: AsyncOAuthFlow) -> list[web.RouteDef]:
    """The pages with which a workspace installs the app."""
    return [web.get(INSTALL, _page(flow.handle_installation)), web.get(REDIRECT, _page(flow.handle_callback))]


def _page(handle: Callable[..., Any]) -> Callable[[web.Request], Any]:
    async def page(request: web.Request) -> web.Response:
        response = await handle(await to_bolt_request(request))
        answer: web.Response = await to_aiohttp_response(response)
        return answer

    return page
