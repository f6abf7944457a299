"""Where things are written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from data.held import held
from data.models import Source as Table
from data.muting import WHOLE
from data.queries.records import fetch
from data.store import Reader


@dataclass(frozen=True, slots=True)
class Source:
    """A source as the dataset describes it; docs/dataset.md says what each field means."""

    id: str
    kind: str
    publisher: str | None
    publisher_from: str
    title: str | None
    title_from: str
    author: str | None
    author_note: str | None
    url: str | None
    cites: str | None
    date: str | None
    written: str | None
    written_note: str | None
    read: str
    file_sha256: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """A source by what it can be called."""

    id: str
    publisher: str | None
    title: str | None


MOST_HELD = 5_000
"""How many sources are held in memory; each is about half a kilobyte."""

_COLUMNS = (
    Table.id,
    Table.kind,
    Table.publisher,
    Table.publisher_from,
    Table.title,
    Table.title_from,
    Table.author,
    Table.author_note,
    Table.url,
    Table.cites,
    Table.date,
    Table.written,
    Table.written_note,
    Table.read,
    Table.file_sha256,
    Table.note,
)
_BY_ID = select(*_COLUMNS).where(Table.id.in_(bindparam("ids", expanding=True)))
_NAMED = select(Table.id, Table.publisher, Table.title).execution_options(**{WHOLE: True})
_COUNTS = select(Table.kind, func.count()).group_by(Table.kind)


def by_ids(reader: Reader, ids: Iterable[str]) -> dict[str, Source]:
    """The sources of these ids; those in use are held."""
    known: dict[str, Source] = held(reader, "sources", dict)
    wanted = set(ids)
    found = {id: source for id in wanted if (source := known.get(id))}
    if missing := sorted(wanted - found.keys()):
        fetched = {row[0]: Source(*row) for row in fetch(reader, _BY_ID, {"ids": missing})}
        found |= fetched
        if len(known) + len(fetched) > MOST_HELD:
            known.clear()
        known.update(fetched)
    return found


def publishers(reader: Reader) -> tuple[Named, ...]:
    """Every source by its names, those that are muted too, held; by publisher and id."""

    def read() -> tuple[Named, ...]:
        found = [Named(*row) for row in reader.execute(_NAMED)]
        return tuple(sorted(found, key=lambda s: ((s.publisher or "").casefold(), s.id)))

    return held(reader, "publishers", read)


def counts(reader: Reader) -> dict[str, int]:
    """How many sources there are of each kind."""
    return dict(reader.execute(_COUNTS).all())
