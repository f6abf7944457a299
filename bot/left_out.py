"""An answer without muted sources: it says how many lines it leaves out, and nothing of what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot import card, say
from bot.ask import Ask
from bot.card import Draft
from bot.contract import Item, Part, Reply, Unsourced
from bot.schedules import content
from bot.schedules.what import Post, Seen, Silent, What
from bot.texts import muting as texts
from data.muting import muted as muted_in
from data.queries import coverage, frame, records
from data.queries.records import LeftOut
from data.store import Reader

_COUNTED = "standing"
"""The kind of records of which several make one line with their count: each that is missing is counted."""

_NAMING = "cite "
"""How a question begins that names one record: it is told that this record is left out."""

_SINGLE = "summit "
"""How a question begins that is answered by one summit: without it another would be called the last or the next."""

_CHOSEN = "quote"
"""The kind of post that is one of many: what it was chosen from is not counted."""


def asked(ask: Ask, reader: Reader, *, page: int = 1) -> Ask:
    """The same question to a reader without muted sources."""
    return replace(ask, reader=reader, frame=frame.without_muted(reader), page=page)


def told(ask: Ask, whole: Draft, handler: Callable[[Ask], Draft], *, canonical: str) -> Reply:
    """The reply to a question without muted sources, of which the whole answer is known."""
    lines = count(ask.reader, whole.parts)
    is_gone = is_all(whole, muted_in(ask.reader)) or (canonical.startswith(_SINGLE) and _is_lost(ask.reader, whole))
    is_gone = is_gone and not canonical.startswith(_NAMING)
    try:
        draft = nothing(lines) if is_gone else handler(ask)
        reply = _finished(ask, draft, canonical)
    except LeftOut as gone:
        return _finished(ask, replace(nothing(lines), lead=texts.RECORD.format(id=gone)), canonical)
    except Unsourced:  # nothing that may be shown carries the answer
        return _finished(ask, nothing(lines), canonical)
    if draft.sources == (card.STORE,) and draft.kind == "answer":
        reply = replace(reply, lead=f"{reply.lead} {_of_store(ask.reader)}")
    return reply if is_gone else noted(reply, lines)


def _is_lost(reader: Reader, whole: Draft) -> bool:
    """Whether what the whole answer begins with is not there."""
    first = next((item.records[:1] for item in _items(whole.parts) if item.records), ())
    return bool(first) and not records.there(reader, first)


def _finished(ask: Ask, draft: Draft, canonical: str) -> Reply:
    draft = replace(draft, sources=tuple(id for id in draft.sources if id not in muted_in(ask.reader)))
    return card.finish(draft, reader=ask.reader, frame=ask.frame, canonical=canonical, page=ask.page)


def _of_store(reader: Reader) -> str:
    """How many records and sources the counts of the whole store do not count."""
    gone, sources = coverage.left_out(reader)
    return texts.STORE.format(
        records=say.count(gone, "record", "records"), sources=say.count(sources, "source", "sources")
    )


def composed(ask: Ask, what: What, seen: Seen, *, whole: Post | Silent) -> Post | Silent:
    """What is posted without muted sources, where the whole post is known."""
    try:
        made = content.compose(ask, what, seen=seen)
    except (LeftOut, Unsourced):
        return Silent(texts.ALL)
    is_counted = isinstance(whole, Post) and what.kind != _CHOSEN
    lines = count(ask.reader, whole.reply.parts) if isinstance(whole, Post) and is_counted else 0
    if isinstance(made, Silent):
        return replace(made, reason=f"{made.reason} {said(lines)}") if lines else made
    return replace(made, reply=noted(made.reply, lines))


def count(reader: Reader, parts: Iterable[Part]) -> int:
    """How many lines of the whole answer are not there for a reader without muted sources."""
    found, muted = _items(parts), muted_in(reader)
    there = records.there(reader, {id for item in found for id in item.records})
    stay = [i for i in found if not muted.issuperset(i.sources) and (not i.records or there.intersection(i.records))]
    several = {id for item in stay if item.record_kind == _COUNTED and len(item.records) > 1 for id in item.records}
    return len(found) - len(stay) + len(several - there)


def is_all(draft: Draft, muted: frozenset[str]) -> bool:
    """Whether nothing but muted sources carries an answer."""
    found = _items(draft.parts)
    if not found:
        return bool(draft.sources) and muted.issuperset(draft.sources)
    return all(muted.issuperset(item.sources) for item in found)


def nothing(lines: int) -> Draft:
    """The card in place of an answer of so many lines that is left out whole; 0: it is not known of how many."""
    return Draft(kind="not-found", title=texts.TITLE, lead=said(lines) if lines else texts.ALL)


def noted(reply: Reply, lines: int) -> Reply:
    """The reply, which says how many lines it leaves out."""
    return replace(reply, lead=f"{reply.lead} {said(lines)}") if lines else reply


def said(lines: int) -> str:
    """How many lines are left out, as a sentence."""
    return (texts.ONE if lines == 1 else texts.MANY).format(count=f"{lines:,}")


def _items(parts: Iterable[Part]) -> list[Item]:
    return [item for part in parts for item in part.items]
