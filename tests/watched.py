"""What tests of a watched desk share: a clock that is set, adapters in each state, and a server on this machine."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from adapters.http import application
from adapters.supervisor import State


class Seconds:
    """A clock that stands until it is set forward."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def up(name: str, *, clock: Seconds | None = None) -> State:
    """An adapter that is connected."""
    state = State(name, clock=clock or Seconds())
    state.ready()
    return state


def down(name: str, reason: str, *, clock: Seconds | None = None) -> State:
    """An adapter that is not connected."""
    state = State(name, clock=clock or Seconds())
    state.down(reason)
    return state


@asynccontextmanager
async def served(routes: Iterable[web.RouteDef]) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    """A client of the desk's own application with these routes."""
    async with TestClient(TestServer(application(routes), host="127.0.0.1")) as client:
        yield client
