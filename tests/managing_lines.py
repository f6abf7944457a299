"""Reads the lines of those who manage a channel, with the real commands and the few names of the small desk."""

from __future__ import annotations

from conftest import SAMPLES
from small_desk import NAMES, TODAY, is_record

from bot.arguments import Chosen, Span, Word
from bot.commands import registry
from bot.dates import written
from bot.grammar import Parsed, read
from bot.reading.offers import Unread

COMMANDS = registry("sco", SAMPLES)


def understand(line: str, platform: str = "discord", channel: str | None = "C9") -> Parsed | Unread:
    return read(
        line, registry=COMMANDS, names=NAMES, today=TODAY, is_record=is_record, platform=platform, channel=channel
    )


def parsed(line: str, platform: str = "discord", channel: str | None = "C9") -> Parsed:
    found = understand(line, platform, channel)
    assert isinstance(found, Parsed), found
    return found


def unread(line: str, platform: str = "discord", channel: str | None = "C9") -> Unread:
    found = understand(line, platform, channel)
    assert isinstance(found, Unread), found
    return found


def values(found: Parsed) -> dict[str, str]:
    """The arguments as text: what is kept of each."""
    said = {}
    for name, value in found.arguments.items():
        if isinstance(value, Span):
            said[name] = written(value)
        elif isinstance(value, Chosen):
            said[name] = value.text
        else:
            said[name] = value.id if isinstance(value, Word) else str(value)
    return said
