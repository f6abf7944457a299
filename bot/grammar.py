"""A line, or the typed options of a platform, read as a command with arguments.

`read` never raises: what it cannot read comes back as `Unread`, with the nearest lines that would run. The canonical
line of what it could read reads back to the same command, arguments and flags.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from bot import dates
from bot.arguments import Entity, Ordinal, Span, Value, Word
from bot.names import Names
from bot.reading import binding, offers
from bot.reading.binding import Binding
from bot.reading.fitting import KINDS, Context
from bot.reading.lexer import Token, clean, joined, quoted, tokens
from bot.reading.offers import Unread
from bot.reading.problems import Misread, Piece
from bot.registry import Command, Option, Registry
from bot.texts import reading

COURTESY = frozenset("please hi hello hey ok okay so well can could you show give tell me us".split())
"""Words before a command that ask for nothing."""

LONGEST_LINE = 4_000
LONGEST_TEXT = 20_000
"""Characters of a line, and of one whose command takes a text as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A line as understood: only the arguments that were given, the notes for the card, and the line written anew.

    `canonical` has the flags at its end; `question` is the same without them (they say how to answer, not what).
    """

    command: str
    arguments: Mapping[str, Value]
    flags: frozenset[str]
    canonical: str
    question: str
    notes: tuple[str, ...] = ()


def read(
    line: str,
    *,
    registry: Registry,
    names: Names,
    today: date,
    umbrella: str = "sco",
    is_record: Callable[[str], bool] = lambda text: False,
) -> Parsed | Unread:
    """Read one line as typed: in a terminal, after a slash, or to a mention."""
    context = Context(names, today, is_record, shouted=line.isupper())
    if len(line) > LONGEST_TEXT:
        return offers.too_long(len(line), LONGEST_TEXT)
    words = tokens(clean(line).strip().removeprefix("/"))
    words = _under(umbrella, words)
    if words and not words[0].text.strip("?？ "):
        words = words[1:]
    words = _under(umbrella, _after_courtesy(words, registry))
    command = registry.find(_name(words[0]) if words else umbrella)
    if command is None:
        return _no_command(words, registry, context)
    if not any(option.whole for option in command.options):
        if len(line) > LONGEST_LINE:
            return offers.too_long(len(line), LONGEST_LINE)
        words = _without_question_mark(words)
    return _read(command, words[1:], registry, context)


def _under(umbrella: str, words: list[Token]) -> list[Token]:
    """The words without the umbrella before them; alone it is a command itself."""
    while len(words) > 1 and _name(words[0]) == umbrella.casefold():
        words = words[1:]
    return words


def _after_courtesy(words: list[Token], registry: Registry) -> list[Token]:
    """The words without what one only says out of courtesy before them: of a greeting nothing is left."""
    for at, word in enumerate(words):
        if registry.find(_name(word)) is not None or _name(word) not in COURTESY:
            return words[at:]
    return []


def read_options(
    command: str,
    options: Mapping[str, str],
    *,
    registry: Registry,
    names: Names,
    today: date,
    umbrella: str = "sco",
    is_record: Callable[[str], bool] = lambda text: False,
) -> Parsed | Unread:
    """Read the options of a platform that has them typed: the same types, the same errors."""
    context = Context(names, today, is_record)
    declared = registry.find(command or umbrella)
    if declared is None:
        return _no_command(tokens(clean(command[:LONGEST_LINE])), registry, context)
    pieces: list[Token | Piece] = []
    for name, text in options.items():
        option = declared.option(name)
        value = " ".join(clean(text[: LONGEST_TEXT + 1]).split())
        if option is None:
            pieces.append(Token(f"--{name}"))
        elif len(value) > (LONGEST_TEXT if option.whole else LONGEST_LINE):
            return offers.too_long(len(text), LONGEST_TEXT if option.whole else LONGEST_LINE)
        elif value:
            pieces.append(Piece(Token(joined(tokens(value)) if "text" in option.types else value), option))
    return _read(declared, pieces, registry, context)


def _read(command: Command, words: Sequence[Token | Piece], registry: Registry, context: Context) -> Parsed | Unread:
    try:
        bound = binding.bind(command, words, context=context)
    except Misread as misread:
        attempt = partial(_try, context=context)
        return offers.unread(command, misread, attempt=attempt, registry=registry, context=context)
    return _parsed(bound, context)


def _no_command(words: Sequence[Token], registry: Registry, context: Context) -> Unread:
    return offers.no_command(words, attempt=partial(_try, context=context), registry=registry, context=context)


def _try(command: Command, words: Sequence[Token | Piece], *, context: Context) -> str | None:
    """The canonical line for these words, if they can be read without any doubt."""
    try:
        return _parsed(binding.bind(command, words, context=context), context).canonical
    except Misread:
        return None


def _name(token: Token) -> str:
    return token.text.casefold().removeprefix("/").rstrip(",;:.!?？")


def _without_question_mark(words: list[Token]) -> list[Token]:
    if not words or words[-1].marked:
        return words
    last = words[-1].text.rstrip("?？")
    return [*words[:-1], replace(words[-1], text=last)] if last else words[:-1]


def _parsed(bound: Binding, context: Context) -> Parsed:
    arguments = {o.name: bound.given[o.name] for o in bound.command.options if o.name in bound.given}
    flags = frozenset(bound.flags)
    question, arguments = _canonical(bound.command, arguments, context)
    dashes = "--" if any(option.whole for option in bound.command.options) else ""
    tail = "".join(f" {dashes}{flag}" for flag in binding.FLAGS if flag in flags)
    return Parsed(
        command=bound.command.name,
        arguments=arguments,
        flags=flags,
        canonical=question + tail,
        question=question,
        notes=tuple(dict.fromkeys(bound.notes)),
    )


def _canonical(command: Command, arguments: dict[str, Value], context: Context) -> tuple[str, dict[str, Value]]:
    """The line that reads back to these arguments: the shortest form that does, tried out.

    A text that no form gives back (words of it would bind elsewhere) becomes a quoted phrase.
    """
    phrased: dict[str, Value] = {
        name: quoted(value) if isinstance(value, str) and _is_text(command, name) else value
        for name, value in arguments.items()
    }
    for values in (arguments, phrased):
        for keyed in (False, True):
            line = _line(command, values, context, keyed=keyed)
            if _reads_back(command, line, values, context):
                return line, values
    return _line(command, arguments, context, keyed=True), arguments


def _reads_back(command: Command, line: str, arguments: dict[str, Value], context: Context) -> bool:
    try:
        again = binding.bind(command, tokens(line)[1:], context=context)
    except Misread:
        return False
    return not again.flags and {k: _plain(v) for k, v in again.given.items()} == {
        k: _plain(v) for k, v in arguments.items()
    }


def _plain(value: Value) -> Value:
    """A value without the traces of how it was typed."""
    if isinstance(value, Entity):
        return replace(value, read_from=None)
    return replace(value, turned=False) if isinstance(value, Span) else value


def _line(command: Command, arguments: dict[str, Value], context: Context, *, keyed: bool) -> str:
    parts = [command.name]
    texts: list[str] = []
    for name, value in arguments.items():
        option = command.option(name)
        if option is None:
            continue
        text = _written(value, option, context)
        if _is_text(command, name) and isinstance(value, str):
            bare = option.whole or not (keyed or option.named)
            texts.append(text if bare else f"{reading.option_name(option)}:{text}")
        elif keyed or option.named or any(o.whole for o in command.options):
            parts.append(f"{reading.option_name(option)}:{quoted(text) if ' ' in text else text}")
        else:
            parts.append(text)
    return " ".join([*parts, *texts])


def _written(value: Value, option: Option, context: Context) -> str:
    if isinstance(value, Span):
        return dates.written(value)
    if isinstance(value, Ordinal):
        return str(value.number)
    if isinstance(value, Word):
        return value.id
    if isinstance(value, str):
        return value
    if value.kind in ("summit", "meeting"):
        return value.id
    kinds = next((KINDS[kind] for kind in option.types if value.kind in KINDS.get(kind, ())), (value.kind,))
    called = context.names.exact(value.name, kinds)
    return value.name if [entity.id for entity in called] == [value.id] else value.id


def _is_text(command: Command, name: str) -> bool:
    option = command.option(name)
    return option is not None and "text" in option.types
