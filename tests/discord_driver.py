"""People in the fake Discord, as the contract of the adapters knows them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from conftest import TODAY, open_desk
from contract import ALICE, BOB, Seen
from fakes.discord_api import payloads
from fakes.discord_api.answers import Answer
from fakes.discord_api.events import WITH_BOT
from fakes.discord_api.gateway import FakeDiscord
from fakes.discord_api.payloads import GENERAL, Json, walked

from adapters.asking import Asking
from adapters.discord.client import open_client
from adapters.work import Work
from data.store import Store

NOW = datetime.fromisoformat(f"{TODAY}T12:00:00").replace(tzinfo=UTC)
PEOPLE = {ALICE: payloads.ALICE, BOB: payloads.BOB}
TEXT, BUTTON = 10, 2
UPDATE, DEFERRED_UPDATE = 7, 6
DIRECT = 1
"""The type of a channel between the desk and one person."""


class DiscordDriver:
    """The desk in a server of Discord's."""

    def __init__(self, api: FakeDiscord, store: Store) -> None:
        self._api, self._store = api, store
        self._opened = AsyncExitStack()
        self._work = Work()
        self._last: Answer | None = None
        self._answers: list[Answer] = []

    async def start(self) -> None:
        asking = Asking(open_desk(self._store), clock=lambda: NOW)
        self._work = Work()
        client = open_client(asking, self._work, new_reference=lambda: "r1")
        await asking.refresh()
        self._opened.callback(asking.close)
        await self._opened.enter_async_context(self._api.running(client))
        await client.registering  # type: ignore[misc]

    async def stop(self) -> None:
        await self._opened.aclose()

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def ask(self, command: str, options: Mapping[str, str], *, who: str = ALICE) -> Seen:
        typed: dict[str, Any] = {name: _chosen(value) for name, value in options.items()}
        if "private" in typed:
            typed["private"] = typed["private"] == "true"
        return await self._seen(await self._api.slash(command, typed, user=PEOPLE[who]))

    async def verify(self, message: str, *, who: str = ALICE) -> Seen:
        answer = await self._api.message_command("Verify quote", message, user=PEOPLE[who])
        return await self._seen(answer)

    async def mention(self, line: str, *, who: str = ALICE) -> Seen:
        return await self._posted(await self._api.mention(line, user=PEOPLE[who]))

    async def write(self, line: str, *, who: str = ALICE) -> Seen:
        return await self._posted(await self._api.direct_message(line, user=PEOPLE[who]))

    async def press(self, card: Seen, label: str, *, who: str = ALICE) -> Seen:
        answer = await self._click(card, label, who)
        await self._work.finish(5)
        self._remember(answer)
        in_place = answer.response and answer.response["type"] in (UPDATE, DEFERRED_UPDATE)
        return await self.look(card) if in_place else await self._seen(answer)

    async def press_twice(self, card: Seen, label: str, *, who: str = ALICE) -> None:
        for answer in [await self._click(card, label, who, wait=False) for _ in range(2)]:
            self._remember(await answer.acknowledged())
        await self._work.finish(5)

    async def _click(self, card: Seen, label: str, who: str, **more: Any) -> Answer:
        channel = card.handle["channel_id"]
        if self._api.rest.channels[channel]["type"] == DIRECT:
            more |= {"guild": None, "context": WITH_BOT}
        return await self._api.click(card.handle, buttons(card.handle)[label], PEOPLE[who], channel=channel, **more)

    async def look(self, card: Seen, *, who: str = ALICE) -> Seen:
        return seen(self._api.rest.messages.get(card.handle["id"], card.handle))

    def mentions(self, card: Seen) -> list[str]:
        allowed = [answer.response for answer in self._answers[-1:] if answer.response]
        loose = [r for r in allowed if (r.get("data") or {}).get("allowed_mentions") != {"parse": []}]
        return [*map(str, loose), *mentioned(card.handle)]

    async def public(self) -> list[Seen]:
        await self._work.finish(5)
        said = [m for a in self._answers for m in (a.message, *a.posted.values(), *a.held_messages) if m]
        held = {m["id"]: self._api.rest.messages.get(m["id"], m) for m in said}
        return [one for one in map(seen, held.values()) if not one.is_private and one.handle["channel_id"] == GENERAL]

    async def again(self) -> None:
        assert self._last is not None
        await self._api.deliver_again(self._last)
        await self._work.finish(5)

    async def _seen(self, answer: Answer) -> Seen:
        await answer.finished()
        self._remember(answer)
        assert not answer.refused and answer.message is not None
        return seen(answer.message)

    async def _posted(self, answer: Answer) -> Seen:
        await answer.replied()
        self._remember(answer)
        return seen(answer.held_messages[-1])

    def _remember(self, answer: Answer) -> None:
        self._last = answer
        self._answers.append(answer)


def seen(held: Json) -> Seen:
    """A message as a person sees it: Markdown drawn, and without the joiners that only keep it from acting."""
    words = "\n".join([held.get("content", ""), *(one["content"] for one in _of(held, TEXT))])
    drawn = re.sub(r"\\([^0-9A-Za-z\s])", r"\1", re.sub(r"(?m)^(?:-# |#+ |> )", "", words))
    plain = re.sub(r"\[([^\]\n]+)\]\(<?https?://[^)\s]+>?\)", r"\1", drawn).replace("**", "")
    labels = tuple(one["label"] for one in _of(held, BUTTON))
    return Seen(re.sub("[\u200b\u2060]", "", plain), labels, bool(held.get("flags", 0) & 64), held)


def shown(held: Json) -> str:
    """The texts of a message as they were sent, one below the other."""
    return "\n".join(one["content"] for one in _of(held, TEXT))


def buttons(held: Json) -> dict[str, str]:
    """What each button of a message carries, by what stands on it."""
    return {one["label"]: one["custom_id"] for one in _of(held, BUTTON)}


def mentioned(held: Json) -> list[str]:
    """What in its texts would be drawn as a mention."""
    texts = "\n".join(one["content"] for one in _of(held, TEXT))
    return re.findall(r"@(?:everyone|here)\b|(?<!\\)<[@#]", texts)


def _chosen(value: str) -> str:
    """A channel or a person as chosen from a list: by id; all else as typed."""
    named = re.fullmatch(r"<[#@](\d+)(?:\|[^>]*)?>", value)
    return named[1] if named else value


def _of(held: Json, kind: int) -> list[Json]:
    return [one for one in walked(held.get("components") or []) if one["type"] == kind]


@asynccontextmanager
async def discord_driver(store: Store, api: FakeDiscord) -> AsyncIterator[DiscordDriver]:
    """The desk in a Discord of its own."""
    driver = DiscordDriver(api, store)
    await driver.start()
    try:
        yield driver
    finally:
        await driver.stop()
