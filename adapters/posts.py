"""The desk's own posts as one more adapter: a clock, and a delivery for each platform that can be posted to."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from filelock import FileLock, Timeout

from adapters.asking import Asking
from adapters.supervisor import State
from adapters.work import Work
from bot.schedules.clock import Clock, nobody_listens
from bot.schedules.delivery import Delivery
from bot.schedules.means import Became, Means, nobody_asks
from bot.schedules.pace import Limit, Pace
from bot.schedules.telling import Telling
from bot.schedules.timing import Timing
from bot.sender import Sender
from bot.texts import deliveries as texts
from data.store import Store, StoreError

log = logging.getLogger("summitdesk.posts")

Value = TypeVar("Value")

THREADS = 2
"""Threads of the posts' own, so that questions never wait for them."""

FORGET_SECONDS = 6 * 3600
"""How often the ledger is looked through for what is too old."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A platform to post on: how, how fast, and how many posts may be under way there at once."""

    sender: Sender
    limits: tuple[Limit, ...] = ()
    most: int = 1


class Posts:
    """The posts on some platforms, by name. `run` is to be supervised, `forget` is a chore; `close` when all is over.

    `kept` is how long the ledger is kept. `on_tick` hears of each tick that did all it had to, `became` of what became
    of each post.
    """

    def __init__(
        self,
        asking: Asking,
        work: Work,
        outlets: Mapping[str, Outlet],
        *,
        worker: str,
        timing: Timing,
        kept: timedelta,
        on_tick: Callable[[], None] = nobody_listens,
        became: Became = nobody_asks,
    ) -> None:
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="posts")
        desk = asking.desk
        means = Means(
            store=desk.store,
            compose=lambda what, day, seen: desk.compose(what, day=day, seen=seen),
            clock=asking.clock,
            run=self._run,
            start=work.start,
            worker=worker,
            timing=timing,
            became=became,
        )
        deliveries = [
            Delivery(name, one.sender, Pace(one.limits, clock=time.monotonic), means, most=one.most)
            for name, one in outlets.items()
        ]
        tellings = [Telling(name, one.sender, means) for name, one in outlets.items()]
        self._clock = Clock(means, deliveries, tellings, version=lambda: desk.data_version, kept=kept, on_tick=on_tick)
        self._halted = asyncio.Event()

    @property
    def seconds_since(self) -> float:
        """Seconds since the last tick that did all it had to, as in `Clock`; to be asked inside the loop."""
        return self._clock.seconds_since

    @property
    def seconds_still(self) -> float:
        """The same, where a tick that only found the store away counts too, as in `Clock`."""
        return self._clock.seconds_still

    async def run(self, state: State) -> None:
        """Plan and deliver until that ends, or for good until `halt`. Raises Stopped."""
        clock = asyncio.create_task(self._clock.run(state.ready))
        halted = asyncio.create_task(self._halted.wait())
        try:
            await asyncio.wait({clock, halted}, return_when=asyncio.FIRST_COMPLETED)
            if not self._halted.is_set():
                clock.result()
                return
        finally:
            clock.cancel()
            halted.cancel()
            await asyncio.wait({clock, halted})
        await asyncio.Event().wait()

    def halt(self) -> None:
        """Take up no more: what is under way may come to its end, and whoever stops the desk waits for that."""
        self._halted.set()

    async def forget(self) -> None:
        """Drop from the ledger what is older than it is kept, now and then, for as long as the desk runs."""
        while True:
            try:
                await self._clock.forget()
            except StoreError as fault:
                log.warning("the ledger could not be looked through: %s", fault)
            await asyncio.sleep(FORGET_SECONDS)

    async def _run(self, call: Callable[..., Value], *given: object) -> Value:
        return await asyncio.get_running_loop().run_in_executor(self._threads, call, *given)

    def close(self) -> None:
        """Let what is under way in the threads come to its end."""
        self._threads.shutdown(wait=True, cancel_futures=True)


class Alone:
    """On SQLite one process posts: it holds a lock beside the database, which falls when the process ends.

    On PostgreSQL any number may. Raises StoreError where another one holds it.
    """

    def __init__(self, store: Store) -> None:
        path = store.file
        self._lock = FileLock(f"{path}.posting", thread_local=False) if path is not None else None
        if self._lock is not None:
            try:
                self._lock.acquire(timeout=0)
            except Timeout:
                raise StoreError(texts.ALREADY.format(path=path)) from None

    def release(self) -> None:
        """Let another process post."""
        if self._lock is not None:
            self._lock.release()
