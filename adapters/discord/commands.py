"""The application commands, made from the desk's declarations."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import discord
from discord import app_commands

from adapters.discord import limits
from adapters.discord.answering import Answering
from adapters.discord.render import Json
from adapters.discord.sending import sentence, told
from adapters.sheets import shortened
from bot import grammar
from bot.desk import parameter
from bot.registry import Command, Option, Registry
from bot.texts import discord as texts
from bot.texts import platforms

VERIFY = "verify"
"""The command behind the message command."""

CONTEXTS = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
INSTALLS = app_commands.AppInstallationType(guild=True, user=True)

Application = app_commands.Command[Any, ..., None] | app_commands.ContextMenu
Suggest = Callable[[discord.Interaction[Any], str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]


def commands(on: Answering, registry: Registry, *, everywhere: bool = True) -> Iterator[Application]:
    """Every command, and the message command. `everywhere`: registered globally, so that they say where they work."""
    for declared in registry.commands:
        yield _command(on, declared, everywhere=everywhere)
    verify = registry.find(VERIFY)
    if verify is not None and (text := next((o.name for o in verify.options if o.whole), None)):
        yield _message_command(on, text, everywhere=everywhere)


def length(definition: Json) -> int:
    """Characters of a definition as Discord counts them: its names, descriptions and values, in everything it holds."""
    own = sum(len(str(definition.get(key) or "")) for key in ("name", "description", "value"))
    inner = (length(one) for key in ("options", "choices") for one in definition.get(key) or ())
    return own + sum(inner)


def normalised(definition: Json, *, everywhere: bool = True) -> str:
    """What a definition says, the same for ours and for what Discord gives back."""
    where = ("contexts", "integration_types") if everywhere else ()
    said: Json = {key: definition.get(key) or "" for key in ("name", "description")}
    said["type"] = definition.get("type") or 1
    said |= {key: sorted(definition.get(key) or ()) for key in where}
    said["options"] = [_normalised_option(one) for one in definition.get("options") or ()]
    return json.dumps(said, sort_keys=True)


def _normalised_option(option: Json) -> Json:
    said = {key: option.get(key) for key in ("name", "description", "type", "min_length", "max_length")}
    said |= {key: bool(option.get(key)) for key in ("required", "autocomplete")}
    return said | {"choices": [(one["name"], one["value"]) for one in option.get("choices") or ()]}


def _command(on: Answering, declared: Command, *, everywhere: bool) -> Application:
    """One command: a function whose signature is made from the options; the library reads the definition off it."""
    options = {parameter(option.name): option for option in declared.options}

    async def callback(interaction: discord.Interaction[Any], **given: Any) -> None:
        private = given.pop(texts.PRIVATE_OPTION, None) if asks_private else None
        said = {options[name].name: str(value) for name, value in given.items() if value is not None}
        await on.command(interaction, declared.name, said, private=private)

    asks_private = texts.PRIVATE_OPTION not in options
    parameters = [_parameter(name, option) for name, option in options.items()]
    described = {name: shortened(option.help, limits.DESCRIPTION) for name, option in options.items()}
    if asks_private:
        parameters.append(_private())
        described[texts.PRIVATE_OPTION] = texts.PRIVATE_HELP
    interaction = inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_ONLY, annotation=discord.Interaction)
    callback.__signature__ = inspect.Signature([interaction, *parameters])  # type: ignore[attr-defined]
    callback = app_commands.describe(**described)(callback)
    callback = app_commands.rename(**{name: option_name(option) for name, option in options.items()})(callback)
    choices = {name: _choices(option) for name, option in options.items() if is_closed(option)}
    made: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=declared.name,
        description=shortened(declared.help, limits.DESCRIPTION),
        callback=app_commands.choices(**choices)(callback),
        allowed_contexts=CONTEXTS if everywhere else None,
        allowed_installs=INSTALLS if everywhere else None,
    )
    for name, option in options.items():
        if not is_closed(option) and not option.whole:
            made.autocomplete(name)(_suggest(on, declared.name, option))
    return made


def option_name(option: Option) -> str:
    """`as_of`: lower case, words joined by underscores."""
    return option.name.replace("-", "_").casefold()[: limits.COMMAND_NAME]


def is_closed(option: Option) -> bool:
    """Whether nothing but its choices can be given, and Discord can list them all."""
    return set(option.types) == {"choice"} and 0 < len(option.choices) <= limits.CHOICES


def _parameter(name: str, option: Option) -> inspect.Parameter:
    longest = limits.OPTION_TEXT if option.whole else grammar.LONGEST_LINE
    kind = str if is_closed(option) else app_commands.Range[str, 1, min(longest, limits.OPTION_TEXT)]
    default = inspect.Parameter.empty if option.required else None
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)


def _private() -> inspect.Parameter:
    return inspect.Parameter(texts.PRIVATE_OPTION, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=bool | None)


def _choices(option: Option) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=shortened(c.label, limits.CHOICE), value=c.id) for c in option.choices]


def _suggest(on: Answering, command: str, option: Option) -> Suggest:
    async def suggest(interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
        found = on.asking.suggestions(command, option.name, current)
        if not found and current.strip() and len(current) <= limits.CHOICE:
            return [app_commands.Choice(name=current, value=current)]  # or Discord would say that nothing matches
        fitting = {s.value: s.label or s.value for s in found if 0 < len(s.value) <= limits.CHOICE}
        named = ((shortened(label, limits.CHOICE), value) for value, label in fitting.items())
        return [app_commands.Choice(name=name, value=value) for name, value in named][: limits.CHOICES]

    return suggest


def _message_command(on: Answering, option: str, *, everywhere: bool) -> Application:
    async def verify(interaction: discord.Interaction[Any], message: discord.Message) -> None:
        text = message.content.strip()
        if text:
            await on.command(interaction, VERIFY, {option: text}, private=True)
            return
        await told(sentence(interaction, platforms.NO_TEXT), interaction, on.new_reference)

    return app_commands.ContextMenu(
        name=texts.VERIFY_QUOTE,
        callback=verify,
        allowed_contexts=CONTEXTS if everywhere else None,
        allowed_installs=INSTALLS if everywhere else None,
    )
