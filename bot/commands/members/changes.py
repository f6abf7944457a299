"""What changed in the list of standings around a day, and what differs from today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot import say
from bot.arguments import Span
from bot.ask import Ask
from bot.card import ids_of
from bot.commands.common import countries, country_name
from bot.contract import Item, Part
from bot.texts import members as texts
from data.queries.frame import StatusView
from data.queries.standings import StandingView


def around(
    ask: Ask, found: Sequence[StandingView], held: date, *, asked: Span | None, shown: Sequence[StatusView]
) -> Part:
    """The last change before, the next after, those inside the time asked about, and what differs from today."""
    days = sorted({s.decided for s in found})
    inside = [d for d in days if asked and asked.precision != "day" and asked.start < d <= held]
    before = [d for d in days if d <= held]
    after = [d for d in days if held < d <= ask.frame.checked]
    lines = [_change(ask, found, d, texts.INSIDE_LABEL) for d in inside]
    if before and not inside:
        lines.append(_change(ask, found, before[-1], texts.BEFORE))
    if after:
        lines.append(_change(ask, found, after[0], texts.AFTER))
        lines += [line for status in shown if (line := _differs(ask, found, held, status))]
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


def _differs(ask: Ask, found: Sequence[StandingView], held: date, status: StatusView) -> Item | None:
    """Who has come into a class since and is in it at the last check, and who has left it for what."""
    last = ask.frame.checked
    then = {s.country: s for s in found if s.holds(held)}
    now = {s.country: s for s in found if s.holds(last)}
    came = [s for c, s in now.items() if s.status_id == status.id and (c not in then or then[c].status_id != status.id)]
    left = [now[c] for c, s in then.items() if s.status_id == status.id and c in now and now[c].status_id != status.id]
    told = []
    if came:
        told.append(_became(ask, texts.CAME, came, status))
    for other in dict.fromkeys(s.status_id for s in left):
        them = [s for s in left if s.status_id == other]
        told.append(_became(ask, texts.WENT, them, ask.frame.status(other)))
    if status.until and status.until <= last:
        told.append(texts.ENDED.format(many=status.many, day=say.day(status.until)))
    if not came and not left:
        return None
    moved = [*came, *left]
    return Item(
        text=f"{say.cap('; '.join(told))}.",
        label=texts.SINCE.format(day=say.day(last)),
        date=last.isoformat(),
        records=tuple(s.record.id for s in moved),
        sources=ids_of(*(s.record for s in moved), most=1),
        record_kind="standing",
    )


def _became(ask: Ask, form: str, moved: Sequence[StandingView], status: StatusView) -> str:
    one = len(moved) == 1
    what = say.article(status.one) if one else status.many
    return form.format(countries=_dated(ask, moved), have="has" if one else "have", status=what)


def _dated(ask: Ask, found: Sequence[StandingView]) -> str:
    """`India and Pakistan (9 June 2017) and Iran (4 July 2023)`: those of one day together."""
    days = sorted({s.decided for s in found})
    return say.listing(
        texts.ON_DAY.format(
            countries=say.listing(country_name(ask, s.country) for s in found if s.decided == day), day=say.day(day)
        )
        for day in days
    )
