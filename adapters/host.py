"""The composition: settings to store, data, desk and adapters. The one file that puts the running program together."""

from __future__ import annotations

import gc
import logging
import secrets
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from adapters import loading
from adapters.loading import NotLoaded, Progress
from bot.settings import Platform, Role, Settings
from bot.texts import terminal as texts
from data import migrate
from data.store import Store

if TYPE_CHECKING:
    from aiohttp import web

    from adapters.posts import Outlet, Posts
    from adapters.serving import Chore
    from adapters.supervisor import Start, State
    from bot.desk import Desk

log = logging.getLogger("summitdesk.host")

Warn = Callable[[str], None]
"""Told one sentence that whoever starts the program must read."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A desk over an up-to-date store. `before` is the revision of the tables that was found, None: there were none;
    `backup` the file that was written before they were changed; `states` are those of the adapters, once they run."""

    desk: Desk
    states: list[State]
    before: str | None
    backup: Path | None


def open_desk(settings: Settings, *, progress: Progress, warn: Warn) -> Opened:
    """A desk over the store that the settings name, with tables and data brought up to date, after a backup.

    Where a new dataset is refused the data from before stays in use, and `warn` is told. Raises StoreError and
    NotLoaded. What the desk needs is imported after the load, for the process that loads is a copy of this one.
    """
    store = Store(settings.database_url)
    before = migrate.revision(store)
    backup = None
    if before is not None and before < migrate.HEAD:
        from adapters.nightly import before_migration

        backup = before_migration(store, settings, _now())
    try:
        loading.bring_up_to_date(store, settings.data, progress=progress)
    except NotLoaded as fault:
        if store.loaded() is None:
            raise
        warn(texts.STALE.format(reason=fault))
    from bot.checkup import Link
    from bot.commands import registry
    from bot.desk import Desk
    from data.queries import frame

    with store.read() as reader:
        about = frame.frame(reader)
    states: list[State] = []
    commands = registry(about.command, about.samples, lambda: [Link(one.name, one.is_up, one.reason) for one in states])
    desk = Desk(store, commands, new_reference=new_reference, new_token=new_token)
    desk.refresh()
    gc.collect()
    gc.freeze()
    return Opened(desk, states, before, backup)


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


async def run(settings: Settings, start: Opened, platforms: tuple[Platform, ...], *, role: Role) -> None:
    """Serve the platforms, and post what is scheduled, until a signal says stop.

    The settings of each have been checked. Raises StoreError where another process posts from the same SQLite file.
    """
    from adapters.serving import leave_at_last, serve, stopped_by_signals

    stop = stopped_by_signals()
    parts = _Parts(settings, start, role)
    try:
        async with AsyncExitStack() as opened:
            await _put_together(parts, platforms, start, opened)
            gc.collect()
            gc.freeze()
            names = ", ".join(state.name for state in parts.states)
            log.info("serving %s; data %s, in %s", names, *_data(start.desk))

            def on_stop() -> None:
                leave_at_last()
                for each in parts.on_stop:
                    each()

            await serve(parts.adapters, parts.asking, parts.work, chores=parts.chores, stop=stop, on_stop=on_stop)
    finally:
        parts.asking.close()
        start.desk.store.close()


async def _put_together(parts: _Parts, platforms: tuple[Platform, ...], start: Opened, opened: AsyncExitStack) -> None:
    """What a process of that role serves; `opened` closes it again."""
    if "slack" in platforms:
        await _add_slack(parts, opened)
    if "discord" in platforms:
        _add_discord(parts, opened)
    if parts.role != "web":
        _add_posts(parts, opened)
    if parts.settings.port is not None:
        _add_http(parts, parts.settings.port)
    _add_notices(parts, start)


class _Parts:
    """What runs side by side in this process, as it is put together."""

    def __init__(self, settings: Settings, start: Opened, role: Role) -> None:
        from adapters.asking import Asking
        from adapters.metrics import Metrics
        from adapters.program import program
        from adapters.rates import Rates
        from adapters.work import Work

        self.settings, self.role, self.work = settings, role, Work()
        self.metrics = Metrics(version=program())
        rates = Rates(
            user=settings.user_rate,
            channel=settings.channel_rate,
            clock=time.monotonic,
            limited=self.metrics.limited,
        )
        self.asking = Asking(start.desk, clock=_now, rates=rates, observe=self.metrics.asked)
        self.states = start.states
        self.adapters: list[tuple[State, Start]] = []
        self.chores: list[Chore] = [self.asking.tidy]
        self.outlets: dict[str, Outlet] = {}
        self.routes: list[web.RouteDef] = []
        self.posts: Posts | None = None
        self.on_stop: list[Callable[[], None]] = []

    def add(self, name: str, start: Start) -> None:
        """One more that is supervised."""
        from adapters.supervisor import State

        self.states.append(State(name))
        self.adapters.append((self.states[-1], start))

    def since_tick(self) -> Callable[[], float] | None:
        """Seconds since the clock did all it had to; None: this process has no clock."""
        posts = self.posts
        return None if posts is None else lambda: posts.seconds_since

    def since_turn(self) -> Callable[[], float] | None:
        """Seconds since the clock came to the end of a tick; None: this process has no clock."""
        posts = self.posts
        return None if posts is None else lambda: posts.seconds_still


