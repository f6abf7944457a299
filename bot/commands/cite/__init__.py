"""`cite`: a record's passport, and a citation ready to paste."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from bot import card, citations, lines, quotation, say
from bot.arguments import Word
from bot.ask import Ask
from bot.card import Draft
from bot.citations import Reference
from bot.commands.cite import passport
from bot.commands.common import checked, command_line
from bot.commands.summit.sections import with_confidence
from bot.contract import Button, Item, Part
from bot.registry import Choice, Example, Option, command
from bot.texts import cite as texts
from bot.texts import search as kinds
from data.queries import disagreements, quotes, records, sources
from data.queries.quotes import Statement
from data.queries.records import LeftOut, Record
from data.queries.sources import Source

SHOWN_OF_ENTITY = 8
NEAREST = 4
ALIKE = 60
"""How alike an id must be to be offered, of 100."""

LOOKED_THROUGH = 4000
"""Ids with the same beginning among which the nearest are looked for."""

NEAR_STYLES = ("ap", "bibtex", "markdown")
NOT_STATEMENTS = frozenset({"person", "organisation", "summit", "meeting", "status", "source", "side"})
"""Kinds of what a record is about; a related record is of another kind."""


@command(
    "cite",
    help="A record's passport: every source, date, confidence, disagreements; and a citation ready to paste.",
    options=(
        Option(name="record", help="The id of a record or a source", types=("record",), aliases=("id",), required=True),
        Option(
            name="style",
            help="The style of the citation",
            types=("choice",),
            aliases=("as", "format"),
            choices=(
                Choice(id="plain", label="plain", names=("text",)),
                Choice(id="ap", label="AP", names=("associated press",)),
                Choice(id="chicago", label="Chicago", names=("cmos",)),
                Choice(id="apa", label="APA"),
                Choice(id="bibtex", label="BibTeX", names=("bib", "latex")),
                Choice(id="wiki", label="wiki", names=("wikipedia", "wikitext")),
                Choice(id="markdown", label="Markdown", names=("md",)),
            ),
        ),
    ),
    examples=(
        Example(line="cite {record}", shows="a record with all its sources"),
        Example(line="cite {quotation} ap", shows="a quotation, with a citation in AP style"),
        Example(line="cite {source} bibtex", shows="a source, and how many records rest on it"),
        Example(line="cite {point}", shows="a point on which sources differ"),
        Example(line="cite nonsense-1", shows="an id that there is not, and the nearest", fails=True),
    ),
)
def cite(ask: Ask, *, record: str, style: Word | None = None) -> Draft:
    """The passport of a record, a source, a statement or a disagreement; older ids answer too."""
    wanted = style.id if style else "plain"
    id = records.resolve(ask.reader, record) or _first_of_statement(ask, record)
    if id is None and records.is_left_out(ask.reader, record):
        raise LeftOut(record)
    if id is None:
        return _entity(ask, record) or _unknown(ask, record)
    found = records.one(ask.reader, id)
    if found.kind == "source":
        return _source(ask, found, wanted)
    statement = _statement(ask, found)
    cited = sources.by_ids(ask.reader, found.sources)
    facts = passport.quotation_lines(ask, found, statement, cited) if statement else passport.lines(ask, found)
    related = _lines(ask, _related(ask, found, statement))
    told = Part(kind="facts", title=texts.PASSPORT, items=facts)
    is_enough = wanted == "plain" and statement is None
    made = () if is_enough else (_citation(wanted, _references(ask, found, cited, statement), found),)
    parts = [
        *((*made, told) if style else (told, *made)),
        _sources(ask, found, cited, title=texts.SOURCES_PLAIN if is_enough else texts.SOURCES),
        *_differ(ask, found),
        Part(kind="list", title=texts.RELATED, items=related),
    ]
    return Draft(
        title=texts.TITLE.format(id=id),
        lead=_lead(ask, record, found, statement),
        as_of=ask.checked,
        parts=tuple(part for part in parts if part.items),
        with_disagreements=False,
        buttons=_buttons(found, statement, wanted),
    )


def _first_of_statement(ask: Ask, id: str) -> str | None:
    """The first part of the statement of that id."""
    found = quotes.by_ids(ask.reader, [id, id.upper(), id.lower()])
    return found[0].parts[0].record.id if found else None


def _statement(ask: Ask, record: Record) -> Statement | None:
    if record.kind != "quote":
        return None
    id = quotes.statement_of(ask.reader, record.id)
    return quotes.by_ids(ask.reader, [id])[0] if id else None


def _lead(ask: Ask, asked: str, record: Record, statement: Statement | None) -> str:
    told = checked(ask, ask.today).removeprefix(", ")
    if statement:
        lead = _quotation_lead(ask, record, statement)
    else:
        template = texts.LEAD if asked.casefold() == record.id.casefold() else texts.LEAD_NOW
        lead = template.format(asked=asked, id=record.id, kind=passport.kind(record), text=record.text)
    if record.confidence == "low":
        lead = texts.LEAD_CONFIDENCE.format(lead=lead, confidence=record.confidence)
    return texts.LEAD_CHECKED.format(lead=lead, checked=say.cap(told)) if told else lead


def _quotation_lead(ask: Ask, record: Record, statement: Statement) -> str:
    own = next(part for part in statement.parts if part.record.id == record.id)
    template = texts.LEAD_QUOTE if len(statement.parts) > 1 else texts.LEAD_QUOTE_WHOLE
    return template.format(
        id=record.id,
        form=texts.FORMS[own.form],
        speaker=passport.speaker(ask, statement),
        part=own.part,
        parts=len(statement.parts),
        words=quotation.words([own]),
    )


def _references(ask: Ask, record: Record, cited: dict[str, Source], statement: Statement | None) -> list[Reference]:
    """What is to be cited: each source of the record itself; for a quotation its article, with the words."""
    if statement:
        first = statement.parts[0]
        role = next((part.role for part in statement.parts if part.role), None)
        source = (
            cited.get(first.record.sources[0])
            or sources.by_ids(ask.reader, first.record.sources[:1])[first.record.sources[0]]
        )
        return [
            replace(
                _reference(ask, source),
                words=quotation.words(statement.parts),
                mark=quotation.mark(statement.parts),
                speaker=passport.speaker(ask, statement),
                role=role,
                attribution=quotation.attribution(first),
            )
        ]
    partial = {id for id, _ in record.roles}
    return [_reference(ask, cited[id]) for id in record.sources if id not in partial]


def _reference(ask: Ask, source: Source) -> Reference:
    return Reference(
        id=source.id,
        author=source.author,
        title=source.title,
        title_is_ours=source.title_from == "description",
        publisher=source.publisher,
        date=source.date,
        written=source.written,
        url=source.url,
        seen=ask.frame.checked.isoformat(),
        remark=passport.remark(source),
    )


def _sources(ask: Ask, record: Record, cited: dict[str, Source], *, title: str) -> Part:
    """Every source written out: in plain style these are the citations too."""
    return Part(kind="list", title=title, items=tuple(_written_out(ask, s, record, cited) for s in record.sources))


def _citation(style: str, references: Sequence[Reference], record: Record) -> Part:
    made = tuple(
        Item(text=citations.cite(one, style), records=(record.id,), sources=(one.id,), record_kind="source")
        for one in references
    )
    return Part(kind="list", title=texts.CITATION.format(style=texts.STYLES[style]), items=made)


def _written_out(ask: Ask, id: str, record: Record, cited: dict[str, Source]) -> Item:
    role = dict(record.roles).get(id, "main")
    reference = _reference(ask, cited[id])
    label = texts.SOURCE_LABELS[role].format(id=id)
    return Item(text=citations.cite(reference, "plain"), label=label, sources=(id,), record_kind="source")


def _differ(ask: Ask, record: Record) -> Iterable[Part]:
    """The record's own sides, if it is a disagreement; and every point that touches it, errors too."""
    if record.kind == "disagreement":
        own = disagreements.by_ids(ask.reader, [record.id])
        yield Part(kind="disagreement", title=texts.DIFFER_SELF, items=passport.sides(ask, own[0]))
    touching = {d.record.id: d for d in disagreements.touching(ask.reader, [record.id])}
    named = {r.parent for r in records.about(ask.reader, record.id, ("side",)) if r.parent}
    touching |= {d.record.id: d for d in disagreements.by_ids(ask.reader, named - touching.keys())}
    found = [touching[id] for id in sorted(touching) if id != record.id]
    if found:
        told = card.disagreement_items(ask.reader, found, shown=True)
        yield Part(kind="disagreement", title=texts.DIFFER, items=told)


