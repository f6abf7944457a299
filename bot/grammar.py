"""A line, or the typed options of a platform, read as a command with arguments.

`read` never raises: what it cannot read comes back as `Unread`, with the nearest lines that would run. The canonical
line of what it could read reads back to the same command, arguments and flags.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from bot.arguments import Value
from bot.names import Names
from bot.reading import binding, offers, subcommands, writing
from bot.reading.binding import Binding
from bot.reading.chosen import TERMINAL
from bot.reading.fitting import Context
from bot.reading.keys import FLAGS
from bot.reading.lexer import Token, clean, joined, tokens
from bot.reading.offers import Unread
from bot.reading.problems import Misread, Piece
from bot.registry import Command, Registry

COURTESY = frozenset("please hi hello hey ok okay so well can could you show give tell me us".split())
"""Words before a command that ask for nothing."""

LONGEST_HEAD = 200
LONGEST_MANAGING = 1_000
LONGEST_LINE = 4_000
LONGEST_TEXT = 20_000
"""Characters among which the command stands; of a line of those who manage, of any other, and of one whose command
takes a text as it stands."""


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
    platform: str = TERMINAL,
    channel: str | None = None,
) -> Parsed | Unread:
    """Read one line as typed: in a terminal, after a slash, or to a mention.

    `platform` says how channels are written, and `channel` in which one it is asked.
    """
    context = Context(names, today, is_record, line.isupper(), registry, platform, channel)
    if len(line) > LONGEST_TEXT:
        return offers.too_long(len(line), LONGEST_TEXT)
    words = _asked(line, registry, umbrella)
    command, words = _command(words, registry, umbrella)
    if command is None:
        if words and _name(words[0]) in registry.groups:
            return subcommands.unread(_name(words[0]), words[1:], partial(_try, context=context), registry)
        return _no_command(words, registry, context)
    longest = LONGEST_MANAGING if command.manages else LONGEST_LINE
    if not any(option.whole for option in command.options):
        if len(line) > longest:
            return offers.too_long(len(line), longest)
        words = _without_question_mark(words)
    return _read(command, words, registry, context)


def manages(line: str, registry: Registry, umbrella: str) -> bool:
    """Whether a line is for those who may manage a channel, by its first words."""
    words = _asked(line[:LONGEST_HEAD], registry, umbrella)
    return bool(words) and registry.manages(_name(words[0]))


def _asked(line: str, registry: Registry, umbrella: str) -> list[Token]:
    """The words of a line from the command on."""
    words = tokens(clean(line).strip().removeprefix("/"))
    words = _under(umbrella, words)
    if words and not words[0].text.strip("?？ "):
        words = words[1:]
    return _under(umbrella, _after_courtesy(words, registry))


def _command(words: list[Token], registry: Registry, umbrella: str) -> tuple[Command | None, list[Token]]:
    """The command of a line with what stands after it; where there is none, all words."""
    if not words:
        return registry.find(umbrella), []
    group = registry.groups.get(_name(words[0]))
    if group is None:
        command = registry.find(_name(words[0]))
        return command, words[1:] if command else words
    return subcommands.find(_name(words[0]), [_name(word) for word in words[1:3]], words[1:], registry)


def _under(umbrella: str, words: list[Token]) -> list[Token]:
    """The words without the umbrella before them; alone it is a command itself."""
    while len(words) > 1 and _name(words[0]) == umbrella.casefold():
        words = words[1:]
    return words


def _after_courtesy(words: list[Token], registry: Registry) -> list[Token]:
    """The words without what one only says out of courtesy before them: of a greeting nothing is left."""
    for at, word in enumerate(words):
        if _name(word) in registry.groups or registry.find(_name(word)) is not None or _name(word) not in COURTESY:
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
    platform: str = TERMINAL,
    channel: str | None = None,
) -> Parsed | Unread:
    """Read the options of a platform that has them typed: the same types, the same errors."""
    context = Context(names, today, is_record, registry=registry, platform=platform, channel=channel)
    declared = registry.find(command or umbrella)
    if declared is None:
        head = command.split()[:1]
        if head and head[0].casefold() in registry.groups:
            words = tokens(clean(command[:LONGEST_LINE]))[1:]
            return subcommands.unread(head[0].casefold(), words, partial(_try, context=context), registry)
        return _no_command(tokens(clean(command[:LONGEST_LINE])), registry, context)
    pieces: list[Token | Piece] = []
    longest = LONGEST_MANAGING if declared.manages else LONGEST_LINE
    for name, text in options.items():
        option = declared.option(name)
        value = " ".join(clean(text[: LONGEST_TEXT + 1]).split())
        if option is None:
            pieces.append(Token(f"--{name}"))
        elif len(value) > (LONGEST_TEXT if option.whole else longest):
            return offers.too_long(len(text), LONGEST_TEXT if option.whole else longest)
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
    question, arguments = writing.canonical(bound.command, arguments, context)
    dashes = "--" if any(option.whole for option in bound.command.options) else ""
    tail = "".join(f" {dashes}{flag}" for flag in FLAGS if flag in flags)
    return Parsed(
        command=bound.command.name,
        arguments=arguments,
        flags=flags,
        canonical=question + tail,
        question=question,
        notes=tuple(dict.fromkeys(bound.notes)),
    )
