"""The clock of the posts: APScheduler wakes the planner and the delivery, and nothing else is asked of it.

What is due stands in the ledger. So no tick may be dropped (`misfire_grace_time=None`), those that come late are one
(`coalesce`), and two never run at once (`max_instances`)
(https://apscheduler.readthedocs.io/en/3.x/userguide.html#missed-job-executions-and-coalescing).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.schedules import changes, planner
from bot.schedules.delivery import Delivery
from bot.schedules.means import Means
from bot.schedules.telling import Telling
from data.operations import ledger, notices, workers
from data.store import StoreError

log = logging.getLogger("summitdesk.clock")

STOPPED_SECONDS = 90
"""After how long without a tick the clock counts as stopped; a store that is locked makes a tick wait for 10 s."""

PLAN_SECONDS = 20
"""How long one tick plans at most, so that a great many schedules do not keep the others waiting."""

LEAVE_SECONDS = 2
"""How long signing off may take."""

HOLD_SECONDS = 0.05
"""How long a delivery waits that has no room just now."""


class Stopped(Exception):
    """The clock has not ticked for too long; whoever supervises it starts it anew."""


def nobody_listens() -> None:
    """Nobody hears of the ticks."""


class Clock:
    """Ticks for some deliveries. `version` says which data the desk answers from; `on_tick` hears of each tick that did
    all it had to, and must not wait for anything."""

    def __init__(
        self,
        means: Means,
        deliveries: Sequence[Delivery],
        tellings: Sequence[Telling],
        *,
        version: Callable[[], str | None],
        kept: timedelta | None = None,
        on_tick: Callable[[], None] = nobody_listens,
    ) -> None:
        self._means, self._deliveries, self._tellings = means, deliveries, tellings
        self._version, self._kept, self._on_tick = version, kept, on_tick
        self._wake = [asyncio.Event() for _ in (*deliveries, *tellings)]
        self._tried = 0.0
        self._ticked: float | None = None
        self._turned: float | None = None

    async def run(self, ready: Callable[[], None]) -> None:
        """Tick and deliver until cancelled; `ready` is called after the first tick. Raises Stopped."""
        loop = asyncio.get_running_loop()
        self._tried = loop.time()
        if self._ticked is None or self._turned is None:  # after a clock that hung, the time since is told on
            self._ticked = self._turned = self._tried
        tick = self._means.timing.tick.total_seconds()
        scheduler = AsyncIOScheduler(timezone="UTC")
        scheduler.add_job(
            self._tick_or_say, "interval", seconds=tick, max_instances=1, coalesce=True, misfire_grace_time=None
        )
        deliveries, tellings = self._wake[: len(self._deliveries)], self._wake[len(self._deliveries) :]
        pumps = [asyncio.create_task(self._deliver(*one)) for one in zip(self._deliveries, deliveries, strict=True)]
        pumps += [asyncio.create_task(self._tell(*one)) for one in zip(self._tellings, tellings, strict=True)]
        try:
            await self._first_tick()
            scheduler.start()
            ready()
            await self._watch(pumps)
        finally:
            if scheduler.running:
                scheduler.shutdown(wait=False)
            for task in pumps:
                task.cancel()
            await asyncio.wait(pumps)
            await self._leave()

    async def tick(self) -> None:
        """Plan, take up what was left behind, and let the deliveries look. Raises StoreError."""
        means, now = self._means, self._means.clock()
        processes = await means.run(lambda: workers.beat(means.store, means.worker, now))
        for delivery in self._deliveries:
            delivery.share(processes)
        ours = [id for delivery in self._deliveries for id in delivery.ids]
        await means.run(lambda: ledger.take_over(means.store, now, under_way=means.timing.under_way, but=ours))
        await means.run(lambda: notices.take_over(means.store, now, under_way=means.timing.under_way))
        await self._plan()
        await means.run(lambda: changes.look(means.store, self._version(), now))
        self.wake()

    def wake(self) -> None:
        """Let the deliveries look at once."""
        for event in self._wake:
            event.set()

    @property
    def seconds_since(self) -> float:
        """Seconds since the last tick that did all it had to or, before there was one, since the clock was started."""
        return asyncio.get_running_loop().time() - self._ticked if self._ticked is not None else 0.0

    @property
    def seconds_still(self) -> float:
        """The same, where a tick that only found the store away counts too: no fault of this process."""
        return asyncio.get_running_loop().time() - self._turned if self._turned is not None else 0.0

    async def forget(self) -> int:
        """Drop what is older than the ledger is kept; how many rows those were. Raises StoreError."""
        if self._kept is None:
            return 0
        now, kept = self._means.clock(), self._kept
        return await self._means.run(lambda: ledger.forget(self._means.store, now, kept))

    async def _plan(self) -> None:
        loop, means = asyncio.get_running_loop(), self._means
        until = loop.time() + PLAN_SECONDS
        while await means.run(lambda: planner.plan(means.store, means.clock())) == planner.BATCH:
            self.wake()
            if loop.time() > until:
                return

    async def _first_tick(self) -> None:
        try:
            async with asyncio.timeout(STOPPED_SECONDS):
                await self._tick_or_say()
        except TimeoutError:
            raise Stopped(f"no tick for {STOPPED_SECONDS} s") from None

    async def _tick_or_say(self) -> None:
        try:
            await self.tick()
        except StoreError as fault:
            log.warning("a tick could not be done: %s %s", fault, fault.cause)
            self._turned = asyncio.get_running_loop().time()
        except Exception as fault:
            log.error("a tick broke", exc_info=fault)
        else:
            self._ticked = self._turned = asyncio.get_running_loop().time()
            self._on_tick()
        self._tried = asyncio.get_running_loop().time()

    async def _watch(self, pumps: Sequence[asyncio.Task[None]]) -> None:
        """Wait until a delivery ends, which none should, or the ticks stop."""
        loop, tick = asyncio.get_running_loop(), self._means.timing.tick.total_seconds()
        while loop.time() - self._tried < STOPPED_SECONDS:
            done, _ = await asyncio.wait(pumps, timeout=tick, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
                raise Stopped("a delivery ended")
        raise Stopped(f"no tick for {STOPPED_SECONDS} s")

    async def _deliver(self, delivery: Delivery, wake: asyncio.Event) -> None:
        """Deliver on one platform, one turn after another while there is something, else when woken."""
        while True:
            wake.clear()
            try:
                begun = await delivery.turn()
            except StoreError as fault:
                log.warning("%s: nothing could be taken up: %s", delivery.platform, fault)
                begun = 0
            if begun:
                continue
            if delivery.had_room:
                await delivery.woken(wake)
            else:
                await delivery.moved(HOLD_SECONDS)

    async def _tell(self, telling: Telling, wake: asyncio.Event) -> None:
        """Tell on one platform, beside its posts: a direct message that hangs keeps none of them waiting."""
        while True:
            wake.clear()
            try:
                told = await telling.turn()
            except StoreError as fault:
                log.warning("%s: nobody could be told: %s", telling.platform, fault)
                told = 0
            if not told:
                await wake.wait()

    async def _leave(self) -> None:
        """Sign off; where the ticks hang, this would too, and nobody would hear of it."""
        try:
            async with asyncio.timeout(LEAVE_SECONDS):
                await self._means.run(lambda: workers.leave(self._means.store, self._means.worker))
        except (StoreError, TimeoutError) as fault:
            log.warning("could not sign off: %s", fault or "it took too long")
