"""What the shell asks of the platforms without serving them: a payload, a manifest, an invitation, a look."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from adapters import loading
from adapters.loading import NotLoaded
from bot.environment import WrongSetting
from bot.settings import Settings
from bot.texts import terminal as texts

if TYPE_CHECKING:
    from adapters.arguments import Manifest
    from adapters.ask import Clock, Payload
    from adapters.doctor.check import Check
    from bot.contract import Reply
    from data.store import Store


def payload(form: str) -> Payload | None:
    """How a reply becomes the message that a platform would be sent; None for the forms that are no platform's."""
    from adapters.pressing import Place, is_private

    if form == "slack":
        from adapters.slack import render as slack

        def to_slack(reply: Reply) -> dict[str, object]:
            private = is_private(reply, habit=True)
            return slack.to_body(slack.to_message(reply, Place(private=private)), private=private)

        return to_slack
    if form == "discord":
        from adapters.discord import render as discord

        def to_discord(reply: Reply) -> dict[str, object]:
            private = is_private(reply, habit=False)
            return discord.to_body(discord.to_message(reply, Place(private=private)), private=private)

        return to_discord
    return None


def slack_manifest(wanted: Manifest, folder: Path | None) -> str:
    """The manifest of a Slack app, as JSON, or the link that makes the app of it. Raises NotLoaded."""
    import json

    from adapters.slack import manifest
    from bot.commands import registry

    about = loading.organisation(folder)
    found = manifest.manifest(
        registry(about.command, about.samples),
        name=wanted.name,
        umbrella=about.command,
        commands=wanted.commands,
        url=wanted.url,
        lookup=wanted.lookup,
    )
    try:
        return manifest.link(found) if wanted.link else json.dumps(found, indent=2, ensure_ascii=False)
    except manifest.NotLinked as fault:
        raise NotLoaded(str(fault)) from None


def discord_invite(settings: Settings, application: str | None, *, for_user: bool) -> str:
    """The link that adds the bot to a server, or to a user. Raises WrongSetting where the application is not known."""
    import asyncio

    from adapters.discord.checking import application_of
    from adapters.discord.invite import invite, invite_user

    link = invite_user if for_user else invite
    if application is not None:
        return link(application)
    if settings.discord.token is None:
        raise WrongSetting("DISCORD_TOKEN", texts.NO_DISCORD_TOKEN)
    return link(asyncio.run(application_of(settings.discord.token, api_url=settings.discord.api_url)).id)


@asynccontextmanager
async def checks(settings: Settings, store: Store, *, is_open: bool, clock: Clock) -> AsyncIterator[Sequence[Check]]:
    """What the doctor looks at on the platforms, for as long as it does. `is_open`: the store can be read.

    Nothing is served or posted: there is a desk only because commands are compared with its own.
    """
    import aiohttp

    from adapters.asking import Asking
    from adapters.discord.examining import Examining as Discord
    from adapters.host import new_reference, new_token
    from adapters.slack.examining import Examining as Slack
    from bot.commands import registry
    from bot.desk import Desk
    from data.sealing import Sealer

    try:
        about = loading.organisation(settings.data)
    except NotLoaded:
        about = loading.organisation(None)
    commands = registry(about.command, about.samples)
    asking = Asking(Desk(store, commands, new_reference=new_reference, new_token=new_token), clock=clock)
    sealer = Sealer(settings.secret_key, *settings.old_keys) if settings.secret_key else None
    discord = Discord(settings.discord, asking, is_open=is_open)
    try:
        async with aiohttp.ClientSession(trust_env=True) as session:
            slack = Slack(settings.slack, asking, session, sealer=sealer, is_open=is_open)
            yield [*slack.checks(), *discord.checks()]
    finally:
        await discord.close()
        asking.close()
