"""`fact`: the figures and claims on a point, each with who says it and as of when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot import phrases, say
from bot.arguments import Span
from bot.card import STORE, Draft, disagreement_items, ids_of, item
from bot.commands import subjects, told
from bot.commands.common import command_line, countries, period_words, with_check
from bot.commands.subjects import Matched, Subject
from bot.contract import Button, Item, Part
from bot.desk import Ask
from bot.registry import Example, Option, command
from bot.texts import fact as texts
from data import when
from data.queries import disagreements, records, standings
from data.queries.disagreements import DisagreementView
from data.queries.records import Record

GROUPS: dict[str, tuple[str, ...]] = {
    "figures": ("figure", "count"),
    "events": ("milestone", "outcome", "event"),
    "states": ("state",),
    "claims": ("claim",),
    "plans": ("plan", "expectation"),
    "analyses": ("analysis",),
    "steps": ("step",),
    "background": ("background", "role", "publication"),
}
"""The kinds of records in the order in which they are shown: what is counted and known before what is said."""

OWN = ("person", "meeting", "summit")
FEW, WEIGHTY = 12, 50
"""Up to so many records the weightiest answers for all; beyond that the newest of at least this weight is named."""

FOUNDING = "founding"
"""The topic of which the weightiest record is the answer, however many there are."""

COUNTED = "membership"
"""The topic under which the desk counts the standings itself."""

_KINDS = (*(kind for kinds in GROUPS.values() for kind in kinds), "disagreement")
_IN_LEAD = 4
_OFFERED = 8
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@command(
    "fact",
    help="The figures and claims on a point, each with who says it and as of when.",
    options=(
        Option(
            name="topic",
            help="A topic, with a country, a person or other words if you like",
            types=("text",),
            aliases=("about", "on"),
        ),
        Option(name="years", help="Only what belongs to a time", types=("period",), aliases=("year", "during")),
    ),
    examples=(
        Example(line="fact {topic}", shows="every published share, with who says it"),
        Example(line="fact founded", shows="when the organisation began, and who counts otherwise"),
        Example(line="fact {topic_countries}", shows="a topic and two countries together"),
        Example(line="fact {topic_years}", shows="a topic in one year"),
        Example(line="fact moonbase", shows="something the data has nothing on", fails=True),
    ),
    searches=True,
)
def fact(ask: Ask, *, topic: str | None = None, years: Span | None = None) -> Draft:
    """What is on record about every one of the words together."""
    asked = subjects.read(ask.names, topic or "", ask.frame.id)
    if not asked:
        return _ask_topic(ask)
    if len(asked) > phrases.MOST:
        return Draft(kind="error", title=texts.TOO_MANY_TITLE, lead=texts.TOO_MANY.format(most=phrases.MOST))
    if doubtful := next((s for s in asked if len(s.entities) > 1), None):
        return _ask_which(doubtful, topic or "")
    matched = subjects.match(ask, asked, _KINDS)
    found = [r for r in records.by_seqs(ask.reader, matched.seqs) if years is None or _belongs(r, years)]
    facts = [r for r in found if r.kind != "disagreement"]
    own = _own(ask, matched.subjects)
    if not facts and not own:
        return _nothing(ask, matched, years)
    points = disagreements.by_ids(ask.reader, [r.id for r in found if r.kind == "disagreement"])
    return _answer(ask, matched, facts, own, points, years)


def _belongs(record: Record, span: Span) -> bool:
    """Whether a record is dated to some time, or without a date was said as of it."""
    first, last = record.first_day, record.last_day
    if record.date is None and record.as_of:
        as_of = when.read(record.as_of)
        first, last = as_of.first, as_of.last
    first, last = first or last, last or first
    return first is not None and last is not None and first <= span.end and span.start <= last


def _own(ask: Ask, asked: Sequence[Subject]) -> list[Record]:
    """The record of a person or meeting that is asked about by name."""
    named = [s.entity.id for s in asked if s.entity is not None and s.entity.kind in OWN]
    return list(records.by_ids(ask.reader, named).values()) if len(asked) == len(named) else []


def _answer(
    ask: Ask,
    matched: Matched,
    facts: Sequence[Record],
    own: Sequence[Record],
    points: Sequence[DisagreementView],
    years: Span | None,
) -> Draft:
    groups = {name: _in_order(r for r in facts if r.kind in kinds) for name, kinds in GROUPS.items()}
    counted = (
        _counted(ask) if years is None and [s.entity and s.entity.id for s in matched.subjects] == [COUNTED] else ()
    )
    parts = [
        Part(kind="facts", title=texts.ABOUT, items=tuple(item(r) for r in own)),
        Part(kind="facts", title=texts.COUNTED.format(day=say.day(ask.checked)), items=counted),
        *(
            Part(kind="list", title=texts.GROUPS[name], items=tuple(told.line(ask, r) for r in group))
            for name, group in groups.items()
        ),
    ]
    differing = disagreement_items(ask.reader, points, shown=True)
    first = next((place for place, part in enumerate(parts) if part.items and place > 1), 0)
    parts.insert(first + 1, Part(kind="disagreement", title=texts.DIFFERENCES, items=differing))
    names = subjects.title(matched.subjects)
    lead = texts.COUNTED_LEAD.format(group=ask.frame.short, counts=_counts(counted)) if counted else None
    figures = groups["figures"] if _names_topic(matched) else []
    if not (lead or own or figures) and len(facts) > FEW and not _is_founding(matched):
        lead = _many(facts, names)
    best_of = [*own, *(figures or facts)]
    title = (
        texts.TITLE_WHEN.format(subjects=names, when=period_words(years))
        if years
        else texts.TITLE.format(subjects=names)
    )
    return Draft(
        title=title,
        lead=_read_as(matched) + with_check(ask, lead or _lead(ask, best_of, figures, points)),
        as_of=ask.checked,
        parts=tuple(p for p in parts if p.items),
        buttons=_buttons(ask, matched, counted),
    )


def _names_topic(matched: Matched) -> bool:
    """Whether a topic is asked about: then a figure on it answers before an event that touches it."""
    return any(s.entity is not None and s.entity.kind == "topic" for s in matched.subjects)


def _is_founding(matched: Matched) -> bool:
    return any(s.entity is not None and s.entity.id == FOUNDING for s in matched.subjects)


def _many(facts: Sequence[Record], names: str) -> str:
    """How many there are and the newest of weight: where no single record can stand for all of them."""
    count = say.count(len(facts), texts.RECORD, texts.RECORDS)
    days = sorted(day[:4] for r in facts if (day := _day(r)))
    weighty = [r for r in facts if r.kind in GROUPS["events"] and r.weight >= WEIGHTY and r.date]
    if not weighty:
        return texts.MANY_UNDATED.format(count=count, subjects=names)
    newest = max(weighty, key=lambda r: (_day(r), r.weight, r.id))
    return texts.MANY.format(count=count, subjects=names, first=days[0], last=days[-1], newest=newest.text)


def _in_order(found: Iterable[Record]) -> list[Record]:
    """The weightiest first, of those the newest."""
    return sorted(sorted(found, key=lambda r: r.id), key=lambda r: (r.weight, _day(r)), reverse=True)


def _day(record: Record) -> str:
    return (record.date or record.as_of or "").rpartition("/")[2].replace("..", "")


def _lead(ask: Ask, found: Sequence[Record], figures: Sequence[Record], points: Sequence[DisagreementView]) -> str:
    """The best record's sentence; where the sources differ on it, between what."""
    differing = {p.record.id for p in points if p.kind == "open"}
    disputed = [f for f in figures if differing & {p.record.id for p in disagreements.sided(ask.reader, [f.id])}]
    if values := _values(disputed):
        return texts.DIFFER.format(values=values)
    best = _in_order(found)[0]
    when_ = told.as_of(best) if best.time_bound and best.as_of else say.when(best.date or "") if best.date else ""
    lead = best.text if not when_ or when_ in best.text else told.dated(best.text, when_)
    on_it = [p.point for p in disagreements.sided(ask.reader, [best.id]) if p.record.id in differing]
    return texts.DIFFER_ON.format(lead=lead, points=say.listing(on_it)) if on_it else lead


