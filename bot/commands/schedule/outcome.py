"""What became of a planned post, in a sentence: from a row of the ledger."""

from __future__ import annotations

from datetime import datetime

from bot import say
from bot.commands.schedule import words
from bot.managing import Managing
from bot.naming import as_data
from bot.schedules.calendar import LATE
from bot.texts import outcomes
from bot.texts import schedules as texts
from data.operations.schedules import DESK, Schedule
from data.queries.ledger import Entry

WRONG = ("missed", "failed", "uncertain", "paused")
"""States of a post that somebody will ask about."""


FOUND = "found"
"""The reason of a post that was found in its place: when it left is not known."""


def told(ask: Managing, entry: Entry, schedule: Schedule, *, brief: bool = False) -> str:
    """The outcome with its reason, whether it was late, its title, and what changed since. `brief`: without that."""
    said = outcome(ask, entry, schedule)
    if entry.sent_at is not None and entry.reason != FOUND and entry.sent_at - entry.due > LATE:
        said = outcomes.LATE.format(outcome=said, late=words.how_long(entry.sent_at - entry.due))
    if entry.is_test:
        said = outcomes.TEST.format(outcome=said)
    if entry.title and entry.state in ("sent", "uncertain", "sending", "unknown"):
        said = outcomes.WITH_TITLE.format(outcome=said.rstrip("."), title=as_data(entry.title))
    if brief or not entry.changed:
        return said
    return outcomes.RECORDS_CHANGED.format(outcome=said, records=say.listing(entry.changed))


def outcome(ask: Managing, entry: Entry, schedule: Schedule) -> str:
    """The sentence of its state and reason."""
    reason = _planned(entry, schedule, ask.now) if entry.state == "planned" else entry.reason
    form = outcomes.OUTCOMES.get((entry.state, reason)) or outcomes.OUTCOMES[entry.state, None]
    zone = schedule.zone
    detail = as_data(entry.detail or outcomes.NO_DETAIL)
    return form.format(
        detail=detail.rstrip("."),
        trouble=_trouble(entry),
        who=words.person(ask, entry.detail),
        attempts=say.count(entry.attempts, *texts.TIMES_COUNT),
        until=_near(entry.until, entry, zone),
        ready=_near(entry.ready_at, entry, zone),
        sent=_near(entry.sent_at or entry.due, entry, zone),
    )


def _trouble(entry: Entry) -> str:
    """What was in the way; a look at a paused schedule's channel leaves `forbidden (View Channel)` as its detail."""
    if entry.state != "paused":
        return words.trouble(entry.reason, entry.detail)
    reason, _, detail = (entry.detail or "").partition(" (")
    return words.trouble(reason, detail.removesuffix(")"))


def _planned(entry: Entry, schedule: Schedule, now: datetime) -> str | None:
    """Why a planned post waits: for its time, for another try, for a pause to end, or for somebody to take it up."""
    is_over = entry.until <= now
    if entry.attempts or entry.reason:
        return "gave-up" if is_over else "again"
    if schedule.paused_by != DESK and schedule.is_paused(entry.due) and not entry.is_test:
        return "held"
    if is_over:
        return "over"
    return "due" if entry.due <= now else None


def _near(moment: datetime, entry: Entry, zone: str) -> str:
    """A moment beside that of the row: the time alone where it is the same local day."""
    whole, due = words.moment(moment, zone), words.moment(entry.due, zone)
    return words.clock(moment, zone) if whole.split(",")[0] == due.split(",")[0] else whole
