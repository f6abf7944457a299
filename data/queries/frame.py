"""The frame in which everything stands: the organisation, its statuses, series and offices, and all names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, select

from data.held import held, version
from data.models import Name, Office, Organisation, Record, Series, Status
from data.muting import WHOLE, muted, names_muted
from data.queries import records
from data.store import Empty, Reader


@dataclass(frozen=True, slots=True)
class StatusView:
    """A class of standing; `until` is the first day on which it no longer existed.

    `doubt` is "" where there is one whose sources are not there.
    """

    record_id: str
    id: str
    one: str
    many: str
    first_day: dt.date
    until: dt.date | None
    instead: str | None
    note: str | None
    doubt: str | None

    def existed(self, day: dt.date) -> bool:
        """Whether there was such a class on that day."""
        return self.first_day <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series of summits; `group` is what the body was called then."""

    id: str
    name: str
    many: str
    group: str
    first_day: dt.date
    until: dt.date | None
    status_id: str
    is_main: bool


@dataclass(frozen=True, slots=True)
class OfficeView:
    """An office, and of what it is held: `country`, `organisation` or `summit`."""

    id: str
    title: str
    holder: str


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name by which something can be asked for; position 0 is the one that is shown."""

    entity_id: str
    kind: str
    position: int
    name: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What a dataset is about, read once for each data version."""

    id: str
    name: str
    short: str
    command: str
    founded: dt.date
    coverage: dt.date
    checked: dt.date
    edition: str
    full_status: str
    samples: Mapping[str, str]
    data_version: str
    source_id: str
    statuses: tuple[StatusView, ...]
    series: tuple[SeriesView, ...]
    offices: tuple[OfficeView, ...]

    def status(self, id: str) -> StatusView:
        """The status of that id."""
        return next(s for s in self.statuses if s.id == id)

    def series_on(self, day: dt.date) -> SeriesView:
        """The series that was running on that day, else the main one."""
        running = (s for s in self.series if s.first_day <= day and (s.until is None or day < s.until))
        return next(running, self.main_series)

    @property
    def main_series(self) -> SeriesView:
        """The series in which a bare ordinal counts."""
        return next(s for s in self.series if s.is_main)


_ORGANISATION = select(
    Organisation.id,
    Organisation.name,
    Organisation.short,
    Organisation.command,
    Organisation.founded,
    Organisation.coverage,
    Organisation.checked,
    Organisation.edition,
    Organisation.full_status,
    Organisation.samples,
    Organisation.data_version,
    Organisation.source_id,
)
_STATUSES = (
    select(
        Status.record_id,
        Status.id,
        Status.one,
        Status.many,
        Status.first_day,
        Status.until,
        Status.instead,
        Record.note,
        Status.doubt,
    )
    .join(Record, Record.id == Status.record_id)
    .order_by(Status.position)
    .execution_options(**{WHOLE: True})
)
_SERIES = select(
    Series.id,
    Series.name,
    Series.many,
    Series.group_name,
    Series.first_day,
    Series.until,
    Series.status_id,
    Series.is_main,
).order_by(Series.position)
_OFFICES = select(Office.id, Office.title, Office.holder).order_by(Office.position)
_NAMED_AS = select(Name.entity_id).where(Name.kind.in_(bindparam("kinds", expanding=True)), Name.position == 0)
_NAMES = select(Name.entity_id, Name.kind, Name.position, Name.name).order_by(Name.kind, Name.entity_id, Name.position)


def data_version(reader: Reader) -> str:
    """The version of the data that this transaction sees. Raises Empty."""
    found = version(reader)
    if found is None:
        raise Empty
    return found


def frame(reader: Reader) -> Frame:
    """The frame of the data that this transaction sees. Raises Empty."""
    row = reader.execute(_ORGANISATION).first()
    if row is None:
        raise Empty
    values: list[Any] = [
        *row,
        _statuses(reader),
        tuple(SeriesView(*r) for r in reader.execute(_SERIES)),
        tuple(OfficeView(*r) for r in reader.execute(_OFFICES)),
    ]
    return Frame(*values)


def _statuses(reader: Reader) -> tuple[StatusView, ...]:
    """What the dataset declares; what is told of a class stays while its sources are there."""
    found = [StatusView(*row) for row in reader.execute(_STATUSES)]
    if not muted(reader):
        return tuple(found)
    there = records.there(reader, [status.record_id for status in found])
    doubts = records.lost(reader, "doubt")
    return tuple(
        replace(
            status,
            note=None if status.record_id not in there or names_muted(reader, status.note) else status.note,
            doubt="" if status.doubt and _is_lost(reader, status, there - doubts) else status.doubt,
        )
        for status in found
    )


def _is_lost(reader: Reader, status: StatusView, told: frozenset[str]) -> bool:
    return status.record_id not in told or names_muted(reader, status.doubt)


def without_muted(reader: Reader) -> Frame:
    """The frame without what rests on muted sources, held. Raises Empty."""
    return held(reader, "frame", lambda: frame(reader))


def unnamed(reader: Reader, kinds: Collection[str]) -> frozenset[str]:
    """The ids of what has a name of these kinds, but no record that is there; held."""

    def read() -> frozenset[str]:
        named = frozenset(reader.execute(_NAMED_AS, {"kinds": list(kinds)}).scalars())
        return named - records.there(reader, named)

    return held(reader, "unnamed", read)


def names(reader: Reader) -> list[NameRow]:
    """Every name of everything that can be asked for."""
    return [NameRow(*row) for row in reader.execute(_NAMES)]