def _related(ask: Ask, record: Record, statement: Statement | None) -> list[Record]:
    """The records that this one points to, and those that point to it; its statement's other parts are shown above."""
    ids = set(records.entities_of(ask.reader, record.id))
    if record.kind not in NOT_STATEMENTS:
        every = [kind for kind in kinds.KINDS if kind not in NOT_STATEMENTS | {"disagreement"}]
        ids |= {r.id for r in records.about(ask.reader, record.id, every)}
    own = {part.record.id for part in statement.parts} if statement else {record.id}
    found = records.by_ids(ask.reader, ids - own).values()
    return sorted((r for r in found if r.kind not in NOT_STATEMENTS | {"disagreement"}), key=lambda r: r.id)


def _lines(ask: Ask, found: Sequence[Record], *, by_id: bool = False) -> tuple[Item, ...]:
    """Records as lines, quotations as their whole statements in marks, each once; `by_id`: the id is their label."""
    brief = records.brief(ask.reader, [r.seq for r in found if r.kind == "quote"])
    of = {one.id: one.utterance_id for one in brief if one.utterance_id}
    statements = quotes.by_ids(ask.reader, of.values()) if of else []
    spoken = {one.id: line for one, line in zip(statements, quotation.short(ask, statements), strict=True)}
    told: dict[str, Item] = {}
    for r in found:
        line = spoken[of[r.id]] if r.id in of else replace(lines.line(r, today=ask.today), text=with_confidence(r))
        if by_id:
            line = replace(line, label=", ".join(filter(None, [r.id, line.label if r.id in of else None])))
        told.setdefault(of.get(r.id, r.id), line)
    return tuple(told.values())


