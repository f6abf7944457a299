"""How a record reads as one line: its date at its precision, what kind of statement it is, its caution."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot import say
from bot.card import item
from bot.contract import Item
from bot.texts import calendar as texts
from data import when
from data.queries.records import Record

PLANNED = ("plan", "expectation")
"""The kinds that tell of what was to come."""


def line(record: Record, *, today: date, also: Sequence[Record] = ()) -> Item:
    """A record as a line. Its label is its date and, where it is no plain report, whose statement it is.

    `also` are records that tell of the same.
    """
    words = [say.when(record.date)] if record.date else []
    words += [word for word in (kind_words(record), later_words(record, today)) if word]
    return item(record, told(record), label=say.cap(", ".join(words)) or None, also=also)


def kind_words(record: Record) -> str | None:
    """`planned`, `expected`, `claimed by …`, `analysis by …`; nothing for a plain report."""
    if record.kind == "plan" or is_planned_summit(record):
        return texts.PLANNED
    if record.kind == "expectation":
        return texts.EXPECTED
    if record.kind == "claim":
        return texts.CLAIMED_BY.format(who=record.said_by) if record.said_by else texts.CLAIMED
    if record.kind == "analysis":
        return texts.ANALYSIS_BY.format(who=record.said_by) if record.said_by else texts.ANALYSIS
    return None


def later_words(record: Record, today: date) -> str | None:
    """`later` for what happened, or was written, after the asker's day."""
    written = when.read(record.as_of).first if record.as_of else None
    if is_planned_summit(record):
        return None
    start = record.first_day if record.kind not in PLANNED else None
    return texts.LATER if (start or written or date.min) > today else None


def is_ahead(record: Record) -> bool:
    """Whether it tells of what was, or is, to come."""
    return record.kind in PLANNED or is_planned_summit(record)


def is_planned_summit(record: Record) -> bool:
    """A summit that was held may be posted on its day; one that is planned may not."""
    return record.kind == "summit" and not record.post


def order(record: Record) -> tuple[date, date, int, str]:
    """By time, a date that is open at an end by its other end, what has no date last; then weight and id."""
    first, last = bounds(record) or (date.max, date.max)
    return (first, last, -record.weight, record.id)


def bounds(record: Record) -> tuple[date, date] | None:
    """The first and last day of a date; one that is open at an end counts as the day at its other end."""
    known = record.first_day or record.last_day
    return (known, record.last_day or known) if known else None


def is_open(record: Record) -> bool:
    """Whether its date is open at one end, so that it may lie far from the day that is known."""
    return (record.first_day is None) != (record.last_day is None)


LASTING = timedelta(days=31)
"""An event that is dated to a longer stretch happened somewhere in it, not all through it."""


def is_within(record: Record, first: date, last: date) -> bool:
    """Whether it surely falls into a stretch of time: dated inside it, or to days that touch it."""
    found = bounds(record)
    if found is None or is_open(record):
        return False
    if found[0] >= first and found[1] <= last:
        return True
    to_the_day = all(len(end) == len("2001-06-15") for end in (record.date or "").split("/"))
    lasts = record.kind == "state" or found[1] - found[0] <= LASTING
    return to_the_day and lasts and found[0] <= last and found[1] >= first


def told(record: Record) -> str:
    """What a record says, with as of when where that must be said, its caution, and that its sources are weak."""
    words = [record.text]
    if record.time_bound and record.as_of:
        words.append(texts.AS_OF.format(when=say.when(record.as_of)))
    if record.note:
        words.append(texts.NOTE.format(note=record.note))
    if record.confidence == "low":
        words.append(texts.CONFIDENCE.format(confidence=record.confidence))
    return " ".join(words)
