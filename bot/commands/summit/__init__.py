"""`summit`: one summit's card; which one is meant, and the choice where several are."""

from __future__ import annotations

from collections.abc import Sequence

from bot import say
from bot.arguments import Asked, Entity, Ordinal, Span, Word
from bot.ask import Ask
from bot.card import Draft
from bot.commands.common import checked, period_words, summit_dates, summit_name
from bot.commands.summit import meeting, overview
from bot.commands.summit.overview import Shown
from bot.commands.summits import bare_period, button, is_dated, is_in, line, nearest, ordinal_name
from bot.contract import Part
from bot.registry import Choice, Example, Option, command
from bot.texts import summit as texts
from data.queries import summits as queries
from data.queries.summits import SummitView

MOST_BUTTONS = 5
"""How many buttons stand in a row."""


@command(
    "summit",
    help="One summit: when, where, who chaired, what was decided, who came, what was planned and said.",
    options=(
        Option(
            name="which",
            help="A year, a day, a number, a city, a country, next or last",
            types=("summit",),
            aliases=("summit",),
        ),
        Option(
            name="section",
            help="One part of the card, or everything",
            types=("choice",),
            choices=(
                Choice(id="attendees", label="who was named", names=("attendance", "participants", "guests")),
                Choice(id="documents", label="decisions and documents", names=("outcomes", "decisions", "results")),
                Choice(id="planned", label="planned against reported", names=("plans", "expectations")),
                Choice(id="statements", label="reports, claims and analyses", names=("reports", "claims", "analyses")),
                Choice(id="quotes", label="quotations", names=("quotations",)),
                Choice(id="all", label="everything"),
            ),
        ),
        Option(name="year", help="A year beside a place: the summit there in that year", types=("period",)),
        Option(name="place", help="A city or a country beside a year", types=("city", "country")),
    ),
    examples=(
        Example(line="summit {summit_year}", shows="the summit of a year"),
        Example(line="summit {city}", shows="the summit in a city"),
        Example(line="summit {number}", shows="a summit by its number"),
        Example(line="summit next", shows="the next one, as far as it is known"),
        Example(line="summit {summit_year} attendees", shows="who was named there"),
        Example(line="summit {cities}", shows="a city with several: which one?", fails=True),
        Example(line="summit {meeting}", shows="another meeting, told as what it is"),
    ),
)
def summit(
    ask: Ask,
    *,
    which: Asked | None = None,
    section: Word | None = None,
    year: Span | None = None,
    place: Entity | None = None,
) -> Draft:
    """The summit that is meant, or the choice, or what is said where there is none."""
    if isinstance(which, Entity) and which.kind == "meeting":
        return meeting.answer(ask, which, year)
    known = queries.summits(ask.reader)
    wanted = section.id if section else None
    named = [value for value in (which, year, place) if value is not None]
    if len(named) > 1:
        return _together(ask, known, named, wanted)
    return _one(ask, known, named[0] if named else None, wanted)


def _one(ask: Ask, known: Sequence[SummitView], which: Asked | None, wanted: str | None) -> Draft:
    """The summit that one word or name means."""
    if which is None or isinstance(which, Word):
        return _relative(ask, known, which, wanted)
    if isinstance(which, Span):
        return _in_time(ask, known, which, wanted)
    if isinstance(which, Ordinal):
        return _numbered(ask, known, which.number, wanted)
    return _named(ask, known, which, wanted)


def _together(ask: Ask, known: Sequence[SummitView], named: Sequence[Asked], section: str | None) -> Draft:
    """The summit that fits all that was named; where none does, the premise put right or the choice."""
    words = [value for value in named if isinstance(value, Word)]
    others = [value for value in named if not isinstance(value, Word)]
    fitting = [_fitting(known, value) for value in others]
    found = [s for s in known if all(s in fit for fit in fitting)]
    if words and found:
        past = [s for s in found if s.last_day < ask.today and s.state == "held"]
        ahead = [s for s in found if s.last_day >= ask.today]
        found = (past[-1:] if words[0].id == "last" else ahead[:1]) or found
    if len(found) == 1:
        return _card(ask, known, found[0], section)
    what = " ".join(_words(value) for value in named)
    near = found or [s for s in known if any(s in fit for fit in fitting)]
    if not near:
        return _none(ask, nearest(known, ask.today, ask.today), texts.UNKNOWN_TITLE, texts.UNKNOWN.format(asked=what))
    place = next((v for v in others if isinstance(v, Entity) and v.kind in ("city", "country")), None)
    time = next((v for v in others if isinstance(v, Span)), None)
    if found or place is None or time is None:
        count = say.count(len(near), *texts.CHOICE_COUNT)
        return _choice(ask, near, what, (texts.CHOICE_ALL if found else texts.CHOICE_ANY).format(count=count))
    return _premise(ask, known, near, place, time)


