"""Composes a planned post: what its schedule says, as the records stand now and the channel has seen."""

from __future__ import annotations

import hashlib
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
"""Characters that the store takes; of a longer mark its digest is kept."""


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
        kept = {_kept(one): one for one in ids}
        with self.store.read() as reader:
            return {kept[one]: day for one, day in shown.last(reader, self.place, kept, but=self.but).items()}


def compose(store: Store, make: Compose, due: Due) -> tuple[Post | Silent, tuple[Mark, ...]]:
    """The post of a claimed occurrence with what it shows, or Silent with nothing."""
    of = due.schedule
    post = make(what_of(of), due.day, Channel(store, (of.platform, of.workspace, of.channel), due.id))
    if isinstance(post, Silent):
        return post, ()
    with store.read() as reader:
        known = prints(reader, post.reply.records)
    marks = [Mark(_kept(one), counts=True, print=known.get(one)) for one in dict.fromkeys(post.shown)]
    others = [one for one in post.reply.records if one not in post.shown]
    return post, (*marks, *(Mark(one, counts=False, print=known.get(one)) for one in others))


def _kept(mark: str) -> str:
    return mark if len(mark) <= LONGEST_MARK else hashlib.sha256(mark.encode()).hexdigest()
