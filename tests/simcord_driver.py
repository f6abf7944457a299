"""People in simcord, a Discord of other people's making, as the contract of the adapters knows them.

It has no socket and cannot deliver anything twice; the fake of our own does that.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import ExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import discord
import simcord
from conftest import TODAY, open_desk
from contract import ALICE, BOB, Seen
from discord_driver import mentioned, seen
from fakes.discord_api import sim

from adapters.asking import Asking
from adapters.discord.client import DeskClient, open_client
from adapters.work import Work
from data.store import Store

NOW = datetime.fromisoformat(f"{TODAY}T12:00:00").replace(tzinfo=UTC)

Remake = Callable[[], Awaitable[DeskClient]]
"""Makes a client with a desk of its own, that knows only what is in the store."""


class SimcordDriver:
    """The desk in a simulated server."""

    def __init__(self, env: simcord.Env, remake: Remake) -> None:
        self._env, self._remake = env, remake
        guild = env.create_guild()
        self._channel = guild.create_text_channel("world")
        self._people = {name: guild.add_member(env.create_user(name)) for name in (ALICE, BOB)}

    async def restart(self) -> None:
        await self._env.restart_bot(await self._remake())

    async def ask(self, command: str, options: Mapping[str, str], *, who: str = ALICE) -> Seen:
        typed: dict[str, Any] = {**options}
        if "private" in typed:
            typed["private"] = typed["private"] == "true"
        return self._said(await self._people[who].slash(self._channel, command, **typed))

    async def verify(self, message: str, *, who: str = ALICE) -> Seen:
        target = await self._people[BOB].send(self._channel, message)
        return self._said(await self._people[who].context_menu(self._channel, "Verify quote", target))

    async def mention(self, line: str, *, who: str = ALICE) -> Seen:
        bot = self._env.bot.user
        assert bot is not None
        await self._people[who].send(self._channel, f"<@{bot.id}> {line}")
        return self._of(self._channel.last_message)

    async def write(self, line: str, *, who: str = ALICE) -> Seen:
        person = self._people[who]
        await person.send_dm(line)
        return self._of(person.user.dm_channel.last_message)

    async def press(self, card: Seen, label: str, *, who: str = ALICE) -> Seen:
        custom_id = {c["label"]: c["custom_id"] for row in _rows(card.handle) for c in row["components"]}[label]
        result = await self._presser(card, who).click(card.handle["handle"], custom_id=custom_id)
        now = await self.look(card)
        if now.words != card.words or now.labels != card.labels:
            return now
        fresh = [one for one in (*result.followups, result.response) if one and one.id != card.handle["id"]]
        return self._of(fresh[-1]) if fresh else now

    async def press_twice(self, card: Seen, label: str, *, who: str = ALICE) -> None:
        """Nothing is quicker than the desk here: the second press finds the card as the first one left it."""
        custom_id = {c["label"]: c["custom_id"] for row in _rows(card.handle) for c in row["components"]}[label]
        await self._people[who].click(card.handle["handle"], custom_id=custom_id)

    def _presser(self, card: Seen, who: str) -> Any:
        """The person where the card stands: a member of the server, or somebody alone with the desk."""
        person = self._people[who]
        direct = person.user.dm_channel.history(viewer=person.user) if person.user.dm_channel else ()
        return person.user if card.handle["id"] in {message.id for message in direct} else person

    async def look(self, card: Seen, *, who: str = ALICE) -> Seen:
        direct = [(person.user.dm_channel, person.user) for person in self._people.values() if person.user.dm_channel]
        for channel, viewer in (*((self._channel, one) for one in (None, *self._people.values())), *direct):
            for message in channel.history(viewer=viewer):
                if message.id == card.handle["id"]:
                    return self._of(message)
        raise AssertionError("the card is gone")

    def mentions(self, card: Seen) -> list[str]:
        sent = [request.json for request in self._env.http_requests if request.json]
        loose = [body for body in sent if "components" in str(body) and "{'parse': []}" not in str(body)]
        return [*map(str, loose), *mentioned(card.handle)]

    async def public(self) -> list[Seen]:
        bot = self._env.bot.user
        found = [self._of(one) for one in self._channel.history() if bot and one.author.id == bot.id]
        return [one for one in found if not one.is_private]

    async def again(self) -> None:
        """Nothing comes twice here."""

    def _said(self, result: simcord.InteractionResult) -> Seen:
        assert result.response is not None
        return self._of(result.response)

    def _of(self, message: Any) -> Seen:
        assert message is not None
        components = message.components
        if isinstance(message, discord.Message):
            components = [one.to_dict() for one in message.components]
        return seen(
            {
                "id": message.id,
                "content": message.content,
                "components": components,
                "flags": message.flags.value,
                "handle": message,
            }
        )


def _rows(held: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [one for one in held["components"] if one["type"] == discord.ComponentType.action_row.value]


@asynccontextmanager
async def simcord_driver(store: Store) -> AsyncIterator[SimcordDriver]:
    """The desk in a simulated Discord of its own; at the end every body that it sent is checked by the schemas."""
    with ExitStack() as opened:

        async def remake() -> DeskClient:
            asking = Asking(open_desk(store), clock=lambda: NOW)
            opened.callback(asking.close)
            await asking.refresh()
            return open_client(asking, Work(), new_reference=lambda: "r1")

        first = await remake()
        async with sim.simulated(lambda: first) as env:
            yield SimcordDriver(env, remake)
