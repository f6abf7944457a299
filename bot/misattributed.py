"""Whom the words around a pasted quotation name, where the quotation is on record from somebody else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot import compare
from bot.arguments import Entity
from bot.ask import Ask
from data.queries.quotes import Statement

_KINDS = ("person",)
_LONGEST = 200
"""Words around a quotation that are looked through for names."""


def to(ask: Ask, outside: Sequence[str], found: Sequence[Statement]) -> str | None:
    """The one person whom the words outside the marks name, if none of the statements is that person's."""
    named: dict[str, str] = {}
    for run in outside:
        words = run.split()[:_LONGEST]
        for start, end, entities in _names(ask, words):
            if len(entities) != 1:
                return None
            if not _is_quoted(words, start, end, found):
                named[entities[0].id] = entities[0].name
    if len(named) != 1 or named.keys() & {one.speaker_id for one in found}:
        return None
    return next(iter(named.values()))


def _names(ask: Ask, words: Sequence[str]) -> Iterator[tuple[int, int, tuple[Entity, ...]]]:
    """Where in the words whole names stand, and whose they are; of two at one place the longer."""
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + ask.names.longest), start, -1):
            if entities := ask.names.exact(" ".join(words[start:end]), _KINDS):
                yield start, end, entities
                start = end
                break
        else:
            start += 1


def _is_quoted(words: Sequence[str], start: int, end: int, found: Sequence[Statement]) -> bool:
    """Whether the name stands there with the word beside it as in a statement: it is one of its words then."""
    beside = [words[max(0, start - 1) : end]] if start else []
    if end < len(words):
        beside.append(words[start : end + 1])
    texts = [part.record.text for one in found for part in one.parts]
    return any(compare.has(text, " ".join(run)) for run in beside for text in texts)
