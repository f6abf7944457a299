"""Standings counted by the desk, where a question is about a class of standing: today, and on a class's last day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot import say
from bot.ask import Ask
from bot.card import ids_of
from bot.commands.common import countries
from bot.commands.subjects import Subject
from bot.contract import Item, Part
from bot.texts import fact as texts
from bot.texts import members as member_texts
from data.queries import records, standings
from data.queries.frame import StatusView
from data.queries.standings import StandingView


@dataclass(frozen=True, slots=True)
class Counted:
    """The classes that are asked about, what the desk counts of them as a sentence, and the counts day by day."""

    statuses: tuple[StatusView, ...]
    lead: str
    parts: tuple[Part, ...]


def count(ask: Ask, subject: Subject, day: date) -> Counted | None:
    """The counts on a day that answer a question about a class of standing; None where it is about something else."""
    asked = _statuses(ask, subject, day)
    if not asked:
        return None
    there = [s for s in asked if s.existed(day)]
    gone = [s for s in asked if s.until is not None and s.until <= day]
    instead = [s for s in ask.frame.statuses if s.id in {g.instead for g in gone} and s.existed(day)]
    every = standings.standings(ask.reader)
    now = list(dict.fromkeys([*there, *instead]))
    ends = sorted({_last_day(s) for s in gone}, reverse=True)
    parts = [_on(ask, every, now, day)]
    parts += [_on(ask, every, [s for s in gone if _last_day(s) == last], last) for last in ends]
    parts.append(Part(kind="note", title=texts.MERGED, items=tuple(line for s in instead for line in _notes(ask, s))))
    lead = _lead(ask, day, every, asked, there, gone, instead)
    return Counted(asked, lead, tuple(p for p in parts if p.items))


def _statuses(ask: Ask, subject: Subject, day: date) -> tuple[StatusView, ...]:
    """The class that is named; of a topic that is called like one, that class and those whose place it took.

    The topic called like full membership is about every class that there is.
    """
    entity, every = subject.entity, ask.frame.statuses
    if entity is None or entity.kind not in ("status", "topic"):
        return ()
    if entity.kind == "status":
        return tuple(s for s in every if s.id == entity.id)
    named = [s for s in every if any(e.id == entity.id for e in ask.names.exact(s.many, ("topic",)))]
    if any(s.id == ask.frame.full_status for s in named):
        return tuple(s for s in every if s.existed(day))
    ids = {s.id for s in named}
    return tuple(named) + tuple(s for s in every if s.instead in ids and s.id not in ids)


def _last_day(status: StatusView) -> date:
    return (status.until or date.max) - timedelta(days=1)


def _held(every: Sequence[StandingView], status: StatusView, day: date) -> list[StandingView]:
    return [s for s in every if s.status_id == status.id and s.holds(day)]


def _on(ask: Ask, every: Sequence[StandingView], statuses: Sequence[StatusView], day: date) -> Part:
    lines = []
    for status in statuses:
        if them := _held(every, status, day):
            text = texts.COUNT_LINE.format(
                count=say.count(len(them), status.one, status.many), countries=countries(ask, [s.country for s in them])
            )
            ids, sources = tuple(s.record.id for s in them), ids_of(*(s.record for s in them), most=1)
            lines.append(Item(text=text, records=ids, sources=sources, record_kind="standing"))
    return Part(kind="facts", title=texts.COUNTED.format(day=say.day(day)), items=tuple(lines))


def _notes(ask: Ask, status: StatusView) -> list[Item]:
    """How a class came to stand in the place of others, and the source that doubts it."""
    if status.note is None and status.doubt is None:
        return []
    own = records.one(ask.reader, status.record_id)
    doubtful = [s for s, role in own.roles if role == "doubt"]
    lines = []
    if status.note:
        stated = [s for s in own.sources if s not in doubtful]
        line = Item(text=status.note, records=(own.id,), sources=ids_of(stated), record_kind="status")
        lines.append(line)
    if status.doubt:
        sources = ids_of(doubtful or own.sources)
        line = Item(
            text=status.doubt, label=member_texts.DOUBT, records=(own.id,), sources=sources, record_kind="status"
        )
        lines.append(line)
    return lines


def _counts(every: Sequence[StandingView], statuses: Sequence[StatusView], day: date) -> str:
    return say.listing(say.count(len(_held(every, s, day)), s.one, s.many) for s in statuses)


def _lead(
    ask: Ask,
    day: date,
    every: Sequence[StandingView],
    asked: Sequence[StatusView],
    there: Sequence[StatusView],
    gone: Sequence[StatusView],
    instead: Sequence[StatusView],
) -> str:
    group = ask.frame.series_on(day).group
    told = []
    if there:
        shown = [s for s in there if _held(every, s, day)] or there
        words = texts.COUNTED_LEAD if day == ask.checked else texts.COUNTED_THEN
        told.append(words.format(group=group, counts=_counts(every, shown, day), day=say.day(day)))
    ends = sorted({_last_day(s) for s in gone})
    told += [_ended(ask, every, [s for s in gone if _last_day(s) == last], last) for last in ends]
    if gone and not there and instead:
        since = min(s.first_day for s in instead)
        is_other = ask.frame.series_on(since).group != ask.frame.series_on(max(map(_last_day, gone))).group
        words = texts.COUNTED_SUCCESSOR if is_other else texts.COUNTED_INSTEAD
        told.append(words.format(since=say.day(since), group=group, counts=_counts(every, instead, day)))
    if not told:
        first = min(asked, key=lambda s: s.first_day)
        told.append(
            texts.COUNTED_LATER.format(group=group, many=first.many, day=say.day(day), first=say.day(first.first_day))
        )
    return " ".join(told)


def _ended(ask: Ask, every: Sequence[StandingView], statuses: Sequence[StatusView], last: date) -> str:
    """The count on the last day of some classes; of a group that ended with them also how many it began with."""
    group, counts = ask.frame.series_on(last).group, _counts(every, statuses, last)
    if group == ask.frame.main_series.group:
        return texts.COUNTED_GONE.format(group=group, counts=counts, day=say.day(last))
    start = min(s.first_day for s in statuses)
    new = [s.country for status in statuses for s in _held(every, status, last) if s.decided == last]
    return texts.COUNTED_FORMER.format(
        group=group,
        first=_counts(every, [s for s in statuses if s.existed(start)], start),
        start=say.day(start),
        counts=counts,
        day=say.day(last),
        joined=texts.JOINED.format(countries=countries(ask, new)) if new else "",
    )
