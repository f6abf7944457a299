"""Brings one claimed post to its end: what stands in its way, composing, sending, what became of it.

A post whose outcome is not known is sent again where that is harmless, else looked for.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

from bot.schedules import composing, outcome
from bot.schedules.keys import key
from bot.schedules.looking import Looking, target_of
from bot.schedules.marking import marked
from bot.schedules.means import Means
from bot.schedules.recording import Recording
from bot.schedules.what import Post, Silent
from bot.sender import Sender, SendFailed, SendUnknown
from data.operations import ledger, schedules
from data.operations.ledger import Due, Mark
from data.store import StoreError

log = logging.getLogger("summitdesk.delivery")

AGAIN = timedelta(seconds=1)
"""When a post is taken up again whose schedule was changed while it was composed."""

LATEST = 1.25
"""By when a send must be over, in times of what a request can take: before another worker may look for it."""


class Posting:
    """The posts of one platform, one at a time."""

    def __init__(self, sender: Sender, means: Means) -> None:
        self._sender, self._means = sender, means
        self._recording = Recording(sender, means)
        self._looking = Looking(sender, means, self._recording)

    async def deliver(self, due: Due, began: float) -> None:
        """One post, from its claim to what became of it. `began` is when it was claimed, on the loop's clock.

        Raises StoreError: it is then taken up again.
        """
        again = due.was_unknown and self._may_repeat(due)
        if due.was_unknown and not again and not await self._looking.is_absent(due):
            return
        if not again and await self._stopped(due):
            return
        try:
            composed, marks = await self._means.run(
                lambda: composing.compose(self._means.store, self._means.compose, due)
            )
        except StoreError:
            raise
        except Exception as fault:
            log.error("post %d of schedule %d cannot be composed", due.id, due.schedule.id, exc_info=fault)
            await self._broken(due, fault, again=again)
            return
        if isinstance(composed, Silent):
            await self._nothing(due, composed, again=again)
        elif await self._still_ours(due, began, marks, composed.reply.title, again=again):
            await self._send(replace(due, was_unknown=again), composed, began)

    def _may_repeat(self, due: Due) -> bool:
        """Whether a post that may have been sent can simply be sent again: the platform then returns the first one."""
        now = self._means.clock()
        if due.schedule.state != "active" or now >= due.until:
            return False
        if due.place not in (None, due.schedule.channel):  # it was moved meanwhile: the first one stands elsewhere
            return False
        age = now - (due.first_try_at or due.due)
        return outcome.may_repeat(age, self._sender.repeatable, self._means.timing)

    async def _nothing(self, due: Due, silent: Silent, *, again: bool) -> None:
        """There is nothing to post; of what may have been sent before that is looked up, when it can be."""
        if again:
            await self._look_when_old(due)
        else:
            await self._recording.close(due, "silent", detail=silent.reason)

    async def _broken(self, due: Due, fault: Exception, *, again: bool) -> None:
        """It cannot be composed, for a fault of ours that another try does not end."""
        if again:
            await self._look_when_old(due)
            return
        tell = None if due.is_test else "failed"
        await self._recording.close(due, "failed", reason="broken", detail=type(fault).__name__, tell=tell)

    async def _look_when_old(self, due: Due) -> None:
        """An earlier try is looked for once it is too old to be repeated."""
        ready_at = (due.first_try_at or due.due) + self._sender.repeatable
        await self._recording.later(due, ready_at)

    async def _stopped(self, due: Due) -> bool:
        """Whether something stands in the way of the post: its time is over, or its schedule removed or paused."""
        schedule, now = due.schedule, self._means.clock()
        if now < due.due:  # it was claimed before the clock was set back
            await self._recording.later(due, due.due)
            return True
        if now >= due.until:
            await self._recording.over(due)
            return True
        if schedule.state == "removed":
            await self._recording.close(due, "replaced", reason="removed")
            return True
        if due.is_test:
            return False
        if schedule.paused_by == schedules.DESK:
            return await self._looking.is_shut(due)
        if schedule.is_paused(now) or schedule.was_paused(due.due):
            await self._recording.close(due, "paused", reason="user", detail=schedule.paused_by)
            return True
        if schedule.state == "paused":
            await self._means.run(lambda: schedules.resume(self._means.store, schedule.id, only_by=schedule.paused_by))
        return False

    async def _still_ours(self, due: Due, began: float, marks: tuple[Mark, ...], title: str, *, again: bool) -> bool:
        """Write down that it is about to leave; not where it took so long that another worker may have it, or where
        its schedule was changed since it was claimed: then it is taken up again as that is now."""
        if self._is_late(due, began):
            return False
        now, store = self._means.clock(), self._means.store
        if await self._means.run(lambda: ledger.begin(store, due, now, title=title, marks=marks, again=again)):
            return not self._is_late(due, began)  # what stood still since then is looked for like a lost one
        await self._recording.later(due, now + AGAIN)
        return False

    def _is_late(self, due: Due, began: float) -> bool:
        """Whether a claim is too old to be acted upon: this process may have stood still, and another have taken it."""
        if asyncio.get_running_loop().time() - began <= self._means.timing.look_seconds:
            return False
        log.warning("post %d of schedule %d took too long before it could leave", due.id, due.schedule.id)
        return True

    async def _send(self, due: Due, post: Post, began: float) -> None:
        now, timing = self._means.clock(), self._means.timing
        first = due.first_try_at if due.was_unknown and due.first_try_at else now
        due = replace(due, first_try_at=first)
        reply = marked(post.reply, due, now)
        by = asyncio.get_running_loop().time() + timing.send_seconds
        try:
            async with asyncio.timeout_at(min(by, began + timing.under_way.total_seconds() * LATEST)):
                sent = await self._sender.send(target_of(due), reply, key(due))
        except SendFailed as fault:
            if due.was_unknown:  # this try was not taken, an earlier one may have been
                await self._recording.unknown(due, str(fault), pause=fault.retry_after)
            else:
                await self._recording.failed(due, fault)
        except (SendUnknown, TimeoutError) as fault:
            await self._recording.unknown(due, str(fault) or "timeout")
        except Exception as fault:
            log.error("post %d of schedule %d broke while it was sent", due.id, due.schedule.id, exc_info=fault)
            await self._recording.unknown(due, type(fault).__name__)
        else:
            await self._recording.sent(due, sent)
