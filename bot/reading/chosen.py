"""Whether words are a channel, a person of the workspace, a zone, times, days, lead times or a number.

They are read the same on every platform but for channels: in a terminal a channel is the terminal itself or a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.arguments import Chosen, ChosenKind
from bot.reading import impossible, zone_words
from bot.reading.lexer import EDGES, Token, bare
from bot.registry import Choice, OptionType
from bot.schedules import rule
from bot.texts import reading

TERMINAL = "terminal"
"""The platform, and the channel of it that is the screen."""

FILES = (".txt", ".md", ".log")
"""How the name of a file ends that is a channel of the terminal."""

LONGEST_PATH = 400
"""Characters."""

LONGEST_LEAD = 366
"""Days."""

_LONGEST_RUN = 8
_CHANNEL = re.compile(r"<#([A-Za-z0-9_-]{1,100})(?:\|([^<>|]*))?>")
_PERSON = re.compile(r"<@!?([A-Za-z0-9_-]{1,100})(?:\|([^<>|]*))?>")
_BARE_NAME = re.compile(r"#[^\s#<>|/\\]{1,80}")
_LEAD = re.compile(r"(\d{1,3})(\s?d(?:ays?)?)?")
_NUMBER = re.compile(r"\d{1,6}")
_SCHEDULE = re.compile(r"#?(\d{1,9})")
_HOUR = re.compile(r"\d{1,2}")
_BEFORE_DAYS = ("every ", "each ", "on ", "the ")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line is read: the platform, the channel, and the asker's day there."""

    platform: str
    channel: str | None
    today: date


@dataclass(frozen=True, slots=True)
class Refused:
    """Words that are understood and cannot be taken, the sentence to say, and what would do."""

    sentence: str
    near: tuple[Choice, ...] = ()


Found = tuple[Chosen | Refused | tuple[Choice, ...], int]
"""What was read, or what is to be asked back; and the index after the last token of it."""


def exact(kind: OptionType, tokens: Sequence[Token], place: Place, *, named: bool) -> Found | None:
    """The longest run from the first token on that is a value of this type.

    `named`: the option was asked for by its name. What is too short to say what it is counts only then: `15`, `7,1`.
    """
    reader = _READERS.get(kind)
    return reader(tokens, place, named) if reader else None


def near(kind: OptionType, text: str) -> tuple[Choice, ...]:
    """The values of this type that the text is a slip of."""
    return choices(zone_words.near(text)) if kind == "zone" else ()


def written(value: Chosen) -> str:
    """The value as it stands in a line."""
    if value.kind in ("channel", "person-here"):
        return _mention(value)
    return ",".join(f"{n}d" for n in value.text.split(",")) if value.kind == "leads" else value.text


def how_to_pick(platform: str) -> str:
    """How a channel is written on a platform."""
    return reading.PICK_CHANNEL.get(platform, reading.PICK_CHANNEL["slack"])


def choices(names: Sequence[str]) -> tuple[Choice, ...]:
    """Zones as choices."""
    return tuple(Choice(id=name, label=name) for name in names)


def _mention(value: Chosen) -> str:
    if value.kind == "channel" and (value.text == TERMINAL or value.text.endswith(FILES)):
        return value.name or value.text
    sign = "#" if value.kind == "channel" else "@"
    return f"<{sign}{value.text}|{value.name}>" if value.name else f"<{sign}{value.text}>"


def _runs(tokens: Sequence[Token], most: int = _LONGEST_RUN) -> Iterator[tuple[str, int]]:
    """The texts that begin with the first token, the longest first, each with the index after it."""
    if tokens[0].marked:
        yield tokens[0].text, 1
        return
    end = next((i for i, token in enumerate(tokens[:most]) if token.marked), min(len(tokens), most))
    for stop in range(end, 0, -1):
        yield " ".join(token.text for token in tokens[:stop]).strip(EDGES), stop


def _channel(tokens: Sequence[Token], place: Place, named: bool) -> Found | None:
    text = bare(tokens[0])
    if found := _CHANNEL.fullmatch(text):
        return Chosen("channel", found[1], found[2] or None), 1
    if text.casefold() == "here" and place.channel:
        return Chosen("channel", place.channel), 1
    is_name = _BARE_NAME.fullmatch(text) is not None
    if place.platform == TERMINAL:
        path = _path(tokens[0])
        if text.casefold() == TERMINAL or path:
            return Chosen("channel", path or TERMINAL), 1
        return (Chosen("channel", f"{text[1:]}{FILES[0]}", text), 1) if is_name else None
    if is_name:
        sentence = reading.ONLY_A_NAME.format(words=reading.shown(text), pick=how_to_pick(place.platform))
        return Refused(sentence), 1
    return None


