"""A schedule and its times in words: what is posted, where, when, and in which state it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import say, zones
from bot.managing import Managing
from bot.naming import as_data
from bot.schedules.calendar import Slot
from bot.schedules.rule import DAILY, LAST, REST, WORK, Days, Rule
from bot.schedules.written import readable
from bot.texts import schedules as texts
from bot.zones import NoZone
from data.operations.forgetting import FORGOTTEN
from data.operations.schedules import DESK, Schedule, Written

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_SHORTEST_MONTH = 28


def moment(value: datetime, zone: str) -> str:
    """`Wed 25 November 2026, 08:30 (UTC+5)`: a moment as the clocks of a zone show it."""
    local = _local(value, _place(zone))
    return texts.MOMENT.format(day=day(local.date()), time=f"{local:%H:%M}", offset=offset(local))


def short(value: datetime, zone: str) -> str:
    """`Wed 25 Nov 2026, 08:30 (UTC+5)`: the same where it stands before a line."""
    local = _local(value, _place(zone))
    return texts.SHORT.format(
        weekday=texts.WEEKDAYS[local.weekday()],
        day=local.day,
        month=say.MONTHS[local.month - 1][:3],
        year=local.year,
        time=f"{local:%H:%M}",
        offset=offset(local),
    )


def listed(values: Sequence[date]) -> str:
    """`25, 26, 27 Nov, 1 Dec`: days in short, in order; the year where it is not that of the first."""
    said = []
    for one, after in zip(values, (*values[1:], None), strict=True):
        alone = after is None or (after.year, after.month) != (one.year, one.month)
        year = f" {one.year}" if one.year != values[0].year else ""
        said.append(f"{one.day} {say.MONTHS[one.month - 1][:3]}{year}" if alone else f"{one.day}")
    return ", ".join(said)


def clock(value: datetime, zone: str) -> str:
    """`08:30 (UTC+5)`: the time of day alone, where the day is said beside it."""
    local = _local(value, _place(zone))
    return texts.CLOCK.format(time=f"{local:%H:%M}", offset=offset(local))


def for_both(ask: Managing, value: datetime, zone: str) -> str:
    """A moment in the schedule's zone, and in the asker's where that shows another time."""
    theirs, place = moment(value, zone), ask.request.timezone
    try:
        local, own = _local(value, _place(zone)), _local(value, zones.zone(place))
    except NoZone:
        return theirs
    if place == texts.UTC or local.utcoffset() == own.utcoffset():
        return theirs
    yours = clock(value, place) if local.date() == own.date() else moment(value, place)
    return texts.FOR_YOU.format(moment=theirs, yours=yours)


def offset(local: datetime) -> str:
    """`UTC+5`, `UTC-3:30`, `UTC`: how far the clocks of a zone are from UTC at that moment."""
    minutes = round((local.utcoffset() or timedelta(0)).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    if not minutes:
        return texts.UTC
    return f"{texts.UTC}{'+' if minutes > 0 else '-'}{hours}{f':{rest:02}' if rest else ''}"


def turn(slot: Slot) -> str | None:
    """What the clock change does to a slot, if there is one."""
    form = {"gap": texts.GAP, "fold": texts.FOLD}.get(slot.turn or "")
    return form.format(time=f"{slot.time:%H:%M}") if form else None


def how_long(value: timedelta) -> str:
    """`17 minutes`, `3 hours`, `2 days`: roughly."""
    if value < _HOUR:
        return say.count(max(round(value.total_seconds() / 60), 1), *texts.MINUTES)
    if value < 2 * _DAY:
        return say.count(round(value / _HOUR), *texts.HOURS)
    return say.count(round(value / _DAY), *texts.DAY_COUNT)


def days(value: Days) -> str:
    """`every weekday`, `every Monday and Thursday`, `on the first Friday of the month`."""
    found = []
    if value.weekdays:
        found.append(_weekdays(value))
    if value.numbered:
        ordered = sorted(value.numbered, key=lambda one: (one[0] < 0, one))
        which = [f"{texts.WHICH[n]} {texts.FULL_WEEKDAYS[d]}" for n, d in ordered]
        found.append(texts.NUMBERED.format(which=say.listing(which)))
    if value.monthdays:
        named = [say.ordinal(n) for n in sorted(value.monthdays - {LAST})]
        named += [texts.LAST_DAY] if LAST in value.monthdays else []
        found.append(texts.MONTHDAYS.format(days=say.listing(named)))
    if value.dates:
        dates = [f"{day} {say.MONTHS[month - 1]}" for month, day in sorted(value.dates)]
        found.append(texts.DATES.format(dates=say.listing(dates)))
    return say.listing(found)


def _weekdays(value: Days) -> str:
    if value == DAILY or len(value.weekdays) == len(texts.WEEKDAYS):
        return texts.EVERY_DAY
    whole = {WORK: texts.WEEKDAYS_ALL, REST: texts.WEEKENDS}.get(value.weekdays)
    return whole or texts.EVERY.format(names=say.listing(texts.FULL_WEEKDAYS[n] for n in sorted(value.weekdays)))


def rarely(value: Days) -> str | None:
    """What must be known of days that not every month or year has."""
    beyond = [say.ordinal(n) for n in sorted(value.monthdays) if n > _SHORTEST_MONTH]
    if beyond:
        return texts.SHORT_MONTHS.format(days=say.listing(beyond, "or"))
    return texts.LEAP_ONLY if (2, 29) in value.dates else None


def when(schedule: Written, now: datetime) -> str:
    """`every weekday at 08:30 Asia/Tashkent (UTC+5)`, with the offset of that moment."""
    rule = readable(schedule)
    if rule is None:
        return texts.UNREADABLE.format(times=schedule.times, days=schedule.days, zone=schedule.zone)
    return when_of(rule, now)


def when_of(rule: Rule, now: datetime) -> str:
    """The same of a rule."""
    times = say.listing(f"{one:%H:%M}" for one in rule.times)
    local = now.astimezone(rule.place)
    form = texts.WHEN_UTC if rule.zone == texts.UTC else texts.WHEN
    return form.format(days=days(rule.days), times=times, zone=rule.zone, offset=offset(local))


def does(schedule: Written, now: datetime) -> str:
    """`It posts every weekday at …`; of what has not something to say each time, that it looks."""
    form = {"reminder": texts.LOOKS_AHEAD, "onthisday": texts.LOOKS, "digest": texts.LOOKS}.get(schedule.kind)
    if form == texts.LOOKS and schedule.empty == "next":
        form = None
    return (form or texts.POSTS).format(when=when(schedule, now))


def name(schedule: Schedule) -> str:
    """`Schedule #12: on this day`."""
    return texts.NAMED.format(number=schedule.id, what=texts.named_what(schedule))


def where(ask: Managing, schedule: Written) -> str:
    """The channel of a schedule, by the name that was learnt last."""
    ask.named.add(schedule.channel)
    return texts.called_channel(schedule.channel, ask.channel(schedule.channel).name or schedule.channel_name)


def person(ask: Managing, id: str | None) -> str:
    """Who did something: the asker is `you`, and the desk says so of itself."""
    if id == DESK:
        return texts.DESK
    if id == FORGOTTEN:
        return texts.NOBODY_NOW
    if not id:
        return texts.SOMEBODY
    return texts.YOU if id == ask.request.user else mention(ask, id)


def mention(ask: Managing, id: str) -> str:
    """`<@U024BE7LH>`: somebody by their id, which the card then names."""
    ask.named.add(id)
    return texts.PERSON.format(id=id)


def trouble(reason: str | None, detail: str | None) -> str:
    """Why a platform did not take a post; with its own word where there is one."""
    said = texts.TROUBLES.get(reason or "", reason or texts.TROUBLES["down"])
    return texts.TROUBLE_DETAIL.format(trouble=said, detail=as_data(detail)) if detail else said


def state(ask: Managing, schedule: Schedule) -> str:
    """`active`, or paused or removed: by whom, when, until when and why."""
    if schedule.state == "active" or schedule.paused_at is None:
        return texts.ACTIVE
    at = moment(schedule.paused_at, schedule.zone)
    if schedule.state == "removed":
        return texts.REMOVED.format(when=at)
    until = schedule.paused_until
    if until is not None and not schedule.is_paused(ask.now):
        return texts.PAUSE_OVER.format(when=moment(until, schedule.zone))
    if schedule.paused_by == DESK:
        reason, _, detail = (schedule.reason or "").partition(":")
        return texts.DESK_PAUSED.format(when=at, reason=trouble(reason, detail.strip()))
    return texts.PAUSED.format(
        who=person(ask, schedule.paused_by),
        when=at,
        until=texts.PAUSED_UNTIL.format(when=moment(until, schedule.zone)) if until else texts.PAUSED_OPEN,
        reason=texts.PAUSED_WHY.format(reason=as_data(schedule.reason)) if schedule.reason else "",
    )


def repeats(schedule: Written) -> str:
    """When an event may come again."""
    if not schedule.years:
        return texts.NEVER_HELD
    return texts.YEARS.format(years=say.count(schedule.years, *texts.YEAR_COUNT))


def day(value: date) -> str:
    """`Wed 25 November 2026`."""
    return f"{texts.WEEKDAYS[value.weekday()]} {say.day(value)}"


def _local(value: datetime, place: ZoneInfo) -> datetime:
    """A moment as the clocks of a zone show it; as it is where the calendar ends before."""
    try:
        return value.astimezone(place)
    except OverflowError:
        return value


def _place(zone: str) -> ZoneInfo:
    """The zone; UTC in place of one that no database has any more, so that what was kept can still be read."""
    try:
        return zones.zone(zone)
    except NoZone:
        return zones.zone("UTC")
