"""Typed records as the rows of the tables."""

from __future__ import annotations

from collections import defaultdict

from data.folder import Folder
from data.rows import frame, meetings, people, statements
from data.rows.collect import Row, Rows
from data.wording import BREAK, mark, tokens

__all__ = ["Row", "build"]


def build(folder: Folder, *, origin: str) -> dict[str, list[Row]]:
    """The rows of a folder without faults. Besides the tables, `search` holds the index words by `seq`."""
    rows = Rows(folder)
    for step in (
        frame.organisation,
        frame.sources,
        frame.topics,
        people.countries,
        people.people,
        meetings.summits,
        meetings.meetings,
        statements.quotes,
        statements.statements,
        statements.disagreements,
    ):
        step(rows)
    rows.tables["organisation"][0]["origin"] = origin
    _number(rows)
    return dict(rows.tables)


def _number(rows: Rows) -> None:
    """Give every record its place by date, and its index words."""
    records = rows.tables["record"]
    cited: dict[str, list[str]] = defaultdict(list)
    for citation in rows.tables["citation"]:
        role = "" if citation["role"] == "main" else f"={citation['role']}"
        cited[citation["record_id"]].append(citation["source_id"] + role)
    for seq, row in enumerate(sorted(records, key=_age), 1):
        row["seq"], row["cited"] = seq, " ".join(cited[row["id"]])
        kind, linked, words = row.pop("index")
        if kind == "side":
            continue
        found = list(tokens(" ".join(filter(None, words[:1]))))
        for field in (*words[1:], *(n for e in dict.fromkeys(linked) for n in rows.names.get(e, ()))):
            found += [BREAK, *tokens(field)] if field else []
        marks = [mark("k", kind), *(mark("e", e) for e in dict.fromkeys(linked))]
        rows.tables["search"].append({"seq": seq, "tokens": [*found, BREAK, *marks]})


def _age(row: Row) -> tuple[str, str]:
    known = row["last_day"] or row["first_day"]
    return (known.isoformat() if known else (row["as_of"] or "")[-10:].strip("./"), row["id"])
