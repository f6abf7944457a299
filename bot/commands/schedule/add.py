"""`schedule add`: a new schedule, if it can work; what is missing is asked for, and nothing is guessed."""

from __future__ import annotations

from datetime import timedelta

from bot.arguments import Value
from bot.card import Draft
from bot.commands.schedule import cards, coming, foreseen, limits, words
from bot.commands.schedule.common import called, cannot_post, card, channel_of, may, refusal
from bot.commands.schedule.described import described
from bot.commands.schedule.given import OPTIONS, Given
from bot.contract import Channel, Part
from bot.managing import Managing
from bot.registry import Example, command
from bot.schedules.rule import Rule
from bot.schedules.what import What
from bot.schedules.written import written
from bot.texts import schedules as texts
from data.operations import schedules
from data.operations.schedules import Refused, Schedule

COMMAND = "schedule add"


@command(
    COMMAND,
    help="Post something by itself: what, at which local time, in which zone, on which days, in which channel.",
    options=OPTIONS,
    examples=(
        Example(line="schedule add onthisday at 08:30 Asia/Tashkent weekdays", shows="on this day, every weekday"),
        Example(
            line="schedule add reminder lead 7d,1d,0d at 09:00 Asia/Tashkent",
            shows="a reminder before the next summit, and on the day",
        ),
        Example(line='schedule add "members" at 12:00 UTC first monday', shows="the answer to a question, monthly"),
        Example(line="schedule add digest week at 09:00 Europe/Berlin mon", shows="the week ahead, on Mondays"),
        Example(line="schedule add onthisday Asia/Tashkent", shows="it asks for the time", fails=True),
    ),
    manages=True,
)
def add(ask: Managing, **said: Value) -> Draft:
    """The new schedule with its next posts; else what is missing, or what is in the way."""
    given = Given.of(said)
    channel = channel_of(ask, given.in_)
    if channel is None:
        example = f"{COMMAND} {given.what or 'onthisday'} in {_PICK.get(ask.request.platform, '#world')}"
        lead_ = texts.NO_CHANNEL_LEAD.format(line=example)
        return card(ask, texts.NO_CHANNEL_TITLE, lead_, kind="error")
    if not may(ask, channel.id):
        return refusal(ask, called(channel))
    made = described(ask, given, channel.id, COMMAND)
    if isinstance(made, Draft):
        return made
    return cannot_post(ask, channel) or _write(ask, channel, *made)


_PICK = {"terminal": "terminal"}
"""How a channel is named in an example."""


def _write(ask: Managing, channel: Channel, what: What, rule: Rule) -> Draft:
    new = written(what, rule, ask.request, channel)
    yesterday = ask.now.astimezone(rule.place).date() - timedelta(days=1)
    token = ask.new_token()
    maker = ask.request.user or ""
    number = schedules.add(
        ask.store, new, token=token, maker=maker, now=ask.now, planned_until=yesterday, most=limits.MOST
    )
    if isinstance(number, Refused):
        return limits.refused(ask, channel, number)
    with ask.store.read() as reader:
        added = schedules.find(reader, new.platform, new.workspace, number)
    assert added is not None  # noqa: S101  (it was written just now, and nothing deletes schedules)
    return _added(ask, added)


def _added(ask: Managing, schedule: Schedule) -> Draft:
    slots = coming.coming(ask, schedule, coming.FIVE, rows=())
    does = words.does(schedule, ask.now)
    lead = texts.ADDED_NEVER.format(does=does)
    if first := foreseen.brief(ask, schedule, ()):
        lead = texts.ADDED_LEAD.format(does=does, first=first)
    return card(
        ask,
        words.name(schedule),
        lead,
        parts=[
            Part(kind="facts", items=(*cards.facts(ask, schedule), *cards.then(ask, schedule, slots))),
            cards.next_part(ask, schedule, slots),
        ],
        buttons=cards.buttons(schedule),
    )
