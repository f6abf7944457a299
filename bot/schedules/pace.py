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

SOON = 0.3
"""Seconds that a claimed post may wait for its moment; one that must wait longer is put back."""

NOW = 0.02
"""Seconds before its turn in its channel at which a post is given its moment."""


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


class Pace:
    """The calendar of one platform's posts. Moments are those of a steady clock, in seconds. The first of the limits is
    that of the channel.

    A post stands in the line of its channel first. Only when its turn there has come is it given its moment by all of
    the limits: else a long line in one channel would book the whole platform for as long, and the others would wait.
    """

    def __init__(self, limits: tuple[Limit, ...], *, clock: Callable[[], float]) -> None:
        self._limits, self._clock = limits, clock
        self.share = 1
        """How many processes post at the same time: each takes its part of the pace."""
        self._line: TTLCache[Hashable, float] = TTLCache(REMEMBERED, ttl=LONGEST, timer=clock)
        self._free: TTLCache[tuple[int, Hashable], float] = TTLCache(REMEMBERED, ttl=LONGEST, timer=clock)
        self._waiting: TTLCache[int, tuple[float, bool]] = TTLCache(REMEMBERED, ttl=LONGEST, timer=clock)

    def wait(self, target: Target, post: int, *, may_go: bool = True) -> tuple[float, bool]:
        """Seconds until a post to that target may go, and True; or until it is asked for again, and False: till then
        it keeps its place. `may_go`: whether there is a hand free for it; else its moment may have passed."""
        if not self._limits:
            return 0.0, may_go
        now = self._clock()
        held = self._waiting.get(post)
        at, is_given = held or (self._queue(target, now), False)
        if may_go and (at < now - HELD or (not is_given and at <= now + NOW)):
            at, is_given = self._give(target, max(at, now)), True
        goes = may_go and is_given and at <= now + SOON
        if not goes:
            self._waiting[post] = at, is_given
        elif held:
            self._waiting.pop(post, held)
        return max(at - now, 0.0) if goes else at - now, goes

    def room(self, within: float) -> int | None:
        """How many posts may go within so many seconds, wherever they go; None: as many as there are."""
        shared = [(n, limit) for n, limit in enumerate(self._limits) if limit.of is everywhere]
        if not shared:
            return None
        number, limit = shared[0]
        now = self._clock()
        free = max(self._free.get((number, None), now) - now, 0.0)
        return max(int((within - free) / (limit.seconds * self.share)) + 1, 0) if free < within else 0

    def _queue(self, target: Target, now: float) -> float:
        """Its turn in the line of its channel."""
        limit = self._limits[0]
        key = limit.of(target)
        at = max(now, self._line.get(key, now))
        self._line[key] = at + limit.seconds * self.share
        return at

    def _give(self, target: Target, at: float) -> float:
        """The moment at which it goes: no limit has another post then."""
        keys = [(number, limit.of(target)) for number, limit in enumerate(self._limits)]
        at = max([at, *(self._free.get(key, at) for key in keys)])
        for key, limit in zip(keys, self._limits, strict=True):
            self._free[key] = at + limit.seconds * self.share
        line = keys[0][1]
        self._line[line] = max(self._line.get(line, at), self._free[keys[0]])
        return at
