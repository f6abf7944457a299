"""How fast a platform may be posted to: each post books its moment, so that none waits with a claim on it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from cachetools import TTLCache

from bot.sender import Target

REMEMBERED = 100_000
"""How many channels' last posts are held."""


LONGEST = 24 * 3600
"""Seconds that a moment may lie ahead."""

HELD = 30
"""Seconds after its moment for which it is kept for a post."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At least so many seconds between two posts that have the same `of`."""

    seconds: float
    of: Callable[[Target], Hashable]


def everywhere(_: Target) -> Hashable:
    """All posts of the platform together."""
    return None


def workspace(target: Target) -> Hashable:
    """The posts into one workspace."""
    return ("workspace", target.workspace)


def channel(target: Target) -> Hashable:
    """The posts into one channel, or to one person."""
    return ("channel", target.workspace, target.channel, target.user)


SLACK = (Limit(1.0, channel), Limit(0.25, workspace))
"""About one message a second and channel, and several hundred a minute and workspace
(https://docs.slack.dev/apis/web-api/rate-limits)."""

DISCORD = (Limit(2 / 49, everywhere), Limit(1.0, channel))
"""50 requests a second in all; a post takes two, and a little is left for other things than posts
(https://docs.discord.com/developers/topics/rate-limits#global-rate-limit)."""

TERMINAL: tuple[Limit, ...] = ()


class Pace:
    """The calendar of one platform's posts. Moments are those of a steady clock, in seconds."""

    def __init__(self, limits: tuple[Limit, ...], *, clock: Callable[[], float]) -> None:
        self._limits, self._clock = limits, clock
        self.share = 1
        """How many processes post at the same time: each takes its part of the pace."""
        self._free: TTLCache[tuple[int, Hashable], float] = TTLCache(REMEMBERED, ttl=LONGEST, timer=clock)
        self._booked: TTLCache[int, float] = TTLCache(REMEMBERED, ttl=LONGEST, timer=clock)

    def wait(self, target: Target, post: int) -> float:
        """Seconds until a post to that target may go; its moment is booked, and stays booked where it was before."""
        now = self._clock()
        booked = self._booked.pop(post, None)
        at = booked if booked is not None and booked >= now - HELD else self._book(target, now)
        if at > now:
            self._booked[post] = at
        return max(at - now, 0.0)

    def _book(self, target: Target, now: float) -> float:
        keys = [(number, limit.of(target)) for number, limit in enumerate(self._limits)]
        at = max([now, *(self._free.get(key, now) for key in keys)])
        for key, limit in zip(keys, self._limits, strict=True):
            self._free[key] = at + limit.seconds * self.share
        return at

    def room(self, within: float) -> int | None:
        """How many posts may go within so many seconds, wherever they go; None: as many as there are."""
        shared = [(n, limit) for n, limit in enumerate(self._limits) if limit.of is everywhere]
        if not shared:
            return None
        number, limit = shared[0]
        now = self._clock()
        free = max(self._free.get((number, None), now) - now, 0.0)
        return max(int((within - free) / (limit.seconds * self.share)) + 1, 0) if free < within else 0
