"""People in the fake Slack, as the contract of the adapters knows them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from conftest import open_desk
from contract import ALICE, BOB, Seen
from fakes.slack import Answer, Message, SlackWorkspace
from slack_desk import NOW, Running, running

from bot.reading.lexer import quoted
from data.store import Store

PEOPLE = {ALICE: "U_ALICE", BOB: "U_BOB"}
CHANNEL = "C_WORLD"


class SlackDriver:
    """The desk in Slack, over a socket or over HTTP."""

    def __init__(self, slack: SlackWorkspace, store: Store, *, way: str) -> None:
        self._slack, self._store, self._way = slack, store, way
        self._opened = AsyncExitStack()
        self._running: Running | None = None
        self._last: Answer | None = None

    async def start(self) -> None:
        desk = open_desk(self._store)
        self._running = await self._opened.enter_async_context(running(self._slack, desk, way=self._way))

    async def stop(self) -> None:
        await self._opened.aclose()

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def ask(self, command: str, options: Mapping[str, str], *, who: str = ALICE) -> Seen:
        wish = {"true": " --private", "false": " --public"}.get(options.get("private", ""), "")
        words = [f"{name}:{quoted(value)}" for name, value in options.items() if name != "private"]
        if command == "verify":
            words = [quoted(options["text"])]
        line = f"{command} {' '.join(words)}{wish}"
        return await self._answered(await self._slack.command("/sco", line, user=PEOPLE[who], channel=CHANNEL))

    async def mention(self, line: str, *, who: str = ALICE) -> Seen:
        return await self._answered(await self._slack.mention(line, PEOPLE[who], CHANNEL))

    async def write(self, line: str, *, who: str = ALICE) -> Seen:
        return await self._answered(await self._slack.direct_message(line, PEOPLE[who]))

    async def verify(self, message: str, *, who: str = ALICE) -> Seen:
        return await self._answered(await self._slack.shortcut("verify_quote", message, PEOPLE[who], CHANNEL))

    async def press(self, card: Seen, label: str, *, who: str = ALICE) -> Seen:
        answer = await self._slack.click(card.handle, user=PEOPLE[who], label=label)
        await self._settled()
        self._last = answer
        replaced = [body for body in answer.url.received if body.get("replace_original")] if answer.url else []
        return seen(card.handle if replaced else answer.messages[-1])

    async def press_twice(self, card: Seen, label: str, *, who: str = ALICE) -> None:
        click = self._slack.click
        await asyncio.gather(*(click(card.handle, user=PEOPLE[who], label=label) for _ in range(2)))
        await self._settled()

    async def look(self, card: Seen, *, who: str = ALICE) -> Seen:
        return seen(card.handle)

    def mentions(self, card: Seen) -> list[str]:
        parsed = [card.handle.text, *_mrkdwn(card.handle.blocks)]
        found = [text for text in parsed if re.search(r"<[!@#]|@(everyone|here|channel)\b", text)]
        return [*found, *_of_types(card.handle.blocks, ("user", "usergroup", "broadcast", "channel"))]

    async def public(self) -> list[Seen]:
        await self._settled()
        found = self._slack.visible(CHANNEL, "U_CHARLIE")
        return [seen(message) for message in found if message.author == self._slack.world.bot_of(CHANNEL)]

    async def again(self) -> None:
        assert self._last is not None
        await self._slack.deliver_again(self._last)
        await self._settled()

    async def _answered(self, answer: Answer) -> Seen:
        assert answer.is_ok and not answer.refusals, answer.refusals
        self._last = answer
        return seen(await answer.first())

    async def _settled(self) -> None:
        assert self._running is not None
        await self._running.work.finish(5)


def _mrkdwn(value: Any) -> Iterator[str]:
    """Every text in which Slack looks for mentions."""
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            yield value["text"]
        for inner in value.values():
            yield from _mrkdwn(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _mrkdwn(inner)


def _of_types(value: Any, types: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("type") in types:
            yield str(value)
        for inner in value.values():
            yield from _of_types(inner, types)
    elif isinstance(value, list):
        for inner in value:
            yield from _of_types(inner, types)


def seen(message: Message) -> Seen:
    """A message as a person sees it: without the joiners that only keep marks from acting."""
    words = message.plain.replace("\u2060", "").replace("\u200b", "")
    return Seen(words, tuple(message.labels), message.is_ephemeral, message)


@asynccontextmanager
async def slack_driver(store: Store, way: str) -> AsyncIterator[Any]:
    """The desk in a Slack of its own."""
    async with SlackWorkspace(clock=NOW.timestamp) as slack:
        driver = SlackDriver(slack, store, way=way)
        await driver.start()
        try:
            yield driver
        finally:
            await driver.stop()
