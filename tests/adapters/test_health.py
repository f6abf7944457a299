"""Health over HTTP: what lives, what is ready, and that many who ask at once cost one look at the database."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from watched import Seconds, down, served, up

from adapters import health
from adapters.health import Health
from bot.schedules.clock import STOPPED_SECONDS
from data.store import Reader, Store, StoreError

NEW = 3.04
"""Seconds since the last tick."""


class Watched(Store):
    """A store that counts its reads, hangs while it is told to, and can be gone."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.reads, self.gone, self.free = 0, False, threading.Event()
        self.free.set()

    @contextmanager
    def read(self, *, limited: bool = False) -> Iterator[Reader]:
        self.reads += 1
        self.free.wait(10)
        if self.gone:
            raise StoreError("The store cannot be used: OperationalError.") from ValueError("password=legible")
        with super().read(limited=limited) as reader:
            yield reader


@pytest.fixture
def store(sco: Store) -> Iterator[Watched]:
    opened = Watched(sco.url)
    yield opened
    opened.free.set()
    opened.close()


async def test_a_desk_that_runs_is_live_to_get_and_head_even_without_its_database(store: Watched) -> None:
    store.gone = True
    async with served(Health(store, [down("Slack", "starting")]).routes()) as client:
        got, head, post = await client.get("/healthz"), await client.head("/healthz"), await client.post("/healthz")
        assert (got.status, await got.text(), head.status, await head.text(), post.status) == (200, "ok", 200, "", 405)


async def test_it_is_ready_when_the_database_answers_all_are_connected_and_the_clock_ticks(store: Watched) -> None:
    desk = Health(store, [up("Slack"), up("HTTP")], since_tick=lambda: NEW)
    async with served(desk.routes()) as client:
        got, head = await client.get("/readyz"), await client.head("/readyz")
        found = await got.json()
    assert (got.status, head.status, got.headers["Cache-Control"]) == (200, 200, "no-store")
    assert found.pop("data_version")
    assert found == {
        "ready": True,
        "database": {"up": True},
        "adapters": {"Slack": {"up": True}, "HTTP": {"up": True}},
        "clock": {"up": True, "seconds_since_tick": 3.0},
    }


async def test_an_adapter_that_is_not_connected_is_named_with_its_reason(store: Watched) -> None:
    async with served(Health(store, [up("Slack"), down("Discord", "ConnectionError")]).routes()) as client:
        got = await client.get("/readyz")
        found = await got.json()
    assert (got.status, found["ready"], found["clock"]) == (503, False, None)
    assert found["adapters"] == {"Slack": {"up": True}, "Discord": {"up": False, "reason": "ConnectionError"}}


async def test_a_clock_that_does_not_tick_makes_the_desk_unready(store: Watched) -> None:
    found = await Health(store, [up("Slack")], since_tick=lambda: STOPPED_SECONDS + 0.01).check()
    assert (found["ready"], found["clock"]["up"], found["database"]["up"]) == (False, False, True)


async def test_a_database_that_is_gone_is_said_without_its_own_words(store: Watched) -> None:
    store.gone = True
    async with served(Health(store, [up("Slack")]).routes()) as client:
        got = await client.get("/readyz")
        said = await got.text()
    assert got.status == 503 and "The store cannot be used" in said and "legible" not in said


async def test_a_database_that_hangs_is_said_soon_and_asked_once(
    store: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "DATABASE_SECONDS", 0.05)
    desk = Health(store, [up("Slack")])
    store.free.clear()
    first, second = await desk.check(), await desk.check()
    assert first == second
    assert (first["ready"], first["database"]) == (False, {"up": False, "reason": "no answer within 0.05 s"})
    assert store.reads == 1
    store.free.set()


async def test_many_who_ask_at_once_cost_one_look_and_a_second_later_another(store: Watched) -> None:
    clock = Seconds()
    desk = Health(store, [up("Slack")], clock=clock)
    await asyncio.gather(*(desk.check() for _ in range(50)))
    clock.now += 0.9
    await desk.check()
    assert store.reads == 1
    clock.now += 0.2
    await desk.check()
    assert store.reads == 2


async def test_an_adapter_that_is_added_later_counts(store: Watched) -> None:
    states = [up("Slack")]
    desk = Health(store, states)
    states.append(down("Schedules", "starting"))
    assert not (await desk.check())["ready"]
