"""The post of a day of the year: the best of its events that were not posted in the channel lately."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot import say
from bot.ask import Ask
from bot.card import Draft
from bot.commands.common import as_of
from bot.commands.onthisday import age, line
from bot.contract import Button, Item, Part
from bot.onthisday import POSTING, Event, events, month_days, posts, select
from bot.schedules.content.made import Made, as_checked, is_within, last_shown
from bot.schedules.what import Seen, Silent, What
from bot.texts import calendar as texts
from bot.texts import posts as post_texts
from data.queries import records

MOST = 3
"""Events on one post; the command shows all of them."""


def compose(ask: Ask, what: What, seen: Seen) -> Made | Silent:
    """The events of the day, or why there is no post; with `empty` "next" the next day that has one."""
    found = events(ask.reader, (ask.today,), ask.today)
    able = posts(found)
    last = last_shown(seen, ids_of(able))
    fresh = _fresh(able, last, what.years, ask.today)
    if fresh:
        return _card(ask, fresh[:MOST], len(found))
    day = say.month_day(ask.today)
    reason = (post_texts.ONLY_DOUBTFUL if any(event.is_main for event in found) else post_texts.NOTHING).format(day=day)
    if able:
        reason = post_texts.POSTED.format(day=day, last=say.day(max(last.values())))
    return (upcoming(ask, what, seen, ask.today, reason) if what.empty == "next" else None) or Silent(reason)


def upcoming(ask: Ask, what: What, seen: Seen | None, after: date, reason: str) -> Made | None:
    """The next day that has a post, after a day without one; None where no day of a year has. It shows nothing.

    `seen` is None where it does not matter what was posted before.
    """
    by_day: dict[str, list[str]] = defaultdict(list)
    for entry in records.postable(ask.reader, POSTING):
        if not entry.disputed and entry.first_day <= ask.today:
            by_day[entry.month_day].append(entry.id)
    last = last_shown(seen, [id for ids in by_day.values() for id in ids]) if seen else {}
    for number in range(1, 367):
        day = after + timedelta(days=number)
        if any(not is_within(last.get(id), what.years, day) for key in month_days(day) for id in by_day.get(key, ())):
            able = postable(ask, (day,))
            return _next(ask, day, _fresh(able, last, what.years, day) or able, reason)
    return None


def postable(ask: Ask, on: Sequence[date]) -> list[Event]:
    """The events of these days that may be posted, as far as they had happened by today; by day, best first."""
    keys = sorted({key for day in on for key in month_days(day)})
    found = records.on_days(ask.reader, keys, POSTING)
    linked = records.joins_of(ask.reader, [r.id for r in found])
    there = {f"{r.first_day:%m-%d}" for r in found if r.first_day}
    return posts(select(found, linked, [day for day in on if there.intersection(month_days(day))], ask.today))


def ids_of(found: Sequence[Event]) -> tuple[str, ...]:
    """The ids of all records of some events."""
    return tuple(r.id for event in found for r in (event.record, *event.also))


def told(event: Event, day: date) -> Item:
    """One event as a line, seen from a day; what happened on that very day is no anniversary."""
    item = line(event, day)
    if event.record.first_day != day:
        return item
    return replace(item, label=f"{event.year}, {post_texts.TODAY}")


def with_leap(lead: str, found: Sequence[Event]) -> str:
    """The lead; with a word on 29 February where one of the events is seen on the 28th."""
    leap = any(e.record.first_day and (e.record.first_day.month, e.record.first_day.day) == (2, 29) for e in found)
    return f"{lead} {texts.LEAP}" if leap and any(not calendar.isleap(e.on.year) for e in found) else lead


def _fresh(able: Sequence[Event], last: Mapping[str, date], years: int, day: date) -> list[Event]:
    """The events of which no record was shown within so many years before the day."""
    return [e for e in able if not any(is_within(last.get(id), years, day) for id in ids_of([e]))]


def _card(ask: Ask, shown: Sequence[Event], of_day: int) -> Made:
    asked = f"onthisday {say.month_day(ask.today)}"
    day = say.month_day(ask.today)
    return Made(
        draft=Draft(
            title=post_texts.TITLE.format(day=day),
            lead=as_checked(ask, with_leap(_lead(ask, shown, of_day - len(shown), asked), shown)),
            as_of=as_of(ask, ask.today),
            parts=(Part(kind="list", items=tuple(told(e, ask.today) for e in shown)),),
            buttons=(Button(label=post_texts.BUTTON_DAY.format(day=day), command=asked),),
        ),
        line=asked,
        shown=ids_of(shown),
    )


def _lead(ask: Ask, shown: Sequence[Event], others: int, asked: str) -> str:
    """The best event with its age, how many more stand below, and how many the command shows besides."""
    best = shown[0]
    happened = best.record.first_day or ask.today
    when = post_texts.TODAY if happened == ask.today else age(best, ask.today)
    lead = [post_texts.LEAD.format(day=say.day(happened), age=when, text=best.record.text)]
    if len(shown) > 1:
        more = len(shown) - 1
        lead.append(post_texts.SHOWN_ONE if more == 1 else post_texts.SHOWN_MANY.format(count=more))
    if others:
        form = post_texts.COMMAND_ONE if others == 1 else post_texts.COMMAND_MANY
        lead.append(form.format(line=asked, count=others))
    return " ".join(lead)


def _next(ask: Ask, day: date, found: Sequence[Event], reason: str) -> Made:
    asked, shown = f"onthisday {say.month_day(day)}", found[:MOST]
    lead = post_texts.NEXT.format(reason=reason, day=say.day(day), text=found[0].record.text)
    return Made(
        draft=Draft(
            title=post_texts.NEXT_TITLE.format(day=say.month_day(day)),
            lead=as_checked(ask, with_leap(lead, shown)),
            as_of=as_of(ask, ask.today),
            parts=(Part(kind="list", title=post_texts.NEXT_PART, items=tuple(told(e, ask.today) for e in shown)),),
            point_kinds=("open",),
            buttons=(Button(label=post_texts.BUTTON_DAY.format(day=say.month_day(day)), command=asked),),
        ),
        line=asked,
    )
