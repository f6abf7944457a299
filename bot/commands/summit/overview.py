"""The card of one summit, whole or one section of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot import lines, say
from bot.ask import Ask
from bot.card import Draft, item
from bot.commands.common import checked, command_line, country_name, named, summit_dates
from bot.commands.summit import sections
from bot.commands.summits import button, is_dated, line, main_sources, ordinal_name
from bot.contract import Button, Item, Part
from bot.texts import summit as texts
from data.queries import summits as queries
from data.queries.records import Record
from data.queries.summits import SummitView

ALL_QUOTES = 50
"""Statements at most where all are asked for; `quote` pages through more."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The summit that is shown, all that are known, and what its title and lead begin with."""

    summit: SummitView
    known: tuple[SummitView, ...]
    name: str
    title: str
    first: str
    beside: tuple[SummitView, ...]


def answer(ask: Ask, shown: Shown, section: str | None) -> Draft:
    """The whole card, or the section asked for."""
    if section in (None, "all"):
        return _whole(ask, shown, most=sections.FIRST_QUOTES if section is None else ALL_QUOTES)
    parts, count = _parts(ask, shown.summit, section)
    kept = [p for p in parts if p.items]
    return _section(ask, shown, section, kept, count)


def _parts(ask: Ask, summit: SummitView, section: str) -> tuple[list[Part], int]:
    """The parts of one section, and how many entries it has."""
    if section == "quotes":
        return sections.quoted(ask, summit.record.id, ALL_QUOTES)
    if section == "attendees":
        return _attendees(ask, summit)
    told = _told(ask, summit)
    if section == "planned":
        return _plans(ask, told)
    parts = [_documents(told)] if section == "documents" else sections.statements(ask, told)
    return parts, sum(len(p.items) for p in parts)


def _whole(ask: Ask, shown: Shown, *, most: int) -> Draft:
    summit = shown.summit
    told = _told(ask, summit)
    quoted, count = sections.quoted(ask, summit.record.id, most)
    planned = sections.planned(ask, told)
    parts = (
        Part(kind="facts", items=tuple(facts(ask, summit))),
        Part(kind="list", title=texts.SAME_NUMBER, items=tuple(line(ask, s) for s in shown.beside)),
        _documents(told),
        sections.attendance(ask, summit.record.id),
        planned,
        *sections.statements(ask, told, without={id for i in planned.items for id in i.records}),
        *quoted,
    )
    lead = [shown.first, _lead(ask, shown), *_beside(ask, shown), _checked(ask, summit)]
    return Draft(
        title=shown.title,
        lead=" ".join(filter(None, lead)),
        as_of=ask.checked,
        parts=tuple(p for p in parts if p.items),
        buttons=(*_neighbours(shown), *sections.quote_button(_short(summit), count)),
    )


def _section(ask: Ask, shown: Shown, section: str, parts: Sequence[Part], count: int) -> Draft:
    title = texts.TITLE_SECTION.format(name=shown.title, section=texts.SECTIONS[section])
    whole = Button(label=texts.WHOLE_BUTTON, command=command_line("summit", which=shown.summit.record.id))
    if not parts:
        what = texts.SECTION_ONE[section]
        lead = texts.SECTION_NOTHING.format(name=shown.name, what=what, checked=checked(ask, ask.today))
        return Draft(kind="not-found", title=title, lead=lead, as_of=ask.checked, buttons=(whole,))
    lead = _section_lead(ask, shown, section, count)
    return Draft(
        title=title,
        lead=" ".join(filter(None, [shown.first, lead])),
        as_of=ask.checked,
        parts=tuple(parts),
        points=tuple(id for part in parts for i in part.items for id in i.records if id != shown.summit.record.id),
        buttons=(whole, *(sections.quote_button(_short(shown.summit), count) if section == "quotes" else ())),
    )


def _section_lead(ask: Ask, shown: Shown, section: str, count: int) -> str:
    """How many entries the section has; of the people, who chaired and how many besides."""
    summit, words = shown.summit, {"name": shown.name, "checked": checked(ask, ask.today)}
    if section == "attendees" and summit.chair_id and summit.chair_basis == "stated":
        words["chair"] = named(ask, summit.chair_id, "person")
        if count == 1:
            return texts.CHAIR_ALONE.format(**words)
        one, many = texts.OTHERS
        return texts.CHAIR_AND.format(**words, others=one if count == 2 else many.format(count=count - 1))
    if not count:
        return texts.SECTION_INFERRED.format(**words)
    one, many = texts.SECTION_LEADS[section]
    return texts.SECTION_LEAD.format(count=one if count == 1 else many.format(count=count), **words)


def _lead(ask: Ask, shown: Shown) -> str:
    """When and where, as seen from the asker's day."""
    summit = shown.summit
    words = {
        "name": shown.name,
        "place": f"{summit.city}, {country_name(ask, summit.country)}",
        "dates": summit_dates(summit),
        "chaired": _chaired(ask, summit),
        "today": say.day(ask.today),
    }
    if summit.state == "planned":
        lead = texts.PLANNED_DAYS if is_dated(summit) else texts.PLANNED_YEAR
        return (texts.OVERDUE if summit.last_day < ask.today else lead).format(**words)
    if summit.first_day > ask.today:
        return texts.AHEAD.format(**words)
    if summit.last_day >= ask.today:
        return texts.UNDER_WAY.format(**words)
    return (texts.HELD_BY_VIDEO if summit.format == "by video" else texts.HELD).format(**words)


