"""What must hold between the records of a dataset, beyond what each says by itself."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale

from data import schema, when
from data.folder import Fault, Folder
from data.schema import Model
from data.wording import digest

NESTED = {"countries": ("standings", "steps"), "summits": ("outcomes",), "people": ("terms",)}
"""The lists that stand inside the records of another list."""

WORDS = {"series", "event_kinds"}
"""The lists whose ids are words of the dataset: each has its own space; all other ids share one."""

Known = dict[str, set[str]]
"""The ids that there are, by the list in which they stand."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record, the list it stands in, its file and the record that contains it."""

    list: str
    file: str
    id: str
    record: Any
    parent: Any = None


def entries(folder: Folder) -> Iterator[Entry]:
    """Every record of the folder, those inside others after the one that contains them."""
    for name, records in folder.lists.items():
        for record in records:
            file = folder.file_of(record)
            yield Entry(name, file, _id(record), record)
            for inner in NESTED.get(name, ()):
                for child in getattr(record, inner):
                    yield Entry(inner, file, _id(child), child, record)


def _id(record: Model) -> str:
    return str(getattr(record, "id", None) or record.code)  # type: ignore[attr-defined]


def check(folder: Folder) -> list[Fault]:
    """Every fault between records. `folder.faults` has those within records."""
    found = list(entries(folder))
    known: Known = defaultdict(set)
    for entry in found:
        known[entry.list].update((entry.id, *getattr(entry.record, "was", ())))
    if folder.organisation:
        known["organisation"].add(folder.organisation.id)
    faults = [
        *_duplicates(found, folder),
        *_unknown_sources(found, folder, known),
        *_unknown_ids(found, folder, known),
        *_standings(folder),
        *_quotes(folder),
        *_summits(folder),
    ]
    return sorted(set(faults), key=lambda f: (f.file, f.record, f.reason))


def _duplicates(found: list[Entry], folder: Folder) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    if folder.organisation:
        seen[folder.organisation.id] = "organisation.yaml"
    for entry in found:
        for id in (entry.id, *getattr(entry.record, "was", ())):
            space = f"{entry.list}:{id.casefold()}" if entry.list in WORDS else id.casefold()
            if space in seen:
                yield Fault(entry.file, entry.id, f"the id {id!r} is given twice (also in {seen[space]})")
            seen[space] = entry.file


def _unknown_sources(found: list[Entry], folder: Folder, known: Known) -> Iterator[Fault]:
    sources = known["sources"]
    for entry in found:
        for field, ids in _source_fields(entry.record):
            for id in ids:
                if id not in sources:
                    yield Fault(entry.file, entry.id, f"{field}: there is no source {id!r}")
    for id in folder.organisation.src if folder.organisation else ():
        if id not in sources:
            yield Fault("organisation.yaml", "organisation", f"src: there is no source {id!r}")


def _source_fields(record: Model) -> Iterator[tuple[str, Iterable[str]]]:
    for field in type(record).model_fields:
        if field == "src" or field.endswith("_src"):
            yield field, getattr(record, field)
    for number, side in enumerate(getattr(record, "sides", ()), 1):
        yield f"sides[{number}].src", side.src


REFERENCES: dict[str, tuple[str, ...]] = {
    "status": ("statuses",),
    "instead": ("statuses",),
    "full_status": ("statuses",),
    "series": ("series",),
    "chair": ("people",),
    "speaker": ("people",),
    "who": ("people",),
    "meeting": ("summits", "meetings"),
    "office": ("offices",),
    "summit": ("summits",),
    "disputed": ("disagreements",),
    "of": ("countries", "organisation"),
    "begins": ("standings",),
}


