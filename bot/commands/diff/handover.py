"""What changed hands between two days: offices, and the chair of the last summit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot import say
from bot.ask import Ask
from bot.card import ids_of
from bot.commands.common import named
from bot.commands.who.terms import held, holder, of_name, only_seen, opening
from bot.contract import Item
from bot.texts import members as texts
from bot.texts import who as who_texts
from data.queries import people, summits
from data.queries.people import TermView
from data.queries.records import Record
from data.queries.standings import StandingView
from data.queries.summits import SummitView


@dataclass(frozen=True, slots=True)
class Offices:
    """The offices that are known to have changed hands, and those with no holder known on one of the days."""

    changed: tuple[Item, ...]
    not_known: tuple[Item, ...]


def offices(ask: Ask, found: Sequence[StandingView], first: date, last: date) -> Offices:
    """The offices of the members of either day, and of the organisation, whose holders differ."""
    full = {ask.frame.series_on(day).status_id for day in (first, last)} | {ask.frame.full_status}
    there = [s.country for s in found if s.status_id in full and (s.holds(first) or s.holds(last))]
    terms = people.terms(ask.reader, [*there, ask.frame.id])
    changed: list[Item] = []
    not_known: list[Item] = []
    for of in dict.fromkeys([ask.frame.id, *there]):
        for office in ask.frame.offices:
            own = [t for t in terms if t.of == of and t.office_id == office.id]
            if both := _handover(ask, own, first, last):
                lines = changed if both.is_change else not_known
                lines.append(_line(ask, own, both, office.title, (first, last)))
    return Offices(tuple(changed), tuple(not_known))


@dataclass(frozen=True, slots=True)
class _Handover:
    """Who held an office on the first day, in between and on the last."""

    before: tuple[TermView, ...]
    between: tuple[TermView, ...]
    after: tuple[TermView, ...]

    @property
    def shown(self) -> tuple[TermView, ...]:
        return (*self.before, *self.between, *self.after)

    @property
    def is_change(self) -> bool:
        """Whether one followed another: of a single holder that is not known."""
        return len({t.person_id for t in self.shown}) > 1


def _handover(ask: Ask, own: Sequence[TermView], first: date, last: date) -> _Handover | None:
    """None where the holders are the same on both days, or where nobody is known at all."""
    before = held(ask, own, first, first).certain
    after = held(ask, own, last, last).certain
    inside = held(ask, own, first, last).certain
    between = tuple(t for t in inside if t not in (*before, *after) and (before or after or not only_seen(t)))
    if {t.person_id for t in before} == {t.person_id for t in after} and (before or not between):
        return None
    return _Handover(before, between, after)


def _line(ask: Ask, own: Sequence[TermView], both: _Handover, office: str, days: tuple[date, date]) -> Item:
    opened = opening(ask, own)
    ends = not both.after
    before, after = (
        _holders(ask, them, days[1], ends=ends) or _nobody(day, opened)
        for them, day in zip((both.before, both.after), days, strict=True)
    )
    between = _holders(ask, both.between, days[1], ends=ends)
    text = texts.DIFF_HELD.format(
        office=who_texts.OFFICE_OF.format(office=office, of=of_name(ask, own[0].of)),
        before=before,
        after=after,
        between=texts.DIFF_BETWEEN.format(holders=between) if between else "",
    )
    return Item(
        text=text,
        records=tuple(t.record.id for t in both.shown),
        sources=ids_of(*(t.record for t in both.shown), most=2),
        record_kind="term",
    )


def _nobody(day: date, opened: Record | None) -> str:
    if opened and opened.date and day.isoformat() < opened.date:
        return texts.DIFF_NOT_OPEN.format(day=say.day(day), opened=say.when(opened.date))
    return texts.DIFF_NOT_KNOWN_ON.format(day=say.day(day))


def _holders(ask: Ask, terms: Iterable[TermView], last: date, *, ends: bool) -> str:
    """Names, each with the day from which it was in office; with the day of its end where no successor is known."""
    return say.listing(_holder(ask, t, last, ends=ends) for t in terms)


def _holder(ask: Ask, term: TermView, last: date, *, ends: bool) -> str:
    days = []
    if term.start:
        days.append(texts.DIFF_SINCE.format(day=say.when(term.start)))
    if term.end and term.last_day and term.last_day <= last and (ends or not days):
        days.append(texts.DIFF_UNTIL.format(day=say.when(term.end)))
    name = holder(ask, term)
    return texts.DIFF_TERM.format(holder=name, days=" ".join(days)) if days else name


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
