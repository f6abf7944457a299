"""What the card of a summit and that of another meeting have in common: who came, what is told and what was said."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot import lines, quotation, say
from bot.card import item
from bot.commands.common import command_line
from bot.contract import Button, Part
from bot.desk import Ask
from bot.texts import summit as texts
from data import search
from data.queries import quotes, records, summits
from data.queries.quotes import Window
from data.queries.records import Record

REPORTED = ("event", "count", "state", "figure", "background")
TOLD = (*REPORTED, *lines.PLANNED, "claim", "analysis")
"""The kinds of record that tell of a meeting, besides who came and what was quoted."""

FIRST_QUOTES = 3
"""Statements on a card; `quote` pages through more."""


def told(ask: Ask, meeting: str, kinds: Sequence[str] = TOLD) -> list[Record]:
    """What is recorded about a meeting, in order of time."""
    return sorted(records.about(ask.reader, meeting, kinds), key=lines.order)


def attendance(ask: Ask, meeting: str) -> Part:
    """Who was named, by how: present, expected, absent."""
    order = list(texts.HOW)
    found = [a for a in summits.attendance(ask.reader, [meeting]) if a.meeting_id == meeting]
    items = []
    for one in sorted(found, key=lambda a: (order.index(a.how), a.record.id)):
        ids = (one.record.id, one.rests_on) if one.rests_on else (one.record.id,)
        named = item(one.record, with_confidence(one.record), label=say.cap(texts.HOW[one.how]))
        items.append(replace(named, records=ids))
    return Part(kind="list", title=texts.ATTENDANCE, items=tuple(items))


def statements(ask: Ask, found: Sequence[Record], *, without: Collection[str] = ()) -> list[Part]:
    """What was reported, claimed and judged; `without` are records that stand elsewhere on the card."""
    groups = ((texts.REPORTED, REPORTED), (texts.CLAIMS, ("claim",)), (texts.ANALYSES, ("analysis",)))
    left = [r for r in found if r.id not in without]
    return [
        Part(kind="list", title=title, items=tuple(lines.line(r, today=ask.today) for r in left if r.kind in kinds))
        for title, kinds in groups
    ]


def quoted(ask: Ask, meeting: str, most: int = FIRST_QUOTES) -> tuple[list[Part], int]:
    """The newest statements about it, and how many there are."""
    found = search.find(ask.reader, [], kinds=("quote",), about=[meeting])
    ids = sorted({id for id, _ in quotes.of_seqs(ask.reader, found.seqs)})
    if not ids:
        return [], 0
    newest = quotes.certain(ask.reader, Window(), ids=ids, most=most)
    return [Part(kind="quote", title=texts.QUOTES, items=quotation.items(ask, newest))], len(ids)


def quote_button(about: str, count: int) -> tuple[Button, ...]:
    """A button to all that was said about it, where there is anything."""
    if not count:
        return ()
    return (Button(label=texts.QUOTES_BUTTON.format(count=count), command=command_line("quote", about=about)),)


def with_confidence(record: Record) -> str:
    """What a record says, and how weakly its sources carry it."""
    text = lines.told(record)
    if record.confidence in (None, "high"):
        return text
    return texts.UNCERTAIN.format(text=text, confidence=record.confidence)
