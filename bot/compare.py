"""What was pasted against what is on record, word by word. Pure.

Exact is the same but for the kind of quotation mark, dash or space and one closing mark (`data.wording.plain_words`);
case, a word or a dropped insertion make it altered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz.distance import OSA, Indel

from data.wording import fold, plain_words, tokens

Kind = Literal["exact", "part", "interrupted", "interrupted part"]

LONGEST = 20_000
"""Characters; nothing longer is compared."""

CLOSE = 0.6
"""How much of two wordings must agree for one to count as an altered form of the other."""

TOO_LONG = 3
"""How many times as long as a quotation something may be; beyond that the two cannot be close."""

_MARKS = "\"'\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u300c\u300d\u300e\u300f`\u00b4"
_IN_MARKS = re.compile(
    '[\u201c\u201e\u201f\u00ab\u300c"]([^\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d"]+)[\u201d\u201c\u201f\u00bb\u300d"]'
)
_JOINT = re.compile(r"['.\u2026]+|\[(?:\u2026|\.\.\.)\]")
_EDGES = "'.,;:!?\u2026"
_NO_MARKS = str.maketrans(dict.fromkeys(".,;:!?\u2026'()[]"))
_CLOSES = re.compile(f"[{re.escape(_MARKS)}]([{re.escape(_EDGES[1:])}]*)$")
_HAN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


SHORT = 6
"""Words up to which something pasted may be a term, or a piece, in which a letter or a word was changed."""

_LIKE, _ALIKE = 0.75, 0.9
"""How like a whole term, and a piece of something longer, a short text must be, letter by letter."""

_TELLING = 5
"""Letters from which on one word that agrees says something."""

_LONGEST_MOVE = 12
"""Differences in a row that may be one change of order."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the two differ: the source's words and the pasted ones (either may be empty), and what stands before.

    `moved`: both have the same words in another order. `parts`: the pasted parts are the source's in another order,
    of which `source` and `pasted` are two, the source's first one first.
    """

    source: str
    pasted: str
    before: str = ""
    kind: Literal["words", "moved", "parts"] = "words"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How near something pasted is to a quotation; `is_part` where the quotation goes on beyond it."""

    agreement: float
    differences: tuple[Difference, ...]
    is_part: bool


def tidy(text: str) -> str:
    """What was pasted, without the marks around it and without what no text can hold."""
    clean = text[:LONGEST].encode("utf-8", "replace").decode().replace("\0", " ").strip()
    while len(clean) > 1 and clean[0] in _MARKS and clean[-1] in _MARKS:
        clean = clean[1:-1].strip()
    if clean[:1] in set(_MARKS) - {"'", "\u2019"} and not set(clean[1:]) & set('"\u201c\u201d\u00bb\u300d'):
        clean = clean[1:].strip()
    return clean


def in_marks(text: str) -> list[str]:
    """The passages between double quotation marks, where other words stand around them."""
    found = [passage.strip() for passage in _IN_MARKS.findall(text[:LONGEST])]
    return [passage for passage in found if tokens(passage)]


def outside_marks(text: str) -> list[str]:
    """The words around the passages between double quotation marks."""
    return [words for run in _IN_MARKS.sub("\n", text[:LONGEST]).split("\n") if (words := run.strip())]


def fit(pasted: str, parts: Sequence[str]) -> Kind | None:
    """How something pasted stands, to the letter, in a statement of these parts; None if it does not."""
    plain = plain_words(pasted) if len(pasted) <= TOO_LONG * sum(map(len, parts)) else ""
    if not plain:
        return None
    wanted = [plain_words(part) for part in parts]
    if plain in wanted:
        return "exact"
    if any(_inside(plain, part) for part in wanted):
        return "part"
    return _across(plain, wanted) if len(wanted) > 1 else None


def _inside(plain: str, part: str) -> bool:
    """Whether it stands in `part` at the borders of words; scripts without spaces have none."""
    start = part.find(plain)
    while start >= 0:
        end = start + len(plain)
        if not (_joins(part[start - 1 : start], part[start]) or _joins(part[end - 1], part[end : end + 1])):
            return True
        start = part.find(plain, start + 1)
    return False


