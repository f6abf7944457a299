"""When the app is removed from a server, what it posts there waits; when Discord only has an outage, nothing does."""

from __future__ import annotations

import pytest
from fakes.discord_api.gateway import FakeDiscord
from fakes.discord_api.payloads import GUILD

from adapters.asking import Asking
from adapters.discord.client import DeskClient
from data.operations import schedules


async def states(asking: Asking) -> list[tuple[str, str | None]]:
    """The state of each schedule of the server, and why it is so."""
    with asking.desk.store.read() as reader:
        return [(one.state, one.reason) for one in schedules.every(reader, "discord", GUILD)]


@pytest.fixture
async def planned(api: FakeDiscord, bot: DeskClient) -> None:
    """A schedule that posts in the server."""
    await (await api.slash("schedule add", {"what": "quote", "at": "09:00", "zone": "UTC"})).finished()


async def left(api: FakeDiscord, bot: DeskClient, **more: bool) -> None:
    """The gateway says that the server is gone, and the client has heard it."""
    await api.dispatch("GUILD_DELETE", {"id": GUILD, **more})
    await api.direct_message("members 2016")
    await bot.answering.work.finish(5)


@pytest.mark.usefixtures("planned")
async def test_what_is_planned_in_a_server_that_removed_the_app_waits(
    api: FakeDiscord, bot: DeskClient, asking: Asking
) -> None:
    await left(api, bot)
    assert await states(asking) == [("paused", "removed")]


@pytest.mark.usefixtures("planned")
async def test_what_is_planned_in_a_server_that_is_out_of_reach_goes_on(
    api: FakeDiscord, bot: DeskClient, asking: Asking
) -> None:
    await left(api, bot, unavailable=True)
    assert await states(asking) == [("active", None)]


@pytest.mark.usefixtures("planned")
async def test_without_the_store_it_is_one_line(
    api: FakeDiscord, bot: DeskClient, asking: Asking, caplog: pytest.LogCaptureFixture
) -> None:
    store = asking.desk.store
    assert store.file is not None
    store.close()
    store.file.unlink()
    guild = bot.get_guild(int(GUILD))
    assert guild is not None
    await bot.on_guild_remove(guild)
    assert "could not be paused" in caplog.text
