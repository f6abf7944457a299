"""The gateway: WebSocket sessions with numbered events, which a client resumes where it left off.

https://docs.discord.com/developers/events/gateway
"""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from . import payloads
from .payloads import Json

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 0, 1, 2, 6, 7, 9, 10, 11
AUTHENTICATION_FAILED, DISALLOWED_INTENTS, INVALID_SHARD = 4004, 4014, 4010
MEMBERS, PRESENCES, MESSAGE_CONTENT = 1 << 1, 1 << 8, 1 << 15
PRIVILEGED = MEMBERS | PRESENCES | MESSAGE_CONTENT
GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 9, 1 << 12
COMPRESSIONS = {None, "zlib-stream"}


class Connection:
    """One WebSocket, compressed as its client asked."""

    def __init__(self, socket: web.WebSocketResponse, transport: asyncio.Transport, compression: str | None) -> None:
        self._socket = socket
        self._transport = transport
        self._stream = zlib.compressobj() if compression else None
        self._order = asyncio.Lock()

    async def send(self, op: int, data: Any = None, *, number: int | None = None, event: str | None = None) -> None:
        """Send one packet; one to a client that has gone is lost, as on the wire."""
        text = json.dumps({"op": op, "d": data, "s": number, "t": event})
        async with self._order:
            if self._socket.closed:
                return
            try:
                if self._stream is None:
                    await self._socket.send_str(text)
                else:
                    packed = self._stream.compress(text.encode()) + self._stream.flush(zlib.Z_SYNC_FLUSH)
                    await self._socket.send_bytes(packed)
            except ConnectionError:
                return

    async def close(self, code: int) -> None:
        await self._socket.close(code=code)

    def abort(self) -> None:
        """Cut the TCP connection with no closing handshake."""
        self._transport.abort()


@dataclass
class Session:
    """What Discord remembers of one identified shard, so that it can be resumed."""

    id: str
    shard: int
    intents: int
    events: list[tuple[str, Json]] = field(default_factory=list)
    connection: Connection | None = None
    resumed: int = 0

    async def dispatch(self, event: str, data: Json) -> None:
        """Number the event and send it now, or keep it for the next RESUME."""
        self.events.append((event, data))
        if self.connection is not None:
            await self.connection.send(DISPATCH, data, number=len(self.events), event=event)

    async def replay(self, connection: Connection, *, after: int) -> None:
        """Send what came after that number, RESUMED last; from then on the connection hears everything."""
        sent = after
        while sent < len(self.events):
            event, data = self.events[sent]
            sent += 1
            await connection.send(DISPATCH, data, number=sent, event=event)
        self.connection = connection
        self.resumed += 1
        await self.dispatch("RESUMED", {"_trace": []})


