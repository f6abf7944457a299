"""`who`: people, the offices that they held, and who chaired a summit."""

from __future__ import annotations

from bot import say
from bot.arguments import Entity, Span
from bot.ask import Ask
from bot.card import Draft
from bot.commands.common import command_line, period_words
from bot.commands.who import chair, offices, person
from bot.contract import Button
from bot.registry import Example, Option, command
from bot.texts import who as texts


@command(
    "who",
    help="A person's offices, summits and statements, or who held an office, and when.",
    options=(
        Option(
            name="name_or_office",
            help="A person, or an office such as president, secretary-general or chair",
            types=("office", "person"),
            aliases=("name", "person", "office"),
        ),
        Option(name="country", help="The country in which the office is held", types=("country",)),
        Option(
            name="as_of",
            help="A year, a month, a day or a range, such as 2010 or 2019-03-20",
            types=("period",),
            aliases=("on", "date"),
        ),
    ),
    examples=(
        Example(line="who {person}", shows="a person: offices, summits, statements"),
        Example(line="who {office}", shows="who held an office in a year"),
        Example(line="who {country_office}", shows="a country's office in a year"),
        Example(line="who chair {chair_year}", shows="who chaired that year's summit, and who came next"),
        Example(line="who {uncovered}", shows="an office that the data does not cover", fails=True),
    ),
)
def who(
    ask: Ask, *, name_or_office: Entity | None = None, country: Entity | None = None, as_of: Span | None = None
) -> Draft:
    """A person's card, an office's holders, or the offices of a country."""
    if name_or_office is None and country is None:
        return _ask_which(ask, as_of)
    if name_or_office is None:
        assert country is not None  # noqa: S101  (one of the two is there)
        return offices.of_country(ask, country, as_of)
    if name_or_office.kind == "person":
        return person.answer(ask, name_or_office, country, as_of)
    if name_or_office.kind == "organisation":
        return offices.answer(ask, next(o for o in ask.frame.offices if o.holder == "organisation"), country, as_of)
    office = next(o for o in ask.frame.offices if o.id == name_or_office.id)
    if office.holder == "summit":
        return chair.answer(ask, country, as_of)
    return offices.answer(ask, office, country, as_of)


def _ask_which(ask: Ask, span: Span | None) -> Draft:
    titles = say.listing((o.title for o in ask.frame.offices), "or")
    lead = (
        texts.ASK_WHEN_LEAD.format(when=period_words(span), offices=titles)
        if span
        else texts.ASK_LEAD.format(offices=titles)
    )
    day = _asked(span) if span else None
    buttons = tuple(
        Button(label=o.title, command=command_line("who", name_or_office=o.id, as_of=day)) for o in ask.frame.offices
    )
    return Draft(kind="choice", title=texts.ASK_TITLE, lead=lead, buttons=buttons)


def _asked(span: Span) -> str:
    """A period as a button's command carries it."""
    first = span.start.isoformat()
    if span.precision == "year":
        return first[:4]
    return first if span.start == span.end else f"{first}..{span.end.isoformat()}"
