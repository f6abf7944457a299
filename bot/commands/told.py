"""A record as a line: who says it and as of when in front, its date where the sentence lacks it, and its caution."""

from __future__ import annotations

from bot import say
from bot.ask import Ask
from bot.card import item
from bot.contract import Item
from bot.texts import told as texts
from data import when
from data.queries.records import Record

FIGURES = ("figure", "count")


def line(ask: Ask, record: Record) -> Item:
    """A record as a line."""
    label = _label(ask, record)
    text = record.text
    if record.date and say.when(record.date) not in f"{label} {text}":
        text = dated(text, say.when(record.date))
    if record.note:
        text = f"{text} {record.note}"
    if record.confidence not in (None, "high"):
        text = texts.UNCERTAIN.format(text=text, confidence=record.confidence)
    return item(record, text, label=label)


def _label(ask: Ask, record: Record) -> str | None:
    kind = texts.KINDS.get(record.kind)
    if kind is None:
        told = [say.when(record.date)] if record.date else []
    elif record.said_by:
        told = [texts.BY.get(record.kind, "{who}").format(who=record.said_by)]
    else:
        told = [kind]
    if record.kind in FIGURES or record.time_bound:
        told.append(as_of(record))
    if is_later(ask, record):
        told.append(texts.LATER)
    return ", ".join(told) or None


def is_later(ask: Ask, record: Record) -> bool:
    """Whether it lies after the asker's day: by its date or, where it has none, by the time as of which it was said."""
    first, last = record.first_day, record.last_day
    if record.date is None and record.as_of:
        said = when.read(record.as_of)
        first, last = said.first, said.last
    day = first or last
    return day is not None and day > ask.today


def dated(text: str, date: str) -> str:
    """A sentence with its date before the full stop."""
    return texts.DATED.format(text=text.removesuffix("."), date=date)


def as_of(record: Record) -> str:
    """`as of August 2025`, `as of 1 September 2025 or later`, `undated`."""
    start, slash, end = (record.as_of or "").partition("/")
    if not start:
        return texts.UNDATED
    if end == "..":
        day = texts.OR_LATER.format(day=say.when(start))
    elif slash and start == "..":
        day = texts.OR_EARLIER.format(day=say.when(end))
    else:
        day = say.when(record.as_of or start)
    return texts.AS_OF.format(day=day)