def _chaired(ask: Ask, summit: SummitView) -> str:
    """Who chaired, where a source says so; what is only inferred stands among the facts."""
    if summit.chair_id is None or summit.chair_basis != "stated":
        return ""
    return texts.CHAIRED.format(chair=named(ask, summit.chair_id, "person"))


def _checked(ask: Ask, summit: SummitView) -> str:
    """As of when the card speaks, where the asker's day is later or the summit is only planned."""
    if summit.state == "held" and ask.today <= ask.frame.checked:
        return ""
    return texts.CHECKED.format(day=say.day(ask.frame.checked))


def _beside(ask: Ask, shown: Shown) -> Iterable[str]:
    for one in shown.beside:
        yield texts.SAME_NUMBER_LEAD.format(name=ordinal_name(ask, one), place=one.city, dates=summit_dates(one))


def facts(ask: Ask, summit: SummitView) -> Iterable[Item]:
    """What is known of its time, place and chair, a line each with the sources that carry it."""
    main = Item(text="", sources=main_sources(summit.record), records=(summit.record.id,), record_kind="summit")
    yield replace(main, label=texts.DATES, text=_days(summit), date=summit.record.date)
    place = f"{say.flag(summit.country)} {summit.city}, {country_name(ask, summit.country)}"
    yield replace(main, label=texts.PLACE, text=place)
    if summit.state == "held":
        yield replace(main, label=texts.FORMAT, text=summit.format)
    yield replace(main, label=texts.NUMBER, text=ordinal_name(ask, summit))
    if summit.chairing_country:
        yield replace(main, label=texts.CHAIRING, text=country_name(ask, summit.chairing_country))
    if summit.chair_id:
        yield _chair(ask, summit, summit.chair_id)
    if summit.passed_to:
        to = country_name(ask, summit.passed_to)
        yield replace(main, label=texts.PASSED, text=to, sources=main_sources(summit.record, "passed"))
    if summit.record.note:
        sources = main_sources(summit.record, "note")
        yield replace(main, label=texts.NOTE, text=summit.record.note, sources=sources)


def _chair(ask: Ask, summit: SummitView, who: str) -> Item:
    """Who chaired, and whether a source says so or it is only inferred."""
    text = texts.CHAIR_STATED if summit.chair_basis == "stated" else texts.CHAIR_INFERRED
    return Item(
        label=texts.CHAIR,
        text=text.format(name=named(ask, who, "person"), title=summit.chair_title),
        records=(summit.record.id,),
        sources=main_sources(summit.record, "chair"),
        record_kind="summit",
    )


def _days(summit: SummitView) -> str:
    dates = summit_dates(summit)
    if not is_dated(summit):
        return texts.DATES_PLANNED.format(dates=dates)
    if summit.main_day and summit.first_day != summit.last_day:
        return texts.MAIN_DAY.format(dates=dates, day=say.month_day(summit.main_day))
    return dates


def _plans(ask: Ask, told: Sequence[Record]) -> tuple[list[Part], int]:
    """Each plan with what came of it, then what else was decided; nothing where nothing was planned."""
    planned = sections.planned(ask, told)
    shown = {id for i in planned.items for id in i.records}
    count = sum(r.kind in lines.PLANNED for r in told)
    return ([planned, _documents([r for r in told if r.id not in shown])] if count else []), count


def _attendees(ask: Ask, summit: SummitView) -> tuple[list[Part], int]:
    """Who chaired and who else was named, and how many people the sources name so."""
    found = queries.attendance(ask.reader, [summit.record.id])
    named = sections.named(found)
    people = {one.person_id for one in found}
    if summit.chair_id is None:
        return [named], len(people)
    if summit.chair_basis == "stated":
        people.add(summit.chair_id)
    return [replace(named, items=(_chair(ask, summit, summit.chair_id), *named.items))], len(people)


def _told(ask: Ask, summit: SummitView) -> list[Record]:
    """What is recorded about a summit, in order of time; outcomes only where they are its own."""
    found = sections.told(ask, summit.record.id, (*sections.TOLD, "outcome"))
    return [r for r in found if r.kind != "outcome" or r.parent == summit.record.id]


def _documents(told: Sequence[Record]) -> Part:
    outcomes = sorted((r for r in told if r.kind == "outcome"), key=lambda r: (len(r.id), r.id))
    items = tuple(item(r, sections.with_confidence(r)) for r in outcomes)
    return Part(kind="list", title=texts.DOCUMENTS, items=items)


def _neighbours(shown: Shown) -> tuple[Button, ...]:
    place = shown.known.index(shown.summit)
    buttons = []
    if place > 0:
        before = shown.known[place - 1]
        buttons.append(button(before, texts.BEFORE.format(which=_short(before))))
    if place + 1 < len(shown.known):
        after = shown.known[place + 1]
        buttons.append(button(after, texts.AFTER.format(which=_short(after))))
    return tuple(buttons)


def _short(summit: SummitView) -> str:
    return f"{summit.city} {summit.first_day.year}"
