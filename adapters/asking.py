"""The desk for an adapter's loop: what is held in memory at once, everything else in a few threads.

Here every question of a platform passes: one too many is refused, and whoever measures hears of each answer. Also what
an adapter needs of the store beside answers: lines too long for a button, and which deliveries were seen.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from typing import TypeVar

from cachetools import LRUCache

from adapters.pressing import Unpacked
from adapters.rates import Rates
from bot.completion import Completer, Suggestion, completer
from bot.contract import Reply, Request
from bot.desk import Desk
from bot.registry import Registry
from data.operations import inbound, installations, lines
from data.store import StoreError

log = logging.getLogger("summitdesk.asking")

Clock = Callable[[], datetime]
Value = TypeVar("Value")

Observe = Callable[[str, str, str, float], None]
"""Told of each answer: the platform, the first word of the command or NONE, the kind of the reply, and the seconds that
it took. It must not wait, nor raise."""

NONE = "none"
"""The command of a question that is none of ours."""

THREADS = 4
REMEMBERED = 10_000
"""How many deliveries are held in memory, so that the store is not asked for what was just written."""

KEPT_CHARACTERS = 1_000_000
"""How many characters of lines are held in memory, for the same reason."""

TIDY_SECONDS = 6 * 3600
"""How often what is too old is dropped from the store."""


def nobody_measures(platform: str, command: str, kind: str, seconds: float) -> None:
    """Nobody measures the answers."""


class Asking:
    """The desk as the adapters' loop asks it. `close` waits for what is under way. Without `rates` anybody may ask any
    number of questions."""

    def __init__(
        self, desk: Desk, *, clock: Clock, rates: Rates | None = None, observe: Observe = nobody_measures
    ) -> None:
        self.desk, self.clock = desk, clock
        self._rates = Rates(user=0, channel=0, clock=time.monotonic) if rates is None else rates
        self._observe = observe
        self._heads = _heads(desk.registry)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="desk")
        self._kept: LRUCache[str, str] = LRUCache(KEPT_CHARACTERS, getsizeof=len)
        self._seen: LRUCache[str, None] = LRUCache(REMEMBERED)
        self._completer: Completer | None = None
        self._completes: str | None = None

    def stored(self, request: Request) -> Reply | None:
        """The reply that is held in memory, or the refusal of one question too many; None: it is to be asked for with
        `answer`, and was not counted yet."""
        started = time.perf_counter()
        refusal = self._rates.take(request)
        if refusal is not None:
            return refusal
        reply = self.desk.stored(request)
        if reply is None:
            self._rates.put_back(request)
            return None
        self._observe(request.platform, self._head(request, reply), reply.kind, time.perf_counter() - started)
        return reply

    def limited(self, request: Request) -> Reply | None:
        """The refusal of one question too many; None: it is counted, to be asked for as such. For a question of which
        more has to be learnt first: what is refused must not cost that."""
        return self._rates.take(request)

    async def answer(self, request: Request, *, counted: bool = False) -> Reply:
        """The reply to a request, which `limited` may have counted already. Never raises."""
        started = time.perf_counter()
        refusal = None if counted else self._rates.take(request)
        if refusal is not None:
            return refusal
        reply = self.desk.stored(request)
        if reply is None:
            reply = await self.run(self.desk.answer, request)
        self._observe(request.platform, self._head(request, reply), reply.kind, time.perf_counter() - started)
        return reply

    def _head(self, request: Request, reply: Reply) -> str:
        """The first word of the command that was asked, as it is declared: never what somebody wrote."""
        line = reply.canonical or request.command or request.text
        return self._heads.get(line.lstrip(" /").partition(" ")[0].casefold(), NONE)

    async def concerning(self, request: Request) -> tuple[str, ...] | None:
        """The channels of which the adapter has to learn before it asks; None for a question that anybody may ask."""
        return await self.run(self.desk.concerning, request) if self.desk.manages(request) else None

    def suggestions(self, command: str, option: str, typed: str, *, place: tuple[str, str]) -> tuple[Suggestion, ...]:
        """What could be typed for an option of a command in a workspace, by platform and id; nothing before the first
        refresh."""
        return self._completer.option(command, option, typed, place=place) if self._completer else ()

    async def refresh(self) -> None:
        """Take up data that was loaded meanwhile. A store that cannot be read is left for the next time."""
        await self.run(self._refresh)

    def _refresh(self) -> None:
        try:
            self.desk.refresh()
            if self._completes != self.desk.data_version:
                self._completer, self._completes = completer(self.desk, clock=self.clock), self.desk.data_version
        except StoreError as fault:
            log.warning("the data could not be read anew: %s", fault)

    async def tidy(self) -> None:
        """Drop from the store what is too old to be asked for, now and then, for as long as the desk runs."""
        while True:
            for forget in (inbound.forget, lines.forget, installations.forget):
                try:
                    await self.run(forget, self.desk.store, self.clock())
                except StoreError as fault:
                    log.warning("what is old could not be dropped: %s", fault)
            await asyncio.sleep(TIDY_SECONDS)

    async def keep(self, kept: Mapping[str, str]) -> None:
        """Hold lines under their tokens, for buttons that are about to be sent.

        Where the store cannot be written the card is sent all the same: this process still knows the lines.
        """
        new = {name: line for name, line in kept.items() if name not in self._kept}
        if not new:
            return
        for name, line in new.items():
            self._remember(name, line)
        try:
            await self.run(lines.keep, self.desk.store, new, self.clock())
        except StoreError as fault:
            log.warning("the lines of buttons could not be written down: %s", fault)

    async def line(self, unpacked: Unpacked) -> str | None:
        """The line that a button stands for; None when it is not kept, or the store cannot be read."""
        if unpacked.token is None:
            return unpacked.press.line
        known = self._kept.get(unpacked.token)
        return known if known is not None else await self._fetched(unpacked.token)

    async def _fetched(self, token: str) -> str | None:
        try:
            found = await self.run(lines.find, self.desk.store, token)
        except StoreError as fault:
            log.warning("the line of a button could not be read: %s", fault)
            return None
        if found is not None:
            self._remember(token, found)
        return found

    def _remember(self, token: str, line: str) -> None:
        with suppress(ValueError):  # a line larger than all room is not held
            self._kept[token] = line

    async def first(self, delivery: str) -> bool:
        """Whether a delivery, by its platform's id, comes for the first time, here or on another replica.

        To be asked before anything is posted, changed or started. Where the store cannot be written, this process
        still remembers what it saw itself.
        """
        if delivery in self._seen:
            return False
        self._seen[delivery] = None
        try:
            return await self.run(inbound.claim, self.desk.store, delivery, self.clock())
        except StoreError as fault:
            log.warning("a delivery could not be written down: %s", fault)
            return True

    async def forget(self, delivery: str) -> None:
        """What was taken up with `first` was not done; it may come again."""
        self._seen.pop(delivery, None)
        try:
            await self.run(inbound.release, self.desk.store, delivery)
        except StoreError as fault:
            log.warning("a delivery could not be given back: %s", fault)

    async def run(self, call: Callable[..., Value], *given: object) -> Value:
        """Call something that reads or writes the store, in one of the threads."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, call, *given)

    def close(self) -> None:
        """Take no more, and let what is under way come to its end."""
        self._threads.shutdown(wait=True, cancel_futures=True)


def _heads(registry: Registry) -> dict[str, str]:
    """The first words of lines, aliases among them, and of which command each is the first."""
    pairs = [(name, one.name) for one in registry.commands for name in (one.name, *one.aliases)]
    return {name.partition(" ")[0]: of.partition(" ")[0] for name, of in pairs}
