"""Statements to the letter, with the parts that belong together."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select

from data.models import Quote, Utterance
from data.models import Record as RecordTable
from data.queries.records import COLUMNS, WIDTH, Record, fetch, with_sources
from data.store import Reader


@dataclass(frozen=True, slots=True)
class QuotePart:
    """One part of a statement; the words to the letter are its record's text."""

    record: Record
    utterance_id: str
    part: int
    form: str
    written_as: str
    role: str | None
    attribution: str
    told_to: str | None
    channel: str | None
    inserted: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One utterance: who, when at the latest, and its parts in order."""

    id: str
    speaker_id: str
    latest: dt.date
    first_day: dt.date | None
    last_day: dt.date | None
    position: int
    parts: tuple[QuotePart, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """How much one speaker is on record with."""

    statements: int
    parts: int


_HEAD = (
    Utterance.id,
    Utterance.speaker_id,
    Utterance.latest,
    Utterance.first_day,
    Utterance.last_day,
    Utterance.position,
)
_NEWEST = (Utterance.latest.desc(), Utterance.position)
_BY_SPEAKER = select(*_HEAD).where(Utterance.speaker_id == bindparam("speaker")).order_by(*_NEWEST)
_ALL = select(*_HEAD).order_by(*_NEWEST)
_BY_ID = select(*_HEAD).where(Utterance.id.in_(bindparam("ids", expanding=True))).order_by(*_NEWEST)
_OF_RECORDS = (
    select(Quote.utterance_id)
    .join(RecordTable, RecordTable.id == Quote.record_id)
    .where(RecordTable.seq.in_(bindparam("seqs", expanding=True)))
    .distinct()
)
_PARTS = (
    select(
        *COLUMNS,
        Quote.utterance_id,
        Quote.part,
        Quote.form,
        Quote.written_as,
        Quote.role,
        Quote.attribution,
        Quote.told_to,
        Quote.channel,
        Quote.inserted,
        Quote.sha256,
    )
    .join(RecordTable, RecordTable.id == Quote.record_id)
    .where(Quote.utterance_id.in_(bindparam("ids", expanding=True)))
    .order_by(Quote.utterance_id, Quote.part)
)
_SAME = (
    select(Quote.utterance_id, Quote.record_id)
    .where(Quote.plain_sha256 == bindparam("digest"))
    .order_by(Quote.record_id)
)
_COUNT = (
    select(func.count(Utterance.id.distinct()), func.count())
    .join(Quote, Quote.utterance_id == Utterance.id)
    .where(Utterance.speaker_id == bindparam("speaker"))
)
_COUNT_ALL = select(select(func.count()).select_from(Utterance).scalar_subquery())
_UTTERANCE_OF = select(Quote.utterance_id).where(Quote.record_id == bindparam("record"))


def _whole(reader: Reader, heads: list[Any]) -> list[Statement]:
    parts: dict[str, list[QuotePart]] = defaultdict(list)
    if heads:
        rows = fetch(reader, _PARTS, {"ids": [head[0] for head in heads]})
        for record, row in zip(with_sources(reader, rows), rows, strict=True):
            parts[row[WIDTH]].append(QuotePart(record, *row[WIDTH:]))
    return [_statement(head, tuple(parts[head[0]])) for head in heads]


def _statement(head: Sequence[Any], parts: tuple[QuotePart, ...]) -> Statement:
    values: list[Any] = [*head, parts]
    return Statement(*values)


def by_speaker(reader: Reader, speaker: str, *, skip: int = 0, most: int | None = None) -> list[Statement]:
    """One page of what a speaker is on record with, newest first."""
    return _whole(reader, fetch(reader, _BY_SPEAKER.offset(skip).limit(most), {"speaker": speaker}))


def newest(reader: Reader, *, skip: int = 0, most: int | None = None) -> list[Statement]:
    """One page of all statements, newest first."""
    return _whole(reader, fetch(reader, _ALL.offset(skip).limit(most)))


def by_ids(reader: Reader, ids: Iterable[str]) -> list[Statement]:
    """These statements, newest first."""
    return _whole(reader, fetch(reader, _BY_ID, {"ids": sorted(set(ids))}))


def of_seqs(reader: Reader, seqs: Sequence[int]) -> list[str]:
    """The ids of the statements to which the records that a search found belong."""
    return list(reader.execute(_OF_RECORDS, {"seqs": list(seqs)}).scalars()) if seqs else []


def heads_by_ids(reader: Reader, ids: Iterable[str]) -> list[Statement]:
    """These statements without their parts, newest first: to page by."""
    return [_statement(head, ()) for head in fetch(reader, _BY_ID, {"ids": sorted(set(ids))})]


def heads_by_speaker(reader: Reader, speaker: str) -> list[Statement]:
    """A speaker's statements without their parts, newest first: to page by."""
    return [_statement(head, ()) for head in fetch(reader, _BY_SPEAKER, {"speaker": speaker})]


def same_words(reader: Reader, digest: str) -> list[tuple[str, str]]:
    """(statement id, record id) of the parts whose words are these, but for marks, dashes and spaces."""
    return [(row[0], row[1]) for row in reader.execute(_SAME, {"digest": digest})]


def said(reader: Reader, speaker: str) -> Said:
    """How many statements, and parts of them, a speaker is on record with."""
    row = reader.execute(_COUNT, {"speaker": speaker}).one()
    return Said(row[0], row[1])


def total(reader: Reader) -> int:
    """How many statements there are."""
    return int(reader.execute(_COUNT_ALL).scalar() or 0)


def statement_of(reader: Reader, record: str) -> str | None:
    """The statement to which a quotation belongs."""
    return reader.execute(_UTTERANCE_OF, {"record": record}).scalar()
