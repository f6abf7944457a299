"""One country: its standing on a day and its whole road, each step dated and sourced."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot import say
from bot.arguments import Entity
from bot.ask import Ask
from bot.card import Draft, item
from bot.commands.common import as_of as holds_on
from bot.commands.common import checked
from bot.contract import Button, Item, Part
from bot.joining import tells_of
from bot.texts import members as texts
from data.queries import links, records, standings
from data.queries.frame import StatusView
from data.queries.records import LeftOut, Record
from data.queries.standings import StandingView

MEMBERSHIP = ("membership", "enlargement")
"""The topics under which articles tell of a country's standing."""

REPORTED = ("event", "state", "plan", "expectation", "claim", "count")


def answer(ask: Ask, entity: Entity, day: date, *, asked: bool, status: StatusView | None) -> Draft:
    """A country's card. `asked`: a day was named, so the title says it. `status`: a class that was asked about too."""
    own = [s for s in standings.standings(ask.reader) if s.country == entity.id]
    told = _reported(ask, entity.id)
    if not own and entity.id in standings.left_out(ask.reader):
        raise LeftOut(entity.name)
    if not own:
        return _not_in_list(ask, entity, day, told)
    held = holds_on(ask, day)
    group = ask.frame.series_on(held).group
    title = texts.TITLE_COUNTRY_ON if asked else texts.TITLE_COUNTRY
    steps = records.about(ask.reader, entity.id, ("step",))
    parts = [
        Part(kind="timeline", title=texts.ROAD, items=tuple(_road(own, steps))),
        Part(kind="list", title=texts.ARTICLES, items=tuple(item(r, label=r.kind) for r in told)),
    ]
    return Draft(
        title=title.format(country=entity.name, group=group, day=say.day(held)),
        lead=" ".join(filter(None, (_lead(ask, entity, own, day, held), _as_status(own, status)))),
        as_of=held,
        parts=tuple(p for p in parts if p.items),
        buttons=(Button(label=f"Timeline of {entity.name}", command=f'timeline country:"{entity.name}"'),),
    )


def _reported(ask: Ask, code: str) -> list[Record]:
    told = links.about_both(ask.reader, code, MEMBERSHIP, REPORTED)
    return sorted(told, key=lambda r: (r.as_of or "", r.id))


def _not_in_list(ask: Ask, entity: Entity, day: date, told: Sequence[Record]) -> Draft:
    title = texts.NOT_IN_LIST_TITLE.format(country=entity.name)
    lead = texts.NOT_IN_LIST.format(country=entity.name, group=ask.frame.short, checked=checked(ask, day))
    if not told:
        return Draft(kind="not-found", title=title, lead=lead, as_of=holds_on(ask, day))
    return Draft(
        title=title,
        lead=lead,
        as_of=holds_on(ask, day),
        parts=(Part(kind="list", title=texts.ARTICLES, items=tuple(item(r, label=r.kind) for r in told)),),
    )


def _lead(ask: Ask, entity: Entity, own: Sequence[StandingView], day: date, held: date) -> str:
    now = next((s for s in own if s.holds(held)), None)
    later = [s for s in own if held < s.decided <= ask.checked]
    if now is None:
        first = next(s for s in own if s.decided > held)
        return texts.NEVER_BEFORE.format(
            day=say.day(held),
            country=entity.name,
            group=ask.frame.series_on(held).group,
            first=say.day(first.decided),
            status=ask.frame.status(first.status_id).one,
        )
    status = say.article(ask.frame.status(now.status_id).one)
    if day >= ask.checked and not later:
        return texts.COUNTRY_NOW.format(
            country=entity.name, status=status, day=say.day(now.decided), checked=checked(ask, day)
        )
    lead = texts.COUNTRY_THEN.format(day=say.day(held), country=entity.name, status=status, since=say.day(now.decided))
    became = [
        texts.COUNTRY_LATER.format(status=say.article(ask.frame.status(s.status_id).one), day=say.day(s.decided))
        for s in later
    ]
    return " ".join([lead, *became])


def _as_status(own: Sequence[StandingView], status: StatusView | None) -> str | None:
    """When a country was in the class that was asked about."""
    if status is None:
        return None
    held = [s for s in own if s.status_id == status.id]
    if not held:
        return texts.NEVER_STATUS.format(status=say.article(status.one))
    periods = say.listing(
        texts.PERIOD_CLOSED.format(first=say.day(s.decided), last=say.day(s.decided_until))
        if s.decided_until
        else texts.PERIOD_OPEN.format(first=say.day(s.decided))
        for s in held
    )
    return texts.AS_STATUS.format(status=say.article(status.one), period=periods)


def _road(own: Sequence[StandingView], steps: Sequence[Record]) -> list[Item]:
    """Standings and steps in order of time; the step with which a standing begins is one line with it."""
    lines: list[tuple[str, Item]] = []
    taken: set[str] = set()
    for standing in own:
        telling = [s for s in steps if tells_of(s, standing.record)]
        taken.update(s.id for s in telling)
        lines.append((standing.decided.isoformat(), item(standing.record, _with_force(standing), also=telling)))
    lines += [(s.date or "", item(s, _noted(s))) for s in steps if s.id not in taken]
    return [line for _, line in sorted(lines, key=lambda pair: (pair[0], pair[1].records))]


def _with_force(standing: StandingView) -> str:
    text = _noted(standing.record)
    if standing.force_left_out:
        return text
    if standing.in_force is None:
        return texts.FORCE_UNKNOWN.format(text=text)
    if standing.in_force == standing.decided:
        return text
    length = {"day": 10, "month": 7, "year": 4}[standing.in_force_precision]
    form = texts.FORCE_DOUBTED if standing.in_force_confidence == "low" else texts.FORCE_LATER
    return form.format(text=text, day=say.when(standing.in_force.isoformat()[:length]))


def _noted(record: Record) -> str:
    return f"{record.text} {record.note}" if record.note else record.text
