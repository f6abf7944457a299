"""Summits, other meetings, and who was named at them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, or_, select

from data.held import held
from data.models import Attendance, Series, Summit
from data.models import Record as RecordTable
from data.queries import records
from data.queries.records import COLUMNS, Record, fetch, views
from data.store import Reader


@dataclass(frozen=True, slots=True)
class SummitView:
    """A summit; `main_day` is the day on which the council sat in full."""

    record: Record
    series_id: str
    number: int
    first_day: dt.date
    last_day: dt.date
    main_day: dt.date | None
    city: str
    country: str
    format: str
    chairing_country: str | None
    chair_id: str | None
    chair_title: str | None
    chair_basis: str | None
    passed_to: str | None
    state: str


@dataclass(frozen=True, slots=True)
class AttendanceView:
    """Who was named at a meeting, and how: attended, expected, absent …"""

    record: Record
    meeting_id: str
    person_id: str
    how: str
    rests_on: str | None


_ALL = (
    select(
        *COLUMNS,
        Summit.series_id,
        Summit.number,
        Summit.first_day,
        Summit.last_day,
        Summit.main_day,
        Summit.city,
        Summit.country,
        Summit.format,
        Summit.chairing_country,
        Summit.chair_id,
        Summit.chair_title,
        Summit.chair_basis,
        Summit.passed_to,
        Summit.state,
    )
    .join(RecordTable, RecordTable.id == Summit.record_id)
    .join(Series, Series.id == Summit.series_id)
    .order_by(Summit.first_day, Series.position, Summit.number)
)
_ATTENDANCE = (
    select(*COLUMNS, Attendance.meeting_id, Attendance.person_id, Attendance.how, Attendance.rests_on)
    .join(RecordTable, RecordTable.id == Attendance.record_id)
    .where(
        or_(
            Attendance.meeting_id.in_(bindparam("ids", expanding=True)),
            Attendance.person_id.in_(bindparam("ids", expanding=True)),
        )
    )
    .order_by(Attendance.how, RecordTable.id)
)


def summits(reader: Reader) -> tuple[SummitView, ...]:
    """Every summit, the oldest first."""
    return held(reader, "summits", lambda: _summits(reader))


def _summits(reader: Reader) -> tuple[SummitView, ...]:
    found = views(fetch(reader, _ALL), SummitView)
    chairs, passed = records.lost(reader, "chair"), records.lost(reader, "passed")
    if chairs:
        found = [_without_chair(s) if s.record.id in chairs else s for s in found]
    return tuple(replace(s, passed_to=None) if s.record.id in passed else s for s in found)


def _without_chair(summit: SummitView) -> SummitView:
    return replace(summit, chair_id=None, chair_title=None, chair_basis=None)


def chaired_by(reader: Reader, person: str) -> list[SummitView]:
    """The summits that a person chaired, the oldest first."""
    return [summit for summit in summits(reader) if summit.chair_id == person]


def attendance(reader: Reader, ids: Iterable[str]) -> list[AttendanceView]:
    """Who was named at these meetings, or at which meetings these people were named."""
    return views(fetch(reader, _ATTENDANCE, {"ids": sorted(set(ids))}), AttendanceView)
