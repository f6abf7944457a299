"""A card that is shared in Slack: once, whatever the connection and the fingers do, and never what broke."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from conftest import open_desk
from fakes.slack import Message, SlackWorkspace
from slack_desk import NOW, Running, running

from bot.texts import cards
from bot.texts import platforms as texts
from bot.texts import slack as words
from data.store import Store


@pytest.fixture
async def slack() -> AsyncIterator[SlackWorkspace]:
    async with SlackWorkspace(clock=NOW.timestamp) as workspace:
        yield workspace


@pytest.fixture(params=["socket", "http"])
async def one(request: pytest.FixtureRequest, slack: SlackWorkspace, own_sco: Store) -> AsyncIterator[Running]:
    async with running(slack, open_desk(own_sco), way=request.param) as found:
        yield found


async def card_of(slack: SlackWorkspace, line: str) -> Message:
    return await (await slack.command("/sco", line)).first()


async def pressed(slack: SlackWorkspace, one: Running, card: Message, label: str, **who: str) -> list[Message]:
    """Press a button and wait; the messages that came of it."""
    answer = await slack.click(card, label=label, **who)
    await one.work.finish(5)
    return answer.messages


def public(slack: SlackWorkspace) -> list[Message]:
    """What the desk posted for everyone."""
    return [message for message in slack.visible("C_WORLD", "U_BOB") if message.author == "U_DESK_SUMMIT"]


def take_away(store: Store) -> None:
    """A folder stands where the database was, which is kept beside it."""
    file = Path(store.url.removeprefix("sqlite:///"))
    store.close()
    file.rename(file.with_suffix(".away"))
    file.mkdir()


def give_back(store: Store) -> None:
    file = Path(store.url.removeprefix("sqlite:///"))
    file.rmdir()
    file.with_suffix(".away").rename(file)


async def test_a_share_whose_answer_was_lost_is_posted_once_and_the_asker_told_to_look(
    slack: SlackWorkspace, one: Running
) -> None:
    card = await card_of(slack, "members 2016")
    slack.cut_next("response_url")
    await pressed(slack, one, card, texts.SHARE)
    assert len(public(slack)) == 1
    assert texts.PERHAPS_SHARED in card.plain and texts.SHARED not in card.plain
    assert texts.SHARE not in card.labels and card.ephemeral_to == "U_ALICE"


async def test_a_double_click_shares_once(slack: SlackWorkspace, one: Running) -> None:
    card = await card_of(slack, "members 2016")
    both = [slack.click(card, label=texts.SHARE), slack.click(card, label=texts.SHARE)]
    first, second = await asyncio.gather(*both)
    await one.work.finish(5)
    assert first.payload["actions"][0]["action_ts"] != second.payload["actions"][0]["action_ts"]
    assert len(public(slack)) == 1
    assert texts.SHARED in card.plain


async def test_two_cards_of_one_question_are_each_shared(slack: SlackWorkspace, one: Running) -> None:
    for card in [await card_of(slack, "members 2016"), await card_of(slack, "members 2016")]:
        await pressed(slack, one, card, texts.SHARE)
    assert len(public(slack)) == 2


@pytest.mark.parametrize(
    ("word", "reason"), [("channel_not_found", words.MAY_NOT), ("is_archived", words.MAY_NOT), ("odd", words.NOT_TAKEN)]
)
async def test_a_share_that_is_refused_says_why_in_words_and_can_be_pressed_again(
    slack: SlackWorkspace, one: Running, word: str, reason: str
) -> None:
    card = await card_of(slack, "members 2016")
    slack.fail_next("response_url", status=404, error=word)
    told = await pressed(slack, one, card, texts.SHARE)
    assert [message.plain for message in told] == [texts.NOT_SHARED.format(reason=reason)]
    assert told[0].ephemeral_to == "U_ALICE"
    assert (public(slack), texts.SHARE in card.labels) == ([], True)
    await pressed(slack, one, card, texts.SHARE)
    assert len(public(slack)) == 1
    assert texts.SHARED in card.plain


async def test_what_breaks_is_never_shared_and_the_share_works_once_the_store_is_back(
    slack: SlackWorkspace, own_sco: Store
) -> None:
    async with running(slack, open_desk(own_sco), way="http"):
        card = await card_of(slack, "members 2016")
    async with running(slack, open_desk(own_sco), way="http") as one:
        await one.asking.refresh()
        take_away(own_sco)
        told = await pressed(slack, one, card, texts.SHARE)
        assert cards.STORE_TITLE_GONE in told[-1].plain and told[-1].ephemeral_to == "U_ALICE"
        assert (public(slack), texts.SHARE in card.labels) == ([], True)
        give_back(own_sco)
        await pressed(slack, one, card, texts.SHARE)
        assert len(public(slack)) == 1


async def test_what_breaks_never_takes_the_place_of_a_public_card(
    slack: SlackWorkspace, one: Running, own_sco: Store
) -> None:
    card = await card_of(slack, "timeline 2025 public")
    before = card.plain
    take_away(own_sco)
    told = await pressed(slack, one, card, texts.ON.format(page=2))
    assert (card.plain, public(slack)) == (before, [card])
    assert cards.STORE_TITLE_GONE in told[-1].plain and told[-1].ephemeral_to == "U_ALICE"


async def test_in_the_apps_direct_message_no_press_offers_to_share_or_to_copy(
    slack: SlackWorkspace, one: Running
) -> None:
    card = await (await slack.direct_message("timeline 2025")).first()
    cited = await pressed(slack, one, card, texts.CITE)
    await pressed(slack, one, card, texts.ON.format(page=2))
    assert "page 2 of" in card.plain and texts.BACK.format(page=1) in card.labels
    for shown in (card, *cited):
        assert not {texts.SHARE, texts.COPY} & set(shown.labels)
    assert len(cited) == 1 and cited[0] is not card


async def test_a_press_in_a_thread_is_answered_in_that_thread(slack: SlackWorkspace, one: Running) -> None:
    start = slack.say("what about 2025?", "U_BOB", "C_WORLD")
    card = await (await slack.mention("timeline 2025", thread_ts=start.ts)).first()
    for label in (texts.COPY, texts.ON.format(page=2), texts.CITE):
        (told,) = await pressed(slack, one, card, label, user="U_BOB")
        assert (told.ephemeral_to, told.thread_ts) == ("U_BOB", start.ts)


async def test_a_card_of_a_thread_is_shared_in_that_thread(slack: SlackWorkspace, one: Running) -> None:
    start = slack.say("what about 2016?", "U_BOB", "C_WORLD")
    card = await (await slack.mention("members 2016 private", thread_ts=start.ts)).first()
    assert card.ephemeral_to == "U_ALICE"
    await pressed(slack, one, card, texts.SHARE)
    (shared,) = public(slack)
    assert shared.thread_ts == start.ts
