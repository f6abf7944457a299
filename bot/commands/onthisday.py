"""`onthisday`: the events of a day of the year, best first, or of the week or month that begins with it."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot import lines, say
from bot.arguments import Span, Word
from bot.ask import Ask
from bot.card import Draft, item
from bot.commands.common import as_of as holds_on
from bot.commands.common import before_coverage, command_line
from bot.contract import Button, Item, Part
from bot.onthisday import POSTING, Event, best_first, events, next_day, posts
from bot.registry import Choice, Example, Option, command
from bot.texts import calendar as texts
from data.queries import records

LONGEST = 366
"""How many days are looked at at most."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """Which days are looked at, and from which day: later events do not count. `fixed`: the year was asked for."""

    on: tuple[date, ...]
    origin: date
    fixed: bool

    @property
    def words(self) -> str:
        """The days of the year, as a sentence says them."""
        first, last = self.on[0], self.on[-1]
        return say.month_day(first) if first == last else f"{say.month_day(first)} to {say.month_day(last)}"


@command(
    "onthisday",
    help="What happened on this day, or on another day of the year, and how many years ago.",
    options=(
        Option(
            name="date", help="A day of the year, or a full date from which it is seen", types=("day",), aliases=("on",)
        ),
        Option(
            name="span",
            help="The day alone, or the week or month that begins with it",
            types=("choice",),
            choices=(
                Choice(id="day", label="the day"),
                Choice(id="week", label="seven days"),
                Choice(id="month", label="a month"),
            ),
        ),
    ),
    examples=(
        Example(line="onthisday", shows="today's day of the year"),
        Example(line="onthisday {day}", shows="one day of the year, best first"),
        Example(line="onthisday {seen}", shows="that day as it was seen from 2025"),
        Example(line="onthisday week", shows="the seven days from today"),
        Example(line="onthisday {before}", shows="what is said of a day before anything was recorded", fails=True),
    ),
    aliases=("today",),
)
def onthisday(ask: Ask, *, date: Span | None = None, span: Word | None = None) -> Draft:
    """The events of the day; when there are none, which day is next."""
    seen = _seen(ask, date, span)
    if seen.origin < ask.frame.coverage:
        return before_coverage(ask, seen.origin)
    found = events(ask.reader, seen.on, seen.origin)
    return _events(ask, seen, found) if found else _nothing(ask, seen)


LAST = date.max.replace(year=date.max.year - 2)
"""The last day that is looked at: the weeks and the year after it still are in the calendar."""


def _seen(ask: Ask, day: Span | None, span: Word | None) -> _Seen:
    start = min(day.start if day else ask.today, LAST)
    end = min(day.end if day else ask.today, LAST)
    if span and span.id == "week":
        end = start + timedelta(days=6)
    if span and span.id == "month":
        end = start + timedelta(days=calendar.monthrange(start.year, start.month)[1] - 1)
    on = tuple(start + timedelta(days=n) for n in range(min((end - start).days + 1, LONGEST)))
    fixed = day is not None and not day.precision.endswith("of-year")
    origin = min(day.end, LAST) if day is not None and fixed else ask.today
    return _Seen(on, origin, fixed)


def _events(ask: Ask, seen: _Seen, found: Sequence[Event]) -> Draft:
    main = [e for e in found if e.is_main]
    return Draft(
        title=_title(seen),
        lead=_with_remarks(ask, seen, found, _lead(seen, main, found)),
        as_of=holds_on(ask, seen.origin),
        parts=tuple(_parts(ask, seen, found)),
        buttons=_around(seen),
    )


def _title(seen: _Seen) -> str:
    one = len(seen.on) == 1
    title = texts.DAY_TITLE.format(day=seen.words) if one else texts.SPAN_TITLE.format(days=seen.words)
    return texts.SEEN_TITLE.format(title=title, day=say.day(seen.origin)) if seen.fixed else title


def _lead(seen: _Seen, main: Sequence[Event], found: Sequence[Event]) -> str:
    """The best event, told by a record that may be posted where there is one, and how many more there are."""
    if not main:
        which = texts.THAT_DAY if len(seen.on) == 1 else texts.THOSE_DAYS
        return texts.ONLY_OTHERS.format(when=seen.words, which=which)
    best = best_first(main)[0]
    told = posts([best]) or [best]
    text = told[0].record.text
    if _is_ahead(best, seen.origin):
        years = say.count(best.years, "year", "years")
        lead = texts.DAY_LEAD_AHEAD.format(day=say.day(best.on), years=years, text=text)
    else:
        when = ", ".join([age(best, seen.origin), *_marks(told[0])])
        lead = texts.DAY_LEAD.format(day=say.month_day(best.on), age=when, text=text)
    more = len(found) - 1
    if not more:
        return lead
    return f"{lead} {texts.MORE_ONE if more == 1 else texts.MORE_MANY.format(count=more)}"


def _with_remarks(ask: Ask, seen: _Seen, found: Sequence[Event], lead: str) -> str:
    leap = any(e.record.first_day and (e.record.first_day.month, e.record.first_day.day) == (2, 29) for e in found)
    remarks = [texts.LEAP] if leap and any(not calendar.isleap(e.on.year) for e in found) else []
    if seen.origin > ask.frame.checked:
        remarks.append(texts.CHECKED.format(day=say.day(ask.frame.checked)))
    return " ".join([lead, *remarks])


def _parts(ask: Ask, seen: _Seen, found: Sequence[Event]) -> list[Part]:
    parts = []
    for day in seen.on:
        named = say.month_day(day) if len(seen.on) > 1 else None
        main = [line(e, seen.origin) for e in found if e.on == day and e.is_main]
        others = [line(e, seen.origin) for e in found if e.on == day and not e.is_main]
        parts.append(Part(kind="list", title=named, items=tuple(main)))
        heading = texts.OTHERS_OF.format(day=named) if named else texts.OTHERS
        parts.append(Part(kind="list", title=heading, items=tuple(others)))
    return [p for p in parts if p.items]


def line(event: Event, origin: date) -> Item:
    """An event as a line, with its age as seen from a day and why it is shown only on asking."""
    words = [f"{event.year}, {age(event, origin)}", *_marks(event)]
    text = lines.told(event.record)
    if event.record.certainty == "derived" and event.record.date_note:
        text = f"{text} {texts.WORKED_OUT_HOW.format(how=event.record.date_note)}"
    return item(event.record, text, label=", ".join(words), also=event.also)


def age(event: Event, origin: date) -> str:
    """How long ago it was; where the day is still to come that year, how many years it will be."""
    if _is_ahead(event, origin):
        return texts.AGE_AHEAD.format(years=say.count(event.years, "year", "years"), day=say.day(event.on))
    return texts.SAME_DAY if event.record.first_day == origin else say.years_ago(event.years)


def _is_ahead(event: Event, origin: date) -> bool:
    """Whether the anniversary is still to come, seen from the day asked."""
    return event.on > origin and event.years > 0


def _marks(event: Event) -> list[str]:
    """Why an event is shown only on asking."""
    record = event.record
    marks = [word for word in (lines.kind_words(record),) if word]
    if record.disputed:
        marks.append(texts.DISPUTED)
    elif event.is_main and not record.post and not marks:
        marks.append(texts.HELD_BACK)
    if record.certainty == "derived":
        marks.append(texts.WORKED_OUT)
    return marks


def _nothing(ask: Ask, seen: _Seen) -> Draft:
    """Nothing on these days: which day is next, with its best event."""
    postable = records.postable(ask.reader, POSTING)
    day = next_day(postable, seen.on[-1], seen.origin)
    up_to = texts.UP_TO.format(day=say.day(seen.origin)) if seen.fixed else ""
    lead = texts.NOTHING.format(when=seen.words, seen=up_to)
    if day is None:
        lead = _with_remarks(ask, seen, (), f"{lead} {texts.NO_NEXT}")
        return Draft(title=_title(seen), lead=lead, as_of=holds_on(ask, seen.origin), sources=(ask.frame.source_id,))
    found = [e for e in events(ask.reader, (day,), seen.origin) if e.is_main]
    lead = f"{lead} {texts.NEXT.format(day=say.month_day(day), text=found[0].record.text)}"
    return Draft(
        title=_title(seen),
        lead=_with_remarks(ask, seen, (), lead),
        as_of=holds_on(ask, seen.origin),
        parts=(Part(kind="list", title=texts.NEXT_TITLE, items=tuple(line(e, seen.origin) for e in found)),),
        buttons=(_to(seen, day, texts.AFTER),),
    )


def _around(seen: _Seen) -> tuple[Button, ...]:
    """The days before and after; the seven days or the month before and after."""
    if len(seen.on) > 1:
        return ()
    day = seen.on[0]
    return (_to(seen, day - timedelta(days=1), texts.BEFORE), _to(seen, day + timedelta(days=1), texts.AFTER))


def _to(seen: _Seen, day: date, label: str) -> Button:
    asked = day.isoformat() if seen.fixed else say.month_day(day)
    return Button(label=label.format(day=say.month_day(day)), command=command_line("onthisday", date=asked))
