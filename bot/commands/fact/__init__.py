"""`fact`: the figures and claims on a point, each with who says it and as of when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import phrases, say
from bot.arguments import Span
from bot.ask import Ask
from bot.card import STORE, Draft, disagreement_items, item
from bot.commands import subjects, told
from bot.commands.common import command_line, period_words, with_check
from bot.commands.fact import counted, leading
from bot.commands.subjects import Matched, Subject
from bot.commands.who import chair, offices, person
from bot.contract import Button, Item, Part
from bot.names import key
from bot.registry import Example, Option, command
from bot.texts import fact as texts
from data import search, when
from data.queries import disagreements, links, records
from data.queries.disagreements import DisagreementView
from data.queries.records import Record
from data.wording import tokens

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

_KINDS = (*(kind for kinds in GROUPS.values() for kind in kinds), "disagreement")
_OFFERED = 8
_RELATED = 8


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
    asked = tuple(_by_group(ask, s) for s in subjects.read(ask.names, topic or "", ask.frame.id))
    if not asked:
        return _ask_topic(ask)
    if len(asked) > phrases.MOST:
        return Draft(kind="error", title=texts.TOO_MANY_TITLE, lead=texts.TOO_MANY.format(most=phrases.MOST))
    if doubtful := next((s for s in asked if len(s.entities) > 1), None):
        return _ask_which(doubtful, topic or "")
    matched = subjects.match(ask, asked, _KINDS)
    found = [r for r in records.by_seqs(ask.reader, matched.seqs) if years is None or _belongs(r, years)]
    facts = [r for r in found if r.kind != "disagreement" and not _is_publishers(r, matched.subjects)]
    facts += _related(ask, facts, years)
    own = _own(ask, matched.subjects)
    held = _held(ask, matched.subjects, years)
    if not facts and not own and not held:
        return _nothing(ask, matched, years)
    points = disagreements.by_ids(ask.reader, [r.id for r in found if r.kind == "disagreement"])
    return _answer(ask, matched, facts, own, points, years, held)


def _by_group(ask: Ask, subject: Subject) -> Subject:
    """A class of standing that is asked for by the name of the group it was in, called as that group."""
    groups = {key(s.group): s.group for s in ask.frame.series}
    group = groups.get(key(subject.words))
    if subject.entity is None or subject.entity.kind != "status" or group is None:
        return subject
    return Subject(subject.words, (replace(subject.entity, name=group),))


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


def _related(ask: Ask, facts: Sequence[Record], years: Span | None) -> list[Record]:
    """The figures that other sources publish on the same: those that name a figure found here as related to them."""
    figures = [r.id for r in facts if r.kind in told.FIGURES]
    if not figures or len(figures) > _RELATED:
        return []
    known = {r.id for r in facts}
    found = links.about_any(ask.reader, figures, told.FIGURES)
    return [r for r in found if r.id not in known and (years is None or _belongs(r, years))]


def _is_publishers(record: Record, asked: Sequence[Subject]) -> bool:
    """Whether a figure matches a country only by the country of who published it."""
    said_by = set(tokens(record.said_by or ""))
    named = [s.name for s in asked if s.entity is not None and s.entity.kind == "country"]
    return record.kind in told.FIGURES and any(set(tokens(name)) <= said_by for name in named)


def _answer(
    ask: Ask,
    matched: Matched,
    facts: Sequence[Record],
    own: Sequence[Record],
    points: Sequence[DisagreementView],
    years: Span | None,
    held: Draft | None,
) -> Draft:
    only = matched.subjects[0] if len(matched.subjects) == 1 else None
    day = min(years.end, ask.frame.checked) if years else ask.checked
    counts = counted.count(ask, only, day) if only else None
    if counts and years is None:
        known = {r.id for r in facts}
        published = links.about_any(ask.reader, [s.id for s in counts.statuses], ("count",))
        facts = [*facts, *(r for r in published if r.id not in known)]
    groups = {name: leading.in_order(r for r in facts if r.kind in kinds) for name, kinds in GROUPS.items()}
    parts = [
        Part(kind="facts", title=texts.ABOUT, items=tuple(item(r) for r in own)),
        Part(kind="list", title=texts.HELD, items=held.parts[0].items if held and held.parts else ()),
        *(counts.parts if counts else ()),
    ]
    places = len(parts)
    parts += [
        Part(kind="list", title=texts.GROUPS[name], items=tuple(told.line(ask, r) for r in group))
        for name, group in groups.items()
    ]
    differing = disagreement_items(ask.reader, points, shown=True)
    first = next((place for place, part in enumerate(parts) if part.items and place >= places), 0)
    parts.insert(first + 1, Part(kind="disagreement", title=texts.DIFFERENCES, items=differing))
    names = subjects.title(matched.subjects)
    if counts:
        lead = counts.lead
    elif held:
        lead = held.lead
    elif own:
        lead = _own_lead(ask, matched, own, points)
    else:
        lead = leading.lead(ask, matched, facts, points, groups)
    title = (
        texts.TITLE_WHEN.format(subjects=names, when=period_words(years))
        if years
        else texts.TITLE.format(subjects=names)
    )
    return Draft(
        title=title,
        lead=_read_as(matched) + (lead if held else with_check(ask, lead)),
        as_of=ask.checked,
        parts=tuple(p for p in parts if p.items),
        buttons=_buttons(ask, matched, is_counted=counts is not None, is_held=held is not None),
    )


def _held(ask: Ask, asked: Sequence[Subject], years: Span | None) -> Draft | None:
    """Who holds an office, where an office is asked about, with a country or alone."""
    office = [o for o in ask.frame.offices for s in asked if s.entity is not None and s.entity.id == o.id]
    country = [s.entity for s in asked if s.entity is not None and s.entity.kind == "country"]
    if len(office) != 1 or len(country) > 1 or len(asked) > len(office) + len(country):
        return None
    of = country[0] if country else None
    draft = chair.answer(ask, of, years) if office[0].holder == "summit" else offices.answer(ask, office[0], of, years)
    return draft if draft.kind == "answer" else None


def _own_lead(ask: Ask, matched: Matched, own: Sequence[Record], points: Sequence[DisagreementView]) -> str:
    """Who or what is named, as it was on the asker's day."""
    best = leading.in_order(own)[0]
    entity = next(s.entity for s in matched.subjects if s.entity is not None and s.entity.id == best.id)
    if entity.kind == "person":
        return person.sentence(ask, entity, best)
    text = leading.sentence(ask, best, points)
    if told.is_later(ask, best):
        return texts.LATER.format(subjects=entity.name, day=say.day(ask.today), lead=text)
    return text


