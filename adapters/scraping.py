"""`/metrics`: the figures for whoever may read them, looked up once for all who ask at the same moment."""

from __future__ import annotations

import asyncio
import hmac
import time
from collections.abc import Callable, Iterable, Mapping

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from adapters.asking import Asking
from adapters.metrics import Metrics, Seen
from adapters.once import Once
from adapters.supervisor import State
from data.operations.queue import Queue, queues
from data.store import StoreError

PATH = "/metrics"

QUEUE_SECONDS = 2
"""How long the database may take to say what waits; without its answer the other figures are told."""

QUEUE_HOLDS = 10
"""How long what waits is not asked for again: a scrape costs the database little, however many scrape."""

TEXT_HOLDS = 1

SCHEME = "bearer"


class Scraping:
    """The route. `token`: whoever reads must send it; None: anybody may. `states` may still grow; `since_tick` gives
    the seconds since the clock last ticked, None where this process has no clock."""

    def __init__(
        self,
        metrics: Metrics,
        asking: Asking,
        states: Iterable[State],
        *,
        token: str | None,
        since_tick: Callable[[], float] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._metrics, self._asking, self._states, self._since_tick = metrics, asking, states, since_tick
        self._token = token.encode() if token is not None else None
        self._queues = Once(self._counted, holds=QUEUE_HOLDS, clock=clock)
        self._text = Once(self._written, holds=TEXT_HOLDS, clock=clock)

    def routes(self) -> list[web.RouteDef]:
        """For GET and HEAD."""
        return [web.get(PATH, self._read)]

    async def _read(self, request: web.Request) -> web.Response:
        if not self._may_read(request.headers.get("Authorization", "")):
            return web.Response(status=401, headers={"WWW-Authenticate": "Bearer"})
        return web.Response(body=await self._text(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    def _may_read(self, said: str) -> bool:
        """Whether the token was sent (https://www.rfc-editor.org/rfc/rfc6750#section-2.1), compared in a time that
        tells nothing of it."""
        if self._token is None:
            return True
        scheme, _, token = said.partition(" ")
        sent = token.strip().encode("utf-8", "surrogateescape")
        return hmac.compare_digest(sent, self._token) and scheme.casefold() == SCHEME

    async def _written(self) -> bytes:
        since = self._since_tick() if self._since_tick is not None else None
        version = self._asking.desk.data_version
        waiting = await self._within()
        seen = Seen(states=tuple(self._states), since_tick=since, data_version=version, queues=waiting)
        return await asyncio.to_thread(self._metrics.text, seen)  # some milliseconds, for which the loop need not stand

    async def _within(self) -> Mapping[str, Queue] | None:
        try:
            return await asyncio.wait_for(self._queues(), QUEUE_SECONDS)
        except TimeoutError:
            return None

    async def _counted(self) -> Mapping[str, Queue] | None:
        try:
            return await asyncio.to_thread(self._count)
        except StoreError:
            return None

    def _count(self) -> dict[str, Queue]:
        with self._asking.desk.store.read() as reader:
            return queues(reader, self._asking.clock())
