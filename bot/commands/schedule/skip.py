"""`schedule skip` and `schedule remove`: the next post, or all of them, are left out."""

from __future__ import annotations

from bot import say
from bot.arguments import Chosen
from bot.card import Draft
from bot.commands.schedule import coming, words
from bot.commands.schedule.common import button, card, find
from bot.commands.schedule.given import NUMBER
from bot.commands.schedule.readding import line_of
from bot.contract import Button
from bot.managing import Managing
from bot.registry import Example, command
from bot.schedules.calendar import Slot
from bot.schedules.written import planned, readable
from bot.texts import schedules as texts
from data.operations import ledger_marks, schedules
from data.operations.schedules import Schedule

_TRIES = 5
"""How many slots are tried: one that was planned a moment ago may be under way already."""


@command(
    "schedule skip",
    help="Leave out the next post; asked twice, the one after it too.",
    options=(NUMBER,),
    examples=(
        Example(line="schedule skip 1", shows="the next post is left out"),
        Example(line="schedule skip #1", shows="the same"),
        Example(line="schedule skip 999999", shows="a number that there is not", fails=True),
    ),
    manages=True,
)
def skip(ask: Managing, *, schedule: Chosen | None = None) -> Draft:
    """Which post is left out, and which comes after it."""
    found = find(ask, schedule, "skip")
    if isinstance(found, Draft):
        return found
    rule = readable(found)
    slots = coming.coming(ask, found, _TRIES + 1)
    for place, slot in enumerate(slots[:_TRIES]):
        if rule and ledger_marks.skip(ask.store, found, planned(rule, slot), by=ask.request.user or ""):
            return _skipped(ask, found, slot, slots[place + 1 :])
    lead = texts.SKIP_NONE.format(number=found.id, state=words.state(ask, found))
    return card(ask, texts.SKIP_NONE_TITLE, lead, kind="not-found", buttons=[button(texts.SHOW, "show", found.id)])


def _skipped(ask: Managing, schedule: Schedule, slot: Slot, others: list[Slot]) -> Draft:
    following = texts.SKIPPED_NO_NEXT
    if others:
        following = texts.SKIPPED_NEXT.format(when=words.for_both(ask, others[0].due, schedule.zone))
    when = words.for_both(ask, slot.due, schedule.zone)
    return card(
        ask,
        texts.SKIPPED_TITLE,
        texts.SKIPPED_LEAD.format(number=schedule.id, when=when, next=following),
        buttons=[button(texts.SKIP_BUTTON, "skip", schedule.id), button(texts.LOG, "log", schedule.id)],
    )


@command(
    "schedule remove",
    help="Take a schedule away; its ledger stays.",
    options=(NUMBER,),
    examples=(
        Example(line="schedule remove 1", shows="it posts no more"),
        Example(line="schedule remove #1", shows="the same"),
        Example(line="schedule remove 999999", shows="a number that there is not", fails=True),
    ),
    manages=True,
    aliases=("schedule delete",),
)
def remove(ask: Managing, *, schedule: Chosen | None = None) -> Draft:
    """What is posted no more, and how to take that back."""
    found = find(ask, schedule, "remove")
    if isinstance(found, Draft):
        return found
    schedules.remove(ask.store, found.id, now=ask.now)
    lead = texts.REMOVED_LEAD.format(
        what=say.cap(texts.named_what(found)), channel=words.where(ask, found), number=found.id
    )
    return card(
        ask,
        texts.REMOVED_TITLE.format(number=found.id),
        lead,
        buttons=[Button(label=texts.ADD_AGAIN, command=line_of(found)), button(texts.LOG, "log", found.id)],
    )
