"""The next posts of a schedule: what the ledger holds of them, and beyond that what its rule says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
from bot.schedules.what import Silent
from bot.schedules.written import readable, what_of
from bot.texts import schedules as texts
from data.operations.schedules import DESK, Schedule
from data.queries import ledger
from data.queries.ledger import Entry
from data.store import Reader

FIVE = 5


def coming(ask: Managing, schedule: Schedule, count: int, rows: Iterable[Entry] | None = None) -> list[Slot]:
    """The next slots that are posted as things stand; `rows` are those of the ledger that lie ahead."""
    rule = readable(schedule)
    held = schedule.state == "paused" and schedule.paused_by != DESK
    if rule is None or schedule.state == "removed" or (held and schedule.paused_until is None):
        return []
    known = held_rows(ask.reader, schedule, ask.now) if rows is None else rows
    return following(rule, schedule, count, known, ask.now)


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


def lines(ask: Managing, schedule: Schedule, slots: Sequence[Slot]) -> tuple[Item, ...]:
    """Each slot as a line, in the schedule's zone and the asker's, with what the clock change does to it."""
    found = []
    for slot in slots:
        said = words.for_both(ask, slot.due, schedule.zone)
        turned = words.turn(slot)
        found.append(line(f"{said}. {turned}." if turned else said))
    return tuple(found)


def next_words(ask: Managing, schedule: Schedule, slots: Sequence[Slot]) -> str:
    """When it posts next, and what as things stand; or why it does not."""
    if not slots:
        if schedule.state == "removed":
            return texts.NO_NEXT_REMOVED
        return texts.NO_NEXT_PAUSED if schedule.is_paused(ask.now) else texts.NO_NEXT
    when = words.for_both(ask, slots[0].due, schedule.zone)
    if schedule.paused_by == DESK:
        return texts.NEXT_TRY.format(when=when)
    made = ask.compose(what_of(schedule), slots[0].day, seen(ask, schedule.channel))
    if isinstance(made, Silent):
        return texts.NEXT_SILENT.format(when=when, reason=made.reason)
    return texts.NEXT_POST.format(when=when, title=made.reply.title)


def seen(ask: Managing, channel: str) -> Seen:
    """What a channel was shown by posts."""
    return Seen(ask.store, (ask.request.platform, ask.workspace, channel))


def title(schedule: Schedule, count: int) -> str:
    """What stands over the next slots."""
    if count == 1:
        return texts.ONE_ALONE
    return (texts.NEXT_TRIES if schedule.paused_by == DESK else texts.NEXT_FIVE).format(count=count)
