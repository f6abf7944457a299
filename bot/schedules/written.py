"""A schedule as it is kept, and what it means: what it posts; when it posts is read by the planner."""

from __future__ import annotations

from typing import cast

from bot.contract import Channel, Request
from bot.schedules.calendar import Slot, window
from bot.schedules.planner import rule_of, slot_name
from bot.schedules.rule import Rule, written_times
from bot.schedules.what import Empty, Kind, What
from bot.zones import NoZone
from data.operations.planning import Planned
from data.operations.schedules import Written


def what_of(schedule: Written) -> What:
    """What a schedule posts."""
    return What(
        kind=cast(Kind, schedule.kind),
        subject=schedule.subject,
        leads=tuple(int(lead) for lead in schedule.leads.split(",") if lead),
        years=schedule.years,
        empty=cast(Empty, schedule.empty),
        place=(schedule.platform, schedule.workspace),
    )


def readable(schedule: Written) -> Rule | None:
    """When a schedule posts; None where what is kept cannot be read any more, or its zone is in no database now."""
    rule = rule_of(schedule)
    try:
        return rule if rule and rule.place else None
    except NoZone:
        return None


def written(what: What, rule: Rule, request: Request, channel: Channel) -> Written:
    """A schedule for a channel of the workspace in which it is asked for, as it is kept."""
    return Written(
        platform=request.platform,
        workspace=request.workspace or "",
        channel=channel.id,
        channel_name=channel.name,
        kind=what.kind,
        subject=what.subject,
        leads=",".join(map(str, what.leads)),
        years=what.years,
        empty=what.empty,
        times=written_times(rule.times),
        days=str(rule.days),
        zone=rule.zone,
    )


def planned(rule: Rule, slot: Slot) -> Planned:
    """A slot as its row in the ledger."""
    return Planned(
        day=slot.day,
        slot=slot_name(rule, slot.time),
        time=f"{slot.time:%H:%M}",
        due=slot.due,
        until=window(slot, rule.place),
    )
