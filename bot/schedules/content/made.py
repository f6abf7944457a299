"""What the content of a post is before it is a card, and what several kinds of post have in common."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from bot import say
from bot.ask import Ask
from bot.card import Draft
from bot.schedules.what import Seen
from bot.texts import calendar as texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A draft with the command line that it stands for, and what counts as shown by it."""

    draft: Draft
    line: str
    shown: tuple[str, ...] = ()


def last_shown(seen: Seen, ids: Collection[str]) -> Mapping[str, date]:
    """When each of these was shown last; nothing is looked up for nothing."""
    return seen.last(ids) if ids else {}


def is_within(shown: date | None, years: int, day: date) -> bool:
    """Whether `day` is less than so many years after `shown`; a 29 February ends with the 28th of a common year."""
    if shown is None:
        return False
    if (shown.month, shown.day) == (2, 29):
        shown = date(shown.year, 2, 28)
    return shown.replace(year=min(shown.year + years, date.max.year)) > day


def fingerprint(*known: object) -> str:
    """A short mark that changes when any of this does."""
    return hashlib.sha256("\x1f".join(map(str, known)).encode()).hexdigest()[:12]


def as_checked(ask: Ask, lead: str) -> str:
    """The lead; where the day is later than the last check of the data, with when that was."""
    if ask.today <= ask.frame.checked:
        return lead
    return f"{lead} {texts.CHECKED.format(day=say.day(ask.frame.checked))}"
