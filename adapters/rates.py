"""How many questions a minute one person may ask, and how many may come from one channel.

A minute begins with the first question and ends by itself; what is refused in it does not prolong it. It is counted
in memory, by process: a restart or another replica begins anew, which is enough against a flood. Somebody is known by
the platform and its id, wherever they ask: a person in many servers is still one.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Literal

from cachetools import LRUCache

from bot.contract import Reply, Request
from bot.texts import seeing as texts

log = logging.getLogger("summitdesk.rates")

MINUTE = 60.0

HELD = 10_000
"""Of how many people, and of how many channels, is known what they asked; those heard of last."""

Limit = Literal["user", "channel"]

Limited = Callable[[str, Limit], None]
"""Told of each refusal: on which platform, and by which limit."""


def _nobody(platform: str, limit: Limit) -> None:
    """Nobody counts the refusals."""


class Rates:
    """The limits, in questions a minute; 0: any number. `clock` gives seconds that only go forward."""

    def __init__(self, *, user: int, channel: int, clock: Callable[[], float], limited: Limited = _nobody) -> None:
        self._clock, self._limited = clock, limited
        self._users, self._channels = _Counts("user", user), _Counts("channel", channel)

    def take(self, request: Request) -> Reply | None:
        """Count a question; the refusal where it is one too many, which then counts for nobody."""
        now, platform = self._clock(), request.platform
        user = self._users.minute((platform, request.user), now) if request.user else None
        channel = self._channels.minute((platform, request.channel), now) if request.channel else None
        if user is not None and user.count >= self._users.rate:
            return self._refused(platform, self._users, user, now)
        if channel is not None and channel.count >= self._channels.rate:
            return self._refused(platform, self._channels, channel, now)
        for minute in (user, channel):
            if minute is not None:
                minute.count += 1
        return None

    def put_back(self, request: Request) -> None:
        """A question that was counted was not answered, and is asked again."""
        now, platform = self._clock(), request.platform
        for counts, who in ((self._users, request.user), (self._channels, request.channel)):
            minute = counts.minute((platform, who), now) if who else None
            if minute is not None and minute.count:
                minute.count -= 1

    def _refused(self, platform: str, counts: _Counts, minute: _Minute, now: float) -> Reply:
        """The refusal; for each minute one line in the log, which names nobody."""
        self._limited(platform, counts.limit)
        if not minute.is_said:
            minute.is_said = True
            fields = {"platform": platform, "limit": counts.limit}
            log.warning(
                "%s: a %s asks more than %d questions a minute", platform, counts.limit, counts.rate, extra=fields
            )
        return _refusal(counts.limit, counts.rate, max(1, math.ceil(minute.began + MINUTE - now)))


class _Minute:
    """Since when it runs, how many questions were taken in it, and whether a refusal was said."""

    __slots__ = ("began", "count", "is_said")

    def __init__(self, began: float) -> None:
        self.began, self.count, self.is_said = began, 0, False


class _Counts:
    """The minutes of all people, or of all channels."""

    def __init__(self, limit: Limit, rate: int) -> None:
        self.limit, self.rate = limit, rate
        self._minutes: LRUCache[Hashable, _Minute] = LRUCache(HELD)

    def minute(self, who: Hashable, now: float) -> _Minute | None:
        """Their minute that runs now; None where there is no limit."""
        if not self.rate:
            return None
        found = self._minutes.get(who)
        if found is None or now - found.began >= MINUTE:
            found = self._minutes[who] = _Minute(now)
        return found


@lru_cache(maxsize=256)
def _refusal(limit: Limit, rate: int, seconds: int) -> Reply:
    """The same object for the same second, so that a flood of refusals is rendered once."""
    wait = texts.SECOND if seconds == 1 else texts.SECONDS.format(count=seconds)
    asked = texts.QUESTION if rate == 1 else texts.QUESTIONS.format(count=rate)
    lead = texts.TOO_MANY[limit].format(asked=asked, wait=wait)
    return Reply(kind="refusal", title=texts.TOO_MANY_TITLE, lead=lead, private=True)
