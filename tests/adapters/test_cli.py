"""The console script as a shell runs it: exit codes, one question, the batch, the data, and how a start fails."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from adapters.arguments import Arguments, parse, split_question
from adapters.ask import joined
from data.version import SHIPPED

ROOT = Path(__file__).parent.parent.parent

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def environment(home: Path, **more: str) -> dict[str, str]:
    """The least that the program needs to run from this clone."""
    return {"PATH": os.defpath, "HOME": str(home), "PYTHONPATH": str(ROOT), **more}


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working directory whose store has been loaded by asking."""
    folder = tmp_path_factory.mktemp("loaded")
    first = summitdesk(folder, "ask", "members")
    assert first.returncode == 0, first.stderr
    return folder


def summitdesk(folder: Path, *words: str, given: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a folder, which is its home too."""
    command = [sys.executable, "-m", "adapters.cli", *words]
    return subprocess.run(
        command, input=given, cwd=folder, env=environment(folder, **more), capture_output=True, timeout=120, check=False
    )


def refused(run: subprocess.CompletedProcess[bytes], *, code: int = 1) -> str:
    """The one sentence with which the program failed."""
    said = run.stderr.decode()
    assert run.returncode == code
    assert "Traceback" not in said
    assert said.count("\n") == 1, said
    return said


def test_a_first_question_makes_and_loads_the_store_by_itself(loaded: Path) -> None:
    assert (loaded / "summitdesk.db").is_file()


def test_the_answer_is_text_and_the_code_is_0(loaded: Path) -> None:
    run = summitdesk(loaded, "ask", "members", "2016")
    assert run.returncode == 0
    assert run.stdout.decode().startswith("SCO members on 31 December 2016\n")
    assert b"\x1b" not in run.stdout
    assert run.stderr == b""


@pytest.mark.parametrize(
    ("line", "code"), [("help", 0), ("summit Astana", 1), ("quote Umarov Taiwan", 1), ("members 30 February", 1)]
)
def test_the_code_is_0_for_answer_and_help_and_1_for_the_rest(loaded: Path, line: str, code: int) -> None:
    assert summitdesk(loaded, "ask", line).returncode == code


@pytest.mark.parametrize(
    "words",
    [
        ["ask"],
        ["ask", "--on", "2025-02-30", "members"],
        ["ask", "--timezone", "Mars/Olympus", "members"],
        ["ask", "--as", "teams", "members"],
        ["ask", "--batch", "members"],
        ["nonsense"],
        ["load", "--fo"],
    ],
)
def test_wrong_use_of_the_shell_command_is_code_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse(words)
    assert left.value.code == 2
    assert "usage: summitdesk" in capsys.readouterr().err


@pytest.mark.parametrize("zone", ["EST", "Mars/Olympus", "../etc/passwd", ""])
def test_a_zone_that_is_no_place_is_refused_with_what_one_looks_like(
    zone: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse(["ask", "--timezone", zone, "members"])
    said = f"no time zone of a place in the IANA list, such as Asia/Tashkent, and not UTC: {zone!r}"
    assert said in capsys.readouterr().err


def test_options_of_ask_stand_anywhere_and_other_words_keep_their_order() -> None:
    given = parse(["ask", "timeline", "--full", "India", "--years", "2005-2017", "--as=json", "--on", "2025-09-01"])
    assert given.words == ("timeline", "India", "--years", "2005-2017")
    assert (given.full, given.form, str(given.day)) == (True, "json", "2025-09-01")


def test_after_two_dashes_everything_belongs_to_the_question() -> None:
    assert split_question(["--full", "--", "members", "--on", "2016"]) == (["--full"], ("members", "--on", "2016"))


def test_no_command_opens_the_conversation() -> None:
    assert parse([]) == Arguments(command="chat")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["members 2016"], "members 2016"),
        (["quote", "Wang Yi"], 'quote "Wang Yi"'),
        (["quote", "about:dual use"], 'quote about:"dual use"'),
        (["verify", 'a "show" of'], 'verify \u201ca "show" of\u201d'),
        (["members", "", "2016"], "members 2016"),
        ([""], ""),
    ],
)
def test_arguments_with_spaces_are_quoted_again(words: list[str], line: str) -> None:
    assert joined(words) == line


def test_json_is_the_reply_with_the_keys_of_the_contract(loaded: Path) -> None:
    reply = json.loads(summitdesk(loaded, "ask", "--as", "json", "members").stdout)
    keys = "kind canonical title lead as_of records sources parts buttons private page pages reference"
    assert " ".join(reply) == keys
    assert list(reply["sources"][0]) == ["id", "number", "publisher", "title", "date", "url"]
    assert list(reply["parts"][0]) == ["kind", "title", "items"]
    item = reply["parts"][0]["items"][0]
    assert list(item) == ["text", "label", "date", "records", "sources", "record_kind", "link"]
    assert set(item["sources"]) <= {source["id"] for source in reply["sources"]}
    assert list(reply["buttons"][0]) == ["label", "command"]


def test_a_day_is_todays_at_noon_in_the_zone(loaded: Path) -> None:
    run = summitdesk(loaded, "ask", "--on", "2025-09-01", "--timezone", "Pacific/Kiritimati", "summit", "next")
    assert "Tianjin" in run.stdout.decode()


def test_full_prints_every_page(loaded: Path) -> None:
    assert b"page 1 of" in summitdesk(loaded, "ask", "summits").stdout
    whole = summitdesk(loaded, "ask", "summits", "--full").stdout.decode()
    assert "page 1 of" not in whole
    assert "Tianjin" in whole
    assert "Almaty" in whole


def test_a_batch_answers_each_line_in_order_and_never_stops(loaded: Path) -> None:
    lines = [
        b"members 2016",
        b"",
        b"\xff\xfe bad",
        "quote Умаров".encode(),
        b'"unclosed',
        b"x" * 100_000,
        b"a\x0bb\xe2\x80\xa8c",
    ]
    run = summitdesk(loaded, "ask", "--batch", given=b"\n".join(lines) + b"\r", LC_ALL="C", PYTHONCOERCECLOCALE="0")
    written = [json.loads(line) for line in run.stdout.decode("utf-8").splitlines()]
    assert run.returncode == 0
    assert run.stderr == b""
    assert [one["command"] for one in written] == [line.decode("utf-8", "replace") for line in lines]
    assert all(list(one) == ["command", "reply", "text"] for one in written)
    assert written[0]["text"] == summitdesk(loaded, "ask", "--full", "members 2016").stdout.decode()
    assert written[1]["reply"]["kind"] == "help"


@pytest.mark.parametrize(
    ("given", "count"), [(b"", 0), (b"\n", 1), (b"members", 1), (b"members\r\n", 1), (b"a\n\nb", 3)]
)
def test_n_lines_in_are_n_lines_out(loaded: Path, given: bytes, count: int) -> None:
    run = summitdesk(loaded, "ask", "--batch", given=given)
    assert (run.returncode, run.stdout.count(b"\n")) == (0, count)
    assert all("\r" not in json.loads(line)["command"] for line in run.stdout.splitlines())


def test_a_batch_is_flushed_line_by_line(loaded: Path) -> None:
    command = [sys.executable, "-m", "adapters.cli", "ask", "--batch"]
    with subprocess.Popen(
        command, cwd=loaded, env=environment(loaded), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"members\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["command"] == "members"
        process.stdin.close()
        assert process.wait(30) == 0


@contextmanager
def batch(place: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A running `ask --batch` that has answered one line; ended when the test is done with it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "adapters.cli", "ask", "--batch"],
        cwd=place,
        env=environment(place),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,
    )
    try:
        told(process.stdin).write(b"members\n")
        told(process.stdin).flush()
        told(process.stdout).readline()
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            told(pipe).close()


def heed_interrupts() -> None:
    """A shell starts background jobs deaf to Ctrl-C, and a child would inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def told(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


def test_a_reader_that_goes_away_ends_a_batch_quietly(loaded: Path) -> None:
    with batch(loaded) as process:
        told(process.stdout).close()
        told(process.stdin).write(b"members 2016\n" * 50)
        told(process.stdin).close()
        assert process.wait(30) == 141
        assert told(process.stderr).read() == b""


def test_ctrl_c_ends_a_batch_quietly(loaded: Path) -> None:
    with batch(loaded) as process:
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert told(process.stderr).read() == b""


def test_a_conversation_through_a_pipe_reads_lines_and_prints_cards(loaded: Path) -> None:
    run = summitdesk(loaded, given=b"members 2016\nquit\nmembers\n")
    assert run.returncode == 0
    assert run.stdout.decode().startswith("SCO members on 31 December 2016\n")
    assert b"\x1b" not in run.stdout


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"DATABASE_URL": "mysql://root:secret@db/x"}, "DATABASE_URL"),
        ({"DATABASE_URL_FILE": "/nowhere/secret"}, "DATABASE_URL_FILE"),
        ({"DATABASE_URL": "sqlite:///:memory:"}, "DATABASE_URL"),
        ({"LOG_LEVEL": "secret"}, "LOG_LEVEL"),
        ({"SUMMITDESK_DATA": "/nowhere/secret"}, "SUMMITDESK_DATA"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_names_itself_only(
    tmp_path: Path, settings: dict[str, str], named: str
) -> None:
    said = refused(summitdesk(tmp_path, "ask", "members", **settings))
    assert named in said
    assert "secret" not in said.replace("_FILE", "")


def test_a_store_that_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    refused(summitdesk(tmp_path, "ask", "members", DATABASE_URL="sqlite:////nowhere/at/all.db"))
    refused(summitdesk(tmp_path, "ask", "members", DATABASE_URL="postgresql://nobody@127.0.0.1:1/x"))


def test_loading_twice_changes_nothing_and_says_so(tmp_path: Path) -> None:
    first, second = (summitdesk(tmp_path, "load", str(SHIPPED)).stdout.decode() for _ in range(2))
    assert "loaded" in first
    assert "unchanged" in second


def test_migrate_says_from_where_to_where(tmp_path: Path) -> None:
    first, second = (summitdesk(tmp_path, "migrate").stdout.decode() for _ in range(2))
    assert "were made" in first
    assert "up to date" in second


def test_a_faulty_folder_is_refused_whole_and_the_data_from_before_answers(loaded: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    shutil.copytree(SHIPPED, bad)
    (bad / "summits.yaml").write_text("summits:\n- {id: x}\n- {id: y, id: z}\n", "utf-8")
    run = summitdesk(loaded, "load", str(bad))
    assert run.returncode == 1
    assert "summits.yaml: " in run.stderr.decode()
    kept = summitdesk(loaded, "ask", "summit 2025", SUMMITDESK_DATA=str(bad))
    assert kept.returncode == 0
    assert "stays in use" in kept.stderr.decode()


def test_check_data_names_every_fault_by_file_and_record(tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    shutil.copytree(SHIPPED, bad)
    words = (bad / "quotes.yaml").read_text("utf-8")
    (bad / "quotes.yaml").write_text(words.replace("something of a Putin-Xi", "something like a Putin-Xi"), "utf-8")
    run = summitdesk(tmp_path, "check-data", str(bad))
    assert run.returncode == 1
    assert "quotes.yaml: Q001: sha256:" in run.stdout.decode()
    assert summitdesk(tmp_path, "check-data").returncode == 0


def test_check_data_of_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    run = summitdesk(tmp_path, "check-data", "nowhere")
    assert (run.returncode, run.stdout.count(b"\n")) == (1, 1)


def test_the_version_is_said() -> None:
    run = subprocess.run([sys.executable, "-m", "adapters.cli", "--version"], cwd=ROOT, capture_output=True, check=True)
    assert run.stdout.startswith(b"summitdesk ")
