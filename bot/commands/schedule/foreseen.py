"""What the next times of a schedule bring as things stand: the first post, and which of them are silent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import heapify, heappop, heappush

from bot import say
from bot.commands.schedule import coming, words
from bot.managing import Managing
from bot.schedules.calendar import Slot, instant
from bot.schedules.what import Post, Seen, Silent
from bot.schedules.written import readable, what_of
from bot.texts import schedules as texts
from data.operations.schedules import DESK, Schedule
from data.queries.ledger import Entry

MOST = 40
"""How many posts of one schedule are composed to find the first that is none of silence; each takes 1 or 2 ms."""

MOST_ALL = 200
"""How many are composed to find the first of several schedules."""

Look = tuple[Slot, Post | Silent]
"""A slot and what would be posted at it."""


@dataclass(frozen=True, slots=True)
class _After:
    """A channel as it will have been shown what is posted at the slots before."""

    channel: Seen
    shown: dict[str, date] = field(default_factory=dict)

    def last(self, ids: Collection[str]) -> Mapping[str, date]:
        """The last local day on which each of these was or will have been shown there."""
        return {**self.channel.last(ids), **{id: self.shown[id] for id in ids if id in self.shown}}


def looks(ask: Managing, schedule: Schedule, rows: Iterable[Entry] | None = None) -> Iterator[Look]:
    """Slot by slot up to the first post, which ends it, or for so many slots.

    What is certainly silent until a day, such as a reminder that waits for an event, is looked at on that day next.
    """
    rule, known = readable(schedule), list(rows) if rows is not None else None
    what, seen = what_of(schedule), coming.seen(ask, schedule.channel)
    after: datetime | None = None
    left = MOST
    while rule is not None and left > 0:
        jump: date | None = None
        for slot in coming.coming(ask, schedule, left, rows=known, after=after):
            made = ask.compose(what, slot.day, seen)
            left -= 1
            yield slot, made
            if isinstance(made, Post):
                return
            if made.next_day is not None and made.next_day > slot.day + _A_DAY:
                jump = made.next_day
                break
        if jump is None:
            return
        after = instant(jump, time(0), rule.place)[0] - timedelta(microseconds=1)


_A_DAY = timedelta(days=1)


def first_post(ask: Managing, schedule: Schedule, rows: Iterable[Entry] | None = None) -> tuple[Slot, Post] | None:
    """The next slot that has something to post; None where none of those that were looked at has."""
    return next(((slot, made) for slot, made in looks(ask, schedule, rows) if isinstance(made, Post)), None)


def first_of(ask: Managing, several: Sequence[Schedule], rows: Sequence[Entry]) -> tuple[Slot, Schedule] | None:
    """The next post of several schedules, without those that the desk has paused."""
    by_id = {one.id: one for one in several if one.paused_by != DESK}
    # By the slot from which on each of them still has to be looked at, so that no more is composed than needed.
    waiting = [(slots[0].due, id) for id, one in by_id.items() if (slots := coming.coming(ask, one, 1, rows=rows))]
    heapify(waiting)
    looking = {id: looks(ask, by_id[id], rows) for _, id in waiting}
    best: tuple[datetime, int, Slot] | None = None
    for _ in range(MOST_ALL):
        if not waiting or (best is not None and best[0] <= waiting[0][0]):
            break
        _, id = heappop(waiting)
        if (look := next(looking[id], None)) is None:
            continue
        slot, made = look
        if isinstance(made, Silent):
            heappush(waiting, (slot.due, id))
        elif best is None or (slot.due, id) < best[:2]:
            best = (slot.due, id, slot)
    return (best[2], by_id[best[1]]) if best else None


def silent(ask: Managing, schedule: Schedule, slots: Sequence[Slot]) -> frozenset[Slot]:
    """Those of the next slots at which nothing is posted, as things stand and after the posts before them."""
    if schedule.paused_by == DESK:
        return frozenset()
    what, seen = what_of(schedule), _After(coming.seen(ask, schedule.channel))
    found = set()
    for slot in slots:
        made = ask.compose(what, slot.day, seen)
        if isinstance(made, Silent):
            found.add(slot)
        else:
            seen.shown.update(dict.fromkeys(made.shown, slot.day))
    return frozenset(found)


def next_words(ask: Managing, schedule: Schedule, slots: Sequence[Slot], rows: Iterable[Entry] | None = None) -> str:
    """When it posts next, and what as things stand; beside it when it looks, where that is sooner; or why it does not.

    `slots` are its next ones, `rows` those of the ledger that lie ahead.
    """
    if not slots:
        if schedule.state == "removed":
            return texts.NO_NEXT_REMOVED
        return texts.NO_NEXT_PAUSED if schedule.is_paused(ask.now) else texts.NO_NEXT
    when = words.for_both(ask, slots[0].due, schedule.zone)
    if schedule.paused_by == DESK:
        return texts.NEXT_TRY.format(when=when)
    found = list(looks(ask, schedule, rows))
    reason = next((made.reason for _, made in found if isinstance(made, Silent)), None)
    slot, last = found[-1]
    if isinstance(last, Silent):
        count = say.count(len(found), *texts.TIMES_COUNT)
        return texts.NEXT_SILENT.format(when=when, count=count, reason=reason)
    later = words.for_both(ask, slot.due, schedule.zone)
    if reason is None:
        return texts.NEXT_POST.format(when=later, title=last.reply.title)
    told = {"looks": words.when(schedule, ask.now), "first": when, "reason": reason}
    return texts.NEXT_LATER.format(when=later, title=last.reply.title, **told)


def brief(ask: Managing, schedule: Schedule, rows: Iterable[Entry] | None = None) -> str | None:
    """`posts next on …`, else when it looks next; None where it has no next slot. `rows` as for `next_words`."""
    known = list(rows) if rows is not None else None
    slots = coming.coming(ask, schedule, 1, rows=known)
    if not slots:
        return None
    slot, form = slots[0], texts.TRIES_NEXT
    if schedule.paused_by != DESK:
        found = first_post(ask, schedule, known)
        slot, form = (found[0], texts.POSTS_NEXT) if found else (slot, texts.LOOKS_NEXT)
    return form.format(when=words.for_both(ask, slot.due, schedule.zone))
