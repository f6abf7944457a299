"""Tells whoever made a schedule what happened to it: in a direct message, else in the admin channel."""

from __future__ import annotations

import asyncio
import itertools
import logging
from datetime import timedelta

from bot.contract import Reply
from bot.schedules.chosen import ADMIN_CHANNEL
from bot.schedules.delivery import Means
from bot.schedules.keys import of_notice
from bot.sender import Sender, SendFailed, SendUnknown, Target
from bot.texts import deliveries as texts
from bot.texts.schedules import KINDS
from bot.zones import NoZone, zone
from data.operations import notices, settings
from data.operations.notices import Notice
from data.operations.schedules import Schedule

log = logging.getLogger("summitdesk.delivery")

AT_ONCE = 5
"""How many notices are taken up in one turn."""

MOST_TRIES = 8
"""After how many tries a notice is given up; the ledger and `schedule list` say the same."""


class Telling:
    """The notices on one platform."""

    def __init__(self, platform: str, sender: Sender, means: Means) -> None:
        self.platform, self._sender, self._means = platform, sender, means
        self._claims = itertools.count(1)

    async def turn(self) -> int:
        """Tell what waits to be told; how many notices those were. Raises StoreError."""
        now, by = self._means.clock(), f"{self._means.worker}.t{next(self._claims)}"
        store = self._means.store
        claimed = await self._means.run(lambda: notices.claim(store, self.platform, now, limit=AT_ONCE, by=by))
        for notice in claimed:
            await self._tell(notice)
        return len(claimed)

    async def _tell(self, notice: Notice) -> None:
        target = await self._target(notice)
        if target is None:
            log.warning("nobody could be told of schedule %d: %s", notice.schedule.id, notice.what)
            await self._end(notice, "failed")
            return
        try:
            async with asyncio.timeout(self._means.timing.send_seconds):
                await self._sender.send(target, told(notice), of_notice(notice.once, notice.schedule.token))
        except SendFailed as fault:
            await self._failed(notice, fault)
        except (SendUnknown, TimeoutError) as fault:
            log.warning("whether a notice of schedule %d was sent is not known: %s", notice.schedule.id, fault)
            await self._end(notice, "uncertain")
        except Exception as fault:
            log.error("a notice of schedule %d broke", notice.schedule.id, exc_info=fault)
            await self._end(notice, "uncertain")
        else:
            await self._end(notice, "told")

    async def _target(self, notice: Notice) -> Target | None:
        of = notice.schedule
        if not notice.to_admins:
            return Target(platform=of.platform, workspace=of.workspace or None, user=of.maker)

        def admins() -> str | None:
            with self._means.store.read() as reader:
                return settings.of(reader, of.platform, of.workspace).get(ADMIN_CHANNEL)

        channel = await self._means.run(admins)
        return Target(platform=of.platform, workspace=of.workspace or None, channel=channel) if channel else None

    async def _failed(self, notice: Notice, fault: SendFailed) -> None:
        """Tried again later, or told to the admins where the one who made the schedule cannot be reached."""
        log.warning("a notice of schedule %d was not taken: %s", notice.schedule.id, fault)
        if notice.attempts + 1 >= MOST_TRIES or (fault.permanent and notice.to_admins):
            await self._end(notice, "failed")
            return
        pause = self._means.timing.retry(notice.attempts)
        if fault.retry_after is not None:
            pause = timedelta(seconds=fault.retry_after)
        ready_at = self._means.clock() + (timedelta(0) if fault.permanent else pause)
        to_admins = notice.to_admins or fault.permanent
        await self._means.run(lambda: notices.again(self._means.store, notice, ready_at, to_admins=to_admins))

    async def _end(self, notice: Notice, state: str) -> None:
        await self._means.run(lambda: notices.end(self._means.store, notice, state))


def told(notice: Notice) -> Reply:
    """What is said; it holds no statement from the records, so it has no sources."""
    of = notice.schedule
    said = texts.LEADS[notice.what].format(
        number=of.id, what=_what(of), channel=of.channel_name or of.channel, why=_why(notice), time=_time(notice)
    )
    return Reply(kind="help", title=texts.OPENINGS[notice.what].format(number=of.id), lead=said, private=True)


def _what(schedule: Schedule) -> str:
    return KINDS[schedule.kind].format(span=schedule.subject, line=schedule.subject)


def _why(notice: Notice) -> str:
    reason, _, detail = notice.detail.partition(": ")
    known = texts.REASONS.get(reason)
    return known.format(detail=detail or texts.NO_DETAIL) if known else notice.detail


def _time(notice: Notice) -> str:
    if notice.due is None:
        return ""
    try:
        local = notice.due.astimezone(zone(notice.schedule.zone))
    except NoZone:
        local = notice.due
    return f"{local:%Y-%m-%d %H:%M} {notice.schedule.zone}"
