"""`summitdesk doctor`: every check always listed, nothing raised, nothing waited for, nothing changed."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fakes.sender import FakeSender
from posting_desk import Time, add

from adapters.doctor import check, machine, report
from adapters.doctor.channels import channels
from adapters.doctor.check import IDS, Check, in_thread, known, skipped
from adapters.doctor.examining import ON_PLATFORMS, Found, Round, look
from adapters.layout import width
from bot.checkup import Finding
from bot.environment import WrongSetting
from bot.sender import SendFailed, Target
from bot.settings import Settings, read
from data.checkup import Place
from data.operations import upkeep, workers
from data.store import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def no_platforms(settings: Settings, store: Store, *, is_open: bool) -> AsyncIterator[Sequence[Check]]:
    yield [skipped(ON_PLATFORMS, "not set", "set it")]


def looked(folder: Path, **given: str) -> Found:
    settings = read({"DATABASE_URL": f"sqlite:///{folder}/summitdesk.db", **given}, folder)
    return look(Round(settings=settings, now=NOW, folder=folder, platforms=no_platforms))


def one(found: Found, id: str) -> Finding:
    return next(finding for finding in found.findings if finding.id == id)


def statuses(found: Found) -> dict[str, str]:
    return {finding.id: finding.status for finding in found.findings}


@pytest.fixture
def place(sco: Store, tmp_path: Path) -> Path:
    """A folder whose store has the shipped data."""
    whole, copy = (sqlite3.connect(path) for path in (sco.url.removeprefix("sqlite:///"), tmp_path / "summitdesk.db"))
    with closing(whole), closing(copy):
        whole.backup(copy)
    return tmp_path


def test_what_is_in_order_is_said_of_every_check(place: Path) -> None:
    found = looked(place)
    assert [finding.id for finding in found.findings] == list(IDS)
    bad = {id for id, status in statuses(found).items() if status in ("warn", "fail")}
    assert bad <= {"settings", "tick", "backup", "memory", "disk"}
    assert found.data_version and found.data_version in one(found, "data").detail


def test_a_missing_database_is_one_failure_and_is_not_made(tmp_path: Path) -> None:
    found = looked(tmp_path)
    assert [id for id, status in statuses(found).items() if status == "fail"] == ["database"]
    assert "summitdesk run" in one(found, "database").remedy
    assert one(found, "schedules").status == "skip" and one(found, "clock").status == "ok"
    assert (found.data_version, list(tmp_path.iterdir())) == (None, [])


def test_a_locked_database_fails_only_in_what_it_cannot_do(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.checkup.PATIENCE", 0.05)
    with closing(sqlite3.connect(place / "summitdesk.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        found = looked(place)
    assert [id for id, status in statuses(found).items() if status == "fail"] == ["writable"]
    assert "locked" in one(found, "writable").detail


def test_a_database_nobody_answers_for_is_said_to_be_so(tmp_path: Path) -> None:
    found = looked(tmp_path, DATABASE_URL="postgresql://desk:a-password@127.0.0.1:1/desk")
    assert one(found, "database").status == "fail"
    assert "Connection refused" in one(found, "database").detail
    assert "a-password" not in str(found)


def test_a_database_on_postgresql_is_looked_at_too(emptied_url: str, tmp_path: Path) -> None:
    found = looked(tmp_path, DATABASE_URL=emptied_url)
    assert one(found, "database").detail.startswith("PostgreSQL ")
    assert (one(found, "writable").status, one(found, "tables").status) == ("ok", "ok")
    assert (one(found, "integrity").status, one(found, "data").remedy) == ("skip", "Load it with: summitdesk load")


def test_a_wrong_setting_is_named_and_the_rest_is_left_out(tmp_path: Path) -> None:
    wrong = (WrongSetting("LOG_LEVEL", "it must be one of info"),)
    found = look(Round(settings=None, wrong=wrong, now=NOW, folder=tmp_path, platforms=no_platforms))
    assert [finding.id for finding in found.findings] == list(IDS)
    assert one(found, "settings").detail == "LOG_LEVEL: it must be one of info"
    assert {one(found, id).status for id in ("database", "slack-token", "backup")} == {"skip"}
    assert one(found, "clock").status == "ok"


@pytest.mark.parametrize(
    ("given", "status", "named"),
    [
        ({"SLACK_APP_TOKEN": "xapp-1"}, "fail", "SLACK_BOT_TOKEN"),
        ({"DISCORD_PUBLIC_KEY": "a" * 64}, "fail", "DISCORD_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "of-slack"}, "warn", "SLACK_APP_TOKEN"),
        ({"DISCORD_TOKEN": "of-discord"}, "ok", "Discord"),
        ({}, "warn", "summitdesk setup"),
    ],
)
def test_what_is_set_by_halves_is_named_and_never_shown(
    tmp_path: Path, given: dict[str, str], status: str, named: str
) -> None:
    finding = one(looked(tmp_path, **given), "settings")
    assert finding.status == status
    assert named in finding.detail + finding.remedy
    assert not [value for value in given.values() if value in finding.detail + finding.remedy]


def test_secrets_that_others_can_read_are_to_be_closed(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    assert machine.secrets_file(file).status == "skip"
    file.touch(mode=0o644)
    assert machine.secrets_file(file).remedy == "Make it yours alone with: chmod 600 .env"
    file.chmod(0o600)
    assert machine.secrets_file(file).status == "ok"


def told(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "ascii")
    return folder


MACHINE = {"proc/meminfo": "MemTotal: 2000000 kB\nMemFree: 1 kB\nMemAvailable: 900000 kB\n"}
GROUP = {"sys/fs/cgroup/memory.current": "400000000\n", "sys/fs/cgroup/memory.stat": "anon 1\ninactive_file 50000000\n"}


@pytest.mark.parametrize(
    ("files", "running", "status", "said"),
    [
        ({}, False, "skip", "not known"),
        (MACHINE, False, "ok", "922 MB of 2.0 GB free"),
        ({**MACHINE, **GROUP, "sys/fs/cgroup/memory.max": "max\n"}, False, "ok", "922 MB of 2.0 GB free"),
        ({**MACHINE, **GROUP, "sys/fs/cgroup/memory.max": "512000000\n"}, False, "warn", "162 MB of 512 MB free"),
        ({**MACHINE, **GROUP, "sys/fs/cgroup/memory.max": "512000000\n"}, True, "ok", "162 MB of 512 MB free"),
        ({**MACHINE, **GROUP, "sys/fs/cgroup/memory.max": "390000000\n"}, True, "warn", "40 MB of 390 MB free"),
    ],
)
def test_memory_is_what_machine_and_container_leave(
    tmp_path: Path, files: dict[str, str], running: bool, status: str, said: str
) -> None:
    finding = machine.memory(told(tmp_path, files), is_running=running)
    assert (finding.status, said in finding.detail) == (status, True)


async def test_a_check_that_hangs_or_breaks_is_a_finding_of_its_own(caplog: pytest.LogCaptureFixture) -> None:
    async def hang() -> Sequence[Finding]:
        await asyncio.Event().wait()
        return []

    async def slow_inside() -> Sequence[Finding]:
        raise TimeoutError

    good = Finding("clock", "ok", "noon")
    checks = [Check(("tick",), hang), Check(("posts", "data"), slow_inside), known(good)]
    found = await check.run(checks, seconds=0.02)
    assert [(one.id, one.status) for one in found] == [
        ("tick", "fail"),
        ("posts", "fail"),
        ("data", "fail"),
        ("clock", "ok"),
    ]
    assert "did not end within 0.02 seconds" in found[0].detail
    assert "broke (TimeoutError)" in found[1].detail and all(one.remedy for one in found[:3])
    assert "the check of posts, data broke" in caplog.text


async def test_a_thread_that_hangs_is_waited_for_no_longer() -> None:
    release, threads = threading.Event(), ThreadPoolExecutor(1)

    def hang() -> Finding:
        release.wait(10)
        return Finding("disk", "ok", "at last")

    (found,) = await check.run([in_thread("disk", hang, threads)], seconds=0.02)
    release.set()
    threads.shutdown()
    assert found.status == "fail"


LONG = Finding("data", "fail", "a folder/" + "with-a-long-name" * 12 + " and " + "words " * 30, "Type this. " * 12)
SOME = [
    Finding("clock", "fail", "too early", "Set it."),
    Finding("zones", "ok", "fine", ""),
    Finding("slack-token", "skip", "not set", "Set it up."),
    Finding("slack-scopes", "skip", "not set", "Set it up."),
    Finding("tick", "warn", "none", "Start it."),
    LONG,
    Finding("posts", "ok", "with \x1b[31mcolour\u202e and a turn", ""),
]


def test_the_worst_stands_at_the_end_and_every_line_fits() -> None:
    text = report.as_text(SOME, version="1", data_version=None)
    lines = text.splitlines()
    assert max(width(line) for line in lines) <= 80
    assert [line.split()[0] for line in lines[1:-1] if line[2:3].strip()] == [
        "ok",
        "ok",
        "skip",
        "warn",
        "fail",
        "fail",
    ]
    assert lines[-1] == "2 failed, 1 to look at, 2 in order, 2 left out."
    assert (text.count("Set it up."), text.count("Set it."), "\x1b" in text, "\u202e" in text) == (1, 1, False, False)


def test_a_machine_is_told_the_same_in_their_order() -> None:
    reply = json.loads(report.as_json(SOME, version="1.2", data_version="abc"))
    assert list(reply) == ["ok", "version", "data_version", "checks"]
    assert (reply["ok"], reply["version"], reply["data_version"]) == (False, "1.2", "abc")
    assert [one["id"] for one in reply["checks"]] == [one.id for one in SOME]
    assert all(list(one) == ["id", "status", "detail", "remedy"] for one in reply["checks"])


class Asked(FakeSender):
    """A platform in memory that answers about channels as it is told, and counts."""

    def __init__(self, answers: dict[str, Any]) -> None:
        super().__init__(Time(NOW))
        self.answers, self.asked = answers, list[str]()

    async def inspect(self, target: Target) -> tuple[str, ...]:
        """What lacks there; or a failure, or nothing ever."""
        self.asked.append(target.channel or "")
        answer = self.answers.get(target.channel or "", ())
        if answer == "hang":
            await asyncio.Event().wait()
        if isinstance(answer, SendFailed):
            raise answer
        return tuple(answer)


def some(*names: str) -> list[Place]:
    return [Place("W1", name, f"about-{name}") for name in names]


async def test_a_channel_that_cannot_be_posted_to_is_named_with_the_permission() -> None:
    sender = Asked({"C2": ("Send Messages", "View Channel"), "C3": SendFailed("gone")})
    finding = await channels("slack-channels", "fake", sender, some("C1", "C2", "C3"))
    assert (finding.status, "schedule explain" in finding.remedy) == ("fail", True)
    assert finding.detail == (
        "2 of 3 channels cannot be posted to: #about-C2 (lacks Send Messages and View Channel) and "
        "#about-C3 (there is no such channel, or none that the app can see)"
    )


async def test_channels_beyond_the_most_or_the_time_are_said_to_be_left_out() -> None:
    many = await channels("slack-channels", "fake", Asked({}), some(*(f"C{n}" for n in range(130))))
    assert (many.status, many.detail) == ("ok", "100 channels can be posted to; 30 were not looked at")
    hanging = Asked({f"C{n}": "hang" for n in range(2, 9)})
    few = await channels("slack-channels", "fake", hanging, some(*(f"C{n}" for n in range(9))), seconds=0.05)
    assert few.detail == "2 channels can be posted to; 7 were not looked at"
    none = await channels("slack-channels", "fake", Asked({}), [])
    assert none.detail == "nothing is scheduled there"


async def test_a_platform_that_asks_to_slow_down_is_asked_no_more() -> None:
    busy = Asked({f"C{n}": SendFailed("busy", retry_after=30) for n in range(60)})
    finding = await channels("slack-channels", "fake", busy, some(*(f"C{n}" for n in range(60))))
    assert (finding.status, len(busy.asked)) == ("warn", 3)
    assert "57 were not looked at" in finding.detail


def test_a_backup_that_was_written_down_and_is_gone_is_none(place: Path) -> None:
    store = Store(f"sqlite:///{place}/summitdesk.db")
    upkeep.done(store, upkeep.BACKUP, NOW - timedelta(hours=2), "summitdesk-nightly-20261124T100000Z.zip")
    store.close()
    found = one(looked(place, BACKUP_FOLDER=f"{place}/b"), "backup")
    assert found.status == "warn" and found.detail == f"one was made 2 hours ago, and there is none in {place}/b"


def test_the_newest_backup_counts_whoever_wrote_it(place: Path) -> None:
    assert one(looked(place, BACKUP_FOLDER=f"{place}/b"), "backup").status == "warn"
    (place / "b").mkdir()
    file = place / "b" / "summitdesk-20261124T020000Z.zip"
    file.touch()
    moment = (NOW - timedelta(hours=10)).timestamp()
    os.utime(file, (moment, moment))
    assert one(looked(place, BACKUP_FOLDER=f"{place}/b"), "backup").detail == "the last is 10 hours old"


def test_a_clock_behind_the_store_fails(place: Path) -> None:
    store = Store(f"sqlite:///{place}/summitdesk.db")
    workers.beat(store, "w1", NOW + timedelta(hours=1))
    add(store, NOW)
    store.close()
    finding = one(looked(place), "clock")
    assert (finding.status, "NTP" in finding.remedy) == ("fail", True)


@pytest.fixture
def summitdesk(tmp_path: Path) -> Iterator[Any]:
    def run(*words: str, **given: str) -> subprocess.CompletedProcess[str]:
        env = {"PATH": os.defpath, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), **given}
        return subprocess.run(
            [sys.executable, "-m", "adapters.cli", *words],
            cwd=tmp_path, env=env, capture_output=True, timeout=60, check=False, encoding="utf-8",
        )  # fmt: skip

    yield run


def test_the_shell_says_by_its_exit_code_whether_something_failed(summitdesk: Any, place: Path) -> None:
    well = summitdesk("doctor", "--json", HEARTBEAT_URL="https://example.org/secret")
    reply = json.loads(well.stdout)
    assert (well.returncode, well.stderr, reply["ok"]) == (0, "", True)
    assert [one["id"] for one in reply["checks"]] == list(IDS)
    wrong = summitdesk("doctor", LOG_LEVEL="deafening")
    assert (wrong.returncode, wrong.stderr) == (1, "")
    assert "LOG_LEVEL" in wrong.stdout and "deafening" not in wrong.stdout


def test_a_desk_without_a_network_is_told_so_and_nothing_is_left_behind(summitdesk: Any, place: Path) -> None:
    before = (place / "summitdesk.db").read_bytes()
    nowhere = {"SLACK_API_URL": "http://127.0.0.1:9/api/", "DISCORD_API_URL": "http://127.0.0.1:9/api/v10"}
    tokens = {"SLACK_BOT_TOKEN": "xoxb-secret", "SLACK_APP_TOKEN": "xapp-secret", "DISCORD_TOKEN": "discord-secret"}
    ran = summitdesk("doctor", "--json", **nowhere, **tokens)
    found = {one["id"]: one for one in json.loads(ran.stdout)["checks"]}
    assert (ran.returncode, ran.stderr) == (1, "")
    for id in ("slack-token", "slack-socket", "discord-token"):
        assert found[id]["status"] == "fail" and "could not be reached" in found[id]["detail"]
    assert found["slack-channels"]["remedy"] == "See slack-token." and "-secret" not in ran.stdout
    assert (place / "summitdesk.db").read_bytes() == before
    assert {path.name for path in place.iterdir()} <= {"summitdesk.db", ".local"}
