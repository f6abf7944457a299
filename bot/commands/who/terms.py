"""Terms of office: who certainly or perhaps held one in a stretch of days, and how its dates are said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot import say
from bot.arguments import Span
from bot.ask import Ask
from bot.card import ids_of
from bot.commands.common import checked, country_name, named, period_words
from bot.contract import Item
from bot.texts import who as texts
from data.queries import records
from data.queries.people import TermView
from data.queries.records import Record

_MONTH = len("2025-09")
_BODIES = "institutions"
"""The topic of what tells that a body of the organisation opened."""


@dataclass(frozen=True, slots=True)
class Held:
    """The terms that certainly reach into some days, and those that may, because their dates are not exact."""

    certain: tuple[TermView, ...]
    perhaps: tuple[TermView, ...]


def held(ask: Ask, terms: Iterable[TermView], first: date, last: date) -> Held:
    """Who held an office between two days, in order. On the day of a handover the successor counts."""
    ordered = sorted(terms, key=lambda t: (t.first_day or date.min, t.record.id))
    certain = [t for t in ordered if _meets(_sure(ask, t), first, last) and not _handed_over(t, ordered, first)]
    perhaps = [
        t
        for t in ordered
        if t not in certain and _meets(_may(ask, t), first, last) and not _handed_over(t, ordered, first)
    ]
    return Held(tuple(certain), tuple(perhaps))


def gaps(ask: Ask, terms: Sequence[TermView], first: date, last: date) -> list[tuple[date, date]]:
    """The stretches between two days in which nobody is known to have held the office.

    One who held it in that time, and whose first or last day is not known, leaves no gap: his line says so.
    """
    found, day = [], first
    for start, end in sorted(_may(ask, t) for t in terms if _meets(_sure(ask, t), first, last)):
        if day < start:
            found.append((day, start - timedelta(days=1)))
        day = max(day, min(end, last) + timedelta(days=1))
    if day <= last:
        found.append((day, last))
    return found


def only_seen(term: TermView) -> bool:
    """Whether all that is known of it is one day on which a source shows its holder in office."""
    return term.seen is not None and not term.is_open and term.first_day is None and term.last_day is None


def opening(ask: Ask, terms: Sequence[TermView]) -> Record | None:
    """What tells that an office of the organisation opened on its first holder's first day: before, there was none."""
    first = min(terms, key=lambda t: t.first_day or date.min, default=None)
    if first is None or first.of != ask.frame.id or first.first_day is None:
        return None
    told = records.about(ask.reader, _BODIES, ("milestone",))
    return next((r for r in told if r.date == first.start), None)


def _sure(ask: Ask, term: TermView) -> tuple[date, date] | None:
    """The days on which he certainly held it; where the first is not known, from a day on which a source shows him.

    Of an end known by its month only the month's first day counts.
    """
    seen = date.fromisoformat(term.seen) if term.seen else None
    last = ask.frame.checked if term.is_open else term.last_day or seen
    if term.last_day and term.end and len(term.end) == _MONTH:
        last = term.last_day.replace(day=1)
    first = term.first_day or seen or last
    return (first, last) if first and last else None


def _may(ask: Ask, term: TermView) -> tuple[date, date]:
    last = ask.frame.checked if term.is_open else term.last_day or date.max
    return term.first_day or date.min, last


def _meets(days: tuple[date, date] | None, first: date, last: date) -> bool:
    return days is not None and days[0] <= last and first <= days[1]


def _handed_over(term: TermView, terms: Sequence[TermView], day: date) -> bool:
    """Whether it ends on that day and a successor's begins on it."""
    return term.last_day == day and any(
        t.first_day == day and t is not term and (t.office_id, t.of) == (term.office_id, term.of) for t in terms
    )


def office_title(ask: Ask, term: TermView) -> str:
    """`acting President of Kyrgyzstan`: the office as its holder bore it."""
    title = term.title or next(o.title for o in ask.frame.offices if o.id == term.office_id)
    named = texts.OFFICE_OF.format(office=title, of=of_name(ask, term.of))
    return texts.ACTING.format(office=named) if term.acting else named


def of_name(ask: Ask, of: str) -> str:
    """What an office is held of: a country, or the organisation."""
    return f"the {ask.frame.short}" if of == ask.frame.id else country_name(ask, of)


