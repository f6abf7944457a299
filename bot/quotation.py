"""How a statement is shown wherever it stands: its words to the letter, then its passport in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot import lines, say
from bot.ask import Ask
from bot.card import ids_of
from bot.contract import Item
from bot.texts import quotes as texts
from data.queries import records, sources
from data.queries.quotes import QuotePart, Said, Statement
from data.queries.records import Record
from data.queries.sources import Source

_BRACKETS = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_CERTAINTIES = ("stated", "implied", "derived")


def items(ask: Ask, found: Sequence[Statement]) -> tuple[Item, ...]:
    """Each statement as one line: all its parts in order, labelled with the speaker."""
    speakers = records.names_of(ask.reader, {s.speaker_id for s in found})
    cited = sources.by_ids(ask.reader, {s.parts[0].record.sources[0] for s in found})
    return tuple(
        Item(
            text=_text(one, cited[one.parts[0].record.sources[0]], ask.today),
            label=speakers.get(one.speaker_id, one.parts[0].written_as),
            date=one.parts[0].record.date,
            records=tuple(part.record.id for part in one.parts),
            sources=ids_of(*(part.record for part in one.parts)),
            record_kind="quote",
        )
        for one in found
    )


def short(ask: Ask, found: Sequence[Statement]) -> tuple[Item, ...]:
    """Each statement as one line among others: words, form and how sure; the passport is a quotation's own card."""
    return tuple(
        replace(line, text=_short(one), label=_short_label(line.label or "", one.parts[0].record, ask.today))
        for one, line in zip(found, items(ask, found), strict=True)
    )


def mark(parts: Sequence[QuotePart]) -> str | None:
    """What a citation must say beside the words: that they are a fragment, or which parts are."""
    told = form(parts).rstrip(".")
    return f"[{told[:1].lower()}{told[1:]}]" if told else None


def attribution(part: QuotePart) -> str | None:
    """Through whom the words came, where they were not said to those who print them."""
    return _attribution(part) if part.attribution != "direct" else None


def words(parts: Sequence[QuotePart]) -> str:
    """The parts to the letter, in order, with an ellipsis between the marks."""
    return texts.BETWEEN.join(texts.WORDS.format(words=part.record.text) for part in parts)


def count(said: Said) -> str:
    """`3 statements (6 quoted parts)`."""
    return texts.COUNT.format(
        statements=say.count(said.statements, texts.ONE, texts.MANY),
        parts=say.count(said.parts, texts.PART_ONE, texts.PART_MANY),
    )


def form(parts: Sequence[QuotePart]) -> str:
    """Which parts are fragments; nothing where all are sentences."""
    bits = [number for number, part in enumerate(parts, 1) if part.form != "sentence"]
    if not bits:
        return ""
    if len(parts) == 1:
        return texts.ONE_TERM if parts[0].form == "term" else texts.ONE_FRAGMENT
    if len(bits) == len(parts):
        return texts.ALL_FRAGMENTS
    which = say.listing(say.ordinal(number) for number in bits)
    return (texts.SOME_FRAGMENTS if len(bits) == 1 else texts.SOME_FRAGMENTS_MANY).format(which=which)


def said(day: str | None, certainty: str | None) -> str:
    """When something was said, with its precision: `said by 31 August 2025 (worked out …)`."""
    if day is None:
        return texts.DAY_UNKNOWN
    start, slash, end = day.partition("/")
    if not slash:
        text = (texts.SAID_ON if len(day) == len("2025-09-01") else texts.SAID_IN).format(when=say.when(day))
    elif start == "..":
        text = texts.SAID_BY.format(when=say.when(end))
    elif end == "..":
        text = texts.SAID_FROM.format(when=say.when(start))
    else:
        text = texts.SAID_WITHIN.format(when=say.when(day))
    return {"implied": texts.IMPLIED, "derived": texts.DERIVED}.get(certainty or "", "{said}").format(said=text)


def _short(statement: Statement) -> str:
    parts = statement.parts
    indirect = attribution(parts[0])
    told = [words(parts), form(parts), f"{say.cap(indirect)}." if indirect else "", _confidence(parts)]
    return " ".join(filter(None, told))


def _short_label(speaker: str, first: Record, today: date) -> str:
    when = say.when(first.date) if first.date else ""
    return ", ".join(filter(None, [speaker, when, lines.later_words(first, today)]))


def _confidence(parts: Sequence[QuotePart]) -> str:
    weak = [part.record.confidence for part in parts if part.record.confidence in ("low", "medium")]
    return texts.CONFIDENCE.format(confidence=min(weak)) if weak else ""


def _text(statement: Statement, source: Source, today: date) -> str:
    parts = statement.parts
    shown = [form(parts), f"{say.cap(_passport(statement, source, today))}."]
    inserted = _inserted(parts)
    notes = list(dict.fromkeys(part.record.note for part in parts if part.record.note))
    if inserted and not any("inserted" in note for note in notes):
        shown.append(inserted)
    shown.append(_confidence(parts))
    return f"{words(parts)}\n{' '.join(filter(None, [*shown, *notes]))}"


def _passport(statement: Statement, source: Source, today: date) -> str:
    parts = statement.parts
    first = parts[0]
    when = "; ".join(dict.fromkeys(said(d, _weakest(parts, d)) for d in dict.fromkeys(p.record.date for p in parts)))
    if lines.later_words(first.record, today):
        when = texts.LATER.format(said=when)
    role = next((part.role for part in parts if part.role), None)
    told = [role or texts.NAMED_AS.format(name=first.written_as), _attribution(first), first.channel, when]
    return "; ".join([*filter(None, told), _printed(source)])


def _weakest(parts: Sequence[QuotePart], day: str | None) -> str:
    found = [part.record.certainty or "stated" for part in parts if part.record.date == day]
    return max(found, key=_CERTAINTIES.index)


def _attribution(part: QuotePart) -> str | None:
    if part.attribution == "reported position":
        return texts.POSITION
    if part.attribution == "second-hand":
        return texts.SECOND_HAND.format(to=part.told_to) if part.told_to else texts.SECOND_HAND_UNNAMED
    return texts.TOLD_TO.format(to=part.told_to) if part.told_to else None


def _printed(source: Source) -> str:
    publisher = source.publisher or texts.NO_PUBLISHER
    if source.publisher and source.publisher_from == "outside":
        publisher = texts.OUR_LABEL.format(publisher=publisher)
    if source.publisher_from == "credit":
        publisher = texts.BY_CREDIT.format(publisher=publisher)
    if source.title is None:
        return texts.PRINTED_UNTITLED.format(publisher=publisher)
    ours = source.title_from == "description"
    title = source.title[:1].lower() + source.title[1:] if ours else texts.TITLE.format(title=source.title)
    return texts.PRINTED.format(publisher=publisher, title=title)


def _inserted(parts: Sequence[QuotePart]) -> str:
    found = [text for part in parts if part.inserted for text in _BRACKETS.findall(part.record.text)]
    listed = say.listing(texts.WORDS.format(words=text) for text in found)
    if not found:
        return ""
    return (texts.INSERTED_ONE if len(found) == 1 else texts.INSERTED_MANY).format(words=listed)
