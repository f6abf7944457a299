"""Discord over HTTP: what is not signed by Discord, or not now, is refused before it is read.

https://docs.discord.com/developers/interactions/overview#setting-up-an-endpoint
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from aiohttp import web
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from adapters.asking import Clock
from adapters.discord import limits, payloads
from adapters.discord.inline import Inline
from adapters.discord.render import IS_EPHEMERAL, Json
from adapters.discord.sending import broken, reason
from adapters.work import Work
from bot.texts import discord as texts

if TYPE_CHECKING:
    import discord

    from adapters.discord.client import DeskClient

log = logging.getLogger("summitdesk.discord")

STAMP, SIGNATURE = "X-Signature-Timestamp", "X-Signature-Ed25519"
PING, COMPLETION = 1, 4
PONG, MESSAGE, CHOICES = 1, 4, 8
"""https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object"""

LARGEST = 256 * 1024
"""Bytes of a request; Discord's own are far smaller."""

READ_SECONDS = 2.0
"""How long a request may take to arrive: Discord waits three seconds for its answer."""

OLDEST = 5 * 60
"""Seconds by which a request may be older or newer than now. Discord names no such time; it is that of Slack."""


class Refused(Exception):
    """A request that is not taken; `status` is what it is answered with, the message why, for the log."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Endpoint:
    """The one address to which Discord sends interactions. `client` answers them; None: it is not ready yet.

    A request that is played again is answered again: what posts or changes something is done once by the interaction's
    id, on whichever replica it comes.
    """

    def __init__(self, public_key: str, work: Work, *, clock: Clock, new_reference: Callable[[], str]) -> None:
        self._key = VerifyKey(bytes.fromhex(public_key))
        self._work, self._clock, self._new_reference = work, clock, new_reference
        self.client: DeskClient | None = None

    async def take(self, request: web.Request) -> web.StreamResponse:
        """One request of Discord's, or of somebody who says so."""
        try:
            payload = _parsed(await self._trusted(request))
            if payload.get("type") == PING:
                return _answer({"type": PONG})
            client = self.client
            if client is None:
                return _answer(_not_ready(payload))
            given = payloads.interaction(payload, client)
        except payloads.Unreadable as fault:
            return _refused(400, str(fault))
        except Refused as refusal:
            return _refused(refusal.status, str(refusal))
        return await self._answered(request, client, given)

    async def _trusted(self, request: web.Request) -> bytes:
        """The body of a request that Discord signed in these minutes. Raises Refused."""
        stamp, signature = request.headers.get(STAMP, ""), request.headers.get(SIGNATURE, "")
        if not stamp or not signature:
            raise Refused(401, "not signed")
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
            raise Refused(401, "no time")
        if abs(self._clock().timestamp() - int(stamp)) > OLDEST:
            raise Refused(401, "too old or too new")
        body = await _read(request)
        try:
            self._key.verify(stamp.encode() + body, bytes.fromhex(signature))
        except (BadSignatureError, ValueError):
            raise Refused(401, "forged") from None
        return body

    async def _answered(
        self, request: web.Request, client: DeskClient, given: discord.Interaction[Any]
    ) -> web.StreamResponse:
        """Let the interaction be done, and answer with its first response; what follows goes its own way."""
        inline = Inline()
        task = self._work.start(self._done(inline, client, given))
        waited: set[asyncio.Future[Any]] = {inline.first, task}
        await asyncio.wait(waited, timeout=limits.INLINE, return_when=asyncio.FIRST_COMPLETED)
        if not inline.first.done():
            inline.leave(taken=False)
            return web.Response(status=202)
        response = _answer(inline.first.result())
        is_written = False
        try:
            await response.prepare(request)
            await response.write_eof()
            is_written = True
        except OSError as fault:
            log.info("discord did not wait for an answer: %s", type(fault).__name__)
        finally:
            inline.leave(taken=is_written)
        return response

    async def _done(self, inline: Inline, client: DeskClient, given: discord.Interaction[Any]) -> None:
        inline.enter()
        try:
            await client.hear(given)
        except Exception as fault:  # noqa: BLE001  (the edge of a request)
            await broken(given, self._new_reference(), reason(fault))


async def _read(request: web.Request) -> bytes:
    """The body, if it arrives in time and is not too large. Raises Refused."""
    if (request.content_length or 0) > LARGEST:
        raise Refused(413, "too large")
    body = bytearray()
    try:
        async with asyncio.timeout(READ_SECONDS):
            async for piece in request.content.iter_any():
                body += piece
                if len(body) > LARGEST:
                    raise Refused(413, "too large")
    except TimeoutError:
        raise Refused(408, "too slow") from None
    except (web.RequestPayloadError, ConnectionError):
        raise Refused(400, "not readable") from None
    return bytes(body)


def _parsed(body: bytes) -> Json:
    """The payload of a signed request. Raises Refused."""
    try:
        found = json.loads(body)
        json.dumps(found, ensure_ascii=False).encode()  # half of a character is no text, and no database takes it
    except (ValueError, RecursionError):
        raise Refused(400, "not readable") from None
    if not isinstance(found, dict):
        raise Refused(400, "not readable")
    return found


def _not_ready(payload: Mapping[str, Any]) -> Json:
    """What is said before the desk has made sure that it is who Discord means."""
    if payload.get("type") == COMPLETION:
        return {"type": CHOICES, "data": {"choices": []}}
    said = {"content": texts.NOT_READY, "flags": IS_EPHEMERAL, "allowed_mentions": {"parse": []}}
    return {"type": MESSAGE, "data": said}


def _answer(body: Json) -> web.Response:
    return web.Response(body=json.dumps(body).encode(), content_type="application/json")


def _refused(status: int, reason: str) -> web.Response:
    """Discord itself tries now and then whether a wrong signature is refused, so this is no warning."""
    log.info("discord: a request was refused: %d, %s", status, reason)
    return web.Response(status=status)
