"""The lines of a record's passport: what it says, when, by whom, how surely, and by which hash it can be checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot import card, quotation, say
from bot.ask import Ask
from bot.card import ids_of
from bot.contract import Item, SourceIds
from bot.texts import cite as texts
from bot.texts import search as kinds
from data.queries import records, standings
from data.queries.disagreements import DisagreementView
from data.queries.quotes import Statement
from data.queries.records import Record
from data.queries.sources import Source

Pair = tuple[str, str | None]
"""A label and what stands beside it; None is left out."""


def lines(ask: Ask, record: Record) -> tuple[Item, ...]:
    """The passport of a record that is no quotation and no source."""
    unit = record.unit or ""
    value = f"{record.value or ''}{'' if unit.startswith('%') else ' '}{unit}".strip()
    says: list[Pair] = [
        (texts.SAYS, record.text),
        (texts.WORDS_IN_MARKS if record.kind == "unattributed" else texts.VALUE, value or None),
    ]
    pairs: list[Pair] = [
        (texts.KIND, kind(record)),
        *_dates(record),
        (texts.SAID_BY, record.said_by),
        (texts.PLACE, record.place),
        *(_standing(ask, record) if record.kind == "standing" else ()),
        *_ends(ask, record),
    ]
    return (*_items(record, says, ids_of(record)), *_items(record, pairs, _first(record)), *_note(record))


def quotation_lines(ask: Ask, record: Record, statement: Statement, cited: dict[str, Source]) -> tuple[Item, ...]:
    """The passport of a quotation: the whole statement, who said it and where, and the hashes of words and file."""
    own = next(part for part in statement.parts if part.record.id == record.id)
    file = cited[record.sources[0]].file_sha256
    whole = " ".join(filter(None, [quotation.words(statement.parts), quotation.form(statement.parts)]))
    written = texts.SPEAKER_TEXT.format(name=speaker(ask, statement), written=own.written_as)
    pairs: list[Pair] = [
        (texts.KIND, kind(record)),
        (texts.SPEAKER, written),
        (texts.ROLE, own.role),
        (texts.ATTRIBUTION, own.attribution),
        (texts.TOLD_TO, own.told_to),
        (texts.CHANNEL, own.channel),
        (texts.FORM, texts.FORM_TEXTS[own.form]),
        *_dates(record),
        *((texts.HASH, texts.HASH_TEXT.format(id=p.record.id, sha=p.sha256)) for p in statement.parts),
        (texts.FILE_HASH, file),
        (texts.LINE, texts.LINE_TEXT.format(line=own.line) if own.line else None),
        *_ends(ask, record),
    ]
    every = Item(
        text=whole,
        label=texts.STATEMENT,
        date=record.date,
        records=tuple(part.record.id for part in statement.parts),
        sources=ids_of(*(part.record for part in statement.parts)),
        record_kind="quote",
    )
    return (every, *_items(record, pairs, _first(record)), *_note(record))


def source_lines(record: Record, source: Source, resting: Sequence[str]) -> tuple[Item, ...]:
    """The passport of a source."""
    publisher, title = source.publisher or texts.UNKNOWN, source.title or texts.UNKNOWN
    author = f"{source.author} ({source.author_note})" if source.author and source.author_note else source.author
    written = say.when(source.written) if source.written else None
    pairs: list[Pair] = [
        (texts.KIND, texts.SOURCE_KINDS[source.kind]),
        (texts.PUBLISHER, texts.PUBLISHERS[source.publisher_from].format(text=publisher)),
        (texts.SOURCE_TITLE, texts.OUR_TITLE.format(text=title) if source.title_from == "description" else title),
        (texts.AUTHOR, author or (texts.NO_AUTHOR.format(note=source.author_note) if source.author_note else None)),
        (texts.LINK, source.url),
        (texts.CITES, texts.CITES_TEXT.format(url=source.cites) if source.cites else None),
        (texts.DATE, say.when(source.date) if source.date else texts.NO_DATE),
        (texts.WRITTEN, ". ".join(filter(None, [written, source.written_note])) or None),
        (texts.READ, texts.READ_TEXTS[source.read]),
        (texts.FILE_HASH, source.file_sha256),
        (texts.NOTE, source.note),
        (texts.RESTING, say.listing(resting) or None),
    ]
    return _items(record, pairs, ids_of(record))


def sides(ask: Ask, point: DisagreementView) -> tuple[Item, ...]:
    """Each side of a disagreement with its own sources, then what the data does about it."""
    found = records.children(ask.reader, [point.record.id], "side")
    told = sorted(found, key=lambda r: int(r.id.rpartition("-")[2]))
    lines_ = [card.item(r, label=texts.OWN_SIDE.format(number=n)) for n, r in enumerate(told, 1)]
    if point.shown:
        lines_.append(card.item(point.record, point.shown, label=texts.NOTE))
    return tuple(lines_)


def kind(record: Record) -> str:
    """What a record is called: `figure`, `milestone (founding)`."""
    name = kinds.KINDS[record.kind][0] if record.kind in kinds.KINDS else texts.SIDE
    return f"{name} ({record.event_kind})" if record.event_kind and record.event_kind != name else name


def speaker(ask: Ask, statement: Statement) -> str:
    """The speaker's name as the desk shows it."""
    return records.names_of(ask.reader, [statement.speaker_id]).get(statement.speaker_id, statement.parts[0].written_as)


