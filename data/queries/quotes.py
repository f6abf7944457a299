"""Statements to the letter, with the parts that belong together."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Date, Executable, and_, bindparam, case, func, literal, or_, select

from data.held import held
from data.models import Link, Name, Quote, Utterance
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
    line: int | None


@dataclass(frozen=True, slots=True)
class Statement:
    """One utterance: who, when at the latest, and its parts in order."""

    id: str
    speaker_id: str
    latest: dt.date
    first_day: dt.date | None
    last_day: dt.date | None
    position: int
    size: int
    parts: tuple[QuotePart, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """How much one speaker is on record with."""

    statements: int
    parts: int


@dataclass(frozen=True, slots=True)
class Window:
    """Between which days something was said, both left out; `date.min` and `date.max` are no bound."""

    after: dt.date = dt.date.min
    before: dt.date = dt.date.max

    @property
    def is_open(self) -> bool:
        """Whether it bounds nothing."""
        return self.after == dt.date.min and self.before == dt.date.max


MOST_TERMS = 5_000
"""How many short quotations are held in memory, to be compared letter by letter."""

_HEAD = (
    Utterance.id,
    Utterance.speaker_id,
    Utterance.latest,
    Utterance.first_day,
    Utterance.last_day,
    Utterance.position,
    Utterance.size,
)
_NEWEST = (Utterance.latest.desc(), Utterance.position)
_BY_SPEAKER = select(*_HEAD).where(Utterance.speaker_id == bindparam("speaker")).order_by(*_NEWEST)
_EARLIEST, _LATEST = literal(dt.date.min, Date()), literal(dt.date.max, Date())
_AFTER = bindparam("after", type_=Date())
_BEFORE = bindparam("before", type_=Date())
_MAY_FIT = and_(
    or_(Utterance.first_day.is_(None), Utterance.first_day < _BEFORE),
    or_(Utterance.last_day.is_(None), Utterance.last_day > _AFTER),
)
_FITS = and_(
    Utterance.latest < _BEFORE,
    Utterance.latest >= _AFTER,
    or_(_LATEST == _BEFORE, Utterance.last_day < _BEFORE),
    or_(_EARLIEST == _AFTER, Utterance.first_day > _AFTER),
)
"""`latest` says nothing that the rest does not, but there is an index of it."""
_CERTAIN = case((_FITS, 1), else_=0).label("certain")
_AMONG = Utterance.id.in_(bindparam("ids", expanding=True))
_BY_HIM = Utterance.speaker_id == bindparam("speaker")
_SURE = select(*_HEAD).where(_FITS).order_by(*_NEWEST)
_SURE_BY_SPEAKER = _SURE.where(_BY_HIM)
_SURE_AMONG = _SURE.where(_AMONG)
_MAYBE = select(*_HEAD).where(_MAY_FIT, _CERTAIN == 0).order_by(*_NEWEST)
_MAYBE_BY_SPEAKER = _MAYBE.where(_BY_HIM)
_MAYBE_AMONG = _MAYBE.where(_AMONG)
_WITHIN_COUNT = select(_CERTAIN, func.count(), func.sum(Utterance.size)).where(_MAY_FIT).group_by(_CERTAIN)
_WITHIN_COUNT_BY_SPEAKER = _WITHIN_COUNT.where(_BY_HIM)
_WITHIN_COUNT_AMONG = _WITHIN_COUNT.where(_AMONG)
_BY_ID = select(*_HEAD).where(Utterance.id.in_(bindparam("ids", expanding=True))).order_by(*_NEWEST)
_OF_RECORDS = (
    select(Quote.utterance_id, Utterance.speaker_id)
    .join(RecordTable, RecordTable.id == Quote.record_id)
    .join(Utterance, Utterance.id == Quote.utterance_id)
    .where(RecordTable.seq.in_(bindparam("seqs", expanding=True)))
    .distinct()
)
_SUBJECTS = (
    select(Name.name, func.count(Quote.utterance_id.distinct()))
    .join(Link, Link.entity_id == Name.entity_id)
    .join(Quote, Quote.record_id == Link.record_id)
    .join(Utterance, Utterance.id == Quote.utterance_id)
    .where(Utterance.speaker_id == bindparam("speaker"), Name.kind == "topic", Name.position == 0)
    .group_by(Name.name)
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
        Quote.line,
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
_COUNT = select(func.count(), func.coalesce(func.sum(Utterance.size), 0)).where(_BY_HIM)
_SPEAKERS = select(Utterance.speaker_id).distinct()

_COUNT_ALL = select(
    select(func.count()).select_from(Utterance).scalar_subquery(),
    select(func.count()).select_from(Quote).scalar_subquery(),
)
_TERMS = (
    select(RecordTable.text, Quote.utterance_id)
    .join(Quote, Quote.record_id == RecordTable.id)
    .where(Quote.form != "sentence", func.length(RecordTable.text) <= bindparam("longest"))
    .order_by(RecordTable.seq.desc())
    .limit(bindparam("most"))
)
_SENTENCES = (
    select(Utterance.id, Utterance.latest)
    .join(Quote, Quote.utterance_id == Utterance.id)
    .join(RecordTable, RecordTable.id == Quote.record_id)
    .where(Quote.form == "sentence", RecordTable.disputed.is_(False))
    .distinct()
)
_UTTERANCE_OF = select(Quote.utterance_id).where(Quote.record_id == bindparam("record"))


def _whole(reader: Reader, heads: list[Any]) -> list[Statement]:
    parts: dict[str, list[QuotePart]] = defaultdict(list)
    if heads:
        rows = fetch(reader, _PARTS, {"ids": [head[0] for head in heads]})
        for record, row in zip(with_sources(rows), rows, strict=True):
            parts[row[WIDTH]].append(QuotePart(record, *row[WIDTH:]))
    return [_statement(head, tuple(parts[head[0]])) for head in heads]


def _statement(head: Sequence[Any], parts: tuple[QuotePart, ...]) -> Statement:
    values: list[Any] = [*head, parts]
    return Statement(*values)


def by_speaker(reader: Reader, speaker: str, *, skip: int = 0, most: int | None = None) -> list[Statement]:
    """One page of what a speaker is on record with, newest first."""
    return _whole(reader, fetch(reader, _BY_SPEAKER.offset(skip).limit(most), {"speaker": speaker}))


def by_ids(reader: Reader, ids: Iterable[str]) -> list[Statement]:
    """These statements, newest first."""
    return _whole(reader, fetch(reader, _BY_ID, {"ids": sorted(set(ids))}))


def of_seqs(reader: Reader, seqs: Sequence[int]) -> list[tuple[str, str]]:
    """(statement id, speaker id) of the statements to which the records that a search found belong."""
    return [(row[0], row[1]) for row in reader.execute(_OF_RECORDS, {"seqs": list(seqs)})] if seqs else []


def certain(
    reader: Reader,
    window: Window,
    *,
    speaker: str | None = None,
    ids: Sequence[str] | None = None,
    skip: int = 0,
    most: int | None = None,
) -> list[Statement]:
    """One page of what certainly lies in the window, of a speaker, of these ids, or of all, the newest first."""
    statement, values = _scope(_SURE, _SURE_BY_SPEAKER, _SURE_AMONG, window, speaker=speaker, ids=ids)
    return _whole(reader, fetch(reader, statement.offset(skip).limit(most), values))


def possible(
    reader: Reader,
    window: Window,
    *,
    speaker: str | None = None,
    ids: Sequence[str] | None = None,
    skip: int = 0,
    most: int | None = None,
) -> list[Statement]:
    """One page of what may lie in the window, its day not being exact, the newest first."""
    statement, values = _scope(_MAYBE, _MAYBE_BY_SPEAKER, _MAYBE_AMONG, window, speaker=speaker, ids=ids)
    return _whole(reader, fetch(reader, statement.offset(skip).limit(most), values))


def count_within(
    reader: Reader, window: Window, *, speaker: str | None = None, ids: Sequence[str] | None = None
) -> tuple[Said, Said]:
    """How much certainly lies in the window, and how much only may."""
    counts = (_WITHIN_COUNT, _WITHIN_COUNT_BY_SPEAKER, _WITHIN_COUNT_AMONG)
    statement, values = _scope(*counts, window, speaker=speaker, ids=ids)
    by_certainty = {row[0]: Said(row[1], int(row[2])) for row in fetch(reader, statement, values)}
    return by_certainty.get(1, Said(0, 0)), by_certainty.get(0, Said(0, 0))


def _scope(
    everyone: Executable,
    one: Executable,
    among: Executable,
    window: Window,
    *,
    speaker: str | None,
    ids: Sequence[str] | None,
) -> tuple[Any, dict[str, Any]]:
    """The one of three selects that goes with what is asked (its type depends on the columns), and its values."""
    values: dict[str, Any] = {"after": window.after, "before": window.before}
    if ids is not None:
        return among, {**values, "ids": list(ids)}
    return (one, {**values, "speaker": speaker}) if speaker else (everyone, values)


def subjects(reader: Reader, speaker: str) -> list[tuple[str, int]]:
    """(topic's name, number of statements) of what a speaker's statements are about."""
    return [(row[0], row[1]) for row in reader.execute(_SUBJECTS, {"speaker": speaker})]


def speakers(reader: Reader) -> frozenset[str]:
    """Who is on record with words of their own."""
    return frozenset(reader.execute(_SPEAKERS).scalars())


def same_words(reader: Reader, digest: str) -> list[tuple[str, str]]:
    """(statement id, record id) of the parts whose words are these, but for marks, dashes and spaces."""
    return [(row[0], row[1]) for row in reader.execute(_SAME, {"digest": digest})]


def terms(reader: Reader, *, longest: int) -> dict[str, str]:
    """The short quotations that are no sentences, of this length at most: words and statement id; the newest, held."""

    def read() -> dict[str, str]:
        rows = fetch(reader, _TERMS, {"longest": longest, "most": MOST_TERMS})
        return {row[0]: row[1] for row in reversed(rows)}

    return held(reader, f"terms {longest}", read)


def sentences(reader: Reader) -> tuple[tuple[str, dt.date], ...]:
    """(statement id, day by which it was said) of the statements with a whole sentence, held; by the hash of their ids.

    That order is the same everywhere and looks mixed.
    """

    def read() -> tuple[tuple[str, dt.date], ...]:
        rows = fetch(reader, _SENTENCES)
        return tuple(sorted(((row[0], row[1]) for row in rows), key=lambda row: _digest(row[0])))

    return held(reader, "sentences", read)


def _digest(id: str) -> bytes:
    return hashlib.sha256(id.encode()).digest()


def said(reader: Reader, speaker: str) -> Said:
    """How many statements, and parts of them, a speaker is on record with."""
    row = reader.execute(_COUNT, {"speaker": speaker}).one()
    return Said(row[0], row[1])


def said_by_all(reader: Reader) -> Said:
    """How many statements, and parts of them, there are."""
    row = reader.execute(_COUNT_ALL).one()
    return Said(row[0], row[1])


def statement_of(reader: Reader, record: str) -> str | None:
    """The statement to which a quotation belongs."""
    return reader.execute(_UTTERANCE_OF, {"record": record}).scalar()