def _read_as(matched: Matched) -> str:
    read = [s for s in matched.subjects if s.entity is not None and s.entity.read_from]
    pairs = say.listing(texts.READ_ONE.format(words=s.words, name=s.name) for s in read)
    return texts.READ_AS.format(names=pairs) if read else ""


def _buttons(ask: Ask, matched: Matched, *, is_counted: bool, is_held: bool) -> tuple[Button, ...]:
    buttons = [Button(label=texts.MEMBERS_BUTTON, command="members")] if is_counted else []
    if is_held:
        buttons.append(Button(label=texts.WHO_BUTTON, command=subjects.line("who", matched.subjects)))
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
    elsewhere = _elsewhere(ask, asked) if years is None else None
    if elsewhere:
        lead = texts.NOT_FOUND_ELSEWHERE.format(subjects=names)
        buttons.insert(0, elsewhere)
    near = () if elsewhere else subjects.nearest(ask, asked)[:_OFFERED]
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


def _elsewhere(ask: Ask, asked: Sequence[Subject]) -> Button | None:
    """A search for the same words, where they stand together in a record of any kind."""
    words = [s.words for s in asked]
    if not search.find(ask.reader, words, most=1).seqs:
        return None
    line = " ".join(["search", *(f'"{w}"' if " " in w else w for w in words)])
    return Button(label=texts.SEARCH_BUTTON.format(words=", ".join(words)), command=line)
