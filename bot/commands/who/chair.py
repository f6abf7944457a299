"""Who chaired a summit, by what that is known, and to whom the chair passed."""

from __future__ import annotations

from collections.abc import Sequence

from bot import say
from bot.arguments import Entity, Span
from bot.ask import Ask
from bot.card import SHOWN, Draft, disagreement_items, ids_of, item
from bot.commands.common import command_line, country_name, named, period_words, summit_name, with_check
from bot.commands.who.terms import Period, period
from bot.contract import Button, Item, Part
from bot.texts import cards as card_texts
from bot.texts import who as texts
from data.queries import disagreements, records, summits
from data.queries.records import Record
from data.queries.summits import SummitView
from data.wording import tokens


def answer(ask: Ask, country: Entity | None, span: Span | None) -> Draft:
    """The chair of the summits in the time asked; without one, of the last summit before today."""
    every = summits.summits(ask.reader)
    asked = period(ask, span)
    first, last = (span.start, span.end) if span else (asked.first, asked.last)
    within = [s for s in every if s.first_day <= last and first <= s.last_day]
    if country is not None:
        return _of_country(ask, country, within if span else every, every, asked)
    if within and span is not None:
        return _within(ask, within, every, asked, span)
    before = [s for s in every if s.last_day <= last and s.state == "held"]
    if not before:
        return _none(ask, every[0], asked)
    if span is None or asked.ahead:
        return _now(ask, within, before[-1], every, asked)
    lead = texts.CHAIR_BETWEEN.format(when=say.cap(period_words(span)), lead=_sentence(ask, before[-1], every))
    return _draft(ask, before[-1:], every, asked, lead, texts.CHAIR_TITLE.format(what=_short(ask, before[-1])))


def _now(ask: Ask, within: Sequence[SummitView], last: SummitView, every: Sequence[SummitView], asked: Period) -> Draft:
    """Who has the chair today: in session the summit's own, else the country to which it passed, if that is known."""
    if under_way := [s for s in within if s.chairing_country and s.last_day > ask.checked]:
        last = under_way[-1]
        words = texts.CHAIR_NOW_UNDER_WAY.format(
            country=country_name(ask, last.chairing_country or ""),
            summit=summit_name(ask, last),
            chair=_chair(ask, last),
        )
        return _draft(ask, [last], every, asked, words, texts.CHAIR_NOW_TITLE)
    if last.passed_to is None:
        title = texts.CHAIR_TITLE.format(what=_short(ask, last))
        return _draft(ask, [last], every, asked, _sentence(ask, last, every), title)
    country = country_name(ask, last.passed_to)
    passing = _passing(ask, last, country)
    words = texts.CHAIR_NOW_SAID if passing else texts.CHAIR_NOW
    lead = words.format(country=country, summit=summit_name(ask, last), said=" ".join(r.text for r in passing))
    lines = tuple(item(r, label=texts.CHAIR_NOW_LABEL) for r in passing)
    return _draft(ask, [last], every, asked, lead, texts.CHAIR_NOW_TITLE, lines)


def _passing(ask: Ask, summit: SummitView, country: str) -> list[Record]:
    """What the summit's outcomes say of the chair that passed on, such as the name of who took it over."""
    chair = next(o.id for o in ask.frame.offices if o.holder == "summit")
    wanted = {*tokens(chair), *tokens(country)}
    return [r for r in records.children(ask.reader, [summit.record.id], "outcome") if wanted <= set(tokens(r.text))]


def _within(ask: Ask, within: Sequence[SummitView], every: Sequence[SummitView], asked: Period, span: Span) -> Draft:
    if len(within) == 1:
        is_planned = within[0].state == "planned"
        words = texts.CHAIR_TITLE_PLANNED if is_planned else texts.CHAIR_TITLE
        title = words.format(what=_short(ask, within[0]))
        return _draft(ask, within, every, asked, _sentence(ask, within[0], every), title)
    when = period_words(span)
    lead = texts.CHAIR_SEVERAL.format(
        count=say.count(len(within), "summit met", "summits met"), when=when, lead=_sentence(ask, within[-1], every)
    )
    return _draft(ask, within, every, asked, say.cap(lead), texts.CHAIR_TITLE.format(what=f"the summits {when}"))


def _of_country(
    ask: Ask, country: Entity, found: Sequence[SummitView], every: Sequence[SummitView], asked: Period
) -> Draft:
    chaired = [s for s in found if s.chairing_country == country.id]
    title = texts.CHAIR_COUNTRY_TITLE.format(country=country.name)
    if not chaired:
        when = "" if asked.is_now else f" {asked.words}"
        lead = texts.CHAIR_COUNTRY_NONE.format(country=country.name, when=when)
        return Draft(kind="not-found", title=title, lead=lead, as_of=asked.last)
    held = [s for s in chaired if s.last_day <= ask.checked and s.state == "held"]
    later = [s for s in chaired if s not in held]
    lead = texts.CHAIR_COUNTRY_LEAD.format(
        country=country.name,
        count=say.count(len(held), "summit", "summits"),
        summits=say.listing(_place_and_year(s) for s in held),
        later=texts.CHAIR_COUNTRY_LATER.format(summits=say.listing(_place_and_year(s) for s in later)) if later else "",
    )
    return _draft(ask, chaired, every, asked, lead.replace(" ()", ""), title)


