"""Presses on Discord that must do no harm: forged ones, doubled ones, shares that were lost or refused."""

from __future__ import annotations

import pytest
from discord_driver import buttons, shown
from fakes.discord_api import events
from fakes.discord_api.answers import Answer
from fakes.discord_api.gateway import FakeDiscord
from fakes.discord_api.payloads import ALICE, BOB, BOT, EPHEMERAL, GENERAL, Json, message

from adapters.discord.client import DeskClient
from adapters.pressing import Act, Press, pack
from bot.texts import discord as texts
from bot.texts import platforms

SHARES = "/webhooks/*/*"
V2 = 32768
UPDATE, NEW_MESSAGE = 7, 4


async def forged(api: FakeDiscord, card: Json, custom_id: str, user: Json = ALICE) -> Answer:
    """A press of a button that the message does not have, as somebody could make one up."""
    data = {"custom_id": custom_id, "component_type": 2, "id": 1}
    return await api._interact(events.COMPONENT, data, {"user": user}, message=card)


async def private(api: FakeDiscord, user: Json = ALICE) -> Json:
    """A private card about members."""
    answer = await api.slash("members", {"private": True}, user=user)
    assert answer.message is not None
    return answer.message


def old(press: Press, *, flags: int = V2) -> tuple[Json, str]:
    """A message of ours with one button, from another time, and what the button carries."""
    custom_id = pack(press, 100).text
    row = {"type": 1, "components": [{"type": 2, "style": 2, "label": "Old", "custom_id": custom_id}]}
    return message({"components": [row], "flags": flags}, channel=GENERAL, author=BOT), custom_id


def public(api: FakeDiscord) -> list[Json]:
    """What the desk has said for everyone."""
    ours = [one for one in api.rest.messages.values() if one["author"]["id"] == BOT["id"]]
    return [one for one in ours if not one["flags"] & EPHEMERAL]


@pytest.mark.parametrize("act", ["turn", "ask", "open", "cite", "copy", "share"])
async def test_a_button_that_the_card_does_not_have_does_nothing(api: FakeDiscord, bot: DeskClient, act: Act) -> None:
    card = await private(api)
    pressed = await forged(api, card, pack(Press(act=act, line="about", asker=ALICE["id"]), 100).text)
    await bot.answering.work.finish(5)
    assert pressed.is_ephemeral and pressed.data["content"] == platforms.OLD_BUTTON
    assert api.rest.messages[card["id"]] == card
    assert not pressed.edits and not pressed.followups and not public(api)


async def test_a_button_of_another_card_is_not_pressed_on_this_one(api: FakeDiscord, bot: DeskClient) -> None:
    summits, card = await api.slash("summits"), await private(api)
    assert summits.message is not None
    pressed = await forged(api, card, buttons(summits.message)[platforms.ON.format(page=2)])
    assert pressed.data["content"] == platforms.OLD_BUTTON
    own = await forged(api, card, buttons(card)[platforms.CITE])
    assert "## Sources: " in shown(own.data)


async def test_a_public_card_is_not_shared(api: FakeDiscord, bot: DeskClient) -> None:
    card, custom_id = old(Press(act="share", line="members"))
    pressed = await api.click(card, custom_id)
    await bot.answering.work.finish(5)
    assert pressed.is_ephemeral and pressed.data["content"] == platforms.OLD_BUTTON
    assert not pressed.followups and not public(api)


async def test_a_double_click_on_share_posts_once(api: FakeDiscord, bot: DeskClient) -> None:
    card = await private(api, BOB)
    clicks = [await api.click(card, buttons(card)[platforms.SHARE], BOB, wait=False) for _ in range(2)]
    for click in clicks:
        await click.acknowledged()
    await bot.answering.work.finish(5)
    assert len(public(api)) == 1 and shown(public(api)[0]).startswith("-# Shared by Bob")
    noted = api.rest.messages[card["id"]]
    assert shown(noted).endswith(platforms.SHARED) and platforms.SHARE not in buttons(noted)


