"""What happened on a day of the year: one event is one line, and some events may be posted unasked.

Posts come from milestones and from summits, on the council's main day. Whatever else is dated to the day is shown on
asking. What is disputed, planned or claimed, or held back by the dataset, never posts.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.joining import joined
from data.queries import records
from data.queries.records import Postable, Record
from data.store import Reader

POSTING = ("milestone", "summit")
"""The kinds that posts come from."""

ASKED = ("event", "step", "plan", "expectation", "claim")
"""The kinds that are shown on asking, where they are dated to the day."""

ROUND = (1, 5, 10, 20, 25)
"""Anniversaries that come first; beyond them every ten and every twenty-five years."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event, seen on a day of a later year; `also` are records that tell of the same event."""

    record: Record
    on: date
    also: tuple[Record, ...] = ()

    @property
    def year(self) -> int:
        """The year in which it happened."""
        assert self.record.first_day is not None  # noqa: S101  (only records dated to a day become events)
        return self.record.first_day.year

    @property
    def years(self) -> int:
        """How many years lie between it and the day on which it is seen."""
        return self.on.year - self.year

    @property
    def is_round(self) -> bool:
        """Whether the anniversary is a round one."""
        return self.years in ROUND or (self.years > 0 and (self.years % 10 == 0 or self.years % 25 == 0))

    @property
    def is_main(self) -> bool:
        """Whether it is a milestone or a summit."""
        return self.record.kind in POSTING

    @property
    def posts(self) -> bool:
        """Whether it may be posted unasked, told by one of its records."""
        return any(may_post(r) for r in (self.record, *self.also))


def may_post(record: Record) -> bool:
    """Whether a record may be posted unasked: a milestone or a summit that is neither disputed nor held back."""
    return record.kind in POSTING and record.post and not record.disputed


def events(reader: Reader, on: Sequence[date], seen_from: date) -> list[Event]:
    """Every event of these days that had happened by `seen_from`, best first within each day."""
    wanted = sorted({key for day in on for key in month_days(day)})
    found = records.on_days(reader, wanted, (*POSTING, *ASKED))
    linked = records.joins_of(reader, [r.id for r in found if r.kind in (*POSTING, "step")])
    return select(found, linked, on, seen_from)


def posts(found: Iterable[Event]) -> list[Event]:
    """The events that may be posted unasked, each told by a record that may; by day, best first."""
    told = []
    for event in found:
        able = [r for r in (event.record, *event.also) if may_post(r)]
        if able:
            told.append(replace(event, record=able[0], also=tuple(able[1:])))
    return sorted(told, key=_best)


def select(found: Sequence[Record], linked: Mapping[str, set[str]], on: Sequence[date], seen_from: date) -> list[Event]:
    """The events among records that are dated to a day; `linked` says what may tell of what (`joined`)."""
    told = []
    for day in on:
        keys = month_days(day)
        of_day = [r for r in found if r.first_day and f"{r.first_day:%m-%d}" in keys and r.first_day <= seen_from]
        told += sorted((Event(r, day, also) for r, also in joined(of_day, linked)), key=_best)
    return told


def month_days(day: date) -> tuple[str, ...]:
    """The days of the year that are seen on a day: on 28 February of a common year also the 29th."""
    own = f"{day:%m-%d}"
    return (own, "02-29") if own == "02-28" and not calendar.isleap(day.year) else (own,)


def next_day(entries: Iterable[Postable], after: date, seen_from: date) -> date | None:
    """The first day after `after`, within a year, on which one of these is seen that had happened by `seen_from`.

    For posts hand in only what is not disputed.
    """
    days = {entry.month_day for entry in entries if entry.first_day <= seen_from}
    ahead = (after + timedelta(days=n) for n in range(1, 367))
    return next((day for day in ahead if days.intersection(month_days(day))), None)


def best_first(found: Iterable[Event]) -> list[Event]:
    """The events whatever their day: milestones and summits, round anniversaries, what may be posted, weight, day."""
    return sorted(found, key=lambda e: (_best(e)[1:], e.on))


def _best(event: Event) -> tuple[date, bool, bool, bool, int, date, str]:
    """By day; then milestones and summits, round anniversaries, what may be posted, weight, the older, the id."""
    day = event.record.first_day or date.min
    order = (not event.is_main, not event.is_round, not event.posts, -event.record.weight)
    return (event.on, *order, day, event.record.id)
