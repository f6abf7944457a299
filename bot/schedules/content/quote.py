"""The post of one quotation: a statement with a whole sentence, each once before any comes again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot import quotation, say
from bot.ask import Ask
from bot.card import Draft
from bot.contract import Button, Part
from bot.schedules.content.made import Made, as_checked, last_shown
from bot.schedules.what import Seen, Silent, What
from bot.texts import posts as texts
from data.queries import quotes
from data.queries.quotes import Statement

LOOKED_UP = 500
"""Statements of which it is asked at once when they were shown."""


def compose(ask: Ask, what: What, seen: Seen) -> Made | Silent:
    """A statement that was never shown in the channel, else the one that was shown longest ago."""
    said = [id for id, latest in quotes.sentences(ask.reader) if latest <= ask.today]
    if not said:
        return Silent(texts.QUOTE_NONE.format(day=say.day(ask.today)))
    chosen = _chosen(said, seen)
    return _card(ask, quotes.by_ids(ask.reader, [chosen])[0])


def _chosen(ids: Sequence[str], seen: Seen) -> str:
    """The first that was never shown; of those that all were, the one longest ago, and of several the first."""
    oldest: tuple[date, int, str] | None = None
    for start in range(0, len(ids), LOOKED_UP):
        some = ids[start : start + LOOKED_UP]
        last = last_shown(seen, some)
        for place, id in enumerate(some, start):
            if id not in last:
                return id
            oldest = min(oldest or (date.max, 0, ""), (last[id], place, id))
    assert oldest is not None  # noqa: S101  (there is at least one id)
    return oldest[2]


def _card(ask: Ask, statement: Statement) -> Made:
    (line,) = quotation.items(ask, [statement])
    first = statement.parts[0].record
    speaker = line.label or statement.parts[0].written_as
    lead = texts.QUOTE_LEAD.format(speaker=speaker, said=quotation.said(first.date, first.certainty))
    draft = Draft(
        title=texts.QUOTE_TITLE.format(speaker=speaker),
        lead=as_checked(ask, lead),
        as_of=ask.checked,
        parts=(Part(kind="quote", items=(line,)),),
        buttons=(Button(label=texts.BUTTON_CITE.format(id=first.id), command=f"cite {first.id}"),),
    )
    return Made(draft=draft, line=f"quote {first.id}", shown=(statement.id,))