def _unknown_ids(found: list[Entry], folder: Folder, known: Known) -> Iterator[Fault]:
    territories = {code for code in map(str, Locale("en").territories) if len(code) == 2}
    linked = territories.union(*(ids for name, ids in known.items() if name not in WORDS))
    for entry in found:
        for field, id in _mentions(entry.record):
            if id not in linked:
                yield Fault(entry.file, entry.id, f"{field}: there is no {id!r}")
        for field, lists in REFERENCES.items():
            named = getattr(entry.record, field, None)
            if named is not None and not any(named in known[name] for name in lists):
                yield Fault(entry.file, entry.id, f"{field}: there is no {named!r} among {' or '.join(lists)}")
    event_kinds = {kind.id for kind in folder.all("event_kinds", schema.EventKind)}
    for milestone in folder.all("milestones", schema.Milestone):
        if milestone.kind not in event_kinds:
            reason = f"kind: there is no event kind {milestone.kind!r}"
            yield Fault(folder.file_of(milestone), milestone.id, reason)
    if folder.organisation and folder.organisation.full_status not in known["statuses"]:
        yield Fault("organisation.yaml", "organisation", "full_status: there is no such status")


def _mentions(record: Model) -> Iterator[tuple[str, str]]:
    for field in ("about", "see", "records", "record", "answered_by", "tells"):
        for id in _listed(getattr(record, field, None)):
            yield field, id
    for number, side in enumerate(getattr(record, "sides", ()), 1):
        for id in side.records:
            yield f"sides[{number}].records", id


def _listed(value: object) -> Iterable[str]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value  # type: ignore[return-value]


def _standings(folder: Folder) -> Iterator[Fault]:
    for country in folder.all("countries", schema.CountryEntry):
        for basis in ("decided", "in_force"):
            spans = [(when.read(getattr(s, basis)), s) for s in country.standings if getattr(s, basis)]
            spans.sort(key=lambda pair: pair[0].first or date.min)
            for (one, before), (two, after) in itertools.pairwise(spans):
                if one.last is None or (two.first and two.first < one.last):
                    reason = f"{basis}: it overlaps {before.id}, for a country has one standing at a time"
                    yield Fault(folder.file_of(country), after.id, reason)
    names = [s.id for s in folder.all("series", schema.Series) if s.main]
    if len(names) != 1:
        yield Fault("organisation.yaml", "series", f"one series must be the main one, and {len(names)} are")


def _quotes(folder: Folder) -> Iterator[Fault]:
    files = {s.id: s.file_sha256 for s in folder.all("sources", schema.Source)}
    statements: dict[str, list[schema.Quote]] = defaultdict(list)
    for quote in folder.all("quotes", schema.Quote):
        file = folder.file_of(quote)
        statements[quote.statement].append(quote)
        if digest(quote.words) != quote.sha256:
            yield Fault(file, quote.id, "sha256: it is not the hash of the words; they were altered")
        if quote.file_sha256 != files.get(quote.src[0]):
            yield Fault(file, quote.id, f"file_sha256: it is not the one of {quote.src[0]}")
    for statement, parts in statements.items():
        file = folder.file_of(parts[0])
        if sorted(p.part for p in parts) != list(range(1, len(parts) + 1)):
            yield Fault(file, parts[0].id, f"part: the parts of {statement} are not numbered 1 to {len(parts)}")
        if len({(p.speaker, p.src[0]) for p in parts}) != 1:
            yield Fault(file, parts[0].id, f"the parts of {statement} have several speakers or articles")


def _summits(folder: Folder) -> Iterator[Fault]:
    numbers: set[tuple[str, int]] = set()
    for summit in folder.all("summits", schema.Summit):
        file, dates = folder.file_of(summit), when.read(summit.dates)
        if (summit.series, summit.number) in numbers:
            yield Fault(file, summit.id, f"number: {summit.number} is given twice in {summit.series}")
        numbers.add((summit.series, summit.number))
        if dates.first is None or dates.last is None:
            yield Fault(file, summit.id, "dates: a summit needs a first and a last day")
        elif summit.main_day and not dates.first <= date.fromisoformat(summit.main_day) <= dates.last:
            yield Fault(file, summit.id, f"main_day: {summit.main_day} is not within {summit.dates}")
        if summit.state == "held" and not summit.main_day:
            yield Fault(file, summit.id, "main_day: it is missing, and the summit was held")
        if summit.chair_basis == "stated" and not summit.chair_src:
            yield Fault(file, summit.id, "chair_src: it is missing, and the chair is said to be stated")
