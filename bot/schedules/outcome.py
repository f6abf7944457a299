"""What becomes of a post that did not simply go out: tried again, given up, or its schedule paused. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.schedules.timing import Timing
from bot.sender import SendFailed
from data.operations.ledger import Due

PAUSING = ("gone", "archived", "forbidden", "uninstalled")
"""Troubles that are the channel's: they pause its schedule. A message that is refused is only that message."""

LONG_AGO = timedelta(days=1)
"""After which a look at a channel that was gone is no first look any more."""

End = Literal["again", "failed", "paused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """again: at `ready_at`. failed: that was the last try. paused: the same, and its schedule is paused for `reason`.

    `absent`: the channel was found gone for the first time. `told`: whoever made the schedule is told.
    """

    end: End
    reason: str
    detail: str = ""
    ready_at: datetime | None = None
    absent: bool = False
    told: bool = False


def of_failure(due: Due, fault: SendFailed, now: datetime, timing: Timing) -> Outcome:
    """What becomes of a post that was certainly not sent."""
    detail = ", ".join(fault.missing) or fault.detail
    if due.is_test and fault.permanent:
        return Outcome(end="failed", reason=fault.reason, detail=detail)
    if fault.reason == "gone":
        return _gone(due, detail, now, timing)
    if fault.reason in PAUSING:
        return _paused(due, fault.reason, detail)
    if fault.permanent:
        return Outcome(end="failed", reason=fault.reason, detail=detail, told=True)
    return _later(due, fault, detail, now, timing)


def _gone(due: Due, detail: str, now: datetime, timing: Timing) -> Outcome:
    """A channel that is gone is looked at a second time before anything is decided."""
    since = due.schedule.absent_since
    if since is not None and now - since > LONG_AGO:
        since = None  # it was there in between, or nobody looked
    if since is not None and now - since >= timing.second_look:
        return _paused(due, "gone", detail)
    ready_at = (since or now) + timing.second_look
    is_over = ready_at > due.until
    return Outcome(
        end="failed" if is_over else "again", reason="gone", detail=detail, ready_at=ready_at, absent=since is None
    )


def _paused(due: Due, reason: str, detail: str) -> Outcome:
    """Told once: a schedule that the desk has paused already stays as it is."""
    is_new = due.schedule.state == "active"
    return Outcome(end="paused" if is_new else "failed", reason=reason, detail=detail, told=is_new)


def _later(due: Due, fault: SendFailed, detail: str, now: datetime, timing: Timing) -> Outcome:
    pause = timing.retry(due.attempts)
    if fault.retry_after is not None:
        pause = timedelta(seconds=fault.retry_after)
    ready_at = now + pause
    if ready_at > due.until:
        return Outcome(end="failed", reason="gave-up", detail=detail or fault.reason, told=not due.is_test)
    return Outcome(end="again", reason=fault.reason, detail=detail, ready_at=ready_at)


def when_to_look(due: Due, now: datetime, *, repeatable: timedelta, timing: Timing) -> datetime:
    """When to see to a post whose outcome is not known: soon where it may be repeated, else when nothing can be under
    way any more."""
    age = now + timing.repeat - (due.first_try_at or now)
    return now + (timing.repeat if may_repeat(age, repeatable, timing) else timing.under_way)


def may_repeat(age: timedelta, repeatable: timedelta, timing: Timing) -> bool:
    """Whether a post whose first try is so old can be sent again: it still arrives while the platform knows the first.

    A first try that lies in the future was made before the clock was set back, and may be of any age.
    """
    return timedelta(0) <= age < repeatable - timedelta(seconds=timing.look_seconds + timing.send_seconds)
