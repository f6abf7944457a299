"""One person or body: offices with their terms, summits, statements, and what the sources say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import say
from bot.arguments import Entity, Span
from bot.ask import Ask
from bot.card import SHOWN, Draft, disagreement_items, ids_of, item
from bot.commands.common import command_line, summit_name, with_check
from bot.commands.told import as_of, dated
from bot.commands.told import line as told_line
from bot.commands.who.terms import Period, dates, held, line, office_title, period
from bot.contract import Button, Item, Part
from bot.texts import cards as card_texts
from bot.texts import who as texts
from data import when
from data.queries import disagreements, people, quotes, records, sources, summits
from data.queries.people import TermView
from data.queries.records import LeftOut, Record
from data.wording import fold

TOLD = ("event", "state", "plan", "expectation", "claim", "analysis", "background", "figure", "count", "publication")
"""The kinds in which sources tell of someone; shown where no office of the person is known."""

SHOWN_BEFORE = ("attendance", "role")


def answer(ask: Ask, entity: Entity, country: Entity | None, span: Span | None) -> Draft:
    """A person's card; with a time, what office the person held then."""
    terms = [t for t in people.terms(ask.reader, [entity.id]) if t.person_id == entity.id]
    said = quotes.said(ask.reader, entity.id)
    about = records.about(ask.reader, entity.id, SHOWN_BEFORE if terms else (*SHOWN_BEFORE, *TOLD))
    own = _own(ask, entity, [*(t.record for t in terms), *about])
    told = [r for r in about if r.kind not in SHOWN_BEFORE]
    asked = period(ask, span)
    is_later = _is_later(ask, own, terms)
    lead = _lead(ask, entity, own, terms, country, span, asked, is_later=is_later)
    met = _summits(ask, entity.id, about)
    shown = [*(t.record.id for t in terms), *(id for line_ in met for id in line_.records)]
    differing = [d for d in disagreements.beside(ask.reader, shown) if d.kind in SHOWN]
    parts = [
        Part(kind="facts", items=_self(own, lead, is_later=is_later)),
        Part(kind="list", title=texts.TERMS, items=tuple(line(ask, t) for t in terms)),
        Part(kind="list", title=texts.SUMMITS, items=met),
        Part(kind="list", title=texts.STATEMENTS, items=_statements(ask, entity, said)),
        Part(kind="list", title=texts.ROLES, items=_roles(ask, entity, about)),
        Part(kind="list", title=texts.REPORTED, items=tuple(told_line(ask, r) for r in _by_date(told))),
        Part(kind="disagreement", title=card_texts.SOURCES_DIFFER, items=disagreement_items(ask.reader, differing)),
    ]
    return Draft(
        title=entity.name,
        lead=lead if asked.checked in lead else with_check(ask, lead),
        as_of=asked.last,
        sources=own.sources,
        records=(own.id,),
        with_disagreements=False,
        parts=tuple(p for p in parts if p.items),
        buttons=_buttons(entity, said),
    )


def _own(ask: Ask, entity: Entity, others: Sequence[Record]) -> Record:
    """Who it is. Where that is left out, but not all else, a sentence that says so. Raises LeftOut."""
    found = records.by_ids(ask.reader, [entity.id]).get(entity.id)
    if found is not None:
        return found
    said = [part.record for one in quotes.by_speaker(ask.reader, entity.id, most=1) for part in one.parts]
    others = [*others, *said]
    if not others:
        raise LeftOut(entity.id)
    told = texts.PERSON_LEFT_OUT.format(person=entity.name)
    return replace(others[0], id=entity.id, text=told, note=None, as_of=None)


def _lead(
    ask: Ask,
    entity: Entity,
    own: Record,
    terms: Sequence[TermView],
    country: Entity | None,
    span: Span | None,
    asked: Period,
    *,
    is_later: bool,
) -> str:
    if country is not None:
        terms = [t for t in terms if t.of == country.id]
        if not terms:
            return texts.PERSON_NO_OFFICE_THERE.format(person=entity.name, country=country.name)
    if span is None and country is None:
        return _later_lead(ask, entity, own, terms) if is_later else _text(own)
    there = held(ask, terms, asked.first, asked.last).certain if span else terms
    if not there:
        return texts.PERSON_LEAD_NO_OFFICE.format(person=entity.name, when=asked.words)
    offices = say.listing(f"{office_title(ask, t)} ({dates(ask, t)})" for t in there)
    time = say.cap(asked.words) if span else ""
    lead = texts.PERSON_LEAD_OFFICE.format(when=time, person=entity.name, offices=offices, checked=asked.checked)
    return lead.strip()


