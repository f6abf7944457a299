"""People and channels that a card names by id, `<@U024BE7LH>` or `<#C024BE91L|world>`: where in a text they stand.

Only what the desk itself names is taken for a reference (`Reply.named`). The same characters in a title, in a line that
somebody typed or in any other data are characters.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_FORM = re.compile(r"<([@#])([A-Za-z0-9_-]{1,100})(?:\|([^<>|\n]*))?>")


@dataclass(frozen=True, slots=True)
class Reference:
    """A person or a channel, by the platform's id. `name` is what it was called when it was looked at, or ""."""

    id: str
    name: str
    is_person: bool

    @property
    def plain(self) -> str:
        """`@alice`, `#world`: how it reads where nothing can be referred to."""
        sign = "@" if self.is_person else "#"
        return sign + (self.name.removeprefix(sign) or self.id)


def pieces(text: str, named: Collection[str]) -> Iterator[str | Reference]:
    """The text as it comes: what is only text, and the references between."""
    done = 0
    for found in _FORM.finditer(text) if named and "<" in text else ():
        if found[2] in named:
            yield text[done : found.start()]
            yield Reference(id=found[2], name=found[3] or "", is_person=found[1] == "@")
            done = found.end()
    yield text[done:]


def plain(text: str, named: Collection[str]) -> str:
    """The text with its references as people read them."""
    return "".join(piece if isinstance(piece, str) else piece.plain for piece in pieces(text, named))


def label(text: str) -> str:
    """What stands on a button: every reference in plain words, for nothing there can be referred to."""
    return _FORM.sub(lambda found: Reference(found[2], found[3] or "", found[1] == "@").plain, text)
