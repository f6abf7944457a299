"""The dates of a line beyond the first: where they stand, and the one stretch of time that they may have meant."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from bot import dates
from bot.arguments import Span
from bot.dates import Ambiguous, Impossible
from bot.reading import fitting
from bot.reading.fitting import DATES, Context
from bot.reading.lexer import Token, bare
from bot.registry import Command, Option

JOINTS = frozenset({"and", "to", "until", "till", "through", "or", "&", "-", "–", "—", "vs", "versus"})
"""Words that may stand between two dates."""

OPENINGS = frozenset({"from", "between", "since"})
"""Words that may stand before the first of them."""

EARLIEST = 1900
"""A number below it among words is the number of something, such as a resolution, and no year."""

_PERIOD = Option(name="period", help="", types=("period",))


def found(tokens: Sequence[Token], context: Context) -> tuple[Span | Ambiguous | Impossible, int] | None:
    """The date that begins these words and has a digit, with the index after it; `May` and `today` may be mere words.

    What stands in quotation marks is words too.
    """
    fit = None if tokens[0].marked else fitting.exact("period", _PERIOD, tokens=tokens, context=context)
    if fit is None or not any(char.isdecimal() for token in tokens[: fit[1]] for char in token.text):
        return None
    value, end = fit
    if isinstance(value, Span) and value.start.year < EARLIEST:
        return None
    return (value, end) if isinstance(value, (Span, Ambiguous, Impossible)) else None


def every(tokens: Sequence[Token], context: Context) -> list[tuple[int, int]]:
    """Where dates stand in these words, from the first to the last."""
    places: list[tuple[int, int]] = []
    start = 0
    while start < len(tokens):
        fit = found(tokens[start:], context)
        if fit:
            places.append((start, start + fit[1]))
        start += fit[1] if fit else 1
    return places


def is_joint(token: Token) -> bool:
    """Is this a word that only joins two dates?"""
    return not token.marked and (bare(token) or token.text).casefold() in JOINTS


def is_opening(token: Token) -> bool:
    """Is this a word that only opens a stretch of time?"""
    return not token.marked and bare(token).casefold() in OPENINGS


def takes_two(command: Command) -> bool:
    """Does this command compare two moments?"""
    return sum("moment" in option.types for option in command.options) > 1


def takes_period(option: Option) -> bool:
    """Does this option mean a stretch of time?"""
    return "period" in option.types


def is_date(option: Option) -> bool:
    """Does this option take a date of any kind?"""
    return bool(DATES & set(option.types))


def stretch(texts: Sequence[str], context: Context) -> Span | None:
    """The stretch of time from the first of these dates to the last, in order of time."""
    read = [dates.read(text, context.today) for text in texts]
    spans = [span for span in read if isinstance(span, Span)]
    if len(spans) < len(read) or len(spans) < 2:
        return None
    if len({(span.start, span.end) for span in spans}) == 1:
        return spans[0]
    if len(texts) == 2 and isinstance(both := dates.read(" to ".join(texts), context.today), Span):
        return both
    return reduce(_both, spans)


def _both(first: Span, second: Span) -> Span:
    return Span(min(first.start, second.start), max(first.end, second.end), "range")
