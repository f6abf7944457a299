"""Records of any kind, with their sources."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Executable, String, bindparam, func, or_, select, union_all

from data.models import Citation, Link, Name, Quote, Was
from data.models import Record as Table
from data.muting import WHOLE, muted, names_muted
from data.store import Reader

V = TypeVar("V")


class LeftOut(LookupError):
    """What is asked about is in the data, but none of its sources is there; the message is its id."""


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


@dataclass(frozen=True, slots=True)
class Postable:
    """A record that may be posted on its day of the year (`06-15`), before it is read whole."""

    id: str
    kind: str
    month_day: str
    first_day: dt.date
    disputed: bool
    parent: str | None


@dataclass(frozen=True, slots=True)
class Brief:
    """A record that a search found, with what its place among the others depends on."""

    seq: int
    id: str
    kind: str
    text: str
    weight: int
    last_day: dt.date | None
    first_day: dt.date | None
    utterance_id: str | None


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
    Table.cited,
)
"""The columns of a `Record`, in the order of its fields; the last is its citations."""

WIDTH = len(COLUMNS)

NOTE = "note"
"""The role of the sources that carry only a record's note."""

_NOTE, _DATE_NOTE = COLUMNS.index(Table.note), COLUMNS.index(Table.date_note)

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
_POSTABLE = select(Table.id, Table.kind, Table.month_day, Table.first_day, Table.disputed, Table.parent).where(
    Table.month_day.is_not(None), Table.post, Table.kind.in_(bindparam("kinds", expanding=True))
)
_BETWEEN = select(*COLUMNS).where(
    Table.kind.in_(bindparam("kinds", expanding=True)),
    func.coalesce(Table.first_day, Table.last_day) <= bindparam("last"),
    func.coalesce(Table.last_day, Table.first_day) >= bindparam("first"),
)
_JOINS = select(Link.record_id, Link.entity_id).where(
    Link.record_id.in_(bindparam("ids", expanding=True)),
    or_(func.length(Link.entity_id) == len("KZ"), Link.kind == "told"),
)
_ANSWERS = (
    select(*COLUMNS, Link.record_id)
    .join(Link, Link.entity_id == Table.id)
    .where(Link.record_id.in_(bindparam("ids", expanding=True)), Link.kind == "answered")
)
_NAMED = select(Name.entity_id, Name.name).where(
    Name.entity_id.in_(bindparam("ids", expanding=True)), Name.position == 0
)
_IDS = union_all(
    select(Table.id, Table.id.label("means")).where(func.lower(Table.id) == bindparam("id")),
    select(Was.old_id, Was.record_id).where(func.lower(Was.old_id) == bindparam("id")),
)
_START = bindparam("start", type_=String())
_IDS_LIKE = union_all(
    select(Table.id, Table.id.label("means")).where(
        func.substr(func.lower(Table.id), 1, func.length(_START)) == _START, Table.kind != "side"
    ),
    select(Was.old_id, Was.record_id).where(func.substr(func.lower(Was.old_id), 1, func.length(_START)) == _START),
).order_by("id")
_THERE = select(Table.id).where(Table.id.in_(bindparam("ids", expanding=True)))
_WITH_ROLE = select(Citation.record_id).where(Citation.role == bindparam("role"))
_CITING = (
    select(Table.kind, func.count())
    .join(Citation, Citation.record_id == Table.id)
    .where(Citation.source_id == bindparam("source"))
    .group_by(Table.kind)
)
_CITING_OF_KINDS = (
    select(*COLUMNS)
    .join(Citation, Citation.record_id == Table.id)
    .where(Citation.source_id == bindparam("source"), Table.kind.in_(bindparam("kinds", expanding=True)))
)
_BRIEF = (
    select(
        Table.seq, Table.id, Table.kind, Table.text, Table.weight, Table.last_day, Table.first_day, Quote.utterance_id
    )
    .outerjoin(Quote, Quote.record_id == Table.id)
    .where(Table.seq.in_(bindparam("seqs", expanding=True)))
)
_WAS = select(Was.old_id).where(Was.record_id == bindparam("id")).order_by(Was.old_id)
_LINKS = select(Link.entity_id).where(Link.record_id == bindparam("id")).order_by(Link.entity_id)


