"""`schedule explain`: a dry run of one day in numbered checks, with the verdict: does it post, when, or why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot import say
from bot.arguments import Chosen, Span
from bot.card import Draft
from bot.commands.schedule import cards, coming, reach, words
from bot.commands.schedule.common import button, card, find, line
from bot.commands.schedule.given import NUMBER
from bot.commands.schedule.outcome import outcome, told
from bot.commands.schedule.pausing import YEARS
from bot.contract import Button, Item, Part
from bot.managing import Managing
from bot.registry import Example, Option, command
from bot.schedules import calendar
from bot.schedules.calendar import Slot, window
from bot.schedules.planner import slot_name
from bot.schedules.rule import Rule
from bot.schedules.what import Post, Silent
from bot.schedules.written import readable, what_of
from bot.texts import dry_runs as dry
from bot.texts import schedules as texts
from data.operations.schedules import DESK, Schedule
from data.queries import ledger
from data.queries.ledger import Entry

SETTLED = ("sent", "silent", "skipped", "paused", "missed", "failed", "uncertain")
"""States in which nothing more becomes of a post."""


_WENT_WELL = ("sent", "silent")
_DONE = (*_WENT_WELL, "skipped")
"""States of a post about which nobody has to ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: what is looked at, what was found, and whether it lets the post through (None: it says nothing).

    `link` leads to the post that stands, where there is one.
    """

    name: str
    text: str
    ok: bool | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What the checks of one day look at."""

    schedule: Schedule
    rule: Rule
    day: date
    slots: tuple[Slot, ...]
    rows: tuple[Entry, ...]
    made: Post | Silent | None
    delivered: bool

    def row(self, slot: Slot) -> Entry | None:
        """The row of a slot in the ledger."""
        name = slot_name(self.rule, slot.time)
        return next((row for row in self.rows if row.slot == name), None)

    @property
    def others(self) -> tuple[Entry, ...]:
        """The rows of times that the schedule does not say any more."""
        names = {slot_name(self.rule, slot.time) for slot in self.slots}
        return tuple(row for row in self.rows if row.slot not in names)

    @property
    def is_over(self) -> bool:
        """Whether something has become of every slot of the day."""
        rows = [self.row(slot) for slot in self.slots]
        return all(row is not None and row.state in SETTLED for row in rows)

    @property
    def zone(self) -> str:
        """The zone of the schedule."""
        return self.schedule.zone


@command(
    "schedule explain",
    help="Would it post on a day, and why not: every check in turn, with the verdict.",
    options=(
        NUMBER,
        Option(
            name="day",
            help="The day; else that of its next time, or today while it is open or went wrong",
            types=("moment",),
            aliases=("on",),
        ),
    ),
    examples=(
        Example(line="schedule explain 1", shows="its next time, or today’s where that is open or went wrong"),
        Example(line="schedule explain 1 2027-06-15", shows="another day"),
        Example(line="schedule explain 1 tomorrow", shows="the day after today"),
        Example(line="schedule explain 999999", shows="a number that there is not", fails=True),
    ),
    aliases=("schedule why",),
    manages=True,
    tells=True,
)
def explain(ask: Managing, *, schedule: Chosen | None = None, day: Span | None = None) -> Draft:
    """The checks of one day."""
    found = find(ask, schedule, "explain", removed=True)
    if isinstance(found, Draft):
        return found
    rule = readable(found)
    if rule is None:
        return card(ask, words.name(found), words.when(found, ask.now), kind="error")
    today = ask.now.astimezone(rule.place).date()
    first, last = today - _BACK, today + _FARTHEST
    if day is not None and not first <= day.start <= last:
        lead = dry.FAR_LEAD.format(day=say.day(day.start), first=say.day(first), last=say.day(last))
        return card(ask, dry.FAR_TITLE, lead, kind="error", buttons=[button(texts.EXPLAIN, "explain", found.id)])
    looked = _look(ask, found, rule, day.start if day else _default(ask, found, rule, today))
    checks = [
        _schedule(ask, looked),
        _day(ask, looked),
        _channel(ask, looked),
        _content(looked),
        _ledger(ask, looked),
        _delivery(looked),
    ]
    verdict = " ".join(_verdicts(ask, looked))
    return card(
        ask,
        dry.EXPLAIN_TITLE.format(number=found.id, day=words.day(looked.day)),
        say.cap(verdict),
        parts=[Part(kind="facts", items=tuple(_lines(checks, verdict)))],
        buttons=_buttons(ask, looked),
    )


