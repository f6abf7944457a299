"""What can be made to go wrong: the next calls of a route refused, broken off, or told to come later."""

from __future__ import annotations

import hashlib
import math
import socket
import struct
import time
from collections import deque
from dataclasses import dataclass
from fnmatch import fnmatch

from aiohttp import web

from .wire import answered

RESET, LATE = "reset", "late"
GATEWAY = "gateway"
"""As a path: the WebSocket."""

LIMIT = 50
EVERYBODY = 50
"""Requests of one bot in a second, whatever they ask: https://docs.discord.com/developers/topics/rate-limits"""


@dataclass
class Fault:
    """One thing that goes wrong, so many times: a status of an error, RESET of the connection, LATE, or 429.

    `taken`: what was asked for is done all the same, only nobody is told. `delay`: seconds until it goes on.
    """

    method: str
    path: str
    times: int
    status: int | str
    code: int = 0
    retry_after: float = 0.0
    is_global: bool = False
    taken: bool = False
    delay: float = 0.0

    def strikes(self, method: str, path: str) -> bool:
        """Whether this call is the next to suffer; counts it."""
        if self.times <= 0 or self.method not in ("*", method) or not fnmatch(path, self.path):
            return False
        self.times -= 1
        return True

    def response(self, request: web.Request, path: str) -> web.Response:
        """The refusal; a RESET closes the connection under the answer."""
        if self.status == RESET:
            _reset(request)
            return web.Response(status=502)
        if self.status == 429:
            return too_many(request.method, path, retry_after=self.retry_after, is_global=self.is_global)
        return answered({"message": f"{self.status}: made to fail", "code": self.code}, status=int(self.status))


class Breaking:
    """What can be made to go wrong with the next requests."""

    _faults: list[Fault]

    def fail(
        self, method: str, path: str, *, times: int = 1, status: int | str = 503, code: int = 0, taken: bool = False
    ) -> None:
        """The next calls fail with this status, or status="reset"; `path` is a pattern: /channels/*/messages.

        `taken`: they are done all the same, and then the status is said, or the connection is cut.

        discord.py itself retries 500, 502, 504 after 1, 3, 5... real seconds; 503 it raises at once.
        """
        self._faults.append(Fault(method, path, times, status, code, taken=taken))

    def delay(self, method: str, path: str, seconds: float, *, times: int = 1) -> None:
        """The next calls are done at once, and answered so much later."""
        self._faults.append(Fault(method, path, times, LATE, taken=True, delay=seconds))

    def limit(
        self, method: str, path: str, *, times: int = 1, retry_after: float = 0.2, is_global: bool = False
    ) -> None:
        """The next calls are answered with 429, Retry-After and the X-RateLimit headers."""
        self._faults.append(Fault(method, path, times, 429, retry_after=retry_after, is_global=is_global))

    def refuse_gateway(self, times: int = 1, *, status: int | str = "reset") -> None:
        """The next WebSocket connections are refused.

        Of resets count one more: aiohttp tries a GET that was reset on a kept connection again by itself.
        """
        self.fail("GET", GATEWAY, times=times, status=status)

    def refuse_lookup(self, times: int = 1, *, status: int | str = 503) -> None:
        """The next GET /gateway/bot are refused."""
        self.fail("GET", "/gateway/bot", times=times, status=status)


class Ceiling:
    """The limit of all requests together, over the second that has just gone by."""

    def __init__(self, limit: int | None = EVERYBODY) -> None:
        self.limit = limit
        self._taken: deque[float] = deque()

    def refuses(self, now: float) -> float:
        """Seconds until there is room for one more request; 0: it was counted, and goes on."""
        while self._taken and now - self._taken[0] >= 1:
            self._taken.popleft()
        if self.limit is None or len(self._taken) < self.limit:
            self._taken.append(now)
            return 0.0
        return max(1 - (now - self._taken[0]), 0.001)


def too_many(method: str, path: str, *, retry_after: float, is_global: bool) -> web.Response:
    """https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit"""
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": is_global}
    headers = {"Retry-After": str(math.ceil(retry_after)), "Via": "1.1 google"}
    headers["X-RateLimit-Scope"] = "global" if is_global else "user"
    if is_global:
        headers["X-RateLimit-Global"] = "true"
    else:
        headers |= bucket(method, path, remaining=0, reset_after=retry_after)
    return answered(body, status=429, headers=headers)


def bucket(method: str, path: str, *, remaining: int = LIMIT - 1, reset_after: float = 1.0) -> dict[str, str]:
    """The headers by which a client knows the limit of the route; ids below the first are no bucket of their own."""
    parts = ["{id}" if part.isdigit() else part for part in path.split("/")[3:]]
    name = hashlib.sha256(f"{method} {path.split('/')[1]} {parts}".encode()).hexdigest()[:32]
    return {
        "X-RateLimit-Limit": str(LIMIT),
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset": f"{time.time() + reset_after:.3f}",
        "X-RateLimit-Reset-After": f"{reset_after:.3f}",
        "X-RateLimit-Bucket": name,
    }


def _reset(request: web.Request) -> None:
    """Close with RST instead of FIN: the client sees ECONNRESET."""
    if request.transport is None:
        return
    raw = request.transport.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.transport.abort()
