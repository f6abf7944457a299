"""Calls an address after the ticks of the clock, for a service that tells somebody when the calls stop.

Only a tick that did all it had to is told: such a service then hears of a desk that is up and does nothing, as of one
that is gone. The address is a secret, for whoever knows it can pretend that all is well
(https://healthchecks.io/docs/http_api/).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import aiohttp

log = logging.getLogger("summitdesk.heartbeat")

SECONDS = 10
"""How long a call may take."""

PAUSE = 15
"""Seconds between two calls: the clock ticks more often, and the services take only a few calls a minute."""


class Heartbeat:
    """The calls. `beat` is for the tick, which it never keeps waiting; `run` is a chore."""

    def __init__(self, url: str, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._url, self._sleep = url, sleep
        self._beats = asyncio.Event()
        self._failed = False

    def beat(self) -> None:
        """The clock ticked. Ticks that come during a call or the pause after it are told in one."""
        self._beats.set()

    async def run(self) -> None:
        """Call after a beat, one call at a time, for as long as the desk runs."""
        timeout = aiohttp.ClientTimeout(total=SECONDS)
        async with aiohttp.ClientSession(
            timeout=timeout, trust_env=True, cookie_jar=aiohttp.DummyCookieJar(), raise_for_status=True
        ) as session:
            while True:
                await self._beats.wait()
                self._beats.clear()
                await self._call(session)
                await self._sleep(PAUSE)

    async def _call(self, session: aiohttp.ClientSession) -> None:
        """One call. What went wrong is said once, then only to those who want to know all, without the address."""
        try:
            async with session.get(self._url):
                self._failed = False
        except aiohttp.ClientResponseError as fault:
            self._say(str(fault.status))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as fault:
            self._say(type(fault).__name__)

    def _say(self, why: str) -> None:
        log.log(logging.DEBUG if self._failed else logging.WARNING, "the heartbeat was not taken (%s)", why)
        self._failed = True
