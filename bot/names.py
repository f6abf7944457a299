"""The names the desk knows, in memory: found exactly, nearly, or by their beginning.

A name is compared by its key: no accents, no case, no punctuation, Latin letters, no spaces; word order is free. A
slip is one edit, from eight letters two; under five letters there is none. What is itself a name is never a slip of
another: a ratio alone reads Iraq as Iran.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import permutations
from typing import cast

from anyascii import anyascii
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.arguments import Entity, EntityKind
from bot.reading import world

Row = tuple[str, str, str, bool]
"""(entity id, kind, name, is it the name to be shown)."""

LONGEST = 80
"""Characters; nothing longer is looked up as a name."""

ALIKE, ALIKE_BAND = 70, 5
"""Per cent: how like a name must be to be offered, and how near to the best offer."""

_LONGEST_NAME = 10
_APOSTROPHES = re.compile(r"['’‘`ʼʹ.]")
_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def key_words(text: str) -> tuple[str, ...]:
    """The words of a name as they are compared: `Xi Jinping's` is ("xi", "jinping"), `Ürümqi` is ("urumqi",)."""
    return _key_words(text) if len(text) <= LONGEST else _key_words.__wrapped__(text[: LONGEST * 50])


def key(text: str) -> str:
    """The words of a name run together: what two spellings of one name have in common."""
    return "".join(key_words(text))


def slips(text: str) -> int:
    """How many edits may lie between what was typed (its key) and a name."""
    return 0 if len(text) < 5 else 1 if len(text) < 8 else 2


class Names:
    """Every name of one dataset and the countries of the world. Built once for each version of the data."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._entities: list[Entity] = []
        self._numbers: dict[tuple[str, str], int] = {}
        self._by_key: dict[str, int | tuple[int, ...]] = {}
        self._words: set[str] = set()
        self._codes: dict[str, int] = {}
        self.longest = 1
        """Words in the longest name, as far as names are looked for in a line."""
        own: dict[str, set[tuple[str, int]]] = {"country": set()}
        for number, name in self._add(rows):
            own.setdefault(self._entities[number].kind, set()).add((" ".join(key_words(name)), number))
        self._dataset = len(self._entities)
        for _ in self._add((code, "country", name, False) for code, name in world.spellings()):
            pass  # entered for their exact names; a word of a dataset begins none of them
        self._numbers.clear()
        self._endings = {kind: _Sorted(_word_endings(pairs)) for kind, pairs in own.items()}
        own["country"] = {(key(e.name), number) for number, e in enumerate(self._entities) if e.kind == "country"}
        self._keys = {kind: _Sorted((n.replace(" ", ""), i) for n, i in pairs) for kind, pairs in own.items()}

    def exact(self, text: str, kinds: Collection[str]) -> tuple[Entity, ...]:
        """The entities of these kinds that are called so, in whatever order of words, script or case."""
        if code := self._code(text):
            return (code,) if "country" in kinds else self._exact(text, [k for k in kinds if k != "country"])
        return self._exact(text, kinds)

    def near(self, text: str, kinds: Collection[str]) -> tuple[Entity, ...]:
        """The entities whose name this is a slip of, the nearest first; none if it is itself a name.

        Of a country only the name that is shown is meant: `Belarussia` is offered Belarus, not taken for Byelorussia.
        """
        words = key_words(text)
        typed = "".join(words)
        allowed = slips(typed)
        if not allowed or len(typed) > LONGEST or self.is_name(text):
            return ()
        best: dict[int, float] = {}
        for order in _orders(words):
            for kind in kinds:
                keys = self._keys.get(kind)
                if keys is None:
                    continue
                hits = process.extract(order, keys.texts, scorer=OSA.distance, score_cutoff=allowed, limit=8)
                for _, distance, place in hits:
                    number = keys.numbers[place]
                    best[number] = min(distance, best.get(number, distance))
        ranked = sorted(best, key=lambda number: (best[number], self._entities[number].name))
        return tuple(_read_from(self._entities[number], text) for number in ranked)

    def alike(self, text: str, kinds: Collection[str], limit: int = 3) -> tuple[Entity, ...]:
        """Names of the dataset that look like this one: to be offered, never to be taken for it."""
        best: dict[int, float] = {}
        typed = key(text)[:LONGEST]
        for kind in kinds:
            keys = self._keys.get(kind)
            if keys is None:
                continue
            hits = process.extract(typed, keys.texts, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=limit * 2)
            for _, score, place in hits:
                number = keys.numbers[place]
                if number < self._dataset:
                    best[number] = max(score, best.get(number, 0))
        least = max(best.values(), default=0) - ALIKE_BAND
        ranked = sorted(best, key=lambda number: (-best[number], self._entities[number].name))
        return tuple(self._entities[number] for number in ranked[:limit] if best[number] >= least)

    def complete(
        self, prefix: str, kinds: Collection[str], limit: int = 25, *, nearly: bool = True
    ) -> tuple[Entity, ...]:
        """The dataset's entities one of whose words begins so; if there is none, and `nearly`, with one slip in it."""
        typed = " ".join(key_words(prefix[:LONGEST]))
        if found := self._beginning(typed, kinds, limit):
            return found
        if not nearly or not slips(typed) or len(typed) > 12:
            return ()
        seen: dict[Entity, None] = {}
        for slip in _one_edit(typed):
            seen.update(dict.fromkeys(self._beginning(slip, kinds, limit)))
        return tuple(sorted(seen, key=lambda entity: entity.name)[:limit])

    def country(self, code: str) -> str | None:
        """The English name of a country by its two-letter code."""
        number = self._codes.get(code.upper())
        return None if number is None else self._entities[number].name

    def is_name(self, text: str) -> bool:
        """Is this the name of anything at all?"""
        return self._code(text) is not None or any(order in self._by_key for order in _orders(key_words(text)))

    def is_word(self, word: str) -> bool:
        """Does any name have this word (a key) in it?"""
        return word in self._words

    def _add(self, rows: Iterable[Row]) -> Iterator[tuple[int, str]]:
        """Enter rows under their names and ids; give back each with the number of its entity."""
        for entity_id, kind, name, canonical in rows:
            number = self._number(entity_id, kind, name, canonical=canonical)
            for spelling in (name, entity_id):
                if kind == "country" and len(key(spelling)) == 2:
                    self._codes.setdefault(key(spelling).upper(), number)
                else:
                    self._enter(key(spelling), number)
            self._words.update(key_words(name))
            self.longest = min(max(self.longest, len(key_words(name))), _LONGEST_NAME)
            yield number, name

    def _number(self, entity_id: str, kind: str, name: str, *, canonical: bool) -> int:
        number = self._numbers.setdefault((kind, entity_id), len(self._entities))
        if number == len(self._entities):
            shown = name if canonical or kind != "country" else world.countries().get(entity_id, name)
            self._entities.append(Entity(entity_id, cast(EntityKind, kind), shown))
        elif canonical:
            self._entities[number] = Entity(entity_id, cast(EntityKind, kind), name)
        return number

    def _enter(self, name: str, number: int) -> None:
        known = self._by_key.get(name)
        if not name or known == number or (isinstance(known, tuple) and number in known):
            return
        if known is None:
            self._by_key[name] = number
        else:
            self._by_key[name] = (*known, number) if isinstance(known, tuple) else (known, number)

    def _code(self, text: str) -> Entity | None:
        """A two-letter code counts in capitals only: `in` is no India, `by` no Belarus."""
        letters = text.replace(".", "")
        number = self._codes.get(letters) if len(letters) == 2 else None
        return None if number is None else self._entities[number]

    def _exact(self, text: str, kinds: Collection[str]) -> tuple[Entity, ...]:
        numbers: dict[int, None] = {}
        for order in _orders(key_words(text)):
            known = self._by_key.get(order)
            if known is not None:
                numbers.update(dict.fromkeys(known if isinstance(known, tuple) else (known,)))
        found = (self._entities[number] for number in numbers)
        return tuple(entity for entity in found if entity.kind in kinds)

    def _beginning(self, typed: str, kinds: Collection[str], limit: int) -> tuple[Entity, ...]:
        found: dict[int, str] = {}
        for kind in kinds:
            if endings := self._endings.get(kind):
                for text, number in endings.starting(typed, limit):
                    found.setdefault(number, text)
        ranked = sorted(found, key=lambda number: (found[number], self._entities[number].name))
        return tuple(self._entities[number] for number in ranked[:limit])


