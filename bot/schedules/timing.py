"""How long the delivery waits for what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """`under_way`: the longest time that a request to a platform can still be under way after it left. `tick`: how
    often the clock ticks; a post leaves so long after its time at most, beside what the platform takes. `retries`:
    after which a post is tried again, the last one stays. `repeat`: when one whose outcome is not known is sent again,
    where the platform then returns the first. `second_look`: how long a channel must stay gone before its schedule is
    paused, for a platform may not see one for a moment. `held`: how long after its moment a post that was put back is
    left to the worker that did so; it may have died."""

    under_way: timedelta = timedelta(seconds=60)
    tick: timedelta = timedelta(seconds=5)
    retries: tuple[timedelta, ...] = (
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=15),
        timedelta(minutes=60),
    )
    held: timedelta = timedelta(seconds=5)
    repeat: timedelta = timedelta(seconds=15)
    second_look: timedelta = timedelta(minutes=10)

    def retry(self, attempts: int) -> timedelta:
        """The wait after so many tries before this one."""
        return self.retries[min(attempts, len(self.retries) - 1)]

    @property
    def send_seconds(self) -> float:
        """Seconds that one send may take: less than a request can be under way."""
        return self.under_way.total_seconds() * 0.75

    @property
    def look_seconds(self) -> float:
        """Seconds that looking, or composing, may take."""
        return self.under_way.total_seconds() / 2


DEFAULT = Timing()
"""What holds where nothing else was set."""
