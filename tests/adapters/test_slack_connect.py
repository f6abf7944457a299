"""Channels that workspaces share: whoever comes from elsewhere reads as all do, and manages nothing of ours.

What Slack sends then names other teams before the one in which the app is: https://docs.slack.dev/apis/slack-connect
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest
from fakes.slack import Answer, SlackWorkspace
from slack_desk import KEY, NOW, ManagingDesk, Running, managing_desk, running, typed

from adapters.asking import Asking
from adapters.slack.calling import Calling
from adapters.slack.installing import Authorized, Installing
from adapters.slack.learning import Learning
from bot.contract import Button, Request
from data.operations import installations
from data.operations.installations import Installed
from data.sealing import Sealer
from data.store import Store

PAUSE = "schedule pause 12"
REFUSED = "may be changed by workspace admins"


@pytest.fixture
async def slack() -> AsyncIterator[SlackWorkspace]:
    """Alice is an admin here, Dora one of another workspace, from which the channel comes that both share."""
    async with SlackWorkspace(clock=NOW.timestamp) as workspace:
        workspace.change_user("U_ALICE", is_admin=True)
        workspace.add_user("U_DORA", "dora", is_admin=True)
        workspace.change_user("U_DORA", home_team="T_OTHER")
        workspace.add_channel("C_JOINT", "joint", host="T_OTHER", creator="U_DORA")
        yield workspace


@pytest.fixture
def desk(own_sco: Store) -> ManagingDesk:
    return managing_desk(own_sco)


@pytest.fixture(params=["socket", "http"])
async def one(request: pytest.FixtureRequest, slack: SlackWorkspace, desk: ManagingDesk) -> AsyncIterator[Running]:
    async with running(slack, desk, way=request.param) as found:
        yield found


async def refused(answer: Answer, desk: ManagingDesk) -> None:
    """Whoever asked was told that it is not theirs, and the desk was not asked."""
    told = await answer.first()
    assert REFUSED in told.plain and told.ephemeral_to == answer.user
    assert desk.asked == []


async def test_what_slack_sends_from_a_shared_channel_names_another_team_first(
    slack: SlackWorkspace, one: Running
) -> None:
    sent = (await slack.mention("members 2016", "U_DORA", "C_JOINT")).payload
    assert (sent["team_id"], sent["authorizations"][0]["team_id"]) == ("T_OTHER", "T_SUMMIT")
    assert (sent["is_ext_shared_channel"], sent["event"]["team"]) == (True, "T_OTHER")


async def test_an_admin_of_another_workspace_manages_nothing_of_ours(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    await refused(await slack.mention(PAUSE, "U_DORA", "C_JOINT"), desk)
    await refused(await slack.command("/sco", PAUSE, user="U_DORA", channel="C_JOINT"), desk)
    home = await (await slack.open_home("U_DORA")).home()
    assert "It is kept." not in home.plain and desk.asked == []


async def test_a_button_and_a_form_do_not_make_them_one_of_ours(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    desk.reply = replace(desk.reply, buttons=(Button(label="Pause", command=PAUSE),))
    card = await (await slack.command("/sco", "schedule list", channel="C_JOINT")).first()
    desk.asked.clear()
    card.ephemeral_to = None
    answer = await slack.click(card, user="U_DORA", label="Pause")
    await one.work.finish(5)
    assert REFUSED in answer.messages[-1].plain
    view = await (await slack.command("/sco", "schedule add", user="U_DORA", channel="C_JOINT")).modal()
    await slack.submit(typed(), user="U_DORA")
    assert REFUSED in " ".join(view.errors.values())
    assert desk.asked == []


async def test_our_own_people_manage_in_a_shared_channel_what_is_ours(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    for answer in (
        await slack.mention(PAUSE, "U_ALICE", "C_JOINT"),
        await slack.command("/sco", PAUSE, channel="C_JOINT"),
    ):
        await answer.first()
        found = desk.asked.pop()
        assert (found.workspace, found.channel, found.admin) == ("T_SUMMIT", "C_JOINT", True)


async def test_whoever_comes_from_elsewhere_reads_as_all_do(
    slack: SlackWorkspace, desk: ManagingDesk, one: Running
) -> None:
    slack.calls.clear()
    heard = await (await slack.mention("members 2016", "U_DORA", "C_JOINT")).first()
    assert "Uzbekistan" in heard.plain
    assert "Uzbekistan" in (await (await slack.command("/sco", "members 2016", user="U_DORA")).first()).plain
    assert slack.web.called("users.info") == []


async def test_the_workspace_is_the_one_whose_token_is_used(desk: ManagingDesk, own_sco: Store) -> None:
    asking = Asking(desk, clock=lambda: NOW)
    installing = Installing(asking, Sealer(KEY))
    for workspace in ("T_SUMMIT", "E_ORG"):
        installations.save(own_sco, Sealer(KEY), installed(workspace))
    team = await installing(team_id="T_SUMMIT", enterprise_id="E_ORG")
    whole = await installing(team_id="T_OF_ORG", enterprise_id="E_ORG")
    assert isinstance(team, Authorized) and isinstance(whole, Authorized)
    assert (team.workspace, whole.workspace) == ("T_SUMMIT", "E_ORG")
    asking.close()


@pytest.mark.parametrize(
    ("grid", "workspace", "admin"),
    [
        ({"enterprise_id": "E_ORG", "teams": ["T_ONE"], "is_admin": True}, "E_ORG", True),
        ({"enterprise_id": "E_ORG", "teams": ["T_ONE"], "is_admin": False}, "E_ORG", False),
        ({"enterprise_id": "E_ORG", "teams": ["T_TWO"], "is_admin": False}, "T_TWO", True),
        ({"enterprise_id": "E_ELSE", "teams": ["T_ELSE"], "is_admin": True}, "E_ORG", None),
        ({"enterprise_id": "E_ORG", "teams": "T_TWO", "is_admin": True}, "T_T", None),
        (None, "E_ORG", None),
    ],
)
async def test_in_an_organisation_its_own_people_and_admins_count(
    slack: SlackWorkspace, desk: ManagingDesk, grid: dict[str, object] | None, workspace: str, admin: bool | None
) -> None:
    slack.change_user("U_DORA", enterprise=grid)
    asking = Asking(desk, clock=lambda: NOW)
    async with aiohttp.ClientSession() as session:
        learning = Learning(asking, Calling(session, api_url=slack.api_url))
        request = Request(text=PAUSE, now=NOW, platform="slack", workspace=workspace, user="U_DORA")
        reply = await learning.answer(request, slack.bot_token)
    asking.close()
    assert reply is not None and (reply.kind == "refusal") == (admin is None)
    assert [found.admin for found in desk.asked] == ([] if admin is None else [admin])


def installed(workspace: str) -> Installed:
    return Installed(
        platform="slack",
        workspace=workspace,
        name=workspace,
        app="A0SUMMIT",
        bot="B0DESK",
        bot_user="U0DESK",
        installer="U_ALICE",
        scopes="chat:write",
        token=f"xoxb-{workspace}",
        refresh=None,
        expires_at=None,
        at=NOW,
    )
