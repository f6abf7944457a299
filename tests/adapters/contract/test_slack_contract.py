"""Slack keeps the contract of the adapters, over a socket and over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from contract import AdapterContract
from slack_driver import SlackDriver, slack_driver

from data.store import Store


class TestSlack(AdapterContract):
    """The same tests as for every platform."""

    long = "verify " + " ".join(f"word{number}" for number in range(400))

    @pytest.fixture(params=["socket", "http"])
    async def chat(self, request: pytest.FixtureRequest, own_sco: Store) -> AsyncIterator[SlackDriver]:
        async with slack_driver(own_sco, request.param) as driver:
            yield driver