def sentence(ask: Ask, entity: Entity, own: Record) -> str:
    """Who someone is, as of the asker's day; what was only so later is called later."""
    terms = [t for t in people.terms(ask.reader, [entity.id]) if t.person_id == entity.id]
    return _later_lead(ask, entity, own, terms) if _is_later(ask, own, terms) else _text(own)


def _is_later(ask: Ask, own: Record, terms: Sequence[TermView]) -> bool:
    """Whether what is said of someone was only so after the asker's day.

    It says as of when; else it is as late as the first office that it tells of, or as the oldest of its sources.
    """
    if own.as_of:
        first = when.read(own.as_of).first
        return first is not None and first > ask.today
    if terms:
        return all(t.first_day is not None and t.first_day > ask.today for t in terms)
    dated_sources = [s.date or s.written for s in sources.by_ids(ask.reader, own.sources).values()]
    days = [day for text in dated_sources if text and (day := when.read(text).first)]
    return bool(days) and min(days) > ask.today


def _later_lead(ask: Ask, entity: Entity, own: Record, terms: Sequence[TermView]) -> str:
    """The office on the asker's day where any is known at all, and what came later, called so."""
    if not terms:
        return texts.PERSON_TOLD_LATER.format(person=entity.name, day=say.day(ask.today), text=_text(own))
    there = held(ask, terms, ask.today, ask.today).certain
    on = period(ask, None).words
    if not there:
        lead = texts.PERSON_LEAD_NO_OFFICE.format(person=entity.name, when=on)
        return texts.PERSON_LATER.format(lead=lead, text=_text(own))
    offices = say.listing(f"{office_title(ask, t)} ({dates(ask, t)})" for t in there)
    return texts.PERSON_LEAD_OFFICE.format(when=say.cap(on), person=entity.name, offices=offices, checked="")


def _text(own: Record) -> str:
    return dated(own.text, as_of(own)) if own.as_of else own.text


def _self(own: Record, lead: str, *, is_later: bool) -> tuple[Item, ...]:
    """Who it is, where the lead does not say so, and the caution that goes with it."""
    told = [own.note] if _text(own) in lead else [_text(own), own.note]
    text = " ".join(filter(None, told))
    label = texts.NOTE if _text(own) in lead else texts.SELF_LATER if is_later else None
    return (item(own, text, label=label),) if text else ()


def _roles(ask: Ask, entity: Entity, about: Sequence[Record]) -> tuple[Item, ...]:
    """The roles in which sources introduce this very person, not those of another in which the person is mentioned."""
    roles = [r for r in _by_date(about) if r.kind == "role"]
    return tuple(told_line(ask, r) for r in roles if _is_first_named(ask, entity.id, r))


def _is_first_named(ask: Ask, person: str, record: Record) -> bool:
    """Whether of the people whom a record is about this one is named first."""
    words = fold(record.text)
    places = {}
    for linked in records.entities_of(ask.reader, record.id):
        for one in ask.names.exact(linked, ("person",)):
            found = [place for word in fold(one.name).split() if (place := words.find(word)) >= 0]
            places[one.id] = min(found, default=len(words))
    return min(places, key=lambda one: (places[one], one), default=person) == person


def _summits(ask: Ask, person: str, about: Sequence[Record]) -> tuple[Item, ...]:
    """The summits that the person chaired, and the meetings at which the person was named."""
    lines = []
    for summit in summits.chaired_by(ask.reader, person):
        basis = texts.BASIS.get(summit.chair_basis or "")
        words = texts.CHAIRED if basis else texts.CHAIRED_BARE
        text = words.format(summit=summit_name(ask, summit), basis=basis)
        if summit.first_day > ask.checked:
            text = f"{text} ({texts.LATER})"
        lines.append(item(summit.record, text))
    return (*lines, *_of_kind(ask, about, "attendance"))


def _statements(ask: Ask, entity: Entity, said: quotes.Said) -> tuple[Item, ...]:
    if not said.statements:
        return ()
    newest = quotes.by_speaker(ask.reader, entity.id, most=1)[0]
    text = texts.SAID.format(
        statements=say.count(said.statements, "statement", "statements"),
        parts=say.count(said.parts, "quoted part", "quoted parts"),
    )
    return (Item(text=text, records=(), sources=ids_of(newest.parts[0].record), record_kind="quote"),)


def _of_kind(ask: Ask, found: Sequence[Record], kind: str) -> tuple[Item, ...]:
    return tuple(told_line(ask, r) for r in _by_date(found) if r.kind == kind)


def _by_date(found: Sequence[Record]) -> list[Record]:
    return sorted(found, key=lambda r: (r.date or r.as_of or "", r.id))


def _buttons(entity: Entity, said: quotes.Said) -> tuple[Button, ...]:
    if not said.statements:
        return ()
    return (Button(label=texts.QUOTES_BUTTON, command=command_line("quote", speaker=entity.name)),)