_BACK = timedelta(days=20 * 366)
_FARTHEST = timedelta(days=YEARS * 366)


def _default(ask: Managing, schedule: Schedule, rule: Rule, today: date) -> date:
    """Today where something of it is open or went wrong, else the day of the next slot that is still ahead."""
    rows = {row.slot: row for row in ledger.of_day(ask.reader, schedule.id, today)}
    due = [slot for slot in calendar.slots(rule, today, today) if schedule.since < slot.due <= ask.now]
    if any((row := rows.get(slot_name(rule, slot.time))) is None or row.state not in _DONE for slot in due):
        return today
    following = coming.coming(ask, schedule, 1) or calendar.after(rule, ask.now, 1)
    return following[0].day if following else today


def _look(ask: Managing, schedule: Schedule, rule: Rule, day: date) -> Looked:
    slots = tuple(calendar.slots(rule, day, day))
    return Looked(
        schedule=schedule,
        rule=rule,
        day=day,
        slots=slots,
        rows=tuple(ledger.of_day(ask.reader, schedule.id, day)),
        made=ask.compose(what_of(schedule), day, coming.seen(ask, schedule.channel)) if slots else None,
        delivered=ledger.is_delivered(ask.reader, ask.now),
    )


def _lines(checks: Sequence[Check], verdict: str) -> list[Item]:
    forms = {True: dry.OK, False: dry.BAD, None: dry.OPEN}
    told = [(check.name, forms[check.ok].format(text=check.text), check.link) for check in checks]
    told.append((dry.CHECK_VERDICT, verdict, None))
    return [line(text, dry.CHECK.format(number=n, name=name), link=to) for n, (name, text, to) in enumerate(told, 1)]


def _schedule(ask: Managing, looked: Looked) -> Check:
    schedule = looked.schedule
    held = schedule.state == "removed" or any(_is_held(schedule, slot) for slot in looked.slots)
    told_already = bool(looked.slots) and looked.is_over
    ok = None if schedule.paused_by == DESK or told_already else not held
    return Check(name=dry.CHECK_SCHEDULE, text=words.state(ask, schedule), ok=ok)


def _is_held(schedule: Schedule, slot: Slot) -> bool:
    """Whether somebody's pause lies over a slot; that of the desk is tried again at each."""
    return schedule.paused_by != DESK and schedule.is_paused(slot.due)


def _day(ask: Managing, looked: Looked) -> Check:
    when = words.when_of(looked.rule, ask.now)
    if not calendar.exists(looked.day, looked.rule.place):
        text = dry.DAY_NONE.format(day=words.day(looked.day), zone=looked.zone)
        return Check(name=dry.CHECK_DAY, text=text, ok=False)
    if not looked.slots:
        text = dry.DAY_NO.format(day=words.day(looked.day), when=when, next=_next(ask, looked))
        return Check(name=dry.CHECK_DAY, text=text, ok=False)
    told = []
    for slot in looked.slots:
        at, turned = words.clock(slot.due, looked.zone), words.turn(slot)
        told.append(dry.WITH_TURN.format(when=at, turn=turned) if turned else dry.NO_TURN.format(when=at))
    text = dry.DAY_YES.format(day=words.day(looked.day), when=when, times="; ".join(told))
    return Check(name=dry.CHECK_DAY, text=text, ok=True)


