"""What was pasted against what is on record, word by word. Pure.

Exact is the same but for the kind of quotation mark, dash or space and one closing mark (`data.wording.plain_words`);
case, a word or a dropped insertion make it altered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

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
_HAN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the two differ: the source's words and the pasted ones (either may be empty), and what stands before."""

    source: str
    pasted: str
    before: str


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
    shown = _shown(source, theirs)[first:last], _shown(pasted, ours)
    return Comparison(agreement, _differences(theirs[first:last], ours, *shown), is_part=last - first < len(theirs))


def _carries(words: Sequence[str]) -> bool:
    """Whether words agree that say something: two at least that are not only little ones."""
    return sum(len(word) > 3 or bool(_HAN.search(word)) for word in words) >= 2


def _shown(text: str, plain: list[str]) -> list[str]:
    """The words as they were written, to the letter, where they can be told apart as the plain ones are."""
    written = text.split()
    return written if len(written) == len(plain) else plain


def _differences(
    theirs: Sequence[str], ours: Sequence[str], their_words: Sequence[str], our_words: Sequence[str]
) -> tuple[Difference, ...]:
    return tuple(
        Difference(" ".join(their_words[a:b]), " ".join(our_words[c:d]), " ".join(their_words[max(0, a - 3) : a]))
        for tag, a, b, c, d in SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes()
        if tag != "equal"
    )
