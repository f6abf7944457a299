"""Troubles the fake is told to make: errors, rate limits and cut connections for the next calls."""

import asyncio
import socket
import struct
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass(frozen=True)
class Fault:
    """What happens instead of the ordinary answer.

    `is_after`: the work is done first, and the trouble comes with its answer. `is_cut` does the work and then drops
    the connection. `seconds`: how long Slack takes over it; `status` 0 leaves the answer as it is. `says` is an answer
    of another shape than Slack's pages have.
    """

    status: int = 200
    error: str = ""
    retry_after: int | None = None
    is_cut: bool = False
    is_after: bool = False
    seconds: float = 0.0
    says: Any = None

    @property
    def is_answer(self) -> bool:
        """Whether it answers in the place of the method."""
        return self.status != 0 and not self.is_cut

    async def wait(self) -> None:
        """Take as long as it takes."""
        if self.seconds:
            await asyncio.sleep(self.seconds)

    def response(self) -> web.Response:
        """The answer Slack gives."""
        if self.says is not None:
            return web.json_response(self.says, status=self.status)
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        error = self.error or ("ratelimited" if self.status == 429 else "internal_error")
        return web.json_response({"ok": False, "error": error}, status=self.status, headers=headers)


@dataclass
class Faults:
    """The faults to come, by method name (or `response_url`)."""

    planned: defaultdict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))

    def plan(self, name: str, fault: Fault, times: int) -> None:
        """Let the next `times` calls end in the fault."""
        self.planned[name].extend([fault] * times)

    def next(self, name: str) -> Fault | None:
        """The fault of this call, or None."""
        return self.planned[name].popleft() if self.planned[name] else None


def reset(transport: asyncio.BaseTransport | None) -> None:
    """Break a TCP connection with a reset, as a machine that dies behind a proxy does."""
    if not isinstance(transport, asyncio.Transport):
        return
    raw = transport.get_extra_info("socket")
    if raw is not None and not transport.is_closing():
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
