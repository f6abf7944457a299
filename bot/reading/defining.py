"""What a schedule posts, found in the line that defines it: a kind of post, or the line of a reading command.

It is found before anything else is read, since its own words might be a time, a place or days too. It ends where the
schedule's own words begin: `at`, `every`, a time, a channel, the name of a zone, days of the week.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from bot.arguments import Chosen, Entity
from bot.reading import fitting, zone_words
from bot.reading.chosen import Refused
from bot.reading.fitting import Context
from bot.reading.lexer import Token, bare, joined, tokens
from bot.reading.problems import Piece
from bot.registry import Choice, Command, Option, OptionType, plain
from bot.schedules import rule
from bot.texts import reading

WHAT = "what"
"""The option that takes what is posted."""

PLAIN = ("onthisday", "quote")
REMINDER, DIGEST = "reminder", "digest"
SPANS = ("week", "month")
KINDS = (*PLAIN, REMINDER, *(f"{DIGEST} {span}" for span in SPANS))
"""What can be posted beside the answers to lines."""

JOINING = frozenset({"every", "each", "on", "at", "in", "from", "to", "and", "with", "the", "post"})
"""Words that may stand before what belongs to the schedule, and after what is posted."""

Reads = Callable[[Command, Sequence[Token]], bool]
"""Whether words can be read as the arguments of a command."""

Subject = str | tuple[Choice, ...] | Refused

_ALONE = (*PLAIN, REMINDER)
"""Kinds that say all in one word, so that `in` straight after them leads to a channel."""

_TRIED = 12
_NEXT_SUMMIT = frozenset({"", "summit", "next", "next summit", "the next summit"})
_OTHER_SPANS = frozenset({"day", "daily", "today", "fortnight", "quarter", "quarterly", "year", "yearly", "annual"})
_WEEKLY = {"weekly": "week", "monthly": "month"}


def option_of(command: Command) -> Option | None:
    """The option for what is posted, where a managing command has it."""
    found = command.option(WHAT) if command.manages else None
    return found if found and "text" in found.types else None


def unfolded(words: Iterable[Token | Piece], what: Option, context: Context, reads: Reads) -> list[Token | Piece]:
    """The words, with one quoted phrase taken apart where that holds the whole definition."""
    given = list(words)
    place = _phrase(given, what, context)
    if place is None:
        return given
    phrase = given[place]
    inner = tokens((phrase.token if isinstance(phrase, Piece) else phrase).text)
    others = [*given[:place], *given[place + 1 :]]
    whole = subject(inner, context, reads) is not None
    if whole and (not _says_when(inner) or _says_when(others)):
        return given
    return [*given[:place], *inner, *given[place + 1 :]] if begins(inner[0], context) else given


def _phrase(given: Sequence[Token | Piece], what: Option, context: Context) -> int | None:
    """Where a phrase stands that begins as what is posted does, before any other word that does."""
    for place, one in enumerate(given):
        if isinstance(one, Piece):
            if one.option is what:
                return place
        elif one.marked and not one.glued and begins(tokens(one.text)[0], context):
            return place
        elif not one.marked and begins(one, context):
            return None
    return None


def _says_when(words: Sequence[Token | Piece]) -> bool:
    """Is there a time among these words, or an hour after `at`?"""
    if any(map(_is_time, words)):
        return True
    plain_words = [one.text.casefold() for one in words if isinstance(one, Token) and not one.marked]
    return any(a == "at" and b.isdecimal() and len(b) <= 2 for a, b in pairwise(plain_words))


def _is_time(one: Token | Piece) -> bool:
    if isinstance(one, Piece):
        return one.option is not None and "time" in one.option.types
    values = (one.text, one.text.partition(":")[2], one.text.partition("=")[2])
    return any(value and rule.read_times(value) for value in values)


def begins(word: Token, context: Context) -> bool:
    """Is this a word with which what is posted begins?"""
    name = bare(word).casefold().removeprefix("/")
    known = name in (*PLAIN, REMINDER, DIGEST) or _reading(name, context) is not None
    return known or unposted(name, context) is not None


def _reading(name: str, context: Context) -> Command | None:
    found = context.registry.find(name) if context.registry else None
    able = found is not None and found.options and not found.manages and found.name not in reading.NO_ANSWER
    return found if able else None


def unposted(name: str, context: Context) -> str | None:
    """Why the answer to a command is never posted, if this is the name of such a one."""
    found = context.registry.find(name.casefold().removeprefix("/")) if context.registry else None
    return reading.NO_ANSWER.get(found.name) if found else None


def subject(words: Sequence[Token], context: Context, reads: Reads) -> Subject | None:
    """What these words say is posted, as it is kept; choices where they say it in part; None where they do not."""
    if not words:
        return None
    first, rest = bare(words[0]).casefold().removeprefix("/"), words[1:]
    command = _reading(first, context)
    if not rest and (first in PLAIN or (command and command.name in PLAIN)):
        return command.name if command else first
    if first == REMINDER:
        return _reminder(rest, context)
    if first == DIGEST:
        return _digest(" ".join(bare(word).casefold() for word in rest))
    return joined(words).strip(",;").removeprefix("/") if command and reads(command, rest) else None


def _digest(said: str) -> Subject | None:
    """The week or the month; of another span it is said that there is no digest."""
    if (span := _WEEKLY.get(said, said)) in SPANS:
        return f"{DIGEST} {span}"
    both = tuple(Choice(id=f"{DIGEST} {span}", label=f"{DIGEST} {span}") for span in SPANS)
    if said in _OTHER_SPANS:
        return Refused(reading.NO_DIGEST.format(words=reading.shown(f"{DIGEST} {said}")), both)
    return None if said else both


def _reminder(rest: Sequence[Token], context: Context) -> Subject | None:
    said = " ".join(bare(word) for word in rest)
    if said.casefold() in _NEXT_SUMMIT:
        return REMINDER
    if context.is_record(said):
        return f"{REMINDER} {said}"
    found = fitting.exact("record", Option(name="", help="", types=("record",)), tokens=rest, context=context)
    if found and isinstance(found[0], str) and found[1] == len(rest):
        return f"{REMINDER} {found[0]}"
    if found and isinstance(found[0], tuple) and found[1] == len(rest):
        several = [one for one in found[0] if isinstance(one, Entity)]
        return tuple(Choice(id=f"{REMINDER} {one.id}", label=one.name) for one in several) or None
    return None


def stop(pieces: Sequence[Piece], start: int, options: Mapping[str, Option], context: Context) -> int:
    """The index of the first word after `start` that belongs to the schedule, and not to what it posts."""
    places = range(start + 1, len(pieces))
    if places and bare(pieces[start].token).casefold() in _ALONE and _points(pieces[start + 1], options):
        return start + 1
    found = next((place for place in places if _opens(pieces, place, options, context)), len(pieces))
    while found > start + 1 and is_joining(pieces[found - 1].token):
        found -= 1
    return found


def _points(piece: Piece, options: Mapping[str, Option]) -> bool:
    """Is this `in`, before the name of a channel?"""
    option = None if piece.token.marked else options.get(plain(bare(piece.token)))
    return option is not None and "channel" in option.types


def is_joining(word: Token) -> bool:
    """Is this a word that may be left out before what belongs to the schedule?"""
    return not word.marked and bare(word).casefold() in JOINING


def longest(words: Sequence[Token], context: Context, reads: Reads) -> tuple[Subject, int] | None:
    """What the longest beginning of these words says is posted, with the index after it."""
    count = len(words)
    for end in dict.fromkeys((*range(count, max(count - _TRIED, 0), -1), *range(min(_TRIED, count), 0, -1))):
        found = subject(words[:end], context, reads)
        if found is not None:
            return found, end
    return None


def _opens(pieces: Sequence[Piece], place: int, options: Mapping[str, Option], context: Context) -> bool:
    """Does a part of the schedule begin here?"""
    piece = pieces[place]
    if piece.option is not None or piece.token.marked:
        return piece.option is not None
    option = options.get(plain(bare(piece.token)))
    if option is not None and option.name != WHAT:
        if "time" in option.types or bare(piece.token).casefold() in ("every", "each"):
            return True
        return place + 1 < len(pieces) and _follows(_after(pieces, place + 1), option, context)
    return _is_own(_after(pieces, place), context)


def _after(pieces: Sequence[Piece], start: int) -> list[Token]:
    """The words from there on, up to the next that was given by name."""
    end = next((i for i in range(start + 1, len(pieces)) if pieces[i].option), len(pieces))
    return [piece.token for piece in pieces[start : min(end, start + _TRIED)]]


def _follows(words: Sequence[Token], option: Option, context: Context) -> bool:
    """Is what follows the name of an option a value of it? A whole date is none of the days on which is posted."""
    fits = [fitting.exact(kind, option, tokens=words, context=context, named=True) for kind in option.types]
    length = max((fit[1] for fit in fits if fit), default=0)
    if "days" in option.types and length:
        date = fitting.exact("moment", option, tokens=words, context=context)
        return date is None or date[1] <= length
    return bool(length) or ("zone" in option.types and bool(zone_words.near(bare(words[0]))))


def _is_own(words: Sequence[Token], context: Context) -> bool:
    """Do these words say themselves that they are a time, a channel, a zone, days of the week or lead times?"""
    found = {kind: fitting.exact(kind, _ANY, tokens=words, context=context) for kind in _OWN}
    if found["time"] or found["channel"] or found["leads"]:
        return True
    if zone := found["zone"]:
        return isinstance(zone[0], Refused) or "/" in bare(words[0]) or bare(words[0]) in ("UTC", "GMT")
    days = found["days"]
    if not days or not isinstance(days[0], Chosen):
        return False
    read = rule.read_days(days[0].text)
    return read is not None and not (read.monthdays or read.dates)


_OWN: tuple[OptionType, ...] = ("time", "channel", "leads", "zone", "days")
_ANY = Option(name="", help="", types=_OWN)
