"""`schedule show`: one schedule in full, with its next posts."""

from __future__ import annotations

from collections.abc import Sequence

from bot import say
from bot.arguments import Chosen
from bot.card import Draft
from bot.commands.schedule import cards, coming, foreseen, words
from bot.commands.schedule.common import button, card, find, line
from bot.commands.schedule.given import NUMBER
from bot.commands.schedule.listing import last_line
from bot.contract import Item, Part
from bot.managing import Managing
from bot.registry import Example, command
from bot.schedules.calendar import Slot
from bot.texts import outcomes
from bot.texts import schedules as texts
from data.operations.schedules import Schedule
from data.queries import ledger
from data.queries.ledger import Entry


@command(
    "schedule show",
    help="One schedule: what it says, its state, its next five times, and what became of its posts.",
    options=(NUMBER,),
    examples=(
        Example(line="schedule show 1", shows="the schedule with that number"),
        Example(line="schedule show #1", shows="the same"),
        Example(line="schedule show 999999", shows="a number that there is not", fails=True),
    ),
    manages=True,
    tells=True,
)
def show(ask: Managing, *, schedule: Chosen | None = None) -> Draft:
    """What it says, how it stands, when it posts."""
    found = find(ask, schedule, "show", removed=True)
    if isinstance(found, Draft):
        return found
    rows = coming.held_rows(ask.reader, found, ask.now)
    slots = coming.coming(ask, found, coming.FIVE, rows=rows)
    state = words.state(ask, found)
    lead = texts.SHOW_LEAD.format(does=words.does(found, ask.now), channel=words.where(ask, found), state=state)
    return card(
        ask,
        words.name(found),
        lead,
        parts=[
            Part(kind="facts", items=(*cards.facts(ask, found), *_standing(ask, found, slots, rows))),
            cards.next_part(ask, found, slots, foreseen.silent(ask, found, slots)),
        ],
        buttons=[*cards.buttons(found), button(texts.LOG, "log", found.id)]
        if found.state != "removed"
        else [button(texts.LOG, "log", found.id)],
    )


def _standing(ask: Managing, schedule: Schedule, slots: list[Slot], rows: Sequence[Entry]) -> tuple[Item, ...]:
    last = ledger.latest(ask.reader, [schedule.id], ask.now).get(schedule.id)
    made = texts.MADE.format(who=words.person(ask, schedule.maker), when=words.moment(schedule.made_at, schedule.zone))
    if schedule.since != schedule.made_at:
        made += texts.CHANGED_SINCE.format(when=words.moment(schedule.since, schedule.zone))
    return (
        line(words.state(ask, schedule), texts.LABEL_STATE),
        *cards.then(ask, schedule, slots, rows),
        *cards.left_out(ask, schedule, rows),
        last_line(ask, schedule, last),
        line(counted(ask, [schedule.id]), texts.LABEL_SO_FAR),
        line(made, texts.LABEL_MADE),
    )


def counted(ask: Managing, ids: list[int]) -> str:
    """`12 posted, 3 silent, 1 missed`."""
    counts = ledger.by_state(ask.reader, ids, ask.now)
    told = [f"{counts[state]:,} {name}" for state, name in outcomes.STATES.items() if counts.get(state)]
    return say.listing(told) if told else texts.NO_LAST
