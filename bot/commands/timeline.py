"""`timeline`: dated lines by year, of a topic, a country or some years; plans are marked as plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot import lines, phrases, say
from bot.arguments import Entity, Span
from bot.ask import Ask
from bot.card import Draft
from bot.commands.common import before_coverage, checked, command_line, period_words
from bot.contract import Button, Part
from bot.joining import Joined, joined
from bot.registry import Example, Option, command
from bot.texts import calendar as texts
from data import search
from data.queries import records
from data.queries.records import Record

MAIN = ("milestone", "summit")
DATED = (*MAIN, "step", "standing", "event", "plan", "expectation")
"""The kinds that a stretch of time shows."""

OWN = ("step", "standing", "outcome")
"""The kinds that a milestone may tell of."""

SOUGHT = (*DATED, "outcome")
"""The kinds that a topic or a country shows: what a summit decided is told by its milestone where that fits."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is asked for; `words` are the phrases that every record must have."""

    words: tuple[str, ...]
    country: Entity | None
    years: Span | None

    @property
    def about(self) -> str:
        """`India and “dual use”`: what it is about, without the time."""
        named = [self.country.name] if self.country else []
        return say.listing([*named, *([texts.WORD.format(word=" ".join(self.words))] if self.words else [])])

    @property
    def is_all(self) -> bool:
        """Whether nothing narrows it down."""
        return not (self.words or self.country or self.years)


@command(
    "timeline",
    help="What happened, dated and by year: of some years, a country or a topic.",
    options=(
        Option(name="topic", help="Words or a topic that every line must match", types=("text",), aliases=("about",)),
        Option(name="country", help="A country that every line is about", types=("country",)),
        Option(name="years", help="A year or years, such as 2005-2017", types=("period",), aliases=("year",)),
    ),
    examples=(
        Example(line="timeline {summit_year}", shows="one year"),
        Example(line="timeline {subject}", shows="a topic"),
        Example(line="timeline {country}", shows="a country"),
        Example(line="timeline {country_years}", shows="a country in some years"),
        Example(line="timeline tulips", shows="a topic on which nothing is dated", fails=True),
    ),
    searches=True,
)
def timeline(ask: Ask, *, topic: str | None = None, country: Entity | None = None, years: Span | None = None) -> Draft:
    """Dated lines, the oldest first; a date keeps the precision that is known."""
    wanted = _Wanted(tuple(phrases.read(topic)[: phrases.MOST]) if topic else (), country, years)
    every = _found(ask, wanted)
    found = [r for r in every if years is None or _lies_in(r, years)]
    if not found:
        return _nothing(ask, wanted, every)
    return _lines(ask, wanted, _joined(ask, wanted, found))


def _joined(ask: Ask, wanted: _Wanted, found: Sequence[Record]) -> list[Joined]:
    """One event, one line, in order of time.

    Where words are asked, the steps of several countries on one day match but their milestone may not: it tells them.
    """
    ids = {r.id for r in found}
    own = [r for r in found if r.kind in OWN and r.is_day] if wanted.words else []
    days = sorted({f"{r.first_day:%m-%d}" for r in own})
    more = [m for m in records.on_days(ask.reader, days, ("milestone",)) if m.id not in ids] if days else []
    every = sorted([*found, *more], key=lines.order)
    told = joined(every, records.joins_of(ask.reader, [r.id for r in every if r.kind in (*MAIN, *OWN)]))
    return [(r, also) for r, also in told if r.id in ids or also]


def _found(ask: Ask, wanted: _Wanted) -> list[Record]:
    if wanted.words or wanted.country:
        about = [wanted.country.id] if wanted.country else []
        seqs = search.find(ask.reader, [phrases.cut(w) for w in wanted.words], kinds=SOUGHT, about=about).seqs
        found = records.by_seqs(ask.reader, seqs)
    elif wanted.years:
        found = records.between(ask.reader, wanted.years.start, wanted.years.end, DATED)
    else:
        found = records.of_kinds(ask.reader, MAIN)
    return [r for r in found if r.date]


def _lies_in(record: Record, years: Span) -> bool:
    """Whether a record's date lies, or may lie, in a stretch of time."""
    found = lines.bounds(record)
    return found is not None and found[0] <= years.end and found[1] >= years.start


def _lines(ask: Ask, wanted: _Wanted, told: Sequence[Joined]) -> Draft:
    def year(one: Joined) -> int:
        first = lines.order(one[0])[0].year
        return max(first, wanted.years.start.year) if wanted.years else first

    certain = [one for one in told if not _may_lie_outside(one[0], wanted)]
    parts = [_part(ask, str(heading), of) for heading, of in groupby(sorted(certain, key=year), key=year)]
    if wanted.years and len(certain) < len(told):
        heading = texts.OPEN.format(period=period_words(wanted.years).partition(" ")[2])
        parts.append(_part(ask, heading, [one for one in told if _may_lie_outside(one[0], wanted)]))
    return Draft(
        title=_title(wanted),
        lead=_lead(ask, wanted, told),
        as_of=ask.checked,
        parts=tuple(parts),
        buttons=_buttons(wanted),
    )


