"""What a schedule posts, and what a composed post is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

from bot.contract import Reply

Kind = Literal["onthisday", "reminder", "quote", "digest", "command"]
Empty = Literal["silent", "next"]

LEADS = (30, 7, 1, 0)
"""Days before an event on which it is reminded of, where nothing else was said."""

YEARS = 1
"""Within how many years an event is not repeated in a channel, where nothing else was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class What:
    """What is posted.

    `subject`: of a `command` its line, of a `digest` the span (`week`, `month`), of a `reminder` the id of the record
    whose anniversary it is, or "" for the next summit. `leads` are days before the event. `years`: an event is not
    repeated in the channel within so many. `empty`: what happens when there is nothing. `place`: the platform and the
    workspace, whose muted sources are left out.
    """

    kind: Kind
    subject: str = ""
    leads: tuple[int, ...] = ()
    years: int = YEARS
    empty: Empty = "silent"
    place: tuple[str, str] = field(default=("", ""), compare=False)


@dataclass(frozen=True, slots=True)
class Post:
    """A composed post. `shown` is what counts as shown in the channel by it: ids of records, or marks of the content's
    own. Nothing is shown by a preview of other posts, such as a digest."""

    reply: Reply
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Silent:
    """There is nothing to post, and why, in a sentence. `next_day`: until then there is certainly nothing."""

    reason: str
    next_day: date | None = None


class Seen(Protocol):
    """What a channel was shown before."""

    def last(self, ids: Collection[str]) -> Mapping[str, date]:
        """The last local day on which each of these was shown there; what never was is left out."""
