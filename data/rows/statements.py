"""What was said and reported: quotations, statements, milestones, disagreements."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from data import schema, when
from data.rows.collect import Rows
from data.wording import digest, plain_words

FORM_WEIGHTS = {"sentence": 30, "fragment": 20, "term": 10}


def quotes(rows: Rows) -> None:
    statements: dict[str, list[schema.Quote]] = defaultdict(list)
    for quote in rows.folder.all("quotes", schema.Quote):
        statements[quote.statement].append(quote)
    for position, (statement, parts) in enumerate(statements.items()):
        windows = [when.read(q.said) for q in parts if q.said]
        written = when.read(w) if (w := rows.written.get(parts[0].src[0])) else None
        first = min((w.first for w in windows if w.first), default=None)
        last = max((w.last for w in windows if w.last), default=None)
        if last is None and written:
            last = written.last
        rows.tables["utterance"].append(
            {
                "id": statement,
                "speaker_id": parts[0].speaker,
                "position": position,
                "latest": last or max((d for d in (first, written and written.first) if d), default=date.min),
                "first_day": first,
                "last_day": last,
                "size": len(parts),
            }
        )
        for quote in sorted(parts, key=lambda q: q.part):
            _quote(rows, quote)


def _quote(rows: Rows, quote: schema.Quote) -> None:
    id = rows.record(
        quote,
        kind="quote",
        text=quote.words,
        date=quote.said,
        about=[quote.speaker],
        weight=quote.weight or FORM_WEIGHTS[quote.form],
        words=[quote.role, quote.told_to, quote.channel, quote.note],
    )
    fields = {
        "part",
        "form",
        "written_as",
        "role",
        "attribution",
        "told_to",
        "channel",
        "line",
        "context",
        "inserted",
        "sha256",
    }
    rows.tables["quote"].append(
        {
            **quote.model_dump(include=fields),
            "record_id": id,
            "utterance_id": quote.statement,
            "plain_sha256": digest(plain_words(quote.words)),
        }
    )


def statements(rows: Rows) -> None:
    points = {d.id: d.kind for d in rows.folder.all("disagreements", schema.Disagreement)}
    for statement in rows.folder.all("statements", schema.Statement):
        for answer in statement.answered_by:  # before what it is only related to: a pair is linked once
            rows.link(answer, statement.id, "answered")
        rows.record(statement, kind=statement.kind, text=statement.text, words=[statement.note])
    for milestone in rows.folder.all("milestones", schema.Milestone):
        kind = rows.event_kinds[milestone.kind]
        id = rows.record(
            milestone,
            kind="milestone",
            event_kind=kind.name,
            text=milestone.text,
            about=[milestone.summit],
            weight=milestone.weight or kind.weight,
            post=milestone.post,
            parent=milestone.summit,
            words=[kind.name],
        )
        for told in milestone.tells:
            rows.link(id, told, "told")
        if milestone.disputed:
            rows.link(id, milestone.disputed, "point")
            rows.tables["record"][-1]["disputed"] = points[milestone.disputed] == "open"
    for found in rows.folder.all("unattributed", schema.Unattributed):
        rows.record(found, kind="unattributed", text=found.text, words=[found.words], value=found.words)


def disagreements(rows: Rows) -> None:
    for point in rows.folder.all("disagreements", schema.Disagreement):
        sources = list(dict.fromkeys(s for side in point.sides for s in side.src))
        base = _Sourced(point.id, sources)
        sides = [side.text for side in point.sides]
        before = len(rows.tables["link"])
        rows.record(
            base,
            kind="disagreement",
            text=point.text,
            about=point.about,
            words=[point.point, point.shown, *sides],
        )
        for link in rows.tables["link"][before:]:
            link["kind"] = "point" if link["entity_id"] in point.records else link["kind"]
        for record in point.records:
            rows.link(record, point.id, "point")
        row = {"record_id": point.id, "kind": point.kind, "point": point.point, "shown": point.shown}
        rows.tables["disagreement"].append(row)
        is_split = any(side.records for side in point.sides)
        for number, side in enumerate(point.sides, 1):
            id, rests_on = f"{point.id}-side-{number}", side.records if is_split else point.records
            rows.record(_Sourced(id, side.src), kind="side", text=side.text, parent=point.id, about=rests_on)


class _Sourced:
    """A record that is only an id and its sources."""

    def __init__(self, id: str, src: list[str]) -> None:
        self.id, self.src = id, src
