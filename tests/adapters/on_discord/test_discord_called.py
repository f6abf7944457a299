"""The adapter of a desk that Discord calls: it makes sure of token and key before it says that it is ready."""

from __future__ import annotations

import asyncio

import pytest
from discord_over_http import called, served, settings
from fakes.discord_api.gateway import FakeDiscord
from fakes.discord_api.payloads import APPLICATION

from adapters.asking import Asking
from adapters.discord.running import DiscordAdapter
from adapters.supervisor import Refused, State
from adapters.work import Work
from bot.settings import Discord
from bot.texts import discord as texts

ABOUT = "/oauth2/applications/@me"


async def run(api: FakeDiscord, asking: Asking, told: Discord) -> State:
    """Run the adapter until it ends; its state comes back where that is without a fault."""
    state = State("Discord")
    adapter = DiscordAdapter(told, asking, Work(), new_reference=lambda: "r1")
    await asyncio.wait_for(adapter.run(state), 10)
    return state


async def test_the_key_of_another_app_is_refused_with_a_sentence(api: FakeDiscord, asking: Asking) -> None:
    with pytest.raises(Refused, match="DISCORD_PUBLIC_KEY"):
        await run(api, asking, settings(api, key="ab" * 32))
    assert not api.sessions.opened


async def test_a_key_in_capitals_is_the_same_key(api: FakeDiscord, asking: Asking) -> None:
    api.rest.verify_key = "ab" * 32
    adapter = DiscordAdapter(settings(api, key="AB" * 32), asking, Work(), new_reference=lambda: "r1")
    running = asyncio.create_task(adapter.run(state := State("Discord")))
    await asyncio.wait_for(state.up.wait(), 10)
    running.cancel()
    await asyncio.wait({running})


async def test_a_wrong_token_is_refused_with_a_sentence(api: FakeDiscord, asking: Asking) -> None:
    told = settings(api)
    api.token = "another"  # noqa: S105  (of no service)
    with pytest.raises(Refused, match="DISCORD_TOKEN"):
        await run(api, asking, told)


async def test_it_looks_again_each_hour_and_ends_only_where_the_token_is_refused(
    api: FakeDiscord, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.running.ASKED_AGAIN", 0.01)
    async with served(api, asking) as desk:
        running = asyncio.create_task(desk.adapter.run(desk.state))
        await asyncio.wait_for(desk.state.up.wait(), 10)
        api.fail("GET", ABOUT, status=403, times=2)
        await api.until(lambda: [one.status for one in api.asked("GET", ABOUT)[-3:]] == [403, 403, 200], "more looks")
        assert (await api.slash("members")).data["content"] != texts.NOT_READY
        api.fail("GET", ABOUT, status=401)
        with pytest.raises(Refused, match="DISCORD_TOKEN"):
            await asyncio.wait_for(running, 10)
        assert (await api.slash("members")).data["content"] == texts.NOT_READY


async def test_nothing_is_served_where_there_is_a_gateway(api: FakeDiscord, asking: Asking) -> None:
    told = Discord(token=api.token, server=None, api_url=api.base)
    assert DiscordAdapter(told, asking, Work(), new_reference=lambda: "r1").routes() == []


async def test_commands_are_registered_without_a_gateway(api: FakeDiscord, asking: Asking) -> None:
    async with called(api, asking):
        assert len(api.asked("PUT", f"/applications/{APPLICATION}/commands")) == 1
        assert not api.sessions.opened


async def test_that_discord_does_not_call_yet_is_said(
    api: FakeDiscord, asking: Asking, caplog: pytest.LogCaptureFixture
) -> None:
    async with called(api, asking):
        assert "Interactions Endpoint URL" not in caplog.text
        api.rest.endpoint_url = None
        told = settings(api)
        running = asyncio.create_task(
            DiscordAdapter(told, asking, Work(), new_reference=lambda: "r1").run(state := State("Discord"))
        )
        await asyncio.wait_for(state.up.wait(), 10)
        running.cancel()
        await asyncio.wait({running})
    assert "/discord/interactions" in caplog.text and "endpoint URL set" not in caplog.text
