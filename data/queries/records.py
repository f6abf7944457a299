"""Records of any kind, with their sources."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Executable, bindparam, func, select, union_all

from data.models import Citation, Link, Was
from data.models import Record as Table
from data.store import Reader


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it is read: what it says, when, and its sources, the best first.

    `date` and `as_of` are ISO text with their precision; `first_day` and `last_day` bound the date.
    """

    id: str
    kind: str
    event_kind: str | None
    text: str
    date: str | None
    first_day: dt.date | None
    last_day: dt.date | None
    certainty: str | None
    date_note: str | None
    as_of: str | None
    said_by: str | None
    value: str | None
    unit: str | None
    place: str | None
    time_bound: bool
    confidence: str | None
    note: str | None
    weight: int
    post: bool
    disputed: bool
    parent: str | None
    seq: int
    sources: tuple[str, ...]
    roles: tuple[tuple[str, str], ...] = ()
    """(source id, role) for the sources that carry only a part: a note, the legal form, the chair."""

    @property
    def is_day(self) -> bool:
        """Whether its date is one certain day."""
        return self.first_day is not None and self.first_day == self.last_day and "/" not in (self.date or "/")


COLUMNS = (
    Table.id,
    Table.kind,
    Table.event_kind,
    Table.text,
    Table.date,
    Table.first_day,
    Table.last_day,
    Table.certainty,
    Table.date_note,
    Table.as_of,
    Table.said_by,
    Table.value,
    Table.unit,
    Table.place,
    Table.time_bound,
    Table.confidence,
    Table.note,
    Table.weight,
    Table.post,
    Table.disputed,
    Table.parent,
    Table.seq,
)
"""The columns of a `Record`, in the order of its fields; the citations follow from a second statement."""

WIDTH = len(COLUMNS)

_CITATIONS = (
    select(Citation.record_id, Citation.source_id, Citation.role)
    .where(Citation.record_id.in_(bindparam("ids", expanding=True)))
    .order_by(Citation.record_id, Citation.position)
)
_BY_ID = select(*COLUMNS).where(Table.id.in_(bindparam("ids", expanding=True)))
_BY_SEQ = select(*COLUMNS).where(Table.seq.in_(bindparam("seqs", expanding=True)))
_CHILDREN = (
    select(*COLUMNS)
    .where(Table.parent.in_(bindparam("ids", expanding=True)), Table.kind == bindparam("kind"))
    .order_by(Table.seq, Table.id)
)
_ABOUT = (
    select(*COLUMNS)
    .join(Link, Link.record_id == Table.id)
    .where(Link.entity_id == bindparam("entity"), Link.kind.in_(bindparam("kinds", expanding=True)))
)
_OF_KINDS = select(*COLUMNS).where(Table.kind.in_(bindparam("kinds", expanding=True)))
_ON_DAY = select(*COLUMNS).where(
    Table.month_day.in_(bindparam("days", expanding=True)), Table.kind.in_(bindparam("kinds", expanding=True))
)
_DAYS = (
    select(Table.month_day)
    .where(Table.month_day.is_not(None), Table.post, Table.kind.in_(bindparam("kinds", expanding=True)))
    .distinct()
)
_IDS = union_all(
    select(Table.id, Table.id.label("means")).where(func.lower(Table.id) == bindparam("id")),
    select(Was.old_id, Was.record_id).where(func.lower(Was.old_id) == bindparam("id")),
)
_COUNTS = select(Table.kind, func.count()).group_by(Table.kind)
_WAS = select(Was.old_id).where(Was.record_id == bindparam("id")).order_by(Was.old_id)
_LINKS = select(Link.entity_id).where(Link.record_id == bindparam("id")).order_by(Link.entity_id)


def fetch(reader: Reader, statement: Executable, values: Mapping[str, Any] | None = None) -> list[Any]:
    """The rows of a statement."""
    return list(reader.execute(statement, values or {}))


def with_sources(reader: Reader, rows: Sequence[Any]) -> list[Record]:
    """The rows, whose first columns are COLUMNS, as records with their sources, in their order."""
    if not rows:
        return []
    cited: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for record, source, role in reader.execute(_CITATIONS, {"ids": [row[0] for row in rows]}):
        cited[record].append((source, role))
    return [_record(row, cited[row[0]]) for row in rows]


def _record(row: Sequence[Any], cited: list[tuple[str, str]]) -> Record:
    parts = tuple(pair for pair in cited if pair[1] != "main")
    values: list[Any] = [*row[:WIDTH], tuple(source for source, _ in cited), parts]
    return Record(*values)


def by_ids(reader: Reader, ids: Iterable[str]) -> dict[str, Record]:
    """The records of these ids; ids that are none are left out."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    return {r.id: r for r in with_sources(reader, fetch(reader, _BY_ID, {"ids": wanted}))}


def by_seqs(reader: Reader, seqs: Sequence[int]) -> list[Record]:
    """The records that the full-text index found."""
    return with_sources(reader, fetch(reader, _BY_SEQ, {"seqs": list(seqs)})) if seqs else []


def children(reader: Reader, ids: Iterable[str], kind: str) -> list[Record]:
    """The records of a kind whose parents these are, oldest first."""
    return with_sources(reader, fetch(reader, _CHILDREN, {"ids": sorted(set(ids)), "kind": kind}))


def about(reader: Reader, entity: str, kinds: Sequence[str]) -> list[Record]:
    """The records of these kinds about a country, a person, a summit, a meeting or a topic."""
    return with_sources(reader, fetch(reader, _ABOUT, {"entity": entity, "kinds": list(kinds)}))


def of_kinds(reader: Reader, kinds: Sequence[str]) -> list[Record]:
    """Every record of these kinds."""
    return with_sources(reader, fetch(reader, _OF_KINDS, {"kinds": list(kinds)}))


def on_days(reader: Reader, days: Sequence[str], kinds: Sequence[str]) -> list[Record]:
    """The records of these kinds that are dated to one of these days of the year (`06-15`), of any year."""
    return with_sources(reader, fetch(reader, _ON_DAY, {"days": list(days), "kinds": list(kinds)}))


def days_with_posts(reader: Reader, kinds: Sequence[str]) -> list[str]:
    """The days of the year (`06-15`) on which there is something to post, in order."""
    return sorted(day for day in reader.execute(_DAYS, {"kinds": list(kinds)}).scalars() if day)


def resolve(reader: Reader, id: str) -> str | None:
    """The id of the record that `id` means, without regard to case, older ids included."""
    rows = reader.execute(_IDS, {"id": id.lower()}).all()
    return rows[0][1] if rows else None


def counts(reader: Reader) -> dict[str, int]:
    """How many records there are of each kind."""
    return dict(reader.execute(_COUNTS).all())


def older_ids(reader: Reader, id: str) -> list[str]:
    """The older ids that mean this record."""
    return list(reader.execute(_WAS, {"id": id}).scalars())


def entities_of(reader: Reader, id: str) -> list[str]:
    """The ids of what a record is about."""
    return list(reader.execute(_LINKS, {"id": id}).scalars())
