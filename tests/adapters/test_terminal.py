"""The conversation: pages, numbered choices, the prompt at a pretended keyboard, and lines from a pipe."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, InMemoryHistory
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from adapters import terminal
from adapters.ask import Asker
from adapters.terminal import Conversation
from bot.completion import completer
from bot.desk import Desk
from bot.settings import Settings, read
from bot.texts import terminal as texts

ROOT = Path(__file__).parent.parent.parent
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def talk(desk: Desk) -> Conversation:
    """A conversation without colour on the day of the tests."""
    return Conversation(desk, Asker(clock=lambda: NOON), colour=False)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose state lies in a folder of the test's own."""
    return read({"XDG_STATE_HOME": str(tmp_path), "TERM": "xterm"}, tmp_path)


@pytest.fixture
def keyboard() -> Iterator[PipeInput]:
    """Keys that a test presses."""
    with create_pipe_input() as pipe:
        yield pipe


def typed(keyboard: PipeInput, keys: str, desk: Desk, talk: Conversation, settings: Settings) -> str:
    """What a conversation shows when these keys are pressed, and Ctrl-D at the end."""
    keyboard.send_text(keys + "\x04")
    out = io.StringIO()
    prompts: PromptSession[str] = terminal.session(completer(desk), settings, input=keyboard, output=DummyOutput())
    assert terminal.talk_at(prompts, talk, out=out) == 0
    return out.getvalue()


def test_a_paged_card_is_turned_by_next_prev_and_an_empty_line(talk: Conversation) -> None:
    assert "page 1 of" in (talk.say("summits") or "")
    assert "page 2 of" in (talk.say("next") or "")
    assert "page 3 of" in (talk.say("") or "")
    assert "page 2 of" in (talk.say("prev") or "")


def test_there_is_no_page_before_the_first_nor_after_the_last(talk: Conversation) -> None:
    assert talk.say("next") == f"{texts.NO_CARD}\n"
    talk.say("members Belarus")
    assert talk.say("prev") == f"{texts.NO_EARLIER}\n"
    for _ in range(20):
        said = talk.say("more")
    assert said == f"{texts.NO_MORE}\n"
    assert talk.say("") == ""


def test_a_number_asks_what_stands_beside_it(talk: Conversation) -> None:
    shown = talk.say("summit Astana") or ""
    assert " 1  " in shown
    assert "5th SCO summit" in (talk.say("1") or "")
    talk.say("summit Astana")
    assert talk.say("99") == texts.NO_SUCH_BUTTON.format(number=99, count=shown.count("summit:") or 4) + "\n"


@pytest.mark.parametrize("word", ["quit", "exit", " QUIT "])
def test_quit_leaves(talk: Conversation, word: str) -> None:
    assert talk.say(word) is None


def test_a_question_typed_at_the_prompt_is_answered(
    keyboard: PipeInput, desk: Desk, talk: Conversation, settings: Settings
) -> None:
    said = typed(keyboard, "members 2016\r", desk, talk, settings)
    assert texts.GREETING in said
    assert "SCO members on 31 December 2016" in said
    assert said.endswith(f"{texts.FAREWELL}\n")


def test_ctrl_c_drops_the_line_and_the_conversation_goes_on(
    keyboard: PipeInput, desk: Desk, talk: Conversation, settings: Settings
) -> None:
    said = typed(keyboard, "members 19\x03members 2017\r", desk, talk, settings)
    assert "31 December 2017" in said


def test_what_was_typed_is_kept_for_the_next_time_for_its_owner_only(
    keyboard: PipeInput, desk: Desk, talk: Conversation, settings: Settings, tmp_path: Path
) -> None:
    typed(keyboard, "members 2016\r", desk, talk, settings)
    kept = tmp_path / "summitdesk" / "history"
    assert "+members 2016" in kept.read_text("utf-8")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_history_is_in_memory_where_its_folder_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    blocked = read({"XDG_STATE_HOME": str(tmp_path / "file")}, tmp_path)
    assert isinstance(terminal.history(blocked), InMemoryHistory)
    free = read({"XDG_STATE_HOME": str(tmp_path / "free")}, tmp_path)
    assert isinstance(terminal.history(free), FileHistory)


def test_the_menu_puts_a_name_in_place_of_its_beginning(desk: Desk, settings: Settings) -> None:
    menu = terminal.session(completer(desk), settings, output=DummyOutput()).completer
    assert menu is not None
    found = list(menu.get_completions(Document("members Bel"), CompleteEvent()))
    assert [(one.text, one.start_position) for one in found] == [("Belarus", -3)]


def test_lines_from_a_pipe_are_answered_until_quit(talk: Conversation) -> None:
    out = io.StringIO()
    assert terminal.read_lines(talk, ["members 2016\n", "\n", "nonsense\r\n", "quit\n", "members\n"], out=out) == 0
    said = out.getvalue()
    assert "31 December 2016" in said
    assert "nonsense" in said
    assert "22 November 2026" not in said.split("nonsense", 1)[1]


def test_colour_is_off_where_the_environment_says_so(tmp_path: Path) -> None:
    assert read({"NO_COLOR": "1"}, tmp_path).plain
    assert read({"TERM": "dumb"}, tmp_path).plain
    assert not read({"TERM": "xterm", "NO_COLOR": ""}, tmp_path).plain


def test_a_real_terminal_shows_colour_and_says_goodbye(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    environment = {"XDG_STATE_HOME": str(tmp_path), "TERM": "xterm", "PYTHONPATH": str(ROOT), "PATH": os.defpath}
    command = [sys.executable, "-m", "adapters.cli"]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=tmp_path, env=environment)
    alarm = threading.Timer(60, process.kill)
    alarm.start()
    os.close(theirs)
    os.write(ours, b"members 2016\rquit\r")
    said = all_of(ours)
    alarm.cancel()
    assert process.wait() == 0
    assert b"\x1b[1mSCO members on 31 December 2016\x1b[0m" in said
    assert texts.FAREWELL.encode() in said


def all_of(terminal_side: int) -> bytes:
    """All that is written to a terminal until its other side is closed, which Linux tells as an error."""
    said = b""
    try:
        while chunk := os.read(terminal_side, 4096):
            said += chunk
    except OSError:
        pass  # closed
    finally:
        os.close(terminal_side)
    return said
