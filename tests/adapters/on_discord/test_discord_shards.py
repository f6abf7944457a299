"""The desk in several shards, in one process or in several: each hears its own servers, and nothing is heard twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import discord
import pytest
from conftest import open_desk
from discord_driver import NOW, shown
from fakes.discord_api import payloads, schemas
from fakes.discord_api.gateway import FakeDiscord, point_library
from fakes.discord_api.payloads import BOB, GENERAL, GUILD

from adapters.asking import Asking
from adapters.discord.client import DeskClient, open_client, run
from adapters.discord.shards import Presence, Turns
from adapters.supervisor import Lost, Refused
from adapters.work import Work
from bot.settings import Shards
from data.store import Store

OTHER, OTHERS = str(int(GUILD) + (1 << 22)), "1100000000000000901"
"""A server of the other shard, and its channel."""


@pytest.fixture
async def two(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeDiscord]:
    """Discord in two shards, with a server in each."""
    async with FakeDiscord(shards=2, check=schemas.check) as server:
        point_library(monkeypatch, server)
        await server.join(payloads.guild(OTHER, [payloads.channel(OTHERS, "theirs", guild=OTHER)], members=[BOB]))
        yield server


@asynccontextmanager
async def connected(api: FakeDiscord, store: Store, *ids: int, count: int = 2) -> AsyncIterator[DeskClient]:
    """A process with some of the shards."""
    asking, ready = Asking(open_desk(store), clock=lambda: NOW), asyncio.Event()
    client = open_client(asking, Work(), new_reference=lambda: "r0", shards=Shards(ids, count))
    running = asyncio.create_task(run(client, api.token, ready=ready.set))
    waiting = asyncio.create_task(ready.wait())
    try:
        await asyncio.wait({running, waiting}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
        yield client
        await client.answering.work.finish(5)
    finally:
        waiting.cancel()
        await client.close()
        await asyncio.wait({running})
        asking.close()


async def test_two_processes_share_the_servers_and_nothing_is_done_twice_or_lost(
    two: FakeDiscord, own_sco: Store
) -> None:
    async with AsyncExitStack() as opened:
        clients = [await opened.enter_async_context(connected(two, own_sco, one)) for one in (0, 1)]
        assert [[guild.id for guild in one.guilds] for one in clients] in (
            [[int(GUILD)], [int(OTHER)]],
            [[int(OTHER)], [int(GUILD)]],
        )
        places = ((GUILD, GENERAL), (OTHER, OTHERS))
        for year in range(2005, 2009):
            for guild, channel in places:
                asked = await two.slash("members", {"as_of": str(year)}, guild=guild, channel=channel)
                assert f"31 December {year}" in shown(asked.data) and not asked.refused
                await two.mention(f"members {year}", guild=guild, channel=channel)
        assert len((await two.direct_message("members 2016")).messages) == 1
        assert [len(two.asked("POST", f"/channels/{channel}/messages")) for _, channel in places] == [4, 4]
        assert len([one for one in two.requests if one.path.endswith("/callback")]) == 8


async def test_a_process_connects_its_own_shards_only_and_is_ready_with_all_of_them(
    two: FakeDiscord, own_sco: Store
) -> None:
    async with connected(two, own_sco, 1) as client:
        assert sorted(client.shards) == [1]
        assert [one["shard"] for one in two.sessions.identifies] == [[1, 2]]
    async with connected(two, own_sco, 0, 1):
        assert len({one.shard for one in two.sessions.held.values()}) == 2


async def test_a_session_that_is_refused_because_another_process_just_began_one_comes_again(
    two: FakeDiscord, own_sco: Store
) -> None:
    async with connected(two, own_sco, 0):
        two.sessions.refuses_identifies = 1
        async with connected(two, own_sco, 1):
            assert [one["shard"][0] for one in two.sessions.identifies] == [0, 1, 1]
            assert (await two.slash("members")).response is not None


async def test_a_shard_that_is_cut_off_comes_back_while_the_other_stays(two: FakeDiscord, own_sco: Store) -> None:
    async with connected(two, own_sco, 0, 1):
        (session,) = two.sessions.of_guild(GUILD)
        connection, session.connection = session.connection, None
        assert connection is not None
        connection.abort()
        asked = await two.mention("members 2016", user=BOB)
        assert len(asked.messages) == 1
        assert len(two.sessions.resumes) == 1 and len(two.sessions.identifies) == 2


async def test_shards_that_discord_does_not_have_are_refused_with_a_sentence(two: FakeDiscord, own_sco: Store) -> None:
    with pytest.raises(Refused, match="DISCORD_SHARDS"):
        async with connected(two, own_sco, 0, count=3) as client:
            await client.wait_until_ready()


async def test_a_bot_that_outgrows_its_shards_has_more_at_its_next_connection(two: FakeDiscord, asking: Asking) -> None:
    client, ready = open_client(asking, Work(), new_reference=lambda: "r0"), asyncio.Event()
    running = asyncio.create_task(run(client, two.token, ready=ready.set))
    await asyncio.wait_for(ready.wait(), 10)
    two.sessions.shards = 3
    await two.invalidate()
    with pytest.raises(discord.ConnectionClosed):
        await asyncio.wait_for(running, 10)
    async with two.running(open_client(asking, Work(), new_reference=lambda: "r0")) as later:
        assert later.shard_count == 3


async def test_no_session_is_begun_beyond_those_that_discord_allows(two: FakeDiscord, own_sco: Store) -> None:
    two.rest.sessions_left = 1
    with pytest.raises(Lost, match="61 minutes"):
        async with connected(two, own_sco, 0, 1):
            pass
    assert not two.sessions.identifies


async def test_as_many_shards_begin_at_once_as_discord_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.discord.limits.IDENTIFYING", 0.05)
    turns, loop = Turns(), asyncio.get_running_loop()
    turns.at_once = 2
    began, waited = loop.time(), []
    for shard in (0, 1, 2, 3):
        await turns.wait(shard)
        waited.append(loop.time() - began)
    assert waited[1] < 0.04 and all(0.05 <= one < 0.1 for one in waited[2:])


async def test_a_shard_that_stays_away_is_told_of_and_so_is_its_return(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.discord.limits.AWAY", 0.01)
    presence, told, away = Presence(), [], asyncio.Event()
    presence.ready = lambda: told.append("ready")
    presence.away = lambda said: (told.append(said), away.set())[1]
    for shard in (1, 1, 3):
        presence.lost(shard)
    presence.back(3)
    await asyncio.wait_for(away.wait(), 5)
    presence.back(1)
    assert told == ["not connected: shard 1", "ready"]
