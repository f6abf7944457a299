"""`members`: who stood how with the organisation on a day, and one country's whole road."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot import say
from bot.arguments import Entity, Span, Word
from bot.card import Draft, ids_of, item
from bot.commands import country
from bot.commands.common import as_of as holds_on
from bot.commands.common import before_coverage, checked, countries, country_name, moment
from bot.contract import Button, Item, Part
from bot.desk import Ask
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
    if country is not None:
        return _country(ask, country, day, as_of)
    if day < ask.frame.coverage:
        return before_coverage(ask, day)
    found = standings.standings(ask.reader)
    if isinstance(kind, Word) and kind.id == "founding":
        return _founding(ask, found)
    if isinstance(kind, Word):
        return _list(ask, found, day, [s for s in ask.frame.statuses if s.existed(day)], as_of, everyone=True)
    status = ask.frame.status(kind.id if kind else ask.frame.series_on(day).status_id)
    if not status.existed(holds_on(ask, day)):
        return _no_class(ask, found, day, status)
    return _list(ask, found, day, [status], as_of, everyone=False)


def _country(ask: Ask, entity: Entity, day: date, span: Span | None) -> Draft:
    return country.answer(ask, entity, day, asked=span is not None)


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
    parts = [
        Part(
            kind="list",
            title=say.cap(status.many) if len(shown) > 1 else None,
            items=tuple(_line(ask, s, status) for s in there if s.status_id == status.id),
        )
        for status in shown
    ]
    others = [s for s in ask.frame.statuses if s.existed(held) and s not in shown]
    counted = [(s, [t for t in there if t.status_id == s.id]) for s in (*shown, *others)]
    parts.append(_others(ask, [pair for pair in counted if pair[0] in others and pair[1]]))
    parts.append(_changes(ask, found, day, held, [s.id for s in shown] if not everyone else None, span))
    parts.append(_legal(ask, found, held, [s for s in ask.frame.statuses if s.existed(held)]))
    counts = say.listing(say.count(len(them), s.one, s.many) for s, them in counted if them or s in shown)
    lead = (
        texts.LEAD_NOW.format(group=group, counts=counts, checked=checked(ask, day))
        if day == ask.today
        else texts.LEAD_THEN.format(day=say.day(held), group=group, counts=counts)
    )
    if day > ask.frame.checked and day != ask.today:
        lead = texts.LEAD_LATER.format(asked=say.day(day), checked=say.day(held), group=group, counts=counts)
    classes = texts.EVERYONE if everyone else shown[0].many
    return Draft(
        title=texts.TITLE.format(group=group, classes=classes, day=say.day(held)),
        lead=lead,
        as_of=held,
        parts=tuple(p for p in parts if p.items),
        sources=(ask.frame.source_id,),
        buttons=_buttons(found, held),
        points=tuple(s.record.id for s in there if s.status_id in {c.id for c in shown}),
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


def _founding(ask: Ask, found: Sequence[StandingView]) -> Draft:
    founders = [s for s in found if s.founding]
    status = ask.frame.status(ask.frame.full_status)
    group = ask.frame.main_series.group
    return Draft(
        title=texts.TITLE_FOUNDING.format(classes=status.many, group=group),
        lead=texts.LEAD_FOUNDING.format(
            countries=countries(ask, [s.country for s in founders]), group=group, day=say.day(ask.frame.founded)
        ),
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
    period = (
        texts.PERIOD_CLOSED.format(first=say.day(status.first_day), last=say.day(status.until))
        if status.until
        else texts.PERIOD_OPEN.format(first=say.day(status.first_day))
    )
    group = ask.frame.series_on(held).group
    lead = texts.NO_CLASS.format(group=group, many=status.many, day=say.day(held), period=period)
    said = texts.NO_CLASS_INSTEAD.format(instead=counts) if instead else texts.NO_CLASS_NONE
    own = records.by_ids(ask.reader, [status.record_id])[status.record_id]
    return Draft(
        title=texts.TITLE.format(group=group, classes=status.many, day=say.day(held)),
        lead=f"{lead} {said}",
        as_of=held,
        parts=tuple(p for p in (_others(ask, there),) if p.items),
        sources=own.sources,
        records=(own.id,),
        with_disagreements=False,
    )


def _changes(
    ask: Ask, found: Sequence[StandingView], day: date, held: date, only: list[str] | None, span: Span | None
) -> Part:
    """The last change before, the next after, what changed inside the asked time, and what differs from today."""
    of_class = [s for s in found if only is None or s.status_id in only]
    lines = []
    days = sorted({s.decided for s in of_class})
    if inside := [d for d in days if span and span.precision != "day" and span.start < d <= held]:
        lines += [_change(ask, of_class, d, texts.INSIDE_LABEL) for d in inside]
    elif before := [d for d in days if d <= held]:
        lines.append(_change(ask, of_class, before[-1], texts.BEFORE))
    later = [d for d in days if held < d <= ask.checked]
    if later:
        lines.append(_change(ask, of_class, later[0], texts.AFTER))
        lines += [_change(ask, of_class, d, texts.SINCE) for d in later[1:]]
    return Part(kind="facts", title=texts.CHANGES, items=tuple(lines))


def _change(ask: Ask, found: Sequence[StandingView], day: date, label: str) -> Item:
    came = [s for s in found if s.decided == day]
    by_status: dict[str, list[StandingView]] = {}
    for one in came:
        by_status.setdefault(one.status_id, []).append(one)
    told = [
        texts.BECAME.format(
            countries=countries(ask, [s.country for s in them]),
            verb="becomes" if len(them) == 1 else "become",
            status=say.article(ask.frame.status(id).one) if len(them) == 1 else ask.frame.status(id).many,
        )
        for id, them in by_status.items()
    ]
    return Item(
        text=texts.CHANGE.format(day=say.day(day), changes=say.listing(told)),
        label=label,
        date=day.isoformat(),
        records=tuple(s.record.id for s in came),
        sources=ids_of(*(s.record for s in came), most=2),
        record_kind="standing",
    )


def _legal(ask: Ask, found: Sequence[StandingView], held: date, classes: Sequence[StatusView]) -> Part:
    """Where the signed memoranda give another list; and the merger of classes, with the source that doubts it."""
    lines = []
    for status in classes:
        if status.doubt is not None:
            own = records.by_ids(ask.reader, [status.record_id])[status.record_id]
            doubtful = [s for s, role in own.roles if role == "doubt"]
            stated = [s for s in own.sources if s not in doubtful]
            if status.note:
                lines.append(_note(own.id, texts.MERGER, status.note, stated))
            lines.append(_note(own.id, texts.DOUBT, status.doubt, doubtful or list(own.sources)))
            continue
        absent = [s for s in found if s.status_id == status.id and s.holds(held) and not s.holds_in_force(held)]
        if absent:
            text = texts.NOT_IN_FORCE.format(many=status.many, countries=countries(ask, [s.country for s in absent]))
            sources = list(dict.fromkeys(id for s in absent for id in _memorandum_sources(s)))
            lines.append(_note(absent[0].record.id, texts.IN_FORCE, text, sources, [s.record.id for s in absent]))
    return Part(kind="note", items=tuple(lines))


def _memorandum_sources(standing: StandingView) -> list[str]:
    return [s for s, role in standing.record.roles if role == "in_force"][:1] or [standing.record.sources[0]]


def _note(record: str, label: str, text: str, sources: list[str], also: Sequence[str] = ()) -> Item:
    ids = tuple(dict.fromkeys([record, *also]))
    return Item(text=text, label=label, records=ids, sources=ids_of(sources), record_kind="standing")


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
