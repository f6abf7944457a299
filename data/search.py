"""Full text behind one function, on FTS5 (SQLite) and tsvector (PostgreSQL).

Both hold the same words, made by one normaliser (`data.wording`), so both find the same records. The index only
finds; the order is decided in `bot`, by what the records say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from data.muting import gone
from data.store import Reader
from data.wording import mark, tokens

MOST = 1000
"""How many matches are looked at: the newest. Ranking costs grow with the matches."""


@dataclass(frozen=True, slots=True)
class Found:
    """The `seq` of the newest matches, newest first; `more` where there were more than were looked at."""

    seqs: tuple[int, ...]
    more: bool


_SQLITE = text("SELECT rowid FROM search WHERE search MATCH :query ORDER BY rowid DESC LIMIT :most")
_POSTGRES = text("SELECT seq FROM search WHERE body @@ CAST(:query AS tsquery) ORDER BY seq DESC LIMIT :most")


def find(
    reader: Reader,
    phrases: Sequence[str],
    *,
    kinds: Iterable[str] = (),
    about: Iterable[str] = (),
    most: int = MOST,
    each: bool = True,
) -> Found:
    """The records in which every phrase (or, not `each`, any) stands, of these kinds, about all these entities."""
    words = [found for phrase in phrases if (found := tokens(phrase))]
    kind_marks = [[mark("k", kind)] for kind in kinds]
    entity_marks = [[mark("e", entity)] for entity in about]
    groups = [[w] for w in words] if each else [words] if words else []
    groups += [[e] for e in entity_marks] + ([kind_marks] if kind_marks else [])
    if not groups:
        return Found((), more=False)
    is_sqlite = reader.dialect.name == "sqlite"
    query = _fts5(groups) if is_sqlite else _tsquery(groups)
    without = gone(reader)
    statement = _SQLITE if is_sqlite else _POSTGRES
    rows: list[int] = list(reader.execute(statement, {"query": query, "most": most + 1 + len(without)}).scalars())
    rows = [seq for seq in rows if seq not in without][: most + 1]
    return Found(tuple(rows[:most]), more=len(rows) > most)


def _fts5(groups: list[list[list[str]]]) -> str:
    return " AND ".join("(" + " OR ".join(f'"{" ".join(phrase)}"' for phrase in group) + ")" for group in groups)


def _tsquery(groups: list[list[list[str]]]) -> str:
    """As text of a tsquery; tokens hold only letters and digits, so quoting them is safe."""
    return " & ".join(
        "(" + " | ".join("(" + " <-> ".join(f"'{word}'" for word in phrase) + ")" for phrase in group) + ")"
        for group in groups
    )


def index(connection: Connection, rows: Iterable[tuple[int, list[str]]]) -> None:
    """Replace the whole index, inside the transaction of a load."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO search(search) VALUES ('delete-all')"))
        entries = [{"seq": seq, "body": " ".join(words)} for seq, words in rows]
        statement = text("INSERT INTO search(rowid, body) VALUES (:seq, :body)")
    else:
        connection.execute(text("DELETE FROM search"))
        entries = [{"seq": seq, "body": _tsvector(words)} for seq, words in rows]
        statement = text("INSERT INTO search(seq, body) VALUES (:seq, CAST(:body AS tsvector))")
    for start in range(0, len(entries), 5000):
        connection.execute(statement, entries[start : start + 5000])


def _tsvector(words: list[str]) -> str:
    """As text of a tsvector; PostgreSQL keeps positions up to 16383."""
    return " ".join(f"'{word}':{min(place, 16383)}" for place, word in enumerate(words, 1))
