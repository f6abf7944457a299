"""The desk on a small Discord of our own, over real sockets; every body is judged by Discord's schemas."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest
from conftest import TODAY, open_desk
from fakes.discord_api import schemas
from fakes.discord_api.gateway import FakeDiscord, point_library

from adapters.asking import Asking
from adapters.discord.client import DeskClient, open_client
from adapters.work import Work
from data.store import Store

NOW = datetime.fromisoformat(f"{TODAY}T12:00:00").replace(tzinfo=UTC)


@pytest.fixture
def asking(own_sco: Store) -> Iterator[Asking]:
    """The desk off the loop, over a store of the test's own."""
    opened = Asking(open_desk(own_sco), clock=lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture
async def api(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeDiscord]:
    """Discord, to which the library is pointed."""
    async with FakeDiscord(check=schemas.check) as server:
        point_library(monkeypatch, server)
        yield server


@pytest.fixture
async def bot(api: FakeDiscord, asking: Asking) -> AsyncIterator[DeskClient]:
    """The client, connected, its commands registered; at the end it has done what it began."""
    await asking.refresh()
    async with api.running(client := open_client(asking, Work(), new_reference=lambda: "r0")):
        await client.registering  # type: ignore[misc]
        yield client
        await client.answering.work.finish(5)
