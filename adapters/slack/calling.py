"""One call of Slack's Web API, made once and within a time: its answer, or how it failed.

`slack_sdk` has one time limit for connecting and for all the rest, and none where the session is ours. Whether a
connection came about is what decides whether a message may be standing, so these calls are made here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from adapters.slack import limits

CONNECT_SECONDS = 8
"""How long a connection may take to come about; nothing was sent before it."""

UNSURE = frozenset(("internal_error", "fatal_error", "service_unavailable"))
"""Slack's words after which some of a call may have been done, as every page of a method says:
https://docs.slack.dev/reference/methods/chat.postMessage#errors"""

PERHAPS = frozenset((408, 425, 499))
"""HTTP's refusals that come when a call ran too long or was to be repeated: a proxy's, and the call may be under way.
https://www.rfc-editor.org/rfc/rfc9110#name-408-request-timeout · https://www.rfc-editor.org/rfc/rfc8470#section-5.2"""

UNREADABLE = "an answer that cannot be read"

BUSY = frozenset(("ratelimited", "rate_limited", "message_limit_exceeded"))
"""Slack's words for too much at once."""


class Failed(Exception):
    """Certainly not done. `word` is Slack's, `retry_after` the seconds it asked for, `needed` the scopes that lack."""

    def __init__(self, word: str, *, retry_after: float | None = None, needed: tuple[str, ...] = ()) -> None:
        super().__init__(word)
        self.word, self.retry_after, self.needed = word, retry_after, needed


class NotReached(Failed):
    """No connection came about, or none that Slack's API stands behind."""


class Lost(Exception):
    """It may have been done: the answer was lost, or says neither. The message is what happened, in a word."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer. `scopes` are those that the token was given; None where Slack did not say."""

    body: Mapping[str, Any]
    scopes: frozenset[str] | None


class Calling:
    """Calls methods. The session is shared, so that connections are used again."""

    def __init__(self, session: aiohttp.ClientSession, *, api_url: str) -> None:
        self._session, self._api_url = session, api_url

    async def read(self, method: str, token: str, args: Mapping[str, str], *, seconds: float) -> Said:
        """Ask for something. Raises Failed, NotReached, Lost."""
        return await self._call("GET", method, token, seconds, params=dict(args))

    async def write(self, method: str, token: str, args: Mapping[str, Any], *, seconds: float) -> Said:
        """Have something done. Raises Failed, NotReached, Lost."""
        return await self._call("POST", method, token, seconds, json=dict(args))

    async def _call(self, verb: str, method: str, token: str, seconds: float, **sent: Any) -> Said:
        limit = aiohttp.ClientTimeout(total=seconds, connect=min(CONNECT_SECONDS, seconds / 2))
        headers = {"Authorization": f"Bearer {token}"}
        try:
            async with self._session.request(
                verb, self._api_url + method, headers=headers, timeout=limit, allow_redirects=False, **sent
            ) as answer:
                return _said(answer, await answer.read())
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError) as fault:
            raise NotReached(type(fault).__name__) from None
        except (TimeoutError, aiohttp.ClientError, OSError) as fault:
            raise Lost(type(fault).__name__) from None


def _said(answer: aiohttp.ClientResponse, written: bytes) -> Said:
    """What an answer says. Raises Failed, NotReached, Lost."""
    if answer.status == 429:
        raise Failed("ratelimited", retry_after=_seconds(answer.headers.get("Retry-After", "")))
    if 400 <= answer.status < 500 and answer.status not in PERHAPS:
        raise NotReached(f"HTTP {answer.status}")
    if answer.status != 200:
        raise Lost(f"HTTP {answer.status}")
    try:
        body = json.loads(written)
    except (ValueError, RecursionError):
        raise Lost(UNREADABLE) from None
    if not isinstance(body, dict):
        raise Lost(UNREADABLE)
    if body.get("ok") is True:
        return Said(body, _scopes(answer.headers))
    word = _word(body)
    if word in UNSURE:
        raise Lost(word)
    needed = body.get("needed")
    raise Failed(word, needed=_listed(needed) if isinstance(needed, str) else ())


def _word(body: Mapping[str, Any]) -> str:
    """Slack's word for a refusal. Raises Lost where it is none: neither done nor refused."""
    word = body.get("error")
    if body.get("ok") is not False or not isinstance(word, str) or not word:
        raise Lost(UNREADABLE)
    return word[: limits.WORD]


def _seconds(said: str) -> float | None:
    """The wait that Slack asks for, in whole seconds (https://docs.slack.dev/apis/web-api/rate-limits)."""
    return float(said) if said.isascii() and said.isdigit() and len(said) <= 6 else None


def _scopes(headers: Mapping[str, str]) -> frozenset[str] | None:
    """Slack writes the scopes of the token beside each answer: https://docs.slack.dev/authentication/installing-with-oauth"""
    said = headers.get("x-oauth-scopes")
    return None if said is None else frozenset(_listed(said))


def _listed(said: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in said.split(",") if word.strip())
