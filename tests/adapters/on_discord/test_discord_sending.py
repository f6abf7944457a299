"""What did not reach Discord, or what it could not take just now, is sent again; what it refuses is not."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from discord_driver import buttons, shown
from fakes.discord_api.gateway import FakeDiscord
from fakes.discord_api.payloads import ALICE, BOB, BOT, GENERAL, Json

from adapters.discord.client import DeskClient
from adapters.discord.messages import NO_HISTORY
from adapters.discord.sending import PAUSES
from bot.texts import discord as texts
from bot.texts import platforms

POSTS = f"/channels/{GENERAL}/messages"
CALLBACKS = "/interactions/*/*/callback"
TRIES_OF_THE_LIBRARY = 5
"""How often discord.py itself tries what was answered with 500."""


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither ours nor the library's pauses between tries take any time."""

    async def sleep(delay: float) -> None:
        await asyncio.get_running_loop().run_in_executor(None, lambda: None)

    monkeypatch.setattr("adapters.discord.sending.PAUSES", (0.0,) * len(PAUSES))
    monkeypatch.setattr("discord.http.asyncio", SimpleNamespace(**{**vars(asyncio), "sleep": sleep}))


def answers(api: FakeDiscord) -> list[Json]:
    """What the desk has said in the channel, as Discord holds it."""
    found = api.rest.messages.values()
    return [one for one in found if one["author"]["id"] == BOT["id"] and one["channel_id"] == GENERAL]


@pytest.mark.parametrize(
    ("status", "times"),
    [(503, 1), (503, 3), (500, 1), (500, TRIES_OF_THE_LIBRARY + 1), ("reset", 1), ("reset", 3)],
)
async def test_a_mention_is_answered_once_when_discord_is_back(
    api: FakeDiscord, bot: DeskClient, status: int | str, times: int
) -> None:
    api.fail("POST", POSTS, status=status, times=times)
    await api.mention("members 2016", user=BOB)
    await bot.answering.work.finish(5)
    assert len(answers(api)) == 1
    tried = api.asked("POST", POSTS)
    assert len(tried) == times + 1 and len({one.json["nonce"] for one in tried}) == 1


async def test_what_never_reaches_discord_is_given_up_with_one_line(
    api: FakeDiscord, bot: DeskClient, caplog: pytest.LogCaptureFixture
) -> None:
    api.fail("POST", POSTS, status="reset", times=99)
    await api.mention("members 2016", user=BOB, wait=False)
    await api.until(lambda: len(api.asked("POST", POSTS)) == len(PAUSES) + 1, "the last try")
    await bot.answering.work.finish(5)
    told = [r.getMessage() for r in caplog.records if r.name == "summitdesk.discord"]
    assert len(told) == 1 and told[0].startswith("discord was not reached: ")


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (400, 50035), (404, 10003)])
async def test_what_discord_refuses_is_not_tried_again(
    api: FakeDiscord, bot: DeskClient, caplog: pytest.LogCaptureFixture, status: int, code: int
) -> None:
    api.fail("POST", POSTS, status=status, code=code)
    await api.mention("members 2016", user=BOB, wait=False)
    await api.until(lambda: [one.status for one in api.asked("POST", POSTS)][:1] == [status], "the refusal")
    await bot.answering.work.finish(5)
    assert len(api.asked("POST", POSTS)) == 1 and not answers(api)
    assert caplog.messages[-1] == f"a message could not be answered: {status} {code}"


async def test_where_the_history_may_not_be_read_the_answer_points_to_nothing(
    api: FakeDiscord, bot: DeskClient
) -> None:
    api.fail("POST", POSTS, status=400, code=NO_HISTORY)
    asked = await api.mention("members 2016", user=BOB)
    refused, taken = (one.json for one in api.asked("POST", POSTS))
    assert "message_reference" in refused and "message_reference" not in taken
    assert refused["nonce"] == taken["nonce"] and taken["allowed_mentions"]["parse"] == []
    assert "31 December 2016" in shown(asked.messages[0])


async def test_who_takes_no_direct_messages_is_told_so_in_the_channel(api: FakeDiscord, bot: DeskClient) -> None:
    api.rest.closed_to.add(BOB["id"])
    asked = await api.mention("members private", user=BOB)
    await bot.answering.work.finish(5)
    assert [one["content"] for one in asked.messages] == [texts.NO_DIRECT]
    assert shown(asked.messages[0]) == ""


@pytest.mark.parametrize("times", [1, 3])
async def test_a_first_response_that_was_cut_off_is_sent_again(api: FakeDiscord, bot: DeskClient, times: int) -> None:
    api.fail("POST", CALLBACKS, status="reset", times=times)
    answer = await api.slash("members", {"as_of": "2016"})
    assert "31 December 2016" in shown(answer.data) and not answer.refused


async def test_a_press_whose_response_was_cut_off_turns_the_page_all_the_same(
    api: FakeDiscord, bot: DeskClient
) -> None:
    card = await api.slash("summits", user=ALICE)
    assert card.message is not None
    api.fail("POST", CALLBACKS, status="reset")
    pressed = await api.click(card, buttons(card.message)[platforms.ON.format(page=2)], ALICE)
    assert pressed.response and pressed.response["type"] == 7
    assert "page 2 of" in shown(pressed.data)


async def test_a_first_response_that_is_refused_is_not_sent_again(api: FakeDiscord, bot: DeskClient) -> None:
    api.fail("POST", CALLBACKS, status=404, code=10062)
    answer = await api.slash("members", wait=False)
    await api.until(lambda: api.requests[-1].status == 404, "the refusal")
    await bot.answering.work.finish(5)
    await api.slash("about")
    assert answer.response is None
    assert len([one for one in api.requests if one.path.endswith("/callback")]) == 2
