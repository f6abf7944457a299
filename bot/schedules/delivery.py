"""Delivers what the ledger says is due, as much at once as the platform's pace has room for.

Each post is claimed, composed, committed, sent outside any transaction, and recorded (`posting`). Whatever happens to
the process, its row says how far it had come (`data.operations.ledger`).
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import logging
from contextlib import suppress
from datetime import datetime, timedelta

from bot.schedules.looking import target_of
from bot.schedules.means import Means
from bot.schedules.pace import SOON, Pace
from bot.schedules.posting import Posting
from bot.sender import Sender
from data.operations import ledger
from data.operations.ledger import Due
from data.store import StoreError

log = logging.getLogger("summitdesk.delivery")

AT_ONCE = 8
"""How many times as many are claimed in one turn as may be under way, on a platform that only limits places."""


class Delivery:
    """The delivery on one platform. `most` is how many posts may be under way at once."""

    def __init__(self, platform: str, sender: Sender, pace: Pace, means: Means, *, most: int) -> None:
        self.platform, self._sender, self.pace, self._means, self._most = platform, sender, pace, means, most
        self._claims = itertools.count(1)
        self._under_way: dict[asyncio.Task[None], int] = {}
        self._moments: list[float] = []
        self._posting = Posting(sender, means)
        self.had_room = True
        """Whether the last turn could have begun something: if not, there may be more that is ready."""

    def share(self, processes: int) -> None:
        """So many processes post at the same time: each takes its part of the pace."""
        self.pace.share = processes
        self._sender.share(processes)

    async def turn(self) -> int:
        """Claim what is ready and begin to deliver it; how many those were. Raises StoreError."""
        limit = self._room()
        self.had_room = limit > 0
        if not self.had_room:
            return 0
        store, now, worker = self._means.store, self._means.clock(), self._means.worker
        by = f"{worker}.{next(self._claims)}"
        held = self._means.timing.held
        claimed = await self._means.run(
            lambda: ledger.claim(store, self.platform, now, limit=limit, by=by, worker=worker, held=held)
        )
        if not claimed:
            await self._look_ahead(now)
            return 0
        late = [(due, now + timedelta(seconds=wait)) for due in claimed if (wait := self._taken(due)) is not None]
        for _, moment in late:
            self._wake_at(moment, now)
        if late:
            await self._means.run(lambda: ledger.put_back(store, late, worker=worker))
        return len(claimed)

    def _room(self) -> int:
        """How many may be claimed just now. Where nothing limits the platform as a whole a few more than can be begun
        are, for most of those that wait in line only get their moment."""
        room = self._most - len(self._under_way)
        paced = self.pace.room(SOON)
        if paced is not None:
            return min(room, paced)
        return self._most * AT_ONCE if room > 0 else 0

    def _taken(self, due: Due) -> float | None:
        """Begin a post whose moment is near; else the seconds until it is to be taken up again, which may be past for
        one that found all hands full: it keeps its place before those that come after it."""
        wait, goes = self.pace.wait(target_of(due), due.id, may_go=len(self._under_way) < self._most)
        if not goes:
            return wait
        self._begin(due, wait)
        return None

    async def _look_ahead(self, now: datetime) -> None:
        """Note when the next post is ready, if that is before the next tick, so that it leaves in its moment."""
        until = now + self._means.timing.tick
        moment = await self._means.run(lambda: ledger.next_ready(self._means.store, self.platform, now, until))
        if moment is not None:
            self._wake_at(moment, now)

    def _wake_at(self, moment: datetime, now: datetime) -> None:
        heapq.heappush(self._moments, asyncio.get_running_loop().time() + (moment - now).total_seconds())

    async def woken(self, wake: asyncio.Event) -> None:
        """Wait until woken, or until one that was put back has its moment."""
        loop, moments = asyncio.get_running_loop(), self._moments
        with suppress(TimeoutError):
            async with asyncio.timeout_at(moments[0] if moments else None):
                await wake.wait()
        while moments and moments[0] <= loop.time():
            heapq.heappop(moments)

    @property
    def ids(self) -> tuple[int, ...]:
        """The posts that are under way here."""
        return tuple(self._under_way.values())

    async def settled(self) -> None:
        """Wait until nothing is under way."""
        while self._under_way:
            await asyncio.wait(set(self._under_way))

    async def moved(self, seconds: float) -> None:
        """Wait until one of those under way is done, or so long."""
        if self._under_way:
            await asyncio.wait(set(self._under_way), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        else:
            await asyncio.sleep(seconds)

    def _begin(self, due: Due, wait: float) -> None:
        task = self._means.start(self._paced(due, wait))
        self._under_way[task] = due.id
        task.add_done_callback(lambda done: self._under_way.pop(done, None))

    async def _paced(self, due: Due, wait: float) -> None:
        began = asyncio.get_running_loop().time()
        if wait > 0:
            await asyncio.sleep(wait)
        try:
            await self._posting.deliver(due, began)
        except StoreError as fault:
            log.warning("post %d of schedule %d waits: %s", due.id, due.schedule.id, fault)
        except Exception as fault:
            log.error("post %d of schedule %d broke", due.id, due.schedule.id, exc_info=fault)
