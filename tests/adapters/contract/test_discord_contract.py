"""Discord keeps the contract of the adapters."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from contract import AdapterContract
from discord_driver import DiscordDriver, discord_driver
from fakes.discord_api.gateway import FakeDiscord, point_library

from data.store import Store


class TestDiscord(AdapterContract):
    """The same tests as for every platform."""

    @pytest.fixture
    async def chat(self, own_sco: Store, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordDriver]:
        async with FakeDiscord() as api:
            point_library(monkeypatch, api)
            async with discord_driver(own_sco, api) as driver:
                yield driver
