"""Records in our own words that may tell what someone pasted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.ask import Ask
from bot.names import key_words
from data import search
from data.queries import records
from data.queries.records import Record
from data.wording import tokens

KINDS = (
    "claim", "expectation", "plan", "analysis", "event", "state", "figure", "count", "background", "milestone",
    "outcome",
)  # fmt: skip
"""The kinds that tell something in a sentence of ours."""

SHOWN = 3
"""Records shown where several may tell it."""

LOOKED_UP = 12
"""Words, and names, that are looked up."""

READ = 40
"""Records that are read to see what they say: those with the most hits."""

TELLING = 4
"""Letters from which on a word tells something of what a sentence is about."""

ENOUGH = 0.6
"""The share of the telling words that a record must have, its names counted, to tell it."""

NEAR_ENOUGH = 0.5
LEAST = 3
"""What a record must share at least; a sentence with fewer telling words tells too little to be known again."""

ROOT = 5
"""Letters in common from which on two words are taken for forms of one: `expanded` and `expansion`."""

_NAMED = ("country", "person", "organisation", "topic", "meeting", "city")
_WEAK = frozenset(tokens(
    "about after also been before both from have into just last more most only over said says than that their them "
    "there these they this those were what when where which while will with would year years"
))  # fmt: skip
"""Words that tell nothing though they are long."""


@dataclass(frozen=True, slots=True)
class _Sign:
    """Something named: its id and kind, how much its words tell, and how many they are."""

    id: str
    kind: str
    length: int
    words: int


def telling_words(words: Sequence[str]) -> list[str]:
    """The words that tell something, each once, the longest first."""
    told = dict.fromkeys(word for word in words if len(word) >= TELLING or not word.isascii() or word.isdigit())
    return sorted(told, key=lambda word: -len(word))


def telling(ask: Ask, words: Sequence[str]) -> list[Record]:
    """Records that tell it: most of the telling words, half of them in the sentence itself."""
    wanted = telling_words(words)[:LOOKED_UP]
    if len(wanted) < LEAST:
        return []
    hits: Counter[int] = Counter()
    for word in wanted:
        hits.update(search.find(ask.reader, [word], kinds=KINDS).seqs)
    enough = max(LEAST, ENOUGH * len(wanted))
    likely = sorted((seq for seq, count in hits.items() if count >= enough), key=lambda seq: (-hits[seq], -seq))
    found = records.by_seqs(ask.reader, likely[:READ])
    own = {r.id: len(set(wanted).intersection(tokens(r.text))) for r in found}
    best = [r for r in found if 2 * own[r.id] >= len(wanted)]
    return sorted(best, key=lambda r: (-hits[r.seq], -own[r.id], -r.weight, r.id))[:SHOWN]


def nearest(ask: Ask, pasted: str) -> list[Record]:
    """Records that are about what it names and share its words in some form: they may tell it, or only something near.

    Names count as what they stand for, words by their roots.
    """
    named, words = _signs(ask, pasted)
    needed = max(LEAST, NEAR_ENOUGH * (sum(sign.length for sign in named) + len(words)))
    about: dict[int, set[_Sign]] = defaultdict(set)
    for sign in named[:LOOKED_UP] if len(named) + len(words) >= LEAST else ():
        for seq in search.find(ask.reader, [], kinds=KINDS, about=[sign.id]).seqs:
            about[seq].add(sign)
    hits = Counter({seq: sum(sign.length for sign in signs) for seq, signs in about.items()})
    for word in words[:LOOKED_UP] if len(named) + len(words) >= LEAST else ():
        hits.update(search.find(ask.reader, [word], kinds=KINDS).seqs)
    shared: dict[Record, float] = {}
    for record in records.by_seqs(ask.reader, sorted(hits, key=lambda seq: (-hits[seq], -seq))[:READ]):
        signs, own = about[record.seq], _shared(words, tokens(record.text))
        total = sum(sign.length for sign in signs) + own
        is_more_than_named = own or any(sign.kind == "topic" for sign in signs)
        if is_more_than_named and len(signs) + own >= LEAST and total >= needed:
            shared[record] = total
    best = max(shared.values(), default=None)
    return sorted((r for r in shared if shared[r] == best), key=lambda r: (-r.weight, r.id))[:SHOWN]


def _signs(ask: Ask, pasted: str) -> tuple[list[_Sign], list[str]]:
    """What a sentence names, and its other telling words."""
    written = key_words(pasted)
    named: dict[str, _Sign] = {}
    words: dict[str, None] = {}
    at = 0
    while at < len(written):
        found = next((sign for n in (3, 2, 1) if (sign := _sign(ask, written[at : at + n]))), None)
        if found:
            named.setdefault(found.id, found)
        elif len(written[at]) >= TELLING:
            words.update(dict.fromkeys(word for word in tokens(written[at]) if word not in _WEAK))
        at += found.words if found else 1
    return list(named.values()), list(words)


def _sign(ask: Ask, words: Sequence[str]) -> _Sign | None:
    """What one name means: itself, or, of a single word, what a form of it comes from (`Israeli`, `expanded`)."""
    text = " ".join(words)
    found = ask.names.exact(text, _NAMED) if len(text) >= LEAST and text not in _WEAK else ()
    if not found and len(words) == 1 and len(text) > ROOT:
        found = next((e for cut in (1, 2) if (e := ask.names.exact(text[:-cut], ("country",)))), ())
        root = text[: max(ROOT, len(text) - LEAST)]
        found = found or ask.names.complete(root, ("topic",), LEAST, nearly=False)
    if len(found) != 1:
        return None
    length = sum(len(word) >= TELLING for word in words)
    return _Sign(found[0].id, found[0].kind, max(length, 1), len(words))


def _shared(words: Iterable[str], own: Sequence[str]) -> int:
    """How many words stand among these, or have the root of one of them."""
    there = {*own, *(word[:ROOT] for word in own if len(word) >= ROOT)}
    return sum(word in there or (len(word) >= ROOT and word[:ROOT] in there) for word in words)
