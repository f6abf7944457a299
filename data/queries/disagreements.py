"""Points on which sources differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from data.models import Disagreement, Link
from data.models import Record as RecordTable
from data.queries.records import COLUMNS, WIDTH, Record, fetch, with_sources
from data.store import Reader


@dataclass(frozen=True, slots=True)
class DisagreementView:
    """A disagreement: `open`, `time`, `wording` or `error`; `shown` says what the data does about it."""

    record: Record
    kind: str
    point: str
    shown: str | None


_SIDE = aliased(RecordTable)
_COLUMNS = (*COLUMNS, Disagreement.kind, Disagreement.point, Disagreement.shown)
_ABOUT = (
    select(*_COLUMNS)
    .join(RecordTable, RecordTable.id == Disagreement.record_id)
    .where(
        RecordTable.id.in_(
            select(Link.record_id).where(
                Link.entity_id.in_(bindparam("ids", expanding=True)), Link.kind == "disagreement"
            )
        )
    )
    .order_by(RecordTable.id)
)
_SIDED = (
    select(*_COLUMNS)
    .join(RecordTable, RecordTable.id == Disagreement.record_id)
    .where(
        RecordTable.id.in_(
            select(_SIDE.parent)
            .join(Link, Link.record_id == _SIDE.id)
            .where(Link.entity_id.in_(bindparam("ids", expanding=True)), Link.kind == "side")
        )
    )
    .order_by(RecordTable.id)
)
_BY_ID = (
    select(*_COLUMNS)
    .join(RecordTable, RecordTable.id == Disagreement.record_id)
    .where(Disagreement.record_id.in_(bindparam("ids", expanding=True)))
    .order_by(RecordTable.id)
)
_EVERY = select(*_COLUMNS).join(RecordTable, RecordTable.id == Disagreement.record_id)
_COUNTS = select(Disagreement.kind, func.count()).group_by(Disagreement.kind)
_OPEN = (
    select(*_COLUMNS)
    .join(RecordTable, RecordTable.id == Disagreement.record_id)
    .where(Disagreement.kind == "open")
    .order_by(RecordTable.id)
)


def _views(reader: Reader, rows: list[Any]) -> list[DisagreementView]:
    records = with_sources(reader, rows)
    return [DisagreementView(r, *row[WIDTH:]) for r, row in zip(records, rows, strict=True)]


def touching(reader: Reader, ids: Iterable[str]) -> list[DisagreementView]:
    """The disagreements that are shown next to any of these records, or are about any of these entities."""
    wanted = sorted(set(ids))
    return _views(reader, fetch(reader, _ABOUT, {"ids": wanted})) if wanted else []


def sided(reader: Reader, ids: Iterable[str]) -> list[DisagreementView]:
    """The disagreements in which a side rests on one of these records: they are about what the record itself says."""
    wanted = sorted(set(ids))
    return _views(reader, fetch(reader, _SIDED, {"ids": wanted})) if wanted else []


def by_ids(reader: Reader, ids: Iterable[str]) -> list[DisagreementView]:
    """These disagreements."""
    return _views(reader, fetch(reader, _BY_ID, {"ids": sorted(set(ids))}))


def open_points(reader: Reader) -> list[DisagreementView]:
    """The disagreements in which both sides stand."""
    return _views(reader, fetch(reader, _OPEN))


def every(reader: Reader) -> list[DisagreementView]:
    """Every disagreement."""
    return _views(reader, fetch(reader, _EVERY))


def counts(reader: Reader) -> dict[str, int]:
    """How many disagreements there are of each kind."""
    return dict(fetch(reader, _COUNTS))
