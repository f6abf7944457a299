"""What a rule would post, slot by slot, into a channel in which nothing was posted before. Nothing is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from bot.contract import Reply
from bot.schedules import calendar
from bot.schedules.calendar import Slot
from bot.schedules.rule import Rule
from bot.schedules.what import Silent, What

if TYPE_CHECKING:
    from bot.desk import Desk


@dataclass(frozen=True, slots=True)
class Row:
    """One slot and what becomes of it: a post with its title and the ids of its records, or silence and why."""

    slot: Slot
    action: Literal["post", "silent"]
    title: str = ""
    records: tuple[str, ...] = ()
    reason: str = ""
    reply: Reply | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """What a channel was shown; it begins empty."""

    shown: dict[str, date] = field(default_factory=dict)

    def last(self, ids: Collection[str]) -> Mapping[str, date]:
        """The last local day on which each of these was shown; what never was is left out."""
        return {id: self.shown[id] for id in ids if id in self.shown}


@dataclass(slots=True)
class _Asked:
    """A channel that notes what it was asked and what it said: a post is the same for the same day and answers."""

    channel: Channel
    said: list[tuple[tuple[str, ...], Mapping[str, date]]] = field(default_factory=list)

    def last(self, ids: Collection[str]) -> Mapping[str, date]:
        """What the channel says."""
        wanted = tuple(ids)
        found = self.channel.last(wanted)
        self.said.append((wanted, found))
        return found

    def would_say_the_same(self) -> bool:
        """Whether nothing that was asked has another answer by now."""
        return all(self.channel.last(ids) == said for ids, said in self.said)


def rows(desk: Desk, rule: Rule, what: What, first: date, days: int) -> Iterator[Row]:
    """A row for each slot of so many local days from `first` on, posts and silence alike, in order.

    What is composed for a day is composed again at its later times only where the channel has seen something since
    that it depends on. Raises StoreError when the store cannot be read, and zones.NoZone.
    """
    channel = Channel()
    day: date | None = None
    asked, made = _Asked(channel), None
    last = first + timedelta(days=min(days - 1, (date.max - first).days))
    for slot in calendar.slots(rule, first, last):
        if made is None or slot.day != day or not asked.would_say_the_same():
            day, asked = slot.day, _Asked(channel)
            made = desk.compose(what, day=day, seen=asked)
        if isinstance(made, Silent):
            yield Row(slot, "silent", reason=made.reason)
            continue
        channel.shown.update(dict.fromkeys(made.shown, slot.day))
        yield Row(slot, "post", made.reply.title, made.reply.records, reply=made.reply)
