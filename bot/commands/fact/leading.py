"""The lead of `fact`: the one record that best answers the words, what differs, or what there is in all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from bot import say
from bot.arguments import Entity
from bot.ask import Ask
from bot.commands import subjects, told
from bot.commands.subjects import Matched, Subject
from bot.reading.fitting import FILLERS
from bot.texts import fact as texts
from bot.texts import told as told_texts
from data.queries import disagreements, links, standings
from data.queries.disagreements import DisagreementView
from data.queries.records import Record
from data.wording import tokens

FEW, WEIGHTY = 12, 50
"""Of up to so many records one may answer for all; beyond that the newest of at least this weight is named."""

FOUNDING = "founding"
"""The topic of which the weightiest record is the answer, however many there are."""

_IN_LEAD = 4
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def lead(
    ask: Ask,
    matched: Matched,
    facts: Sequence[Record],
    points: Sequence[DisagreementView],
    groups: Mapping[str, Sequence[Record]],
) -> str:
    """The lead on what is known on the asker's day; where nothing was yet, what came later, called so."""
    known = [r for r in facts if not told.is_later(ask, r)]
    if len(known) == len(facts) or any(_day(r) for r in known):
        ids = {r.id for r in known}
        then = {name: [r for r in group if r.id in ids] for name, group in groups.items()}
        return _lead(ask, matched, known, points, then)
    said = _lead(ask, matched, facts, points, groups)
    return texts.LATER.format(subjects=subjects.title(matched.subjects), day=say.day(ask.today), lead=said)


def _lead(
    ask: Ask,
    matched: Matched,
    facts: Sequence[Record],
    points: Sequence[DisagreementView],
    groups: Mapping[str, Sequence[Record]],
) -> str:
    asked = matched.subjects
    said = [r for r in facts if holds(asked, r.text)]
    breadth = _breadth(ask, facts if len(facts) <= FEW else groups["figures"])
    if any(s.entity is None or s.entity.kind not in ("country", "person") for s in asked):
        figures = [r for r in groups["figures"] if breadth[r.id][0] == 1 or holds(asked, r.text)]
        if any(_open(ask, f, points) for f in figures) and (values := _values(figures)):
            return values
        if figures:
            return sentence(ask, _best(figures, breadth), points)
    if any(s.entity is not None and s.entity.id == FOUNDING for s in asked):
        return sentence(ask, in_order(facts)[0], points)
    if len(facts) == 1 or (said and len(facts) <= FEW):
        return sentence(ask, _best(said or facts, breadth), points)
    if standing := _standing(ask, asked, [*groups["events"], *groups["steps"]]):
        return standing + _differing(matched, points)
    return _many(matched, facts, said, points, groups)


def _standing(ask: Ask, asked: Sequence[Subject], events: Sequence[Record]) -> str:
    """Since when the countries that are asked about are members, with the event that made them so.

    Empty where membership is not what is asked about, where one is no member, or where no event found here shows it.
    """
    full = ask.frame.status(ask.frame.full_status)
    topics = {e.id for e in ask.names.exact(full.many, ("topic",))}
    named = [s.entity for s in asked if s.entity is not None and s.entity.kind == "country"]
    others = [s for s in asked if s.entity not in named]
    if not named or not others or any(s.entity is None or s.entity.id not in topics for s in others):
        return ""
    every = standings.standings(ask.reader)
    by_day: dict[str, list[Entity]] = {}
    for entity in named:
        held = [s for s in every if s.country == entity.id and s.status_id == full.id and s.holds(ask.checked)]
        by_day.setdefault(held[0].decided.isoformat() if held else "", []).append(entity)
    told_ = [_became(ask, full.many, day, of, events) for day, of in sorted(by_day.items())]
    return " ".join(told_) if all(told_) else ""


def _became(ask: Ask, many: str, day: str, of: Sequence[Entity], events: Sequence[Record]) -> str:
    """Since when they are members, and the weightiest event or step of that day that names them, if any."""
    on_day = [r for r in events if r.date == day and all(_words(e.name) <= set(tokens(r.text)) for e in of)]
    if not on_day:
        return ""
    return (texts.STANDS if len(of) == 1 else texts.STAND).format(
        countries=say.listing(e.name for e in of),
        many=many,
        group=ask.frame.main_series.group,
        day=say.when(day),
        text=in_order(on_day)[0].text,
    )


def _breadth(ask: Ask, facts: Sequence[Record]) -> dict[str, tuple[int, int]]:
    """How many topics each record is about, and how many things at all: the fewer, the more it is about each."""
    topics = {t.id for t in subjects.topics(ask)}
    about = links.of(ask.reader, [r.id for r in facts]) if facts else {}
    return {r.id: (len(topics & about.get(r.id, set())), len(about.get(r.id, ()))) for r in facts}


def holds(asked: Sequence[Subject], text: str) -> bool:
    """Whether a text itself says everything that is asked about, by the words that were typed or by its name."""
    words = set(tokens(text))
    return all(_says(subject, words) for subject in asked)


def _says(subject: Subject, words: set[str]) -> bool:
    typed = _words(subject.words)
    name = _words(subject.name)
    if subject.entity is not None and subject.entity.kind == "person":
        return bool(words & (typed | name))
    return typed <= words or name <= words


