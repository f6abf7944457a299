"""The heartbeat: a call after a tick, one at a time, and a failure that disturbs nobody and tells no address."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters import heartbeat
from adapters.heartbeat import Heartbeat

KEY = "/ping/4f9c2a7e-legible"


class Service:
    """What hears the calls: it answers as it is told to, when it is let."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.status, self.at_once, self.most = 200, 0, 0
        self.answering = asyncio.Event()
        self.answering.set()

    async def take(self, request: web.Request) -> web.Response:
        self.heard.append(f"{request.method} {request.path}")
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await self.answering.wait()
        self.at_once -= 1
        return web.Response(status=self.status)


@asynccontextmanager
async def beating(
    service: Service, *, pauses: list[float] | None = None, address: str | None = None
) -> AsyncIterator[Heartbeat]:
    """A heartbeat that runs against the service, and does not really pause."""

    async def sleep(seconds: float) -> None:
        (pauses if pauses is not None else []).append(seconds)

    app = web.Application()
    app.router.add_get(KEY, service.take)
    async with TestServer(app, host="127.0.0.1") as server:
        found = Heartbeat(address or str(server.make_url(KEY)), sleep=sleep)
        task = asyncio.create_task(found.run())
        try:
            yield found
            assert not task.done()
        finally:
            service.answering.set()
            task.cancel()
            await asyncio.wait({task})


async def soon(check: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not check():
            await asyncio.sleep(0.002)


async def test_a_tick_is_told_and_without_a_tick_nothing_is() -> None:
    service, pauses = Service(), list[float]()
    async with beating(service, pauses=pauses) as found:
        await asyncio.sleep(0.02)
        assert service.heard == []
        found.beat()
        await soon(lambda: pauses)
        assert (service.heard, pauses) == ([f"GET {KEY}"], [heartbeat.PAUSE])


async def test_two_calls_are_never_under_way_and_ticks_meanwhile_are_told_in_one() -> None:
    service = Service()
    service.answering.clear()
    async with beating(service) as found:
        for _ in range(5):
            found.beat()
            await soon(lambda: service.heard)
        assert len(service.heard) == 1
        service.answering.set()
        await soon(lambda: len(service.heard) == 2)
        await asyncio.sleep(0.02)
    assert (len(service.heard), service.most) == (2, 1)


async def test_a_failure_is_said_once_without_the_address_until_it_is_over(caplog: pytest.LogCaptureFixture) -> None:
    service, pauses = Service(), list[float]()
    with caplog.at_level(logging.DEBUG, "summitdesk.heartbeat"):
        async with beating(service, pauses=pauses) as found:
            for number, status in enumerate((503, 503, 200, 404), 1):
                service.status = status
                found.beat()
                await soon(lambda number=number: len(pauses) == number)
    said = [(r.levelname, r.getMessage()) for r in caplog.records if r.name == "summitdesk.heartbeat"]
    assert said == [
        ("WARNING", "the heartbeat was not taken (503)"),
        ("DEBUG", "the heartbeat was not taken (503)"),
        ("WARNING", "the heartbeat was not taken (404)"),
    ]


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/ping/legible", "http://[legible", "http://legible..invalid:99999/"]
)
async def test_an_address_that_cannot_be_called_disturbs_nobody(caplog: pytest.LogCaptureFixture, address: str) -> None:
    pauses: list[float] = []
    async with beating(Service(), pauses=pauses, address=address) as found:
        for number in (1, 2):
            found.beat()
            await soon(lambda number=number: len(pauses) == number)
    assert "the heartbeat was not taken" in caplog.text and "legible" not in caplog.text


async def test_a_call_that_takes_too_long_is_given_up(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "SECONDS", 0.05)
    service, pauses = Service(), list[float]()
    service.answering.clear()
    async with beating(service, pauses=pauses) as found:
        found.beat()
        await soon(lambda: pauses)
    assert "the heartbeat was not taken" in caplog.text
