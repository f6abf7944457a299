"""The app is removed from a workspace of Slack's, and comes back: its schedules wait meanwhile, and post again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest
from conftest import open_desk
from fakes.slack import SlackWorkspace
from posting_desk import Time, told
from scheduling_contract import EVE, posting, ticked
from slack_browser import install
from slack_desk import KEY, Running, running

from data.operations import installations, schedules
from data.operations.schedules import Schedule
from data.sealing import Sealer
from data.store import Store

TEAM = "T_SUMMIT"


@dataclass
class Office:
    """The desk as workspaces install it, with a clock that is set."""

    slack: SlackWorkspace
    store: Store
    time: Time
    one: Running

    async def say(self, line: str) -> str:
        answer = await self.slack.command("/sco", line, user="U_ALICE", channel="C_WORLD")
        return (await answer.first()).plain

    def schedule(self, workspace: str = TEAM) -> Schedule:
        with self.store.read() as reader:
            (found,) = schedules.every(reader, "slack", workspace)
        return found

    def posts(self) -> int:
        return len([one for one in self.slack.visible("C_WORLD", "U_BOB") if one.author == "U_DESK_SUMMIT"])

    async def next_slot(self) -> None:
        self.time.go(days=1)
        await ticked(self)  # type: ignore[arg-type]  # of an office it takes the clock and the store


@pytest.fixture
async def office(own_sco: Store) -> AsyncIterator[Office]:
    """Alice's daily schedule, right before its first slot."""
    time, desk = Time(EVE), open_desk(own_sco)
    desk.refresh()
    async with SlackWorkspace(clock=lambda: time.now.timestamp()) as slack:
        slack.change_user("U_ALICE", is_admin=True)
        async with running(slack, desk, way="http", installable=True, clock=time) as one:
            slack.oauth.redirect_uris.add(f"{one.url}/slack/oauth_redirect")
            found = Office(slack, own_sco, time, one)
            await install(slack, one)
            assert "Schedule #1" in await found.say('schedule add "members 2016" at 11:00 UTC in #world')
            async with posting(one.asking, one.work, "slack", one.adapter.outlet().sender):
                yield found


async def test_a_removed_app_pauses_its_schedules_and_nothing_is_asked_of_slack_to_tell_it(office: Office) -> None:
    office.time.go(minutes=1)
    await office.slack.uninstall()
    paused = office.schedule()
    assert (paused.state, paused.paused_by, paused.reason) == ("paused", "desk", "removed")
    before = len(office.slack.calls)
    await office.next_slot()
    assert len(office.slack.calls) == before and office.schedule().paused_at == paused.paused_at
    assert told(office.store) == [("paused", "failed")]


async def test_once_the_app_is_back_its_schedules_say_why_they_waited_and_the_next_slot_posts(office: Office) -> None:
    office.time.go(minutes=1)
    await office.slack.uninstall()
    await office.next_slot()
    await install(office.slack, office.one)
    for line in ("schedule list", "schedule show 1", "schedule explain 1"):
        assert "the app was removed from the workspace" in await office.say(line), line
    assert "the app is not in the workspace any more" in await office.say("schedule log 1")
    assert office.posts() == 0
    await office.next_slot()
    assert office.posts() == 1 and office.schedule().state == "active"


async def test_what_somebody_paused_stays_theirs_and_another_workspace_is_untouched(office: Office) -> None:
    mine = office.schedule()
    for workspace in ("T_OTHER", "E_ALL"):
        elsewhere = replace(mine, workspace=workspace)
        new = schedules.Written(**{name: getattr(elsewhere, name) for name in schedules.Written.__slots__})
        schedules.add(
            office.store, new, token=workspace, maker="U", now=office.time.now, planned_until=EVE.date()
        )  # fmt: skip
    await office.say("schedule pause 1 because holidays")
    office.time.go(minutes=1)
    await office.slack.uninstall()
    assert office.schedule().paused_by == "U_ALICE" and office.schedule().reason == "holidays"
    assert {office.schedule(workspace).state for workspace in ("T_OTHER", "E_ALL")} == {"active"}


async def test_a_late_event_of_an_earlier_removal_pauses_nothing(office: Office) -> None:
    office.time.go(minutes=1)
    removed = await office.slack.uninstall()
    office.time.go(minutes=1)
    await install(office.slack, office.one)
    schedules.resume(office.store, 1)
    await office.slack.deliver_again(removed[1])
    assert office.schedule().state == "active"
    assert installations.find(office.store, Sealer(KEY), "slack", (TEAM,)) is not None


async def test_without_the_event_the_next_post_finds_out_and_pauses(office: Office) -> None:
    office.slack.tokens.revoke_team(TEAM)
    await office.next_slot()
    paused = office.schedule()
    assert paused.paused_by == "desk" and (paused.reason or "").startswith("uninstalled")
