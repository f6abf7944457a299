"""What a handler returns, and how it becomes a `Reply`: cut into pages, sources numbered, disagreements added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot import say
from bot.contract import ALL_PAGES, Answer, Button, Item, Kind, Part, Reply, Source, SourceIds, Unsourced
from bot.texts import cards as texts
from data.queries import disagreements, sources
from data.queries.frame import Frame
from data.queries.records import Record
from data.store import Reader

PAGE_ITEMS = 12
"""How many lines a page has at most: what a phone shows without scrolling for long."""

PAGE_CHARACTERS = 1800
"""How many characters of lines a page has at most; the platforms' own limits leave room for this much."""

SHOWN = ("open", "time", "wording")
"""The kinds of disagreement that stand next to their records; errors only where they are asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A card before its sources are numbered.

    `pages` is given where the handler fetched only the lines of the page asked for. `sources` are those of the lead,
    for a card that has no lines. Disagreements are looked up for the records of its lines, or only for `points`.
    """

    kind: Kind = "answer"
    title: str
    lead: str
    as_of: date | None = None
    parts: tuple[Part, ...] = ()
    buttons: tuple[Button, ...] = ()
    sources: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    pages: int | None = None
    with_disagreements: bool = True
    points: tuple[str, ...] | None = None
    point_kinds: tuple[str, ...] = SHOWN
    private: bool | None = None


@dataclass(slots=True)
class Numbers:
    """The numbers of a card's sources, in the order in which its lines name them."""

    ids: dict[str, int] = field(default_factory=dict)

    def add(self, ids: Iterable[str]) -> None:
        """Give every id that has none the next number."""
        for id in ids:
            self.ids.setdefault(id, len(self.ids) + 1)


def ids_of(*found: Record | Iterable[str], most: int | None = None) -> SourceIds:
    """The source ids of some records, each once, in their order; `most` of each record. Raises Unsourced."""
    wanted: dict[str, None] = {}
    for one in found:
        wanted.update(dict.fromkeys(list(one.sources if isinstance(one, Record) else one)[:most]))
    ids = tuple(wanted)
    if not ids:
        raise Unsourced("records without a source")
    return (ids[0], *ids[1:])


def item(record: Record, text: str | None = None, *, label: str | None = None, also: Sequence[Record] = ()) -> Item:
    """A record as a line; `also` are records that say the same, with their sources."""
    return Item(
        text=record.text if text is None else text,
        label=label,
        date=record.date,
        records=(record.id, *(r.id for r in also)),
        sources=ids_of(record, *also),
        record_kind=record.kind,
    )


def finish(draft: Draft, *, reader: Reader, frame: Frame, canonical: str | None, page: int) -> Reply:
    """The reply that a draft becomes on one page, or whole for ALL_PAGES."""
    chunks = [draft.parts] if page == ALL_PAGES or draft.pages is not None else list(_pages(draft.parts))
    pages = 1 if page == ALL_PAGES else draft.pages or max(len(chunks), 1)
    shown = min(max(page, 1), pages)
    parts = chunks[0] if draft.pages is not None or page == ALL_PAGES else chunks[shown - 1] if chunks else ()
    on_page = [r for part in parts for i in part.items for r in i.records]
    if draft.with_disagreements and draft.kind == "answer":
        points = on_page if draft.points is None else draft.points
        parts = (*parts, *_disagreements(reader, points, draft.point_kinds))
    numbers = Numbers()
    for part in parts:
        for line in part.items:
            numbers.add(line.sources)
    if not numbers.ids:
        numbers.add(draft.sources)
    common = {
        "title": draft.title,
        "lead": draft.lead,
        "canonical": canonical,
        "data_version": frame.data_version,
        "parts": parts,
        "records": tuple(dict.fromkeys([*draft.records, *on_page])),
        "buttons": draft.buttons,
        "private": draft.private,
        "page": shown,
        "pages": pages,
    }
    cited = _cited(reader, numbers, frame)
    if draft.kind != "answer":
        return Reply(kind=draft.kind, as_of=draft.as_of, sources=cited, **common)  # type: ignore[arg-type]
    if draft.as_of is None or not cited:
        raise Unsourced(f"an answer without as-of or sources: {draft.title!r}")
    return Answer(as_of=draft.as_of, sources=(cited[0], *cited[1:]), **common)  # type: ignore[arg-type]


