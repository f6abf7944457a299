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


def rows(desk: Desk, rule: Rule, what: What, first: date, days: int) -> Iterator[Row]:
    """A row for each slot of so many local days from `first` on, posts and silence alike, in order.

    Raises StoreError when the store cannot be read, and zones.NoZone.
    """
    channel = Channel()
    for slot in calendar.slots(rule, first, first + timedelta(days=days - 1)):
        made = desk.compose(what, day=slot.day, seen=channel)
        if isinstance(made, Silent):
            yield Row(slot, "silent", reason=made.reason)
            continue
        channel.shown.update(dict.fromkeys(made.shown, slot.day))
        yield Row(slot, "post", made.reply.title, made.reply.records, reply=made.reply)