def _buttons(record: Record, statement: Statement | None, style: str) -> tuple[Button, ...]:
    buttons = [
        Button(
            label=texts.BUTTON_STYLE.format(style=texts.STYLES[other]),
            command=command_line("cite", record=record.id, style=other),
        )
        for other in NEAR_STYLES
        if other != style
    ]
    if record.kind == "summit":
        buttons.append(Button(label=texts.BUTTON_SUMMIT, command=f"summit {record.id}"))
    if record.kind == "person":
        buttons.append(Button(label=texts.BUTTON_WHO, command=f"who {record.id}"))
    if statement:
        label = texts.BUTTON_QUOTE.format(speaker=statement.parts[0].written_as)
        buttons.append(Button(label=label, command=command_line("quote", speaker=statement.speaker_id)))
    return tuple(buttons)


def _source(ask: Ask, record: Record, style: str) -> Draft:
    """A source: what it is, how it was read, and what rests on it."""
    source = sources.by_ids(ask.reader, [record.id])[record.id]
    resting = {k: n for k, n in records.citing(ask.reader, record.id).items() if k not in ("source", "side")}
    count = sum(resting.values())
    by_kind = [say.count(resting[kind], *names) for kind, names in kinds.KINDS.items() if resting.get(kind)]
    points = [r.id for r in records.citing_of_kinds(ask.reader, record.id, ("disagreement",))]
    told = card.disagreement_items(ask.reader, disagreements.by_ids(ask.reader, points), shown=True) if points else ()
    parts = [
        Part(kind="facts", title=texts.PASSPORT, items=passport.source_lines(record, source, by_kind)),
        _citation(style, [_reference(ask, source)], record),
        Part(kind="disagreement", title=texts.DIFFER, items=told),
    ]
    lead = texts.LEAD_SOURCE if count else texts.LEAD_SOURCE_UNUSED
    return Draft(
        title=texts.TITLE_SOURCE.format(id=record.id),
        lead=lead.format(
            id=record.id, records=say.count(count, texts.RECORD_ONE, texts.RECORD_MANY), title=record.text.rstrip(".")
        ),
        as_of=ask.checked,
        parts=tuple(part for part in parts if part.items),
        with_disagreements=False,
        buttons=_buttons(record, None, style),
    )


def _entity(ask: Ask, id: str) -> Draft | None:
    """A country, a topic, a city: no record of its own; the weightiest records about it are offered."""
    about = [kind for kind in kinds.KINDS if kind != "source"]
    for entity in dict.fromkeys((id, id.upper(), id.lower())):
        found = records.about(ask.reader, entity, about)
        if found:
            break
    else:
        return None
    best = sorted(found, key=lambda r: (-r.weight, -r.seq, r.id))[:SHOWN_OF_ENTITY]
    name = records.names_of(ask.reader, [entity]).get(entity) or ask.names.country(entity) or entity
    count = texts.BE_ONE if len(found) == 1 else texts.BE_MANY.format(count=len(found))
    return Draft(
        kind="choice",
        title=texts.ENTITY_TITLE.format(name=say.cap(name)),
        lead=texts.ENTITY_LEAD.format(name=say.cap(name), records=count),
        as_of=ask.checked,
        parts=(Part(kind="list", items=_lines(ask, best, by_id=True)),),
        buttons=tuple(_offer(r.id) for r in best),
    )


def _unknown(ask: Ask, asked: str) -> Draft:
    """An id that there is not, and the nearest ones."""
    ids = next(
        (found for size in (2, 1) if (found := records.ids_like(ask.reader, asked[:size], most=LOOKED_THROUGH))), []
    )
    lower = {id: id.lower() for id in sorted(ids)}
    alike = process.extract(asked.lower(), lower, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=NEAREST)
    near = [id for _, _, id in alike]
    shown = asked if len(asked) <= 60 else f"{asked[:59]}…"
    lead = texts.UNKNOWN_NEAR.format(asked=shown, near=say.listing(near)) if near else texts.UNKNOWN_LEAD
    return Draft(
        kind="not-found",
        title=texts.UNKNOWN_TITLE.format(asked=shown),
        lead=lead.format(asked=shown),
        as_of=ask.checked,
        buttons=(
            *(_offer(id) for id in near),
            Button(label=texts.BUTTON_SEARCH.format(asked=shown), command=f"search {shown}"),
        ),
    )


def _offer(id: str) -> Button:
    return Button(label=texts.BUTTON_CITE.format(id=id), command=command_line("cite", record=id))
