"""`summitdesk run` with nothing but a store: posts into the terminal and into files, alone, and to the end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

import pytest
from conftest import BRICS
from sqlalchemy import select

from bot.texts import deliveries as texts
from data import loader, migrate
from data.models import Occurrence
from data.operations import schedules
from data.operations.schedules import Written
from data.store import Store

ROOT = Path(__file__).parents[2]
SECONDS = 20.0


def summitdesk(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """What the program says in a folder, which is its home too; it reaches nobody."""
    command = [sys.executable, "-m", "adapters.cli", *words]
    return subprocess.run(
        command,
        cwd=folder,
        env=environment(folder),
        encoding="utf-8",
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )


def environment(folder: Path) -> dict[str, str]:
    return {"PATH": os.defpath, "HOME": str(folder), "PYTHONPATH": str(ROOT), "SUMMITDESK_DATA": str(BRICS)}


@contextmanager
def running(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A desk that posts; killed at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "adapters.cli", "run"],
        cwd=folder,
        env=environment(folder),
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        _read_until(process.stderr, "Schedules: connected")
        yield process
    finally:
        process.kill()
        process.communicate()


def _read_until(pipe: IO[str] | None, words: str) -> str:
    assert pipe is not None
    said = ""
    while words not in said:
        line = pipe.readline()
        assert line, said
        said += line
    return said


def soon(check: Callable[[], Any]) -> None:
    until = time.monotonic() + SECONDS
    while not check():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the small dataset."""
    path = tmp_path_factory.mktemp("loaded") / "summitdesk.db"
    store = Store(f"sqlite:///{path}")
    migrate.migrate(store)
    loader.load(store, BRICS)
    store.close()
    return path


@pytest.fixture
def place(loaded: Path, tmp_path: Path) -> Path:
    """A working directory with that store."""
    shutil.copy(loaded, tmp_path / "summitdesk.db")
    return tmp_path


@pytest.fixture
def store(place: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{place / 'summitdesk.db'}")
    yield opened
    opened.close()


def add(store: Store, channel: str) -> int:
    """A schedule that was made half an hour ago and whose post is due since twenty minutes."""
    now = datetime.now(UTC)
    due = now - timedelta(minutes=20)
    new = Written(
        platform="terminal",
        workspace="",
        channel=channel,
        channel_name=channel,
        kind="command",
        subject="members",
        leads="",
        years=1,
        empty="silent",
        times=f"{due:%H:%M}",
        days="daily",
        zone="UTC",
    )
    before, made = due.date() - timedelta(days=1), now - timedelta(minutes=30)
    return schedules.add(store, new, token=channel, maker="terminal", now=made, planned_until=before)


def states(store: Store) -> list[str]:
    """What became of the posts that are due, in the order of their schedules."""
    with store.read() as reader:
        rows = reader.execute(select(Occurrence.state, Occurrence.due).order_by(Occurrence.schedule_id)).all()
    now = datetime.now(UTC)
    return [state for state, due in rows if (due if due.tzinfo else due.replace(tzinfo=UTC)) <= now]


def test_a_schedule_that_was_typed_into_the_shell_posts_with_no_account(place: Path) -> None:
    for words in (("schedule", "add", "members", "at", "09:00", "UTC", "in", "posts.txt"), ("schedule", "test", "1")):
        asked = summitdesk(place, *words)
        assert (asked.returncode, asked.stderr) == (0, "")
    with running(place) as desk:
        soon(lambda: (place / "posts.txt").is_file() and "BRICS" in (place / "posts.txt").read_text("utf-8"))
        desk.send_signal(signal.SIGTERM)
        _, said = desk.communicate(timeout=SECONDS)
    post = (place / "posts.txt").read_text("utf-8")
    assert (desk.returncode, post.count("── posted")) == (0, 1)
    assert "\nTEST · BRICS members" in post and "Sources" in post
    assert "stopping" in said and "Traceback" not in said and "apscheduler" not in said


def test_posts_reach_the_terminal_and_files_and_one_that_cannot_is_paused_and_says_why(
    place: Path, store: Store
) -> None:
    (place / "a-folder.txt").mkdir()
    for channel in ("terminal", "posts.txt", "a-folder.txt"):
        add(store, channel)
    with running(place) as desk:
        soon(lambda: states(store) == ["sent", "sent", "failed"])
        shown = _read_until(desk.stdout, "Schedule #3 is paused") + _read_until(desk.stdout, texts.WRITING)
        desk.send_signal(signal.SIGTERM)
        shown += desk.communicate(timeout=SECONDS)[0]
    assert (desk.returncode, shown.count("BRICS members"), shown.count("Schedule #3 is paused")) == (0, 1, 1)
    assert "Late: this was planned for" in (place / "posts.txt").read_text("utf-8")
    said = json.dumps(json.loads(summitdesk(place, "schedule", "list", "all", "--json").stdout)["parts"])
    assert "paused by the desk" in said and texts.WRITING in said


def test_one_desk_posts_from_a_file_and_after_its_death_the_next_at_once(place: Path, store: Store) -> None:
    add(store, "posts.txt")
    with running(place) as first:
        second = summitdesk(place, "run")
        assert (second.returncode, second.stdout, "Traceback" in second.stderr) == (1, "", False)
        assert second.stderr.splitlines()[-1] == f"summitdesk: {texts.ALREADY.format(path=place / 'summitdesk.db')}"
        soon(lambda: states(store) == ["sent"])
        first.kill()
        first.wait()
        with running(place) as third:
            third.send_signal(signal.SIGTERM)
            assert third.wait(SECONDS) == 0
    assert (place / "posts.txt").read_text("utf-8").count("── posted") == 1


def test_a_store_without_schedules_and_nothing_set_is_no_desk(place: Path) -> None:
    run = summitdesk(place, "run")
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (1, "", 1)
    assert "SLACK_BOT_TOKEN" in run.stderr and "summitdesk chat" in run.stderr