def _next(ask: Managing, looked: Looked) -> str:
    following = coming.coming(ask, looked.schedule, 1)
    return words.for_both(ask, following[0].due, looked.zone) if following else texts.NO_NEXT


def _channel(ask: Managing, looked: Looked) -> Check:
    text, ok = reach.known(ask, looked.schedule)
    return Check(name=dry.CHECK_CHANNEL, text=text, ok=ok)


def _content(looked: Looked) -> Check:
    if looked.made is None:
        return Check(name=dry.CHECK_CONTENT, text=dry.SIMULATE_NONE)
    if isinstance(looked.made, Silent):
        text = dry.CONTENT_SILENT.format(reason=looked.made.reason)
    else:
        text = dry.CONTENT_POST.format(title=looked.made.reply.title)
    text = dry.CONTENT_NOW.format(content=text.rstrip("."))
    ok = None if looked.is_over else isinstance(looked.made, Post)
    return Check(name=dry.CHECK_CONTENT, text=text, ok=ok)


def _ledger(ask: Managing, looked: Looked) -> Check:
    told_of = [_row_line(ask, looked, row, then=words.clock(row.due, looked.zone)) for row in looked.others]
    ok: bool | None = True if looked.slots else None
    for slot in looked.slots:
        row = looked.row(slot)
        if row is not None:
            told_of.append(_row_line(ask, looked, row, then=_then(looked, slot, row)))
        else:
            when = words.clock(slot.due, looked.zone)
            told_of.append(dry.LEDGER_ROW.format(when=when, outcome=_no_row(ask, looked, slot)))
        if row is not None and row.state in _WENT_WELL:
            ok = ok and None
        elif (row is not None and row.state in SETTLED) or _is_left_out(looked, slot) or _is_over(ask, looked, slot):
            ok = False
    posted = [row.link for row in looked.rows if row.link]
    if not told_of:
        return Check(name=dry.CHECK_LEDGER, text=dry.LEDGER_NONE_AT_ALL)
    return Check(name=dry.CHECK_LEDGER, text="; ".join(told_of), ok=ok, link=posted[0] if len(posted) == 1 else None)


def _row_line(ask: Managing, looked: Looked, row: Entry, *, then: str | None) -> str:
    """What became of a post. `then`: the time at which it was due, where the schedule says another by now."""
    when = dry.LEDGER_THEN.format(when=then) if then else words.clock(row.due, looked.zone)
    return dry.LEDGER_ROW.format(when=when, outcome=told(ask, row, looked.schedule))


def _then(looked: Looked, slot: Slot, row: Entry) -> str | None:
    return words.clock(row.due, looked.zone) if row.due != slot.due else None


def _is_left_out(looked: Looked, slot: Slot) -> bool:
    """Whether a slot without a row gets none any more."""
    schedule = looked.schedule
    never = schedule.state == "removed" or slot.due <= schedule.since or slot.day <= schedule.planned_until
    return looked.row(slot) is None and never


def _is_over(ask: Managing, looked: Looked, slot: Slot) -> bool:
    """Whether a slot of which nothing became can be posted no more."""
    row = looked.row(slot)
    until = row.until if row is not None else window(slot, looked.rule.place)
    return until <= ask.now and (row is None or row.state == "planned")


def _no_row(ask: Managing, looked: Looked, slot: Slot) -> str:
    if slot.due <= looked.schedule.since:
        return dry.LEDGER_OLD.format(when=words.moment(looked.schedule.since, looked.zone))
    if slot.day <= looked.schedule.planned_until:
        return dry.LEDGER_DONE
    if looked.schedule.state == "removed":
        return dry.LEDGER_REMOVED
    if slot.due > ask.now:
        return dry.LEDGER_NONE
    until = window(slot, looked.rule.place)
    return dry.LEDGER_OVER if until <= ask.now else dry.LEDGER_NONE_PAST.format(until=words.moment(until, looked.zone))


