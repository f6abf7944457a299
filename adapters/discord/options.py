"""The options of a command in Discord's form: how each is typed there, and as which text it reaches the desk."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine
from typing import Any

import discord
from discord import app_commands

from adapters.asking import Asking
from adapters.discord import limits, permissions
from adapters.sheets import shortened
from bot import grammar
from bot.registry import Option

Suggest = Callable[[discord.Interaction[Any], str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]


class ChannelText(app_commands.Transformer):
    """A channel that takes messages, chosen from the server's own, as it is written in a line."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Chosen from a list of channels."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Those in which a message can be posted."""
        return [discord.ChannelType(one) for one in permissions.WRITTEN_IN if one != 1]

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> str:
        """`<#123|world>`."""
        return f"<#{value.id}|{_plain(value.name)}>"


class PersonText(app_commands.Transformer):
    """Somebody of the server, as it is written in a line."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Chosen from a list of people."""
        return discord.AppCommandOptionType.user

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> str:
        """`<@123|Alice>`."""
        return f"<@{value.id}|{_plain(value.display_name)}>"


def name_of(option: Option) -> str:
    """`as_of`: lower case, words joined by underscores."""
    return option.name.replace("-", "_").casefold()[: limits.COMMAND_NAME]


def is_closed(option: Option) -> bool:
    """Whether nothing but its choices can be given, and Discord can list them all."""
    return set(option.types) == {"choice"} and 0 < len(option.choices) <= limits.CHOICES


def completes(option: Option) -> bool:
    """Whether it is typed as text for which the desk offers what would fit."""
    return not is_closed(option) and not option.whole and option.types not in _TYPED


def parameter(name: str, option: Option) -> inspect.Parameter:
    """The parameter from which the library reads the option's definition."""
    default = inspect.Parameter.empty if option.required else None
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=_annotation(option))


def choices(option: Option) -> list[app_commands.Choice[str]]:
    """The words of a closed choice."""
    return [app_commands.Choice(name=shortened(c.label, limits.CHOICE), value=c.id) for c in option.choices]


def suggest(asking: Asking, command: str, option: Option) -> Suggest:
    """What completes an option while it is typed."""

    async def suggested(interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
        if not isinstance(current, str):  # the library does not look at what it is told
            return []
        place = ("discord", str(interaction.guild_id or ""))
        found = asking.suggestions(command, option.name, current, place=place)
        if not found and current.strip() and len(current) <= limits.CHOICE:
            return [app_commands.Choice(name=current, value=current)]  # or Discord would say that nothing matches
        fitting = {s.value: s.label or s.value for s in found if 0 < len(s.value) <= limits.CHOICE}
        named = ((shortened(label, limits.CHOICE), value) for value, label in fitting.items())
        return [app_commands.Choice(name=name, value=value) for name, value in named][: limits.CHOICES]

    return suggested


_TYPED: dict[tuple[str, ...], Any] = {("channel",): ChannelText(), ("person-here",): PersonText(), ("number",): int}
"""Options that Discord has a form of its own for."""


def _annotation(option: Option) -> Any:
    if option.types in _TYPED:
        return _TYPED[option.types]
    longest = limits.OPTION_TEXT if option.whole else grammar.LONGEST_LINE
    return str if is_closed(option) else app_commands.Range[str, 1, min(longest, limits.OPTION_TEXT)]


def _plain(name: str) -> str:
    """A name without what would end it in a line."""
    return " ".join(name.translate({ord(mark): " " for mark in "<>|"}).split())
