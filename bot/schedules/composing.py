"""Composes a planned post: what its schedule says, as the records stand now and the channel has seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from bot.managing import Compose
from bot.schedules.what import Post, Silent
from bot.schedules.written import what_of
from data.operations import shown
from data.operations.ledger import Due, Mark
from data.queries.prints import prints
from data.store import Store

LONGEST_MARK = 200


@dataclass(frozen=True, slots=True)
class Channel:
    """What a channel has seen. `but` is the post that asks: what it showed in an earlier try does not count."""

    store: Store
    place: tuple[str, str, str]
    but: int | None = None

    def last(self, ids: Collection[str]) -> Mapping[str, date]:
        """The last local day on which each of these was shown there."""
        if not ids:
            return {}
        with self.store.read() as reader:
            return shown.last(reader, self.place, ids, but=self.but)


def compose(store: Store, make: Compose, due: Due) -> tuple[Post | Silent, tuple[Mark, ...]]:
    """The post of a claimed occurrence with what it shows, or Silent with nothing."""
    of = due.schedule
    post = make(what_of(of), due.day, Channel(store, (of.platform, of.workspace, of.channel), due.id))
    if isinstance(post, Silent):
        return post, ()
    with store.read() as reader:
        known = prints(reader, post.reply.records)
    marks = [Mark(one[:LONGEST_MARK], counts=True, print=known.get(one)) for one in dict.fromkeys(post.shown)]
    others = [one for one in post.reply.records if one not in post.shown]
    return post, (*marks, *(Mark(one, counts=False, print=known.get(one)) for one in others))
