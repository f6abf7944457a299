"""The composition: settings to store, data, desk and adapters. The one file that puts the running program together."""

from __future__ import annotations

import gc
import logging
import secrets
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from adapters import loading
from adapters.loading import NotLoaded, Progress
from bot.settings import Platform, Settings, WrongSetting
from bot.texts import terminal as texts
from data.store import Store

if TYPE_CHECKING:
    from aiohttp import web

    from adapters.arguments import Manifest
    from adapters.ask import Payload
    from adapters.asking import Asking
    from adapters.discord.running import DiscordAdapter
    from adapters.posts import Outlet, Posts
    from adapters.serving import Chore
    from adapters.slack.running import SlackAdapter
    from adapters.supervisor import Start, State
    from adapters.work import Work
    from bot.contract import Reply
    from bot.desk import Desk

log = logging.getLogger("summitdesk.host")

Warn = Callable[[str], None]
"""Told one sentence that whoever starts the program must read."""


def open_desk(settings: Settings, *, progress: Progress, warn: Warn) -> Desk:
    """A desk over the store that the settings name, with its data brought up to date.

    Where a new dataset is refused the data from before stays in use, and `warn` is told. Raises StoreError and
    NotLoaded. What the desk needs is imported after the load, for the process that loads is a copy of this one.
    """
    store = Store(settings.database_url)
    try:
        loading.bring_up_to_date(store, settings.data, progress=progress)
    except NotLoaded as fault:
        if store.loaded() is None:
            raise
        warn(texts.STALE.format(reason=fault))
    from bot.commands import registry
    from bot.desk import Desk
    from data.queries import frame

    with store.read() as reader:
        about = frame.frame(reader)
    desk = Desk(store, registry(about.command, about.samples), new_reference=new_reference, new_token=new_token)
    desk.refresh()
    gc.collect()
    gc.freeze()
    return desk


def has_posts(settings: Settings) -> bool:
    """Whether there are schedules that post into the terminal or into files. Raises StoreError."""
    from adapters.terminal_posting import PLATFORM
    from data.operations import schedules
    from data.store import Empty

    store = Store(settings.database_url)
    try:
        if store.file is not None and not store.file.exists():
            return False
        with store.read() as reader:
            return bool(schedules.every(reader, PLATFORM, ""))
    except Empty:
        return False
    finally:
        store.close()


async def run(settings: Settings, desk: Desk, platforms: tuple[Platform, ...]) -> None:
    """Serve the platforms, and post what is scheduled, until a signal says stop.

    The settings of each have been checked. Raises StoreError where another process posts from the same SQLite file.
    """
    from adapters.asking import Asking
    from adapters.posts import Alone
    from adapters.serving import leave_at_last, serve, stopped_by_signals
    from adapters.work import Work

    stop = stopped_by_signals()
    asking, work = Asking(desk, clock=_now), Work()
    adapters: list[tuple[State, Start]] = []
    chores: list[Chore] = [asking.tidy]
    try:
        async with AsyncExitStack() as opened:
            opened.callback(Alone(desk.store).release)
            outlets = {"terminal": _terminal()}
            if "slack" in platforms:
                slack = await _slack(settings, asking, work, opened)
                chores.append(slack.keep_tokens)
                adapters.append(_named("Slack", slack.run))
                outlets["slack"] = slack.outlet()
                routes = slack.routes()
                if routes and settings.port is not None:
                    adapters.append(_http(routes, settings.host, settings.port))
            if "discord" in platforms:
                discord = _discord(settings, asking, work)
                adapters.append(_named("Discord", discord.run))
                outlets["discord"] = discord.outlet()
                opened.push_async_callback(discord.sender().close)
            posts = _posts(settings, asking, work, outlets)
            opened.callback(posts.close)
            chores.append(posts.forget)
            adapters.append(_named("Schedules", posts.run))
            gc.collect()
            gc.freeze()
            log.info("serving %s; data %s, in %s", ", ".join(state.name for state, _ in adapters), *_data(desk))

            def on_stop() -> None:
                leave_at_last()
                posts.halt()

            await serve(adapters, asking, work, chores=chores, stop=stop, on_stop=on_stop)
    finally:
        asking.close()
        desk.store.close()


def _data(desk: Desk) -> tuple[str | None, str]:
    """Which data is answered from, and in which kind of database."""
    return desk.data_version, "SQLite" if desk.store.is_sqlite else "PostgreSQL"


async def _slack(settings: Settings, asking: Asking, work: Work, opened: AsyncExitStack) -> SlackAdapter:
    import aiohttp

    from adapters.slack.running import SlackAdapter
    from data.sealing import Sealer

    session = await opened.enter_async_context(aiohttp.ClientSession(trust_env=True))
    sealer = Sealer(settings.secret_key) if settings.secret_key else None
    return SlackAdapter(settings.slack, asking, work, session, sealer=sealer, new_reference=new_reference)


def _http(routes: list[web.RouteDef], host: str, port: int) -> tuple[State, Start]:
    from adapters import http

    async def start(state: State) -> None:
        await http.serve(http.application(routes), state, host=host, port=port)

    return _named("HTTP", start)


def _discord(settings: Settings, asking: Asking, work: Work) -> DiscordAdapter:
    from adapters.discord.running import DiscordAdapter

    return DiscordAdapter(settings.discord, asking, work, new_reference=new_reference)


def _terminal() -> Outlet:
    import sys

    from adapters.posts import Outlet
    from adapters.terminal_posting import TerminalSender

    return Outlet(TerminalSender(sys.stdout, Path.cwd(), clock=lambda: _now().astimezone()))


def _posts(settings: Settings, asking: Asking, work: Work, outlets: Mapping[str, Outlet]) -> Posts:
    from adapters.posts import Posts
    from bot.schedules.timing import Timing

    return Posts(
        asking,
        work,
        outlets,
        worker=secrets.token_hex(8),
        timing=Timing(under_way=timedelta(seconds=settings.send_seconds)),
        kept=timedelta(days=settings.ledger_days),
    )


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


def _named(name: str, start: Start) -> tuple[State, Start]:
    from adapters.supervisor import State

    return State(name), start


def _now() -> datetime:
    return datetime.now(UTC)


def new_reference() -> str:
    """A short code for a fault, easy to read aloud; it stands in the reply and in the log."""
    return secrets.token_hex(3)


def new_token() -> str:
    """A name by chance that nobody can guess, such as that of a schedule."""
    return secrets.token_hex(16)
