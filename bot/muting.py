"""Muted sources: what a workspace leaves out, and which sources of the data that is.

A publisher is muted by its name, so that its sources in a later dataset are muted too. Every publisher in whose name
those words stand together is meant: who may not show one news agency may not show its Russian service or a paper's
copy of it either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from bot.names import key_words
from data.queries.sources import Named

Kind = Literal["source", "publisher"]


@dataclass(frozen=True, slots=True)
class Mute:
    """One source by its id, or every source of a publisher by the publisher's name."""

    kind: Kind
    name: str

    def covers(self, source: Named) -> bool:
        """Whether a source is muted by this."""
        if self.kind == "source":
            return source.id == self.name
        return stands_in(self.name, source.publisher or "")


def stands_in(words: str, name: str) -> bool:
    """Whether these words stand together in a name, without regard to case, accents and punctuation."""
    wanted, there = key_words(words), key_words(name)
    if not wanted:  # a name without a letter or digit is compared as it is written
        return bool(words) and words == name
    return any(there[start : start + len(wanted)] == wanted for start in range(len(there) - len(wanted) + 1))


def read(value: str | None) -> tuple[Mute, ...]:
    """The mutes as they are kept: one a line, its kind before its name."""
    pairs = (line.partition(" ") for line in (value or "").splitlines())
    return tuple(Mute(cast(Kind, kind), name) for kind, _, name in pairs if name)


def written(mutes: Iterable[Mute]) -> str | None:
    """The mutes as they are kept, each once; None for none."""
    return "\n".join(dict.fromkeys(f"{mute.kind} {mute.name}" for mute in mutes)) or None


def covered(mutes: Sequence[Mute], sources: Iterable[Named]) -> frozenset[str]:
    """The ids of the sources that are muted."""
    return frozenset(source.id for source in sources if any(mute.covers(source) for mute in mutes)) if mutes else NONE


NONE: frozenset[str] = frozenset()