def _words(text: str) -> set[str]:
    return {stem for word in text.split() if word.casefold() not in FILLERS for stem in tokens(word)}


def in_order(found: Iterable[Record]) -> list[Record]:
    """The weightiest first, of those the newest."""
    return sorted(sorted(found, key=lambda r: r.id), key=lambda r: (r.weight, _day(r)), reverse=True)


def _best(found: Sequence[Record], breadth: Mapping[str, tuple[int, int]]) -> Record:
    """The one that is about the fewest other things, of those the weightiest and newest."""
    return min(in_order(found), key=lambda r: breadth[r.id])


def _day(record: Record) -> str:
    return (record.date or record.as_of or "").rpartition("/")[2].replace("..", "")


def _open(ask: Ask, record: Record, points: Sequence[DisagreementView]) -> list[str]:
    """The open points on which sources differ in what this record says."""
    differing = {p.record.id for p in points if p.kind == "open"}
    return [p.point for p in disagreements.sided(ask.reader, [record.id]) if p.record.id in differing]


def sentence(ask: Ask, best: Record, points: Sequence[DisagreementView]) -> str:
    """A record's sentence with its date; where the sources differ on it, between what."""
    when_ = told.as_of(best) if best.time_bound and best.as_of else say.when(best.date or "") if best.date else ""
    text = best.text if not when_ or when_ in best.text else told.dated(best.text, when_)
    on_it = _open(ask, best, points)
    text = texts.DIFFER_ON.format(lead=text, points=say.listing(on_it)) if on_it else text
    weak = best.confidence not in (None, "high")
    return told_texts.UNCERTAIN.format(text=text, confidence=best.confidence) if weak else text


def _values(figures: Sequence[Record]) -> str:
    """The different values in the measure that most publish; where only the measures differ, each one's value."""
    by_base: dict[str, dict[str, dict[str, list[Record]]]] = {}
    for figure in sorted(figures, key=lambda r: (r.as_of or "9", r.id)):
        if figure.value and figure.unit and _NUMBER.search(figure.value):
            measures = by_base.setdefault(figure.unit.partition(",")[0], {})
            measures.setdefault(figure.unit, {}).setdefault(figure.value, []).append(figure)
    measures = max(
        by_base.values(), key=lambda m: sum(len(same) for v in m.values() for same in v.values()), default={}
    )
    values = sorted(max(measures.values(), key=len, default={}).values(), key=lambda same: _number(same[0]))
    if len(values) > _IN_LEAD:
        high = [v for v in values if _number(v[0]) == _number(values[-1][0])]
        low, top = _value(values[0]), say.listing(map(_value, high), "or")
        return texts.DIFFER.format(values=texts.RANGE.format(low=low, high=top, count=len(values)))
    if len(values) > 1:
        return texts.DIFFER.format(values=say.listing(map(_value, values)))
    if len(measures) > 1:
        each = [same for of_measure in measures.values() for same in of_measure.values()]
        return texts.MEASURES.format(values="; ".join(map(_value, each)))
    return ""


def _number(figure: Record) -> float:
    """The number of a value, of a span its middle."""
    found = [float(n) for n in _NUMBER.findall(figure.value or "")]
    return sum(found) / len(found) if found else 0.0


def _value(same: Sequence[Record]) -> str:
    """A value, and everyone who publishes it, the first to have done so first."""
    unit = same[0].unit or ""
    return texts.FIGURE.format(
        value=same[0].value,
        unit=unit if unit.startswith("%") else f" {unit}",
        by="; ".join(f"{f.said_by}, {told.as_of(f)}" if f.said_by else told.as_of(f) for f in same),
    )


def _many(
    matched: Matched,
    facts: Sequence[Record],
    said: Sequence[Record],
    points: Sequence[DisagreementView],
    groups: Mapping[str, Sequence[Record]],
) -> str:
    """How many there are of which kind, and the point that most differ on or the newest of weight."""
    years = sorted(day[:4] for r in facts if (day := _day(r)))
    span = texts.SPAN.format(first=years[0], last=years[-1]) if years and years[0] != years[-1] else ""
    span = span or (texts.SPAN_ONE.format(year=years[0]) if years else "")
    counts = [say.count(len(groups[name]), *words) for name, words in texts.COUNTS.items() if groups[name]]
    count = say.count(len(facts), *texts.RECORDS)
    text = texts.MANY.format(
        count=count, subjects=subjects.listing(matched.subjects), span=span, kinds=say.listing(counts)
    )
    if differing := _differing(matched, points):
        return text + differing
    events = {r.id for r in groups["events"]}
    weighty = [r for r in said if r.id in events and r.weight >= WEIGHTY and r.date]
    if len(facts) > FEW and weighty:
        newest = max(weighty, key=lambda r: (_day(r), r.weight, r.id))
        is_newest = all(_day(r) <= _day(newest) for r in groups["events"])
        return text + (texts.MANY_NEWEST if is_newest else texts.MANY_ONE).format(text=newest.text)
    return text


def _differing(matched: Matched, points: Sequence[DisagreementView]) -> str:
    """The open point that says all that is asked about."""
    found = [p for p in points if p.kind == "open" and holds(matched.subjects, f"{p.point} {p.record.text}")]
    return texts.MANY_DIFFER.format(text=min(found, key=lambda p: p.record.id).record.text) if found else ""
