"""How requests to Discord leave: evenly, and not together after everything stood still."""

from __future__ import annotations

import asyncio
import statistics
import time

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.discord import limits
from adapters.discord.rest import Rest, Unreached


async def _called(calls: int, *, hold: float) -> list[float]:
    """When requests arrive that are asked for at once, by a loop that stands still for a moment in the middle."""
    arrived: list[float] = []

    async def answer(_: web.Request) -> web.Response:
        arrived.append(time.monotonic())
        return web.json_response({})

    app = web.Application()
    app.router.add_get("/one", answer)
    loop = asyncio.get_running_loop()
    async with TestServer(app) as server:
        rest = Rest("token", api=str(server.make_url("")))
        loop.call_later(limits.SPACING * 2, time.sleep, hold)
        await asyncio.gather(*(rest.call("GET", "/one", by=loop.time() + 20) for _ in range(calls)))
        await rest.close()
    return arrived


async def test_after_a_standstill_requests_do_not_leave_together() -> None:
    arrived = await _called(14, hold=limits.SPACING * 10)
    spans = [later - earlier for earlier, later in zip(arrived, arrived[3:], strict=False)]
    assert statistics.median(spans) >= limits.SPACING * 2, "four in the time of two"


async def test_a_request_without_a_turn_in_time_was_certainly_not_sent() -> None:
    loop = asyncio.get_running_loop()
    rest = Rest("token", api="http://127.0.0.1:9")
    rest._next = loop.time() + 60
    with pytest.raises(Unreached, match="no turn"):
        await rest.call("GET", "/one", by=loop.time() + 0.05)
