"""Schedules in Slack, from the line or the form to the desk's own card, over the real desk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from conftest import open_desk
from fakes.slack import Message, SlackWorkspace
from slack_desk import NOW, Running, running, typed

from bot.texts import slack as texts
from data.store import Store

DAILY = "schedule add onthisday at 08:30 Asia/Tashkent weekdays"


@pytest.fixture
async def slack() -> AsyncIterator[SlackWorkspace]:
    """Alice is an admin, Bob made one channel, and Charlie nothing."""
    async with SlackWorkspace(clock=NOW.timestamp) as workspace:
        workspace.change_user("U_ALICE", is_admin=True)
        workspace.add_channel("C_BOBS", "bobs", creator="U_BOB")
        yield workspace


@pytest.fixture
async def one(slack: SlackWorkspace, own_sco: Store) -> AsyncIterator[Running]:
    desk = open_desk(own_sco)
    desk.refresh()
    async with running(slack, desk, way="http") as found:
        await found.asking.refresh()
        yield found


async def card(slack: SlackWorkspace, line: str, **where: str) -> Message:
    message = await (await slack.command("/sco", line, **where)).first()
    assert message.ephemeral_to == where.get("user", "U_ALICE")
    return message


async def test_an_admin_adds_a_schedule_in_a_line_and_sees_it_in_their_own_time(
    slack: SlackWorkspace, one: Running
) -> None:
    said = await card(slack, f"{DAILY} in #bobs")
    assert "Schedule #1" in said.plain and "<#C_BOBS>" in said.plain
    assert "25 November 2026, 08:30 (UTC+5), for you 03:30 (UTC)" in said.plain
    assert "Schedule #1" in (await card(slack, "schedule show 1", user="U_BOB")).plain


async def test_whoever_may_not_manage_a_channel_is_told_so_and_nothing_is_set(
    slack: SlackWorkspace, one: Running
) -> None:
    refused = await card(slack, DAILY, user="U_BOB")
    assert "workspace admins" in refused.plain
    assert "Schedule #1" in (await card(slack, f"{DAILY} in #bobs", user="U_BOB")).plain
    assert "workspace admins" in (await card(slack, "schedule pause 1", user="U_CHARLIE")).plain


async def test_a_schedule_is_not_set_where_the_app_could_not_post(slack: SlackWorkspace, one: Running) -> None:
    slack.world.channels["C_WORLD"].is_bot_member = False
    assert texts.LACKS_MEMBERSHIP in (await card(slack, DAILY)).plain
    slack.world.channels["C_WORLD"].is_bot_member = True
    assert "Schedule #1" in (await card(slack, DAILY)).plain


async def test_in_a_direct_message_the_channel_has_to_be_named(slack: SlackWorkspace, one: Running) -> None:
    asked = await (await slack.direct_message(DAILY)).first()
    assert "In which channel?" in asked.plain
    said = await (await slack.direct_message(f"{DAILY} #bobs", "U_BOB")).first()
    assert "Schedule #1" in said.plain


async def test_the_form_makes_a_schedule(slack: SlackWorkspace, one: Running) -> None:
    answer = await slack.command("/sco", "schedule add")
    await answer.modal()
    await slack.submit(typed())
    await one.work.finish(5)
    assert slack.modal("U_ALICE") is None
    (told,) = answer.messages
    assert "Schedule #1" in told.plain and "every weekday at 08:30 Asia/Tashkent" in told.plain


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"zone": {}}, "zone", "No zone was named"),
        ({"other": {"value": "soonish"}}, "other", "\u201csoonish\u201d is not days"),
        ({"lead": {"value": "x"}}, "lead", "\u201cx\u201d is not days before"),
        ({"lead": {"value": "7d"}}, "lead", "onthisday has no such days"),
        (
            {"what": {"selected_option": {"value": "command"}}, "line": {"value": "membres of nothing"}},
            "line",
            "is nothing that I can post",
        ),
    ],
)
async def test_what_the_desk_does_not_take_stands_under_its_field(
    slack: SlackWorkspace, one: Running, fields: dict[str, Any], field: str, sentence: str
) -> None:
    view = await (await slack.command("/sco", "schedule add")).modal()
    answer = await slack.submit(typed(**fields))
    assert answer.is_ok and not answer.is_malformed
    assert list(view.errors) == [field] and sentence in view.errors[field]


async def test_whoever_may_not_manage_the_chosen_channel_is_told_in_the_form(
    slack: SlackWorkspace, one: Running
) -> None:
    view = await (await slack.command("/sco", "schedule add", user="U_CHARLIE")).modal()
    await slack.submit(typed(), user="U_CHARLIE")
    assert "workspace admins" in view.errors["in"]


async def test_the_home_lists_what_each_may_manage(slack: SlackWorkspace, one: Running) -> None:
    await card(slack, f"{DAILY} in #bobs")
    await card(slack, DAILY)
    alice = await (await slack.open_home("U_ALICE")).home()
    bob = await (await slack.open_home("U_BOB")).home()
    charlie = await (await slack.open_home("U_CHARLIE")).home()
    assert ("<#C_BOBS>" in alice.plain, "<#C_WORLD>" in alice.plain) == (True, True)
    assert ("<#C_BOBS>" in bob.plain, "<#C_WORLD>" in bob.plain) == (True, False)
    assert "Asia/Tashkent" not in charlie.plain
    assert charlie.labels[-1] == texts.NEW_SCHEDULE