def _pages(parts: Sequence[Part]) -> Iterable[tuple[Part, ...]]:
    """The parts cut into pages, in order; a part that goes on keeps its heading."""
    page: list[Part] = []
    lines = characters = 0
    for part in parts:
        held: list[Item] = []
        for line in part.items:
            size = len(line.text) + len(line.label or "")
            if lines and (lines >= PAGE_ITEMS or characters + size > PAGE_CHARACTERS):
                if held:
                    page.append(replace(part, items=tuple(held)))
                yield tuple(page)
                page, held, lines, characters = [], [], 0, 0
            held.append(line)
            lines, characters = lines + 1, characters + size
        if held:
            page.append(replace(part, items=tuple(held)))
    if page:
        yield tuple(page)


def _disagreements(reader: Reader, ids: Sequence[str], kinds: Sequence[str]) -> tuple[Part, ...]:
    found = [d for d in disagreements.beside(reader, ids) if d.kind in kinds and d.record.id not in ids]
    if not found:
        return ()
    return (Part(kind="disagreement", title=texts.SOURCES_DIFFER, items=disagreement_items(reader, found)),)


def disagreement_items(
    reader: Reader, found: Sequence[disagreements.DisagreementView], *, shown: bool = False
) -> tuple[Item, ...]:
    """Each disagreement as one line, the open ones first.

    Next to other records the line is its one sentence, with a source of each side. `shown`: where it is asked about,
    the point, every side in full, and what the data does about it.
    """
    lines = []
    for one in sorted(found, key=lambda d: (list(texts.DISAGREEMENT_KINDS).index(d.kind), d.record.id)):
        told = disagreements.sides(reader, one.record.id)
        text, sources = one.record.text, ids_of(*told, most=1) if told else ids_of(one.record)
        if shown:
            both = texts.DISAGREEMENT.format(point=one.point, sides="; ".join(s.text for s in told))
            text, sources = " ".join(filter(None, (both, one.shown))), ids_of(one.record, *told)
        lines.append(
            Item(
                text=text,
                label=texts.DISAGREEMENT_KINDS[one.kind],
                date=one.record.date,
                records=(one.record.id,),
                sources=sources,
                record_kind="disagreement",
            )
        )
    return tuple(lines)


def _cited(reader: Reader, numbers: Numbers, frame: Frame) -> tuple[Source, ...]:
    found = sources.by_ids(reader, numbers.ids)
    cited = []
    for id, number in numbers.ids.items():
        if id == STORE:
            cited.append(_store(number, frame))
        else:
            cited.append(cite(found[id], number))
    return tuple(cited)


STORE = "summitdesk"
"""The id of the store itself as a source: for what the desk says of itself and of its data."""


def _store(number: int, frame: Frame) -> Source:
    return Source(
        id=STORE,
        number=number,
        publisher=texts.STORE_PUBLISHER,
        title=texts.STORE_TITLE.format(name=frame.name, edition=frame.edition, version=frame.data_version),
        date=frame.checked.isoformat(),
        url=None,
    )


def cite(source: sources.Source, number: int) -> Source:
    """A source as the card shows it."""
    return Source(
        id=source.id,
        number=number,
        publisher=source.publisher,
        title=source.title,
        date=source.date,
        url=source.url,
        remark=remark(source),
    )


def remark(source: sources.Source) -> str | None:
    """What a reader must know of a source: undated, read in part, a label of ours."""
    remarks = []
    if source.date is None and source.written is None:
        remarks.append(texts.UNDATED)
    elif source.date is None and source.written:
        remarks.append(texts.UNDATED_WRITTEN.format(when=say.when(source.written)))
    if source.publisher_from == "outside":
        remarks.append(texts.PUBLISHER_OURS)
    if source.publisher_from == "credit":
        remarks.append(texts.PUBLISHER_CREDIT)
    if source.title_from == "description":
        remarks.append(texts.TITLE_OURS)
    if source.read == "excerpt":
        remarks.append(texts.READ_IN_PART)
    if source.read == "file":
        remarks.append(texts.READ_THROUGH_FILE)
    return "; ".join(remarks) or None
