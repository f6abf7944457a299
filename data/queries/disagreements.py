"""Points on which sources differ. People write them down one by one, so all of them are held in memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from data.held import held
from data.models import Disagreement, Link
from data.models import Record as RecordTable
from data.queries.records import COLUMNS, Record, fetch, of_kinds, views
from data.store import Reader


@dataclass(frozen=True, slots=True)
class DisagreementView:
    """A disagreement: `open`, `time`, `wording` or `error`; `shown` says what the data does about it."""

    record: Record
    kind: str
    point: str
    shown: str | None


@dataclass(frozen=True, slots=True)
class _All:
    """Every disagreement by its id, its sides in order, and by what it is found."""

    views: Mapping[str, DisagreementView]
    sides: Mapping[str, tuple[Record, ...]]
    about: Mapping[str, frozenset[str]]
    beside: Mapping[str, frozenset[str]]
    sided: Mapping[str, frozenset[str]]


_EVERY = select(*COLUMNS, Disagreement.kind, Disagreement.point, Disagreement.shown).join(
    RecordTable, RecordTable.id == Disagreement.record_id
)
_LINKS = select(Link.entity_id, Link.record_id, Link.kind).where(Link.kind.in_(("disagreement", "point", "side")))


def _read(reader: Reader) -> _All:
    every = {view.record.id: view for view in views(fetch(reader, _EVERY), DisagreementView)}
    told: dict[str, list[Record]] = defaultdict(list)
    for side in sorted(of_kinds(reader, ("side",)), key=lambda r: int(r.id.rpartition("-")[2])):
        told[side.parent or ""].append(side)
    owner = {side.id: id for id, sides in told.items() for side in sides}
    linked: dict[str, dict[str, set[str]]] = {kind: defaultdict(set) for kind in ("disagreement", "point", "side")}
    for entity, record, kind in fetch(reader, _LINKS):
        linked[kind][entity].add(owner.get(record, record))
    return _All(
        every,
        {id: tuple(sides) for id, sides in told.items()},
        _joined(linked["disagreement"], linked["point"]),
        _joined(linked["point"], linked["side"]),
        _joined(linked["side"]),
    )


def _joined(*indexes: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {entity: frozenset().union(*(i.get(entity, ()) for i in indexes)) for i in indexes for entity in i}


def _all(reader: Reader) -> _All:
    return held(reader, "disagreements", lambda: _read(reader))


def _found(reader: Reader, by: Mapping[str, frozenset[str]], ids: Iterable[str]) -> list[DisagreementView]:
    return by_ids(reader, {found for id in ids for found in by.get(id, ())})


def touching(reader: Reader, ids: Iterable[str]) -> list[DisagreementView]:
    """The disagreements that are about any of these records or entities, or concern them in any way."""
    return _found(reader, _all(reader).about, ids)


def beside(reader: Reader, ids: Iterable[str]) -> list[DisagreementView]:
    """The disagreements that are to be shown beside these records: a side rests on one, or the dataset names it."""
    return _found(reader, _all(reader).beside, ids)


def sided(reader: Reader, ids: Iterable[str]) -> list[DisagreementView]:
    """The disagreements in which a side rests on one of these records: they are about what the record itself says."""
    return _found(reader, _all(reader).sided, ids)


def by_ids(reader: Reader, ids: Iterable[str]) -> list[DisagreementView]:
    """These disagreements, by their ids."""
    views = _all(reader).views
    return [views[id] for id in sorted(set(ids)) if id in views]


def sides(reader: Reader, id: str) -> tuple[Record, ...]:
    """The sides of a disagreement, in order."""
    return _all(reader).sides.get(id, ())


def every(reader: Reader) -> list[DisagreementView]:
    """Every disagreement, by their ids."""
    return by_ids(reader, _all(reader).views)


def counts(reader: Reader) -> dict[str, int]:
    """How many disagreements there are of each kind."""
    return dict(Counter(view.kind for view in _all(reader).views.values()))