class Sessions:
    """All sessions of the one bot, and the knobs of the gateway."""

    def __init__(self, *, token: str, shards: int, guilds: dict[str, Json], changed: Callable[[], None]) -> None:
        self.token = token
        self.shards = shards
        self.guilds = guilds
        self.url = ""
        self.heartbeat_interval = 41_250
        self.acknowledges_heartbeats = True
        self.privileged_intents = 0
        self.max_concurrency = 1
        self.refuses_identifies = 0
        self.heartbeats = 0
        self.opened = 0
        self.identifies: list[Json] = []
        self.resumes: list[Json] = []
        self.held: dict[str, Session] = {}
        self._connections: set[Connection] = set()
        self._changed = changed

    def of_guild(self, guild: str | None) -> list[Session]:
        """The sessions that hear of this guild; direct messages go to shard 0."""
        shard = (int(guild) >> 22) % self.shards if guild else 0
        return [one for one in self.held.values() if one.shard == shard]

    async def dispatch(self, event: str, data: Json, *, guild: str | None) -> int:
        """Send an event to the shard in charge; returns how many sessions took it, by their intents."""
        needed = (GUILD_MESSAGES if guild else DIRECT_MESSAGES) if event.startswith("MESSAGE_") else 0
        heard = [one for one in self.of_guild(guild) if one.intents & needed == needed]
        for session in heard:
            await session.dispatch(event, data)
        return len(heard)

    def cut(self) -> None:
        """Drop every TCP connection; the sessions stay and keep what is dispatched from this moment on."""
        for session in self.held.values():
            session.connection = None
        for connection in list(self._connections):
            connection.abort()

    async def tell(self, op: int, data: Any = None) -> None:
        """Send a packet without an event to every connection: RECONNECT, INVALID_SESSION."""
        for connection in list(self._connections):
            await connection.send(op, data)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """The life of one WebSocket."""
        compression = request.query.get("compress")
        if compression not in COMPRESSIONS or request.transport is None:
            return web.Response(status=400, text=f"no such compression here: {compression}")
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        connection = Connection(socket, request.transport, compression)
        self._connections.add(connection)
        self.opened += 1
        self._changed()
        try:
            await connection.send(HELLO, {"heartbeat_interval": self.heartbeat_interval, "_trace": []})
            async for packet in socket:
                if packet.type is WSMsgType.TEXT:
                    await self._packet(connection, json.loads(packet.data))
        finally:
            self._gone(connection, socket.close_code)
        return socket

    def _gone(self, connection: Connection, code: int | None) -> None:
        """A client that closes with 1000 or 1001 gives its session up."""
        self._connections.discard(connection)
        for session in [one for one in self.held.values() if one.connection is connection]:
            session.connection = None
            if code in (1000, 1001):
                del self.held[session.id]
        self._changed()

    async def _packet(self, connection: Connection, packet: Json) -> None:
        if packet["op"] == HEARTBEAT:
            self.heartbeats += 1
            if self.acknowledges_heartbeats:
                await connection.send(HEARTBEAT_ACK)
        elif packet["op"] == IDENTIFY:
            self.identifies.append(packet["d"])
            await self._identify(connection, packet["d"])
        elif packet["op"] == RESUME:
            self.resumes.append(packet["d"])
            await self._resume(connection, packet["d"])
        self._changed()

    async def _identify(self, connection: Connection, data: Json) -> None:
        shard, of = data.get("shard") or (0, 1)
        if data["token"] != self.token:
            await connection.close(AUTHENTICATION_FAILED)
            return
        if data["intents"] & PRIVILEGED & ~self.privileged_intents:
            await connection.close(DISALLOWED_INTENTS)
            return
        if of != self.shards or not 0 <= shard < of:
            await connection.close(INVALID_SHARD)
            return
        if self.refuses_identifies:  # as where another process has begun a session in the last five seconds
            self.refuses_identifies -= 1
            await connection.send(INVALID_SESSION, False)
            return
        session = Session(payloads.snowflake(), shard, data["intents"], connection=connection)
        self.held[session.id] = session
        own = {id: one for id, one in self.guilds.items() if (int(id) >> 22) % of == shard}
        await session.dispatch("READY", self._ready(session, list(own)))
        for one in own.values():
            await session.dispatch("GUILD_CREATE", one)

    def _ready(self, session: Session, guilds: list[str]) -> Json:
        return {
            "v": 10,
            "user": {**payloads.BOT, "verified": True, "mfa_enabled": False, "email": None, "flags": 0},
            "guilds": [{"id": id, "unavailable": True} for id in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "session_type": "normal",
            "shard": [session.shard, self.shards],
            "application": {"id": payloads.APPLICATION, "flags": 0},
            "private_channels": [],
            "relationships": [],
            "user_settings": {},
        }

    async def _resume(self, connection: Connection, data: Json) -> None:
        if data["token"] != self.token:
            await connection.close(AUTHENTICATION_FAILED)
            return
        session = self.held.get(data["session_id"])
        if session is None or not 0 <= data["seq"] <= len(session.events):
            await connection.send(INVALID_SESSION, False)
            return
        await session.replay(connection, after=data["seq"])