def dates(ask: Ask, term: TermView) -> str:
    """A term's days at the precision that is known; what lies after the asker's day is called later."""
    start = say.when(term.start) if term.start else None
    end = say.when(term.end) if term.end else None
    if term.is_open and start:
        seen = say.when(term.seen or ask.frame.checked.isoformat())
        text = texts.DATES_OPEN.format(start=start, seen=seen)
    elif start and end and term.last_day and term.last_day > ask.frame.checked:
        text = texts.DATES_RUNNING.format(start=start, end=end)
    elif start and end:
        is_later = term.last_day and term.first_day and term.first_day <= ask.checked < term.last_day
        text = (texts.DATES_END_LATER if is_later else texts.DATES).format(start=start, end=end)
    elif end and term.seen:
        text = texts.DATES_START_UNKNOWN_SEEN.format(seen=say.when(term.seen), end=end)
    elif end:
        text = texts.DATES_START_UNKNOWN.format(end=end)
    else:
        text = texts.DATES_SEEN.format(seen=say.when(term.seen)) if term.seen else texts.DATES_NONE
    is_ahead = term.first_day is not None and term.first_day > ask.checked
    return texts.DATES_LATER.format(dates=text) if is_ahead else text


def line(ask: Ask, term: TermView, *, label: str | None = None) -> Item:
    """A term as a line: who, which office, from when to when, and the caution that goes with it."""
    text = texts.LINE.format(
        holder=named(ask, term.person_id, "person"), office=office_title(ask, term), dates=dates(ask, term)
    )
    note = term.record.note
    return Item(
        text=texts.LINE_NOTED.format(line=text, note=note) if note else text,
        label=label,
        date=_iso(term),
        records=(term.record.id,),
        sources=ids_of(term.record),
        record_kind="term",
    )


def _iso(term: TermView) -> str | None:
    """The days of a term as ISO text, cut to what is known."""
    if not term.start and not term.end:
        return None
    return f"{term.start or '..'}/{term.end or '..'}"


def holder(ask: Ask, term: TermView) -> str:
    """A holder by name, marked where acting or where the title differed."""
    name = named(ask, term.person_id, "person")
    office = next(o.title for o in ask.frame.offices if o.id == term.office_id)
    if term.acting:
        return f"{name} (acting)"
    return texts.AS_TITLE.format(holder=name, title=term.title) if term.title and term.title != office else name


def in_order(ask: Ask, terms: Sequence[TermView], first: date, *, opens: str | None = None) -> str:
    """`A, then B`; where two terms overlap, `A, and from 7 April 2010 also B`.

    Of an open term whose last sign of life lies before the time asked, the day of that sign is said; of a term without
    dates the one day that is known, and where only the first day is not known, that. `opens` is what is said of one
    before whom nobody held it.
    """
    text, before = "", None
    for term in terms:
        name = holder(ask, term)
        if term.is_open and term.seen and date.fromisoformat(term.seen) < first:
            name = texts.LAST_SEEN.format(holder=name, day=say.when(term.seen))
        elif term.seen and only_seen(term) and term.seen != first.isoformat():
            name = texts.SEEN_ON.format(holder=name, day=say.when(term.seen))
        elif term.first_day is None and (sure := _sure(ask, term)) and first < sure[0]:
            name = texts.START_UNKNOWN.format(holder=name)
        if opens and before is None:
            name = opens.format(holder=name, day=say.when(term.start or ""))
        if before is None:
            text = name
        elif before.last_day and term.first_day and term.first_day < before.last_day:
            text += texts.OVERLAP.format(day=say.day(term.first_day), holder=name)
        else:
            text += texts.THEN.format(holder=name)
        before = term
    return text


@dataclass(frozen=True, slots=True)
class Period:
    """The days that are asked about, cut at the last check, and how a sentence names them.

    `is_now`: no time was asked, so the answer is in the present. `checked` says where it is that of the last check.
    """

    first: date
    last: date
    words: str
    is_now: bool
    checked: str
    ahead: str = ""
    """What is said first where the time asked lies after the last check."""


def period(ask: Ask, span: Span | None) -> Period:
    """What is meant by a date asked as a period; none means today, and a later day the day of the last check."""
    if span is None or span.start > ask.frame.checked:
        day = ask.checked if span is None else ask.frame.checked
        asked = ask.today if span is None else span.start
        ahead = texts.AHEAD.format(when=period_words(span)) if span else ""
        return Period(day, day, f"on {say.day(day)}", span is None, checked(ask, asked), ahead)
    return Period(span.start, min(span.end, ask.frame.checked), period_words(span), is_now=False, checked="")
