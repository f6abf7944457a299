"""`schedule skip` and `schedule remove`: the next post, or all of them, are left out."""

from __future__ import annotations

from bot import say
from bot.arguments import Chosen, Word
from bot.card import Draft
from bot.commands.schedule import coming, words
from bot.commands.schedule.common import button, card, find
from bot.commands.schedule.given import NUMBER
from bot.commands.schedule.readding import line_of
from bot.contract import Button
from bot.managing import Managing
from bot.registry import Choice, Example, Option, command
from bot.schedules import calendar
from bot.schedules.calendar import Slot
from bot.schedules.written import planned, readable
from bot.texts import schedules as texts
from data.operations import ledger_marks, schedules
from data.operations.planning import Planned
from data.operations.schedules import Schedule

_TRIES = 5
"""How many slots are tried: one that was planned a moment ago may be under way already."""


@command(
    "schedule skip",
    help="Leave out the next post; asked twice, the one after it too.",
    options=(
        NUMBER,
        Option(
            name="undo",
            help="Take back what is left out of the days ahead",
            types=("choice",),
            choices=(Choice(id="undo", label="take it back", names=("back",)),),
        ),
    ),
    examples=(
        Example(line="schedule skip 1", shows="the next post is left out"),
        Example(line="schedule skip 1 undo", shows="nothing that is still ahead is left out any more"),
        Example(line="schedule skip 999999", shows="a number that there is not", fails=True),
    ),
    manages=True,
)
def skip(ask: Managing, *, schedule: Chosen | None = None, undo: Word | None = None) -> Draft:
    """Which post is left out, and which comes after it; or what is left out no more."""
    found = find(ask, schedule, "skip")
    if isinstance(found, Draft):
        return found
    if undo is not None:
        return _undo(ask, found)
    rule = readable(found)
    slots = coming.coming(ask, found, _TRIES)
    for slot in slots:
        if rule and ledger_marks.skip(ask.store, found, planned(rule, slot), by=ask.request.user or ""):
            return _skipped(ask, found, slot)
    lead = texts.SKIP_NONE.format(number=found.id, state=words.state(ask, found))
    return card(ask, texts.SKIP_NONE_TITLE, lead, kind="not-found", buttons=[button(texts.SHOW, "show", found.id)])


def _skipped(ask: Managing, schedule: Schedule, slot: Slot) -> Draft:
    """Which one, and beside which others: whoever presses a button twice sees that it did something twice."""
    with ask.store.read() as reader:
        rows = coming.held_rows(reader, schedule, ask.now)
    others = coming.coming(ask, schedule, 1, rows=rows)
    following = texts.SKIPPED_NO_NEXT
    if others:
        following = texts.SKIPPED_NEXT.format(when=words.for_both(ask, others[0].due, schedule.zone))
    is_one = sum(row.state == "skipped" for row in rows) == 1
    lead = (texts.SKIPPED_LEAD if is_one else texts.SKIPPED_ALSO).format(
        number=schedule.id,
        when=words.for_both(ask, slot.due, schedule.zone),
        days=coming.left_out(ask, schedule, rows),
        next=following,
    )
    buttons = [_undoing(schedule), button(texts.SKIP_BUTTON, "skip", schedule.id)]
    title = texts.SKIPPED_TITLE if is_one else texts.SKIPPED_ALSO_TITLE
    return card(ask, title, lead, buttons=[*buttons, button(texts.LOG, "log", schedule.id)])


def _undoing(schedule: Schedule) -> Button:
    return Button(label=texts.UNDO, command=f"schedule skip {schedule.id} undo")


def _undo(ask: Managing, schedule: Schedule) -> Draft:
    """What is left out no more: what is still ahead, of what the schedule still says."""
    done = ledger_marks.unskip(ask.store, schedule, _left_out(ask, schedule))
    offered = [button(texts.SHOW, "show", schedule.id), button(texts.LOG, "log", schedule.id)]
    if not done:
        lead = texts.UNDONE_NONE.format(number=schedule.id)
        return card(ask, texts.UNDONE_NONE_TITLE, lead, buttons=offered)
    with ask.store.read() as reader:
        slots = coming.coming(ask, schedule, 1, rows=coming.held_rows(reader, schedule, ask.now))
    following = words.for_both(ask, slots[0].due, schedule.zone) if slots else texts.NO_NEXT
    days = words.listed(sorted({post.day for post in done}))
    lead = texts.UNDONE_LEAD.format(number=schedule.id, days=days, next=following)
    return card(ask, texts.UNDONE_TITLE, lead, buttons=offered)


def _left_out(ask: Managing, schedule: Schedule) -> list[Planned]:
    """What is left out of the time ahead, at the times that the schedule says by now."""
    rule = readable(schedule)
    rows = coming.held_rows(ask.reader, schedule, ask.now)
    skipped = {(row.day, row.slot) for row in rows if row.state == "skipped"}
    days = sorted({day for day, _ in skipped})
    posts = [planned(rule, slot) for day in days for slot in calendar.slots(rule, day, day)] if rule else []
    return [post for post in posts if (post.day, post.slot) in skipped and post.due > ask.now]


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