def _path(token: Token) -> str | None:
    """The path of a file as it was typed: a dot or a bracket at its beginning belongs to it."""
    path = token.text if token.text.endswith(FILES) else token.text.rstrip(EDGES)
    return path if path.endswith(FILES) and len(path) <= LONGEST_PATH else None


def _person(tokens: Sequence[Token], place: Place, named: bool) -> Found | None:
    found = _PERSON.fullmatch(bare(tokens[0]))
    return (Chosen("person-here", found[1], found[2] or None), 1) if found else None


def _zone(tokens: Sequence[Token], place: Place, named: bool) -> Found | None:
    for text, end in _runs(tokens, 4):
        found = zone_words.find(text)
        if found:
            return (Chosen("zone", found[0]) if len(found) == 1 else choices(found)), end
    text = bare(tokens[0])
    places = zone_words.unclear(text, place.today) if named or text == text.upper() else None
    if places is None:
        return None
    return Refused(reading.NO_PLACE.format(words=reading.shown(text)), choices(places)), 1


def _time(tokens: Sequence[Token], place: Place, named: bool) -> Found | None:
    for text, end in _runs(tokens):
        times = rule.read_times(text)
        if times:
            return Chosen("time", rule.written_times(times)), end
        if (named or ":" in text) and (wrong := impossible.time(text)):
            return Refused(wrong), end
    hour = _HOUR.fullmatch(bare(tokens[0])) if named else None
    if hour is None or int(hour[0]) > 23:
        return None
    hours = {int(hour[0]), (int(hour[0]) + 12) % 24} if int(hour[0]) <= 12 else {int(hour[0])}
    near = tuple(Choice(id=f"{n:02}:00", label=f"{n:02}:00") for n in sorted(hours))
    said = reading.either([one.label for one in near])
    return Refused(reading.BARE_HOUR.format(words=reading.shown(hour[0]), near=said), near), 1


def _days(tokens: Sequence[Token], place: Place, named: bool) -> Found | None:
    for text, end in _runs(tokens):
        plain = _plain_days(text)
        if wrong := impossible.days(plain, text, named=named):
            return Refused(wrong), end
        found = rule.read_days(plain)
        if found and (named or not is_short(text)):
            return Chosen("days", str(found)), end
    return None


def _plain_days(text: str) -> str:
    """`on the first Monday of the month` as `first monday`, `Monday to Friday` as `monday-friday`."""
    text = " ".join(text.casefold().split())
    while text.startswith(_BEFORE_DAYS):
        text = text.partition(" ")[2]
    for word, instead in ((" of the month", ""), (" of each month", ""), (" of every month", ""), (" to ", "-")):
        text = text.replace(word, instead)
    return text


def is_short(text: str) -> bool:
    """Is this no more than numbers or `last`, which might be anything?"""
    return all(part.strip().isdigit() or part.strip() == "last" for part in text.casefold().split(","))


def _leads(tokens: Sequence[Token], place: Place, named: bool) -> Found | None:
    for text, end in _runs(tokens):
        parts = [_LEAD.fullmatch(part.strip()) for part in text.casefold().replace(" and ", ",").split(",")]
        found = [(int(part[1]), part[2]) for part in parts if part]
        if len(found) < len(parts) or max(days for days, _ in found) > LONGEST_LEAD:
            continue
        if named or any(unit for _, unit in found):
            return Chosen("leads", ",".join(map(str, sorted({days for days, _ in found}, reverse=True)))), end
    return None


def _schedule(tokens: Sequence[Token], place: Place, named: bool) -> Found | None:
    found = _SCHEDULE.fullmatch(bare(tokens[0]))
    return (Chosen("schedule", str(int(found[1]))), 1) if found else None


def _number(tokens: Sequence[Token], place: Place, named: bool) -> Found | None:
    found = _NUMBER.fullmatch(bare(tokens[0]))
    return (Chosen("number", str(int(found[0]))), 1) if found else None


_READERS: dict[OptionType | ChosenKind, Callable[[Sequence[Token], Place, bool], Found | None]] = {
    "channel": _channel,
    "person-here": _person,
    "zone": _zone,
    "time": _time,
    "days": _days,
    "leads": _leads,
    "schedule": _schedule,
    "number": _number,
}
