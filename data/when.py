"""Dates with their precision, as the dataset writes them: `2025-09-01`, `2025-09`, `2025`, `a/b`, `../a`, `a/..`."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

OPEN = ".."
_FORM = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class BadDate(ValueError):
    """A date that cannot be read, or that does not exist."""


@dataclass(frozen=True, slots=True)
class When:
    """A date as written, with the first and the last day that it may mean; None is open."""

    text: str
    first: date | None
    last: date | None

    @property
    def is_day(self) -> bool:
        """Whether it is one certain day."""
        return self.first is not None and self.first == self.last and "/" not in self.text


def read(text: str) -> When:
    """The date that `text` writes. Raises BadDate with the reason."""
    if "/" not in text:
        first, last = _bounds(text)
        return When(text, first, last)
    start, _, end = text.partition("/")
    opens = None if start == OPEN else _bounds(start)[0]
    closes = None if end == OPEN else _bounds(end)[1]
    if opens is None and closes is None:
        raise BadDate(f"{text!r} is open at both ends")
    if opens and closes and opens > closes:
        raise BadDate(f"{text!r} ends before it starts")
    return When(text, opens, closes)


def _bounds(text: str) -> tuple[date, date]:
    match = _FORM.fullmatch(text)
    if not match:
        raise BadDate(f"{text!r} is not a date such as 2025-09-01, 2025-09 or 2025")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None  # noqa: S101  (the form has a year)
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        raise BadDate(f"{text!r} is a date that does not exist") from None
