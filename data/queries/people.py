"""People and bodies, and the offices that they held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select

from data.models import Record as RecordTable
from data.models import Term
from data.queries.records import COLUMNS, Record, fetch, views
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
)
_OF_OFFICE = (
    select(*_COLUMNS).join(RecordTable, RecordTable.id == Term.record_id).where(Term.office_id == bindparam("office"))
)


def _in_order(found: list[TermView]) -> list[TermView]:
    """By time; a term whose start is not known stands first, on both databases."""
    return sorted(found, key=lambda t: (t.first_day or dt.date.min, t.record.id))


def terms(reader: Reader, ids: Iterable[str]) -> list[TermView]:
    """The terms of these people, or the terms of office of these countries."""
    return _in_order(views(fetch(reader, _TERMS, {"ids": sorted(set(ids))}), TermView))


def terms_of_office(reader: Reader, office: str) -> list[TermView]:
    """Every term of an office, by what it is held of, the oldest first."""
    return sorted(_in_order(views(fetch(reader, _OF_OFFICE, {"office": office}), TermView)), key=lambda t: t.of)
