"""What the asker and the app may do is learnt anew for each managing question, and never taken for granted.

From what a gateway keeps up to date, and from Discord's REST where there is none.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

import pytest
from conftest import TODAY
from discord_driver import shown
from discord_over_http import called
from fakes.discord_api import payloads
from fakes.discord_api.gateway import FakeDiscord
from fakes.discord_api.payloads import ALICE, APPLICATION, BOB, CHARLIE, GENERAL, GUILD

from adapters.asking import Asking
from adapters.discord.client import DeskClient, open_client
from adapters.pressing import Press, pack
from adapters.work import Work
from bot.contract import Channel, Reply, Request
from bot.desk import Desk
from bot.registry import Command, Example, Option, Registry
from bot.texts import discord as texts
from data.store import Store

NOW = datetime.fromisoformat(f"{TODAY}T12:00:00").replace(tzinfo=UTC)
OTHER = "1100000000000000200"
OTHERS = "1100000000000000201"


def declared() -> Registry:
    """Two managing commands, of a channel and of a schedule that is known by its number."""

    def one(name: str, option: Option) -> Command:
        example = Example(line=name, shows="it")
        return Command(
            name=name, help=name, options=(option,), examples=(example,), handler=lambda ask: ask, manages=True
        )

    channel = Option(name="in", help="where", types=("channel",))
    number = Option(name="schedule", help="which", types=("schedule",))
    return Registry([one("schedule add", channel), one("schedule pause", number)])


class Manager(Asking):
    """Asks of a desk whose schedules post where `posts_in` says; remembers what it was told of the asker."""

    def __init__(self, desk: Desk, **more: Any) -> None:
        super().__init__(desk, **more)
        self.posts_in = GENERAL
        self.told: list[Request] = []
        self.go = asyncio.Event()
        self.go.set()
        self.client: DeskClient | None = None

    async def concerning(self, request: Request) -> tuple[str, ...] | None:
        said = request.text or f"{request.command} {request.options}"
        return (*re.findall(r"<#(\w+)", said), *([self.posts_in] if "pause" in said else []))

    async def answer(self, request: Request, *, counted: bool = False) -> Reply:
        self.told.append(request)
        await self.go.wait()
        return Reply(kind="help", title="Done", lead="Done.", private=True, canonical="schedule list")


@pytest.fixture(params=["gateway", "http"])
async def manager(api: FakeDiscord, own_sco: Store, request: pytest.FixtureRequest) -> AsyncIterator[Manager]:
    """The desk of those who manage, connected or called."""
    opened = Manager(Desk(own_sco, declared(), new_reference=lambda: "r1", new_token=lambda: "t1"), clock=lambda: NOW)
    async with AsyncExitStack() as stack:
        stack.callback(opened.close)
        if request.param == "http":
            desk = await stack.enter_async_context(called(api, opened))
            assert desk.adapter._endpoint is not None
            opened.client = desk.adapter._endpoint.client
        else:
            opened.client = open_client(opened, Work(), new_reference=lambda: "r0")
            await stack.enter_async_context(api.running(opened.client))
            await opened.client.registering  # type: ignore[misc]
        assert opened.client is not None
        yield opened
        await opened.client.answering.work.finish(5)


heard = pytest.mark.parametrize("manager", ["gateway"], indirect=True)
"""Of what only a gateway tells."""


async def pause(api: FakeDiscord, manager: Manager, where: str, user: payloads.Json = BOB) -> Request:
    """The question of somebody in the general channel about a schedule that posts there."""
    manager.posts_in = where
    await api.slash("schedule pause", {"schedule": "1"}, user=user)
    return manager.told[-1]


async def mention(api: FakeDiscord, manager: Manager, line: str) -> Request:
    """Bob's question in words; its answer is private, so it goes to him directly."""
    before = len(manager.told)
    await api.mention(line, user=BOB, wait=False)
    await api.until(lambda: len(manager.told) > before, "the question")
    return manager.told[-1]


async def another_server(api: FakeDiscord) -> None:
    other = payloads.guild(OTHER, [payloads.channel(OTHERS, "theirs", guild=OTHER)], members=[BOB])
    other["owner_id"] = BOB["id"]
    await api.join(other)


async def test_a_member_may_manage_nothing(api: FakeDiscord, manager: Manager) -> None:
    told = await pause(api, manager, GENERAL)
    assert (told.may_manage, told.admin, told.timezone) == (False, False, "UTC")
    assert told.channels == {GENERAL: Channel(id=GENERAL, name="general")}


async def test_the_owner_may_manage_all(api: FakeDiscord, manager: Manager) -> None:
    told = await pause(api, manager, await api.add_channel("other"), ALICE)
    assert told.may_manage and told.admin and len(told.channels) == 2
    assert all(one.may_manage for one in told.channels.values())


