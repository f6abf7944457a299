"""Writes the posts of the next days into the ledger, and those that nobody was there to send."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bot.schedules import calendar
from bot.schedules.calendar import Slot
from bot.schedules.rule import Rule, read_days, read_times
from bot.zones import NoZone
from data.operations import planning
from data.operations.planning import Plan, Planned
from data.operations.schedules import Schedule, Written
from data.store import Store

AHEAD = timedelta(days=3)
"""How far ahead the plan reaches."""

MOST_MISSED = 400
"""How many missed posts of one schedule are written down; older ones are left out."""

BATCH = 500
"""How many schedules are planned in one transaction."""

NOT_READ = timedelta(days=1)
"""When a schedule that cannot be read, such as one in a zone that is no more, is looked at again."""


def plan(store: Store, now: datetime, *, limit: int = BATCH) -> int:
    """Plan for the schedules whose turn it is; how many those were. Less than `limit`: there are no more."""
    return planning.plan(store, now, limit=limit, make=lambda schedule: planned(schedule, now))


def rule_of(schedule: Written) -> Rule | None:
    """When a schedule posts; None where what is kept cannot be read any more."""
    times, days = read_times(schedule.times), read_days(schedule.days)
    return Rule(times=times, days=days, zone=schedule.zone) if times and days else None


def planned(schedule: Schedule, now: datetime) -> Plan:
    """The posts of a schedule that are not planned yet, up to some days from now."""
    rule = rule_of(schedule)
    try:
        place = rule.place if rule else None
    except NoZone:
        place = None
    if rule is None or place is None:
        return Plan((), schedule.planned_until, now + NOT_READ)
    today = now.astimezone(place).date()
    last = today + AHEAD
    found = [_planned(rule, slot, now) for slot in _slots(rule, schedule, today, last)]
    missed = [post for post in found if post.state == "missed"]
    dropped = {(post.day, post.slot) for post in missed[:-MOST_MISSED]}
    posts = tuple(post for post in found if (post.day, post.slot) not in dropped)
    tomorrow, _ = calendar.instant(today + timedelta(days=1), time(0), place)
    return Plan(posts, max(last, schedule.planned_until), max(tomorrow, now + timedelta(minutes=1)))


def slot_name(rule: Rule, at: time) -> str:
    """What tells a schedule's posts of one day apart; "" where there is one a day."""
    return "" if len(rule.times) == 1 else f"{at:%H:%M}"


def _slots(rule: Rule, schedule: Schedule, today: date, last: date) -> Iterator[Slot]:
    """The slots that are not planned yet, as far back as is written down."""
    first = max(schedule.planned_until + timedelta(days=1), today - timedelta(days=MOST_MISSED * 31))
    return (slot for slot in calendar.slots(rule, first, last) if slot.due > schedule.since)


def _planned(rule: Rule, slot: Slot, now: datetime) -> Planned:
    until = calendar.window(slot, rule.place)
    is_over = until <= now
    return Planned(
        day=slot.day,
        slot=slot_name(rule, slot.time),
        time=f"{slot.time:%H:%M}",
        due=slot.due,
        until=until,
        state="missed" if is_over else "planned",
        reason="down" if is_over else None,
    )
