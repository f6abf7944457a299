"""Socket Mode: the WebSocket side of Slack, and the ways in which such a connection dies.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import json
import secrets
import time
import uuid
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import WSCloseCode, WSMessage, WSMsgType, web
from fakes.slack.delivery import FAILED, OK, TIMEOUT, Delivery, Outcome
from fakes.slack.faults import reset
from fakes.slack.world import APP_ID, Bell, Json

MAX_CONNECTIONS = 10
DisconnectReason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]


@dataclass(eq=False)
class Connection:
    """One WebSocket of the bot."""

    number: int
    ws: web.WebSocketResponse
    request: web.Request
    is_half_open: bool = False
    envelopes: list[str] = field(default_factory=list)
    pings: int = 0


@dataclass(eq=False)
class _Pending:
    """An envelope that waits for its acknowledgement."""

    sent_at: float
    acked: asyncio.Future[tuple[float, Json]]


@dataclass(frozen=True)
class Ack:
    """An acknowledgement as it came; `is_late` if Slack had given up, `is_known` if it had sent that envelope."""

    envelope_id: str
    payload: Json
    ms: float
    connection: int
    is_late: bool
    is_known: bool = True


class SocketMode:
    """The connections of the app, and the envelopes sent over them."""

    def __init__(self, bell: Bell, *, ack_seconds: float) -> None:
        self.bell = bell
        self.ack_seconds = ack_seconds
        self.base_url = ""
        self.connections: list[Connection] = []
        self.acks: list[Ack] = []
        self.unacked: list[str] = []
        self.opened = 0
        self._tickets: set[str] = set()
        self._pending: dict[str, _Pending] = {}
        self._turn = 0

    def ticket_url(self) -> str:
        """A WebSocket URL, good for one connection."""
        ticket = secrets.token_hex(12)
        self._tickets.add(ticket)
        return f"{self.base_url.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={APP_ID}"

    async def connected(self, count: int = 1, timeout: float = 5.0) -> Connection:
        """Wait until exactly `count` connections stand (half-open ones not counted); return the newest."""

        def ready() -> list[Connection]:
            alive = [connection for connection in self.connections if not connection.is_half_open]
            return alive if len(alive) == count else []

        return (await self.bell.until(ready, timeout, what=f"{count} Socket Mode connections"))[-1]

    async def reconnected(self, after: int, timeout: float = 5.0) -> Connection:
        """Wait until the bot has opened more than `after` connections in all (see `opened`); return the newest."""

        def newest() -> Connection | None:
            alive = [c for c in self.connections if c.number > after and not c.is_half_open]
            return alive[-1] if alive else None

        return await self.bell.until(newest, timeout, what="a new Socket Mode connection")

    async def deliver(self, delivery: Delivery) -> Outcome:
        """Send the payload over one of the connections and wait for its acknowledgement, no longer than Slack does."""
        if not self.connections:
            return Outcome(FAILED, 0.0, reason="no connection")
        envelope_id = delivery.envelope_id or str(uuid.uuid4())
        pending = _Pending(time.perf_counter(), asyncio.get_running_loop().create_future())
        self._pending[envelope_id] = pending
        connection = self._next_connection()
        connection.envelopes.append(envelope_id)
        await self._send(connection, _envelope(delivery, envelope_id))
        try:
            async with asyncio.timeout(self.ack_seconds):
                ms, payload = await pending.acked
        except TimeoutError:
            self.unacked.append(envelope_id)
            return Outcome(TIMEOUT, self.ack_seconds * 1000, reason="timeout")
        return Outcome(OK, ms, payload if delivery.takes_response else {})

    async def send_disconnect(self, reason: DisconnectReason, connection: Connection | None = None) -> None:
        """Tell the bot that the connection goes away soon; Slack closes it about ten seconds after a warning."""
        chosen = connection or self.connections[-1]
        await self._send(chosen, {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-fake"}})

    async def send_raw(self, text: str, connection: Connection | None = None) -> None:
        """Send any text at all over a connection."""
        await (connection or self.connections[-1]).ws.send_str(text)

    async def close(self, connection: Connection | None = None) -> None:
        """Close a connection with a close frame."""
        chosen = connection or self.connections[-1]
        self._forget(chosen)
        await chosen.ws.close(code=WSCloseCode.GOING_AWAY)

    def reset(self, connection: Connection | None = None) -> None:
        """Break a connection with a TCP reset."""
        chosen = connection or self.connections[-1]
        self._forget(chosen)
        reset(chosen.request.transport)

    def half_open(self, connection: Connection | None = None) -> None:
        """Stop reading and answering pings on a connection, without closing it."""
        chosen = connection or self.connections[-1]
        chosen.is_half_open = True
        if isinstance(chosen.request.transport, asyncio.Transport):
            chosen.request.transport.pause_reading()
        self.bell.ring()

    def stop(self) -> None:
        """Drop all connections."""
        for connection in list(self.connections):
            self.reset(connection)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="invalid or used ticket")
        self._tickets.remove(ticket)
        ws = web.WebSocketResponse(autoping=False, timeout=0.5)
        await ws.prepare(request)
        self.opened += 1
        connection = Connection(self.opened, ws, request)
        if len(self.connections) >= MAX_CONNECTIONS:
            await self._send(connection, {"type": "disconnect", "reason": "too_many_websockets", "debug_info": {}})
            await ws.close(code=WSCloseCode.POLICY_VIOLATION)
            return ws
        self.connections.append(connection)
        await ws.send_str(json.dumps(self._hello()))
        await ws.ping(b"Ping from applink-fake")
        self.bell.ring()
        try:
            async for message in ws:
                await self._receive(connection, message)
        finally:
            self._forget(connection)
        return ws

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {"host": "applink-fake", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": APP_ID},
        }

    async def _receive(self, connection: Connection, message: WSMessage) -> None:
        if connection.is_half_open:
            return
        if message.type is WSMsgType.PING:
            connection.pings += 1
            await connection.ws.pong(message.data)
        elif message.type is WSMsgType.TEXT:
            self._acknowledge(connection, json.loads(message.data))
        self.bell.ring()

    def _acknowledge(self, connection: Connection, message: Any) -> None:
        envelope_id, payload = str(message.get("envelope_id")), message.get("payload") or {}
        pending = self._pending.get(envelope_id)
        if pending is None:
            self.acks.append(Ack(envelope_id, payload, 0.0, connection.number, is_late=False, is_known=False))
            return
        ms = (time.perf_counter() - pending.sent_at) * 1000
        is_late = envelope_id in self.unacked
        self.acks.append(Ack(envelope_id, payload, ms, connection.number, is_late=is_late))
        if not pending.acked.done():
            pending.acked.set_result((ms, payload))

    def _next_connection(self) -> Connection:
        self._turn += 1
        return self.connections[self._turn % len(self.connections)]

    async def _send(self, connection: Connection, message: Json) -> None:
        if not connection.is_half_open and not connection.ws.closed:
            await connection.ws.send_str(json.dumps(message))

    def _forget(self, connection: Connection) -> None:
        if connection in self.connections:
            self.connections.remove(connection)
        self.bell.ring()


def _envelope(delivery: Delivery, envelope_id: str) -> Json:
    retries: Json = {}
    if delivery.kind == "events_api":
        retries = {"retry_attempt": delivery.attempt, "retry_reason": delivery.reason}
    return {
        "envelope_id": envelope_id,
        "payload": delivery.payload,
        "type": delivery.kind,
        "accepts_response_payload": delivery.takes_response,
        **retries,
    }
