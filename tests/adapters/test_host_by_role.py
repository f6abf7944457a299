"""What a process serves by its role and its settings: adapters, routes, chores, and what the stop calls."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import BRICS, open_desk
from upgrades.kept import restored

from adapters import host
from bot.contract import Request
from bot.settings import Role, read
from data.store import Store

GATEWAY = {"DISCORD_TOKEN": "a.b.c"}
CALLED = {**GATEWAY, "DISCORD_PUBLIC_KEY": "ab" * 32, "PORT": "8080"}
SOCKET = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
EVENTS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s" * 32, "PORT": "8080"}


@dataclass
class Seen:
    names: list[str]
    paths: list[str]
    chores: list[str]
    on_stop: list[str]


async def composed(store: Store, folder: Path, role: Role, given: dict[str, str]) -> Seen:
    """What a process of that role would run."""
    settings = read({"BACKUP_FOLDER": f"{folder}/backups", **given}, folder)
    start = host.Opened(open_desk(store), [], None, None)
    parts = host._Parts(settings, start, role)
    try:
        async with AsyncExitStack() as opened:
            await host._put_together(parts, settings.platforms(role=role), start, opened)
    finally:
        parts.asking.close()
    called = [[one.__qualname__ for one in those] for those in (parts.chores, parts.on_stop)]
    return Seen([state.name for state in parts.states], [one.path for one in parts.routes], *called)


@pytest.mark.parametrize(
    ("given", "role", "names"),
    [
        (GATEWAY, "all", ["Discord", "Schedules"]),
        (GATEWAY, "worker", ["Discord", "Schedules"]),
        (CALLED, "all", ["Discord", "Schedules", "HTTP"]),
        (CALLED, "web", ["Discord", "HTTP"]),
        (CALLED, "worker", ["Schedules", "HTTP"]),
        ({**SOCKET, "PORT": "8080"}, "web", ["HTTP"]),
        (SOCKET, "worker", ["Slack", "Schedules"]),
        (EVENTS, "web", ["Slack", "HTTP"]),
    ],
)
async def test_each_role_runs_what_is_its_own(
    own_sco: Store, tmp_path: Path, given: dict[str, str], role: Role, names: list[str]
) -> None:
    assert (await composed(own_sco, tmp_path, role, given)).names == names


@pytest.mark.parametrize(("role", "is_called"), [("all", True), ("web", True), ("worker", False)])
async def test_a_worker_is_not_called(own_sco: Store, tmp_path: Path, role: Role, is_called: bool) -> None:
    seen = await composed(own_sco, tmp_path, role, {**CALLED, **EVENTS})
    assert ("/discord/interactions" in seen.paths, "/slack/events" in seen.paths) == (is_called, is_called)


@pytest.mark.parametrize(("role", "posts"), [("all", True), ("web", False), ("worker", True)])
async def test_whoever_posts_keeps_the_ledger_makes_backups_and_halts_first(
    own_sco: Store, tmp_path: Path, role: Role, posts: bool
) -> None:
    seen = await composed(own_sco, tmp_path, role, {**CALLED, "HEARTBEAT_URL": "http://127.0.0.1:1/x"})
    assert {"Posts.forget", "Nightly.keep", "Heartbeat.run"}.issubset(seen.chores) == posts
    assert ("Posts.halt" in seen.on_stop) == posts
    assert "Opening.write" in seen.chores


async def test_systemd_hears_that_it_stops(own_sco: Store, tmp_path: Path) -> None:
    seen = await composed(own_sco, tmp_path, "worker", {**GATEWAY, "NOTIFY_SOCKET": f"{tmp_path}/notify"})
    assert "Notifying.run" in seen.chores and seen.on_stop == ["Posts.halt", "Notifying.stopping"]


def test_a_store_that_is_opened_is_backed_up_before_its_tables_change(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/old.db"
    restored(url, "0004").close()
    settings = read(
        {"DATABASE_URL": url, "BACKUP_FOLDER": f"{tmp_path}/backups", "SUMMITDESK_DATA": str(BRICS)}, tmp_path
    )
    start = host.open_desk(settings, progress=lambda *_: None, warn=pytest.fail)
    start.desk.store.close()
    assert start.before == "0004" and start.backup is not None and start.backup.exists()


async def test_one_question_too_many_is_refused(own_sco: Store, tmp_path: Path) -> None:
    start = host.Opened(open_desk(own_sco), [], None, None)
    asking = host._Parts(read({"USER_RATE": "1"}, tmp_path), start, "web").asking
    asked = Request(text="help", now=datetime(2026, 11, 24, tzinfo=UTC), platform="slack", workspace="T1", user="U1")
    replies = [await asking.answer(asked) for _ in range(2)]
    asking.close()
    assert [reply.kind for reply in replies] == ["help", "refusal"]
