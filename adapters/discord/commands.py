"""The application commands, made from the desk's declarations."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import discord
from discord import app_commands

from adapters.discord import limits, options
from adapters.discord.answering import Answering
from adapters.discord.render import Json
from adapters.discord.sending import sentence, told
from adapters.sheets import shortened
from bot.desk import parameter
from bot.registry import Command, Option, Registry
from bot.texts import discord as texts
from bot.texts import platforms

VERIFY = "verify"
"""The command behind the message command."""

CONTEXTS = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
INSTALLS = app_commands.AppInstallationType(guild=True, user=True)

Scoped = TypeVar("Scoped", app_commands.Command[Any, ..., None], app_commands.Group)
Application = app_commands.Command[Any, ..., None] | app_commands.Group | app_commands.ContextMenu


def commands(on: Answering, registry: Registry, *, everywhere: bool = True) -> Iterator[Application]:
    """Every command, those of several words in groups, and the message command.

    `everywhere`: registered globally, so that they say where they work.
    """
    groups: dict[str, app_commands.Group] = {}
    for declared in registry.commands:
        made, (first, *more) = _command(on, declared), declared.name.split()
        if not more:
            yield _scoped(made, manages=declared.manages, everywhere=everywhere)
            continue
        if first not in groups:
            groups[first] = _scoped(_group(first), manages=declared.manages, everywhere=everywhere)
        groups[first].add_command(made)
    yield from groups.values()
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
    said["choices"] = [(one["name"], one["value"]) for one in option.get("choices") or ()]
    said["channel_types"] = sorted(option.get("channel_types") or ())
    return said | {"options": [_normalised_option(one) for one in option.get("options") or ()]}


def _group(name: str) -> app_commands.Group:
    """A command of several words is a command of a group. Who may use it the desk decides, which knows each channel;
    Discord would ask for all of some permissions where one is enough.
    https://docs.discord.com/developers/interactions/application-commands#permissions
    """
    description = texts.GROUPS.get(name, name)
    return app_commands.Group(name=name, description=shortened(description, limits.DESCRIPTION))


def _scoped(made: Scoped, *, manages: bool, everywhere: bool) -> Scoped:
    """Say where it works, for what is registered everywhere: what manages a channel, in servers that have the app."""
    if everywhere:
        made.allowed_contexts = app_commands.AppCommandContext(guild=True) if manages else CONTEXTS
        made.allowed_installs = app_commands.AppInstallationType(guild=True) if manages else INSTALLS
    return made


def _command(on: Answering, declared: Command) -> app_commands.Command[Any, ..., None]:
    """One command: a function whose signature is made from the options; the library reads the definition off it."""
    given = {parameter(option.name): option for option in declared.options}
    described = {name: shortened(option.help, limits.DESCRIPTION) for name, option in given.items()}
    parameters = [options.parameter(name, option) for name, option in given.items()]
    if _asks_private(declared):
        parameters.append(_private())
        described[texts.PRIVATE_OPTION] = texts.PRIVATE_HELP
    callback = _callback(on, declared, given)
    interaction = inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_ONLY, annotation=discord.Interaction)
    callback.__signature__ = inspect.Signature([interaction, *parameters])
    callback = app_commands.describe(**described)(callback)
    callback = app_commands.rename(**{name: options.name_of(option) for name, option in given.items()})(callback)
    closed = {name: options.choices(option) for name, option in given.items() if options.is_closed(option)}
    made: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=declared.name.split()[-1],
        description=shortened(declared.help, limits.DESCRIPTION),
        callback=app_commands.choices(**closed)(callback),
    )
    for name, option in given.items():
        if options.completes(option):
            made.autocomplete(name)(options.suggest(on.asking, declared.name, option))
    return made


def _callback(on: Answering, declared: Command, given: Mapping[str, Option]) -> Any:
    """What runs: the options as text. What manages a channel is answered to the asker alone."""

    async def callback(interaction: discord.Interaction[Any], **typed: Any) -> None:
        chosen = typed.pop(texts.PRIVATE_OPTION, None) if _asks_private(declared) else None
        said = {given[name].name: str(value) for name, value in typed.items() if value is not None}
        await on.command(interaction, declared.name, said, private=True if declared.manages else chosen)

    return callback


def _asks_private(declared: Command) -> bool:
    return not declared.manages and all(option.name != texts.PRIVATE_OPTION for option in declared.options)


def _private() -> inspect.Parameter:
    return inspect.Parameter(texts.PRIVATE_OPTION, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=bool | None)


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
