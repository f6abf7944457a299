"""Looks at Discord for the doctor: the token, the public key, the registered commands, and scheduled channels."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

import discord
from discord import app_commands

from adapters.asking import Asking
from adapters.discord.answering import Answering
from adapters.discord.commands import commands, normalised
from adapters.discord.posting import DiscordSender
from adapters.discord.render import Json
from adapters.discord.rest import Lost, Refused, Rest, Unreached
from adapters.doctor.channels import channels
from adapters.doctor.check import Check, each, skipped
from adapters.work import Work
from bot.checkup import Finding, few
from bot.settings import Discord as Settings
from bot.texts import doctor as texts
from data import checkup
from data.store import Store

PLATFORM = "discord"
SECONDS = 6.0
"""How long Discord has to answer one question."""

BESIDE = 2
"""As many as if another process sent: a desk that runs keeps its part of what Discord allows to one bot."""

UNAUTHORIZED = 401
IDS = ("discord-token", "discord-key", "discord-channels", "discord-commands")

Definitions = Mapping[tuple[int, str], str]
"""What commands say, by their kind and name."""


class Examining:
    """One look at Discord, to be closed. `is_open`: the store can be read."""

    def __init__(self, settings: Settings, asking: Asking, *, is_open: bool) -> None:
        self._settings, self._asking, self._is_open = settings, asking, is_open
        self._rest = Rest(settings.token or "", api=settings.api_url)
        self._rest.share = BESIDE
        self._sender = DiscordSender(settings.token or "", api=settings.api_url, keep=asking.keep, clock=asking.clock)
        self._sender.share(BESIDE)
        self._asked: asyncio.Task[Json | Refused | Unreached | Lost] | None = None

    def checks(self) -> list[Check]:
        """What is to be looked at, beside each other."""
        if not self._settings.is_set:
            return [skipped(IDS, texts.NOT_SET, texts.NOT_SET_REMEDY.format(platform=PLATFORM))]
        return each(
            {
                "discord-token": self._token,
                "discord-key": self._key,
                "discord-channels": self._channels,
                "discord-commands": self._commands,
            }
        )

    async def close(self) -> None:
        """Drop the connections."""
        await self._rest.close()
        await self._sender.close()

    async def _token(self) -> Finding:
        found = await self._application()
        if isinstance(found, Refused) and found.status == UNAUTHORIZED:
            return Finding("discord-token", "fail", texts.DISCORD_REFUSES, texts.DISCORD_REMEDY)
        if isinstance(found, Refused):
            detail = texts.DISCORD_NOT_NOW.format(said=found)
            return Finding("discord-token", "fail", detail, texts.UNREACHED_REMEDY)
        if isinstance(found, Unreached | Lost):
            detail = texts.UNREACHED.format(platform="Discord", reason=found)
            return Finding("discord-token", "fail", detail, texts.UNREACHED_REMEDY)
        return Finding("discord-token", "ok", texts.DISCORD_TOKEN_OK.format(name=found.get("name")))

    async def _key(self) -> Finding:
        """Discord signs with the key that it tells as `verify_key`:
        https://docs.discord.com/developers/resources/application#application-object"""
        if self._settings.public_key is None:
            return Finding("discord-key", "skip", texts.KEY_NOT_USED)
        found = await self._application()
        if not isinstance(found, dict):
            return _without_token("discord-key")
        if str(found.get("verify_key", "")).casefold() != self._settings.public_key.casefold():
            return Finding("discord-key", "fail", texts.PUBLIC_KEY_WRONG, texts.PUBLIC_KEY_REMEDY)
        return Finding("discord-key", "ok", texts.PUBLIC_KEY_OK)

    async def _channels(self) -> Finding:
        if not self._is_open:
            return Finding("discord-channels", "skip", texts.NO_STORE, texts.NO_STORE_REMEDY)
        if not isinstance(await self._application(), dict):
            return _without_token("discord-channels")
        places = await self._asking.run(_places, self._asking.desk.store)
        return await channels("discord-channels", PLATFORM, self._sender, places)

    async def _commands(self) -> Finding:
        found = await self._application()
        if not isinstance(found, dict):
            return _without_token("discord-commands")
        try:
            there = await self._registered(str(found.get("id")))
        except (Refused, Unreached, Lost) as fault:
            detail = texts.DISCORD_NOT_NOW.format(said=fault)
            return Finding("discord-commands", "warn", detail, texts.UNREACHED_REMEDY)
        everywhere = self._settings.server is None
        said = drift(declared(self._asking, everywhere=everywhere), _by_name(there, everywhere=everywhere))
        if said:
            return Finding("discord-commands", "warn", "; ".join(said), texts.COMMANDS_REMEDY)
        return Finding("discord-commands", "ok", texts.COMMANDS_OK.format(count=len(there)))

    async def _registered(self, application: str) -> list[Json]:
        """What is registered, globally or in the one server that is set. Raises Refused, Unreached and Lost."""
        server = self._settings.server
        place = f"/guilds/{server}" if server is not None else ""
        query = {"with_localizations": "true"}
        found = await self._rest.call("GET", f"/applications/{application}{place}/commands", by=_by(), query=query)
        if not isinstance(found, list):
            raise Lost("an answer that cannot be read")
        return [dict(one) for one in found]

    async def _application(self) -> Json | Refused | Unreached | Lost:
        """The app that the token is of, or why that cannot be told; asked once for all checks."""
        if self._asked is None:
            self._asked = asyncio.create_task(self._ask())
        return await asyncio.shield(self._asked)

    async def _ask(self) -> Json | Refused | Unreached | Lost:
        if not self._settings.token:
            return Refused(UNAUTHORIZED, 0, "")
        try:
            found = await self._rest.call("GET", "/applications/@me", by=_by())
        except (Refused, Unreached, Lost) as fault:
            return fault
        return found if isinstance(found, dict) else Lost("an answer that cannot be read")


def declared(asking: Asking, *, everywhere: bool) -> Definitions:
    """What the desk would register."""
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    answering = Answering(asking, Work(), new_reference=str)
    made = commands(answering, asking.desk.registry, everywhere=everywhere)
    return _by_name([one.to_dict(tree) for one in made], everywhere=everywhere)


def drift(ours: Definitions, there: Definitions) -> list[str]:
    """In what the registered commands differ from those that are declared, a phrase each; [] where they do not."""
    differences = {
        texts.COMMANDS_MISSING: [key for key in ours if key not in there],
        texts.COMMANDS_CHANGED: [key for key in ours if key in there and ours[key] != there[key]],
        texts.COMMANDS_OLD: [key for key in there if key not in ours],
    }
    return [form.format(names=few([name for _, name in keys])) for form, keys in differences.items() if keys]


def _by_name(definitions: Sequence[Json], *, everywhere: bool) -> Definitions:
    return {
        (int(one.get("type") or 1), str(one.get("name"))): normalised(one, everywhere=everywhere) for one in definitions
    }


def _places(store: Store) -> list[checkup.Place]:
    with store.read() as reader:
        return checkup.places(reader, PLATFORM)


def _without_token(id: str) -> Finding:
    return Finding(id, "skip", texts.NO_TOKEN, texts.NO_TOKEN_REMEDY.format(id="discord-token"))


def _by() -> float:
    return asyncio.get_running_loop().time() + SECONDS
