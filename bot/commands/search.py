"""`search`: full text over every kind of record, every word matched, the best first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot import card, lines, phrases, quotation, say
from bot.arguments import Entity, Word
from bot.ask import Ask
from bot.card import Draft, item
from bot.commands.common import checked
from bot.commands.summit.sections import with_confidence
from bot.contract import Button, Item, Part
from bot.names import key_words
from bot.registry import Choice, Example, Option, command
from bot.texts import cards as card_texts
from bot.texts import search as texts
from data import search as index
from data.queries import disagreements, quotes, records
from data.queries.records import Brief
from data.wording import spans, tokens

PAGE = 8
"""Lines on a page."""

LOOKED_AT = 600
"""Matches that are put in order: the newest. The time for that grows with them."""

COUNTED = 4
"""Kinds that the lead counts by name."""

OFFERED = 4
BROAD = ("summit", "meeting", "person", "organisation", "status", "source", "disagreement")
"""Kinds that much is said about; only what differs about the statements themselves is shown beside them."""

NAMED = ("country", "person", "city", "topic", "meeting")


@dataclass(frozen=True, slots=True)
class Hit:
    """A record, or all parts of one statement, with what its place depends on: the smallest comes first."""

    place: tuple[int, int, int, str]
    id: str
    kind: str
    utterance_id: str | None


@command(
    "search",
    help="Full text over every kind of record; quotation marks make a phrase.",
    options=(
        Option(name="words", help="Words that must all occur", types=("text",), required=True, whole=True),
        Option(
            name="kind",
            help="Only one kind of record",
            types=("choice",),
            named=True,
            choices=tuple(
                Choice(id=kind, label=many, names=tuple(dict.fromkeys((one, kind, f"{kind}s"))))
                for kind, (one, many) in texts.KINDS.items()
            ),
        ),
    ),
    examples=(
        Example(line="search {word}", shows="every record with the word, the best first"),
        Example(line='search "{rare}"', shows="a phrase"),
        Example(line="search {words}", shows="records that have both words"),
        Example(line="search {word_kind}", shows="one kind of record"),
        Example(line="search bananas", shows="a word that no record has", fails=True),
    ),
    searches=True,
)
def search(ask: Ask, *, words: str, kind: Word | None = None) -> Draft:
    """The records in which every word stands, ordered by words seen, weight, date and id."""
    asked = phrases.read(words)
    if not asked:
        return Draft(kind="not-found", title=texts.EMPTY_TITLE, lead=texts.EMPTY)
    wanted = [phrases.cut(phrase) for phrase in asked[: phrases.MOST]]
    found = index.find(ask.reader, wanted, kinds=(kind.id,) if kind else (), most=LOOKED_AT)
    if not found.seqs:
        return _nothing(ask, asked, wanted, kind)
    stems = {stem for phrase in wanted for stem in tokens(phrase)}
    hits = _ordered(records.brief(ask.reader, found.seqs), stems)
    pages = -(-len(hits) // PAGE)
    start = (min(max(ask.page, 1), pages) - 1) * PAGE
    shown = _lines(ask, hits if ask.whole else hits[start : start + PAGE], stems)
    return Draft(
        title=_title(asked, kind),
        lead=_lead(ask, asked, hits, more=found.more),
        as_of=ask.checked,
        parts=(Part(kind="list", items=shown), *_differ(ask, shown)),
        with_disagreements=False,
        pages=pages,
        buttons=tuple(_cite(line) for line in shown[:2]),
    )


def _ordered(found: Sequence[Brief], stems: set[str]) -> list[Hit]:
    """The records, the best first; the parts of one statement are one."""
    together: dict[str, list[Brief]] = {}
    for one in found:
        together.setdefault(one.utterance_id or one.id, []).append(one)
    hits = []
    for parts in together.values():
        seen = {stem for part in parts for stem in _seen(part.text, stems)}
        first = min(parts, key=lambda part: part.id)
        day = first.last_day or first.first_day or date.min
        place = (-len(seen), -max(part.weight for part in parts), -day.toordinal(), first.id)
        hits.append(Hit(place, first.id, first.kind, first.utterance_id))
    return sorted(hits, key=lambda hit: hit.place)


def _seen(text: str, stems: set[str]) -> set[str]:
    """The stems that stand in a text; most texts without one are told at a glance."""
    plain = text.casefold()
    if plain.isascii() and not any(stem[:-1] in plain for stem in stems):
        return set()
    return stems.intersection(tokens(text))


def _lines(ask: Ask, hits: Sequence[Hit], stems: set[str]) -> tuple[Item, ...]:
    """The records as lines, with the matched words marked; statements as their words and speaker."""
    plain = records.by_ids(ask.reader, [hit.id for hit in hits if hit.utterance_id is None])
    said = [hit.utterance_id for hit in hits if hit.utterance_id]
    statements = quotes.by_ids(ask.reader, said) if said else []
    spoken = {one.id: line for one, line in zip(statements, quotation.short(ask, statements), strict=True)}
    shown = []
    for hit in hits:
        line = spoken[hit.utterance_id] if hit.utterance_id else _plain(ask, plain[hit.id])
        shown.append(replace(line, marks=spans(line.text, stems)))
    return tuple(shown)


def _plain(ask: Ask, record: records.Record) -> Item:
    told = [lines.kind_words(record) or texts.KINDS[record.kind][0]]
    told += [say.when(record.date)] if record.date else []
    told += [later] if (later := lines.later_words(record, ask.today)) else []
    return item(record, with_confidence(record), label=say.cap(", ".join(told)))


def _differ(ask: Ask, shown: Sequence[Item]) -> tuple[Part, ...]:
    """The points on which sources differ about what these lines state; not all that concerns a summit or a person."""
    stated = [id for line in shown if line.record_kind not in BROAD for id in line.records]
    there = {id for line in shown for id in line.records}
    found = [d for d in disagreements.touching(ask.reader, stated) if d.kind in card.SHOWN and d.record.id not in there]
    if not found:
        return ()
    lines_ = card.disagreement_items(ask.reader, found)
    return (Part(kind="disagreement", title=card_texts.SOURCES_DIFFER, items=lines_),)


def _lead(ask: Ask, asked: Sequence[str], hits: Sequence[Hit], *, more: bool) -> str:
    words, told = _listed(asked), checked(ask, ask.today)
    kinds = Counter(hit.kind for hit in hits)
    most = sorted(texts.KINDS, key=lambda kind: -kinds[kind])[:COUNTED]
    counted = [say.count(kinds[kind], *texts.KINDS[kind]) for kind in most if kinds[kind]]
    if rest := len(hits) - sum(kinds[kind] for kind in most):
        counted.append(say.count(rest, *texts.OTHERS))
    if more:
        lead = texts.FOUND_MORE.format(most=LOOKED_AT, words=words, checked=told)
    elif len(counted) == 1:
        lead = texts.FOUND_ONE.format(count=counted[0], words=words, checked=told)
    else:
        count = say.count(len(hits), texts.MATCH, texts.MATCHES)
        lead = texts.FOUND.format(count=count, words=words, kinds=say.listing(counted), checked=told)
    return f"{lead} {texts.FIRST_WORDS.format(most=phrases.MOST)}" if len(asked) > phrases.MOST else lead


def _nothing(ask: Ask, asked: Sequence[str], wanted: Sequence[str], kind: Word | None) -> Draft:
    """Which words are known and which are not, with a search for those that are."""
    known = [a for a, w in zip(asked, wanted, strict=False) if index.find(ask.reader, [w], most=1).seqs]
    unknown = [a for a in asked[: len(wanted)] if a not in known]
    template = texts.NOTHING_TOGETHER if len(wanted) > 1 else texts.NOTHING
    among = texts.IN_KIND.format(kinds=texts.KINDS[kind.id][1]) if kind else ""
    told = [template.format(words=_listed(asked), kind=among, checked=checked(ask, ask.today))]
    if len(wanted) > 1:
        told.append(_which(known, unknown))
    meant = {a: near[0].name for a in unknown[:OFFERED] if (near := _near(ask, a))}
    if meant:
        told.append(texts.MEANT.format(names=say.listing(meant.values(), "or")))
    offers = [*_cited(ask, asked), *_searches(ask, asked, known, meant, in_kind=kind is not None)]
    return Draft(
        kind="not-found",
        title=_title(asked, kind),
        lead=" ".join(told),
        as_of=ask.checked,
        buttons=tuple(offers[:OFFERED]),
    )


def _near(ask: Ask, word: str) -> list[Entity]:
    """What a word is a slip of. The first letter stays: `Qiang` is no slip of Jiang Zemin."""
    first = {key[0] for key in key_words(word)}
    return [e for e in ask.names.near(word, NAMED) if first & {key[0] for key in key_words(e.name)}]


def _searches(
    ask: Ask, asked: Sequence[str], known: Sequence[str], meant: Mapping[str, str], *, in_kind: bool
) -> list[Button]:
    """Searches that find something: what was meant, the words that are known together, and each by itself."""
    tried = [[meant.get(word, word) for word in asked], list(known)]
    tried += [[word] for word in sorted(known, key=lambda word: -len(word)) if len(word) > 2]
    lines_ = dict.fromkeys(_line(words) for words in tried if words and (in_kind or words != list(asked)))
    return [
        Button(label=texts.BUTTON.format(words=_short(line.removeprefix("search "))), command=line)
        for line in list(lines_)[:OFFERED]
        if index.find(ask.reader, [phrases.cut(word) for word in phrases.read(line)[1:]], most=1).seqs
    ]


def _cited(ask: Ask, asked: Sequence[str]) -> list[Button]:
    """The record whose id was typed in place of words."""
    is_id = len(asked) == 1 and any(letter.isdigit() for letter in asked[0])
    id = records.resolve(ask.reader, asked[0]) if is_id else None
    return [Button(label=texts.BUTTON_CITE.format(id=asked[0]), command=f"cite {asked[0]}")] if id else []


def _which(known: Sequence[str], unknown: Sequence[str]) -> str:
    is_known = (texts.KNOWN_ONE if len(known) == 1 else texts.KNOWN_MANY).format(words=_listed(known))
    is_not = (texts.UNKNOWN_ONE if len(unknown) == 1 else texts.UNKNOWN_MANY).format(words=_listed(unknown))
    if known and unknown:
        return texts.KNOWN_AND_UNKNOWN.format(known=is_known, unknown=is_not)
    return say.cap(texts.ONLY.format(told=is_known if known else is_not))


def _line(words: Sequence[str]) -> str:
    return "search " + " ".join(f'"{word}"' if " " in word else word for word in words)


def _listed(words: Sequence[str]) -> str:
    shown = [texts.WORDS.format(words=_short(word)) for word in words[:6]]
    return say.listing([*shown, "…"] if len(words) > len(shown) else shown)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"


def _title(asked: Sequence[str], kind: Word | None) -> str:
    words = _short(" ".join(f"“{word}”" if " " in word else word for word in asked))
    if kind:
        return texts.TITLE_KIND.format(kinds=texts.KINDS[kind.id][1], words=words)
    return texts.TITLE.format(words=words)


def _cite(line: Item) -> Button:
    return Button(label=texts.BUTTON_CITE.format(id=line.records[0]), command=f"cite {line.records[0]}")
