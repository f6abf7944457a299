"""The declarations of the commands: one serves Slack, Discord, terminal, help, README and tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bot.card import Draft

OptionType = Literal[
    "moment",  # a date that means one day: `2016` is its last day
    "period",  # a date that means a stretch of time
    "day",  # a day of the year, or a full date
    "country",
    "person",
    "city",
    "office",
    "status",
    "summit",  # a year, an ordinal, a city, `next`, `last`, or another meeting's name
    "record",  # the id of a record
    "topic",
    "channel",  # a channel as a platform writes it: `<#C024BE91L|world>`, `<#123>`; here
    "person-here",  # somebody of the workspace, as a platform writes it: `<@U024BE7LH>`
    "zone",  # a time zone of the IANA database, by its name or its city
    "time",  # a time of the day: `08:30`, `8:30 am`, `08:30,18:00`
    "days",  # days on which something is posted: `weekdays`, `mon,thu`, `1,15,last`, `15 June`
    "leads",  # days before an event: `7d,1d,0d`
    "schedule",  # the number of a schedule: `12`, `#12`
    "number",
    "choice",
    "text",  # free text: what no other option claims
]

Handler = Callable[..., "Draft"]

_SAMPLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A word of a closed choice, with the other words that mean it."""

    id: str
    label: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a command.

    `types` are tried in their order. `named` options bind only by their name or an alias (`before 2024-12-31`).
    `whole` options take the text as it stands: fillers stay, and other options need `:`, `=` or `--`.
    """

    name: str
    help: str
    types: tuple[OptionType, ...]
    aliases: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    required: bool = False
    named: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A line that really runs; `fails` marks the one that fails kindly.

    `{country}` stands for a word that the dataset brings (`samples` in its organisation.yaml).
    """

    line: str
    shows: str
    fails: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command as declared: what it is called, what it takes, what it shows, and who answers."""

    name: str
    help: str
    options: tuple[Option, ...]
    examples: tuple[Example, ...]
    handler: Handler
    aliases: tuple[str, ...] = ()
    searches: bool = False
    """Whether it looks through full text: it then has its own connections and a time limit."""
    manages: bool = False
    """Whether it belongs to those who may manage a channel. It is never answered from memory, and is private."""
    tells: bool = False
    """Of a managing command: whether it only tells, so that its card may be turned and asked for again."""
    everywhere: bool = False
    """Of a managing command: whether it is about every channel into which something is posted."""

    @property
    def group(self) -> str | None:
        """The first word of a name of two, which several commands share; else None."""
        first, _, second = self.name.partition(" ")
        return first if second else None

    def option(self, name: str) -> Option | None:
        """The option of that name or alias, written with dashes, underscores or neither."""
        wanted = plain(name)
        return next((o for o in self.options if wanted in {plain(n) for n in (o.name, *o.aliases)}), None)


def plain(name: str) -> str:
    """An option's name as it is compared: `as-of`, `as_of` and `AsOf` are one."""
    return name.casefold().replace("-", "").replace("_", "")


def command(
    name: str,
    *,
    help: str,
    options: Iterable[Option] = (),
    examples: Iterable[Example],
    aliases: Iterable[str] = (),
    searches: bool = False,
    manages: bool = False,
    tells: bool = False,
) -> Callable[[Handler], Command]:
    """Declare a command; the decorated function becomes its handler and the name stands for the declaration."""

    def declare(handler: Handler) -> Command:
        return Command(
            name=name,
            help=help,
            options=tuple(options),
            examples=tuple(examples),
            aliases=tuple(aliases),
            handler=handler,
            searches=searches,
            manages=manages,
            tells=tells,
        )

    return declare


def fitted(declared: Command, samples: Mapping[str, str]) -> Command:
    """The command with the words of a dataset in its examples; those for which the dataset has no word are left out."""
    examples = (e for e in declared.examples if set(_SAMPLE.findall(e.line)) <= samples.keys())
    filled = tuple(replace(e, line=_SAMPLE.sub(lambda m: samples[m[1]], e.line)) for e in examples)
    return replace(declared, examples=filled)


class Registry:
    """The commands of one desk, by name and alias; two of one name stop the start.

    A name is one word, or two: those with the same first word are a group, which is no command itself.
    """

    def __init__(self, commands: Iterable[Command]) -> None:
        self.commands = tuple(commands)
        self._by_name: dict[str, Command] = {}
        for declared in self.commands:
            for name in (declared.name, *declared.aliases):
                if name in self._by_name:
                    raise ValueError(f"two commands are called {name!r}")
                self._by_name[name] = declared
        groups: dict[str, list[Command]] = {}
        for declared in self.commands:
            if declared.group is not None:
                groups.setdefault(declared.group, []).append(declared)
        self.groups: Mapping[str, tuple[Command, ...]] = {name: tuple(found) for name, found in groups.items()}
        """The commands of two words by their first one, in the order of the declarations."""
        if both := self.groups.keys() & self._by_name.keys():
            raise ValueError(f"a command and a group are called {min(both)!r}")

    def find(self, name: str) -> Command | None:
        """The command of that name or alias, without regard to case, spaces or a leading slash."""
        return self._by_name.get(" ".join(name.casefold().removeprefix("/").split()))

    def heads(self) -> tuple[str, ...]:
        """The first words that a line can have: names and aliases of one word, and the groups, in their order."""
        return tuple(dict.fromkeys(name.partition(" ")[0] for name in self._by_name))

    def manages(self, head: str) -> bool:
        """Whether a line with this first word is for those who may manage a channel."""
        found = self.find(head)
        return found.manages if found else any(c.manages for c in self.groups.get(head.casefold(), ()))

    def names(self) -> tuple[str, ...]:
        """Every name and alias, in the order of the declarations."""
        return tuple(self._by_name)
