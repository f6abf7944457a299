"""A typed line cut into tokens: words and quoted phrases, of every kind of quotation mark.

What cannot be seen (zero-width, direction and control characters) is dropped here and reaches nothing behind.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_CLOSERS: dict[str, tuple[str, str]] = {
    '"': ('"', "”"),
    "“": ("”", '"“'),
    "”": ("”", '"'),
    "„": ("“”", '"'),
    "‟": ("”", '"'),
    "«": ("»", ""),
    "»": ("«", "»"),
    "‹": ("›", ""),
    "「": ("」", ""),
    "『": ("』", ""),
    "《": ("》", ""),
    "'": ("'’", ""),
    "‘": ("’'", ""),
    "‚": ("‘’", ""),
}
"""An opening mark, what closes it, and what else may where that does not come."""

EDGES = ".,;:!?()[]{}"
"""Punctuation around a word that does not belong to it."""

_SINGLE = frozenset("'‘‚")
_SINGLE_MARKS = frozenset("'’‘‚")
_BEFORE = ":=：＝([{"
_INSIDE = re.compile(rf"(?<=[{re.escape(_BEFORE)}])[{''.join(_CLOSERS)}]|[“„«‹「『《]")
_WORD = re.compile(r"[^ ]+")
_APOSTROPHE_CLOSES = re.compile(r"['’‘](?!\w)")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a phrase that stood in quotation marks. `glued`: no space stood before it."""

    text: str
    marked: bool = False
    glued: bool = False

    @property
    def form(self) -> str:
        """As it stands in a line: a phrase in straight double marks, unless these occur in it."""
        return quoted(self.text) if self.marked else self.text


def bare(token: Token) -> str:
    """A token's text without the punctuation around it."""
    return token.text.strip(EDGES)


def clean(line: str) -> str:
    """The line with plain spaces and without what cannot be seen."""
    if line.isascii() and line.isprintable():
        return line
    line = line.replace("＂", '"')
    return "".join(
        " " if c.isspace() else c for c in line if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs")
    )


def tokens(text: str) -> list[Token]:
    """Cut a cleaned line. An unclosed mark runs to the end; an apostrophe in or after a word is no mark."""
    found: list[Token] = []
    place, glued = 0, False
    while place < len(text):
        if text[place] == " ":
            place, glued = place + 1, False
            continue
        after_phrase = glued and found[-1].marked
        if text[place] in _CLOSERS and not (after_phrase and text[place] in _SINGLE):
            end = _closing(text, place)
            phrase = " ".join(text[place + 1 : end].split())
            place = end + 1
            if not phrase:
                continue
            found.append(Token(phrase, marked=True, glued=glued))
        else:
            word = _word(text, place)
            place += len(word)
            found.append(Token(word, glued=glued))
        glued = True
    return found


def joined(items: Iterable[Token]) -> str:
    """Tokens as one text again, phrases in double marks."""
    text = ""
    for token in items:
        text += token.form if token.glued or not text else f" {token.form}"
    return text


def quoted(text: str) -> str:
    """The text as a quoted phrase, in the first marks that do not occur in it."""
    for opening, closing in ('""', "“”", "«»", "「」", "『』", "《》"):
        if opening not in text and closing not in text:
            return f"{opening}{text}{closing}"
    return '"' + text.replace('"', "'") + '"'


def phrased(text: str) -> str:
    """The text as a quoted phrase of its own that a shell keeps together too: in single marks where it has double."""
    return f"'{text}'" if '"' in text and not set(text) & _SINGLE_MARKS else quoted(text)


def _word(text: str, place: int) -> str:
    found = _WORD.match(text, place)
    word = found[0] if found else text[place]
    inner = _INSIDE.search(word, 1)
    return word[: inner.start()] if inner else word


def _closing(text: str, place: int) -> int:
    """Where the phrase that opens at `place` ends: the place of its closing mark, or the end of the text."""
    mark = text[place]
    if mark in _SINGLE:
        closed = _APOSTROPHE_CLOSES.search(text, place + 1)
        return closed.start() if closed else len(text)
    for closers in _CLOSERS[mark]:
        ends = [end for closer in closers if (end := text.find(closer, place + 1)) > 0]
        if ends:
            return min(ends)
    return len(text)
