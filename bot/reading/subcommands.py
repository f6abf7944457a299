"""Commands of two words: the second one as people say it, and what is said where it is missing or unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from bot.reading.lexer import Token, bare
from bot.reading.offers import LONGEST_TYPED, MOST_WORDS, Offer, Try, Unread
from bot.registry import Command, Registry
from bot.texts import reading

HELP = "help"

SAID: Mapping[str, tuple[str, ...]] = {
    "new": ("add",), "create": ("add",), "make": ("add",), "post": ("add",),
    "delete": ("remove",), "cancel": ("remove",), "drop": ("remove",), "rm": ("remove",), "del": ("remove",),
    "stop": ("pause", "remove"), "end": ("pause", "remove"), "disable": ("pause",),
    "start": ("resume",), "continue": ("resume",), "unpause": ("resume",), "enable": ("resume",),
    "change": ("edit",), "update": ("edit",), "modify": ("edit",), "move": ("edit",),
    "all": ("list",), "ls": ("list",), "view": ("show",), "info": ("show",), "status": ("show",),
    "history": ("log",), "ledger": ("log",), "posted": ("log",), "why": ("explain",), "check": ("explain",),
    "try": ("test",), "forecast": ("simulate",), "dry-run": ("simulate",),
}  # fmt: skip
"""What people say for the second word, and what they may mean."""

_ALIKE = 60


def find(group: str, said: Sequence[str], words: list[Token], registry: Registry) -> tuple[Command | None, list[Token]]:
    """The command of a group that is asked for, with what stands after it; else None and all words.

    Alone, and with `help`, the group is explained.
    """
    second = said[0] if said else ""
    declared = registry.find(f"{group} {second}") if second else None
    meant = [registry.find(f"{group} {one}") for one in SAID.get(second, ())]
    if declared is None and len(meant) == 1:
        declared = meant[0]
    if declared:
        return declared, words[1:]
    explains = registry.find(HELP)
    if explains and second in ("", HELP):
        asked = registry.find(f"{group} {said[1]}") if len(said) > 1 else None
        return explains, [Token(word) for word in (asked.name if asked else group).split()]
    return None, [Token(group), *words]


def unread(group: str, words: Sequence[Token], attempt: Try, registry: Registry) -> Unread:
    """What a group takes, as lines to choose from: the nearest first, with what was said after it."""
    commands = {command.name.partition(" ")[2]: command for command in registry.groups[group]}
    if not words:
        lead = reading.GROUP.format(group=group, words=reading.either(list(commands)))
        title = reading.GROUP_TITLE.format(group=group)
        return Unread(kind="help", title=title, lead=lead, offers=_lines(commands.values()))
    typed = bare(words[0]).casefold()[:LONGEST_TYPED]
    near = [name for name in SAID.get(typed, ()) if name in commands]
    near += [hit[0] for hit in process.extract(typed, list(commands), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3)]
    first: list[Offer] = []
    for name in dict.fromkeys(near):
        said = words[1:] if len(words) <= MOST_WORDS else ()
        line = attempt(commands[name], said) or attempt(commands[name], ()) or commands[name].name
        first.append((line, line))
    rest = _lines(command for name, command in commands.items() if name not in near)
    shown = reading.shown(f"{group} {words[0].text}")
    lead = reading.GROUP_UNKNOWN.format(group=group, words=shown, takes=reading.either(list(commands)))
    if first:
        lead = reading.GROUP_NEAR.format(words=shown, offer=reading.either([f"`{x[1]}`" for x in first]))
    return Unread(kind="choice", title=reading.GROUP_TITLE.format(group=group), lead=lead, offers=(*first, *rest))


def _lines(commands: Iterable[Command]) -> tuple[Offer, ...]:
    return tuple((command.name, command.name) for command in commands)
