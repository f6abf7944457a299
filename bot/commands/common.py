"""What several families of commands need: moments, classes of standing, what an answer holds for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot import say
from bot.arguments import EntityKind, Span
from bot.ask import Ask
from bot.card import Draft
from bot.contract import Button
from bot.texts import cards as texts
from bot.texts import members as member_texts
from data.queries import summits
from data.queries.summits import SummitView


def moment(span: Span | None, today: date) -> date:
    """The day that is meant by a date asked as a moment: its last day, or today if it contains today."""
    if span is None or span.start <= today <= span.end:
        return today
    return span.end


def as_of(ask: Ask, day: date) -> date:
    """The day for which an answer about `day` can hold: no later than the last check."""
    return min(day, ask.frame.checked)


def checked(ask: Ask, day: date) -> str:
    """`, as last checked on …` where the answer about `day` is that of the last check; else nothing."""
    if day <= ask.frame.checked:
        return ""
    return ", " + texts.AS_LAST_CHECKED.format(day=say.day(ask.frame.checked))


def before_coverage(ask: Ask, day: date) -> Draft:
    """What is said of a day before the first one covered."""
    first = next(iter(summits.summits(ask.reader)), None)
    if first is None:  # every summit may be known from muted sources only
        return Draft(
            kind="not-found",
            title=member_texts.NOT_COVERED_TITLE,
            lead=member_texts.NOT_COVERED_ALONE.format(day=say.day(day), coverage=say.day(ask.frame.coverage)),
        )
    return Draft(
        kind="not-found",
        title=member_texts.NOT_COVERED_TITLE,
        lead=member_texts.NOT_COVERED.format(
            day=say.day(day), coverage=say.day(ask.frame.coverage), summit=summit_name(ask, first)
        ),
        buttons=(Button(label=summit_name(ask, first), command=f"summit {first.record.id}"),),
    )


def summit_name(ask: Ask, summit: SummitView) -> str:
    """`3rd X summit, City, 31 August – 1 September 2025`."""
    series = next(s for s in ask.frame.series if s.id == summit.series_id)
    return f"{say.ordinal(summit.number)} {series.name}, {summit.city}, {summit_dates(summit)}"


def summit_dates(summit: SummitView) -> str:
    """The days of a summit with the precision that is known: a planned one may have only its year."""
    if summit.record.date and len(summit.record.date) < len("2025-09-01"):
        return say.when(summit.record.date)
    return say.span(summit.first_day, summit.last_day)


def command_line(name: str, **options: object) -> str:
    """A command line that a button carries; values with spaces are quoted."""
    words = [name]
    for option, value in options.items():
        if value is not None:
            text = f'"{value}"' if " " in str(value) else str(value)
            words.append(f"{option.rstrip('_').replace('_', '-')}:{text}")
    return " ".join(words)


def country_name(ask: Ask, code: str) -> str:
    """The English name of a country, as the dataset has it where it overrules the built-in one."""
    return ask.names.country(code) or code


def countries(ask: Ask, codes: Sequence[str]) -> str:
    """`India, Iran and Pakistan`."""
    return say.listing(country_name(ask, code) for code in codes)


def named(ask: Ask, id: str, kind: EntityKind) -> str:
    """The name by which a person, a topic or another entity is shown."""
    return next((e.name for e in ask.names.exact(id, (kind,)) if e.id == id), id)


def period_words(span: Span) -> str:
    """A stretch of time as a sentence says it: `on 1 July 2016`, `in June 2016`, `in 2016`, `from 2005 to 2017`."""
    first, last = span.start, span.end
    if first == last:
        return f"on {say.day(first)}"
    if span.precision in ("month", "month-of-year"):
        return f"in {say.when(first.isoformat()[:7])}"
    if span.precision == "year":
        return f"in {first.year}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"from {first.year} to {last.year}"
    return f"from {say.day(first)} to {say.day(last)}"


def with_check(ask: Ask, lead: str) -> str:
    """A lead that speaks of today; where the last check is earlier, it says so."""
    said = checked(ask, ask.today).removeprefix(", ")
    return f"{lead} ({say.cap(said)}.)" if said else lead
