"""Another meeting that someone takes for a summit: told as what it is, with what the sources say about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot import lines, say
from bot.arguments import Entity, Span
from bot.ask import Ask
from bot.card import Draft, item
from bot.commands.common import period_words
from bot.commands.summit import sections
from bot.commands.summits import main_sources
from bot.contract import Item, Part
from bot.texts import summit as texts
from data.queries import records
from data.queries.records import Record


def answer(ask: Ask, entity: Entity, time: Span | None = None) -> Draft:
    """The premise put right in the lead, that of the time too, then the records about the meeting."""
    own = records.one(ask.reader, entity.id)
    told = sections.told(ask, entity.id)
    planned = sections.planned(ask, told)
    quoted, count = sections.quoted(ask, entity.id)
    parts = (
        Part(kind="facts", items=tuple(_facts(own))),
        sections.attendance(ask, entity.id),
        planned,
        *sections.statements(ask, told, without={id for i in planned.items for id in i.records}),
        *quoted,
    )
    return Draft(
        title=entity.name,
        lead=_other_time(own, time) + texts.MEETING_LEAD.format(text=own.text, checked=_checked(ask)),
        as_of=ask.checked,
        parts=tuple(p for p in parts if p.items),
        buttons=sections.quote_button(entity.name, count),
    )


def _other_time(own: Record, time: Span | None) -> str:
    """That the meeting was not at the time that was named beside it, where that is known."""
    bounds = lines.bounds(own)
    if time is None or bounds is None or (bounds[0] <= time.end and bounds[1] >= time.start):
        return ""
    return say.cap(texts.OTHER_TIME.format(when=period_words(time), date=say.when(own.date or ""))) + " "


def _checked(ask: Ask) -> str:
    if ask.today <= ask.frame.checked:
        return ""
    return " " + texts.CHECKED.format(day=say.day(ask.frame.checked))


def _facts(own: Record) -> Iterable[Item]:
    main = replace(item(own), sources=main_sources(own))
    when = say.when(own.date) if own.date else texts.MEETING_NO_DATE
    if own.date_note:
        when = texts.MEETING_DATE_NOTE.format(date=when, note=own.date_note)
    yield replace(main, label=texts.DATES, text=say.cap(when))
    if own.place:
        yield replace(main, label=texts.PLACE, text=own.place)
    if own.note:
        yield replace(main, label=texts.NOTE, text=own.note, sources=main_sources(own, "note"))
