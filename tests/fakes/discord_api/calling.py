"""Discord calls the desk: interactions are posted to an address, signed, and its answer is the first response.

https://docs.discord.com/developers/interactions/overview#setting-up-an-endpoint
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
from nacl.signing import SigningKey

from .answers import Answer
from .payloads import Json
from .rest import Rest

SECONDS = 3.0
"""How long Discord waits: https://docs.discord.com/developers/interactions/receiving-and-responding"""

KEY = SigningKey(bytes(range(32)))
Judge = Callable[[str, str, Any], list[str]]


def signed(body: bytes, stamp: str, *, key: SigningKey = KEY) -> dict[str, str]:
    """The headers with which Discord sends a body."""
    signature = key.sign(stamp.encode() + body).signature.hex()
    return {"X-Signature-Timestamp": stamp, "X-Signature-Ed25519": signature, "Content-Type": "application/json"}


class Caller:
    """Posts what users do to `url` instead of telling it over the gateway. `stamp` says what time it is."""

    def __init__(self, url: str, *, stamp: Callable[[], str], judge: Judge | None = None) -> None:
        self.url, self._stamp, self._judge = url, stamp, judge
        self.statuses: list[int] = []
        self._calls: set[asyncio.Task[None]] = set()

    async def post(self, body: bytes, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        """One request, signed now unless headers are given; status and body of the answer."""
        given = signed(body, self._stamp()) if headers is None else headers
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(SECONDS)) as session,
            session.post(self.url, data=body, headers=given) as answer,
        ):
            return answer.status, await answer.read()

    def deliver(self, answer: Answer, rest: Rest) -> None:
        """Send an interaction, and take what comes back as its first response."""
        call = asyncio.create_task(self._deliver(answer, rest))
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)

    async def _deliver(self, answer: Answer, rest: Rest) -> None:
        try:
            status, said = await self.post(json.dumps(answer.payload).encode())
        except (TimeoutError, aiohttp.ClientError) as fault:
            answer.refused.append((0, 0))
            answer.faults.append(type(fault).__name__)
        else:
            self.statuses.append(status)
            self._take(answer, rest, status, json.loads(said) if said else None)
        answer.watch.changed()

    def _take(self, answer: Answer, rest: Rest, status: int, body: Json | None) -> None:
        """An answer with a body is the first response, unless there was one: of a second delivery nothing is shown."""
        if status != 200 or body is None or answer.response is not None:
            return
        path = f"/interactions/{answer.payload['id']}/{answer.payload['token']}/callback"
        found = self._judge("POST", path, body) if self._judge else []
        if found:
            answer.refused.append((400, 50035))
            answer.faults += found
            return
        rest.respond(answer, body)

    async def settled(self) -> None:
        """Until nothing is under way any more."""
        while self._calls:
            await asyncio.wait(set(self._calls))