def _joins(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum() and not (_HAN.match(left) or _HAN.match(right))


def _across(plain: str, parts: Sequence[str]) -> Kind | None:
    """Whether it runs over the place where the source interrupts; there marks and an ellipsis do not count."""
    source: list[str] = []
    joints: set[int] = set()
    for part in parts:
        joints.add(len(source))
        source += part.split(" ")
        joints.add(len(source) - 1)
    pasted = [word for word in plain.split(" ") if not _JOINT.fullmatch(word)]
    starts = range(len(source) - len(pasted) + 1)
    for start in starts if pasted else ():
        if all(_same(word, source[start + i], loose=start + i in joints) for i, word in enumerate(pasted)):
            return "interrupted" if len(pasted) == len(source) else "interrupted part"
    return None


def _same(pasted: str, source: str, *, loose: bool) -> bool:
    return pasted == source or (loose and pasted.strip(_EDGES) == source.strip(_EDGES))


def compare(pasted: str, source: str) -> Comparison:
    """The differences word by word, over that stretch of the source that corresponds to what was pasted."""
    theirs, ours = plain_words(source).split(" "), plain_words(pasted).split(" ")
    if len(pasted) > TOO_LONG * len(source):
        return Comparison(0.0, (), is_part=False)
    their_words = _shown(source, theirs)
    for opening, closing in _lost_marks(theirs, ours):
        theirs, their_words = (_without_marks(words, opening, closing) for words in (theirs, their_words))
    matcher = SequenceMatcher(None, [fold(w) for w in theirs], [fold(w) for w in ours], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return Comparison(0.0, (), is_part=False)
    first, last = blocks[0].a, blocks[-1].a + blocks[-1].size
    if blocks[0].b and first:
        first = max(0, first - blocks[0].b)
    rest = len(ours) - (blocks[-1].b + blocks[-1].size)
    last = min(len(theirs), last + rest)
    matched = sum(block.size for block in blocks)
    words = [w for block in blocks for w in theirs[block.a : block.a + block.size]]
    agreement = 2 * matched / (last - first + len(ours)) if _carries(words) else 0.0
    if (same := _shuffled(theirs, ours)) is not None and agreement:
        first, last, agreement = same, same + len(ours), 1.0
    shown = their_words[first:last], _shown(pasted, ours)
    return Comparison(agreement, _differences(theirs[first:last], ours, *shown), is_part=last - first < len(theirs))


def reordered(pasted: str, parts: Sequence[str]) -> Comparison | None:
    """Whether it is two or more whole parts of a statement, but in another order than the source has them."""
    ours = _bare_words(pasted)
    places = {}
    for number, part in enumerate(parts):
        wanted = _bare_words(part)
        starts = range(len(ours) - len(wanted) + 1)
        if (place := next((i for i in starts if ours[i : i + len(wanted)] == wanted), None)) is not None:
            places[number] = (place, len(wanted))
    order = sorted(places, key=places.__getitem__)
    if order == sorted(order) or sum(length for _, length in places.values()) != len(ours):
        return None
    late = next(i for i, number in enumerate(order) if number > min(order[i:]))
    first, second = parts[min(order[late:])], parts[order[late]]
    return Comparison(1.0, (Difference(first, second, kind="parts"),), is_part=len(places) < len(parts))


def slip(pasted: str, source: str) -> Comparison | None:
    """Something short as a slip of a term, or of a piece of a longer text: a letter, a hyphen or one word is another.

    Of a single word only one letter may be another, for other words begin like it.
    """
    theirs, ours = plain_words(source).split(" "), plain_words(pasted).split(" ")
    wanted = _loose(ours)
    best: tuple[float, int, int] = (0.0, 0, 0)
    for size in {max(1, len(ours) - 1), len(ours), len(ours) + 1} if len(ours) <= SHORT else ():
        for start in range(len(theirs) - size + 1):
            agreement = Indel.normalized_similarity(_loose(theirs[start : start + size]), wanted)
            best = max(best, (agreement, -start, size))
    agreement, start, size = best[0], -best[1], best[2]
    if len(theirs) == len(ours) <= SHORT:
        agreement, start, size = Indel.normalized_similarity(_loose(theirs), wanted), 0, len(theirs)
    found = theirs[start : start + size]
    is_part = size < len(theirs)
    if not _is_slip(wanted.split(" "), _loose(found).split(" "), agreement, is_part=is_part):
        return None
    shown = _shown(source, theirs)[start : start + size], _shown(pasted, ours)
    return Comparison(max(agreement, CLOSE), _differences(found, ours, *shown), is_part=is_part)


def has(source: str, words: str) -> bool:
    """Whether a text has these words in a row, whatever the marks between them."""
    return f" {_loose([words])} " in f" {_loose([source])} "


def _is_slip(ours: Sequence[str], theirs: Sequence[str], agreement: float, *, is_part: bool) -> bool:
    if ours == theirs:
        return True
    if len(ours) == 1 or len(theirs) == 1:
        return not is_part and len("".join(ours)) >= _TELLING and OSA.distance("".join(ours), "".join(theirs)) <= 1
    if is_part:
        return agreement >= _ALIKE and len("".join(ours)) > 2 * _TELLING
    pairs = list(zip(ours, theirs, strict=False))
    same = [one for one, other in pairs if one == other]
    one_word = len(ours) == len(theirs) > 2 and len(same) == len(ours) - 1 and max(map(len, same)) >= _TELLING
    return agreement >= _LIKE or one_word


def _loose(words: Sequence[str]) -> str:
    """The words without case, hyphens and the marks at their edges."""
    return " ".join(" ".join(words).casefold().replace("-", " ").translate(_NO_MARKS).split())


def _bare_words(text: str) -> list[str]:
    return [bare for word in plain_words(text).split(" ") if (bare := _bare(word))]


def _bare(word: str) -> str:
    return fold(word).strip(_EDGES)


def _shuffled(theirs: Sequence[str], ours: Sequence[str]) -> int | None:
    """Where in the source the pasted words stand all together, whatever their order."""
    wanted, size = Counter(map(_bare, ours)), len(ours)
    bare = [_bare(word) for word in theirs]
    starts = range(len(bare) - size + 1) if size <= len(bare) else ()
    return next((i for i in starts if bare[i] in wanted and Counter(bare[i : i + size]) == wanted), None)


def _carries(words: Sequence[str]) -> bool:
    """Whether words agree that say something: two at least that are not only little ones."""
    return sum(len(word) > 3 or bool(_HAN.search(word)) for word in words) >= 2


def _shown(text: str, plain: list[str]) -> list[str]:
    """The words as they were written, to the letter, where they can be told apart as the plain ones are."""
    written = text.split()
    return written if len(written) == len(plain) else plain


def _lost_marks(theirs: Sequence[str], ours: Sequence[str]) -> list[tuple[int, int]]:
    """The marks within the source (the first and the last word in them) of which one went with a word left out.

    If the pasted words have no mark at the other end either, it is the word that was left out, and no other changed.
    """
    keys = [_bare(word) for word in theirs], [_bare(word) for word in ours]
    blocks = SequenceMatcher(None, *keys, autojunk=False).get_matching_blocks()
    places = {block.a + i: block.b + i for block in blocks for i in range(block.size)}
    found = []
    for opening, word in enumerate(theirs):
        if word[:1] != "'" or _CLOSES.search(word):
            continue
        closing = next((i for i in range(opening + 1, len(theirs)) if _CLOSES.search(theirs[i])), None)
        if closing is None or (opening in places) == (closing in places):
            continue
        if opening in places:
            lost = ours[places[opening]][:1] != "'" and max(places) > closing
        else:
            lost = not _CLOSES.search(ours[places[closing]]) and min(places) < opening
        if lost:
            found.append((opening, closing))
    return found


def _without_marks(words: Sequence[str], opening: int, closing: int) -> list[str]:
    bare = list(words)
    bare[opening] = bare[opening].lstrip(_MARKS)
    bare[closing] = _CLOSES.sub(r"\1", bare[closing])
    return bare


def _differences(
    theirs: Sequence[str], ours: Sequence[str], their_words: Sequence[str], our_words: Sequence[str]
) -> tuple[Difference, ...]:
    codes = SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes()
    found = []
    at = 0
    while at < len(codes):
        tag, a, b, c, d = codes[at]
        if tag == "equal":
            at += 1
            continue
        end = _move_end(codes, at, theirs, ours)
        b, d = (codes[end][2], codes[end][4]) if end is not None else (b, d)
        before = " ".join(their_words[max(0, a - 3) : a])
        kind: Literal["words", "moved"] = "words" if end is None else "moved"
        found.append(Difference(" ".join(their_words[a:b]), " ".join(our_words[c:d]), before, kind))
        at = (at if end is None else end) + 1
    return tuple(found)


def _move_end(
    codes: Sequence[tuple[str, int, int, int, int]], at: int, theirs: Sequence[str], ours: Sequence[str]
) -> int | None:
    """The last of the differences from `at` on that together are only another order of the same words."""
    for end in range(min(len(codes), at + _LONGEST_MOVE) - 1, at, -1):
        if codes[end][0] == "equal":
            continue
        source, pasted = theirs[codes[at][1] : codes[end][2]], ours[codes[at][3] : codes[end][4]]
        bare = [_bare(word) for word in source], [_bare(word) for word in pasted]
        if bare[0] != bare[1] and Counter(bare[0]) == Counter(bare[1]):
            return end
    return None