def _data(desk: Desk) -> tuple[str | None, str]:
    """Which data is answered from, and in which kind of database."""
    return desk.data_version, "SQLite" if desk.store.is_sqlite else "PostgreSQL"


async def _add_slack(parts: _Parts, opened: AsyncExitStack) -> None:
    """A worker has the socket and posts; a web process is called, and asks now and then whether its token holds."""
    import aiohttp

    from adapters.slack.running import SlackAdapter
    from data.sealing import Sealer

    settings = parts.settings
    session = await opened.enter_async_context(aiohttp.ClientSession(trust_env=True))
    sealer = Sealer(settings.secret_key, *settings.old_keys) if settings.secret_key else None
    slack = SlackAdapter(settings.slack, parts.asking, parts.work, session, sealer=sealer, new_reference=new_reference)
    parts.chores.append(slack.keep_tokens)
    parts.outlets["slack"] = slack.outlet()
    if parts.role != "worker":
        parts.routes += slack.routes()
    if parts.role != "web" or settings.slack.app_token is None:
        parts.add("Slack", slack.run)


def _add_discord(parts: _Parts, opened: AsyncExitStack) -> None:
    """A worker has the gateway and posts; where Discord calls instead, that is a web process's."""
    from adapters.discord.running import DiscordAdapter

    settings = parts.settings.discord
    discord = DiscordAdapter(settings, parts.asking, parts.work, new_reference=new_reference)
    parts.outlets["discord"] = discord.outlet()
    opened.push_async_callback(discord.sender().close)
    if parts.role != "worker":
        parts.routes += discord.routes()
    if parts.role != ("worker" if settings.public_key else "web"):
        parts.add("Discord", discord.run)


def _add_posts(parts: _Parts, opened: AsyncExitStack) -> None:
    """The clock, the deliveries, the backups of the nights, and the heartbeat."""
    import sys

    from adapters.heartbeat import Heartbeat
    from adapters.nightly import Nightly
    from adapters.posts import Alone, Outlet, Posts
    from adapters.terminal_posting import TerminalSender
    from bot.schedules.timing import Timing

    settings, asking = parts.settings, parts.asking
    opened.callback(Alone(asking.desk.store).release)
    heartbeat = Heartbeat(settings.heartbeat_url) if settings.heartbeat_url else None
    sender = TerminalSender(sys.stdout, Path.cwd(), clock=lambda: _now().astimezone())
    posts = parts.posts = Posts(
        asking,
        parts.work,
        {"terminal": Outlet(sender), **parts.outlets},
        worker=secrets.token_hex(8),
        timing=Timing(under_way=timedelta(seconds=settings.send_seconds)),
        kept=timedelta(days=settings.ledger_days),
        on_tick=heartbeat.beat if heartbeat else _nothing,
        became=parts.metrics.became,
    )
    opened.callback(posts.close)
    parts.chores += [posts.forget, Nightly(asking, settings).keep, *([heartbeat.run] if heartbeat else [])]
    parts.on_stop.append(posts.halt)
    parts.add("Schedules", posts.run)


def _add_http(parts: _Parts, port: int) -> None:
    """What is called over HTTP; a worker only tells how it is."""
    from adapters import http
    from adapters.health import Health
    from adapters.scraping import Scraping

    settings, asking, since = parts.settings, parts.asking, parts.since_tick()
    health = Health(asking.desk.store, parts.states, since_tick=since)
    scraping = Scraping(parts.metrics, asking, parts.states, token=settings.metrics_token, since_tick=since)
    routes = (*parts.routes, *health.routes(), *scraping.routes())

    async def start(state: State) -> None:
        await http.serve(http.application(routes), state, host=settings.host, port=port)

    parts.add("HTTP", start)


def _add_notices(parts: _Parts, start: Opened) -> None:
    """Whoever started the desk is told how it stands: a person in some lines, systemd by its protocol."""
    import sys

    from adapters.notifying import Notifying
    from adapters.opening import Opening

    settings = parts.settings
    opening = Opening(
        settings,
        parts.asking,
        parts.states,
        role=parts.role,
        before=start.before,
        backup=start.backup,
        out=sys.stdout,
    )
    parts.chores.append(opening.write)
    if settings.notify is not None:
        notifying = Notifying(settings.notify, parts.states, since_turn=parts.since_turn())
        parts.chores.append(notifying.run)
        parts.on_stop.append(notifying.stopping)


def _nothing() -> None:
    """What nobody wants to be told."""


def _now() -> datetime:
    return datetime.now(UTC)


def new_reference() -> str:
    """A short code for a fault, easy to read aloud; it stands in the reply and in the log."""
    return secrets.token_hex(3)


def new_token() -> str:
    """A name by chance that nobody can guess, such as that of a schedule."""
    return secrets.token_hex(16)
