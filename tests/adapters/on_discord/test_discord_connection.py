"""Being connected to Discord, with the real discord.py: commands registered, refusals said, failures surfaced."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from fakes.discord_api.gateway import FakeDiscord
from fakes.discord_api.payloads import APPLICATION, GUILD, walked

from adapters.asking import Asking
from adapters.discord.client import DeskClient, open_client, run
from adapters.supervisor import Refused
from adapters.work import Work
from bot.desk import Desk

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def new_client(asking: Asking, *, guild: int | None = None) -> DeskClient:
    return open_client(asking, Work(), new_reference=lambda: "r0", guild=guild)


def title(answer_data: dict[str, object]) -> str:
    found = next(one for one in walked(answer_data["components"]) if one["type"] == 10)  # type: ignore[arg-type]
    return str(found["content"]).split("\n")[0]


async def test_commands_are_registered_only_where_they_differ(api: FakeDiscord, desk: Desk) -> None:
    for times, change in ((1, False), (1, False), (2, True)):
        if change:
            api.rest.commands[None][0]["description"] = "Something else"
        asking = Asking(desk, clock=lambda: NOW)
        async with api.running(client := new_client(asking)):
            await client.registering  # type: ignore[misc]
        asking.close()
        assert len(api.asked("PUT", f"/applications/{APPLICATION}/commands")) == times


async def test_commands_can_be_registered_in_one_server(api: FakeDiscord, asking: Asking) -> None:
    async with api.running(client := new_client(asking, guild=int(GUILD))):
        await client.registering  # type: ignore[misc]
        assert not api.asked("PUT", f"/applications/{APPLICATION}/commands")
        answer = await api.slash("members")
        assert "SCO members" in title(answer.data)


async def test_a_failure_to_register_stops_nothing(api: FakeDiscord, asking: Asking) -> None:
    api.fail("PUT", f"/applications/{APPLICATION}/commands", status=403, code=50001)
    async with api.running(client := new_client(asking)):
        await api.until(lambda: api.asked("PUT", f"/applications/{APPLICATION}/commands"), "a try")
        assert "SCO members" in title((await api.slash("members")).data)
        assert client.registering and not client.registering.done()


async def test_a_wrong_token_is_refused_with_a_sentence(api: FakeDiscord, asking: Asking) -> None:
    with pytest.raises(Refused, match="DISCORD_TOKEN"):
        await run(new_client(asking), "wrong", ready=lambda: None)


async def test_ready_is_told_and_closing_ends_the_run(api: FakeDiscord, asking: Asking) -> None:
    client, ready = new_client(asking), asyncio.Event()
    running = asyncio.create_task(run(client, api.token, ready=ready.set))
    await asyncio.wait_for(ready.wait(), 5)
    await client.close()
    await asyncio.wait_for(running, 5)


async def test_a_gateway_that_is_not_there_surfaces(api: FakeDiscord, asking: Asking) -> None:
    api.refuse_gateway(9)
    with pytest.raises(ConnectionError):
        await asyncio.wait_for(run(new_client(asking), api.token, ready=lambda: None), 10)
