"""`summits`: every summit on one line, all of them or those of a place or of some years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot import say
from bot.arguments import Entity, Span
from bot.ask import Ask
from bot.card import Draft, disagreement_items
from bot.commands.common import as_of, checked, command_line, country_name, period_words, summit_dates, summit_name
from bot.contract import Button, Item, Part, SourceIds
from bot.registry import Example, Option, command
from bot.texts import cards
from bot.texts import summit as texts
from data.queries import disagreements
from data.queries import summits as queries
from data.queries.records import Record
from data.queries.summits import SummitView


@command(
    "summits",
    help="All summits, one line each; or those of a place, or of some years.",
    options=(
        Option(name="place", help="A city or a country", types=("city", "country")),
        Option(name="years", help="A year or years, such as 2001-2010", types=("period",), aliases=("year",)),
    ),
    examples=(
        Example(line="summits", shows="every summit of both series"),
        Example(line="summits {host}", shows="those of one city"),
        Example(line="summits {years}", shows="those of some years"),
        Example(line="summits {host_country} {years}", shows="those of a country in some years"),
        Example(line="summits {years_before}", shows="years before anything was recorded", fails=True),
    ),
)
def summits(ask: Ask, *, place: Entity | None = None, years: Span | None = None) -> Draft:
    """The summits that fit, in order of time, by series."""
    known = queries.summits(ask.reader)
    found = [s for s in known if _is_at(s, place) and (years is None or is_in(s, years))]
    if not found:
        return _none(ask, known, place, years)
    parts = [
        Part(
            kind="list",
            title=say.cap(series.many),
            items=tuple(line(ask, s) for s in found if s.series_id == series.id),
        )
        for series in ask.frame.series
    ]
    shown = [p for p in parts if p.items]
    where = _where(place, years)
    return Draft(
        title=texts.LIST_TITLE.format(series=_series(ask, found), where=f" {where}" if where else ""),
        lead=say.cap(
            texts.LIST_LEAD.format(
                counts=_counts(ask, found), where=f"{where}, " if where else "", checked=_checked(ask)
            )
        ),
        as_of=ask.checked,
        parts=(*shown, *_disputed(ask, found)),
        buttons=_buttons(found),
        with_disagreements=False,
    )


def line(ask: Ask, summit: SummitView) -> Item:
    """One summit as one line; a planned one says so."""
    words = {
        "flag": say.flag(summit.country),
        "name": ordinal_name(ask, summit),
        "city": summit.city,
        "country": country_name(ask, summit.country),
        "dates": summit_dates(summit),
    }
    if summit.state == "planned":
        text = texts.LINE_PLANNED.format(**words, undated="" if is_dated(summit) else texts.UNDATED)
    else:
        text = texts.LINE.format(**words, format=summit.format)
    return Item(
        text=text,
        label=_mark(ask, summit),
        date=_iso(summit),
        records=(summit.record.id,),
        sources=main_sources(summit.record),
        record_kind="summit",
    )


def _mark(ask: Ask, summit: SummitView) -> str | None:
    if is_later(ask, summit):
        return texts.LATER.format(day=say.day(ask.today))
    return texts.DISPUTED if summit.record.disputed else None


def ordinal_name(ask: Ask, summit: SummitView) -> str:
    """`25th X summit`."""
    series = next(s for s in ask.frame.series if s.id == summit.series_id)
    return f"{say.ordinal(summit.number)} {series.name}"


def is_dated(summit: SummitView) -> bool:
    """Whether its days are known, and not only its year or month."""
    return len(summit.record.date or "") >= len("2025-09-01")


def is_later(ask: Ask, summit: SummitView) -> bool:
    """Whether it was held after the asker's day."""
    return summit.state == "held" and summit.first_day > ask.today


def is_in(summit: SummitView, span: Span) -> bool:
    """Whether it was in session in that time."""
    return summit.first_day <= span.end and summit.last_day >= span.start


def main_sources(record: Record, role: str | None = None) -> SourceIds:
    """The sources of a record itself, without those of its notes; or those of one role, where there are any."""
    of_role = [s for s, r in record.roles if r == role]
    apart = {s for s, _ in record.roles}
    found = of_role or [s for s in record.sources if s not in apart] or list(record.sources)
    return (found[0], *found[1:])


