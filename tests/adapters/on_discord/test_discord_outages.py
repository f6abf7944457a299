"""The desk while Discord is away, moves a connection, or asks it to wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from fakes.discord_api import schemas
from fakes.discord_api.gateway import FakeDiscord, point_library
from fakes.discord_api.payloads import BOB, GENERAL

from adapters.asking import Asking
from adapters.discord.client import DeskClient, open_client
from adapters.discord.running import DiscordAdapter
from adapters.supervisor import State, supervise
from adapters.work import Work
from bot.settings import Discord

POSTS = f"/channels/{GENERAL}/messages"


async def test_what_was_written_while_the_connection_was_cut_is_answered_once(
    api: FakeDiscord, bot: DeskClient
) -> None:
    api.drop()
    asked = await api.mention("members 2016", user=BOB)
    assert len(api.sessions.resumes) == 1 and len(api.sessions.identifies) == 1
    await bot.answering.work.finish(5)
    assert len(asked.messages) == 1


async def test_a_session_that_is_void_is_begun_anew(api: FakeDiscord, bot: DeskClient) -> None:
    await api.invalidate()
    await api.until(lambda: len(api.sessions.identifies) == 2 and api.sessions.held, "a session")
    assert (await api.slash("members")).response is not None


@pytest.mark.parametrize("is_global", [False, True])
async def test_discord_is_waited_for_as_it_says(api: FakeDiscord, bot: DeskClient, is_global: bool) -> None:
    api.limit("POST", POSTS, retry_after=0.3, is_global=is_global)
    await api.mention("members 2016", user=BOB)
    first, second = api.asked("POST", POSTS)
    assert (first.status, second.status) == (429, 200)
    assert second.at - first.at >= 0.3


async def test_each_shard_answers_for_its_own_servers(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    async with FakeDiscord(shards=2, check=schemas.check) as server:
        point_library(monkeypatch, server)
        async with server.running(client := open_client(asking, Work(), new_reference=lambda: "r0")):
            assert sorted(client.shards) == [0, 1]
            assert (await server.slash("members")).response is not None
            assert len((await server.direct_message("members 2016")).messages) == 1


@pytest.mark.parametrize(
    "refuse",
    [
        lambda api: api.refuse_gateway(3, status="reset"),
        lambda api: api.refuse_gateway(3, status=503),
        lambda api: api.refuse_lookup(2, status=503),
        lambda api: api.fail("GET", "/users/@me", status=503, times=2),
    ],
)
async def test_discord_away_at_the_start_is_tried_until_it_is_back(
    api: FakeDiscord, asking: Asking, refuse: Callable[[FakeDiscord], None]
) -> None:
    refuse(api)
    state = State("Discord")
    told = Discord(token=api.token, server=None, api_url=api.base)
    adapter = DiscordAdapter(told, asking, Work(), new_reference=lambda: "r0")
    running = asyncio.create_task(supervise(state, adapter.run, jitter=lambda pause: pause / 100, sleep=asyncio.sleep))
    try:
        await asyncio.wait_for(state.up.wait(), 10)
        assert (await api.slash("members")).response is not None
    finally:
        running.cancel()
        await asyncio.wait({running})