def _premise(ask: Ask, known: Sequence[SummitView], near: Sequence[SummitView], place: Entity, time: Span) -> Draft:
    """A place that did not host in that time: where the summits of that time met, and when that place hosted."""
    when = period_words(time)
    said = [texts.NOT_THERE_THEN.format(place=place.name, when=when, checked=checked(ask, ask.today))]
    if in_time := _fitting(known, time):
        met = (texts.MET.format(name=ordinal_name(ask, s), place=s.city, dates=summit_dates(s)) for s in in_time)
        said.append(texts.THEN.format(met=say.listing(met)))
    if at := _fitting(known, place):
        said.append(texts.HOSTED.format(place=place.name, which=say.listing(_which(s, place) for s in at)))
    return Draft(
        title=texts.CHOICE_TITLE.format(what=f"{place.name}, {bare_period(time)}"),
        lead=" ".join(said),
        as_of=ask.checked,
        parts=(Part(kind="list", items=tuple(line(ask, s) for s in near)),),
        buttons=tuple(button(s) for s in near[:MOST_BUTTONS]),
        with_disagreements=False,
    )


def _fitting(known: Sequence[SummitView], value: Asked) -> list[SummitView]:
    """The summits that one of several things named fits."""
    if isinstance(value, Span):
        return [s for s in known if is_in(s, value) and (is_dated(s) or value.precision in ("year", "range"))]
    if isinstance(value, Ordinal):
        return [s for s in known if s.number == value.number]
    return _at(known, value) if isinstance(value, Entity) else []


def _at(known: Sequence[SummitView], place: Entity) -> list[SummitView]:
    """The summits of a city, those that a country hosted or chaired, or the one that bears the name."""
    if place.kind == "summit":
        return [s for s in known if s.record.id == place.id]
    if place.kind == "city":
        return [s for s in known if s.city == place.name]
    return [s for s in known if place.id in (s.country, s.chairing_country)]


def _words(value: Asked) -> str:
    """A thing that was named, as the title has it."""
    if isinstance(value, Span):
        return bare_period(value)
    if isinstance(value, Ordinal):
        return say.ordinal(value.number)
    return value if isinstance(value, str) else value.name if isinstance(value, Entity) else value.id


def _relative(ask: Ask, known: Sequence[SummitView], which: Word | None, section: str | None) -> Draft:
    """`next`, `last`, or neither: the next where its days are known, else the last."""
    ahead = [s for s in known if s.last_day >= ask.today]
    past = [s for s in known if s.last_day < ask.today and s.state == "held"]
    if which is None:
        if ahead and is_dated(ahead[0]):
            first = _beside_last(ask, past, ahead[0])
            return _card(ask, known, ahead[0], section, title=_next_title(ask, ahead[0]), first=first)
        return _last(ask, known, past, section, texts.NONE_DATED)
    if which.id == "last":
        return _last(ask, known, past, section, "")
    if not ahead:
        return _no_next(ask, known, past)
    return _card(ask, known, ahead[0], section, title=_next_title(ask, ahead[0]))


def _in_session(ask: Ask, summit: SummitView) -> bool:
    return is_dated(summit) and summit.first_day <= ask.today <= summit.last_day


def _next_title(ask: Ask, summit: SummitView) -> str:
    return texts.TITLE_NOW if _in_session(ask, summit) else texts.TITLE_NEXT


def _beside_last(ask: Ask, past: Sequence[SummitView], summit: SummitView) -> str:
    form = texts.NOW_OF_TWO if _in_session(ask, summit) else texts.NEXT_OF_TWO
    return form.format(last=summit_name(ask, past[-1])) if past else ""


def _no_next(ask: Ask, known: Sequence[SummitView], past: Sequence[SummitView]) -> Draft:
    """None is planned after today; a plan whose time is over is not forgotten."""
    plans = [s for s in known if s.state == "planned"]
    overdue = "".join(
        texts.OVERDUE.format(name=summit_name(ask, s), dates=summit_dates(s), place=s.city) + " " for s in plans
    )
    lead = texts.NO_NEXT.format(
        day=say.day(ask.today), checked=checked(ask, ask.today), overdue=overdue, last=summit_name(ask, past[-1])
    )
    return _none(ask, (plans or past)[-1], texts.NO_NEXT_TITLE, lead)


def _last(ask: Ask, known: Sequence[SummitView], past: Sequence[SummitView], section: str | None, first: str) -> Draft:
    if not past:
        lead = texts.NO_LAST.format(day=say.day(ask.today), first=summit_name(ask, known[0]))
        return _none(ask, known[0], texts.NO_LAST_TITLE, lead)
    return _card(ask, known, past[-1], section, title=texts.TITLE_LAST, first=first)


