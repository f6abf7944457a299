"""When something is posted: at which local times, on which days, in which zone. Read from words, kept in one form."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from bot import zones

NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EVERY = frozenset(range(7))
WORK, REST = frozenset(range(5)), frozenset((5, 6))
LAST = -1
MOST_TIMES = 12
"""How many posts a day one schedule may have."""

_NTH = {"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4, "last": LAST}
_NTH_NAMES = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", LAST: "last"}
_WHOLE = {"daily": EVERY, "everyday": EVERY, "weekdays": WORK, "workdays": WORK, "weekends": REST}
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*([ap]\.?m\.?)?", re.IGNORECASE)
_NAMED_TIMES = {"noon": time(12), "midnight": time(0)}
_YEARLY = re.compile(r"(\d{2})-(\d{2})")
_MONTH_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")


@dataclass(frozen=True, slots=True)
class Days:
    """Days of the calendar: those on any of these weekdays (Monday is 0), days of the month (-1 is the last), dates of
    the year (month, day) or numbered weekdays of the month ((1, 0) is the first Monday, (-1, 4) the last Friday)."""

    weekdays: frozenset[int] = frozenset()
    monthdays: frozenset[int] = frozenset()
    dates: frozenset[tuple[int, int]] = frozenset()
    numbered: frozenset[tuple[int, int]] = frozenset()

    def has(self, day: date) -> bool:
        """Whether a day is one of them. What a month does not have, such as its 31st, is left out that month."""
        weekday = day.weekday()
        if weekday in self.weekdays or day.day in self.monthdays or (day.month, day.day) in self.dates:
            return True
        if LAST in self.monthdays and day.day == monthrange(day.year, day.month)[1]:
            return True
        if not self.numbered:
            return False
        is_last = (day + timedelta(days=7)).month != day.month
        return ((day.day - 1) // 7 + 1, weekday) in self.numbered or (is_last and (LAST, weekday) in self.numbered)

    def __str__(self) -> str:
        if self == DAILY:
            return "daily"
        whole = {WORK: "weekdays", REST: "weekends"}.get(self.weekdays)
        found = [whole] if whole else [NAMES[n] for n in sorted(self.weekdays)]
        found += [f"{_NTH_NAMES[n]}-{NAMES[d]}" for n, d in sorted(self.numbered, key=lambda one: (one[0] < 0, one))]
        found += [str(n) for n in sorted(self.monthdays - {LAST})] + (["last"] if LAST in self.monthdays else [])
        found += [f"{month:02}-{day:02}" for month, day in sorted(self.dates)]
        return ",".join(found)


DAILY = Days(weekdays=EVERY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Local wall-clock times on days, in a zone of the IANA database."""

    times: tuple[time, ...]
    days: Days
    zone: str

    @property
    def place(self) -> ZoneInfo:
        """The zone itself. Raises zones.NoZone for a name that the database has no more."""
        return zones.zone(self.zone)


def read_days(text: str) -> Days | None:
    """Days as people write them: `weekdays`, `mon,thu`, `first monday`, `1,15,last`, `15 June`, `06-15`; else None."""
    words = text.casefold().replace("every ", "").replace(" and ", ",").replace("&", ",")
    parts = [part.strip() for part in words.split(",")]
    found = [_day(part) for part in parts]
    if not found or any(one is None for one in found):
        return None
    days = [one for one in found if one is not None]
    return Days(
        weekdays=frozenset().union(*(one.weekdays for one in days)),
        monthdays=frozenset().union(*(one.monthdays for one in days)),
        dates=frozenset().union(*(one.dates for one in days)),
        numbered=frozenset().union(*(one.numbered for one in days)),
    )


def _day(text: str) -> Days | None:
    """One element of such a list."""
    if (whole := _WHOLE.get(text.replace(" ", ""), _WHOLE.get(text + "s"))) is not None or text == "day":
        return Days(weekdays=whole or EVERY)
    if (weekday := _weekday(text)) is not None:
        return Days(weekdays=frozenset((weekday,)))
    first, last = (_weekday(word.strip()) for word in (text.partition("-")[0], text.partition("-")[2]))
    if first is not None and last is not None:
        return Days(weekdays=frozenset((first + n) % 7 for n in range((last - first) % 7 + 1)))
    if text in ("last", "last day", "end of month", "month end"):
        return Days(monthdays=frozenset((LAST,)))
    number, _, name = text.replace("-", " ", 1).partition(" ")
    if number in _NTH and (weekday := _weekday(name)) is not None:
        return Days(numbered=frozenset(((_NTH[number], weekday),)))
    if (found := _date(text)) is not None:
        return Days(dates=frozenset((found,)))
    of_month = _MONTH_DAY.fullmatch(text)
    return Days(monthdays=frozenset((int(of_month[1]),))) if of_month and 1 <= int(of_month[1]) <= 31 else None


def _weekday(text: str) -> int | None:
    name = text.removesuffix("s") if text.removesuffix("s") in FULL else text
    if name in FULL:
        return FULL.index(name)
    return {**{n: i for i, n in enumerate(NAMES)}, "tues": 1, "wednes": 2, "thur": 3, "thurs": 3}.get(name)


def _date(text: str) -> tuple[int, int] | None:
    """A day of the year: `06-15`, `15 June`, `June 15`. 29 February is one, in the years that have it."""
    if yearly := _YEARLY.fullmatch(text):
        month, day = int(yearly[1]), int(yearly[2])
    else:
        words = text.replace(".", " ").split()
        if len(words) != 2:
            return None
        number, name = words if words[0][0].isdigit() else words[::-1]
        found = _MONTH_DAY.fullmatch(number)
        if found is None or name[:3] not in MONTHS:
            return None
        month, day = MONTHS.index(name[:3]) + 1, int(found[1])
    return (month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(2024, month)[1] else None


def read_times(text: str) -> tuple[time, ...] | None:
    """Times of the day: `08:30`, `8.30`, `8am`, `noon`, several with commas between; None for what is none.

    A bare hour such as `8` is none: it might be a day.
    """
    parts = [part.strip() for part in text.casefold().replace(" and ", ",").split(",")]
    found = [_time(part) for part in parts]
    times = sorted({one for one in found if one is not None})
    return tuple(times) if None not in found and 0 < len(times) <= MOST_TIMES else None


def _time(text: str) -> time | None:
    if text in _NAMED_TIMES:
        return _NAMED_TIMES[text]
    found = _TIME.fullmatch(text)
    if found is None or not (found[2] or found[3]):
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def written_times(times: tuple[time, ...]) -> str:
    """Times in the form in which they are kept: `08:30,18:00`."""
    return ",".join(f"{one:%H:%M}" for one in times)