def _iso(summit: SummitView) -> str | None:
    if not is_dated(summit):
        return summit.record.date
    first, last = summit.first_day.isoformat(), summit.last_day.isoformat()
    return first if first == last else f"{first}/{last}"


def _is_at(summit: SummitView, place: Entity | None) -> bool:
    if place is None:
        return True
    return summit.country == place.id if place.kind == "country" else summit.city == place.name


def _where(place: Entity | None, years: Span | None) -> str:
    return " ".join(w for w in (f"in {place.name}" if place else "", period_words(years) if years else "") if w)


def _series(ask: Ask, found: Sequence[SummitView]) -> str:
    return say.listing(say.cap(s.many) for s in ask.frame.series if any(f.series_id == s.id for f in found))


def _counts(ask: Ask, found: Sequence[SummitView]) -> str:
    """`5 meetings of one series and 26 of the other were held, 1 is planned`."""
    planned = [s for s in found if s.state == "planned"]
    later = [s for s in found if is_later(ask, s)]
    held = [s for s in found if s not in planned and s not in later]
    said = []
    for text, them, one, many in (
        (texts.LIST_HELD, held, "was", "were"),
        (texts.LIST_LATER, later, "is", "are"),
        (texts.LIST_PLANNED, planned, "is", "are"),
    ):
        numbers = [(series, sum(s.series_id == series.id for s in them)) for series in ask.frame.series]
        counts = say.listing(say.count(number, series.name, series.many) for series, number in numbers if number)
        if them:
            said.append(text.format(counts=counts, verb=one if len(them) == 1 else many, day=say.day(ask.today)))
    return ", ".join(said)


def _checked(ask: Ask) -> str:
    return checked(ask, ask.today)


def _none(ask: Ask, known: Sequence[SummitView], place: Entity | None, years: Span | None) -> Draft:
    """Nothing fits: the summit that lies nearest in time, or the last one where only a place was asked."""
    near = nearest(known, years.start, years.end) if years else [s for s in known if s.state == "held"][-1]
    words = {"where": _where(place, years), "checked": _checked(ask), "name": summit_name(ask, near)}
    lead = (texts.LIST_NONE if years else texts.LIST_NONE_AT).format(**words)
    if years is not None and years.end < ask.frame.coverage:
        covered = say.day(ask.frame.coverage)
        lead = texts.NOT_COVERED.format(when=bare_period(years), coverage=covered, name=summit_name(ask, near))
    return Draft(
        kind="not-found",
        title=texts.LIST_NONE_TITLE,
        lead=lead,
        as_of=as_of(ask, ask.today),
        parts=(Part(kind="list", items=(line(ask, near),)),),
        buttons=(button(near),),
    )


def bare_period(span: Span) -> str:
    """A stretch of time as the subject of a sentence: `1990`, `1 July 1990`, `1980 to 1990`."""
    return period_words(span).partition(" ")[2]


def nearest(known: Sequence[SummitView], first: date, last: date) -> SummitView:
    """The summit with the fewest days between it and a stretch of time; of two the earlier."""
    return min(known, key=lambda s: (max((s.first_day - last).days, (first - s.last_day).days, 0), s.first_day))


def button(summit: SummitView, label: str | None = None) -> Button:
    """A button that opens a summit's card."""
    text = label or f"{summit.city} {summit.first_day.year}"
    return Button(label=text, command=command_line("summit", which=summit.record.id))


def _disputed(ask: Ask, found: Sequence[SummitView]) -> tuple[Part, ...]:
    """Both sides where a summit's own day is disputed; what else is disputed about a summit stands on its card."""
    ids = [s.record.id for s in found if s.record.disputed]
    points = [d for d in disagreements.touching(ask.reader, ids) if d.kind == "open"]
    if not points:
        return ()
    return (Part(kind="disagreement", title=cards.SOURCES_DIFFER, items=disagreement_items(ask.reader, points)),)


def _buttons(found: Sequence[SummitView]) -> tuple[Button, ...]:
    return (button(found[0]),) if len(found) == 1 else ()
