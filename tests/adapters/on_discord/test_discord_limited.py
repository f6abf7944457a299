"""On Discord one question too many is refused where it was asked, for the asker alone."""

from __future__ import annotations

import pytest
from fakes.discord_api.gateway import FakeDiscord
from fakes.discord_api.payloads import walked
from watched import Seconds

from adapters.asking import Asking
from adapters.discord.client import DeskClient
from adapters.rates import Rates

EPHEMERAL = 1 << 6
"""https://docs.discord.com/developers/resources/message#message-object-message-flags"""


@pytest.mark.parametrize("command", ["members", "schedule list"])
async def test_a_command_too_many_is_answered_with_the_refusal(
    api: FakeDiscord, bot: DeskClient, asking: Asking, command: str
) -> None:
    asking._rates = Rates(user=1, channel=0, clock=Seconds())
    await api.slash("members", {})
    answer = await api.slash(command, {})
    message = answer.message
    assert message is not None and message["flags"] & EPHEMERAL
    said = " ".join(str(one.get("content", "")) for one in walked(message["components"]))
    assert "Too many questions" in said and "Ask again in 60 seconds." in said
