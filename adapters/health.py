"""Whether the desk lives and whether it is ready, for whoever watches it over HTTP.

`/healthz`: the process lives and its loop turns. `/readyz`: the database answers, every adapter is connected and, where
there is a clock, it ticks. Neither tells a secret, what a fault said, or anything of a person.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import Any

from aiohttp import web

from adapters.once import Once
from adapters.supervisor import State
from bot.schedules.clock import STOPPED_SECONDS
from bot.texts import seeing as texts
from data.queries import frame
from data.store import Store, StoreError

LIVE, READY = "/healthz", "/readyz"

DATABASE_SECONDS = 2
"""How long the database may take to answer."""

HOLDS_SECONDS = 1
"""How long a check counts: many calls at once make one."""

FRESH = {"Cache-Control": "no-store"}


class Health:
    """The checks as routes. `states` may still grow; `since_tick` gives the seconds since the clock last ticked, None
    where this process has no clock."""

    def __init__(
        self,
        store: Store,
        states: Iterable[State],
        *,
        since_tick: Callable[[], float] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store, self._states, self._since_tick = store, states, since_tick
        self._database = Once(self._asked, holds=HOLDS_SECONDS, clock=clock)

    def routes(self) -> list[web.RouteDef]:
        """For GET and HEAD."""
        return [web.get(LIVE, self._live), web.get(READY, self._ready)]

    async def _live(self, _: web.Request) -> web.Response:
        return web.Response(text="ok", headers=FRESH)

    async def _ready(self, _: web.Request) -> web.Response:
        found = await self.check()
        return web.json_response(found, status=200 if found["ready"] else 503, headers=FRESH)

    async def check(self) -> dict[str, Any]:
        """What `/readyz` says."""
        database = await self._within()
        adapters = {state.name: _adapter(state) for state in self._states}
        since = self._since_tick() if self._since_tick is not None else None
        ticks = since is None or since < STOPPED_SECONDS
        return {
            "ready": database["up"] and ticks and all(one["up"] for one in adapters.values()),
            "database": {name: value for name, value in database.items() if name != "version"},
            "adapters": adapters,
            "clock": None if since is None else {"up": ticks, "seconds_since_tick": round(since, 1)},
            "data_version": database.get("version"),
        }

    async def _within(self) -> dict[str, Any]:
        try:
            return await asyncio.wait_for(self._database(), DATABASE_SECONDS)
        except TimeoutError:
            return {"up": False, "reason": texts.NO_ANSWER.format(seconds=DATABASE_SECONDS)}

    async def _asked(self) -> dict[str, Any]:
        """Asked in a thread of its own: that all of the desk's are busy is no fault of the database's."""
        try:
            return {"up": True, "version": await asyncio.to_thread(self._read)}
        except StoreError as fault:
            return {"up": False, "reason": str(fault)}

    def _read(self) -> str:
        with self._store.read() as reader:
            return frame.data_version(reader)


def _adapter(state: State) -> dict[str, Any]:
    return {"up": True} if state.is_up else {"up": False, "reason": state.reason}