async def test_what_was_perhaps_shared_says_so_and_offers_it_no_more(api: FakeDiscord, bot: DeskClient) -> None:
    card = await private(api)
    api.fail("POST", SHARES, status="reset")
    pressed = await (await api.click(card, buttons(card)[platforms.SHARE])).edited()
    assert shown(pressed.edits[0]).endswith(platforms.PERHAPS_SHARED)
    assert platforms.SHARE not in buttons(pressed.edits[0])
    again = await forged(api, card, buttons(card)[platforms.SHARE])
    await bot.answering.work.finish(5)
    assert len([one for one in api.requests if one.method == "POST" and "/webhooks/" in one.path]) == 1
    assert again.is_deferred and not again.followups


async def test_what_was_refused_can_be_shared_later(api: FakeDiscord, bot: DeskClient) -> None:
    card = await private(api)
    api.fail("POST", SHARES, status=403, code=50013)
    refused = await (await api.click(card, buttons(card)[platforms.SHARE])).edited()
    assert shown(refused.edits[0]).endswith(platforms.NOT_SHARED.format(reason=texts.NOT_ALLOWED))
    noted = api.rest.messages[card["id"]]
    shared = await (await api.click(noted, buttons(noted)[platforms.SHARE])).edited()
    assert len(public(api)) == 1 and shown(shared.edits[0]).endswith(platforms.SHARED)
    assert "could not be shared" not in shown(shared.edits[0])


async def test_whoever_may_press_again_after_a_refusal_posts_once(api: FakeDiscord, bot: DeskClient) -> None:
    card = await private(api)
    api.fail("POST", SHARES, status=400, code=50035)
    refused = await (await api.click(card, buttons(card)[platforms.SHARE])).edited()
    assert shown(refused.edits[0]).endswith(platforms.NOT_SHARED.format(reason=texts.NOT_TAKEN))
    noted = api.rest.messages[card["id"]]
    for click in [await api.click(noted, buttons(noted)[platforms.SHARE], wait=False) for _ in range(2)]:
        await click.acknowledged()
    await bot.answering.work.finish(5)
    assert len(public(api)) == 1


@pytest.mark.parametrize(
    ("act", "flags"), [("ask", V2), ("turn", V2), ("ask", V2 | EPHEMERAL), ("turn", V2 | EPHEMERAL)]
)
async def test_an_error_stands_beside_the_card_and_never_in_its_place(
    api: FakeDiscord, bot: DeskClient, act: Act, flags: int
) -> None:
    card, custom_id = old(Press(act=act, line="members as-of never", asker=ALICE["id"]), flags=flags)
    pressed = await api.click(card, custom_id, ALICE)
    await bot.answering.work.finish(5)
    assert pressed.response and pressed.response["type"] == NEW_MESSAGE and pressed.is_ephemeral
    assert "never" in shown(pressed.data) and not pressed.edits


async def test_an_error_is_not_shared(api: FakeDiscord, bot: DeskClient) -> None:
    card, custom_id = old(Press(act="share", line="members as-of never"), flags=V2 | EPHEMERAL)
    for _ in range(2):
        pressed = await (await api.click(card, custom_id)).finished()
        await bot.answering.work.finish(5)
        assert "never" in shown(pressed.followups[0]) and pressed.followups[0]["flags"] & EPHEMERAL
        assert not pressed.edits and not public(api)


async def test_a_message_is_verified_for_the_asker_alone_who_may_share_that(api: FakeDiscord, bot: DeskClient) -> None:
    answer = await api.message_command(texts.VERIFY_QUOTE, "The SCO has become something of a Putin-Xi show", user=BOB)
    assert answer.is_ephemeral and answer.message is not None and not public(api)
    pressed = await api.click(answer.message, buttons(answer.message)[platforms.SHARE], BOB)
    await pressed.edited()
    assert ["Putin-Xi show" in shown(one) for one in public(api)] == [True]