def _part(ask: Ask, heading: str, told: Iterable[Joined]) -> Part:
    items = tuple(lines.line(r, today=ask.today, also=also) for r, also in told)
    return Part(kind="timeline", title=heading, items=items)


def _may_lie_outside(record: Record, wanted: _Wanted) -> bool:
    """Whether its date is too open, or too coarse, for a record to count among those of the time asked."""
    years = wanted.years
    return years is not None and not lines.is_within(record, years.start, years.end)


def _title(wanted: _Wanted) -> str:
    said = [wanted.about] if wanted.about else []
    said += [period_words(wanted.years)] if wanted.years else []
    return texts.TIMELINE_OF.format(of=", ".join(said)) if said else texts.TIMELINE


def _lead(ask: Ask, wanted: _Wanted, told: Sequence[Joined]) -> str:
    certain = [one for one in told if not _may_lie_outside(one[0], wanted)]
    first, last = lines.order(told[0][0])[0].year, lines.order(told[-1][0])[0].year
    period = period_words(wanted.years) if wanted.years else texts.FROM_TO.format(first=first, last=last)
    lead = texts.COUNTED.format(
        count=say.cap(say.count(len(certain), *texts.LINES)),
        about=texts.ABOUT.format(what=wanted.about) if wanted.about else "",
        period=texts.IN_ONE.format(year=first) if not wanted.years and first == last else period,
        checked=checked(ask, ask.today),
    )
    plans = sum(lines.is_ahead(r) for r, _ in certain)
    remarks = [texts.PLANS_ONE if plans == 1 else texts.PLANS_MANY.format(count=plans)] if plans else []
    if more := len(told) - len(certain):
        remarks.append(texts.OPEN_ONE if more == 1 else texts.OPEN_MANY.format(count=more))
    return " ".join([lead, *remarks, *([texts.MAIN_ONLY] if wanted.is_all else [])])


def _buttons(wanted: _Wanted) -> tuple[Button, ...]:
    """The years before and after, where one year is asked; the country's standing, where a country is."""
    buttons = []
    if wanted.years and wanted.years.precision == "year":
        year = wanted.years.start.year
        for other, label in ((year - 1, texts.BEFORE), (year + 1, texts.AFTER)):
            buttons.append(Button(label=label.format(day=other), command=_command(wanted, other)))
    if wanted.country:
        label = texts.STANDING_BUTTON.format(country=wanted.country.name)
        buttons.append(Button(label=label, command=command_line("members", country=wanted.country.name)))
    return tuple(buttons)


def _command(wanted: _Wanted, year: int | None) -> str:
    words = sorted(wanted.words, key=lambda word: not _may_be_date(word))
    topic = " ".join(f'"{word}"' if " " in word or _may_be_date(word) else word for word in words)
    line = command_line("timeline", country=wanted.country.name if wanted.country else None, years=year)
    return f"{line} {'topic:' if words and _may_be_date(words[0]) else ''}{topic}".rstrip()


def _may_be_date(word: str) -> bool:
    """Whether a word, standing bare, could be read as the time asked."""
    return any(char.isdecimal() for char in word)


def _nothing(ask: Ask, wanted: _Wanted, every: Sequence[Record]) -> Draft:
    """Nothing fits: what is outside the time asked, or which word has nothing."""
    if wanted.years and wanted.years.end < ask.frame.coverage:
        return before_coverage(ask, wanted.years.end)
    period = f" {period_words(wanted.years)}" if wanted.years else ""
    about = texts.ABOUT.format(what=wanted.about) if wanted.about else ""
    buttons: tuple[Button, ...] = ()
    said = [texts.NOTHING_DATED.format(about=about, period=period, checked=checked(ask, ask.today))]
    if every:
        told = _joined(ask, wanted, every)
        first, last = lines.order(told[0][0])[0].year, lines.order(told[-1][0])[0].year
        are = texts.ARE_ONE if len(told) == 1 else texts.ARE_MANY.format(count=len(told))
        said.append(texts.NEAREST_TIME.format(are=are, first=first, last=last))
        buttons = (Button(label=texts.ALL_BUTTON, command=_command(wanted, None)),)
    else:
        said += _missing(ask, wanted)
        if wanted.words:
            line = command_line("search", words=" ".join(wanted.words))
            buttons = (Button(label=texts.SEARCH_BUTTON, command=line),)
    return Draft(kind="not-found", title=_title(wanted), lead=" ".join(said), as_of=ask.checked, buttons=buttons)


def _missing(ask: Ask, wanted: _Wanted) -> Iterable[str]:
    """Which of several words has no dated record at all."""
    if len(wanted.words) + bool(wanted.country) < 2:
        return
    without = [w for w in wanted.words if not search.find(ask.reader, [phrases.cut(w)], kinds=SOUGHT, most=1).seqs]
    if without:
        words = say.listing((texts.WORD.format(word=w) for w in without), "or")
        yield texts.NOTHING_MATCHES.format(words=words)
    else:
        yield texts.NOT_TOGETHER
