"""`summitdesk schedule` and `settings`: the desk's managing commands from the shell, and slots with nothing stored."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from conftest import open_desk

from adapters.arguments import parse
from adapters.ask import Asker, answer, batch
from data.operations import schedules
from data.store import Store

ADD = ("schedule", "add", "onthisday", "at", "08:30", "Asia/Tashkent", "weekdays", "in", "posts.txt")
ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
EDGE = ("schedule", "simulate", "onthisday at 02:30 Europe/Berlin", "--from", "2026-10-20", "--days", "14")


@pytest.fixture
def place(sco: Store, tmp_path: Path) -> Path:
    """A working directory whose store has the shipped data."""
    whole, copy = sqlite3.connect(sco.url.removeprefix("sqlite:///")), sqlite3.connect(tmp_path / "summitdesk.db")
    whole.backup(copy)
    whole.close()
    copy.close()
    return tmp_path


def summitdesk(folder: Path, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program in a folder, which is its home too."""
    return subprocess.run(
        [sys.executable, "-m", "adapters.cli", *words],
        input=given,
        cwd=folder,
        env={"PATH": os.defpath, "HOME": str(folder), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=120,
        check=False,
        encoding="utf-8",
    )


def written(folder: Path) -> int:
    """How many schedules there are."""
    with sqlite3.connect(folder / "summitdesk.db") as database:
        count = database.execute("SELECT count(*) FROM schedule").fetchone()[0]
    database.close()
    return int(count)


def test_whoever_sits_at_the_terminal_may_add_and_list(place: Path) -> None:
    added = summitdesk(place, *ADD)
    assert (added.returncode, added.stderr) == (0, "")
    assert "posts.txt" in added.stdout
    listed = summitdesk(place, "schedule", "list", "all", "--json")
    reply = json.loads(listed.stdout)
    assert (listed.returncode, reply["private"], reply["canonical"]) == (0, True, "schedule list all")
    assert "posts.txt" in str(reply["parts"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("schedule",), 0),
        (("schedule", "add", "onthisday", "at", "9", "Asia/Tashkent"), 1),
        (("schedule", "moonbase"), 1),
        (("settings", "zone", "Asia/Tashkent"), 0),
        (("schedule", "list", "--days-of-plenty"), 1),
    ],
)
def test_the_code_is_that_of_ask(place: Path, words: tuple[str, ...], code: int) -> None:
    assert summitdesk(place, *words).returncode == code


def test_slots_are_rows_of_csv_and_nothing_is_stored(place: Path) -> None:
    run = summitdesk(place, *EDGE, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(run.stdout)))
    assert (run.returncode, run.stderr, written(place)) == (0, "", 0)
    assert run.stdout.splitlines()[0] == "slot_local,slot_utc,action,title,records"
    assert len(rows) == 14
    assert (rows[5]["slot_local"], rows[5]["slot_utc"]) == ("2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00Z")
    assert {row["action"] for row in rows} == {"post", "silent"}


@pytest.mark.parametrize(("form", "first"), [("text", "2026-10-20 Tue 02:30"), ("ics", "BEGIN:VCALENDAR")])
def test_slots_are_shown_as_text_or_a_calendar(place: Path, form: str, first: str) -> None:
    run = summitdesk(place, *EDGE, "--format", form)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith(first)


def test_the_slots_of_a_schedule_are_found_by_its_number(place: Path) -> None:
    summitdesk(place, *ADD)
    run = summitdesk(place, "schedule", "simulate", "1", "--from", "2026-11-23", "--days", "7", "--format", "csv")
    days = [row["slot_local"][:10] for row in csv.DictReader(io.StringIO(run.stdout))]
    assert days == [f"2026-11-{day}" for day in range(23, 28)]


@pytest.mark.parametrize("text", ["onthisday at 02:30", "moonbase at 02:30 UTC", "99"])
def test_what_describes_no_schedule_is_said_beside_the_rows(place: Path, text: str) -> None:
    run = summitdesk(place, "schedule", "simulate", text, "--format", "csv")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr and "Traceback" not in run.stderr


