"""Dates as people write them: text to a `Span`, or why it is none.

Everything is relative to a `today` that is handed in. A day that can be two (`03/04/2016`) is asked back, one that
cannot be (`30 February`) says so.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from bot.arguments import Precision, Span
from bot.say import MONTHS

LONGEST = 60
"""Characters; nothing longer is a date."""

_MONTH: dict[str, int] = {
    name.casefold()[:cut]: number for number, name in enumerate(MONTHS, 1) for cut in (3, 4, len(name))
}
_NAME = rf"({'|'.join(sorted(_MONTH, key=len, reverse=True))})\.?"
_DAY = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_GAP = r"[\s-]*"

_RELATIVE = {"today": 0, "now": 0, "yesterday": -1, "tomorrow": 1}
_YEAR = re.compile(r"([0-9]{4})")
_YEAR_MONTH = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})[/.]([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_DAY_MONTH = re.compile(rf"(?:the )?{_DAY}(?:{_GAP}of)?{_GAP}{_NAME}(?:{_GAP}([0-9]{{4}}))?")
_MONTH_DAY = re.compile(rf"{_NAME}{_GAP}(?:the )?{_DAY}(?:[\s-]+([0-9]{{4}}))?")
_NAMED_MONTH = re.compile(rf"{_NAME}(?:{_GAP}([0-9]{{4}}))?")
_YEAR_FIRST = re.compile(rf"([0-9]{{4}}){_GAP}{_NAME}(?:{_GAP}{_DAY})?")

_JOINT = re.compile(r"\s*(?:--|[–—−‒~]|\.\.\.?)\s*|\s+(?:-|to|until|till|through)\s+|-")
_OPENING = re.compile(r"(?:from|between)\s+")
_AND = re.compile(r"\s+and\s+")
_BARE_DAY = re.compile(_DAY)
_LIKE = re.compile(rf"(?:[0-9–—−‒~.-]|(?:{_NAME}|to|until|till|through|and|of|the)$|{_NAME}[0-9–—.-])")
_STARTS = re.compile(rf"[0-9]|{_NAME}(?![a-z])|(?:from|between|the|{'|'.join(_RELATIVE)})$")


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A date that can be read in two ways, the day first and the month first."""

    text: str
    readings: tuple[Span, Span]


@dataclass(frozen=True, slots=True)
class Impossible:
    """A date that the calendar does not have, with what lies nearest (its month, its year)."""

    text: str
    near: tuple[Span, ...] = ()


Outcome = Span | Ambiguous | Impossible


def read(text: str, today: date) -> Outcome | None:
    """One date, year, month or range; None where the text is no date at all."""
    if len(text) > LONGEST:
        return None
    return _read(text, today)


def candidates(words: Sequence[str], start: int, *, today: date) -> tuple[Outcome, int] | None:
    """The longest run of words from `start` on that is a date, with the index after its last word."""
    if not _STARTS.match(_normal(words[start])):
        return None
    end = start + 1
    while end < len(words) and end - start < 12 and (_LIKE.match(_normal(words[end]))):
        end += 1
    for stop in range(end, start, -1):
        outcome = read(" ".join(words[start:stop]), today)
        if outcome is not None:
            return outcome, stop
    return None


def written(span: Span) -> str:
    """The span in the form that reads back to it: `2016-07-01`, `2016-07`, `2016`, `2005-2017`, `15 June`."""
    match span.precision:
        case "day":
            return span.start.isoformat()
        case "month":
            return span.start.isoformat()[:7]
        case "year":
            return f"{span.start.year:04}"
        case "day-of-year":
            return "29 February" if span.moved else f"{span.start.day} {MONTHS[span.start.month - 1]}"
        case "month-of-year":
            return MONTHS[span.start.month - 1]
        case "range":
            return _written_range(span)


def spelt(span: Span) -> str:
    """The span as a sentence has it: `3 April 2016`, `June 2016`, `2016`."""
    day, month = span.start.day, MONTHS[span.start.month - 1]
    match span.precision:
        case "day":
            return f"{day} {month} {span.start.year}"
        case "month":
            return f"{month} {span.start.year}"
        case "range":
            first, last = ends(span)
            return f"{spelt(first)} to {spelt(last)}"
        case _:
            return written(span)


