"""Discord keeps the contract of the adapters where it calls the desk: over HTTP, signed, with no gateway."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from contract import AdapterContract
from discord_over_http import HttpDriver, http_driver
from fakes.discord_api.gateway import FakeDiscord

from data.store import Store


class TestDiscordOverHttp(AdapterContract):
    """The same tests as for every platform."""

    @pytest.fixture
    async def chat(self, own_sco: Store, api: FakeDiscord) -> AsyncIterator[HttpDriver]:
        async with http_driver(own_sco, api) as driver:
            yield driver
        assert not api.sessions.opened and not [one for one in api.requests if one.path.endswith("/callback")]
