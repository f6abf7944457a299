"""Discord keeps the contract of the adapters: over real sockets, and in a simulator of other people's making."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from contract import AdapterContract
from discord_driver import DiscordDriver, discord_driver
from fakes.discord_api import schemas
from fakes.discord_api.gateway import FakeDiscord, point_library
from simcord_driver import SimcordDriver, simcord_driver

from data.store import Store


class TestDiscord(AdapterContract):
    """The same tests as for every platform."""

    @pytest.fixture
    async def chat(self, own_sco: Store, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordDriver]:
        async with FakeDiscord(check=schemas.check) as api:
            point_library(monkeypatch, api)
            async with discord_driver(own_sco, api) as driver:
                yield driver


class TestSimulatedDiscord(AdapterContract):
    """The same tests again."""

    @pytest.fixture
    async def chat(self, own_sco: Store) -> AsyncIterator[SimcordDriver]:
        async with simcord_driver(own_sco) as driver:
            yield driver