def test_the_same_commands_work_in_a_conversation(place: Path) -> None:
    run = summitdesk(place, "chat", given="schedule add quote at 9am Asia/Tashkent\nschedule pause 1\nschedule list\n")
    assert run.returncode == 0
    assert written(place) == 1
    assert "paused" in run.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("schedule", "simulate", "quote at 9am UTC", "--days", "0"),
        ("schedule", "simulate", "quote at 9am UTC", "--from", "tomorrow"),
        ("schedule", "simulate", "quote at 9am UTC", "--from", "9999-12-30"),
        ("schedule", "simulate", "quote at 9am UTC", "--from", "0001-01-01", "--format", "ics"),
        ("schedule", "--on", "9999-12-31", "list"),
        ("schedule", "simulate", "quote at 9am UTC", "--format", "pdf"),
        ("settings", "--timezone", "Mars/Olympus"),
    ],
)
def test_wrong_use_is_code_2(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse(words)
    assert left.value.code == 2
    assert "usage: summitdesk" in capsys.readouterr().err


def test_what_is_an_option_only_of_simulate_belongs_to_the_line_of_the_others() -> None:
    given = parse(["schedule", "add", "members 2016", "--days", "mon", "--at", "09:00", "--timezone", "Asia/Tashkent"])
    assert given.line == 'schedule add "members 2016" --days mon --at 09:00'
    assert (given.days, given.timezone, given.simulates) == (None, "Asia/Tashkent", False)


def test_a_batch_asks_a_managing_line_once(own_sco: Store) -> None:
    desk, out = open_desk(own_sco), io.BytesIO()
    asker = Asker(clock=lambda: NOW)
    batch(desk, [b"schedule add quote at 9am UTC"], asker, out=out)
    assert "Schedule #1" in json.loads(out.getvalue())["reply"]["title"]
    with own_sco.read() as reader:
        assert [one.made_at for one in schedules.every(reader, "terminal", "")] == [NOW]


def test_a_message_for_a_platform_is_for_looking_only(own_sco: Store) -> None:
    desk, out = open_desk(own_sco), io.BytesIO()
    lines = [b"schedule add quote at 9am UTC", b"settings zone UTC", b"settings", b"schedule list"]
    batch(desk, lines, Asker(clock=lambda: NOW), out=out, payload=lambda reply: {"title": reply.title})
    titles = [json.loads(line)["payload"]["title"] for line in out.getvalue().splitlines()]
    assert titles[:2] == ["Nothing was changed"] * 2 and "Nothing was changed" not in titles[2:]
    with own_sco.read() as reader:
        assert schedules.every(reader, "terminal", "") == []


@pytest.mark.parametrize("line", ["schedule add quote at 9am UTC", "settings zone Asia/Tashkent", "schedule remove 1"])
def test_nothing_is_changed_as_if_on_another_day(own_sco: Store, line: str) -> None:
    desk = open_desk(own_sco)
    reply = answer(desk, line, Asker(clock=lambda: NOW, day=date(2030, 6, 1)), page=1)
    assert (reply.kind, reply.title) == ("error", "Nothing was changed") and "--on" in reply.lead
    with own_sco.read() as reader:
        assert schedules.every(reader, "terminal", "") == []


def test_what_only_tells_may_be_asked_as_if_on_another_day(own_sco: Store) -> None:
    desk = open_desk(own_sco)
    asker = Asker(clock=lambda: NOW, day=date(2030, 6, 1))
    reply = answer(desk, "schedule simulate quote at 9am UTC 3d", asker, page=1)
    assert reply.kind == "answer" and "1 June 2030" in reply.title
    for day in (date.min, date.max):
        far = answer(desk, "schedule list", Asker(clock=lambda: NOW, day=day, timezone="Asia/Tashkent"), page=1)
        assert "1900-01-01 to 2999-12-31" in far.lead


def test_no_days_are_too_few(own_sco: Store) -> None:
    reply = answer(open_desk(own_sco), "schedule simulate quote at 9am UTC 0d", Asker(clock=lambda: NOW), page=1)
    assert reply.title == "That is too short"


@pytest.mark.parametrize(
    ("path", "said"),
    [("nodir/x.txt", "no such folder"), ("a-folder.txt", "no regular file"), ("pipe.txt", "no regular file")],
)
def test_a_file_that_cannot_be_one_is_refused_when_it_is_named(
    own_sco: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a-folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    line = f"schedule add quote at 9am UTC in {path}"
    reply = answer(open_desk(own_sco), line, Asker(clock=lambda: NOW), page=1)
    assert reply.kind == "refusal" and said in reply.lead
    with own_sco.read() as reader:
        assert schedules.every(reader, "terminal", "") == []


def test_a_path_from_home_is_kept_in_full_and_any_other_as_typed(
    own_sco: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for path in ("~/x.txt", "./posts.txt"):
        answer(open_desk(own_sco), f"schedule add quote at 9am UTC in {path}", Asker(clock=lambda: NOW), page=1)
    with own_sco.read() as reader:
        assert [one.channel for one in schedules.every(reader, "terminal", "")] == [f"{tmp_path}/x.txt", "./posts.txt"]
    assert not list(tmp_path.glob("*.txt"))