def fetch(reader: Reader, statement: Executable, values: Mapping[str, Any] | None = None) -> list[Any]:
    """The rows of a statement; their citations, in a column of that name, are those of the sources that are there."""
    rows = list(reader.execute(statement, values or {}).all())
    is_record = bool(muted(reader)) and bool(rows) and "cited" in rows[0]._fields
    return [_without_muted(reader, row) for row in rows] if is_record else rows


def _without_muted(reader: Reader, row: Any) -> Sequence[Any]:
    """A row whose first columns are COLUMNS without muted sources, and without a note that they carry or that names
    one of them."""
    cited = row[WIDTH - 1].split(" ")
    kept = [entry for entry in cited if entry.partition("=")[0] not in muted(reader)]
    values = [*row[: WIDTH - 1], " ".join(kept), *row[WIDTH:]]
    if _roles(cited) & {NOTE} and not _roles(kept) & {NOTE}:
        values[_NOTE] = None
    for place in (_NOTE, _DATE_NOTE):
        if names_muted(reader, values[place]):
            values[place] = None
    return values


def _roles(cited: Iterable[str]) -> set[str]:
    return {entry.partition("=")[2] for entry in cited}


def with_sources(rows: Sequence[Any]) -> list[Record]:
    """The rows, whose columns are COLUMNS, as records with their sources, in their order."""
    return [_record(row) for row in rows]


def views(rows: Sequence[Any], view: Callable[..., V]) -> list[V]:
    """The rows, whose first columns are COLUMNS, as what else they have beside a record."""
    return [view(_record(row), *row[WIDTH:]) for row in rows]


def _record(row: Sequence[Any]) -> Record:
    cited = row[WIDTH - 1].split(" ")
    values: list[Any] = [*row[: WIDTH - 1], tuple(cited)]
    if "=" in row[WIDTH - 1]:
        pairs = [entry.partition("=") for entry in cited]
        values = [*row[: WIDTH - 1], tuple(p[0] for p in pairs), tuple((p[0], p[2]) for p in pairs if p[2])]
    return Record(*values)


def by_ids(reader: Reader, ids: Iterable[str]) -> dict[str, Record]:
    """The records of these ids; ids that are none are left out."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    return {r.id: r for r in with_sources(fetch(reader, _BY_ID, {"ids": wanted}))}


def one(reader: Reader, id: str) -> Record:
    """The record of that id, which is in the data. Raises LeftOut where its sources are not there."""
    found = by_ids(reader, [id]).get(id)
    if found is None:
        raise LeftOut(id)
    return found


def lost(reader: Reader, role: str) -> frozenset[str]:
    """The records that had sources for that part of them, of which this transaction is without every one."""
    if not muted(reader):
        return frozenset()
    every = reader.execute(_WITH_ROLE.execution_options(**{WHOLE: True}), {"role": role}).scalars()
    return frozenset(every) - frozenset(reader.execute(_WITH_ROLE, {"role": role}).scalars())


def there(reader: Reader, ids: Iterable[str]) -> frozenset[str]:
    """Those of these records that are in the data, and carried by a source that is there."""
    return frozenset(reader.execute(_THERE, {"ids": sorted(set(ids))}).scalars())


def by_seqs(reader: Reader, seqs: Sequence[int]) -> list[Record]:
    """The records that the full-text index found."""
    return with_sources(fetch(reader, _BY_SEQ, {"seqs": list(seqs)})) if seqs else []


def children(reader: Reader, ids: Iterable[str], kind: str) -> list[Record]:
    """The records of a kind whose parents these are, oldest first."""
    return with_sources(fetch(reader, _CHILDREN, {"ids": sorted(set(ids)), "kind": kind}))


def about(reader: Reader, entity: str, kinds: Sequence[str]) -> list[Record]:
    """The records of these kinds about a country, a person, a summit, a meeting or a topic."""
    return with_sources(fetch(reader, _ABOUT, {"entity": entity, "kinds": list(kinds)}))


def of_kinds(reader: Reader, kinds: Sequence[str]) -> list[Record]:
    """Every record of these kinds."""
    return with_sources(fetch(reader, _OF_KINDS, {"kinds": list(kinds)}))


def on_days(reader: Reader, days: Sequence[str], kinds: Sequence[str]) -> list[Record]:
    """The records of these kinds that are dated to one of these days of the year (`06-15`), of any year."""
    return with_sources(fetch(reader, _ON_DAY, {"days": list(days), "kinds": list(kinds)}))


def postable(reader: Reader, kinds: Sequence[str]) -> list[Postable]:
    """What may be posted on its day of the year, of these kinds; the caller leaves out what is disputed."""
    return [Postable(*row) for row in fetch(reader, _POSTABLE, {"kinds": list(kinds)})]


def between(reader: Reader, first: dt.date, last: dt.date, kinds: Sequence[str]) -> list[Record]:
    """The dated records of these kinds whose date lies, or may lie, between two days."""
    values = {"first": first, "last": last, "kinds": list(kinds)}
    return with_sources(fetch(reader, _BETWEEN, values))


def joins_of(reader: Reader, ids: Iterable[str]) -> dict[str, set[str]]:
    """For each of these records the codes of the countries that it is about, and the milestones that tell of it."""
    linked: dict[str, set[str]] = defaultdict(set)
    for record, entity in fetch(reader, _JOINS, {"ids": sorted(set(ids))}):
        linked[record].add(entity)
    return linked


def answers(reader: Reader, ids: Iterable[str]) -> dict[str, list[Record]]:
    """For each of these plans and expectations what was reported of it afterwards, oldest first."""
    found: dict[str, list[Record]] = defaultdict(list)
    rows = fetch(reader, _ANSWERS, {"ids": sorted(set(ids))})
    pairs = zip(with_sources(rows), (row[WIDTH] for row in rows), strict=True)
    for record, plan in sorted(pairs, key=lambda pair: (pair[0].seq, pair[0].id)):
        found[plan].append(record)
    return found


def names_of(reader: Reader, ids: Iterable[str]) -> dict[str, str]:
    """The shown names of these people, bodies, meetings or topics."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    return {row[0]: row[1] for row in fetch(reader, _NAMED, {"ids": wanted})}


