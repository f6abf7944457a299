"""The rows of a dataset as they are collected: what every record has in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from data import schema, when
from data.folder import Folder

Row = dict[str, Any]

WEIGHTS = {
    "organisation": 95,
    "summit": 70,
    "person": 60,
    "outcome": 55,
    "standing": 50,
    "status": 50,
    "disagreement": 45,
    "figure": 40,
    "meeting": 40,
    "step": 40,
    "term": 40,
    "event": 35,
    "count": 30,
    "quote": 30,
    "claim": 25,
    "state": 25,
    "analysis": 20,
    "plan": 20,
    "expectation": 15,
    "attendance": 10,
    "background": 10,
    "role": 10,
    "publication": 5,
    "source": 5,
    "unattributed": 5,
    "side": 0,
}
"""How much a reader should care for a record of a kind, where the dataset does not say. Milestones: event_kinds."""

INDEXED = {"topic": 1, "organisation": 2}
"""How many of its names the records about it are found by. The rest are what people type for it, and say less or more
than it: a record about a war does not have in it every name that the war was given."""


class Rows:
    """The rows of one dataset, table by table, as they are built."""

    def __init__(self, folder: Folder) -> None:
        assert folder.organisation  # noqa: S101  (a folder without one is faulty)
        self.folder = folder
        self.organisation = folder.organisation
        self.tables: dict[str, list[Row]] = defaultdict(list)
        self.written = {s.id: s.written for s in folder.all("sources", schema.Source)}
        self.event_kinds = {k.id: k for k in folder.all("event_kinds", schema.EventKind)}
        self.names: dict[str, list[str]] = defaultdict(list)
        self._links: set[tuple[str, str]] = set()
        self._now = {old: s.id for s in folder.all("statements", schema.Statement) for old in s.was}

    def record(
        self,
        base: Any,
        *,
        kind: str,
        text: str,
        id: str | None = None,
        parent: str | None = None,
        about: Iterable[str | None] = (),
        words: Iterable[str | None] = (),
        roles: dict[str, list[str]] | None = None,
        **more: Any,
    ) -> str:
        """Add a record with its citations, links, older ids and index words; its id comes back."""
        id = id or base.id
        found = when.read(base_date) if (base_date := more.pop("date", getattr(base, "date", None))) else None
        row: Row = {
            "id": id,
            "kind": kind,
            "event_kind": None,
            "text": text,
            "date": found.text if found else None,
            "first_day": found.first if found else None,
            "last_day": found.last if found else None,
            "month_day": found.first.strftime("%m-%d") if found and found.is_day and found.first else None,
            "certainty": getattr(base, "certainty", None),
            "date_note": getattr(base, "date_note", None),
            "as_of": getattr(base, "as_of", None) or self.written.get(base.src[0]),
            "said_by": getattr(base, "said_by", None),
            "value": getattr(base, "value", None),
            "unit": getattr(base, "unit", None),
            "place": getattr(base, "place", None),
            "time_bound": getattr(base, "time_bound", False),
            "confidence": getattr(base, "confidence", None),
            "note": getattr(base, "note", None),
            "weight": getattr(base, "weight", None) or WEIGHTS.get(kind, 10),
            "post": False,
            "disputed": False,
            "parent": parent,
            "source_id": base.src[0],
            **more,
        }
        self.tables["record"].append(row)
        self._cite(id, base, roles or {})
        linked = [e for e in (*about, *getattr(base, "about", ())) if e]
        for entity in (*linked, *getattr(base, "see", ())):
            self.link(entity, id, kind)
        for old in getattr(base, "was", ()):
            self.tables["was"].append({"old_id": old, "record_id": id})
        row["index"] = (kind, linked, [text, row["said_by"], row["value"], row["unit"], row["place"], *words])
        return id

    def _cite(self, id: str, base: Any, roles: dict[str, list[str]]) -> None:
        cited: list[str] = []
        for role, ids in [("main", base.src), ("note", getattr(base, "note_src", ())), *roles.items()]:
            for source in ids:
                if source not in cited:
                    cited.append(source)
                    position = len(cited)
                    self.tables["citation"].append(
                        {"record_id": id, "source_id": source, "position": position, "role": role}
                    )

    def link(self, entity: str, record: str, kind: str) -> None:
        """Say that a record is about an entity, once; an older id means the record that it was merged into."""
        entity = self.now(entity)
        if entity != record and (entity, record) not in self._links:
            self._links.add((entity, record))
            self.tables["link"].append({"entity_id": entity, "record_id": record, "kind": kind})

    def now(self, id: str) -> str:
        """The id by which a record goes now, if `id` is an older one."""
        return self._now.get(id, id)

    def name(self, id: str, kind: str, *names: str | None) -> None:
        """Names by which something can be asked for, the shown one first."""
        kept = list(dict.fromkeys(n for n in names if n))
        for position, name in enumerate(kept):
            self.tables["name"].append({"entity_id": id, "kind": kind, "position": position, "name": name})
        self.names[id] += kept[: INDEXED.get(kind)]


def as_day(text: str | None) -> date | None:
    """A day as a date; none stays none."""
    return date.fromisoformat(text) if text else None
