"""Why a line does not bind to a command: which words are in the way, and what they might have been."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.arguments import Span
from bot.reading.fitting import Doubt
from bot.reading.lexer import Token
from bot.registry import Choice, Option

Code = Literal[
    "leftover", "twice", "misfit", "no-value", "no-option", "missing", "doubt", "range", "slips", "clash", "what"
]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a line could not be read: the words in the way, where they stand, and what they might have been."""

    code: Code
    words: str
    start: int
    end: int
    option: Option | None = None
    doubt: Doubt | Span | tuple[Choice, ...] | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A token, and the option that it was given to by name, if it was. `lonely`: a key without a value."""

    token: Token
    option: Option | None = None
    lonely: bool = False


class Misread(Exception):
    """The words do not fit the command."""

    def __init__(self, problem: Problem, pieces: list[Piece], flags: tuple[str, ...]) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.pieces = pieces
        self.flags = flags
        self.places: dict[str, tuple[int, int]] = {}
