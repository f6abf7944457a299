"""`schedule edit`: only what is said changes; what was posted already is not posted again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.arguments import Chosen, Value
from bot.card import Draft
from bot.commands.schedule import cards, coming, foreseen, limits, words
from bot.commands.schedule.common import called, cannot_post, card, channel_of, find, line, may, refusal
from bot.commands.schedule.described import changed
from bot.commands.schedule.given import NUMBER, OPTIONS, Given
from bot.contract import Channel, Item, Part
from bot.managing import Managing
from bot.registry import Example, command
from bot.schedules.calendar import Slot, slots
from bot.schedules.rule import Rule
from bot.schedules.what import What
from bot.schedules.written import readable, written
from bot.texts import schedules as texts
from data.operations import schedules
from data.operations.schedules import DESK, Refused, Schedule, Written, says_the_same

COMMAND = "schedule edit"


@command(
    COMMAND,
    help="Change a schedule: only what you name changes, and what was posted is not posted again.",
    options=(NUMBER, *OPTIONS),
    examples=(
        Example(line="schedule edit 1 at 09:15", shows="another time"),
        Example(line="schedule edit 1 days mon,thu zone Europe/Berlin", shows="other days, in another zone"),
        Example(line="schedule edit 999999 at 09:15", shows="a number that there is not", fails=True),
    ),
    manages=True,
)
def edit(ask: Managing, *, schedule: Chosen | None = None, **said: Value) -> Draft:
    """The schedule as it is now, with what it was before."""
    found = find(ask, schedule, "edit")
    if isinstance(found, Draft):
        return found
    given = Given.of(said)
    if given.is_nothing:
        lead_ = texts.EDIT_NOTHING.format(line=f"{COMMAND} {found.id} at 09:15")
        return card(ask, texts.EDIT_NOTHING_TITLE, lead_, kind="error")
    channel = channel_of(ask, given.in_) if given.in_ else _own(ask, found)
    if channel is None or not may(ask, channel.id):
        return refusal(ask, called(channel) if channel else texts.ANY_CHANNEL)
    made = changed(ask, given, found, f"{COMMAND} {found.id}")
    if isinstance(made, Draft):
        return made
    return (cannot_post(ask, channel) if given.in_ else None) or _write(ask, found, channel, *made)


def _own(ask: Managing, schedule: Schedule) -> Channel:
    """The channel in which it posts, by the name that was learnt last."""
    known = ask.channel(schedule.channel)
    return Channel(
        id=known.id, name=known.name or schedule.channel_name, may_manage=known.may_manage, missing=known.missing,
        trouble=known.trouble,
    )  # fmt: skip


def _write(ask: Managing, old: Schedule, channel: Channel, what: What, rule: Rule) -> Draft:
    new = written(what, rule, ask.request, channel)
    if says_the_same(old, new):
        lead = texts.EDIT_SAME.format(number=old.id)
        return card(ask, texts.EDIT_SAME_TITLE, lead, buttons=cards.buttons(old))
    yesterday = ask.now.astimezone(rule.place).date() - timedelta(days=1)
    replaced = schedules.change(ask.store, old.id, new, now=ask.now, yesterday=yesterday, most=limits.MOST)
    if isinstance(replaced, Refused):
        return limits.refused(ask, channel, replaced)
    if new.channel != old.channel:
        schedules.resume(ask.store, old.id, only_by=DESK)  # what was in the way there is not in the way here
    with ask.store.read() as reader:
        now = schedules.find(reader, new.platform, new.workspace, old.id) or old
    is_over = now.planned_until > yesterday
    return _changed(ask, old, now, replaced, is_over=is_over, falls=None if is_over else _falling(ask, old, now))


def _falling(ask: Managing, old: Schedule, now: Schedule) -> Slot | None:
    """The post of today that would have come and, by the new times, will not; None where there is none."""
    before, after = readable(old), readable(now)
    if before is None or after is None:
        return None
    today = ask.now.astimezone(before.place).date()
    left = [slot for slot in slots(before, today, today) if slot.due > ask.now]
    kept = [slot for slot in slots(after, today, today) if slot.due > ask.now]
    return left[0] if left and not kept else None


def _changed(ask: Managing, old: Schedule, now: Schedule, replaced: int, *, is_over: bool, falls: Slot | None) -> Draft:
    """What is new and what it was, and how many planned posts were replaced.

    `is_over`: today had its post already. `falls`: today's post, which there is no more.
    """
    with ask.store.read() as reader:
        rows = coming.held_rows(reader, now, ask.now)
    ahead = coming.coming(ask, now, coming.FIVE, rows=rows)
    told = ""
    if replaced:
        told = texts.REPLACED_ONE if replaced == 1 else texts.REPLACED_MANY.format(count=replaced)
    told += texts.EDITED_POSTED if is_over else ""
    told += texts.EDITED_FALLS.format(time=f"{falls.time:%H:%M}") if falls else ""
    does = words.does(now, ask.now)
    lead = texts.EDITED_NEVER.format(does=does, replaced=told)
    if following := foreseen.brief(ask, now, rows):
        lead = texts.EDITED_LEAD.format(does=does, next=following, replaced=told)
    return card(
        ask,
        words.name(now),
        lead,
        parts=[
            Part(kind="facts", title=texts.CHANGE_TITLE, items=tuple(_changes(ask, old, now))),
            cards.next_part(ask, now, ahead),
        ],
        buttons=cards.buttons(now),
    )


def _changes(ask: Managing, old: Written, now: Written) -> Sequence[Item]:
    """A line for each point that is another now."""
    before = {item.label: item.text for item in cards.facts(ask, old) if item.label != texts.LABEL_NOTE}
    after = {item.label: item.text for item in cards.facts(ask, now) if item.label != texts.LABEL_NOTE}
    return [
        line(texts.CHANGE.format(new=text, old=before[label]) if label in before else text, label)
        for label, text in after.items()
        if before.get(label) != text
    ]
