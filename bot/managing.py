"""What the handler of a managing command is given: beside what answers need, who asks, where, and a store to write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.ask import Ask
from bot.contract import Channel, Request
from bot.schedules.what import Post, Seen, Silent, What
from data.store import Store

Compose = Callable[[What, date, Seen], Post | Silent]
"""Composes what would be posted on a local day in a channel that has seen that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Managing(Ask):
    """`new_token` gives a token by chance. `reader` sees the store as it was before the handler writes.

    `named` gathers the ids of the people and channels that the card names.
    """

    request: Request
    store: Store
    compose: Compose
    new_token: Callable[[], str]
    named: set[str] = field(default_factory=set)

    @property
    def now(self) -> datetime:
        """The moment of asking."""
        return self.request.now

    @property
    def workspace(self) -> str:
        """The workspace as the tables name it; "" where the platform has none."""
        return self.request.workspace or ""

    def channel(self, id: str) -> Channel:
        """What is known of a channel for the asker; one of which the adapter learnt nothing is not theirs."""
        known = self.request.channels.get(id)
        if known is not None:
            return known
        return Channel(id=id, may_manage=self.request.may_manage and id == self.request.channel)
