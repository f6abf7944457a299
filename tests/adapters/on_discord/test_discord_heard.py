"""What of all that is written on Discord is a question to the desk, answered once; and what it suggests meanwhile."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime

import discord
import pytest
from conftest import TODAY, open_desk
from discord_driver import shown
from fakes.discord_api import events
from fakes.discord_api.gateway import FakeDiscord
from fakes.discord_api.payloads import APPLICATION, BOB, BOT, GENERAL, Json

from adapters.asking import Asking
from adapters.discord.client import DeskClient, open_client
from adapters.work import Work
from data.store import Store

NOW = datetime.fromisoformat(f"{TODAY}T12:00:00").replace(tzinfo=UTC)
POSTS = f"/channels/{GENERAL}/messages"


def written(api: FakeDiscord, text: str, **more: object) -> Json:
    """What Bob writes to the desk in the channel, as the gateway tells it."""
    event = events.user_message(f"<@{APPLICATION}> {text}", place=api._place(user=BOB), mentions=(BOT,))
    return {**event, **more}


async def hear(client: DeskClient, event: Json) -> None:
    """The client hears it, and has done all that it does about it."""
    channel = client.get_channel(int(GENERAL))
    assert isinstance(channel, discord.TextChannel)
    await client.on_message(discord.Message(state=client._connection, channel=channel, data=event))  # type: ignore[arg-type]
    assert await client.answering.work.finish(5) == 0


async def test_two_replicas_answer_a_mention_once(api: FakeDiscord, own_sco: Store) -> None:
    clients = []
    async with AsyncExitStack() as opened:
        for _ in range(2):
            asking = Asking(open_desk(own_sco), clock=lambda: NOW)
            opened.callback(asking.close)
            clients.append(open_client(asking, Work(), new_reference=lambda: "r0"))
            await opened.enter_async_context(api.running(clients[-1]))
        for event in [written(api, f"members {year}") for year in range(2005, 2010)]:
            await asyncio.gather(*(hear(client, event) for client in clients))
    said = [shown(one.json) for one in api.asked("POST", POSTS)]
    assert [f"31 December {year}" in text for year, text in zip(range(2005, 2010), said, strict=True)] == [True] * 5


async def test_a_mention_that_comes_again_after_a_restart_is_not_answered_again(
    api: FakeDiscord, bot: DeskClient, own_sco: Store
) -> None:
    event = written(api, "members 2016")
    await hear(bot, event)
    await bot.close()
    later = Asking(open_desk(own_sco), clock=lambda: NOW)
    async with api.running(client := open_client(later, Work(), new_reference=lambda: "r0")):
        await hear(client, event)
        assert len(api.asked("POST", POSTS)) == 1
    later.close()


@pytest.mark.parametrize(
    "more",
    [
        {"author": {**BOB, "bot": True}},
        {"webhook_id": "1100000000000000099"},
        {"type": 18},
        {"content": "members"},
        {"content": "<@1100000000000000012> members"},
    ],
    ids=["a bot", "a webhook", "no text of a person", "an answer to the desk", "to somebody else"],
)
async def test_what_nobody_wrote_to_the_desk_is_left_alone(api: FakeDiscord, bot: DeskClient, more: Json) -> None:
    await hear(bot, written(api, "members", **more))
    assert not api.asked("POST", POSTS)
    await hear(bot, written(api, "members"))
    assert len(api.asked("POST", POSTS)) == 1


@pytest.mark.parametrize("text", [": members 2016", "**members 2016**", "`members 2016`", "please members 2016"])
async def test_a_question_is_heard_however_it_is_written(api: FakeDiscord, bot: DeskClient, text: str) -> None:
    await hear(bot, written(api, text))
    assert "31 December 2016" in shown(api.asked("POST", POSTS)[0].json)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("Zzqx nowhere", ["Zzqx nowhere"]), ("x" * 100, ["x" * 100]), ("x" * 101, []), ("Belar", ["Belarus"])],
)
async def test_what_matches_nothing_is_offered_as_it_was_typed(
    api: FakeDiscord, bot: DeskClient, typed: str, offered: list[str]
) -> None:
    answer = await api.autocomplete("members", "country", typed)
    assert answer.choices == [{"name": one, "value": one} for one in offered]


async def test_commands_are_suggested_by_their_names(api: FakeDiscord, bot: DeskClient) -> None:
    choices = (await api.autocomplete("help", "command", "summ")).choices
    assert choices and [one["value"] for one in choices] == ["summit", "summits"]
    assert all(one["name"].startswith(f"{one['value']}: ") for one in choices)
