"""The reminder of a record's anniversary, each year so many days before it and on the day."""

from __future__ import annotations

import calendar
from datetime import date

from bot import say
from bot.ask import Ask
from bot.card import Draft
from bot.commands.common import as_of
from bot.contract import Button, Part
from bot.onthisday import POSTING, Event, events, may_post
from bot.schedules.content.countdown import days_before, leads_of, silence, title_of
from bot.schedules.content.made import Made, as_checked, last_shown
from bot.schedules.content.onthisday import told, with_leap
from bot.schedules.what import Seen, Silent, What
from bot.texts import posts as texts
from data.queries.records import Record


def compose(ask: Ask, what: What, record: Record, seen: Seen) -> Made | Silent:
    """The reminder of the day, or when the next one is, or why the record has none."""
    happened = record.first_day
    if record.kind not in POSTING or not record.is_day or happened is None:
        return Silent(texts.NOT_A_DAY.format(id=record.id))
    if not may_post(record):
        return Silent(texts.HELD_BACK.format(id=record.id))
    on = next_anniversary(happened, ask.today)
    days = days_before(on, ask.today)
    name = texts.THE_ANNIVERSARY.format(ordinal=say.ordinal(on.year - happened.year), day=say.day(happened))
    if days not in leads_of(what):
        return silence(what, name, on, days)
    mark = f"{record.id}@{on}:{days}d"
    if shown := last_shown(seen, [mark]):
        return Silent(texts.REMINDED.format(what=name, last=say.day(shown[mark])))
    return _card(ask, _event(ask, record, on), days, mark)


def next_anniversary(happened: date, day: date) -> date:
    """The first anniversary from a day on; that of a 29 February is the 28th in a common year."""
    first = max(day.year, happened.year + 1)
    on = _in_year(happened, first)
    return on if on >= day else _in_year(happened, first + 1)


def _in_year(happened: date, year: int) -> date:
    if (happened.month, happened.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 2, 28)
    return happened.replace(year=year)


def _event(ask: Ask, record: Record, on: date) -> Event:
    """The record with those that tell of the same event, seen on the anniversary."""
    for event in events(ask.reader, (on,), max(ask.today, record.first_day or ask.today)):
        if record.id in (event.record.id, *(r.id for r in event.also)):
            return Event(record, on, tuple(r for r in (event.record, *event.also) if r.id != record.id))
    return Event(record, on)


def _card(ask: Ask, event: Event, days: int, mark: str) -> Made:
    happened = event.record.first_day or event.on
    words = {"ordinal": say.ordinal(event.years), "text": event.record.text}
    if days:
        lead = texts.ANNIVERSARY_DAYS.format(days=say.count(days, *texts.DAYS), day=say.day(event.on), **words)
    else:
        lead = texts.LEAD.format(day=say.day(happened), age=say.years_ago(event.years), text=event.record.text)
    asked = f"onthisday {say.month_day(event.on)}"
    draft = Draft(
        title=texts.ANNIVERSARY_TITLE.format(when=title_of(days), day=say.day(happened), ordinal=words["ordinal"]),
        lead=as_checked(ask, with_leap(lead, [event])),
        as_of=as_of(ask, ask.today),
        parts=(Part(kind="list", items=(told(event, ask.today),)),),
        buttons=(Button(label=texts.BUTTON_DAY.format(day=say.month_day(event.on)), command=asked),),
    )
    return Made(draft=draft, line=asked, shown=(mark,))
