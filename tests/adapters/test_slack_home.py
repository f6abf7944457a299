"""The app's Home in Slack with schedules: those that whoever looks may manage, and the way to a new one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from conftest import open_desk
from fakes.slack import SlackWorkspace
from slack_desk import NOW, ManagingDesk, Running, managing_desk, running, typed

from bot.contract import Button, Reply
from bot.registry import Registry
from bot.texts import platforms
from bot.texts import slack as texts
from data.store import Store


@pytest.fixture
async def slack() -> AsyncIterator[SlackWorkspace]:
    async with SlackWorkspace(clock=NOW.timestamp) as workspace:
        workspace.change_user("U_ALICE", is_admin=True)
        yield workspace


@pytest.fixture
def desk(own_sco: Store) -> ManagingDesk:
    return managing_desk(own_sco)


@pytest.fixture(params=["socket", "http"])
async def one(request: pytest.FixtureRequest, slack: SlackWorkspace, desk: ManagingDesk) -> AsyncIterator[Running]:
    async with running(slack, desk, way=request.param) as found:
        yield found


async def test_the_home_ends_with_the_schedules_and_the_way_to_a_new_one(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    view = await (await slack.open_home()).home()
    assert "It is kept." in view.plain
    assert view.plain.index("24 November") < view.plain.index("It is kept.")
    assert view.labels[-1] == texts.NEW_SCHEDULE
    (found,) = desk.asked
    assert (found.text, found.channel, found.admin, found.user) == ("schedule list all", None, True, "U_ALICE")


async def test_whoever_may_manage_nothing_sees_no_schedules(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    desk.reply = Reply(kind="refusal", title="Schedules", lead="Nothing here is yours to manage.")
    view = await (await slack.open_home("U_BOB")).home()
    assert "yours to manage" not in view.plain
    assert not desk.asked[-1].admin


async def test_a_slack_that_cannot_be_asked_leaves_the_rest_of_the_home(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    slack.fail_next("users.info", status=500)
    view = await (await slack.open_home()).home()
    assert texts.NOT_LEARNT_TITLE in view.plain and "24 November" in view.plain
    assert desk.asked == []


async def test_a_button_of_a_schedule_works_in_the_home(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    desk.reply = replace(desk.reply, buttons=(Button(label="Pause", command="schedule pause 12"),))
    view = await (await slack.open_home()).home()
    shown = await (await slack.click(view, label="Pause")).home()
    assert (desk.asked[-1].text, desk.asked[-1].admin) == ("schedule pause 12", True)
    assert "It is kept." in shown.plain and shown.labels[-1] == platforms.START


async def test_a_new_schedule_from_the_home_is_told_directly_and_stands_there(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    view = await (await slack.open_home()).home()
    await (await slack.click(view, label=texts.NEW_SCHEDULE)).modal()
    answer = await slack.submit(typed())
    await answer.home()
    assert [m.plain for m in slack.visible("D_U_ALICE", "U_ALICE") if "It is kept." in m.plain]
    assert [found.command or found.text for found in desk.asked] == [
        "schedule list all",
        "schedule add",
        "schedule list all",
    ]


async def test_a_desk_without_schedules_has_a_home_without_them(slack: SlackWorkspace, own_sco: Store) -> None:
    desk = open_desk(own_sco)
    reading = Registry(command for command in desk.registry.commands if not command.manages)
    desk.registry = reading
    async with running(slack, desk, way="socket"):
        view = await (await slack.open_home()).home()
        assert texts.NEW_SCHEDULE not in view.labels
        answer = await slack.command("/sco", "schedule add")
        await answer.first()
        assert slack.modal("U_ALICE") is None
