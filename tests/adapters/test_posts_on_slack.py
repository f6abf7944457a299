"""From a line typed in Slack to a post that people read there, over a socket."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping

import pytest
from conftest import open_desk
from contract import ALICE, BOB, Seen
from fakes.slack import SlackWorkspace
from posting_desk import Time
from scheduling_contract import CHARLIE, EVE, SchedulingContract, break_and_mend, posting
from slack_desk import Running, running
from slack_driver import seen

from bot.texts import slack as texts
from data.operations import schedules
from data.store import Store

PEOPLE = {ALICE: "U_ALICE", BOB: "U_BOB", CHARLIE: "U_CHARLIE"}
WORLD, OPS = "C_WORLD", "C_OPS"
APART = ("at", "admin-channel")
"""Options that are typed with a space before what they are given."""


class SlackOffice:
    """The desk in Slack, with a clock that is set."""

    who_may = "workspace admins"

    def __init__(self, slack: SlackWorkspace, store: Store, time: Time) -> None:
        self.slack, self.store, self.time = slack, store, time
        self.one: Running

    async def ask(self, command: str, options: Mapping[str, str], *, who: str = ALICE, elsewhere: bool = False) -> Seen:
        what = options.get("what", "")
        words = [f'"{what}"' if " " in what else what, *_words(options)]
        if command == "schedule add":
            words.append("in #world")
        answer = await self.slack.command(
            "/sco", f"{command} {' '.join(words)}", user=PEOPLE[who], channel=OPS if elsewhere else WORLD
        )
        return seen(await answer.first())

    def schedule(self) -> schedules.Schedule:
        with self.store.read() as reader:
            (found,) = schedules.every(reader, "slack", "T_SUMMIT")
        return found

    async def press(self, card: Seen, label: str, *, who: str = BOB) -> Seen:
        answer = await self.slack.click(card.handle, user=PEOPLE[who], label=label)
        await self.one.work.finish(5)
        return seen(answer.messages[-1])

    def posts(self) -> list[Seen]:
        return self._said(WORLD, "U_CHARLIE")

    def told(self) -> list[Seen]:
        return self._said("D_U_ALICE", "U_ALICE") if "D_U_ALICE" in self.slack.world.channels else []

    def admins(self) -> list[Seen]:
        return self._said(OPS, "U_CHARLIE")

    def _said(self, channel: str, who: str) -> list[Seen]:
        found = self.slack.visible(channel, who)
        return [seen(one) for one in found if one.author == "U_DESK_SUMMIT" and one.ephemeral_to is None]

    def posted_link(self) -> str:
        return f"https://summit.slack.com/archives/C_WORLD/p{self.slack.posts[-1].ts.replace('.', '')}"

    def links(self, card: Seen) -> str:
        return json.dumps(card.handle.blocks)

    async def withdraw(self) -> None:
        self.slack.change_user("U_ALICE", is_admin=False)

    async def break_(self, trouble: str) -> str:
        channel = self.slack.world.channels[WORLD]
        if trouble == "archived":
            channel.is_archived = True
            return "archived"
        if trouble == "removed":
            channel.is_bot_member = False
            return texts.LACKS_MEMBERSHIP
        self.slack.withdraw("chat:write")
        return "chat:write"

    async def mend(self, trouble: str) -> None:
        channel = self.slack.world.channels[WORLD]
        channel.is_archived, channel.is_bot_member = False, True
        self.slack.grant("chat:write")

    async def delete(self) -> None:
        self.slack.world.channels[WORLD].is_deleted = True

    async def close_direct(self) -> None:
        self.slack.world.direct_channel("U_ALICE").is_archived = True

    async def add_admins(self) -> str:
        return "#ops"


def _words(options: Mapping[str, str]) -> list[str]:
    """The options of a line but what is posted, as they are typed."""
    return [
        f"{name} {value}" if name in APART else f"{name}:{value}" for name, value in options.items() if name != "what"
    ]


@pytest.fixture
async def office(own_sco: Store) -> AsyncIterator[SlackOffice]:
    time = Time(EVE)
    async with SlackWorkspace(clock=lambda: time.now.timestamp()) as slack:
        slack.change_user("U_ALICE", is_admin=True)
        slack.add_channel(OPS, "ops")
        found = SlackOffice(slack, own_sco, time)
        desk = open_desk(own_sco)
        desk.refresh()
        async with (
            running(slack, desk, way="socket", clock=time) as found.one,
            posting(found.one.asking, found.one.work, "slack", found.one.adapter.outlet().sender),
        ):
            yield found


class TestOnSlack(SchedulingContract):
    """What holds on every platform, and what befalls channels of Slack's."""

    @pytest.mark.parametrize("trouble", ["archived", "removed"])
    async def test_a_trouble_pauses_is_told_once_and_ends_by_itself(self, office: SlackOffice, trouble: str) -> None:
        await break_and_mend(office, trouble)
