"""What changed hands between two days: offices, and the chair of the last summit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot import say
from bot.ask import Ask
from bot.card import ids_of
from bot.commands.common import named
from bot.commands.who.terms import held, holder, of_name
from bot.contract import Item
from bot.texts import members as texts
from bot.texts import who as who_texts
from data.queries import people, summits
from data.queries.people import TermView
from data.queries.standings import StandingView
from data.queries.summits import SummitView


def offices(ask: Ask, found: Sequence[StandingView], first: date, last: date) -> tuple[Item, ...]:
    """The offices of the members of either day, and of the organisation, whose holders differ."""
    full = {ask.frame.series_on(day).status_id for day in (first, last)} | {ask.frame.full_status}
    there = [s.country for s in found if s.status_id in full and (s.holds(first) or s.holds(last))]
    terms = people.terms(ask.reader, [*there, ask.frame.id])
    lines = []
    for of in dict.fromkeys([ask.frame.id, *there]):
        for office in ask.frame.offices:
            own = [t for t in terms if t.of == of and t.office_id == office.id]
            if line := _changed_hands(ask, own, office.title, first, last):
                lines.append(line)
    return tuple(lines)


def _changed_hands(ask: Ask, own: Sequence[TermView], office: str, first: date, last: date) -> Item | None:
    before = held(ask, own, first, first).certain
    after = held(ask, own, last, last).certain
    if {t.person_id for t in before} == {t.person_id for t in after}:
        return None
    between = [t for t in held(ask, own, first, last).certain if t not in (*before, *after)]
    text = texts.DIFF_HELD.format(
        office=who_texts.OFFICE_OF.format(office=office, of=of_name(ask, own[0].of)),
        before=_holders(ask, before),
        after=_holders(ask, after),
        between=texts.DIFF_BETWEEN.format(holders=_holders(ask, between)) if between else "",
    )
    shown = [*before, *between, *after]
    return Item(
        text=text,
        records=tuple(t.record.id for t in shown),
        sources=ids_of(*(t.record for t in shown), most=2),
        record_kind="term",
    )


def _holders(ask: Ask, terms: Iterable[TermView]) -> str:
    """Names, each with the day from which it was in office."""
    return (
        say.listing(
            texts.DIFF_SINCE.format(holder=holder(ask, t), day=say.when(t.start)) if t.start else holder(ask, t)
            for t in terms
        )
        or texts.NOBODY_KNOWN
    )


def chair(ask: Ask, first: date, last: date) -> tuple[Item, ...]:
    """Who chaired the last summit before each of the days, where that is another summit."""
    held_ones = [s for s in summits.summits(ask.reader) if s.state == "held"]
    before = [s for s in held_ones if s.last_day <= first][-1:]
    after = [s for s in held_ones if s.last_day <= last][-1:]
    if not after or before == after:
        return ()
    shown = (*before, *after)
    text = texts.DIFF_CHAIR.format(
        before=_chaired(ask, before[0]) if before else texts.NOBODY_KNOWN, after=_chaired(ask, after[0])
    )
    return (
        Item(
            text=text,
            label=texts.DIFF_CHAIR_LABEL,
            records=tuple(s.record.id for s in shown),
            sources=ids_of(*(s.record for s in shown), most=3),
            record_kind="summit",
        ),
    )


def _chaired(ask: Ask, summit: SummitView) -> str:
    chair = named(ask, summit.chair_id, "person") if summit.chair_id else texts.NOBODY_KNOWN
    basis = f", {summit.chair_basis}" if summit.chair_basis == "inferred" else ""
    return texts.DIFF_CHAIRED.format(chair=chair, summit=f"{summit.city} {summit.first_day.year}{basis}")
