"""Whether the app may post in a schedule's channel: what was learnt just now, and what its posts tell."""

from __future__ import annotations

from bot.commands.schedule import words
from bot.commands.schedule.common import missing
from bot.managing import Managing
from bot.texts import dry_runs as dry
from bot.texts import schedules as texts
from data.operations.schedules import DESK, Schedule
from data.queries import ledger


def known(ask: Managing, schedule: Schedule) -> tuple[str, bool | None]:
    """What is known of a schedule's channel, and whether the app may post there; None: nobody can tell just now."""
    seen, where = ask.request.channels.get(schedule.channel), words.where(ask, schedule)
    if seen and seen.trouble:
        trouble = texts.TROUBLES.get(seen.trouble, seen.trouble)
        remedy = texts.REMEDIES.get(seen.trouble, texts.REMEDIES["gone"])
        text = dry.CHANNEL_TROUBLE.format(trouble=trouble, channel=where, remedy=remedy)
        return text, False
    if seen and seen.missing:
        text = dry.CHANNEL_MISSING.format(channel=where, missing=missing(seen), remedy=texts.REMEDIES["missing"])
        return text, False
    # A channel that was looked at has a name; the terminal's own screen needs none.
    fine = schedule.channel == texts.TERMINAL or (seen is not None and seen.name is not None)
    if (held := _held(schedule, where)) is not None:
        form = dry.CHANNEL_HELD_FINE if fine else dry.CHANNEL_HELD_UNKNOWN
        return form.format(held=held), None
    if fine:
        return dry.CHANNEL_FINE.format(channel=where), True
    return _last_there(ask, schedule, dry.CHANNEL_UNKNOWN.format(channel=where)), None


def _held(schedule: Schedule, where: str) -> str | None:
    """Why the desk has paused the schedule, or since when its channel was not found; None where all went well."""
    if schedule.paused_by == DESK and schedule.state == "paused" and schedule.paused_at is not None:
        reason, _, detail = (schedule.reason or "").partition(":")
        why = words.trouble(reason, detail.strip())
        at = words.moment(schedule.paused_at, schedule.zone)
        return dry.CHANNEL_HELD.format(channel=where, when=at, reason=why)
    if schedule.absent_since is not None:
        at = words.moment(schedule.absent_since, schedule.zone)
        return dry.CHANNEL_ABSENT.format(channel=where, when=at)
    return None


def _last_there(ask: Managing, schedule: Schedule, text: str) -> str:
    """The same, with what became of the last post there since the schedule says what it says."""
    last = ledger.latest(ask.reader, [schedule.id], ask.now).get(schedule.id)
    if last is None or last.due <= schedule.since:
        return text
    when = words.moment(last.due, schedule.zone)
    if last.state == "sent":
        return dry.CHANNEL_LAST_FINE.format(text=text, when=when)
    if last.state == "failed" and last.reason in texts.TROUBLES:
        trouble = words.trouble(last.reason, last.detail)
        return dry.CHANNEL_LAST_BAD.format(text=text, when=when, trouble=trouble)
    return text
