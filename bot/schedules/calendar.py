"""The slots of a rule by calendar arithmetic: wall-clock times become instants, on every local day once. Pure.

A time that does not exist on its day (the clock goes forward) moves to the first moment after the gap. One that comes
twice (the clock goes back) is taken the first time. A local day that does not exist has no slot: on Samoa there was no
30 December 2011. PEP 495 calls these the gap and the fold (https://peps.python.org/pep-0495/).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.schedules.rule import Rule

SHORTEST_WINDOW = timedelta(hours=2)
"""How long a post may be late at least, however near the end of its local day."""

LATE = timedelta(minutes=15)
"""Beyond this a post is marked as late."""

LOOK_AHEAD = 8 * 366
"""Days within which a rule has a next slot: 29 February comes at least every eight years."""

FIRST, LAST = date.min + timedelta(days=2), date.max - timedelta(days=8)
"""The days of which every moment can be told in every zone; those at the very ends of the calendar have no slots."""

Turn = Literal["gap", "fold"]


@dataclass(frozen=True, slots=True)
class Slot:
    """One planned post: its local day and time as the rule says, and the instant (UTC) that this is.

    `turn`: the clock changes there. In a gap the time does not exist and `due` is the first moment after it; in a fold
    it comes twice and `due` is the first.
    """

    day: date
    time: time
    due: datetime
    turn: Turn | None = None


def slots(rule: Rule, first: date, last: date) -> Iterator[Slot]:
    """The slots of the local days from `first` to `last`, in order of day and time, as far as the calendar goes."""
    place = rule.place
    first, last = max(first, FIRST), min(last, LAST)
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if rule.days.has(day) and exists(day, place):
            for at in rule.times:
                due, turn = instant(day, at, place)
                yield Slot(day, at, due, turn)


def after(rule: Rule, moment: datetime, count: int) -> list[Slot]:
    """The next slots after a moment; fewer where the rule has no more within some years."""
    found: list[Slot] = []
    first = max(_day_of(moment, rule.place), FIRST) - timedelta(days=1)
    for slot in slots(rule, first, first + timedelta(days=min(LOOK_AHEAD, (LAST - first).days))):
        if slot.due > moment:
            found.append(slot)
        if len(found) == count:
            break
    return found


def instant(day: date, at: time, place: ZoneInfo) -> tuple[datetime, Turn | None]:
    """The moment (UTC) of a wall-clock time, and whether the clock changes there."""
    first = datetime.combine(day, at, place)
    early, late = first.astimezone(UTC), first.replace(fold=1).astimezone(UTC)
    if early == late:
        return early, None
    if early < late:
        return early, "fold"
    return _change(late, early, place), "gap"


def exists(day: date, place: ZoneInfo) -> bool:
    """Whether a local day has any moment."""
    return _midnight(day, place) < _midnight(day + timedelta(days=1), place)


def window(slot: Slot, place: ZoneInfo) -> datetime:
    """Until when a slot may still be posted: the end of its local day, and two hours at least."""
    return max(_end(slot.day, place), slot.due + SHORTEST_WINDOW)


def _day_of(moment: datetime, place: ZoneInfo) -> date:
    """The local day of a moment; at the ends of the calendar, where a zone may have none, the day as it is written."""
    try:
        return moment.astimezone(place).date()
    except OverflowError:
        return moment.date()


def _midnight(day: date, place: ZoneInfo) -> datetime:
    return instant(day, time(0), place)[0]


def _end(day: date, place: ZoneInfo) -> datetime:
    """The end of a local day; where the clock goes back across midnight, the day comes back and ends for good later."""
    first = _midnight(day + timedelta(days=1), place)
    second = datetime.combine(day + timedelta(days=1), time(0, fold=1), place).astimezone(UTC)
    comes_back = second > first and (second - timedelta(seconds=1)).astimezone(place).date() == day
    return second if comes_back else first


def _change(before: datetime, not_before: datetime, place: ZoneInfo) -> datetime:
    """The moment at which the clock went forward, which lies after `before` and at `not_before` at the latest."""
    offset = not_before.astimezone(place).utcoffset()
    low, high = int(before.timestamp()), int(not_before.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, UTC).astimezone(place).utcoffset() == offset:
            high = middle
        else:
            low = middle
    return datetime.fromtimestamp(high, UTC)
