"""Lines of text as a terminal counts them: widths, word wrap with hanging indents, and colour.

Styles travel in the text as control characters, which `neutral.clean` has taken out of everything that is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from wcwidth import iter_graphemes, wcswidth, wcwidth

BOLD, FAINT, ACCENT, WARN, END = "\x01", "\x02", "\x03", "\x04", "\x05"
BREAK = "\x06"
"""Where a line may end although there is no space."""

KEEP = "\x07"
"""A space at which no line may end."""

LONG_WORD = 1000
"""Characters; a longer word certainly has to be broken, and measuring it whole would take too long."""

_ANSI = {BOLD: "\x1b[1m", FAINT: "\x1b[2m", ACCENT: "\x1b[36m", WARN: "\x1b[33m", END: "\x1b[0m"}
_STYLE = re.compile("[\x01-\x05]")
_LINK = re.compile(r"https?://\S+")


def styled(text: str, style: str) -> str:
    """The text in a style, if there is any."""
    return f"{style}{text}{END}" if text else ""


def width(text: str) -> int:
    """How many columns a text takes: never less than any of the two ways of counting says."""
    bare = _STYLE.sub("", text)
    return len(bare) if bare.isascii() else _wide(bare)


@lru_cache(maxsize=4096)
def _wide(text: str) -> int:
    """A terminal may draw a flag as one picture or as two letters: the wider of the two is counted."""
    return max(wcswidth(text), sum(max(wcwidth(character), 0) for character in text), 0)


def wrap(text: str, *, columns: int, first: str = "", rest: str = "") -> list[str]:
    """The text in lines of at most `columns`, the first after `first`, the others after `rest`.

    A link that is too long for a line stands alone on one, whole; any other long word is broken.
    """
    lines: list[str] = []
    line, used, is_bare = first, width(first), True
    for space, word in _words(text):
        size = width(word) if len(word) < LONG_WORD else columns + 1
        if not is_bare and used + len(space) + size > columns:
            lines.append(line)
            line, used, is_bare = rest, width(rest), True
        if is_bare and used + size > columns:
            *whole, line = _broken(word, line, rest, columns)
            lines += whole
            used = width(line)
            is_bare = used == width(rest)
            continue
        space = "" if is_bare else space
        line, used, is_bare = line + space + word, used + len(space) + size, False
    return lines if is_bare and lines else [*lines, line]


def _words(text: str) -> Iterator[tuple[str, str]]:
    """The words, each with what stands before it on the same line: a space, or nothing after a BREAK."""
    for spaced in text.split(" "):
        for number, word in enumerate(spaced.split(BREAK)):
            if word:
                yield ("" if number else " "), word


def _broken(word: str, line: str, rest: str, columns: int) -> list[str]:
    """A word too long for a line, as the lines that it takes; the last may go on."""
    bare = _STYLE.sub("", word)
    if _LINK.fullmatch(bare):
        return [*([line] if line.strip() else []), bare, rest + "".join(_STYLE.findall(word))]
    pieces: list[str] = []
    start = line
    for cluster in iter_graphemes(word):
        if line != start and width(line + cluster) > columns:
            pieces.append(line)
            line = start = rest
        line += cluster
    return [*pieces, line]


def paint(lines: list[str], *, colour: bool) -> str:
    """The lines as one text, with colours or without; a style that goes on is taken up again on the next line."""
    if not colour:
        return "\n".join(_STYLE.sub("", line.replace(KEEP, " ")).rstrip() for line in lines) + "\n"
    return "\n".join(_painted(lines)) + "\n"


def _painted(lines: list[str]) -> list[str]:
    painted, going_on = [], ""
    for line in lines:
        text = line.replace(KEEP, " ").rstrip()
        indent = len(text) - len(text.lstrip(" "))
        text = text[:indent] + going_on + text[indent:] if going_on else text
        styles = _STYLE.findall(text)
        going_on = styles[-1] if styles and styles[-1] != END else ""
        painted.append(_STYLE.sub(lambda found: _ANSI[found.group()], text + (END if going_on else "")))
    return painted
