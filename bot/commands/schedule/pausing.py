"""`schedule pause` and `schedule resume`."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from bot import say
from bot.arguments import Chosen, Span
from bot.card import Draft
from bot.commands.schedule import cards, coming, foreseen, words
from bot.commands.schedule.common import button, cannot_post, card, find
from bot.commands.schedule.given import NUMBER
from bot.contract import Button
from bot.managing import Managing
from bot.registry import Example, Option, command
from bot.schedules.calendar import instant
from bot.schedules.written import readable
from bot.texts import schedules as texts
from data.operations import schedules
from data.operations.schedules import Schedule

LONGEST_REASON = 200
YEARS = 5
"""How far ahead a pause may end."""

_FARTHEST = timedelta(days=YEARS * 365)


@command(
    "schedule pause",
    help="Stop a schedule for a while or until it is resumed; its ledger says what was left out.",
    options=(
        NUMBER,
        Option(name="until", help="The day on which it posts again", types=("moment",), aliases=("till",)),
        Option(name="reason", help="Why, for the others", types=("text",), aliases=("because", "why"), named=True),
    ),
    examples=(
        Example(line="schedule pause 1", shows="until somebody resumes it"),
        Example(line="schedule pause 1 until 2027-01-11", shows="it posts again on that day"),
        Example(line="schedule pause 1 until 2027-01-11 because holidays", shows="the same, with a reason"),
        Example(line="schedule pause 1 until 2020-01-01", shows="a day that is over", fails=True),
    ),
    manages=True,
)
def pause(
    ask: Managing, *, schedule: Chosen | None = None, until: Span | None = None, reason: str | None = None
) -> Draft:
    """Until when it posts nothing."""
    found = find(ask, schedule, "pause")
    if isinstance(found, Draft):
        return found
    rule = readable(found)
    moment = None
    if until is not None and rule is not None:
        today = ask.now.astimezone(rule.place).date()
        if until.start <= today:
            lead = texts.PAST_LEAD.format(day=say.day(until.start), today=say.day(today), zone=found.zone)
            return card(ask, texts.PAST_TITLE, lead, kind="error", buttons=[button(texts.PAUSE, "pause", found.id)])
        if until.start > (last := today + _FARTHEST):
            lead = texts.FAR_LEAD.format(day=say.day(until.start), years=YEARS, last=say.day(last))
            return card(ask, texts.FAR_TITLE, lead, kind="error", buttons=[button(texts.PAUSE, "pause", found.id)])
        moment, _ = instant(until.start, time(0), rule.place)
    why = " ".join(reason.strip('"“”').split())[:LONGEST_REASON] if reason else None
    schedules.pause(ask.store, found.id, by=ask.request.user or "", reason=why, now=ask.now, until=moment)
    held = replace(
        found, state="paused", paused_by=ask.request.user or "", paused_at=ask.now, paused_until=moment, reason=why
    )
    return card(
        ask,
        texts.PAUSED_TITLE.format(number=found.id),
        texts.PAUSED_LEAD.format(channel=words.where(ask, found), until=_until(ask, held)),
        buttons=[button(texts.RESUME, "resume", found.id), button(texts.SHOW, "show", found.id)],
    )


def _until(ask: Managing, held: Schedule) -> str:
    if held.paused_until is None:
        return texts.PAUSED_LEAD_OPEN
    first = foreseen.brief(ask, held) or texts.POSTS_NOTHING
    return texts.PAUSED_LEAD_UNTIL.format(when=words.moment(held.paused_until, held.zone), first=first)


@command(
    "schedule resume",
    help="Let a paused schedule post again.",
    options=(NUMBER,),
    examples=(
        Example(line="schedule resume 1", shows="it posts again"),
        Example(line="schedule resume #1", shows="the same"),
        Example(line="schedule resume 999999", shows="a number that there is not", fails=True),
    ),
    manages=True,
)
def resume(ask: Managing, *, schedule: Chosen | None = None) -> Draft:
    """When it posts next."""
    found = find(ask, schedule, "resume")
    if isinstance(found, Draft):
        return found
    running = replace(found, state="active", paused_by=None, paused_at=None, paused_until=None, reason=None)
    following = foreseen.brief(ask, running)
    if found.state == "active" or not (found.is_paused(ask.now)):
        does = words.does(found, ask.now)
        form = texts.NOT_PAUSED_LEAD if following else texts.NOT_PAUSED_NEVER
        lead = form.format(does=does, next=following or texts.NO_NEXT)
        buttons = list(cards.buttons(running))
        if days := coming.left_out(ask, found, coming.held_rows(ask.reader, found, ask.now)):
            lead += f" {texts.LEFT_OUT_LEAD.format(days=days, number=found.id)}"
            buttons.append(Button(label=texts.UNDO, command=f"schedule skip {found.id} undo"))
        return card(ask, texts.NOT_PAUSED_TITLE.format(number=found.id), lead, buttons=buttons)
    if refused := cannot_post(ask, ask.channel(found.channel)):
        return refused
    schedules.resume(ask.store, found.id)
    where = words.where(ask, found)
    lead = texts.RESUMED_NEVER.format(channel=where)
    if following:
        lead = texts.RESUMED_LEAD.format(channel=where, next=following)
    return card(ask, texts.RESUMED_TITLE.format(number=found.id), lead, buttons=cards.buttons(running))
