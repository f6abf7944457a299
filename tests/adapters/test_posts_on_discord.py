"""From a command given in Discord to a post that people read there, over the gateway and REST."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping

import pytest
from conftest import open_desk
from contract import ALICE, BOB, Seen
from discord_driver import buttons, seen
from fakes.discord_api import payloads, schemas
from fakes.discord_api.gateway import FakeDiscord, point_library
from fakes.discord_api.payloads import APPLICATION, GENERAL, GUILD
from posting_desk import Time
from scheduling_contract import CHARLIE, DAILY, DUE, EVE, SchedulingContract, at, break_and_mend, paused, posting

from adapters.asking import Asking
from adapters.discord.client import open_client
from adapters.discord.posting import DiscordSender
from adapters.work import Work
from data.operations import schedules
from data.store import Store

PEOPLE = {ALICE: payloads.ALICE, BOB: payloads.BOB, CHARLIE: payloads.CHARLIE}


class DiscordOffice:
    """The desk in Discord, with a clock that is set."""

    who_may = "Manage Channels"

    def __init__(self, api: FakeDiscord, store: Store, time: Time, work: Work) -> None:
        self.api, self.store, self.time, self.work = api, store, time, work
        self.ops = ""
        self.answers: set[str] = set()

    async def ask(self, command: str, options: Mapping[str, str], *, who: str = ALICE, elsewhere: bool = False) -> Seen:
        where = self.ops if elsewhere else GENERAL
        given = {name.replace("-", "_"): value for name, value in options.items()}
        if command == "schedule add":
            given["in"] = GENERAL
        answer = await self.api.slash(command, given, user=PEOPLE[who], channel=where)
        await answer.finished()
        assert not answer.refused and answer.message is not None
        self.answers.add(answer.message["id"])
        return seen(answer.message)

    def schedule(self) -> schedules.Schedule:
        with self.store.read() as reader:
            (found,) = schedules.every(reader, "discord", GUILD)
        return found

    async def press(self, card: Seen, label: str, *, who: str = BOB) -> Seen:
        answer = await self.api.click(card.handle, buttons(card.handle)[label], PEOPLE[who], channel=GENERAL)
        await answer.finished()
        assert answer.message is not None
        self.answers.add(answer.message["id"])
        return seen(answer.message)

    def posts(self) -> list[Seen]:
        return self._said(GENERAL)

    def told(self) -> list[Seen]:
        return self._said(self.api.rest.direct_channel(payloads.ALICE)["id"])

    def admins(self) -> list[Seen]:
        return self._said(self.ops)

    def _said(self, channel: str) -> list[Seen]:
        ids = [post.message for post in self.api.posts if post.channel == channel]
        return [seen(self.api.rest.messages[id]) for id in ids if id in self.api.rest.messages]

    def posted_link(self) -> str:
        return f"https://discord.com/channels/{GUILD}/{GENERAL}/{self.api.posts[-1].message}"

    def links(self, card: Seen) -> str:
        return json.dumps(card.handle["components"])

    async def withdraw(self) -> None:
        self.api.guilds[GUILD]["owner_id"] = "1100000000000000099"
        await self.api.dispatch("GUILD_UPDATE", self.api.guilds[GUILD])

    async def break_(self, trouble: str) -> str:
        denied = {"muted": "send_messages", "hidden": "read_messages"}[trouble]
        await self.api.overwrite(GENERAL, APPLICATION, deny=[denied])
        return {"muted": "Send Messages", "hidden": "View Channel"}[trouble]

    async def mend(self, trouble: str) -> None:
        await self.api.overwrite(GENERAL, APPLICATION)

    async def delete(self) -> None:
        await self.api.delete_channel(GENERAL)

    async def close_direct(self) -> None:
        self.api.rest.closed_to.add(payloads.ALICE["id"])

    async def add_admins(self) -> str:
        return self.ops


@pytest.fixture
def time() -> Time:
    return Time(EVE)


@pytest.fixture
def asking(own_sco: Store, time: Time) -> Iterator[Asking]:
    opened = Asking(open_desk(own_sco), clock=time)
    yield opened
    opened.close()


@pytest.fixture
async def office(asking: Asking, time: Time, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordOffice]:
    async with FakeDiscord(check=schemas.check) as api:
        point_library(monkeypatch, api)
        found = DiscordOffice(api, asking.desk.store, time, Work())
        sender = DiscordSender(api.token, api=api.base, keep=asking.keep, clock=asking.clock)
        await asking.refresh()
        async with api.running(client := open_client(asking, found.work, new_reference=lambda: "r1")):
            await client.registering  # type: ignore[misc]
            found.ops = await api.add_channel("ops")
            async with posting(asking, found.work, "discord", sender):
                yield found
        await sender.close()


class TestOnDiscord(SchedulingContract):
    """What holds on every platform, and what befalls channels of Discord's."""

    @pytest.mark.parametrize("trouble", ["muted", "hidden"])
    async def test_a_trouble_pauses_is_told_once_and_ends_by_itself(self, office: DiscordOffice, trouble: str) -> None:
        await break_and_mend(office, trouble)

    async def test_a_desk_that_was_removed_from_the_server_pauses_and_tells_alice(self, office: DiscordOffice) -> None:
        await office.ask("schedule add", DAILY)
        await office.api.leave(GUILD)
        await at(office, DUE)
        await paused(office)
        (told,) = office.told()
        assert office.schedule().reason == "removed"
        assert "the app was removed from the workspace" in told.words
