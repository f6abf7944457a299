"""What a command is given: dates with their precision, and names that were understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year", "range", "day-of-year", "month-of-year"]
EntityKind = Literal["country", "person", "office", "status", "city", "summit", "meeting", "topic", "organisation"]


@dataclass(frozen=True, slots=True)
class Span:
    """A date as someone wrote it: its first and last day, and how exactly it was given.

    `day-of-year` and `month-of-year` have no year of their own ("15 June", "June"): `start` and `end` then lie in
    the asker's year. `turned` is set where a reversed range was put right, `moved` where 29 February was asked for
    in a year that has none: it is then the 28th.
    """

    start: date
    end: date
    precision: Precision
    turned: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """A name that was understood. `read_from` is what was typed, where that was a slip of the name."""

    id: str
    kind: EntityKind
    name: str
    read_from: str | None = None


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A summit asked for by its number in the series: `25`, `25th`."""

    number: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a closed choice, by its id (`next`, `attendees`, `all`, `week`, `bibtex`)."""

    id: str


ChosenKind = Literal["channel", "person-here", "zone", "time", "days", "leads", "schedule", "number"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Something of the desk's own, in the one form in which it is kept.

    channel, person-here: the platform's id. zone: its name in the database. time: `08:30,18:00`. days: as `rule.Days`
    writes them. leads: `7,1,0`. schedule, number: digits. `name` is what people call it, where the line said so.
    """

    kind: ChosenKind
    text: str
    name: str | None = None


Asked = Span | Entity | Ordinal | Word | str
"""What a command that answers is given."""

Value = Asked | Chosen
