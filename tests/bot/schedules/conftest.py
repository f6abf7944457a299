"""What the tests of the posts may ask for: a clock, a platform and a worker; in their event loop nobody waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import pytest
from fakes.sender import FakeSender
from posting_desk import Jumping, ShakyStore, Time, Worker

from data import migrate
from data.store import Store


def pytest_asyncio_loop_factories(item: pytest.Item) -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    return {"jumping": Jumping}


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def sender(time: Time) -> FakeSender:
    return FakeSender(time)


@pytest.fixture
def worker(store: Store, time: Time, sender: FakeSender) -> Worker:
    return Worker(store, time, sender)


@pytest.fixture
def shaky(url: str) -> Iterator[ShakyStore]:
    """A migrated, empty store that can be made to fail, on each of the two databases."""
    opened = ShakyStore(url)
    migrate.migrate(opened)
    yield opened
    opened.close()
