"""People and bodies, and the offices that they held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, or_, select

from data.models import Record as RecordTable
from data.models import Term
from data.queries.records import COLUMNS, WIDTH, Record, fetch, with_sources
from data.store import Reader


@dataclass(frozen=True, slots=True)
class TermView:
    """A term of office, both days included; `start` and `end` are text with the precision that is known."""

    record: Record
    person_id: str
    office_id: str
    of: str
    first_day: dt.date | None
    last_day: dt.date | None
    is_open: bool
    start: str | None
    end: str | None
    acting: bool
    title: str | None
    seen: str | None


_COLUMNS = (
    *COLUMNS,
    Term.person_id,
    Term.office_id,
    Term.of,
    Term.first_day,
    Term.last_day,
    Term.is_open,
    Term.start,
    Term.end,
    Term.acting,
    Term.title,
    Term.seen,
)
_TERMS = (
    select(*_COLUMNS)
    .join(RecordTable, RecordTable.id == Term.record_id)
    .where(or_(Term.person_id.in_(bindparam("ids", expanding=True)), Term.of.in_(bindparam("ids", expanding=True))))
    .order_by(Term.first_day, RecordTable.id)
)
_OF_OFFICE = (
    select(*_COLUMNS)
    .join(RecordTable, RecordTable.id == Term.record_id)
    .where(Term.office_id == bindparam("office"))
    .order_by(Term.of, Term.first_day, RecordTable.id)
)


def _views(reader: Reader, rows: list[Any]) -> list[TermView]:
    records = with_sources(reader, rows)
    return [TermView(record, *row[WIDTH:]) for record, row in zip(records, rows, strict=True)]


def terms(reader: Reader, ids: Iterable[str]) -> list[TermView]:
    """The terms of these people, or the terms of office of these countries."""
    return _views(reader, fetch(reader, _TERMS, {"ids": sorted(set(ids))}))


def terms_of_office(reader: Reader, office: str) -> list[TermView]:
    """Every term of an office, by what it is held of, the oldest first."""
    return _views(reader, fetch(reader, _OF_OFFICE, {"office": office}))
