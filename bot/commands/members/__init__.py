"""`members`: who stood how with the organisation on a day, and one country's whole road."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot import say
from bot.arguments import Entity, Span, Word
from bot.ask import Ask
from bot.card import Draft, ids_of, item
from bot.commands.common import as_of as holds_on
from bot.commands.common import before_coverage, checked, countries, country_name, moment
from bot.commands.members import changes, country, memoranda
from bot.contract import Button, Item, Part
from bot.registry import Choice, Example, Option, command
from bot.texts import members as texts
from data.queries import records, standings
from data.queries.frame import StatusView
from data.queries.standings import StandingView


@command(
    "members",
    help="Who is a member or partner on a day, or one country's standing and its whole road.",
    options=(
        Option(name="country", help="One country: its standing and its whole road", types=("country",)),
        Option(
            name="as_of",
            help="A day, a month or a year, such as 2016 or 2024-07-03",
            types=("moment",),
            aliases=("on", "date"),
        ),
        Option(
            name="kind",
            help="A class of standing, the founding members, or everyone",
            types=("choice", "status"),
            aliases=("status",),
            choices=(
                Choice(id="founding", label="founding members", names=("founders", "founding member")),
                Choice(id="all", label="everyone", names=("everyone", "everybody")),
            ),
        ),
    ),
    examples=(
        Example(line="members", shows="the members today, and the others as counts"),
        Example(line="members {year}", shows="the list on the last day of that year"),
        Example(line="members {country}", shows="one country's standing and its road"),
        Example(line="members {status} {year}", shows="one class of standing"),
        Example(line="members {misspelt}", shows="a misspelt name, and what was meant", fails=True),
    ),
)
def members(
    ask: Ask, *, country: Entity | None = None, as_of: Span | None = None, kind: Word | Entity | None = None
) -> Draft:
    """The list on a day by class, or one country."""
    day = moment(as_of, ask.today)
    if day < ask.frame.coverage:
        return before_coverage(ask, day)
    if country is not None:
        return _country(ask, country, day, as_of, kind)
    found = standings.standings(ask.reader)
    if isinstance(kind, Word) and kind.id == "founding":
        return _founding(ask, found, day, as_of)
    if isinstance(kind, Word):
        return _list(ask, found, day, [s for s in ask.frame.statuses if s.existed(day)], as_of, everyone=True)
    status = ask.frame.status(kind.id if kind else ask.frame.series_on(day).status_id)
    if not status.existed(holds_on(ask, day)):
        return _no_class(ask, found, day, status)
    return _list(ask, found, day, [status], as_of, everyone=False)


def _country(ask: Ask, entity: Entity, day: date, span: Span | None, kind: Word | Entity | None) -> Draft:
    status = ask.frame.status(kind.id) if isinstance(kind, Entity) else None
    return country.answer(ask, entity, day, asked=span is not None, status=status)


def _list(
    ask: Ask,
    found: Sequence[StandingView],
    day: date,
    shown: Sequence[StatusView],
    span: Span | None,
    *,
    everyone: bool,
) -> Draft:
    held = holds_on(ask, day)
    there = [s for s in found if s.holds(held)]
    group = ask.frame.series_on(held).group
    lists = [
        Part(
            kind="list",
            title=say.cap(status.many) if len(shown) > 1 else None,
            items=tuple(_line(ask, s, status) for s in there if s.status_id == status.id),
        )
        for status in shown
    ]
    existed = [s for s in ask.frame.statuses if s.existed(held)]
    others = [s for s in existed if s not in shown]
    counted = [(s, [t for t in there if t.status_id == s.id]) for s in (*shown, *others)]
    parts = (
        *lists,
        _others(ask, [(status, them) for status, them in counted if status in others and them]),
        changes.around(ask, found, held, asked=span, shown=shown),
        memoranda.part(ask, found, held, existed),
    )
    counts = say.listing(say.count(len(them), s.one, s.many) for s, them in counted if them or s in shown)
    lead = texts.LEAD_THEN.format(day=say.day(held), group=group, counts=counts)
    if day == ask.today:
        lead = texts.LEAD_NOW.format(group=group, counts=counts, checked=checked(ask, day))
    elif day > ask.frame.checked:
        lead = texts.LEAD_LATER.format(asked=say.day(day), checked=say.day(held), group=group, counts=counts)
    classes = texts.EVERYONE if everyone else shown[0].many
    if missing := standings.left_out(ask.reader):
        lead = f"{lead} {texts.NOT_COMPLETE.format(count=say.count(len(missing), *texts.COUNTRIES))}"
    return Draft(
        title=texts.TITLE.format(group=group, classes=classes, day=say.day(held)),
        lead=lead,
        as_of=held,
        parts=tuple(p for p in parts if p.items),
        sources=(ask.frame.source_id,),
        buttons=_buttons(found, held),
        points=tuple(s.record.id for s in there),
        point_kinds=("open",),
    )


def _line(ask: Ask, standing: StandingView, status: StatusView) -> Item:
    text = texts.LINE.format(
        flag=say.flag(standing.country),
        country=country_name(ask, standing.country),
        status=status.one,
        day=say.day(standing.decided),
    )
    return item(standing.record, text)


def _others(ask: Ask, counted: Sequence[tuple[StatusView, list[StandingView]]]) -> Part:
    lines = []
    for status, them in counted:
        text = texts.OTHERS.format(
            count=say.count(len(them), status.one, status.many), countries=countries(ask, [t.country for t in them])
        )
        sources = ids_of(*(t.record for t in them), most=1)
        ids = tuple(t.record.id for t in them)
        lines.append(Item(text=text, sources=sources, records=ids, record_kind="standing"))
    return Part(kind="list", title=texts.OTHER_CLASSES, items=tuple(lines))


def _founding(ask: Ask, found: Sequence[StandingView], day: date, span: Span | None) -> Draft:
    founders = [s for s in found if s.founding]
    status = ask.frame.status(ask.frame.full_status)
    group = ask.frame.main_series.group
    lead = texts.LEAD_FOUNDING.format(
        countries=countries(ask, [s.country for s in founders]), group=group, day=say.day(ask.frame.founded)
    )
    if span is not None:
        said = texts.FOUNDING_LATER if day < ask.frame.founded else texts.FOUNDING_ALWAYS
        lead = f"{lead} {said.format(day=say.day(day), group=group)}"
    return Draft(
        title=texts.TITLE_FOUNDING.format(classes=status.many, group=group),
        lead=lead,
        as_of=ask.checked,
        parts=(Part(kind="list", items=tuple(_line(ask, s, status) for s in founders)),),
    )


def _no_class(ask: Ask, found: Sequence[StandingView], day: date, status: StatusView) -> Draft:
    """A class that did not exist on that day is said not to have, with what stood in its place."""
    held = holds_on(ask, day)
    before = [s for s in ask.frame.statuses if s.instead == status.id and s.existed(held)]
    after = [s for s in ask.frame.statuses if s.id == status.instead and s.existed(held)]
    instead = before or after
    there = [(s, [t for t in found if t.holds(held) and t.status_id == s.id]) for s in instead]
    counts = say.listing(say.count(len(them), s.one, s.many) for s, them in there)
    period = texts.PERIOD_OPEN.format(first=say.day(status.first_day))
    if status.until:
        period = texts.PERIOD_CLOSED.format(first=say.day(status.first_day), last=say.day(status.until))
    group = ask.frame.series_on(held).group
    lead = texts.NO_CLASS.format(group=group, many=status.many, day=say.day(held), period=period)
    said = texts.NO_CLASS_INSTEAD.format(instead=counts) if instead else texts.NO_CLASS_NONE
    own = records.one(ask.reader, status.record_id)
    line = item(own, texts.CLASS.format(many=say.cap(status.many), period=period))
    parts = (
        Part(kind="facts", items=(line,)),
        _others(ask, [(s, them) for s, them in there if them]),
        memoranda.part(ask, found, held, instead),
    )
    return Draft(
        title=texts.TITLE.format(group=group, classes=status.many, day=say.day(held)),
        lead=f"{lead} {said}",
        as_of=held,
        parts=tuple(p for p in parts if p.items),
        points=(own.id, *(s.record_id for s in instead)),
    )


def _buttons(found: Sequence[StandingView], held: date) -> tuple[Button, ...]:
    days = sorted({s.decided for s in found})
    before = [d for d in days if d < held]
    after = [d for d in days if d > held]
    buttons = []
    if before:
        buttons.append(Button(label=f"◀ {say.day(before[-1])}", command=f"members as_of:{before[-1].isoformat()}"))
    if after:
        buttons.append(Button(label=f"{say.day(after[0])} ▶", command=f"members as_of:{after[0].isoformat()}"))
    return tuple(buttons)
