"""Delivers what the ledger says is due: claim, compose, commit, send outside any transaction, record.

    turn      claims what is ready, as much as the platform's pace has room for
    deliver   one post: what stands in its way, composing, sending, what became of it
    resolve   a post whose outcome is not known: sent again where that is harmless, else looked for

Whatever happens to the process, each post's row says how far it had come (`data.operations.ledger`).
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from bot.managing import Compose
from bot.schedules import composing, outcome
from bot.schedules.keys import key
from bot.schedules.marking import marked
from bot.schedules.pace import SOON, Pace
from bot.schedules.timing import DEFAULT, Timing
from bot.schedules.what import Post, Silent
from bot.sender import NotFindable, Sender, SendFailed, SendUnknown, Sent, Target
from data.operations import ledger, schedules
from data.operations.ledger import Due, Mark
from data.store import Store, StoreError

log = logging.getLogger("summitdesk.delivery")

Value = TypeVar("Value")

AT_ONCE = 8
"""How many times as many are claimed in one turn as may be under way, on a platform that only limits places."""

EARLIER = timedelta(minutes=1)
"""How much earlier than the first try a message is looked for: two clocks differ."""

RECORD_PAUSES = (0.5, 1, 2, 5, 10, 20)
"""Seconds between tries to write down an outcome while the store is locked or gone; the last one stays."""


class Run(Protocol):
    """Calls something that reads or writes the store, in a thread."""

    async def __call__(self, call: Callable[..., Value], *given: object) -> Value:
        """What the call gives back."""


Start = Callable[[Coroutine[Any, Any, None]], "asyncio.Task[None]"]
"""Lets a coroutine run by itself, so that a stop can wait for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a delivery works with. `clock` is the wall clock in UTC; `worker` names this process."""

    store: Store
    compose: Compose
    clock: Callable[[], datetime]
    run: Run
    start: Start
    worker: str
    timing: Timing = DEFAULT


class Delivery:
    """The delivery on one platform. `most` is how many posts may be under way at once."""

    def __init__(self, platform: str, sender: Sender, pace: Pace, means: Means, *, most: int) -> None:
        self.platform, self._sender, self.pace, self._means, self._most = platform, sender, pace, means, most
        self._claims = itertools.count(1)
        self._under_way: set[asyncio.Task[None]] = set()
        self._moments: list[float] = []
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
        claimed = await self._call(lambda: ledger.claim(store, self.platform, now, limit=limit, by=by, worker=worker))
        if not claimed:
            await self._look_ahead(now)
            return 0
        late = [(due, now + timedelta(seconds=wait)) for due in claimed if (wait := self._taken(due)) is not None]
        for _, moment in late:
            self._wake_at(moment, now)
        if late:
            await self._call(lambda: ledger.put_back(store, late, worker=worker))
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
        moment = await self._call(lambda: ledger.next_ready(self._means.store, self.platform, now, until))
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
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _paced(self, due: Due, wait: float) -> None:
        began = asyncio.get_running_loop().time()
        if wait > 0:
            await asyncio.sleep(wait)
        try:
            await self._deliver(due, began)
        except StoreError as fault:
            log.warning("post %d of schedule %d waits: %s", due.id, due.schedule.id, fault)
        except Exception as fault:
            log.error("post %d of schedule %d broke", due.id, due.schedule.id, exc_info=fault)

    async def _deliver(self, due: Due, began: float) -> None:
        """One post, from its claim to what became of it."""
        again = due.was_unknown and self._may_repeat(due)
        if due.was_unknown and not again and not await self._is_absent(due):
            return
        if not again and await self._stopped(due):
            return
        try:
            composed, marks = await self._call(lambda: composing.compose(self._means.store, self._means.compose, due))
        except StoreError:
            raise
        except Exception as fault:
            log.error("post %d of schedule %d cannot be composed", due.id, due.schedule.id, exc_info=fault)
            await self._broken(due, fault, again=again)
            return
        if isinstance(composed, Silent):
            await self._nothing(due, composed, again=again)
        elif await self._still_ours(due, began, marks, composed.reply.title, again=again):
            await self._send(replace(due, was_unknown=again), composed)

    def _may_repeat(self, due: Due) -> bool:
        """Whether a post that may have been sent can simply be sent again: the platform then returns the first one."""
        now = self._means.clock()
        if due.schedule.state != "active" or now >= due.until:
            return False
        age = now - (due.first_try_at or due.due)
        return outcome.may_repeat(age, self._sender.repeatable, self._means.timing)

    async def _nothing(self, due: Due, silent: Silent, *, again: bool) -> None:
        """There is nothing to post; of what may have been sent before that is looked up, when it can be."""
        if again:
            await self._look_when_old(due)
        else:
            await self._close(due, "silent", detail=silent.reason)

    async def _broken(self, due: Due, fault: Exception, *, again: bool) -> None:
        """It cannot be composed, for a fault of ours that another try does not end."""
        if again:
            await self._look_when_old(due)
            return
        tell = None if due.is_test else "failed"
        await self._close(due, "failed", reason="broken", detail=type(fault).__name__, tell=tell)

    async def _look_when_old(self, due: Due) -> None:
        """An earlier try is looked for once it is too old to be repeated."""
        ready_at = (due.first_try_at or due.due) + self._sender.repeatable
        await self._record(lambda: ledger.put_back(self._means.store, [(due, ready_at)], worker=None))

    async def _stopped(self, due: Due) -> bool:
        """Whether something stands in the way of the post: its time is over, or its schedule removed or paused."""
        schedule, now = due.schedule, self._means.clock()
        if now < due.due:  # it was claimed before the clock was set back
            await self._record(lambda: ledger.put_back(self._means.store, [(due, due.due)], worker=None))
            return True
        if now >= due.until:
            await self._over(due)
            return True
        if schedule.state == "removed":
            await self._close(due, "replaced", reason="removed")
            return True
        if due.is_test:
            return False
        if schedule.paused_by == schedules.DESK:
            return await self._is_shut(due)
        if schedule.is_paused(now) or schedule.was_paused(due.due):
            await self._close(due, "paused", reason="user", detail=schedule.paused_by)
            return True
        if schedule.state == "paused":
            await self._call(lambda: schedules.resume(self._means.store, schedule.id, only_by=schedule.paused_by))
        return False

    async def _is_shut(self, due: Due) -> bool:
        """Whether the channel, because of which the desk had paused, still cannot be posted to; looked at only."""
        try:
            async with asyncio.timeout(self._means.timing.look_seconds):
                missing = await self._sender.inspect(target_of(due))
        except SendFailed as fault:
            await self._close(due, "paused", reason="desk", detail=str(fault))
            return True
        except TimeoutError:
            await self._close(due, "paused", reason="desk", detail="down")
            return True
        if missing:
            await self._close(due, "paused", reason="desk", detail=f"forbidden ({', '.join(missing)})")
        return bool(missing)

    async def _is_absent(self, due: Due) -> bool:
        """Whether a post whose outcome was unknown is certainly not there, so that it may be sent; else all is done."""
        now = self._means.clock()
        settled = (due.first_try_at or due.due) + self._means.timing.under_way
        if now < settled:
            await self._record(lambda: ledger.put_back(self._means.store, [(due, settled)], worker=None))
            return False
        since = (due.first_try_at or due.due) - EARLIER
        try:
            async with asyncio.timeout(self._means.timing.look_seconds):
                found = await self._sender.find(target_of(due), key(due), since)
        except NotFindable as fault:
            await self._lost(due, str(fault))
            return False
        except (SendFailed, TimeoutError) as fault:
            await self._look_later(due, fault, now)
            return False
        if found is not None:
            await self._sent(due, found, reason="found")
        return found is None

    async def _look_later(self, due: Due, fault: SendFailed | TimeoutError, now: datetime) -> None:
        """The platform cannot be asked just now; while the post has its time that is tried again."""
        told = fault.retry_after if isinstance(fault, SendFailed) else None
        pause = timedelta(seconds=told) if told is not None else self._means.timing.retry(0)
        if (isinstance(fault, SendFailed) and fault.permanent) or now + pause > due.until:
            await self._lost(due, str(fault) or "down")
            return
        await self._record(lambda: ledger.put_back(self._means.store, [(due, now + pause)], worker=None))

    async def _lost(self, due: Due, why: str) -> None:
        await self._close(due, "uncertain", reason="lost", detail=why, tell="uncertain")

    async def _over(self, due: Due) -> None:
        """Its time is over before it was sent."""
        if due.attempts:
            await self._close(due, "failed", reason="gave-up", tell=None if due.is_test else "failed")
        else:
            await self._close(due, "missed", reason="down")

    async def _still_ours(self, due: Due, began: float, marks: tuple[Mark, ...], title: str, *, again: bool) -> bool:
        """Write down that it is about to leave; not where it took so long that another worker may have it."""
        if asyncio.get_running_loop().time() - began > self._means.timing.look_seconds:
            log.warning("post %d of schedule %d took too long to compose", due.id, due.schedule.id)
            return False
        now = self._means.clock()
        return await self._call(
            lambda: ledger.begin(self._means.store, due, now, title=title, marks=marks, again=again)
        )

    async def _send(self, due: Due, post: Post) -> None:
        now = self._means.clock()
        first = due.first_try_at if due.was_unknown and due.first_try_at else now
        due = replace(due, first_try_at=first)
        reply = marked(post.reply, due, now)
        try:
            async with asyncio.timeout(self._means.timing.send_seconds):
                sent = await self._sender.send(target_of(due), reply, key(due))
        except SendFailed as fault:
            if due.was_unknown:  # this try was not taken, an earlier one may have been
                await self._unknown(due, str(fault), pause=fault.retry_after)
            else:
                await self._failed(due, fault)
        except (SendUnknown, TimeoutError) as fault:
            await self._unknown(due, str(fault) or "timeout")
        else:
            await self._sent(due, sent)

    async def _sent(self, due: Due, sent: Sent, *, reason: str | None = None) -> None:
        now, store = self._means.clock(), self._means.store
        message, link = sent.message, sent.link
        await self._record(lambda: ledger.sent(store, due, now, message=message, link=link, reason=reason))
        after = (now - due.due).total_seconds()
        log.info("schedule %d posted what was due at %s, %.0f s after", due.schedule.id, due.due.isoformat(), after)

    async def _failed(self, due: Due, fault: SendFailed) -> None:
        now, store = self._means.clock(), self._means.store
        what = outcome.of_failure(due, fault, now, self._means.timing)
        log.warning("schedule %d: post %d was not taken: %s (%s)", due.schedule.id, due.id, fault, what.end)
        if what.end == "again" and what.ready_at is not None:
            ready_at, absent = what.ready_at, now if what.absent else None
            await self._record(
                lambda: ledger.again(store, due, ready_at, reason=what.reason, detail=what.detail, absent=absent)
            )
            return
        tell = {"paused": "paused", "failed": "failed"}[what.end] if what.told else None
        pause = what.end == "paused"
        await self._close(due, "failed", reason=what.reason, detail=what.detail, pause=pause, tell=tell)

    async def _unknown(self, due: Due, why: str, *, pause: float | None = None) -> None:
        now, store = self._means.clock(), self._means.store
        log.warning("schedule %d: whether post %d was sent is not known: %s", due.schedule.id, due.id, why)
        ready_at = outcome.when_to_look(due, now, repeatable=self._sender.repeatable, timing=self._means.timing)
        ready_at = max(ready_at, now + timedelta(seconds=pause or 0))
        await self._record(lambda: ledger.unknown(store, due, ready_at, reason=why))

    async def _close(
        self,
        due: Due,
        state: str,
        *,
        reason: str | None = None,
        detail: str | None = None,
        pause: bool = False,
        tell: str | None = None,
    ) -> None:
        now, store = self._means.clock(), self._means.store
        await self._record(
            lambda: ledger.close(store, due, state, now, reason=reason, detail=detail, pause=pause, tell=tell)
        )

    async def _record(self, write: Callable[[], object]) -> None:
        """Write down an outcome, for as long as it takes: the store may be locked or gone for a while."""
        for pause in itertools.chain(RECORD_PAUSES, itertools.repeat(RECORD_PAUSES[-1])):
            with suppress(StoreError):
                await self._call(write)
                return
            log.warning("an outcome could not be written down; trying again in %g s", pause)
            await asyncio.sleep(pause)

    async def _call(self, call: Callable[[], Value]) -> Value:
        return await self._means.run(call)


def target_of(due: Due) -> Target:
    """Where a post goes."""
    of = due.schedule
    return Target(platform=of.platform, workspace=of.workspace or None, channel=of.channel)