def _values(figures: Sequence[Record]) -> str:
    """The different values of the figures in the commonest unit: all of a few, else the lowest and the highest."""
    by_unit: dict[str, dict[str, Record]] = {}
    for figure in figures:
        if figure.value and figure.unit and _NUMBER.search(figure.value):
            by_unit.setdefault(figure.unit.partition(",")[0], {}).setdefault(f"{figure.value} {figure.unit}", figure)
    most = max(by_unit.values(), key=len, default={})
    ordered = sorted(most.values(), key=lambda r: (_number(r), r.id))
    if len(ordered) < 2:
        return ""
    if len(ordered) <= _IN_LEAD:
        return say.listing(map(_value, ordered))
    return texts.RANGE.format(low=_value(ordered[0]), high=_value(ordered[-1]), count=len(ordered))


def _number(figure: Record) -> float:
    found = _NUMBER.search(figure.value or "")
    return float(found.group()) if found else 0.0


def _value(figure: Record) -> str:
    unit = figure.unit or ""
    return texts.FIGURE.format(
        value=figure.value,
        unit=unit if unit.startswith("%") else f" {unit}",
        who=f"{figure.said_by}, " if figure.said_by else "",
        as_of=told.as_of(figure),
    )


def _counted(ask: Ask) -> tuple[Item, ...]:
    """The standings on the day, as the desk counts them."""
    there = [s for s in standings.standings(ask.reader) if s.holds(ask.checked)]
    lines = []
    for status in ask.frame.statuses:
        if them := [s for s in there if s.status_id == status.id]:
            text = texts.COUNT_LINE.format(
                count=say.count(len(them), status.one, status.many), countries=countries(ask, [s.country for s in them])
            )
            ids = tuple(s.record.id for s in them)
            sources = ids_of(*(s.record for s in them), most=1)
            lines.append(Item(text=text, records=ids, sources=sources, record_kind="standing"))
    return tuple(lines)


