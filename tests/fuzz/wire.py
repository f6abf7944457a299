"""Requests as bytes on a socket, well-formed or not, and what comes back: no client library puts them right."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

HANGING = 3.0
"""Seconds after which a request that got no answer counts as hanging."""

Framing = Literal["length", "chunked", "cut", "bare"]
"""How the body's end is told: by its length, in chunks, by a length that is never reached, or not at all."""

_LENGTH = re.compile(rb"^content-length:\s*(\d+)", re.IGNORECASE | re.MULTILINE)
_CHUNKED = re.compile(rb"^transfer-encoding:.*chunked", re.IGNORECASE | re.MULTILINE)
_CLOSE = re.compile(rb"^connection:\s*close", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """`what` says in a word what is wrong with it; `again`: it is sent that often more, word for word."""

    what: str
    method: str = "POST"
    path: str = "/"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    framing: Framing = "length"
    again: int = 0
    raw: bytes | None = None
    """All of it, where it is no HTTP at all."""

    def sent(self) -> bytes:
        """What goes over the wire."""
        if self.raw is not None:
            return self.raw
        told = list(self.headers)
        if self.framing == "length" and (self.body or self.method in ("POST", "PUT", "PATCH")):
            told.append(("Content-Length", str(len(self.body))))
        if self.framing == "cut":
            told.append(("Content-Length", str(len(self.body) + 1000)))
        if self.framing == "chunked":
            told.append(("Transfer-Encoding", "chunked"))
        head = f"{self.method} {self.path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in told)
        body = _chunks(self.body) if self.framing == "chunked" else self.body
        return head.encode("utf-8", "surrogateescape") + b"\r\n" + body

    @property
    def ends(self) -> bool:
        """Whether nothing more can be sent after it on the same connection."""
        return self.raw is not None or self.framing in ("cut", "bare")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    head: bytes
    body: bytes


def _chunks(body: bytes) -> bytes:
    pieces = [body[at : at + 700] for at in range(0, len(body), 700)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@dataclass(slots=True)
class Line:
    """One connection at a time to a port of this machine; a new one where the last one is of no more use."""

    port: int
    _open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = field(default=None)

    async def ask(self, request: Request) -> Answer | None:
        """The answer; None where the connection was closed without one. Raises TimeoutError where it hangs."""
        async with asyncio.timeout(HANGING):
            return await self._asked(request)

    async def _asked(self, request: Request) -> Answer | None:
        is_kept = self._open is not None
        if self._open is None:
            self._open = await asyncio.open_connection("127.0.0.1", self.port)
        answer = None
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            answer = await self._exchanged(request, *self._open)
        if answer is None or request.ends or request.method == "HEAD" or _CLOSE.search(answer.head):
            self.hang_up()
        if answer is None and is_kept:  # it was closed since the last answer, as any client has to expect
            return await self._asked(request)
        return answer

    async def _exchanged(self, request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Answer:
        writer.write(request.sent())
        with suppress(OSError):  # an answer may have come before all was taken
            if request.ends:
                writer.write_eof()
            await writer.drain()
        return await _read(reader, has_body=request.method != "HEAD")

    def hang_up(self) -> None:
        """Close the connection."""
        if self._open is not None:
            self._open[1].close()
            self._open = None


async def _read(reader: asyncio.StreamReader, *, has_body: bool) -> Answer:
    while True:
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        if status >= 200:
            break
    body = b""
    if not has_body or status in (204, 304):
        return Answer(status, head, body)
    if _CHUNKED.search(head):
        while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
            body += (await reader.readexactly(size + 2))[:-2]
        await reader.readuntil(b"\r\n")
    elif length := _LENGTH.search(head):
        body = await reader.readexactly(int(length[1]))
    return Answer(status, head, body)