def remark(source: Source) -> str | None:
    """What a citation must say of a source, besides that it is undated."""
    return "; ".join(part for part in (card.remark(source) or "").split("; ") if not part.startswith("undated")) or None


def _dates(record: Record) -> list[Pair]:
    as_of = say.when(record.as_of) if record.as_of else None
    bound = texts.TIME_BOUND.format(when=as_of) if as_of and record.time_bound else as_of
    if record.date is None:
        return [(texts.DATE, " ".join(filter(None, [texts.NO_DATE + ".", record.date_note]))), (texts.AS_OF, bound)]
    start, slash, end = record.date.partition("/")
    precision = texts.SPAN if slash and ".." not in (start, end) else texts.WINDOW if slash else None
    told = texts.DATE_TEXT.format(when=say.when(record.date), precision=precision or texts.PRECISIONS[len(start)])
    if record.certainty:
        told += texts.CERTAINTY.format(certainty=texts.CERTAINTIES[record.certainty])
    return [(texts.DATE, " ".join(filter(None, [told + ".", record.date_note]))), (texts.AS_OF, bound)]


def _standing(ask: Ask, record: Record) -> Iterable[Pair]:
    found = next((s for s in standings.standings(ask.reader) if s.record.id == record.id), None)
    if found is None:
        return
    for label, first, until in (
        (texts.HELD, found.decided, found.decided_until),
        (texts.IN_FORCE, found.in_force, found.in_force_until),
    ):
        if first is None:
            if not found.force_left_out:
                yield label, texts.NOT_IN_FORCE
        elif until is None:
            yield label, texts.FROM.format(first=say.day(first))
        else:
            yield label, texts.FROM_UNTIL.format(first=say.day(first), until=say.day(until))


def _ends(ask: Ask, record: Record) -> list[Pair]:
    """What closes every passport: how sure, what it is about, where it belongs, its older ids."""
    about = [id for id in records.entities_of(ask.reader, record.id) if id != record.id]
    named = records.names_of(ask.reader, about)
    names = [named.get(id) or ask.names.country(id) for id in about]
    return [
        (texts.CONFIDENCE, record.confidence),
        (texts.ABOUT, "; ".join(sorted({n for n in names if n}, key=str.casefold)) or None),
        (texts.BELONGS_TO, record.parent),
        (texts.OLDER_IDS, ", ".join(records.older_ids(ask.reader, record.id)) or None),
    ]


def _note(record: Record) -> tuple[Item, ...]:
    carried = [source for source, role in record.roles if role == "note"]
    return _items(record, [(texts.NOTE, record.note)], ids_of(carried) if carried else _first(record))


def _first(record: Record) -> SourceIds:
    return ids_of(record, most=1)


def _items(record: Record, pairs: Iterable[Pair], cited: SourceIds) -> tuple[Item, ...]:
    return tuple(
        Item(text=text, label=label, date=record.date, records=(record.id,), sources=cited, record_kind=record.kind)
        for label, text in pairs
        if text
    )