@pytest.mark.parametrize(
    ("right", "admin"), [("manage_guild", True), ("administrator", True), ("manage_channels", False)]
)
async def test_a_role_gives_what_it_says(api: FakeDiscord, manager: Manager, right: str, admin: bool) -> None:
    await api.grant(BOB["id"], right)
    told = await pause(api, manager, await api.add_channel("other"))
    assert (told.may_manage, told.admin) == (True, admin)
    assert all(one.may_manage for one in told.channels.values())


async def test_who_manages_one_channel_manages_no_other(api: FakeDiscord, manager: Manager) -> None:
    other = await api.add_channel("other")
    await api.overwrite(other, BOB["id"], allow=["manage_channels"])
    told = await pause(api, manager, other)
    assert not told.may_manage and not told.admin
    assert {id: one.may_manage for id, one in told.channels.items()} == {other: True, GENERAL: False}


async def test_the_name_of_a_channel_is_not_for_whoever_does_not_see_it(api: FakeDiscord, manager: Manager) -> None:
    hidden = await api.add_channel("hidden")
    await api.overwrite(hidden, BOB["id"], deny=["read_messages"])
    assert (await pause(api, manager, hidden)).channels[hidden].name is None
    assert (await pause(api, manager, hidden, ALICE)).channels[hidden].name == "hidden"


async def test_a_permission_is_not_remembered(api: FakeDiscord, manager: Manager) -> None:
    other = await api.add_channel("other")
    await api.overwrite(other, BOB["id"], allow=["manage_channels"])
    assert (await pause(api, manager, other)).channels[other].may_manage
    await api.overwrite(other, BOB["id"])
    assert not (await pause(api, manager, other)).channels[other].may_manage


async def test_a_channel_chosen_as_an_option_comes_with_what_the_asker_may_do(
    api: FakeDiscord, manager: Manager
) -> None:
    hidden = await api.add_channel("hidden")
    await api.overwrite(hidden, GUILD, deny=["read_messages"])
    await api.overwrite(hidden, BOB["id"], allow=["read_messages", "manage_channels"])
    answer = await api.slash("schedule add", {"in": hidden}, user=BOB)
    told = manager.told[-1]
    assert told.options == {"in": f"<#{hidden}|hidden>"} and answer.is_ephemeral
    learnt = told.channels[hidden]
    assert learnt == Channel(id=hidden, name=learnt.name, may_manage=True, missing=("View Channel",))


async def test_what_discord_sends_with_the_question_is_newer_than_what_the_gateway_told(
    api: FakeDiscord, manager: Manager
) -> None:
    other = await api.add_channel("other")
    await api.overwrite(other, BOB["id"], allow=["manage_channels"], told=False)
    await api.slash("schedule add", {"in": other}, user=BOB)
    assert manager.told[-1].channels[other].may_manage
    await api.overwrite(GENERAL, BOB["id"], allow=["manage_channels"], told=False)
    assert (await pause(api, manager, GENERAL)).may_manage


async def test_a_thread_that_is_closed_to_the_app_is_the_askers_all_the_same(
    api: FakeDiscord, manager: Manager
) -> None:
    hidden = await api.add_channel("hidden")
    thread = await api.add_thread("talk", parent=hidden, told=False)
    await api.overwrite(hidden, APPLICATION, deny=["read_messages"])
    for who, may in ((BOB, False), (ALICE, True)):
        await api.slash("schedule add", {"in": thread}, user=who)
        closed = Channel(id=thread, may_manage=may, missing=("View Channel",))
        assert manager.told[-1].channels[thread] == closed


async def test_a_slow_answer_is_waited_for_out_of_sight(api: FakeDiscord, manager: Manager) -> None:
    assert manager.client is not None
    manager.client.answering.patience = 0.01
    manager.go.clear()
    answer = await api.slash("schedule pause", {"schedule": "1"}, user=ALICE)
    assert answer.response == {"type": 5, "data": {"flags": 64}}
    manager.go.set()
    assert "Done." in shown((await answer.edited()).edits[0])


async def test_what_the_app_lacks_is_named(api: FakeDiscord, manager: Manager) -> None:
    await api.overwrite(GENERAL, APPLICATION, deny=["send_messages", "read_message_history"])
    told = await pause(api, manager, GENERAL, ALICE)
    assert told.channels[GENERAL].missing == ("Send Messages", "Read Message History")


async def test_a_deleted_channel_is_gone(api: FakeDiscord, manager: Manager) -> None:
    other = await api.add_channel("other")
    await api.delete_channel(other)
    assert (await pause(api, manager, other, ALICE)).channels[other] == Channel(id=other, trouble="gone")


