"""What the card of a summit and that of another meeting have in common: who came, what is told and what was said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from bot import lines, quotation, say
from bot.ask import Ask
from bot.card import disagreement_items, item
from bot.commands.common import command_line
from bot.contract import Button, Item, Part
from bot.texts import summit as texts
from data import search
from data.queries import disagreements, quotes, records, summits
from data.queries.quotes import Window
from data.queries.records import Record
from data.queries.summits import AttendanceView

REPORTED = ("event", "count", "state", "figure", "background")
TOLD = (*REPORTED, *lines.PLANNED, "claim", "analysis")
"""The kinds of record that tell of a meeting, besides who came and what was quoted."""

FIRST_QUOTES = 3
"""Statements on a card; `quote` pages through more."""


def told(ask: Ask, meeting: str, kinds: Sequence[str] = TOLD) -> list[Record]:
    """What is recorded about a meeting, in order of time."""
    return sorted(records.about(ask.reader, meeting, kinds), key=lines.order)


def attendance(ask: Ask, meeting: str) -> Part:
    """Who was named, by how: present, beside it, expected, absent."""
    return named(summits.attendance(ask.reader, [meeting]))


def named(found: Sequence[AttendanceView]) -> Part:
    """The people of a meeting, by how they were named."""
    order = list(texts.HOW)
    items = []
    for one in sorted(found, key=lambda a: (order.index(a.how), a.record.id)):
        ids = (one.record.id, one.rests_on) if one.rests_on else (one.record.id,)
        line = item(one.record, with_confidence(one.record), label=say.cap(texts.HOW[one.how]))
        items.append(replace(line, records=ids))
    return Part(kind="list", title=texts.ATTENDANCE, items=tuple(items))


def planned(ask: Ask, found: Sequence[Record]) -> Part:
    """Plans and expectations, after those of one outcome what was reported of it; last those of which nothing was."""
    plans = [r for r in found if r.kind in lines.PLANNED]
    answers = records.answers(ask.reader, [r.id for r in plans]) if plans else {}
    together: dict[tuple[str, ...], list[Record]] = {}
    for plan in plans:
        outcome = tuple(answer.id for answer in answers.get(plan.id, ()))
        together.setdefault(outcome or (plan.id,), []).append(plan)
    items: list[Item] = []
    for same in sorted(together.values(), key=lambda plans: plans[0].id not in answers):
        answered = answers.get(same[0].id, [])
        items += [_plan(ask, plan, answered) for plan in same]
        items += _reported(ask, answered)
    return Part(kind="list", title=texts.PLANS, items=tuple(items))


def _plan(ask: Ask, plan: Record, answered: Sequence[Record]) -> Item:
    told = lines.line(plan, today=ask.today)
    if answered or not _is_past(ask, plan):
        return told
    return replace(told, text=texts.UNANSWERED.format(text=told.text))


def _is_past(ask: Ask, plan: Record) -> bool:
    """Whether the time of a plan was over when the data was last checked, as seen from the asker's day."""
    bounds = lines.bounds(plan)
    return bounds is not None and bounds[1] < min(ask.today, ask.frame.checked)


def _reported(ask: Ask, answers: Sequence[Record]) -> Iterable[Item]:
    """What came of a plan; where the reports of it differ, their disagreement and not one of its sides."""
    for record in answers:
        if record.kind == "disagreement":
            for one in disagreement_items(ask.reader, disagreements.by_ids(ask.reader, [record.id])):
                yield replace(one, label=texts.DIFFER)
        else:
            when = texts.OUTCOME.format(when=say.when(record.date)) if record.date else texts.OUTCOME_UNDATED
            later = lines.later_words(record, ask.today)
            yield item(record, with_confidence(record), label=", ".join(filter(None, (when, later))))


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
    """What a record says, and how well its sources carry it where that is less than well."""
    text = lines.told(record)
    if record.confidence != "medium":
        return text
    return texts.UNCERTAIN.format(text=text, confidence=record.confidence)
