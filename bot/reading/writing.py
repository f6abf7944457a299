"""Arguments written as the line that reads back to them: the shortest form that does, tried out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot import dates
from bot.arguments import Chosen, Entity, Ordinal, Span, Value, Word
from bot.reading import binding, chosen, defining
from bot.reading.fitting import KINDS, Context
from bot.reading.lexer import phrased, quoted, tokens
from bot.reading.problems import Misread
from bot.registry import Command, Option
from bot.texts import reading

_BARE = ("zone", "days", "schedule")
"""Types whose values say by themselves what they are, in the lines of those who manage."""


def canonical(command: Command, arguments: dict[str, Value], context: Context) -> tuple[str, dict[str, Value]]:
    """The line that reads back to these arguments, and the arguments as it says them.

    A text that no form gives back (words of it would bind elsewhere) becomes a quoted phrase.
    """
    phrased: dict[str, Value] = {
        name: quoted(value) if isinstance(value, str) and _is_text(command, name) else value
        for name, value in arguments.items()
    }
    lines = _managing_lines if command.manages else _lines
    for values in (arguments, phrased):
        for line in lines(command, values, context):
            if _reads_back(command, line, values, context):
                return line, values
    return list(lines(command, arguments, context))[-1], arguments


def _lines(command: Command, arguments: Mapping[str, Value], context: Context) -> Iterator[str]:
    yield _line(command, arguments, context, keyed=False)
    yield _line(command, arguments, context, keyed=True)


def _managing_lines(command: Command, arguments: Mapping[str, Value], context: Context) -> Iterator[str]:
    """Of those who manage: `schedule add onthisday at 08:30 Asia/Tashkent`, else with a colon after every name."""
    what = defining.option_of(command)
    for form in ("plain", "phrase", "keyed"):
        parts, texts = [command.name], []
        for name, value in arguments.items():
            option = command.option(name)
            if option is None:
                continue
            text, key = _written(value, option, context), reading.option_name(option)
            said = phrased(text) if " " in text or option is what else text
            if option is not what and _is_text(command, name):
                texts.append(f"{key}:{text}" if form == "keyed" or option.named else text)
            elif form == "keyed":
                parts.append(f"{key}:{said}")
            elif option is what:
                parts.append(text if form == "plain" else said)
            elif said == key or (set(option.types) <= set(_BARE) and not option.named and not _needs_name(value)):
                parts.append(said)
            else:
                parts.append(f"{key} {said}")
        yield " ".join([*parts, *texts])


def _needs_name(value: Value) -> bool:
    """Are these days that might be anything, such as `15`?"""
    return isinstance(value, Chosen) and value.kind == "days" and chosen.is_short(value.text)


def _reads_back(command: Command, line: str, arguments: Mapping[str, Value], context: Context) -> bool:
    words = tokens(line)[len(command.name.split()) :]
    try:
        again = binding.bind(command, words, context=context)
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


def _line(command: Command, arguments: Mapping[str, Value], context: Context, *, keyed: bool) -> str:
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
    if isinstance(value, Chosen):
        return chosen.written(value)
    if isinstance(value, str):
        return value
    if value.kind in ("summit", "meeting"):
        return value.id
    kinds = next((KINDS[kind] for kind in option.types if value.kind in KINDS.get(kind, ())), (value.kind,))
    called = context.names.exact(value.name, kinds)
    return value.name if [entity.id for entity in called] == [value.id] else value.id


def _is_text(command: Command, name: str) -> bool:
    option = command.option(name)
    return option is not None and "text" in option.types and option is not defining.option_of(command)