def _in_time(ask: Ask, known: Sequence[SummitView], span: Span, section: str | None) -> Draft:
    """The summit of a year, or the one in session on a day; the nearest where there was none."""
    found = _fitting(known, span)
    if len(found) == 1:
        return _card(ask, known, found[0], section)
    if found:
        count = say.count(len(found), *texts.CHOICE_COUNT)
        lead = texts.CHOICE_TIME.format(count=count, when=period_words(span))
        return _choice(ask, found, say.cap(period_words(span)), lead)
    near = nearest(known, span.start, span.end)
    name, when = summit_name(ask, near), period_words(span)
    if span.end < ask.frame.coverage:
        covered = say.day(ask.frame.coverage)
        lead = texts.NOT_COVERED.format(when=bare_period(span), coverage=covered, name=name)
        return _none(ask, near, texts.NOT_COVERED_TITLE, lead)
    if span.precision == "day" and span.start <= known[-1].last_day:
        return _card(ask, known, near, section, first=texts.NEAREST_DAY.format(when=when, name=name))
    lead = texts.NO_SUMMIT.format(when=when, checked=checked(ask, ask.today), name=name)
    return _none(ask, near, texts.NO_SUMMIT_TITLE.format(when=when), lead)


def _numbered(ask: Ask, known: Sequence[SummitView], number: int, section: str | None) -> Draft:
    """The number in the main series; the meeting of the same number in another stands beside it."""
    main = ask.frame.main_series
    same = [s for s in known if s.number == number]
    found = next((s for s in same if s.series_id == main.id), None)
    if found is None:
        highest = max((s for s in known if s.series_id == main.id), key=lambda s: s.number)
        name = {"number": say.ordinal(number), "series": main.name}
        lead = texts.NO_NUMBER.format(**name, checked=checked(ask, ask.today), name=summit_name(ask, highest))
        return _none(ask, highest, texts.NO_NUMBER_TITLE.format(**name), lead)
    others = [s for s in same if s is not found]
    return _card(ask, known, found, section, beside=others)


def _named(ask: Ask, known: Sequence[SummitView], which: Entity | str, section: str | None) -> Draft:
    """A summit, or the summits of a city or a country."""
    if not isinstance(which, Entity) or which.kind not in ("summit", "city", "country"):
        asked = which.name if isinstance(which, Entity) else which
        near = nearest(known, ask.today, ask.today)
        return _none(ask, near, texts.UNKNOWN_TITLE, texts.UNKNOWN.format(asked=asked))
    if which.kind == "summit":
        return _card(ask, known, next(s for s in known if s.record.id == which.id), section)
    found = _at(known, which)
    if not found:
        last = [s for s in known if s.state == "held"][-1]
        lead = texts.NO_HOST.format(place=which.name, checked=checked(ask, ask.today), name=summit_name(ask, last))
        return _none(ask, last, texts.NO_HOST_TITLE.format(place=which.name), lead)
    if len(found) == 1:
        return _card(ask, known, found[0], section)
    listed = say.listing(_which(s, which) for s in found)
    return _choice(ask, found, which.name, texts.CHOICE_HOST.format(place=which.name, which=listed))


def _which(summit: SummitView, place: Entity) -> str:
    """`2005` for a city, `Saint Petersburg 2002` for a country, with what must be said of it."""
    which = str(summit.first_day.year)
    if place.kind == "country":
        which = f"{summit.city} {which}"
        if summit.country != place.id:
            return texts.WHICH_CHAIRED.format(which=which)
    if summit.state == "planned":
        return texts.WHICH_PLANNED.format(which=which)
    return texts.WHICH_VIDEO.format(which=which) if summit.format == "by video" else which


def _choice(ask: Ask, found: Sequence[SummitView], what: str, lead: str) -> Draft:
    one_city = len({s.city for s in found}) == 1
    return Draft(
        kind="choice",
        title=texts.CHOICE_TITLE.format(what=what),
        lead=lead,
        as_of=ask.checked,
        parts=(Part(kind="list", items=tuple(line(ask, s) for s in found)),),
        buttons=tuple(button(s, str(s.first_day.year) if one_city else None) for s in found),
    )


def _none(ask: Ask, near: SummitView, title: str, lead: str) -> Draft:
    return Draft(
        kind="not-found",
        title=title,
        lead=lead,
        as_of=ask.checked,
        parts=(Part(kind="list", items=(line(ask, near),)),),
        buttons=(button(near),),
    )


def _card(
    ask: Ask,
    known: Sequence[SummitView],
    summit: SummitView,
    section: str | None,
    *,
    title: str = "{name}",
    first: str = "",
    beside: Sequence[SummitView] = (),
) -> Draft:
    shown = Shown(
        summit=summit,
        known=tuple(known),
        name=ordinal_name(ask, summit),
        title=title.format(name=summit_name(ask, summit)),
        first=first,
        beside=tuple(beside),
    )
    return overview.answer(ask, shown, section)
