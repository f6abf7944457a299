"""The next posts of a schedule: what the ledger holds of them, and beyond that what its rule says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.commands.schedule import words
from bot.commands.schedule.common import line
from bot.contract import Item
from bot.managing import Managing
from bot.schedules import calendar
from bot.schedules.calendar import Slot
from bot.schedules.composing import Channel as Seen
from bot.schedules.planner import slot_name
from bot.schedules.rule import MOST_TIMES, Rule
from bot.schedules.written import readable
from bot.texts import schedules as texts
from data.operations.schedules import DESK, Schedule
from data.queries import ledger
from data.queries.ledger import Entry
from data.store import Reader

FIVE = 5


def coming(
    ask: Managing,
    schedule: Schedule,
    count: int,
    rows: Iterable[Entry] | None = None,
    after: datetime | None = None,
) -> list[Slot]:
    """The next slots at which it looks as things stand, after now or a later moment.

    `rows` are those of the ledger that lie ahead.
    """
    rule = readable(schedule)
    held = schedule.state == "paused" and schedule.paused_by != DESK
    if rule is None or schedule.state == "removed" or (held and schedule.paused_until is None):
        return []
    known = held_rows(ask.reader, schedule, ask.now) if rows is None else rows
    return following(rule, schedule, count, known, ask.now if after is None else max(after, ask.now))


def held_rows(reader: Reader, schedule: Schedule, now: datetime) -> list[Entry]:
    """What the ledger holds of it for later."""
    return ledger.ahead(reader, [schedule.id], now)


def following(rule: Rule, schedule: Schedule, count: int, rows: Iterable[Entry], now: datetime) -> list[Slot]:
    """The next slots after a moment, but those that the ledger has closed, or that a change has left out."""
    known = {(row.day, row.slot): row for row in rows if row.schedule_id == schedule.id and not row.is_test}
    first = now
    if schedule.paused_until is not None and schedule.is_paused(now):
        first = max(now, schedule.paused_until - timedelta(microseconds=1))
    found = calendar.after(rule, first, count + len(known) + MOST_TIMES)
    return [slot for slot in found if _stands(rule, schedule, slot, known)][:count]


def _stands(rule: Rule, schedule: Schedule, slot: Slot, known: Mapping[tuple[date, str], Entry]) -> bool:
    row = known.get((slot.day, slot_name(rule, slot.time)))
    return row.state == "planned" if row else slot.day > schedule.planned_until


def before(ask: Managing, schedule: Schedule) -> Slot | None:
    """The last slot of the last days that was due since the schedule says what it says."""
    rule = readable(schedule)
    if rule is None or schedule.state == "removed":
        return None
    today = ask.now.astimezone(rule.place).date()
    recent = calendar.slots(rule, today - _LOOK_BACK, today)
    return next(reversed([slot for slot in recent if schedule.since < slot.due <= ask.now]), None)


_LOOK_BACK = timedelta(days=8)


def lines(ask: Managing, schedule: Schedule, slots: Sequence[Slot], silent: Collection[Slot] = ()) -> tuple[Item, ...]:
    """Each slot as a line, in the schedule's zone and the asker's, with what the clock change does to it.

    `silent`: those at which nothing is posted as things stand.
    """
    found = []
    for slot in slots:
        said, turned = words.for_both(ask, slot.due, schedule.zone), words.turn(slot)
        if slot in silent:
            said = texts.SILENT_THEN.format(when=said)
        found.append(line(f"{said}. {turned}." if turned else said))
    return tuple(found)


def left_out(ask: Managing, schedule: Schedule, rows: Iterable[Entry]) -> str | None:
    """`25, 26, 27 Nov`: what is left out of the days ahead because somebody chose so; None where nothing is."""
    if schedule.state == "removed":
        return None
    found = [row for row in rows if row.schedule_id == schedule.id and row.state == "skipped" and row.due > ask.now]
    if any(row.slot for row in found):
        return "; ".join(words.short(row.due, schedule.zone) for row in found)
    return words.listed([row.day for row in found]) if found else None


def seen(ask: Managing, channel: str) -> Seen:
    """What a channel was shown by posts."""
    return Seen(ask.store, (ask.request.platform, ask.workspace, channel))


def title(schedule: Schedule, count: int) -> str:
    """What stands over the next slots."""
    if count == 1:
        return texts.ONE_ALONE
    return (texts.NEXT_TRIES if schedule.paused_by == DESK else texts.NEXT_FIVE).format(count=count)
