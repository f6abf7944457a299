"""Whether words fit an option: the longest run of tokens that is a date, a name or a choice, exactly or nearly."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import takewhile

from rapidfuzz.distance import OSA

from bot import dates
from bot.arguments import Entity, EntityKind, Ordinal, Span, Value, Word
from bot.dates import Ambiguous, Impossible
from bot.names import Names, key, key_words, slips
from bot.reading import chosen
from bot.reading.chosen import Place, Refused
from bot.reading.lexer import Token, bare
from bot.registry import Choice, Option, OptionType, Registry

FILLERS = frozenset({"in", "on", "of", "as", "the", "for", "about", "please"})

KINDS: dict[OptionType, tuple[EntityKind, ...]] = {
    "country": ("country",),
    "person": ("person", "organisation"),
    "city": ("city",),
    "office": ("office",),
    "status": ("status",),
    "topic": ("topic",),
    "summit": ("summit", "meeting", "city", "country"),
    "record": ("summit", "meeting", "person", "organisation", "country", "city", "office", "topic", "status"),
}
"""What the names of a type may stand for; in `summit` the first kind that answers is meant."""

DATES: frozenset[OptionType] = frozenset({"moment", "period", "day"})

_ORDINAL = re.compile(r"#?([1-9][0-9]{0,2})(?:st|nd|rd|th)?", re.IGNORECASE)
_PLACES = {
    "last": "last", "latest": "last", "previous": "last",
    "next": "next", "upcoming": "next", "current": "next",
}  # fmt: skip

Doubt = Ambiguous | Impossible | Refused | tuple[Entity, ...] | tuple[Choice, ...]
"""Words that fit, but not to one value: a day that can be two or none, a name of several, what cannot be taken."""

Fit = tuple[Value | Doubt, int]
"""What was read, and the index after the last token of it."""


@dataclass(frozen=True, slots=True)
class Context:
    """What reading depends on beside the line."""

    names: Names
    today: date
    is_record: Callable[[str], bool]
    shouted: bool = False
    """The line is all in capitals, so that `IN` is the word and not the code of India."""
    registry: Registry | None = None
    """The commands that a schedule can post."""
    platform: str = chosen.TERMINAL
    channel: str | None = None

    @property
    def place(self) -> Place:
        """Where the line is read."""
        return Place(self.platform, self.channel, self.today)


def exact(
    kind: OptionType, option: Option, *, tokens: Sequence[Token], context: Context, named: bool = False
) -> Fit | None:
    """The longest run from the first token on that is a value of this type. `named`: it was asked for by its name."""
    if kind in DATES:
        return _date(kind, tokens, context)
    if kind == "summit":
        return _summit(tokens, context)
    if kind == "choice":
        return _choice(option, tokens)
    if kind == "record":
        return _record(tokens, context)
    if kind in KINDS:
        return _named(KINDS[kind], tokens, context)
    return chosen.exact(kind, tokens, context.place, named=named)


def near(kind: OptionType, option: Option, *, text: str, context: Context) -> tuple[Entity, ...] | tuple[Choice, ...]:
    """The values of this type that the text is a slip of."""
    if kind == "choice":
        return _near_choices(option, text, context)
    if kind == "zone":
        return () if context.names.is_name(text) else chosen.near(kind, text)
    return context.names.near(text, KINDS[kind]) if kind in KINDS and kind != "record" else ()


def is_filler(token: Token) -> bool:
    """Is this a word that may be left out?"""
    return not token.marked and bare(token).casefold() in FILLERS | {""}


def _date(kind: OptionType, tokens: Sequence[Token], context: Context) -> Fit | None:
    first = tokens[0]
    if first.marked or " " in first.text:
        outcome, end = dates.read(first.text, context.today), 1
    else:
        words = [token.text for token in takewhile(lambda token: not token.marked, tokens[:12])]
        outcome, end = dates.candidates(words, 0, today=context.today) or (None, 0)
    if outcome is None:
        return None
    if not isinstance(outcome, Span):
        return outcome, end
    if kind == "day":
        return None if outcome.precision in ("year", "range") else (outcome, end)
    return dates.in_year(outcome), end


def _summit(tokens: Sequence[Token], context: Context) -> Fit | None:
    named = _named(KINDS["summit"], tokens, context)
    dated = _date("period", tokens, context)
    if dated and isinstance(dated[0], Span) and dated[0].precision == "range":
        dated = None
    if named and (not dated or named[1] >= dated[1]):
        return named
    word = bare(tokens[0]).casefold()
    if dated:
        return dated
    if place := _PLACES.get(word):
        return Word(place), 1
    ordinal = _ORDINAL.fullmatch(word)
    return (Ordinal(int(ordinal[1])), 1) if ordinal else None


def _named(kinds: tuple[EntityKind, ...], tokens: Sequence[Token], context: Context) -> Fit | None:
    for end in range(_run(tokens, context.names), 0, -1):
        text = bare(tokens[0]) if end == 1 else " ".join(token.text for token in tokens[:end])
        found = context.names.exact(text, kinds)
        if not found or (end == 1 and context.shouted and is_filler(tokens[0])):
            continue
        if kinds == KINDS["summit"]:
            first = min(kinds.index(entity.kind) for entity in found)
            found = tuple(entity for entity in found if entity.kind == kinds[first])
        return (found[0] if len(found) == 1 else found), end
    return None


def _run(tokens: Sequence[Token], names: Names) -> int:
    """How many tokens from the first on may be one name: all their words occur in names."""
    end = 0
    while end < min(len(tokens), names.longest) and not tokens[end].marked:
        if not all(map(names.is_word, key_words(tokens[end].text))):
            break
        end += 1
    return max(end, 1)


def _record(tokens: Sequence[Token], context: Context) -> Fit | None:
    text = bare(tokens[0])
    if context.is_record(text):
        return text, 1
    found = _named(KINDS["record"], tokens, context)
    if found and isinstance(found[0], Entity):
        return found[0].id, found[1]
    return found


def _choice(option: Option, tokens: Sequence[Token]) -> Fit | None:
    words = _choice_keys(option.choices)
    for end in range(1 if tokens[0].marked else min(len(tokens), 4), 0, -1):
        found = words.get("".join(key(token.text) for token in tokens[:end]))
        if found is not None:
            return Word(found), end
    return None


@lru_cache(maxsize=64)
def _choice_keys(choices: tuple[Choice, ...]) -> dict[str, str]:
    words: dict[str, str] = {}
    for choice in choices:
        for name in (choice.id, choice.label, *choice.names):
            words.setdefault(key(name), choice.id)
    return words


def _near_choices(option: Option, text: str, context: Context) -> tuple[Choice, ...]:
    typed = key(text)
    allowed = slips(typed)
    if not allowed or context.names.is_name(text):
        return ()
    slipped = {
        choice_id
        for word, choice_id in _choice_keys(option.choices).items()
        if OSA.distance(typed, word, score_cutoff=allowed) <= allowed
    }
    return tuple(choice for choice in option.choices if choice.id in slipped)