async def test_a_channel_of_another_server_is_nobodys_here(api: FakeDiscord, manager: Manager) -> None:
    await another_server(api)
    assert (await pause(api, manager, OTHERS)).channels[OTHERS] == Channel(id=OTHERS, trouble="gone")
    assert (await pause(api, manager, "nonsense")).channels["nonsense"].trouble == "gone"


@heard
async def test_a_channel_of_another_server_is_not_named_in_a_mention_either(api: FakeDiscord, manager: Manager) -> None:
    await another_server(api)
    told = (await mention(api, manager, f"schedule add in <#{OTHERS}> <#nonsense>")).channels
    assert told[OTHERS].trouble == "gone" and not told[OTHERS].may_manage and told["nonsense"].trouble == "gone"


async def test_threads_are_as_their_channel(api: FakeDiscord, manager: Manager) -> None:
    await api.overwrite(GENERAL, BOB["id"], allow=["manage_channels"])
    open_one = await api.add_thread("talk", parent=GENERAL)
    locked = await api.add_thread("closed", parent=GENERAL, locked=True, told=False)
    assert (await pause(api, manager, open_one)).channels[open_one] == Channel(
        id=open_one, name="talk", may_manage=True
    )
    told = (await pause(api, manager, locked)).channels[locked]
    assert (told.may_manage, told.trouble) == (True, "archived")


@pytest.mark.parametrize(
    ("manager", "status"),
    [("gateway", 503), ("gateway", 429), ("gateway", "reset"), ("http", 503), ("http", "reset")],
    indirect=["manager"],
)
async def test_what_cannot_be_learnt_is_a_sentence_and_no_permission(
    api: FakeDiscord, manager: Manager, status: int | str
) -> None:
    manager.posts_in = "1100000000000000999"
    api.fail("GET", "/channels/*", status=status, times=9)
    answer = await api.slash("schedule pause", {"schedule": "1"}, user=ALICE)
    assert texts.NOT_LEARNT in shown(answer.data) and answer.is_ephemeral and not manager.told


async def test_where_the_app_was_only_brought_along_nothing_is_managed(api: FakeDiscord, manager: Manager) -> None:
    owners = {"1": BOB["id"]}
    answer = await api.slash("schedule pause", guild=OTHER, user=BOB, authorizing_integration_owners=owners)
    assert texts.NOT_IN_SERVER in shown(answer.data) and not manager.told


@heard
async def test_a_mention_is_learnt_of_like_a_command(api: FakeDiscord, manager: Manager) -> None:
    other = await api.add_channel("other")
    await api.overwrite(other, BOB["id"], allow=["manage_channels"])
    told = await mention(api, manager, f"schedule add onthisday in <#{other}>")
    assert {id: one.may_manage for id, one in told.channels.items()} == {other: True, GENERAL: False}
    assert not api.asked("POST", f"/channels/{GENERAL}/messages")


@heard
async def test_in_a_direct_message_no_channel_of_a_server_is_managed(api: FakeDiscord, manager: Manager) -> None:
    await api.direct_message(f"schedule add onthisday in <#{GENERAL}>", user=ALICE)
    told = manager.told[-1]
    assert not told.may_manage and not told.admin and told.channels == {GENERAL: Channel(id=GENERAL)}


async def test_a_button_is_learnt_of_like_a_command(api: FakeDiscord, manager: Manager) -> None:
    custom_id = pack(Press(act="open", line="schedule pause 1"), 100).text
    row = {"type": 1, "components": [{"type": 2, "style": 2, "label": "Pause", "custom_id": custom_id}]}
    card = payloads.message({"components": [row], "flags": 32768}, channel=GENERAL, author=payloads.BOT)
    for who, may in ((BOB, False), (ALICE, True)):
        pressed = await api.click(card, custom_id, who)
        assert pressed.is_ephemeral and manager.told[-1].may_manage is may


async def test_what_is_delivered_twice_is_done_once(
    api: FakeDiscord, manager: Manager, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await api.slash("schedule pause", {"schedule": "1"}, user=ALICE)
    with caplog.at_level("INFO", "summitdesk.discord"):
        await api.deliver_again(answer)
        if api.caller is not None:
            await api.caller.settled()
        await api.slash("schedule pause", {"schedule": "2"}, user=ALICE)
    assert [one.options["schedule"] for one in manager.told] == ["1", "2"]
    assert "an interaction came twice" in caplog.messages and not answer.refused


async def test_a_stranger_who_left_has_no_permissions_left(api: FakeDiscord, manager: Manager) -> None:
    told = await pause(api, manager, GENERAL, CHARLIE)
    assert not told.may_manage and not told.channels[GENERAL].may_manage
