"""`summitdesk watch`: days of posts at their local times, the ledger after them, and nothing left behind."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import open_desk

from adapters.watching import Watch, watch
from bot.desk import Desk
from data.store import Store

ROOT = Path(__file__).parents[2]
TASHKENT = "quote at 09:00 Asia/Tashkent weekdays"
BERLIN = '"members 2016" at 18:00 Europe/Berlin mon'


@pytest.fixture
def throwaway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def opened(own_sco: Store) -> Callable[[str], Desk]:
    """Opens a desk at an address, over a copy of the shipped data."""

    def open_(url: str) -> Desk:
        shutil.copy(str(own_sco.file), url.removeprefix("sqlite:///"))
        return open_desk(Store(url))

    return open_


def shown(
    opened: Callable[[str], Desk], *definitions: str, start: str = "2026-06-08", days: int = 7, zone: str | None = None
) -> tuple[int, str]:
    """The exit code, and all that was written."""
    out = io.StringIO()
    wanted = Watch(definitions=definitions, start=date.fromisoformat(start), days=days, seconds=0.0, zone=zone)
    return watch(wanted, opened, out=out, colour=False), out.getvalue()


def times(text: str) -> list[str]:
    """When each post was shown to appear, in order."""
    return re.findall(r"── posted (.*) ──", text)


def test_the_posts_of_a_week_appear_at_their_local_times_in_order(
    opened: Callable[[str], Desk], throwaway: Path
) -> None:
    code, text = shown(opened, TASHKENT, BERLIN)
    days = ["Mon 2026-06-08", "Tue 2026-06-09", "Wed 2026-06-10", "Thu 2026-06-11", "Fri 2026-06-12"]
    assert code == 0
    assert times(text) == [
        "Mon 2026-06-08 09:00+05:00",
        "Mon 2026-06-08 21:00+05:00",
        *[f"{day} 09:00+05:00" for day in days[1:]],
    ]


def test_the_ledger_of_each_schedule_follows_the_posts(opened: Callable[[str], Desk], throwaway: Path) -> None:
    _, text = shown(opened, TASHKENT, BERLIN)
    posts, first, second = re.split(r"(?m)^Ledger of schedule #[12]", text)
    assert len(times(posts)) == 6 and not times(first + second)
    assert "5 posted." in first and "1 posted." in second
    assert "Tue 9 Jun 2026, 09:00 (UTC+5): posted at 09:00" in " ".join(first.split())


def test_times_are_shown_in_the_zone_that_was_asked_for(opened: Callable[[str], Desk], throwaway: Path) -> None:
    _, text = shown(opened, TASHKENT, days=2, zone="America/New_York")
    assert text.startswith("Watching 2 days from 2026-06-08 on, in the times of America/New_York;")
    assert times(text) == ["Mon 2026-06-08 00:00-04:00", "Tue 2026-06-09 00:00-04:00"]


def test_the_ledger_is_in_the_zone_that_was_asked_for_and_offers_nothing(
    opened: Callable[[str], Desk], throwaway: Path
) -> None:
    _, text = shown(opened, TASHKENT, days=1, zone="America/New_York")
    ledger = " ".join(text.partition("Ledger of")[2].split())
    assert text.startswith("Watching 1 day from") and "Mon 8 Jun 2026, 00:00 (UTC-4): posted at 00:00" in ledger
    assert (
        "09:00 (UTC+5), for you 00:00 (UTC-4)" in ledger
        and "Mon 8 Jun 2026, 09:00" not in ledger
        and "Try:" not in ledger
    )


def test_it_stops_at_the_end_of_the_last_day(opened: Callable[[str], Desk], throwaway: Path) -> None:
    _, text = shown(opened, "quote at 00:00 UTC", days=2)
    assert times(text) == ["Mon 2026-06-08 00:00+00:00", "Tue 2026-06-09 00:00+00:00"]
    assert "2 posted." in text and "wait" not in text.partition("Ledger of")[2].partition("Ahead")[0]


def test_an_error_offers_nothing_that_needs_a_desk(opened: Callable[[str], Desk], throwaway: Path) -> None:
    code, text = shown(opened, "quote at 9 Berlin")
    assert code == 1 and "please write hour and minutes" in text and "Try:" not in text


def test_an_hour_that_comes_twice_has_one_post(opened: Callable[[str], Desk], throwaway: Path) -> None:
    _, text = shown(opened, "quote at 02:30 Europe/Berlin", start="2026-10-24", days=3)
    assert times(text) == ["Sat 2026-10-24 02:30+02:00", "Sun 2026-10-25 02:30+02:00", "Mon 2026-10-26 02:30+01:00"]


@pytest.mark.parametrize("definitions", [("moonbase at 09:00 UTC",), (TASHKENT, "quote at 25:00 UTC")])
def test_a_definition_that_is_none_is_said_and_nothing_is_shown(
    opened: Callable[[str], Desk], throwaway: Path, definitions: tuple[str, ...]
) -> None:
    code, text = shown(opened, *definitions)
    assert code == 1 and times(text) == [] and "Watching" not in text
    assert "moonbase" in text or "25:00" in text


def test_nothing_is_left_and_no_file_is_written(opened: Callable[[str], Desk], throwaway: Path) -> None:
    before = sorted(Path.cwd().iterdir())
    _, text = shown(opened, "quote at 09:00 UTC in posts.txt", days=1)
    assert times(text) == ["Mon 2026-06-08 09:00+00:00"]
    assert (sorted(Path.cwd().iterdir()), list(throwaway.iterdir())) == (before, [])


def program(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    """`summitdesk watch` over many seconds, as a shell starts it."""
    (folder / "tmp").mkdir()
    return subprocess.Popen(
        [sys.executable, "-m", "adapters.cli", "watch", TASHKENT, "--from", "2026-06-08", *words],
        cwd=folder,
        env={"PATH": os.defpath, "HOME": str(folder), "PYTHONPATH": str(ROOT), "TMPDIR": str(folder / "tmp")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_can_be_ended_at_any_moment_and_leaves_nothing(tmp_path: Path, number: signal.Signals, code: int) -> None:
    with program(tmp_path, "--seconds", "600") as process:
        assert process.stdout and process.stderr
        assert process.stdout.readline().startswith(b"Watching 7 days")
        process.send_signal(number)
        assert (process.wait(20), process.stderr.read()) == (code, b"")
    assert list((tmp_path / "tmp").iterdir()) == [] and not list(tmp_path.glob("*.db*"))


def test_a_reader_that_goes_away_ends_it_at_the_next_post(tmp_path: Path) -> None:
    began = time.monotonic()
    with program(tmp_path, "--seconds", "60", "--days", "30") as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert (process.wait(20), process.stderr.read()) == (141, b"")
    assert time.monotonic() - began < 20 and list((tmp_path / "tmp").iterdir()) == []
