"""The week or month ahead: its anniversaries day by day, summits, and what is planned. It counts as showing nothing."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot import lines, say
from bot.ask import Ask
from bot.card import PAGE_CHARACTERS, PAGE_ITEMS, Draft
from bot.commands.common import as_of, country_name, summit_dates
from bot.commands.summits import is_dated, ordinal_name
from bot.commands.summits import line as summit_line
from bot.contract import Button, Item, Part
from bot.onthisday import Event, best_first
from bot.schedules.content.made import Made, as_checked
from bot.schedules.content.onthisday import postable, told, upcoming, with_leap
from bot.schedules.what import Seen, Silent, What
from bot.texts import posts as texts
from data.queries import records
from data.queries import summits as queries
from data.queries.records import Record
from data.queries.summits import SummitView

WEEK = 7


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What lies in the days from `first` to `last`."""

    first: date
    last: date
    events: tuple[Event, ...]
    summits: tuple[SummitView, ...]
    plans: tuple[Record, ...]


def compose(ask: Ask, what: What, seen: Seen) -> Made | Silent:
    """What lies ahead; where it is nothing, why, or with `empty` "next" the next day that has an entry."""
    days = calendar.monthrange(ask.today.year, ask.today.month)[1] if what.subject == "month" else WEEK
    first, last = ask.today, ask.today + timedelta(days=days - 1)
    ahead = _ahead(ask, first, last)
    if ahead.events or ahead.summits or ahead.plans:
        return _card(ask, ahead, what.subject or "week")
    reason = texts.DIGEST_NONE.format(first=say.day(first), last=say.day(last))
    return (upcoming(ask, what, None, last, reason) if what.empty == "next" else None) or Silent(reason)


def _ahead(ask: Ask, first: date, last: date) -> _Ahead:
    on = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    known = queries.summits(ask.reader)
    plans = [
        r
        for r in records.between(ask.reader, first, last, lines.PLANNED)
        if lines.is_within(r, first, last) and not r.disputed and not lines.later_words(r, ask.today)
    ]
    return _Ahead(
        first,
        last,
        tuple(postable(ask, on)),
        tuple(s for s in known if is_dated(s) and s.first_day <= last and s.last_day >= first),
        tuple(sorted(plans, key=lines.order)),
    )


def _card(ask: Ask, ahead: _Ahead, span: str) -> Made:
    parts, shown, count = _cut(list(_parts(ask, ahead)))
    lead = with_leap(_lead(ask, ahead), ahead.events)
    if shown < count:
        lead = f"{lead} {texts.CUT.format(shown=shown, count=count)}"
    line = f"onthisday {say.month_day(ahead.first)} {span}"
    draft = Draft(
        title=texts.DIGEST_TITLE.format(days=say.span(ahead.first, ahead.last)),
        lead=as_checked(ask, lead),
        as_of=as_of(ask, ask.today),
        parts=parts,
        pages=1,
        point_kinds=("open",),
        buttons=(Button(label=texts.BUTTON_SPAN, command=line),),
    )
    return Made(draft=draft, line=line)


def _lead(ask: Ask, ahead: _Ahead) -> str:
    """How much of each there is; then the summits, and the best anniversary."""
    today = sum(e.record.first_day == ask.today for e in ahead.events)
    numbers = (
        (len(ahead.summits), texts.SUMMITS),
        (len(ahead.events) - today, texts.ANNIVERSARIES),
        (today, texts.EVENTS_TODAY),
        (len(ahead.plans), texts.PLANS),
    )
    counts = say.listing(say.count(number, *words) for number, words in numbers if number)
    first = say.month_day(ahead.first) if ahead.first.year == ahead.last.year else say.day(ahead.first)
    lead = [texts.DIGEST_COUNTS.format(first=first, last=say.day(ahead.last), counts=counts)]
    lead += (_summit(ask, summit) for summit in ahead.summits)
    best = next((e for e in best_first(ahead.events) if e.years), None)
    if best is not None:
        years = say.count(best.years, "year", "years")
        form = texts.BEST_TODAY if best.on == ask.today else texts.BEST
        lead.append(form.format(day=say.day(best.on), years=years, text=best.record.text))
    return " ".join(lead)


def _summit(ask: Ask, summit: SummitView) -> str:
    form = texts.DIGEST_SUMMIT_PLANNED if summit.state == "planned" else texts.DIGEST_SUMMIT
    place = f"{summit.city}, {country_name(ask, summit.country)}"
    return form.format(name=ordinal_name(ask, summit), place=place, dates=summit_dates(summit))


def _parts(ask: Ask, ahead: _Ahead) -> Sequence[Part]:
    by_day: dict[date, list[Item]] = {}
    for event in ahead.events:
        by_day.setdefault(event.on, []).append(_item(ask, event))
    summit = Part(kind="list", title=texts.SUMMIT_AHEAD, items=tuple(summit_line(ask, s) for s in ahead.summits))
    plans = Part(kind="list", title=texts.AHEAD, items=tuple(lines.line(r, today=ask.today) for r in ahead.plans))
    days = (Part(kind="list", title=say.day(day), items=tuple(items)) for day, items in by_day.items())
    return [part for part in (summit, *days, plans) if part.items]


def _item(ask: Ask, event: Event) -> Item:
    """An event under its day; its label need not say the day again."""
    item = told(event, ask.today)
    return replace(item, label=f"{event.year}, {say.count(event.years, 'year', 'years')}") if event.years else item


def _cut(parts: Sequence[Part]) -> tuple[tuple[Part, ...], int, int]:
    """As many lines as one page holds, how many these are, and of how many."""
    items = [(part, item) for part in parts for item in part.items]
    kept: dict[int, list[Item]] = {}
    shown = characters = 0
    for part, item in items:
        characters += len(item.text) + len(item.label or "")
        if shown and (shown >= PAGE_ITEMS or characters > PAGE_CHARACTERS):
            break
        kept.setdefault(id(part), []).append(item)
        shown += 1
    found = [Part(kind=p.kind, title=p.title, items=tuple(kept[id(p)])) for p in parts if id(p) in kept]
    return tuple(found), shown, len(items)
