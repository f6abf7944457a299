"""What is offered for the options of a schedule while they are typed: what is posted, zones, times and days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from bot import zones
from bot.commands.schedule.words import offset
from bot.reading import defining, zone_words
from bot.registry import OptionType, Registry
from bot.texts import completion as texts

Clock = Callable[[], datetime]

Offer = tuple[str, str]
"""(value, label)."""


def posts(registry: Registry, typed: str) -> Iterator[Offer]:
    """What can be posted: the kinds, and the commands whose answers can be."""
    wanted = typed.casefold()
    for kind in defining.KINDS:
        if kind.startswith(wanted):
            yield kind, texts.POSTS[kind]
    for command in registry.commands:
        if (
            command.name.startswith(wanted)
            and command.options
            and not command.manages
            and command.name not in texts.POSTS
        ):
            yield command.name, command.help


def of_type(kind: OptionType, typed: str, clock: Clock | None) -> Iterator[Offer]:
    """Values of a type that begin so; of zones the well-known ones where nothing was typed."""
    wanted = " ".join(typed.casefold().replace("_", " ").split())
    if kind == "zone":
        for name in _zones(wanted):
            yield name, _with_offset(name, clock)
    for value, label in _LISTS.get(kind, {}).items():
        if any(text.casefold().startswith(wanted) for text in (value, label, value.removeprefix("0"))):
            yield value, label


def _zones(wanted: str) -> Iterator[str]:
    """Zones by the beginning of their name or of their city, the well-known ones first."""
    if not wanted:
        yield from zone_words.CITIES
        return
    for name in sorted(zones.names(), key=lambda name: name not in zone_words.CITIES):
        whole = name.casefold().replace("_", " ")
        if whole.startswith(wanted) or whole.rpartition("/")[2].startswith(wanted):
            yield name


def _with_offset(name: str, clock: Clock | None) -> str:
    """`Asia/Tashkent · UTC+5`, as the clocks there are now."""
    return f"{name} \u00b7 {offset(clock().astimezone(zones.zone(name)))}" if clock else name


_LISTS: Mapping[OptionType, Mapping[str, str]] = {
    "time": texts.TIMES,
    "days": texts.DAYS,
    "leads": texts.LEADS,
    "channel": texts.CHANNELS,
}
