"""Where signed memoranda give another list than the leaders' decisions; and the merger of classes, with its doubt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot import say
from bot.ask import Ask
from bot.card import ids_of
from bot.commands.common import countries, country_name
from bot.contract import Item, Part
from bot.texts import members as texts
from data.queries import records
from data.queries.frame import StatusView
from data.queries.standings import StandingView

_LENGTH = {"day": 10, "month": 7, "year": 4}
"""Characters of an ISO date that are known, by its precision."""


def part(ask: Ask, found: Sequence[StandingView], held: date, classes: Sequence[StatusView]) -> Part:
    """The notes on the legal form of these classes on a day."""
    lines: list[Item] = []
    for status in classes:
        if status.doubt is not None:
            lines += _merger(ask, status)
        else:
            lines += _unsigned(ask, [s for s in found if s.status_id == status.id and s.holds(held)], held, status)
    return Part(kind="note", items=tuple(lines))


def _merger(ask: Ask, status: StatusView) -> list[Item]:
    if not status.note and not status.doubt:
        return []
    own = records.one(ask.reader, status.record_id)
    doubtful = [s for s, role in own.roles if role == "doubt"]
    stated = [s for s in own.sources if s not in doubtful]
    lines = [_note(texts.MERGER, status.note, stated, [own.id])] if status.note else []
    if not status.doubt:
        return lines
    return [*lines, _note(texts.DOUBT, status.doubt, doubtful or list(own.sources), [own.id])]


def _unsigned(ask: Ask, there: Sequence[StandingView], held: date, status: StatusView) -> list[Item]:
    """How many there were by signed memoranda, and whom that leaves out; a day that is not known is said."""
    if any(s.force_left_out for s in there):
        return []  # a count of the signed ones would leave some out
    unknown = [s for s in there if _is_unknown(s, held)]
    absent = [s for s in there if s not in unknown and not s.holds_in_force(held)]
    if not absent and not unknown:
        return []
    count = _signed(status, len(there) - len(absent), len(unknown))
    said = [texts.SIGNED.format(count=count)]
    if absent:
        without = countries(ask, [s.country for s in absent])
        said = [texts.NOT_IN_FORCE.format(count=count, all=len(there), countries=without)]
    said += [texts.DAY_UNKNOWN.format(country=country_name(ask, s.country), when=say.when(_known(s))) for s in unknown]
    listed = [*absent, *unknown]
    sources = list(dict.fromkeys(id for s in listed for id in _sources(s)))
    text = f"{texts.BY_DECISION} {' '.join(said)}"
    return [_note(texts.IN_FORCE, text, sources, [s.record.id for s in listed])]


def _signed(status: StatusView, most: int, unknown: int) -> str:
    """`8 dialogue partners`; `8 or 9 dialogue partners` where the day of one memorandum is not known."""
    count = say.count(most, status.one, status.many)
    if not unknown:
        return count
    return texts.COUNT_BETWEEN.format(least=most - unknown or "none", to="or" if unknown == 1 else "to", most=count)


def _is_unknown(standing: StandingView, held: date) -> bool:
    """Whether the day of the memorandum is only known to lie in a time to which `held` belongs."""
    if standing.in_force is None or standing.in_force_precision == "day":
        return False
    return held.isoformat().startswith(_known(standing))


def _known(standing: StandingView) -> str:
    assert standing.in_force  # noqa: S101  (asked for only where there is one)
    return standing.in_force.isoformat()[: _LENGTH[standing.in_force_precision]]


def _sources(standing: StandingView) -> list[str]:
    return [s for s, role in standing.record.roles if role == "in_force"][:1] or [standing.record.sources[0]]


def _note(label: str, text: str, sources: list[str], ids: list[str]) -> Item:
    return Item(text=text, label=label, records=tuple(ids), sources=ids_of(sources), record_kind="standing")
