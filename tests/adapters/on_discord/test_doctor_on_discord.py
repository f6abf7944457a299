"""The doctor looks at Discord: the token, the public key, the registered commands, and scheduled channels."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fakes.discord_api.gateway import FakeDiscord
from fakes.discord_api.payloads import APPLICATION, GENERAL, GUILD
from posting_desk import add

from adapters.asking import Asking
from adapters.discord.client import DeskClient
from adapters.discord.examining import IDS, Examining
from adapters.doctor.check import run
from bot.checkup import Finding
from bot.settings import Discord

WRONG = "a.wrong.token"


def given(api: FakeDiscord, **other: Any) -> Discord:
    """What the environment would say."""
    return replace(Discord(token=api.token, server=None, api_url=api.base), **other)


async def look(settings: Discord, asking: Asking, *, is_open: bool = True) -> dict[str, Finding]:
    examining = Examining(settings, asking, is_open=is_open)
    found = {one.id: one for one in await run(examining.checks())}
    await examining.close()
    assert set(found) == set(IDS)
    return found


async def test_a_desk_that_has_registered_its_commands_is_in_order(
    api: FakeDiscord, asking: Asking, bot: DeskClient
) -> None:
    found = await look(given(api, public_key="0" * 64), asking)
    assert {one.status for one in found.values()} == {"ok"}
    assert found["discord-token"].detail == "Summit Desk; no privileged intent is needed"
    assert "are registered as declared" in found["discord-commands"].detail
    assert not api.posts


async def test_commands_that_differ_from_those_declared_are_named(
    api: FakeDiscord, asking: Asking, bot: DeskClient
) -> None:
    held = api.rest.commands[None]
    for one in held:
        if one["name"] == "members":
            one["description"] = "of another release"
    held.remove(next(one for one in held if one["name"] == "fact"))
    held.append({**held[0], "name": "gone"})
    found = (await look(given(api), asking))["discord-commands"]
    assert found.detail == (
        "not registered: fact; registered in another form: members; registered and not declared: gone"
    )
    assert (found.status, "summitdesk run" in found.remedy) == ("warn", True)


async def test_in_a_server_of_its_own_the_commands_of_that_server_count(
    api: FakeDiscord, asking: Asking, bot: DeskClient
) -> None:
    found = (await look(given(api, server=int(GUILD)), asking))["discord-commands"]
    assert found.detail.startswith("not registered: ")
    assert api.asked("GET", f"/applications/{APPLICATION}/guilds/{GUILD}/commands")


async def test_the_key_of_another_app_fails(api: FakeDiscord, asking: Asking) -> None:
    found = await look(given(api, public_key="ab" * 32), asking)
    assert (found["discord-key"].status, "General Information" in found["discord-key"].remedy) == ("fail", True)


async def test_a_token_that_is_not_taken_is_the_only_failure(api: FakeDiscord, asking: Asking) -> None:
    found = await look(given(api, token=WRONG, public_key="0" * 64), asking)
    assert {id: one.status for id, one in found.items()} == {
        "discord-token": "fail", "discord-key": "skip", "discord-channels": "skip", "discord-commands": "skip",
    }  # fmt: skip
    assert WRONG not in str(found)


@pytest.mark.parametrize(
    ("status", "said"), [(503, "does not answer as it should (503"), ("reset", "could not be reached")]
)
async def test_a_discord_that_is_out_is_no_wrong_token(
    api: FakeDiscord, asking: Asking, status: int | str, said: str
) -> None:
    api.fail("GET", "/applications/@me", times=3, status=status)
    found = (await look(given(api), asking))["discord-token"]
    assert said in found.detail and "outage" in found.remedy


async def test_each_scheduled_channel_is_asked_about(api: FakeDiscord, asking: Asking, bot: DeskClient) -> None:
    quiet = await api.add_channel("quiet")
    await api.overwrite(quiet, GUILD, deny=["send_messages"])
    for channel, name in ((GENERAL, "general"), (quiet, "quiet"), ("1", "gone")):
        add(asking.desk.store, asking.clock(), platform="discord", workspace=GUILD, channel=channel, channel_name=name)
    found = (await look(given(api), asking))["discord-channels"]
    assert found.detail == (
        "2 of 3 channels cannot be posted to: #gone (there is no such channel, or none that the app can see) and "
        "#quiet (lacks Send Messages)"
    )
    assert not api.posts


async def test_nothing_is_asked_where_nothing_is_set(api: FakeDiscord, asking: Asking) -> None:
    found = await look(given(api, token=None), asking)
    assert {(one.status, one.detail) for one in found.values()} == {("skip", "not set")}
    assert api.requests == []