def _draft(
    ask: Ask,
    shown: Sequence[SummitView],
    every: Sequence[SummitView],
    asked: Period,
    lead: str,
    title: str,
    passing: Sequence[Item] = (),
) -> Draft:
    differing = [d for d in disagreements.beside(ask.reader, [s.record.id for s in shown]) if d.kind in SHOWN]
    parts = (
        Part(kind="list", items=(*passing, *(_line(ask, s, every) for s in shown))),
        Part(kind="disagreement", title=card_texts.SOURCES_DIFFER, items=disagreement_items(ask.reader, differing)),
    )
    return Draft(
        title=title,
        lead=asked.ahead + with_check(ask, lead) if asked.is_now or asked.ahead else lead,
        as_of=min(asked.last, ask.frame.checked),
        parts=tuple(p for p in parts if p.items),
        with_disagreements=False,
        buttons=tuple(
            Button(label=_place_and_year(s), command=command_line("summit", which=s.record.id)) for s in shown[-4:]
        ),
    )


def _line(ask: Ask, summit: SummitView, every: Sequence[SummitView]) -> Item:
    text = _sentence(ask, summit, every)
    follows = _next(summit, every) if summit.passed_to is None else None
    sources = ids_of(summit.record, *([follows.record] if follows else []))
    if summit.record.note:
        text = f"{text} {summit.record.note}"
    return Item(
        text=text,
        date=summit.record.date,
        records=(summit.record.id, *([follows.record.id] if follows else [])),
        sources=sources,
        record_kind="summit",
    )


def _sentence(ask: Ask, summit: SummitView, every: Sequence[SummitView]) -> str:
    name = summit_name(ask, summit)
    chair = _chair(ask, summit)
    if summit.state == "planned":
        words = texts.CHAIR_PLANNED if chair else texts.CHAIR_PLANNED_UNKNOWN
        return words.format(summit=name, chair=chair)
    passed = _passed(ask, summit, every)
    if not chair:
        return texts.CHAIR_UNKNOWN.format(summit=name, passed=passed)
    basis = texts.BASIS.get(summit.chair_basis or "")
    later = texts.CHAIR_AFTER_TODAY if summit.first_day > ask.checked else ""
    if basis is None:
        return texts.CHAIR_LEAD_BARE.format(chair=chair, summit=name, passed=passed) + later
    return texts.CHAIR_LEAD.format(chair=chair, summit=name, basis=basis, passed=passed) + later


def _chair(ask: Ask, summit: SummitView) -> str | None:
    """Who chaired, by name and title; only the country where no person is known."""
    if summit.chair_id is None:
        return country_name(ask, summit.chairing_country) if summit.chairing_country else None
    name = named(ask, summit.chair_id, "person")
    return texts.PERSON_TITLE.format(person=name, title=summit.chair_title) if summit.chair_title else name


def _passed(ask: Ask, summit: SummitView, every: Sequence[SummitView]) -> str:
    if summit.passed_to:
        return texts.PASSED.format(country=country_name(ask, summit.passed_to))
    follows = _next(summit, every)
    if follows is None or follows.chairing_country is None:
        return texts.PASSED_UNKNOWN
    country = country_name(ask, follows.chairing_country)
    passed = texts.NEXT_CHAIR.format(summit=_place_and_year(follows), country=country)
    return texts.NEXT_CHAIR_LATER.format(passed=passed) if follows.first_day > ask.checked else passed


def _next(summit: SummitView, every: Sequence[SummitView]) -> SummitView | None:
    """The summit after this one, of whichever series: the line of chairs runs on."""
    return next((s for s in every if s.first_day > summit.last_day), None)


def _short(ask: Ask, summit: SummitView) -> str:
    series = next(s for s in ask.frame.series if s.id == summit.series_id)
    return f"the {say.ordinal(summit.number)} {series.name} ({_place_and_year(summit)})"


def _place_and_year(summit: SummitView) -> str:
    return f"{summit.city} {summit.first_day.year}"


def _none(ask: Ask, first: SummitView, asked: Period) -> Draft:
    return Draft(
        kind="not-found",
        title=texts.CHAIR_NONE_TITLE.format(when=asked.words),
        lead=texts.CHAIR_NONE.format(when=asked.words, summit=summit_name(ask, first)),
        as_of=asked.last,
        buttons=(Button(label=_place_and_year(first), command=command_line("summit", which=first.record.id)),),
    )
