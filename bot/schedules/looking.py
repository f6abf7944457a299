"""Looks before a post leaves: whether a closed channel is open again, and whether a lost post is there already."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

from bot.schedules.keys import key
from bot.schedules.means import Means
from bot.schedules.recording import Recording
from bot.sender import NotFindable, Sender, SendFailed, Target
from data.operations.ledger import Due

log = logging.getLogger("summitdesk.delivery")

EARLIER = timedelta(hours=1)
"""How much earlier than the first try a message is looked for: two clocks differ, and the key is no other post's."""


class Looking:
    """Asks one platform, and writes down what comes of it."""

    def __init__(self, sender: Sender, means: Means, recording: Recording) -> None:
        self._sender, self._means, self._recording = sender, means, recording

    async def is_shut(self, due: Due) -> bool:
        """Whether the channel, because of which the desk had paused, still cannot be posted to; looked at only."""
        try:
            async with asyncio.timeout(self._means.timing.look_seconds):
                missing = await self._sender.inspect(target_of(due))
        except SendFailed as fault:
            if fault.permanent:
                await self._recording.close(due, "paused", reason="desk", detail=str(fault))
            else:
                await self._look_again(due, fault)
            return True
        except TimeoutError:
            await self._look_again(due, SendFailed("down", "timeout"))
            return True
        if missing:
            await self._recording.close(due, "paused", reason="desk", detail=f"forbidden ({', '.join(missing)})")
        return bool(missing)

    async def _look_again(self, due: Due, fault: SendFailed) -> None:
        """The platform cannot say just now whether the channel is open; it is asked again while the post has time."""
        now = self._means.clock()
        pause = self._patience(fault, now - due.due)
        if now + pause >= due.until:
            await self._recording.close(due, "paused", reason="desk", detail=str(fault))
            return
        await self._recording.later(due, now + pause)

    async def is_absent(self, due: Due) -> bool:
        """Whether a post whose outcome was unknown is certainly not there, so that it may be sent; else all is done."""
        now = self._means.clock()
        settled = (due.first_try_at or due.due) + self._means.timing.under_way
        if now < settled:
            await self._recording.later(due, settled)
            return False
        since = (due.first_try_at or due.due) - EARLIER
        try:
            async with asyncio.timeout(self._means.timing.look_seconds):
                found = await self._sender.find(target_of(due, due.place), key(due), since)
        except NotFindable as fault:
            await self._recording.lost(due, str(fault))
            return False
        except (SendFailed, TimeoutError) as fault:
            await self._look_later(due, fault, now)
            return False
        except Exception as fault:
            log.error("post %d of schedule %d cannot be looked for", due.id, due.schedule.id, exc_info=fault)
            await self._look_later(due, SendFailed("down", type(fault).__name__), now)
            return False
        if found is not None:
            await self._recording.sent(due, found, reason="found")
        return found is None

    async def _look_later(self, due: Due, fault: SendFailed | TimeoutError, now: datetime) -> None:
        """The platform cannot be asked just now; while the post has its time that is tried again."""
        pause = self._patience(fault, now - (due.first_try_at or due.due))
        if (isinstance(fault, SendFailed) and fault.permanent) or now + pause > due.until:
            await self._recording.lost(due, str(fault) or "down")
            return
        await self._recording.later(due, now + pause)

    def _patience(self, fault: SendFailed | TimeoutError, age: timedelta) -> timedelta:
        """How long until a platform is asked again that could not answer: as it said, else longer and longer."""
        if isinstance(fault, SendFailed) and fault.retry_after is not None:
            return timedelta(seconds=fault.retry_after)
        first, last = self._means.timing.retries[0], self._means.timing.retries[-1]
        return min(max(age / 4, first), last)


def target_of(due: Due, place: str | None = None) -> Target:
    """Where a post goes, or the channel to which it went before."""
    of = due.schedule
    return Target(platform=of.platform, workspace=of.workspace or None, channel=place or of.channel)
