"""Values given by the name of their option, and the flags at the end of a line: taken apart from the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.reading.lexer import Token, bare
from bot.reading.problems import Misread, Piece, Problem
from bot.registry import Command, Option, OptionType, plain

FLAGS = ("private", "public", "compact")

_KEY = re.compile(r"(--|[—–―])?([^\W\d_][\w-]*)(?:([:=：＝])(.*))?")

_SPOKEN: dict[OptionType, tuple[str, ...]] = {
    "days": ("on", "every", "each"),
    "channel": ("in", "to"),
    "time": ("at",),
    "zone": ("timezone",),
    "leads": ("leads", "lead"),
}
"""Words that stand before a value in the lines of those who manage, whatever its option is called."""


def keys_of(command: Command) -> dict[str, Option]:
    """The options of a command by every name under which they are given."""
    found = {plain(name): option for option in command.options for name in (option.name, *option.aliases)}
    if command.manages:
        for option in command.options:
            for word in (word for kind in option.types for word in _SPOKEN.get(kind, ())):
                found.setdefault(word, option)
    return found


def with_keys(
    tokens: Iterable[Token | Piece], options: dict[str, Option], whole: Option | None
) -> tuple[list[Piece], tuple[str, ...]]:
    """Take `key:value`, `key=value` and `--key value` apart; the flags written with dashes are given back beside."""
    pieces: list[Piece] = []
    flags: list[str] = []
    waiting: Option | None = None
    unknown: int | None = None
    for token in tokens:
        if isinstance(token, Piece):
            pieces.append(token)
            continue
        found = None if token.marked else _KEY.fullmatch(token.text)
        dashes, name, sign, value = found.groups() if found else (None, "", None, None)
        option = options.get(plain(name)) if dashes or sign else None
        if option is None and name.casefold() in FLAGS and not sign and (dashes == "--" or (dashes and not whole)):
            flags.append(name.casefold())
        elif option is None:
            if dashes and not whole and not waiting and unknown is None:
                unknown = len(pieces)
            pieces.append(Piece(token, waiting))
            waiting = None
        else:
            if waiting:
                pieces.append(Piece(Token(""), waiting, lonely=True))
            waiting = None if value else option
            if value:
                pieces.append(Piece(Token(value), option))
    if waiting:
        pieces.append(Piece(Token(""), waiting, lonely=True))
    if unknown is not None:
        words = pieces[unknown].token.text
        raise Misread(Problem("no-option", words, unknown, unknown + 1), pieces, tuple(flags))
    return pieces, tuple(flags)


def flags_of(pieces: list[Piece], whole: Option | None, options: Mapping[str, Option]) -> tuple[str, ...]:
    """Take the flags off the end. In a text taken as it stands a last word is a flag only behind quotation marks.

    Behind the name of an option that has it as a choice it is that choice.
    """
    end = len(pieces)
    while end and pieces[end - 1].option is None and not pieces[end - 1].token.marked:
        word = pieces[end - 1].token.text.casefold()
        before = options.get(plain(bare(pieces[end - 2].token))) if end > 1 and not whole else None
        if word not in FLAGS or (before and word in {choice.id for choice in before.choices}):
            break
        end -= 1
    if whole and end and not pieces[end - 1].token.marked and pieces[end - 1].option in (None, whole):
        return ()
    flags = tuple(piece.token.text.casefold() for piece in pieces[end:])
    del pieces[end:]
    return flags