class _Sorted:
    """Texts in order, each with the number of its entity; two flat arrays, since there may be many."""

    __slots__ = ("numbers", "texts")

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        ordered = sorted(pairs)
        self.texts = [text for text, _ in ordered]
        self.numbers = array("I", (number for _, number in ordered))

    def starting(self, prefix: str, limit: int) -> Iterator[tuple[str, int]]:
        """The texts with that beginning, in order, until `limit` different entities were seen."""
        seen: set[int] = set()
        for place in range(bisect_left(self.texts, prefix), len(self.texts)):
            if not self.texts[place].startswith(prefix) or len(seen) == limit:
                return
            seen.add(self.numbers[place])
            yield self.texts[place], self.numbers[place]


@lru_cache(maxsize=4096)
def _key_words(text: str) -> tuple[str, ...]:
    if not text.isascii():
        text = anyascii(_POSSESSIVE.sub("", unicodedata.normalize("NFKC", text)))
    plain = _APOSTROPHES.sub("", _POSSESSIVE.sub("", text)).replace("&", " and ")
    return tuple(_WORD.findall(plain.casefold()))


def _orders(words: tuple[str, ...]) -> Iterable[str]:
    """The words run together in every order (up to three words), else as they stand and with the last one first."""
    if len(words) == 1:
        return words
    if len(words) <= 3:
        return map("".join, permutations(words))
    return ("".join(words), "".join((words[-1], *words[:-1])), "".join((*words[1:], words[0])))


def _word_endings(pairs: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Each name from each of its words on: `temur umarov`, `umarov`."""
    for name, number in pairs:
        start = 0
        while start >= 0:
            yield name[start:], number
            start = name.find(" ", start) + 1 or -1


def _one_edit(text: str) -> Iterator[str]:
    """Every text that is one edit away; the first letter stays, or the list of offers is noise."""
    for place in range(1, len(text) + 1):
        before, after = text[:place], text[place:]
        for letter in _LETTERS:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def _read_from(entity: Entity, text: str) -> Entity:
    return Entity(entity.id, entity.kind, entity.name, read_from=text.strip())
