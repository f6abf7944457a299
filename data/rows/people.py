"""Countries with their standings and steps; people with their terms."""

from __future__ import annotations

from babel import Locale

from data import schema, when
from data.rows.collect import Rows


def countries(rows: Rows) -> None:
    english = Locale("en").territories
    rows.names.update({code: [name] for code, name in english.items() if len(code) == 2})
    for position, country in enumerate(rows.folder.all("countries", schema.CountryEntry)):
        code = country.code
        rows.tables["country"].append({"code": code, "name": country.name, "position": position})
        rows.name(code, "country", country.name or english[code], english[code], *country.names)
        for standing in country.standings:
            decided = when.read(standing.decided)
            force = when.read(standing.in_force) if standing.in_force else None
            id = rows.record(
                standing,
                kind="standing",
                text=standing.text,
                about=[code, "membership"],
                date=standing.decided.partition("/")[0],
                roles={"in_force": standing.in_force_src},
                words=rows.names[standing.status],
            )
            rows.tables["standing"].append(
                {
                    "record_id": id,
                    "country": code,
                    "status_id": standing.status,
                    "founding": standing.founding,
                    "decided": decided.first,
                    "decided_until": decided.last,
                    "in_force": force.first if force else None,
                    "in_force_until": force.last if force else None,
                    "in_force_precision": standing.in_force_precision,
                    "in_force_confidence": standing.in_force_confidence,
                }
            )
        for step in country.steps:
            rows.record(step, kind="step", text=step.text, about=[code, "membership"], parent=step.begins)


def people(rows: Rows) -> None:
    for person in rows.folder.all("people", schema.Person):
        rows.record(
            person,
            kind="person",
            text=person.text,
            about=[person.country],
            words=[person.name, *person.names],
        )
        family = [person.sort] if person.sort and person.kind == "person" else []
        rows.name(person.id, "person", person.name, *person.names, *family)
        for term in person.terms:
            _term(rows, person, term)


def _term(rows: Rows, person: schema.Person, term: schema.Term) -> None:
    found = when.read(term.dates) if term.dates else None
    start, _, end = (term.dates or "/").partition("/")
    titles = {o.id: o.title for o in rows.folder.all("offices", schema.Office)}
    title = term.title or titles[term.office]
    id = rows.record(
        term,
        kind="term",
        parent=person.id,
        text=f"{person.name}: {title}",
        date=term.dates,
        about=[person.id, term.of],
        words=[*rows.names[term.office], *rows.names[term.of]],
    )
    rows.tables["term"].append(
        {
            "record_id": id,
            "person_id": person.id,
            "office_id": term.office,
            "of": term.of,
            "first_day": found.first if found else None,
            "last_day": found.last if found else None,
            "is_open": end == when.OPEN,
            "start": _cut(start, term.start_precision),
            "end": _cut(end, term.end_precision),
            "acting": term.acting,
            "title": term.title,
            "seen": term.seen,
        }
    )


def _cut(text: str, precision: str) -> str | None:
    length = {"day": 10, "month": 7, "year": 4}[precision]
    return text[:length] if text and text != when.OPEN else None
