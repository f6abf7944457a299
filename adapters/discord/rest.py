"""Discord's REST, one request at a time, for what the desk does by itself: it says what became of each request.

Beside the library's own client, which repeats and waits inside (half a minute and more), so that afterwards nobody
knows whether a request was taken. Here each fault says so: refused, never reached, or perhaps taken.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp

from adapters.discord import limits

AGENT = "DiscordBot (summitdesk, 0.1)"
"""https://docs.discord.com/developers/reference#user-agent"""

CONNECTING = 5.0
"""Seconds until a connection must stand."""

NEVER_SENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)
"""Faults of a connection that did not come to stand."""

Query = Mapping[str, str]


class Refused(Exception):
    """Discord's answer to a request that it did not take, or (status 500 and above) perhaps took.

    `code` is its own, 0 where it gave none; `retry_after` the seconds to wait, with status 429.
    https://docs.discord.com/developers/topics/opcodes-and-status-codes
    """

    def __init__(self, status: int, code: int, said: str, *, retry_after: float | None = None) -> None:
        super().__init__(f"{status} {code} {said}"[:200].rstrip())
        self.status, self.code, self.retry_after = status, code, retry_after


class Unreached(Exception):
    """The request was certainly not sent; the message says why, in a word."""


class Lost(Exception):
    """The request was sent and no answer came; the message says why, in a word."""


class Rest:
    """Discord's API as one bot. The connections are opened with the first request, and kept until `close`."""

    def __init__(self, token: str, *, api: str) -> None:
        self._token, self._api = token, api.rstrip("/")
        self._session: aiohttp.ClientSession | None = None
        self._quiet_until = self._next = 0.0
        self._lane = asyncio.Lock()
        self.share = 1
        """How many processes send at the same time: each takes its part of what Discord allows to all together."""

    async def call(self, method: str, path: str, body: Any = None, *, by: float, query: Query | None = None) -> Any:
        """The JSON of the answer. `by` is the instant of the loop's clock at which the answer must be here.

        A pause that Discord asks for is kept here where it is short and ends in time, else it is the fault.
        Raises Refused, Unreached and Lost.
        """
        while True:
            await self._quiet(by)
            await self._spaced(by)
            try:
                return await self._once(method, path, body, by, query)
            except Refused as fault:
                if fault.retry_after is None or not _is_short(fault.retry_after, by):
                    raise
                await asyncio.sleep(fault.retry_after)

    async def close(self) -> None:
        """Drop the connections; the next request opens new ones."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _quiet(self, by: float) -> None:
        """Once one request was told that all were too many, none is sent before Discord takes them again."""
        while (left := self._quiet_until - _now()) > 0:
            if not _is_short(left, by):
                raise Refused(429, 0, "not asked again yet", retry_after=left)
            await asyncio.sleep(left)

    async def _spaced(self, by: float) -> None:
        """Wait for the turn of one request: they leave evenly, so that no second has more than it may.

        One at a time, by when the one before really left: where all were kept waiting, they do not leave together.
        """
        pause = limits.SPACING * self.share
        try:
            async with asyncio.timeout_at(by), self._lane:
                await asyncio.sleep(max(self._next - _now(), 0))
                self._next = max(self._next, _now() - pause) + pause
        except TimeoutError:
            raise Unreached("no turn in time") from None
        await self._quiet(by)

    async def _once(self, method: str, path: str, body: Any, by: float, query: Query | None) -> Any:
        left = by - _now()
        if left <= 0:
            raise Unreached("no time left")
        timeout = aiohttp.ClientTimeout(total=left, connect=min(CONNECTING, left))
        asked = self._opened().request(
            method, f"{self._api}{path}", json=body, params=query, timeout=timeout, allow_redirects=False
        )
        try:
            async with asked as answer:
                if answer.status < 300:
                    return await answer.json(content_type=None) if answer.status != 204 else None
                raise await self._refused(answer)
        except NEVER_SENT as fault:
            raise Unreached(type(fault).__name__) from None
        except (aiohttp.ClientError, OSError, ValueError) as fault:
            raise Lost(type(fault).__name__) from None

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            headers = {"Authorization": f"Bot {self._token}", "User-Agent": AGENT}
            connector = aiohttp.TCPConnector(limit=limits.REQUESTS)
            self._session = aiohttp.ClientSession(
                headers=headers, connector=connector, trust_env=True, cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._session

    async def _refused(self, answer: aiohttp.ClientResponse) -> Refused:
        """What an error says. One that is not of Discord's own making, such as of a proxy's, has no code."""
        try:
            told = await answer.json(content_type=None)
        except (ValueError, aiohttp.ClientError, OSError):
            told = None
        told = told if isinstance(told, dict) else {}
        pause = None
        if answer.status == 429:
            pause = _number(told.get("retry_after"), float) or _number(answer.headers.get("Retry-After"), float) or 1.0
        if pause is not None and told.get("global"):
            self._quiet_until = max(self._quiet_until, _now() + pause)
        code = _number(told.get("code"), int) or 0
        return Refused(answer.status, int(code), str(told.get("message", "")), retry_after=pause)


def _number(value: object, kind: Callable[[str], float]) -> float | None:
    try:
        return kind(str(value))
    except ValueError:
        return None


def _is_short(pause: float, by: float) -> bool:
    return pause <= limits.SHORT_PAUSE and _now() + pause < by


def _now() -> float:
    return asyncio.get_running_loop().time()
