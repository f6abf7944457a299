"""Free text as what is looked for: words, and phrases in quotation marks of any kind. Pure."""

from __future__ import annotations

import re

from data.wording import tokens

MOST = 24
"""How many different words or phrases one question looks for; the rest are left out, and the card says so."""

LONGEST = 32
"""How many words of one phrase are looked for."""

_EDGES = ".,;:!?*()[]{}'\u2019"
_MARKS = re.compile(r"[\"\u201c\u201d\u201e\u201f\u00ab\u00bb\u300a-\u300f]")


def read(text: str) -> list[str]:
    """The words and phrases of `text`, each once, in their order; what has no letter or digit is none."""
    found: dict[tuple[str, ...], str] = {}
    inside = False
    for piece in _MARKS.split(text):
        for phrase in [piece] if inside else piece.split():
            if words := tokens(phrase):
                found.setdefault(tuple(words), " ".join(phrase.split()).strip(_EDGES))
        inside = not inside
    return list(found.values())


def cut(phrase: str) -> str:
    """A phrase with no more words than are looked for."""
    return " ".join(tokens(phrase)[:LONGEST]) if len(phrase) > LONGEST else phrase
