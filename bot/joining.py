"""One event, one line: which records tell of the same event, so that they stand together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from data.queries.records import Record

_RANK = ("milestone", "summit", "standing", "step", "outcome")
"""Which kind tells it: a record is joined to one of a kind that stands before its own."""

Joined = tuple[Record, tuple[Record, ...]]
"""The record that tells of an event, and those that tell of the same."""


def joined(found: Sequence[Record], linked: Mapping[str, set[str]]) -> list[Joined]:
    """The records in their order, those that tell of one event together; `linked` are the countries of each.

    Where several milestones tell of one summit day, the first by id covers it; the others are events of their own.
    """
    also: dict[str, list[Record]] = {}
    heads: dict[date | None, list[Record]] = defaultdict(list)
    for record in sorted(found, key=lambda r: (_rank(r), r.id)):
        of_day = heads[record.first_day]
        head = next((h for h in of_day if _covers(h, also[h.id], record, linked)), None)
        if head:
            also[head.id].append(record)
        else:
            also[record.id] = []
            of_day.append(record)
    return [(r, tuple(also[r.id])) for r in found if r.id in also]


def _rank(record: Record) -> int:
    return _RANK.index(record.kind) if record.kind in _RANK else len(_RANK)


def _covers(head: Record, also: Sequence[Record], record: Record, linked: Mapping[str, set[str]]) -> bool:
    """Whether a record of the same day tells of the same event.

    A milestone tells of its summit and of what that decided; both tell of the steps of a country that they are about;
    a country's step tells of what a summit decided where they rest on the same source.
    """
    if record.kind not in _RANK or head.kind not in _RANK or _rank(head) >= _rank(record):
        return False
    if not record.is_day:
        return False
    if record.kind == "summit":
        return head.parent == record.id
    if record.kind == "outcome" and head.kind in ("milestone", "summit"):
        return head.kind == "milestone" and head.parent == record.parent
    if record.kind == "outcome" and not set(head.sources) & set(record.sources):
        return False
    about = set().union(*(linked.get(r.id, set()) for r in (head, *also)))
    return not about.isdisjoint(linked.get(record.id, ()))
