"""`verify`: whether a sentence that someone pasted is on record, to the letter, altered, or only told in our words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Indel

from bot import compare, lines, misattributed, paraphrases, phrases, quotation, say
from bot.ask import Ask
from bot.card import Draft, item
from bot.commands.common import checked, command_line
from bot.compare import Comparison, Difference
from bot.contract import Button, Item, Part
from bot.registry import Example, Option, command
from bot.texts import quotes as quoted
from bot.texts import verify as texts
from data import search
from data.queries import quotes, records
from data.queries.quotes import Statement
from data.queries.records import Record
from data.wording import digest, plain_words, tokens

SHOWN = 3
"""Statements shown where several have the same words."""

CANDIDATES = 120
"""Quotations that are looked at more closely for one piece of what was pasted."""

PIECES = 6
"""Runs of words, or words, by which candidates are looked for."""

COMPARED = 24
"""Statements that are compared word by word."""

NEARER = 4
LONGEST_TERM = 60
"""Characters of a short quotation that a slip of it is looked for among."""

ALIKE = 0.7
WORTH_SHOWING = 0.3
"""The agreement from which on a quotation is shown as the nearest."""

DIFFERENCES_SHOWN = 12
LONGEST_WORD = 40
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Fit:
    """A statement in which the words stand, and how."""

    statement: Statement
    kind: compare.Kind


@command(
    "verify",
    help="Whether a pasted sentence is on record: exact, altered, only a paraphrase, or not in the store.",
    options=(
        Option(
            name="text",
            help="The sentence as it was pasted",
            types=("text",),
            required=True,
            whole=True,
        ),
    ),
    examples=(
        Example(line='verify "{exact}"', shows="a quotation that is exact"),
        Example(
            line='verify "{altered}"',
            shows="one that was altered, word by word",
        ),
        Example(line='verify "{unattributed}"', shows="words in marks that nobody is named for"),
        Example(line='verify "The summit was a great success for everyone"', shows="nothing like it", fails=True),
    ),
    searches=True,
)
def verify(ask: Ask, *, text: str) -> Draft:
    """The verdict, the quotation on record, and what differs."""
    pasted = compare.tidy(text)
    words = tokens(pasted)
    if not words:
        return Draft(kind="not-found", title=texts.VERIFY_EMPTY_TITLE, lead=texts.VERIFY_EMPTY)
    unattributed = _unattributed(ask, pasted)
    same = _same(ask, pasted)
    candidates = same or _candidates(ask, words)
    if fits := _exact(ask, pasted, candidates):
        return _is_exact(ask, pasted, fits, unattributed)
    whole = plain_words(pasted)
    if passages := [p for p in compare.in_marks(text) if plain_words(p) != whole]:
        inside = " … ".join(passages)
        if fits := _exact(ask, inside, _same(ask, inside) or _candidates(ask, tokens(inside))):
            return _is_exact(ask, inside, fits, unattributed, outside=compare.outside_marks(text))
    near = _near(ask, pasted, candidates)
    if near and near[0][1].agreement >= compare.CLOSE:
        return _is_altered(ask, pasted, *near[0])
    if unattributed:
        return _is_unattributed(ask, pasted, unattributed)
    if found := _slips(ask, pasted, words, candidates):
        return _is_altered(ask, pasted, *found[0])
    if told := paraphrases.telling(ask, words) or paraphrases.nearest(ask, pasted):
        return _is_paraphrase(ask, pasted, told)
    return _unknown(ask, pasted, [statement for statement, compared in near if compared.agreement >= WORTH_SHOWING])


def _same(ask: Ask, pasted: str) -> list[str]:
    """The statements one part of which is just this."""
    found = quotes.same_words(ask.reader, digest(plain_words(pasted)))
    return list(dict.fromkeys(id for id, _ in found))


def _exact(ask: Ask, pasted: str, candidates: Sequence[str]) -> list[Fit]:
    """The statements in which it stands to the letter; whole parts before pieces of them, newest first."""
    fits = [
        Fit(one, kind)
        for one in quotes.by_ids(ask.reader, candidates[:COMPARED])
        if (kind := compare.fit(pasted, [part.record.text for part in one.parts]))
    ]
    order = ("exact", "interrupted", "part", "interrupted part")
    return sorted(fits, key=lambda fit: order.index(fit.kind))


def _candidates(ask: Ask, words: Sequence[str]) -> list[str]:
    """Statements that may have these words: with the whole phrase, else with pieces of it; the likeliest first."""
    if len(words) <= phrases.LONGEST:
        whole = search.find(ask.reader, [" ".join(words)], kinds=("quote",), most=CANDIDATES)
        if whole.seqs:
            return _ranked(ask, whole.seqs, words)
    for length in (3, 2):
        if pieces := _pieces(words, length):
            found = search.find(ask.reader, pieces, kinds=("quote",), most=CANDIDATES, each=False)
            if found.seqs:
                return _ranked(ask, found.seqs, words)
    found = search.find(
        ask.reader, paraphrases.telling_words(words)[:PIECES], kinds=("quote",), most=CANDIDATES, each=False
    )
    return _ranked(ask, found.seqs, words)


def _pieces(words: Sequence[str], length: int) -> list[str]:
    """The runs of `length` words that tell the most, by their letters."""
    runs = {" ".join(words[i : i + length]): i for i in range(len(words) - length + 1)}
    return sorted(runs, key=lambda run: (-len(run), runs[run]))[:PIECES]


def _ranked(ask: Ask, seqs: Sequence[int], words: Sequence[str]) -> list[str]:
    """The statements of these parts, by how many words they share with what was pasted."""
    wanted = Counter(words)
    shared: Counter[str] = Counter()
    for part in records.brief(ask.reader, seqs):
        if part.utterance_id:
            shared[part.utterance_id] += (Counter(tokens(part.text)) & wanted).total()
    return sorted(shared, key=lambda one: (-shared[one], one))


def _near(ask: Ask, pasted: str, candidates: Sequence[str]) -> list[tuple[Statement, Comparison]]:
    """The statements nearest in their words, each compared with that one of its parts, or the whole, that fits best."""
    found = []
    for one in quotes.by_ids(ask.reader, candidates[:NEARER]):
        wholes = [part.record.text for part in one.parts]
        if len(wholes) > 1:
            wholes.append(" ".join(wholes))
        best = max((compare.compare(pasted, w) for w in wholes), key=lambda c: c.agreement)
        found.append((one, compare.reordered(pasted, wholes[:-1]) or best))
    return sorted(found, key=lambda pair: -pair[1].agreement)


def _slips(
    ask: Ask, pasted: str, words: Sequence[str], candidates: Sequence[str]
) -> list[tuple[Statement, Comparison]]:
    """The statements of which something short is a slip, the nearest first; beside what shares words, short terms."""
    if len(words) > compare.SHORT:
        return []
    terms = quotes.terms(ask.reader, longest=LONGEST_TERM)
    alike = process.extract(pasted, terms.keys(), scorer=Indel.normalized_similarity, score_cutoff=ALIKE, limit=NEARER)
    ids = dict.fromkeys([*(terms[term] for term, _, _ in alike), *candidates[:COMPARED]])
    found = [
        (one, compared)
        for one in quotes.by_ids(ask.reader, ids)
        for part in one.parts
        if (compared := compare.slip(pasted, part.record.text))
    ]
    return sorted(found, key=lambda pair: (pair[1].is_part, -pair[1].agreement))


def _unattributed(ask: Ask, pasted: str) -> list[Record]:
    """The records of words that stand in marks although nobody is named for them, where they are these."""
    wanted = plain_words(pasted).casefold()
    phrase = [phrases.cut(pasted)]
    found = records.by_seqs(ask.reader, search.find(ask.reader, phrase, kinds=("unattributed",)).seqs)
    return sorted((r for r in found if plain_words(r.value or "").casefold() == wanted), key=lambda r: r.id)


def _is_exact(
    ask: Ask,
    pasted: str,
    fits: Sequence[Fit],
    unattributed: Sequence[Record],
    *,
    outside: Sequence[str] | None = None,
) -> Draft:
    """Where only the words in marks were compared, `outside` is what stands around them."""
    same = [fit for fit in fits if fit.kind == fits[0].kind]
    best = same[:SHOWN]
    lines = quotation.items(ask, [fit.statement for fit in best])
    other = misattributed.to(ask, outside or (), [fit.statement for fit in fits])
    template = {
        "exact": texts.EXACT,
        "part": texts.EXACT_PART,
        "interrupted": texts.INTERRUPTED,
        "interrupted part": texts.INTERRUPTED_PART,
    }[best[0].kind]
    lead = template.format(
        other=texts.BUT_NOT.format(named=other) if other else "",
        speakers=say.listing(dict.fromkeys(line.label or "" for line in lines)),
        parts=len(best[0].statement.parts),
        checked=checked(ask, ask.today),
    )
    if len(same) > len(best):
        count = say.count(len(same), quoted.ONE, quoted.MANY)
        lead = f"{lead} {texts.AMONG.format(count=count, shown=len(best))}"
    if outside is not None:
        lead = f"{lead} {texts.OUTSIDE_MARKS}"
    if other:
        lead = f"{lead} {texts.NOT_FROM.format(named=other)}"
    parts = [Part(kind="quote", title=texts.ON_RECORD, items=lines)]
    if unattributed:
        parts.append(Part(kind="list", title=texts.UNATTRIBUTED, items=tuple(item(r) for r in unattributed)))
    return Draft(
        title=_title(pasted),
        lead=lead,
        as_of=ask.checked,
        parts=tuple(parts),
        buttons=_buttons(lines),
    )


def _is_altered(ask: Ask, pasted: str, statement: Statement, compared: Comparison) -> Draft:
    lines = quotation.items(ask, [statement])
    differ = compared.differences
    count = texts.DIFFERENCE_ONE if len(differ) == 1 else texts.DIFFERENCE_MANY.format(number=len(differ))
    lead = texts.ALTERED_PART if compared.is_part else texts.ALTERED
    if all(one.kind != "words" for one in differ):
        lead = texts.REORDERED_PART if compared.is_part else texts.REORDERED
    told = [_difference(one, statement, lines[0]) for one in differ[:DIFFERENCES_SHOWN]]
    if len(differ) > DIFFERENCES_SHOWN:
        rest = texts.MORE_DIFFERENCES.format(number=len(differ) - DIFFERENCES_SHOWN)
        told.append(Item(text=rest, sources=lines[0].sources, records=lines[0].records))
    return Draft(
        title=_title(pasted),
        lead=lead.format(speaker=lines[0].label, count=count, checked=checked(ask, ask.today)),
        as_of=ask.checked,
        parts=(
            Part(kind="list", title=texts.DIFFERENCES, items=tuple(told)),
            Part(kind="quote", title=texts.ON_RECORD, items=lines),
        ),
        buttons=_buttons(lines),
    )


def _difference(one: Difference, statement: Statement, line: Item) -> Item:
    template = texts.CHANGED if one.source and one.pasted else texts.LEFT_OUT if one.source else texts.ADDED
    if one.kind != "words":
        template = texts.MOVED if one.kind == "moved" else texts.PARTS_MOVED
    elif template == texts.LEFT_OUT and one.source[:1] in "[(" and any(part.inserted for part in statement.parts):
        template = texts.LEFT_OUT_INSERTION
    elif template == texts.ADDED and any(compare.has(part.record.text, one.pasted) for part in statement.parts):
        template = texts.ADDED_FROM_ELSEWHERE
    place = texts.PLACE.format(before=_short(one.before)) if one.before else ""
    text = template.format(source=_short(one.source), pasted=_short(one.pasted), place=place)
    return Item(text=text, sources=line.sources, records=line.records, record_kind="quote")


def _is_unattributed(ask: Ask, pasted: str, found: Sequence[Record]) -> Draft:
    return Draft(
        title=_title(pasted),
        lead=texts.UNATTRIBUTED_LEAD.format(checked=checked(ask, ask.today)),
        as_of=ask.checked,
        parts=(Part(kind="list", items=tuple(item(record) for record in found)),),
        buttons=_search(ask, pasted),
    )


def _is_paraphrase(ask: Ask, pasted: str, found: Sequence[Record]) -> Draft:
    told = tuple(lines.line(record, today=ask.today) for record in found)
    return Draft(
        title=_title(pasted),
        lead=texts.PARAPHRASE_ONLY.format(checked=checked(ask, ask.today)),
        as_of=ask.checked,
        parts=(Part(kind="list", title=texts.IN_OUR_WORDS, items=told),),
        buttons=tuple(
            Button(label=quoted.BUTTON_CITE.format(id=r.id), command=command_line("cite", record=r.id)) for r in found
        ),
    )


def _unknown(ask: Ask, pasted: str, near: Sequence[Statement]) -> Draft:
    """Nothing matches; what is nearest is shown for comparison, and is not said to be the same."""
    lead = f"{texts.NOT_IN_STORE.format(checked=checked(ask, ask.today))} {texts.NOT_IN_STORE_MEANS}"
    lines = quotation.items(ask, near[:1])
    return Draft(
        kind="not-found",
        title=_title(pasted),
        lead=lead,
        as_of=ask.checked,
        parts=(Part(kind="quote", title=texts.NEAREST, items=lines),) if lines else (),
        buttons=_search(ask, pasted),
    )


def _buttons(lines: Sequence[Item]) -> tuple[Button, ...]:
    first = lines[0]
    return (
        Button(
            label=quoted.BUTTON_CITE.format(id=first.records[0]),
            command=command_line("cite", record=first.records[0]),
        ),
        Button(
            label=texts.BUTTON_ALL_QUOTES.format(speaker=first.label),
            command=command_line("quote", speaker=first.label),
        ),
    )


def _search(ask: Ask, pasted: str) -> tuple[Button, ...]:
    """A search for the longest words that are known, which look like what the sentence is about."""
    written = dict.fromkeys(word for word in _WORD.findall(pasted) if len(word) <= LONGEST_WORD)
    longest = sorted(written, key=lambda word: -len(word))[:NEARER]
    known = [word for word in longest if search.find(ask.reader, [word], most=1).seqs][:2]
    if len(known) == 2 and not search.find(ask.reader, known, most=1).seqs:
        known = known[:1]
    words = " ".join(known)
    return (Button(label=quoted.BUTTON_SEARCH.format(words=words), command=f"search {words}"),) if words else ()


def _title(pasted: str) -> str:
    return texts.VERIFY_TITLE.format(pasted=_short(pasted))


def _short(text: str) -> str:
    """As much of a text as a line holds."""
    return text if len(text) <= 80 else f"{text[:79].rstrip()}…"
