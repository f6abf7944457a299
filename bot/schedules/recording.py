"""Writes down what became of a post, for as long as that takes."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from bot.schedules import outcome
from bot.schedules.means import Means
from bot.sender import Sender, SendFailed, Sent
from data.operations import ledger
from data.operations.ledger import Due
from data.store import StoreError

log = logging.getLogger("summitdesk.delivery")

PAUSES = (0.5, 1, 2, 5, 10, 20)
"""Seconds between tries to write down an outcome while the store is locked or gone; the last one stays."""


class Recording:
    """The ledger as the posts of one process on one platform write it."""

    def __init__(self, sender: Sender, means: Means) -> None:
        self._sender, self._means = sender, means

    async def sent(self, due: Due, sent: Sent, *, reason: str | None = None) -> None:
        """It stands."""
        now, store = self._means.clock(), self._means.store
        message, link = sent.message, sent.link
        is_new = await self._record(lambda: ledger.sent(store, due, now, message=message, link=link, reason=reason))
        after = (now - due.due).total_seconds()
        number, moment = due.schedule.id, due.due.isoformat()
        fields = {**_fields(due), "state": "sent", "late": round(after, 1)}
        log.info("schedule %d posted what was due at %s, %.0f s after", number, moment, after, extra=fields)
        if is_new:
            self._means.became(due.schedule.platform, "sent", None if due.is_test else after)

    async def failed(self, due: Due, fault: SendFailed) -> None:
        """It was certainly not sent: tried again, given up, or its schedule paused."""
        now, store = self._means.clock(), self._means.store
        what = outcome.of_failure(due, fault, now, self._means.timing)
        fields = {**_fields(due), "state": what.end}
        log.warning(
            "schedule %d: post %d was not taken: %s (%s)", due.schedule.id, due.id, fault, what.end, extra=fields
        )
        if what.end == "again" and what.ready_at is not None:
            ready_at, absent = what.ready_at, now if what.absent else None
            if await self._record(
                lambda: ledger.again(store, due, ready_at, reason=what.reason, detail=what.detail, absent=absent)
            ):
                self._became(due, "again")
            return
        tell = what.end if what.told else None
        pause = what.end == "paused"
        await self.close(due, "failed", reason=what.reason, detail=what.detail, pause=pause, tell=tell)

    async def unknown(self, due: Due, why: str, *, pause: float | None = None) -> None:
        """Whether it was sent is not known. `pause`: seconds for which the platform wants to be left alone."""
        now, store = self._means.clock(), self._means.store
        fields = {**_fields(due), "state": "unknown"}
        log.warning(
            "schedule %d: whether post %d was sent is not known: %s", due.schedule.id, due.id, why, extra=fields
        )
        ready_at = outcome.when_to_look(due, now, repeatable=self._sender.repeatable, timing=self._means.timing)
        ready_at = max(ready_at, now + timedelta(seconds=pause or 0))
        if await self._record(lambda: ledger.unknown(store, due, ready_at, reason=why)):
            self._became(due, "unknown")

    async def lost(self, due: Due, why: str) -> None:
        """Whether it was sent cannot be found out; it is not sent again, and its maker is told."""
        await self.close(due, "uncertain", reason="lost", detail=why, tell="uncertain")

    async def over(self, due: Due) -> None:
        """Its time is over before it was sent."""
        if due.attempts:
            await self.close(due, "failed", reason="gave-up", tell=None if due.is_test else "failed")
        else:
            await self.close(due, "missed", reason="down")

    async def close(
        self,
        due: Due,
        state: str,
        *,
        reason: str | None = None,
        detail: str | None = None,
        pause: bool = False,
        tell: str | None = None,
    ) -> None:
        """This is what became of it, as in `ledger.close`."""
        now, store = self._means.clock(), self._means.store
        if await self._record(
            lambda: ledger.close(store, due, state, now, reason=reason, detail=detail, pause=pause, tell=tell)
        ):
            self._became(due, state)

    async def later(self, due: Due, moment: datetime) -> None:
        """It is taken up again at that moment, as it is."""
        await self._record(lambda: ledger.put_back(self._means.store, [(due, moment)], worker=None))

    def _became(self, due: Due, state: str) -> None:
        self._means.became(due.schedule.platform, state, None)

    async def _record(self, write: Callable[[], object]) -> bool:
        """Write down an outcome, for as long as it takes: the store may be locked or gone for a while. Whether it was
        news to the ledger."""
        for pause in itertools.chain(PAUSES, itertools.repeat(PAUSES[-1])):
            with suppress(StoreError):
                return bool(await self._means.run(write))
            log.warning("an outcome could not be written down; trying again in %g s", pause)
            await asyncio.sleep(pause)
        return False


def _fields(due: Due) -> dict[str, object]:
    """Of which post a line of the log tells."""
    return {"platform": due.schedule.platform, "schedule": due.schedule.id, "post": due.id}
