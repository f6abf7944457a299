"""What came back for one thing that a user did, and waiting for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from .payloads import Json

T = TypeVar("T")
TIMEOUT = 5.0
DEADLINE = 3.0
LIFETIME = 15 * 60.0


class Watch:
    """Lets a test wait for a state instead of sleeping: whoever changes something says so."""

    def __init__(self, story: Callable[[], str]) -> None:
        self._next = asyncio.Event()
        self._story = story

    def changed(self) -> None:
        """Wake everyone who waits, to look again."""
        past, self._next = self._next, asyncio.Event()
        past.set()

    async def until(self, seen: Callable[[], T], what: str, *, timeout: float = TIMEOUT) -> T:
        """The first truthy value of `seen`; AssertionError after `timeout` seconds, with what came instead."""
        try:
            async with asyncio.timeout(timeout):
                while not (found := seen()):
                    await self._next.wait()
        except TimeoutError:
            raise AssertionError(f"nothing came in {timeout} s: {what}\n{self._story()}") from None
        return found


@dataclass(eq=False)
class Answer:
    """Everything that the bot sent for one interaction or message of a user.

    event, payload: what was dispatched.
    response: the JSON of the first callback. ack_ms: milliseconds from the dispatch to it.
    choices: of an autocompletion. followups, edits: JSON of POST and PATCH on the webhook of the interaction.
    deleted: ids of deleted messages, "@original" as its real id.
    message: the original response as Discord holds it now (for `click`); posted: the follow-ups as it holds them.
    messages: JSON of what the bot posted by POST /channels/{id}/messages to the channel since the dispatch.
    refused: (HTTP status, code) of every call that this interaction was refused; faults: in words, where there are.
    """

    event: str
    payload: Json
    guild: str | None
    watch: Watch
    at: float = 0.0
    response: Json | None = None
    ack_ms: float | None = None
    choices: list[Json] | None = None
    followups: list[Json] = field(default_factory=list)
    edits: list[Json] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    message: Json | None = None
    posted: dict[str, Json] = field(default_factory=dict)
    messages: list[Json] = field(default_factory=list)
    held_messages: list[Json] = field(default_factory=list)
    refused: list[tuple[int, int]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def data(self) -> Json:
        """The message or modal inside the first callback; fails where there is none."""
        assert self.response is not None, "there was no callback"
        found: Json = self.response["data"]
        return found

    @property
    def is_deferred(self) -> bool:
        """Whether the first callback only said that an answer will come."""
        return self.response is not None and self.response["type"] in (5, 6)

    @property
    def is_ephemeral(self) -> bool:
        """Whether only the user sees it."""
        return self.response is not None and bool(((self.response.get("data") or {}).get("flags") or 0) & 64)

    async def until(self, seen: Callable[[Answer], Any], *, timeout: float = TIMEOUT) -> Answer:
        """This answer, once `seen` holds of it."""
        await self.watch.until(lambda: seen(self), f"for {self.event}", timeout=timeout)
        return self

    async def acknowledged(self, *, timeout: float = TIMEOUT) -> Answer:
        """This answer, once its first callback came."""
        return await self.until(lambda one: one.response is not None, timeout=timeout)

    async def finished(self, *, timeout: float = TIMEOUT) -> Answer:
        """This answer, once the user sees a result: a deferred one once it was edited or followed up."""
        return await self.until(
            lambda one: one.response is not None and (not one.is_deferred or one.edits or one.followups),
            timeout=timeout,
        )

    async def edited(self, times: int = 1, *, timeout: float = TIMEOUT) -> Answer:
        """This answer, once it was edited so many times."""
        return await self.until(lambda one: len(one.edits) >= times, timeout=timeout)

    async def replied(self, times: int = 1, *, timeout: float = TIMEOUT) -> Answer:
        """This answer, once the bot posted so many messages to the channel."""
        return await self.until(lambda one: len(one.messages) >= times, timeout=timeout)
