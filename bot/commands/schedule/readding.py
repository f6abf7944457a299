"""A schedule as the line that would add it again."""

from __future__ import annotations

from bot.arguments import Chosen, Word
from bot.commands.schedule.given import Given
from data.operations.schedules import Schedule


def line_of(schedule: Schedule) -> str:
    """The `schedule add` line that says what a schedule says."""
    subject = schedule.subject if schedule.kind == "command" else f"{schedule.kind} {schedule.subject}".strip()
    given = Given(
        what=subject,
        at=Chosen("time", schedule.times),
        zone=Chosen("zone", schedule.zone),
        days=Chosen("days", schedule.days),
        in_=Chosen("channel", schedule.channel),
        lead=Chosen("leads", schedule.leads) if schedule.leads else None,
        years=Chosen("number", str(schedule.years)) if schedule.kind == "onthisday" else None,
        empty=Word(schedule.empty) if schedule.kind in ("onthisday", "digest") else None,
    )
    return given.line("schedule add")