def _delivery(looked: Looked) -> Check:
    text = dry.DELIVERY_FINE if looked.delivered else texts.NOT_DELIVERED
    return Check(name=dry.CHECK_DELIVERY, text=text, ok=looked.delivered)


def _verdicts(ask: Managing, looked: Looked) -> list[str]:
    """What becomes of each slot of the day, and what became of those that it had when it said something else."""
    before = [_was(ask, looked, row) for row in looked.others]
    if not looked.slots:
        return [*before, dry.VERDICT_NO_DAY.format(day=words.day(looked.day), next=_next(ask, looked))]
    return [*before, *(_verdict(ask, looked, slot) for slot in looked.slots)]


def _was(ask: Managing, looked: Looked, row: Entry) -> str:
    """What became of a post that was due at a time that the schedule does not say any more."""
    when = dry.LEDGER_THEN.format(when=words.for_both(ask, row.due, looked.zone))
    return dry.VERDICT_ROW.format(when=when, outcome=told(ask, row, looked.schedule, brief=True).rstrip("."))


def _verdict(ask: Managing, looked: Looked, slot: Slot) -> str:
    when, row = words.for_both(ask, slot.due, looked.zone), looked.row(slot)
    if row is not None and row.due != slot.due:
        return _was(ask, looked, row)
    if row is not None and row.state != "planned":
        return dry.VERDICT_ROW.format(when=when, outcome=told(ask, row, looked.schedule, brief=True).rstrip("."))
    if (reason := _stopped(ask, looked, slot)) is not None:
        return dry.VERDICT_NO.format(when=when, reason=reason.rstrip("."))
    if isinstance(looked.made, Silent):
        return dry.VERDICT_SILENT.format(when=when, reason=looked.made.reason)
    if row is not None and (row.attempts or row.reason):
        return dry.VERDICT_ROW.format(when=when, outcome=outcome(ask, row, looked.schedule))
    return _will(ask, looked, slot, when)


def _stopped(ask: Managing, looked: Looked, slot: Slot) -> str | None:
    """Why nothing is posted at a slot, whatever there would be to post; None where nothing is in the way."""
    row, schedule = looked.row(slot), looked.schedule
    if row is None and _is_left_out(looked, slot):
        return _no_row(ask, looked, slot)
    if schedule.state == "removed" or _is_held(schedule, slot):
        return words.state(ask, schedule)
    if _is_over(ask, looked, slot):
        return outcome(ask, row, schedule) if row is not None else dry.LEDGER_OVER
    channel = _channel(ask, looked)
    return channel.text if channel.ok is False else None


def _will(ask: Managing, looked: Looked, slot: Slot, when: str) -> str:
    """What is posted at a slot at which nothing is in the way."""
    title, until = looked.made.reply.title if isinstance(looked.made, Post) else "", window(slot, looked.rule.place)
    if looked.schedule.paused_by == DESK:
        return dry.VERDICT_TRY.format(when=when, title=title, channel=_channel(ask, looked).text.rstrip("."))
    if slot.due <= ask.now or not looked.delivered:
        form = dry.VERDICT_DUE if looked.delivered else dry.VERDICT_WAITS
        return form.format(title=title, until=words.moment(until, looked.zone), when=when)
    return dry.VERDICT_YES.format(title=title, when=when)


def _buttons(ask: Managing, looked: Looked) -> list[Button]:
    """The next day of the schedule, and its ledger."""
    number = looked.schedule.id
    after = [slot for slot in coming.coming(ask, looked.schedule, 2) if slot.day > looked.day]
    found = [button(texts.LOG, "log", number), *cards.buttons(looked.schedule)[:1]]
    if after and after[0].day - looked.day < timedelta(days=366):
        day = after[0].day
        label = texts.EXPLAIN_DAY.format(day=say.month_day(day))
        found.insert(0, Button(label=label, command=f"schedule explain {number} {day.isoformat()}"))
    return found