def ends(span: Span) -> tuple[Span, Span]:
    """The two ends of a range as dates of their own: years where it runs over whole years, else days."""
    if _is_whole_years(span):
        return _year(span.start.year), _year(span.end.year)
    return Span(span.start, span.start, "day"), Span(span.end, span.end, "day")


def in_year(span: Span) -> Span | Impossible:
    """A date without a year as one of the asker's year, for questions that mean a day and not an anniversary."""
    if span.moved:
        return Impossible(f"29 February {span.start.year}", (_month(span.start.year, 2),))
    precision: dict[Precision, Precision] = {"day-of-year": "day", "month-of-year": "month"}
    return replace(span, precision=precision.get(span.precision, span.precision))


@lru_cache(maxsize=512)
def _read(text: str, today: date) -> Outcome | None:
    plain = _normal(text)
    return _single(plain, text, today) or _range(plain, text, today)


@lru_cache(maxsize=1024)
def _normal(text: str) -> str:
    """Small letters, ASCII digits, no commas, single spaces."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    words = text.casefold().replace(",", " ").split()
    return " ".join(words).strip(" ;?!").removesuffix(".") if words else ""


def _single(plain: str, text: str, today: date) -> Outcome | None:
    if plain in _RELATIVE:
        return _relative(_RELATIVE[plain], text, today)
    if found := _YEAR.fullmatch(plain):
        return _checked(text, int(found[1]))
    if found := _ISO.fullmatch(plain):
        return _checked(text, int(found[1]), int(found[3]), int(found[4]))
    if found := _YEAR_MONTH.fullmatch(plain):
        return _year_month(text, int(found[1]), int(found[2]))
    if found := _NUMERIC.fullmatch(plain):
        return _numeric(text, int(found[1]), int(found[3]), int(found[4]))
    if found := _MONTH_YEAR.fullmatch(plain):
        return _checked(text, int(found[2]), int(found[1]))
    return _with_month_name(plain, text, today)


def _with_month_name(plain: str, text: str, today: date) -> Outcome | None:
    if found := _DAY_MONTH.fullmatch(plain):
        return _of_year(text, found[3], _MONTH[found[2]], int(found[1]), today)
    if found := _NAMED_MONTH.fullmatch(plain):
        return _of_year(text, found[2], _MONTH[found[1]], None, today)
    if found := _MONTH_DAY.fullmatch(plain):
        return _of_year(text, found[3], _MONTH[found[1]], int(found[2]), today)
    if found := _YEAR_FIRST.fullmatch(plain):
        return _checked(text, int(found[1]), _MONTH[found[2]], int(found[3]) if found[3] else None)
    return None


def _relative(days: int, text: str, today: date) -> Outcome:
    try:
        day = today + timedelta(days=days)
    except OverflowError:
        return Impossible(text)
    return Span(day, day, "day")


def _of_year(text: str, year: str | None, month: int, day: int | None, today: date) -> Outcome:
    if year is not None:
        return _checked(text, int(year), month, day)
    if (month, day) == (2, 29) and not calendar.isleap(today.year):
        eve = date(today.year, 2, 28)
        return Span(eve, eve, "day-of-year", moved=True)
    outcome = _checked(text, today.year, month, day)
    if isinstance(outcome, Impossible):
        return replace(outcome, near=tuple(replace(near, precision="month-of-year") for near in outcome.near))
    return replace(outcome, precision="month-of-year" if day is None else "day-of-year")


def _checked(text: str, year: int, month: int | None = None, day: int | None = None) -> Span | Impossible:
    """That year, month or day, if the calendar has it."""
    if year < 1:
        return Impossible(text)
    if month is None:
        return _year(year)
    if not 1 <= month <= 12:
        return Impossible(text, (_year(year),))
    if day is None:
        return _month(year, month)
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return Impossible(text, (_month(year, month),))
    return Span(date(year, month, day), date(year, month, day), "day")


def _year_month(text: str, year: int, month: int) -> Span | Impossible:
    """`2005-07` is a month; `2005-13` is none, and may have meant the years up to 2013."""
    outcome = _checked(text, year, month)
    until = year // 100 * 100 + month
    if isinstance(outcome, Impossible) and outcome.near and until > year:
        return Impossible(text, (Span(date(year, 1, 1), date(until, 12, 31), "range"), *outcome.near))
    return outcome


def _numeric(text: str, first: int, second: int, year: int) -> Outcome:
    if year < 1 or first == second or not (1 <= first <= 12 and 1 <= second <= 12):
        day, month = (second, first) if second > 12 else (first, second)
        return _checked(text, year, month, day)
    day_first, month_first = date(year, second, first), date(year, first, second)
    return Ambiguous(text, (Span(day_first, day_first, "day"), Span(month_first, month_first, "day")))


def _year(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31), "year")


def _month(year: int, month: int) -> Span:
    return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def _range(plain: str, text: str, today: date) -> Outcome | None:
    """Two dates with a joint between them, at the first joint that leaves a date on either side."""
    for left, right in _halves(plain):
        first, last = _completed(left, right, today)
        if first is None or last is None:
            continue
        if isinstance(first, Impossible) or isinstance(last, Impossible):
            return first if isinstance(first, Impossible) else last
        if isinstance(first, Ambiguous) or isinstance(last, Ambiguous):
            froms, tos = _readings(first), _readings(last)
            return Ambiguous(text, (_joined(froms[0], tos[0]), _joined(froms[1], tos[1])))
        return _joined(first, last)
    return None


def _halves(plain: str) -> Iterator[tuple[str, str]]:
    opening = _OPENING.match(plain)
    if opening:
        plain = plain[opening.end() :]
    joints = list(_JOINT.finditer(plain))
    if opening and opening[0].startswith("between"):
        joints = [*_AND.finditer(plain), *joints]
    for joint in joints[:8]:
        yield plain[: joint.start()], plain[joint.end() :]


def _completed(left: str, right: str, today: date) -> tuple[Outcome | None, Outcome | None]:
    """Both halves read; what one leaves out is taken from the other (`1-3 July 2016`, `June to July 2016`)."""
    first, last = _single(left, left, today), _single(right, right, today)
    if first is None and _BARE_DAY.fullmatch(left) and isinstance(last, Span) and last.precision.startswith("day"):
        first = _single(f"{left} {right.partition(' ')[2]}", left, today)
    if last is None and isinstance(first, Span) and first.precision.startswith("day"):
        month = MONTHS[first.start.month - 1].casefold()
        last = _single(f"{month} {right}", right, today) if right[:1].isdigit() else None
    if isinstance(first, Span) and isinstance(last, Span) and "of-year" in first.precision + last.precision:
        return _same_year(left, first, right, last, today)
    return first, last


def _same_year(left: str, first: Span, right: str, last: Span, today: date) -> tuple[Outcome | None, Outcome | None]:
    if first.precision.endswith("of-year") and not last.precision.endswith("of-year"):
        started = _single(f"{left} {last.start.year:04}", left, today)
        if isinstance(started, Span) and started.start > last.start and last.start.year > 1:
            started = _single(f"{left} {last.start.year - 1:04}", left, today)
        return started, last
    if last.precision.endswith("of-year") and not first.precision.endswith("of-year"):
        return first, _single(f"{right} {first.start.year:04}", right, today)
    return in_year(first), in_year(last)


def _readings(outcome: Span | Ambiguous) -> tuple[Span, Span]:
    return outcome.readings if isinstance(outcome, Ambiguous) else (outcome, outcome)


def _joined(first: Span, last: Span) -> Span:
    if first.start > last.start:
        return Span(last.start, max(first.end, last.end), "range", turned=True)
    return Span(first.start, max(first.end, last.end), "range")


def _is_whole_years(span: Span) -> bool:
    return (span.start.month, span.start.day, span.end.month, span.end.day) == (1, 1, 12, 31)


def _written_range(span: Span) -> str:
    if _is_whole_years(span):
        return f"{span.start.year:04}-{span.end.year:04}"
    return f"{span.start.isoformat()}..{span.end.isoformat()}"
