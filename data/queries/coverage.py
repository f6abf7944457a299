"""How much there is, and from when to when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from data.held import held
from data.models import Citation, Link, Record
from data.muting import WHOLE, muted
from data.store import Reader

INNER = ("source", "side", "organisation")
"""Records that stand for something else: counts of records leave them out."""


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many records of a kind there are, and the first and the last day to which one is dated."""

    kind: str
    count: int
    first_day: dt.date | None
    last_day: dt.date | None


_COLUMNS = (Record.kind, func.count(), func.min(Record.first_day), func.max(Record.last_day))
_ALL = select(*_COLUMNS).group_by(Record.kind)
_LINKED = (
    select(Link.record_id)
    .where(Link.entity_id.in_(bindparam("ids", expanding=True)))
    .group_by(Link.record_id)
    .having(func.count() == bindparam("many"))
)
_ABOUT = select(*_COLUMNS).where(Record.id.in_(_LINKED)).group_by(Record.kind)
_SOURCES_ABOUT = select(func.count(Citation.source_id.distinct())).where(Citation.record_id.in_(_LINKED))
_OF_SEQS = select(*_COLUMNS).where(Record.seq.in_(bindparam("seqs", expanding=True))).group_by(Record.kind)
_SOURCES_OF_SEQS = (
    select(func.count(Citation.source_id.distinct()))
    .join(Record, Record.id == Citation.record_id)
    .where(Record.seq.in_(bindparam("seqs", expanding=True)))
)


def by_kind(reader: Reader) -> tuple[KindCount, ...]:
    """All records, counted by kind; they are counted once for each data version."""
    return held(reader, "counts", lambda: tuple(KindCount(*row) for row in reader.execute(_ALL)))


def left_out(reader: Reader) -> tuple[int, int]:
    """How many records are not counted because only muted sources tell of them, and how many sources those are."""
    if not muted(reader):
        return 0, 0
    every = reader.execute(_ALL.execution_options(**{WHOLE: True})).all()
    counted = sum(k.count for k in by_kind(reader) if k.kind not in INNER)
    return sum(row[1] for row in every if row[0] not in INNER) - counted, len(muted(reader))


def about(reader: Reader, ids: Iterable[str]) -> list[KindCount]:
    """The records about all of these entities, counted by kind."""
    wanted = sorted(set(ids))
    return [KindCount(*row) for row in reader.execute(_ABOUT, {"ids": wanted, "many": len(wanted)})] if wanted else []


def sources_about(reader: Reader, ids: Iterable[str]) -> int:
    """How many sources carry the records about all of these entities."""
    wanted = sorted(set(ids))
    if not wanted:
        return 0
    return int(reader.execute(_SOURCES_ABOUT, {"ids": wanted, "many": len(wanted)}).scalar() or 0)


def of_seqs(reader: Reader, seqs: Sequence[int]) -> list[KindCount]:
    """The records that a search found, counted by kind."""
    return [KindCount(*row) for row in reader.execute(_OF_SEQS, {"seqs": list(seqs)})] if seqs else []


def sources_of_seqs(reader: Reader, seqs: Sequence[int]) -> int:
    """How many sources carry the records that a search found."""
    return int(reader.execute(_SOURCES_OF_SEQS, {"seqs": list(seqs)}).scalar() or 0) if seqs else 0
