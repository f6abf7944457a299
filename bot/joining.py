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


def tells_of(step: Record, standing: Record) -> bool:
    """Whether a country's step is the one that begins a standing; the dataset says so."""
    return step.kind == "step" and standing.kind == "standing" and step.parent == standing.id


def joined(found: Sequence[Record], linked: Mapping[str, set[str]]) -> list[Joined]:
    """The records in their order, those that tell of one event together.

    `linked` are the countries of each and the milestones that tell of it. Where several milestones tell of one summit
    day, the first by id covers it; the others are events of their own.
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
    """Whether a record of the same date tells of the same event, so that one line may stand for both.

    A milestone tells of its summit and of what the dataset says that it tells; it and its summit tell of a country's
    step or standing, and that tells of an outcome, where they are about one country and rest on one source. Of a
    standing only the step tells that begins it: what else a country met with on that day is an event of its own.
    """
    if record.kind not in _RANK or head.kind not in _RANK or _rank(head) >= _rank(record) or head.date != record.date:
        return False
    if record.kind == "summit":
        return head.parent == record.id
    if head.id in linked.get(record.id, ()):
        return True
    if head.kind == "standing" and record.kind == "step":
        return tells_of(record, head)
    if record.kind == "outcome" and head.kind in ("milestone", "summit"):
        return False
    tellers = [head, *(r for r in also if r.kind == "summit")]
    about = set().union(*(linked.get(r.id, set()) for r in tellers))
    return _on_one_source(tellers, record) and not about.isdisjoint(linked.get(record.id, ()))


def _on_one_source(tellers: Sequence[Record], record: Record) -> bool:
    return any(not set(r.sources).isdisjoint(record.sources) for r in tellers)