def resolve(reader: Reader, id: str) -> str | None:
    """The id of the record that `id` means, without regard to case, older ids included."""
    rows = reader.execute(_IDS, {"id": id.lower()}).all()
    return next(iter(_narrowed(reader, [row[1] for row in rows[:1]])), None)


def is_left_out(reader: Reader, id: str) -> bool:
    """Whether `id` means a record of which only muted sources tell."""
    rows = reader.execute(_IDS, {"id": id.lower()}).all()
    return bool(rows) and not _narrowed(reader, [row[1] for row in rows[:1]])


def ids_like(reader: Reader, start: str, *, most: int) -> list[str]:
    """At most `most` of the ids, older ones too, that start like this, without regard to case."""
    rows = reader.execute(_IDS_LIKE.limit(most), {"start": start.lower()}).all()
    found = _narrowed(reader, [row[1] for row in rows])
    return [row[0] for row in rows if row[1] in found]


def _narrowed(reader: Reader, ids: Sequence[str]) -> Collection[str]:
    """Those of these ids that are there; they were found by a union, which is not narrowed by itself."""
    return there(reader, ids) if muted(reader) else ids


def brief(reader: Reader, seqs: Sequence[int]) -> list[Brief]:
    """What the records that a search found are ordered by."""
    return [Brief(*row) for row in fetch(reader, _BRIEF, {"seqs": list(seqs)})] if seqs else []


def citing(reader: Reader, source: str) -> dict[str, int]:
    """How many records of each kind rest on a source."""
    return dict(reader.execute(_CITING, {"source": source}).all())


def citing_of_kinds(reader: Reader, source: str, kinds: Sequence[str]) -> list[Record]:
    """The records of these kinds that rest on a source."""
    return with_sources(fetch(reader, _CITING_OF_KINDS, {"source": source, "kinds": list(kinds)}))


def older_ids(reader: Reader, id: str) -> list[str]:
    """The older ids that mean this record."""
    return list(reader.execute(_WAS, {"id": id}).scalars())


def entities_of(reader: Reader, id: str) -> list[str]:
    """The ids of what a record is about."""
    return list(reader.execute(_LINKS, {"id": id}).scalars())
