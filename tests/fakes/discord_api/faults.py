"""What can be made to go wrong: the next calls of a route refused, broken off, or told to come later."""

from __future__ import annotations

import hashlib
import math
import socket
import struct
import time
from dataclasses import dataclass
from fnmatch import fnmatch

from aiohttp import web

from .rest import answered

RESET = "reset"
LIMIT = 50


@dataclass
class Fault:
    """One thing that goes wrong, so many times: a status of an error, RESET of the connection, or 429."""

    method: str
    path: str
    times: int
    status: int | str
    code: int = 0
    retry_after: float = 0.0
    is_global: bool = False

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
            return self._too_many(request.method, path)
        return answered({"message": f"{self.status}: made to fail", "code": self.code}, status=int(self.status))

    def _too_many(self, method: str, path: str) -> web.Response:
        """https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit"""
        body = {"message": "You are being rate limited.", "retry_after": self.retry_after, "global": self.is_global}
        headers = {"Retry-After": str(math.ceil(self.retry_after)), "Via": "1.1 google"}
        headers["X-RateLimit-Scope"] = "global" if self.is_global else "user"
        if self.is_global:
            headers["X-RateLimit-Global"] = "true"
        else:
            headers |= bucket(method, path, remaining=0, reset_after=self.retry_after)
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
