"""What several records are linked to, asked for all of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, select

from data.models import Link
from data.models import Record as Table
from data.queries.records import COLUMNS, Record, fetch, with_sources
from data.store import Reader

_OF = select(Link.record_id, Link.entity_id).where(Link.record_id.in_(bindparam("ids", expanding=True)))
_ABOUT_ANY = select(*COLUMNS).where(
    Table.id.in_(
        select(Link.record_id).where(
            Link.entity_id.in_(bindparam("entities", expanding=True)), Link.kind.in_(bindparam("kinds", expanding=True))
        )
    )
)
_ABOUT_BOTH = _ABOUT_ANY.where(Table.id.in_(select(Link.record_id).where(Link.entity_id == bindparam("entity"))))


def of(reader: Reader, ids: Iterable[str]) -> dict[str, set[str]]:
    """For each of these records what it is about, and the records that it names as related."""
    found: dict[str, set[str]] = defaultdict(set)
    for record, entity in fetch(reader, _OF, {"ids": sorted(set(ids))}):
        found[record].add(entity)
    return found


def about_any(reader: Reader, entities: Iterable[str], kinds: Sequence[str]) -> list[Record]:
    """The records of these kinds that are about any of these entities, or name any of these records as related."""
    values = {"entities": sorted(set(entities)), "kinds": list(kinds)}
    return with_sources(fetch(reader, _ABOUT_ANY, values))


def about_both(reader: Reader, entity: str, entities: Iterable[str], kinds: Sequence[str]) -> list[Record]:
    """The records of these kinds that are about that entity and also about any of the others."""
    values = {"entity": entity, "entities": sorted(set(entities)), "kinds": list(kinds)}
    return with_sources(fetch(reader, _ABOUT_BOTH, values))
