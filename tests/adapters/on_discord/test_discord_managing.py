"""What those who manage are answered in a direct message, which belongs to no server."""

from __future__ import annotations

import pytest
from discord_driver import buttons, shown
from fakes.discord_api.gateway import FakeDiscord
from fakes.discord_api.payloads import ALICE, BOB, GENERAL, Json

from adapters.discord.client import DeskClient
from bot.texts import discord as texts


async def answered(api: FakeDiscord, line: str) -> Json:
    """The direct message that answers Alice's mention."""
    await api.mention(line, user=ALICE, wait=False)

    def direct() -> list[Json]:
        posts = [one for one in api.requests if one.method == "POST" and one.path.endswith("/messages")]
        return [dict(one.json) for one in posts if GENERAL not in one.path]

    return dict((await api.until(direct, "a direct message"))[0])


async def test_the_card_has_no_buttons_and_says_where_they_work(api: FakeDiscord, bot: DeskClient) -> None:
    card = await answered(api, f"schedule add quote in <#{GENERAL}> at 09:00")
    assert "In which time zone?" in shown(card) and texts.IN_SERVER in shown(card)
    assert buttons(card) == {}


async def test_somebody_is_made_a_manager_by_mentioning_them(api: FakeDiscord, bot: DeskClient) -> None:
    card = await answered(api, f"settings managers add <@{BOB['id']}>")
    assert f"<@{BOB['id']}> may now change" in shown(card)
    assert card["allowed_mentions"]["parse"] == []


@pytest.mark.parametrize("line", ["schedule list", f"schedule add quote at 09:00 UTC in <#{GENERAL}>", "settings"])
async def test_what_can_only_be_done_in_a_server_is_told_as_that(api: FakeDiscord, bot: DeskClient, line: str) -> None:
    answer = await api.direct_message(line, user=ALICE)
    (card,) = answer.held_messages
    assert texts.NO_SERVER in shown(card) and "Manage Server" not in shown(card)


async def test_what_schedules_are_is_explained_in_a_direct_message_too(api: FakeDiscord, bot: DeskClient) -> None:
    answer = await api.direct_message("schedule", user=ALICE)
    assert texts.NO_SERVER not in shown(answer.held_messages[0])