def _counts(counted: Sequence[Item]) -> str:
    return say.listing(line.text.partition(":")[0] for line in counted)


def _read_as(matched: Matched) -> str:
    read = [s for s in matched.subjects if s.entity is not None and s.entity.read_from]
    pairs = say.listing(texts.READ_ONE.format(words=s.words, name=s.name) for s in read)
    return texts.READ_AS.format(names=pairs) if read else ""


def _buttons(ask: Ask, matched: Matched, counted: Sequence[Item]) -> tuple[Button, ...]:
    buttons = [Button(label=texts.MEMBERS_BUTTON, command="members")] if counted else []
    if len(matched.subjects) == 1 and subjects.match(ask, matched.subjects, ("quote",)).seqs:
        line = command_line("quote", about=matched.subjects[0].name)
        buttons.append(Button(label=texts.QUOTES_BUTTON, command=line))
    return tuple(buttons)


def _ask_topic(ask: Ask) -> Draft:
    """Every topic there is, to choose from."""
    every = subjects.topics(ask)
    names = Item(text=say.listing(t.name for t in every), sources=(STORE,))
    return Draft(
        kind="choice",
        title=texts.ASK_TITLE,
        lead=texts.ASK_LEAD.format(count=len(every)),
        parts=(Part(kind="list", title=texts.TOPICS, items=(names,)),),
        buttons=tuple(_topic_button(t.name) for t in every[:_OFFERED]),
    )


def _ask_which(doubtful: Subject, text: str) -> Draft:
    lead = texts.AMBIGUOUS_LEAD.format(
        text=doubtful.words, names=say.listing((e.name for e in doubtful.entities), "or")
    )
    lines = ((e.name, text.replace(doubtful.words, e.name)) for e in doubtful.entities[:_OFFERED])
    buttons = tuple(Button(label=name, command=command_line("fact", topic=line)) for name, line in lines)
    return Draft(kind="choice", title=texts.AMBIGUOUS_TITLE, lead=lead, buttons=buttons)


def _topic_button(name: str) -> Button:
    return Button(label=say.cap(name), command=command_line("fact", topic=name))


def _nothing(ask: Ask, matched: Matched, years: Span | None) -> Draft:
    """What did not match, and what would."""
    asked = matched.subjects
    names = subjects.title(asked)
    rest = [s for s in asked if s not in matched.missing]
    if years is not None and matched.seqs:
        lead, rest = texts.NOT_FOUND_WHEN.format(subjects=names, when=period_words(years)), list(asked)
    elif len(asked) == 1:
        lead, rest = texts.NOT_FOUND_ONE.format(subjects=names), []
    elif matched.missing:
        missing = subjects.listing(matched.missing)
        lead = texts.NOT_FOUND_LEAD.format(subjects=names, reason=texts.NO_MATCH.format(words=missing))
    else:
        lead = texts.NOT_FOUND_LEAD.format(subjects=names, reason=texts.EACH_ALONE)
    together = [rest] if matched.missing or matched.seqs else [[s] for s in rest]
    buttons = [
        Button(label=say.cap(subjects.title(some)), command=subjects.line("fact", some)) for some in together if some
    ]
    near = subjects.nearest(ask, asked)[:_OFFERED]
    if near:
        lead += texts.NEAREST.format(names=say.listing((t.name for t in near), "or"))
    return Draft(
        kind="not-found",
        title=texts.NOT_FOUND_TITLE.format(subjects=names),
        lead=lead,
        as_of=ask.checked,
        buttons=(
            *tuple(dict.fromkeys([*buttons, *(_topic_button(t.name) for t in near)]))[:_OFFERED],
            Button(label=texts.TOPICS, command="fact"),
        ),
    )
