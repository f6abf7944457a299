"""`coverage`: what the store holds, from when to when, how far it was checked, and where its sources differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot import phrases, say
from bot.ask import Ask
from bot.card import STORE, Draft, disagreement_items
from bot.commands import subjects
from bot.commands.common import command_line
from bot.commands.subjects import Matched, Subject
from bot.contract import Button, Item, Part
from bot.registry import Example, Option, command
from bot.texts import coverage as texts
from bot.texts import fact as fact_texts
from data.queries import coverage as queries
from data.queries import disagreements, sources
from data.queries.coverage import KindCount

SOURCES = "source"
"""The kind that is no kind of record: sources are counted by their own sorts."""

_KIND_NAMES = {
    name: kind
    for kind, names in {**texts.RECORD_KINDS, SOURCES: texts.SOURCE}.items()
    for name in (kind, *names, *texts.KIND_NAMES.get(kind, ()))
}

REACH = ("milestone", "outcome", "step", "event")
"""The kinds that say how far the data reaches: what happened."""


@command(
    "coverage",
    help="What the data covers, from when to when, how many records and sources, and where sources differ.",
    options=(Option(name="topic", help="A topic, a country, a person or a meeting", types=("text",), aliases=("of",)),),
    examples=(
        Example(line="coverage", shows="the whole store: records, sources, last check, open disagreements"),
        Example(line="coverage {topic}", shows="how much there is on a topic"),
        Example(line="coverage {country_topic}", shows="a country and a topic together"),
        Example(line="coverage moonbase", shows="what the data has nothing on", fails=True),
    ),
    searches=True,
)
def coverage(ask: Ask, *, topic: str | None = None) -> Draft:
    """The whole store, or what there is on a topic."""
    kinds, asked = _kinds(ask, topic or "")
    if kinds and not asked:
        return _of_kinds(ask, kinds)
    if not asked or (asked[0].entity and asked[0].entity.id == ask.frame.id):
        return _whole(ask)
    if len(asked) > phrases.MOST:
        return Draft(kind="error", title=fact_texts.TOO_MANY_TITLE, lead=fact_texts.TOO_MANY.format(most=phrases.MOST))
    if doubtful := next((s for s in asked if len(s.entities) > 1), None):
        return _ask_which(doubtful)
    matched = subjects.match(ask, asked, tuple(texts.RECORD_KINDS))
    if kinds:
        return _on_kinds(ask, kinds, matched)
    if not subjects.are_linked(matched.subjects):
        found = queries.of_seqs(ask.reader, matched.seqs)
        return _on(ask, matched.subjects, found, queries.sources_of_seqs(ask.reader, matched.seqs), [])
    ids = [s.entity.id for s in matched.subjects if s.entity is not None]
    return _on(ask, matched.subjects, queries.about(ask.reader, ids), queries.sources_about(ask.reader, ids), ids)


def _kinds(ask: Ask, topic: str) -> tuple[tuple[str, ...], tuple[Subject, ...]]:
    """The kinds of records that are named in a text, `sources` among them, and what else it names."""
    if kind := _KIND_NAMES.get(topic.strip().casefold()):
        return (kind,), ()
    asked = subjects.read(ask.names, topic, ask.frame.id) if topic else ()
    kinds = {s: _KIND_NAMES[s.words.casefold()] for s in asked if not s.entities and s.words.casefold() in _KIND_NAMES}
    return tuple(dict.fromkeys(kinds.values())), tuple(s for s in asked if s not in kinds)


def _of_kinds(ask: Ask, kinds: Sequence[str]) -> Draft:
    """How many records there are of some kinds, and from when to when; of sources, of which sort."""
    found = [k for k in _shown(queries.by_kind(ask.reader)) if k.kind in kinds]
    of_sources = sources.counts(ask.reader) if SOURCES in kinds else {}
    lines = _source_lines(of_sources)
    counts = [texts.RECORD_LINE.format(count=_count(k), days=_days(k)) for k in found]
    if of_sources:
        counts.append(say.count(sum(of_sources.values()), *texts.SOURCE))
    parts = (
        Part(kind="facts", title=texts.RECORDS, items=tuple(_line(k) for k in found)),
        Part(kind="facts", title=texts.SOURCES, items=lines),
    )
    return Draft(
        title=texts.TITLE_TOPIC.format(subjects=say.listing(_name(kind) for kind in kinds)),
        lead=texts.LEAD_KINDS.format(counts=say.listing(counts) or texts.NONE),
        as_of=ask.checked,
        parts=tuple(p for p in parts if p.items),
        sources=(STORE,),
        with_disagreements=False,
        buttons=(Button(label=texts.WHOLE_BUTTON, command="coverage"),),
    )


def _on_kinds(ask: Ask, kinds: Sequence[str], matched: Matched) -> Draft:
    """The records of some kinds on a topic; of sources, how many carry the records on it."""
    shown = tuple(kind for kind in kinds if kind != SOURCES) or tuple(texts.RECORD_KINDS)
    seqs = subjects.match(ask, matched.subjects, shown).seqs
    found = queries.of_seqs(ask.reader, seqs)
    draft = _on(ask, matched.subjects, found, queries.sources_of_seqs(ask.reader, seqs), [])
    names = ", ".join([*(_name(kind) for kind in kinds), subjects.title(matched.subjects)])
    return replace(draft, title=texts.TITLE_TOPIC.format(subjects=names)) if found else draft


def _name(kind: str) -> str:
    return texts.SOURCE[1] if kind == SOURCES else texts.RECORD_KINDS[kind][1]


def _source_lines(of_sources: Mapping[str, int]) -> tuple[Item, ...]:
    kinds = texts.SOURCE_KINDS.items()
    return tuple(_own(say.count(of_sources[kind], *words)) for kind, words in kinds if kind in of_sources)


def _whole(ask: Ask) -> Draft:
    found = _shown(queries.by_kind(ask.reader))
    of_sources = sources.counts(ask.reader)
    of_points = disagreements.counts(ask.reader)
    points = disagreements.every(ask.reader)
    last = max((k.last_day for k in found if k.kind in REACH and k.last_day), default=ask.frame.founded)
    total = sum(k.count for k in found)
    counted = say.listing(
        say.count(of_points[kind], *words) for kind, words in texts.DISAGREEMENT_KINDS.items() if kind in of_points
    )
    parts = (
        Part(kind="facts", items=_facts(ask, last)),
        Part(kind="facts", title=texts.RECORDS, items=tuple(_line(k) for k in found)),
        Part(kind="facts", title=texts.SOURCES, items=_source_lines(of_sources)),
        Part(kind="facts", title=texts.DISAGREEMENTS, items=(_own(counted),) if counted else ()),
        Part(
            kind="disagreement",
            title=texts.OPEN,
            items=disagreement_items(ask.reader, [p for p in points if p.kind == "open"], shown=True),
        ),
        Part(
            kind="disagreement",
            title=texts.ERRORS,
            items=disagreement_items(ask.reader, [p for p in points if p.kind == "error"], shown=True),
        ),
    )
    return Draft(
        title=texts.TITLE,
        lead=texts.LEAD.format(
            name=ask.frame.name,
            first=say.day(ask.frame.coverage),
            last=say.day(last),
            records=say.count(total, "record", "records"),
            sources=say.count(sum(of_sources.values()), "source", "sources"),
            checked=say.day(ask.frame.checked),
        ),
        as_of=ask.checked,
        parts=tuple(p for p in parts if p.items),
        sources=(STORE,),
        with_disagreements=False,
        buttons=(Button(label=texts.TOPICS_BUTTON, command="fact"),),
    )


def _facts(ask: Ask, last: date) -> tuple[Item, ...]:
    reach = texts.FIRST_TEXT.format(first=say.day(ask.frame.coverage), last=say.day(last))
    return (
        _own(reach, texts.FIRST),
        _own(texts.CHECKED_TEXT.format(day=say.day(ask.frame.checked)), texts.CHECKED),
        _own(texts.EDITION_TEXT.format(edition=ask.frame.edition, version=ask.frame.data_version), texts.EDITION),
    )


def _own(text: str, label: str | None = None) -> Item:
    """A line that the store says of itself."""
    return Item(text=text, label=label, sources=(STORE,))


def _shown(found: Sequence[KindCount]) -> list[KindCount]:
    """The kinds in the order in which the texts name them; one without a name of its own comes last."""
    order = list(texts.RECORD_KINDS)
    kept = [k for k in found if k.kind not in queries.INNER]
    return sorted(kept, key=lambda k: (order.index(k.kind) if k.kind in order else len(order), k.kind))


def _years(first: date, last: date) -> str:
    return str(first.year) if first.year == last.year else texts.YEARS.format(first=first.year, last=last.year)


def _days(kind: KindCount) -> str:
    if not kind.first_day or not kind.last_day:
        return ""
    return texts.RECORD_DAYS.format(years=_years(kind.first_day, kind.last_day))


def _count(kind: KindCount) -> str:
    return say.count(kind.count, *texts.RECORD_KINDS.get(kind.kind, (kind.kind, kind.kind)))


def _line(kind: KindCount) -> Item:
    return _own(texts.RECORD_LINE.format(count=_count(kind), days=_days(kind)))


def _on(ask: Ask, asked: Sequence[Subject], counted: Sequence[KindCount], of_sources: int, ids: Sequence[str]) -> Draft:
    found = _shown(counted)
    names = subjects.title(asked)
    button = Button(label=texts.FACTS_BUTTON, command=subjects.line("fact", asked))
    if not found:
        return _nothing(ask, asked)
    dated = [k for k in found if k.first_day and k.last_day]
    days = texts.NO_DAYS
    if dated:
        first = min(k.first_day for k in dated if k.first_day)
        last = max(k.last_day for k in dated if k.last_day)
        days = texts.DAYS.format(years=_years(first, last))
    points = disagreements.touching(ask.reader, ids) if len(ids) == 1 else []
    parts = (
        Part(kind="facts", title=texts.RECORDS, items=tuple(_line(k) for k in found)),
        Part(
            kind="disagreement",
            title=texts.DISAGREEMENTS,
            items=disagreement_items(ask.reader, points, shown=True),
        ),
    )
    return Draft(
        title=texts.TITLE_TOPIC.format(subjects=names),
        lead=texts.LEAD_TOPIC.format(
            subjects=names,
            records=say.count(sum(k.count for k in found), "record", "records"),
            sources=say.count(of_sources, "source", "sources"),
            days=days,
        ),
        as_of=ask.checked,
        parts=tuple(p for p in parts if p.items),
        sources=(STORE,),
        with_disagreements=False,
        buttons=(button,),
    )


def _ask_which(doubtful: Subject) -> Draft:
    names = say.listing((e.name for e in doubtful.entities), "or")
    lead = texts.AMBIGUOUS.format(words=doubtful.words, names=names)
    buttons = tuple(Button(label=e.name, command=command_line("coverage", topic=e.name)) for e in doubtful.entities)
    return Draft(kind="choice", title=texts.AMBIGUOUS_TITLE, lead=lead, buttons=buttons)


def _nothing(ask: Ask, asked: Sequence[Subject]) -> Draft:
    words = texts.NOT_TOGETHER if len(asked) > 1 else texts.NOT_FOUND
    lead = words.format(subjects=subjects.title(asked))
    near = subjects.nearest(ask, asked)
    if near:
        lead += texts.NEAREST.format(names=say.listing((t.name for t in near), "or"))
    buttons = [Button(label=t.name, command=command_line("coverage", topic=t.name)) for t in near]
    return Draft(
        kind="not-found",
        title=texts.NOT_FOUND_TITLE,
        lead=lead,
        as_of=ask.checked,
        buttons=(*buttons, Button(label=texts.TOPICS_BUTTON, command="fact")),
    )
