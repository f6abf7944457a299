"""Tells whoever made a schedule what happened to it: in a direct message, else in the admin channel."""

from __future__ import annotations

import asyncio
import itertools
import logging
from datetime import timedelta

from bot import say
from bot.commands.schedule import words
from bot.contract import Reply
from bot.naming import as_data
from bot.schedules.chosen import ADMIN_CHANNEL
from bot.schedules.keys import of_notice
from bot.schedules.means import Means
from bot.sender import Sender, SendFailed, SendUnknown, Target
from bot.texts import deliveries as texts
from bot.texts.schedules import TROUBLES, called_channel, named_what
from data.operations import notices, settings
from data.operations.forgetting import FORGOTTEN
from data.operations.notices import Notice
from data.store import StoreError

log = logging.getLogger("summitdesk.delivery")

MOST_TRIES = 8
"""After how many tries a notice is given up; the ledger and `schedule list` say the same."""


class Telling:
    """The notices on one platform."""

    def __init__(self, platform: str, sender: Sender, means: Means) -> None:
        self.platform, self._sender, self._means = platform, sender, means
        self._claims = itertools.count(1)

    async def turn(self) -> int:
        """Tell one thing that waits to be told; 0 where nothing does. Raises StoreError.

        One at a time: a claim is not to grow old while another notice hangs.
        """
        now, by = self._means.clock(), f"{self._means.worker}.t{next(self._claims)}"
        store = self._means.store
        claimed = await self._means.run(lambda: notices.claim(store, self.platform, now, limit=1, by=by))
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
        except StoreError:
            raise
        except Exception as fault:
            log.error("a notice of schedule %d broke", notice.schedule.id, exc_info=fault)
            await self._end(notice, "uncertain")
        else:
            await self._end(notice, "told")

    async def _target(self, notice: Notice) -> Target | None:
        of = notice.schedule
        if not notice.to_admins and of.maker != FORGOTTEN:
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
    of, form = notice.schedule, texts.LEADS[notice.what]
    said = form.format(
        number=of.id,
        what=say.cap(named_what(of)),
        channel=called_channel(of.channel, of.channel_name),
        time=words.moment(notice.due, of.zone) if notice.due else texts.NO_TIME,
        **(_changed(notice) if notice.what == "changed" else {"why": _why(notice)}),
    )
    return Reply(
        kind="help",
        title=texts.OPENINGS[notice.what].format(number=of.id),
        lead=said,
        private=True,
        personal=True,
        named=frozenset({of.channel}),
    )


def _why(notice: Notice) -> str:
    """Why something went wrong: `reason` or `reason: detail`, as the ledger keeps it, in words."""
    reason, _, detail = notice.detail.partition(": ")
    form = texts.REASONS.get(reason)
    if form is None:
        return words.trouble(reason, detail)
    return form.format(detail=TROUBLES.get(detail, as_data(detail)) or texts.NO_DETAIL)


def _changed(notice: Notice) -> dict[str, str]:
    """The records that say something else now, and how to see what."""
    ids = notice.detail.split(", ")
    lines = [texts.CITE.format(id=id) for id in ids]
    return {
        "records": say.listing(ids),
        "say": texts.SAYS if len(ids) == 1 else texts.SAY,
        "cites": say.listing(lines),
        "show": texts.SHOWS if len(ids) == 1 else texts.SHOW,
    }
