"""`schedule preview` shows the exact card to the asker alone; `schedule test` has it posted now, marked as a test."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.arguments import Chosen
from bot.card import Draft
from bot.commands.schedule import coming, words
from bot.commands.schedule.common import button, cannot_post, card, find, line
from bot.commands.schedule.given import NUMBER
from bot.contract import Part, Reply
from bot.managing import Managing
from bot.registry import Example, command
from bot.schedules.calendar import LATE, Slot
from bot.schedules.what import Post, Silent
from bot.schedules.written import readable, what_of
from bot.texts import schedules as texts
from data.operations import ledger_marks
from data.operations.planning import Planned
from data.operations.schedules import Schedule
from data.queries import ledger

LOOKED_AT = 31
"""Of how many slots the first one that has a post is shown."""


@command(
    "schedule preview",
    help="The next post exactly as it would stand in the channel; only you see it.",
    options=(NUMBER,),
    examples=(
        Example(line="schedule preview 1", shows="the card of the next post"),
        Example(line="schedule preview #1", shows="the same"),
        Example(line="schedule preview 999999", shows="a number that there is not", fails=True),
    ),
    manages=True,
    tells=True,
)
def preview(ask: Managing, *, schedule: Chosen | None = None) -> Draft:
    """The finished card of the next post with a note of what it is; or why there would be none."""
    found = find(ask, schedule, "preview")
    if isinstance(found, Draft):
        return found
    slots = coming.coming(ask, _running(found), LOOKED_AT)
    if not slots:
        lead = texts.SKIP_NONE.format(number=found.id, state=words.state(ask, found))
        return card(ask, texts.PREVIEW_NONE_TITLE, lead, kind="not-found")
    first = _compose(ask, found, slots[0])
    if isinstance(first, Post):
        return _shown(first.reply, _note(ask, found, slots[0]))
    for slot in slots[1:]:
        if isinstance(made := _compose(ask, found, slot), Post):
            before = texts.PREVIEW_LATER.format(when=words.for_both(ask, slots[0].due, found.zone), reason=first.reason)
            return _shown(made.reply, f"{_note(ask, found, slot)} {before}")
    when = words.for_both(ask, slots[0].due, found.zone)
    lead = texts.PREVIEW_SILENT.format(number=found.id, when=when, reason=first.reason)
    offered = [button(texts.EXPLAIN, "explain", found.id), button(texts.SHOW, "show", found.id)]
    return card(ask, texts.PREVIEW_SILENT_TITLE, lead, buttons=offered)


def _compose(ask: Managing, schedule: Schedule, slot: Slot) -> Post | Silent:
    return ask.compose(what_of(schedule), slot.day, coming.seen(ask, schedule.channel))


def _note(ask: Managing, schedule: Schedule, slot: Slot) -> str:
    when = words.for_both(ask, slot.due, schedule.zone)
    return texts.PREVIEW_NOTE.format(number=schedule.id, when=when, channel=words.where(ask, schedule))


def _running(schedule: Schedule) -> Schedule:
    """The schedule as if it were not paused: a preview shows what it would post."""
    return replace(schedule, state="active", paused_by=None, paused_until=None)


def _shown(reply: Reply, note: str) -> Draft:
    """A finished post as a draft that becomes the same card, with a line of the desk's own under it."""
    return Draft(
        title=reply.title,
        lead=reply.lead,
        as_of=reply.as_of,
        parts=(*reply.parts, Part(kind="note", items=(line(note),))),
        buttons=reply.buttons,
        sources=tuple(source.id for source in reply.sources),
        records=reply.records,
        pages=1,
        with_disagreements=False,
        private=True,
    )


@command(
    "schedule test",
    help="Post it now, marked TEST, to see it in its place; it does not count as posted.",
    options=(NUMBER,),
    examples=(
        Example(line="schedule test 1", shows="it appears in the channel within 15 seconds"),
        Example(line="schedule test #1", shows="the same"),
        Example(line="schedule test 999999", shows="a number that there is not", fails=True),
    ),
    manages=True,
)
def try_out(ask: Managing, *, schedule: Chosen | None = None) -> Draft:
    """A post that is due now is written into the ledger; the delivery sends it."""
    found = find(ask, schedule, "test")
    if isinstance(found, Draft):
        return found
    if refused := cannot_post(ask, ask.channel(found.channel)):
        return refused
    offered = [button(texts.LOG, "log", found.id), button(texts.EXPLAIN, "explain", found.id)]
    post = _now(found, ask.now)
    where = words.where(ask, found)
    tested = ledger_marks.add_test(ask.store, found, post)
    if tested.again is not None:
        when = words.moment(tested.again, found.zone)
        lead = texts.TESTED_OFTEN.format(count=ledger_marks.MOST_TESTS, channel=where, when=when)
        return card(ask, texts.TESTED_OFTEN_TITLE, lead, kind="error", buttons=offered)
    if tested.waits:
        lead = texts.TESTED_TWICE.format(number=found.id)
        idle = "" if ledger.is_delivered(ask.reader, ask.now) else f" {texts.NOT_DELIVERED}"
        return card(ask, texts.TESTED_TITLE, lead + idle, buttons=offered)
    if ledger.is_delivered(ask.reader, ask.now):
        lead = texts.TESTED_LEAD.format(number=found.id, channel=where)
        return card(ask, texts.TESTED_TITLE, lead, buttons=offered)
    until = words.moment(post.until, found.zone)
    lead = texts.TESTED_IDLE.format(number=found.id, channel=where, until=until, idle=texts.NOT_DELIVERED)
    return card(ask, texts.TESTED_IDLE_TITLE, lead, buttons=offered)


def _now(schedule: Schedule, now: datetime) -> Planned:
    """A post that is due now; nobody waits for a test for long."""
    rule = readable(schedule)
    local = now.astimezone(rule.place) if rule else now
    return Planned(
        day=local.date(),
        slot=f"test-{now:%Y-%m-%dT%H:%M:%SZ}",
        time=f"{local:%H:%M}",
        due=now,
        until=now + LATE,
    )
