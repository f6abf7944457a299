"""The console script for the chat platforms: what must be set, what is printed, and how a running desk is stopped."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import signal
import socket
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import BRICS

from adapters.arguments import parse
from bot.environment import WrongSetting
from bot.settings import read

ROOT = Path(__file__).parents[2]
BOT, APP, DISCORD = "xoxb-1-legible", "xapp-1-legible", "legible-discord-token"
NOWHERE = {"SLACK_API_URL": "http://127.0.0.1:9/api/", "DISCORD_API_URL": "http://127.0.0.1:9"}
SLACK: dict[str, Any] = {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP}

Done = subprocess.CompletedProcess[bytes]


def environment(home: Path, **more: str) -> dict[str, str]:
    """The least that the program needs to run from this clone, over the small dataset; it reaches nobody."""
    found = {"PATH": os.defpath, "HOME": str(home), "PYTHONPATH": str(ROOT), "SUMMITDESK_DATA": str(BRICS)}
    return {**found, **NOWHERE, **more}


def summitdesk(folder: Path, *words: str, given: bytes = b"", **more: str) -> Done:
    command = [sys.executable, "-m", "adapters.cli", *words]
    return subprocess.run(
        command, input=given, cwd=folder, env=environment(folder, **more), capture_output=True, timeout=60, check=False
    )


def refused(run: Done) -> str:
    """The one sentence with which the program failed."""
    said = run.stderr.decode()
    assert (run.returncode, run.stdout) == (1, b"")
    assert "Traceback" not in said
    assert said.count("\n") == 1, said
    return said


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working directory whose store has been loaded."""
    folder = tmp_path_factory.mktemp("loaded")
    assert summitdesk(folder, "load", str(BRICS)).returncode == 0
    return folder


# What must be set


def test_with_nothing_set_the_way_out_is_said(tmp_path: Path) -> None:
    said = refused(summitdesk(tmp_path, "run"))
    for way in ("SLACK_BOT_TOKEN", "DISCORD_TOKEN", "summitdesk setup slack", "summitdesk chat"):
        assert way in said
    assert not (tmp_path / "summitdesk.db").exists()


def test_a_store_that_is_no_database_says_so_and_who_knows_more(tmp_path: Path) -> None:
    (tmp_path / "summitdesk.db").write_text("hello")
    said = refused(summitdesk(tmp_path, "run", DISCORD_TOKEN=DISCORD))
    assert "(file is not a database). summitdesk doctor says what to do." in said


def test_a_platform_that_is_not_set_is_not_served_alone(tmp_path: Path) -> None:
    said = refused(summitdesk(tmp_path, "run", "--only", "discord", **SLACK))
    assert "nothing is set for discord: summitdesk setup discord" in said


@pytest.mark.parametrize("given", [SLACK, {"DISCORD_TOKEN": DISCORD}])
def test_a_web_process_without_anything_that_calls_says_that_the_worker_is_enough(
    tmp_path: Path, given: dict[str, str]
) -> None:
    said = refused(summitdesk(tmp_path, "run", "--role", "web", PORT="0", **given))
    assert "the role web has nothing to do" in said and "--role worker" in said and "nothing is set" not in said


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"SLACK_BOT_TOKEN": BOT}, "SLACK_APP_TOKEN"),
        ({"SLACK_APP_TOKEN": APP}, "SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": "legible"}, "SLACK_APP_TOKEN"),
        ({"SLACK_CLIENT_ID": "1.2", "SLACK_APP_TOKEN": APP}, "SLACK_BOT_TOKEN"),
        ({"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "legible", "SLACK_APP_TOKEN": APP}, "SUMMITDESK_SECRET_KEY"),
        (
            {
                "SLACK_CLIENT_ID": "1.2",
                "SLACK_CLIENT_SECRET": "legible",
                "SLACK_APP_TOKEN": APP,
                "SUMMITDESK_SECRET_KEY": "legible" * 8,
            },
            "PORT",
        ),
    ],
)
def test_a_platform_set_by_halves_says_what_is_missing(tmp_path: Path, given: dict[str, str], missing: str) -> None:
    with pytest.raises(WrongSetting, match=f"^{missing}: it is missing") as refusal:
        read(given, tmp_path).platforms()
    assert "legible" not in str(refusal.value)


def test_what_is_missing_is_said_by_the_program_too(tmp_path: Path) -> None:
    said = refused(summitdesk(tmp_path, "run", SLACK_BOT_TOKEN=BOT, DISCORD_TOKEN=DISCORD))
    assert said.startswith("summitdesk: SLACK_APP_TOKEN: it is missing")
    assert "legible" not in said


@pytest.mark.parametrize(
    ("given", "only", "served"),
    [
        (SLACK, None, ("slack",)),
        ({"DISCORD_TOKEN": DISCORD}, None, ("discord",)),
        ({**SLACK, "DISCORD_TOKEN": DISCORD}, None, ("slack", "discord")),
        ({**SLACK, "DISCORD_TOKEN": DISCORD}, "discord", ("discord",)),
        ({"SLACK_BOT_TOKEN": BOT, "DISCORD_TOKEN": DISCORD}, "discord", ("discord",)),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": "x", "PORT": "0"}, None, ("slack",)),
        ({}, None, ()),
    ],
)
def test_what_is_set_is_served(
    tmp_path: Path, given: dict[str, str], only: str | None, served: tuple[str, ...]
) -> None:
    assert read(given, tmp_path).platforms(only) == served  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xapp-legible"),
        ("SLACK_APP_TOKEN", "xoxb-legible"),
        ("SLACK_API_URL", "legible"),
        ("DISCORD_API_URL", "ftp://legible"),
        ("DISCORD_SERVER", "legible"),
        ("PORT", "legible"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "٨٠٨٠"),
        ("PORT", "9" * 5000),
        ("SUMMITDESK_SECRET_KEY", "legible"),
    ],
)
def test_a_wrong_value_names_its_setting_and_not_what_it_holds(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(WrongSetting, match=f"^{name}: ") as refusal:
        read({name: value}, tmp_path)
    assert value not in str(refusal.value).replace("65535", "")


# One question, as a platform would be sent the answer


@pytest.mark.parametrize(("form", "private"), [("slack", True), ("discord", False)])
def test_an_answer_as_a_platform_is_the_message_it_would_be_sent(loaded: Path, form: str, private: bool) -> None:
    run = summitdesk(loaded, "ask", "--as", form, "members")
    message = json.loads(run.stdout)
    is_private = {"slack": message.get("response_type") == "ephemeral", "discord": bool(message.get("flags", 0) & 64)}
    assert (run.returncode, run.stderr, run.stdout.count(b"\n")) == (0, b"", 1)
    assert "blocks" in message or "components" in message
    assert is_private[form] == private


@pytest.mark.parametrize("form", ["slack", "discord"])
def test_each_line_of_a_batch_carries_the_message_beside_what_it_had(loaded: Path, form: str) -> None:
    given = b"members\n\nnonsense of nobody\n"
    plain = [json.loads(line) for line in summitdesk(loaded, "ask", "--batch", given=given).stdout.splitlines()]
    run = summitdesk(loaded, "ask", "--batch", f"--as={form}", given=given)
    found = [json.loads(line) for line in run.stdout.splitlines()]
    assert [list(one) for one in found] == [["command", "reply", "text", "payload"]] * 3
    assert [{key: one[key] for key in one if key != "payload"} for one in found] == plain
    assert found[0]["payload"] == json.loads(summitdesk(loaded, "ask", "--as", form, "members").stdout)


# What platforms are told of the app


def test_the_manifest_is_json_and_nothing_else(tmp_path: Path) -> None:
    run = summitdesk(tmp_path, "slack-manifest")
    found = json.loads(run.stdout)
    assert (run.returncode, run.stderr, list(tmp_path.glob("*.db"))) == (0, b"", [])
    assert found["display_information"]["name"] == "Summit Desk"
    assert [command["command"] for command in found["features"]["slash_commands"]] == ["/brics"]
    assert found["settings"]["socket_mode_enabled"]


def test_the_manifest_may_have_short_commands_an_address_and_another_name(tmp_path: Path) -> None:
    words = ("slack-manifest", "--commands", "short", "--url", "https://desk.example.org/", "--name", "Desk")
    found = json.loads(summitdesk(tmp_path, *words).stdout)
    commands = found["features"]["slash_commands"]
    assert {"/brics", "/members", "/quote"} <= {command["command"] for command in commands}
    assert {command["url"] for command in commands} == {"https://desk.example.org/slack/events"}
    assert found["display_information"]["name"] == "Desk"
    assert not found["settings"]["socket_mode_enabled"]


def test_the_link_opens_slack_with_the_same_manifest(tmp_path: Path) -> None:
    link = summitdesk(tmp_path, "slack-manifest", "--link").stdout.decode()
    query = parse_qs(urlsplit(link.strip()).query)
    assert link.startswith("https://api.slack.com/apps?new_app=1&manifest_json=")
    assert link.count("\n") == 1
    assert json.loads(query["manifest_json"][0]) == json.loads(summitdesk(tmp_path, "slack-manifest").stdout)


def test_the_invitation_of_an_application_needs_neither_token_nor_network(tmp_path: Path) -> None:
    run = summitdesk(tmp_path, "discord-invite", "112233445566778899")
    query = parse_qs(urlsplit(run.stdout.decode().strip()).query)
    assert (run.returncode, run.stderr, run.stdout.count(b"\n")) == (0, b"", 1)
    assert query["client_id"] == ["112233445566778899"]
    assert "bot" in query["scope"][0].split()


def test_an_invitation_without_application_and_token_says_what_is_missing(tmp_path: Path) -> None:
    assert "DISCORD_TOKEN: it is missing" in refused(summitdesk(tmp_path, "discord-invite"))
    said = refused(summitdesk(tmp_path, "discord-invite", DISCORD_TOKEN=DISCORD))
    assert "Discord could not be reached" in said
    assert DISCORD not in said


@pytest.mark.parametrize(
    "words",
    [
        ["run", "--only", "teams"],
        ["run", "members"],
        ["setup"],
        ["setup", "teams"],
        ["slack-manifest", "--commands", "all"],
        ["slack-manifest", "--url", "http://desk.example.org"],
        ["slack-manifest", "--url", "desk.example.org"],
        ["slack-manifest", "--url", "https://"],
        ["slack-manifest", "--url", "https://desk.example.org/?a=1"],
        ["slack-manifest", "--url", "https://desk.example.org/a b#c"],
        ["discord-invite", "Desk"],
        ["discord-invite", "1234"],
        ["discord-invite", "١١٢٢٣٣٤٤"],
        ["ask", "--as", "teams", "members"],
    ],
)
def test_wrong_use_is_code_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse(words)
    assert left.value.code == 2
    assert "usage: summitdesk" in capsys.readouterr().err


# A desk that runs


def running(folder: Path, *words: str, **given: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "adapters.cli", "run", *words]
    return subprocess.Popen(command, cwd=folder, env=environment(folder, **given), stderr=subprocess.PIPE)


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("platforms", [("Slack",), ("Discord",), ("Slack", "Discord")])
def test_a_signal_ends_a_desk_in_time_whose_platforms_are_away(
    loaded: Path, name: signal.Signals, platforms: tuple[str, ...]
) -> None:
    only = ("--only", platforms[0].casefold()) if len(platforms) == 1 else ()
    with running(loaded, *only, **SLACK, DISCORD_TOKEN=DISCORD) as process:
        assert process.stderr
        said = b""
        while not all(f"{platform}: not connected (".encode() in said for platform in platforms):
            line = process.stderr.readline()
            assert line, said
            said += line
        began = time.monotonic()
        process.send_signal(name)
        said += process.stderr.read()
    assert process.returncode == 0
    assert time.monotonic() - began < 10
    assert said.decode().splitlines()[-1].endswith("stopping")
    assert b"Traceback" not in said
    assert b"legible" not in said


def test_a_desk_whose_port_is_taken_stays_up_and_says_so(loaded: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        given = {"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": "legible-secret", "PORT": port, "HOST": "127.0.0.1"}
        with running(loaded, **given) as process:
            assert process.stderr
            said = b""
            while b"HTTP:" not in said:
                said += process.stderr.readline()
            process.terminate()
            said += process.stderr.read()
    assert process.returncode == 0
    assert b"cannot be opened: Address already in use" in said
    assert b"legible" not in said


def test_a_pasted_token_does_not_show_on_a_terminal(loaded: Path) -> None:
    ours, theirs = pty.openpty()

    def take_terminal() -> None:
        os.setsid()
        fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)

    command = [sys.executable, "-m", "adapters.cli", "setup", "slack"]
    with subprocess.Popen(
        command,
        cwd=loaded,
        env=environment(loaded),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        preexec_fn=take_terminal,
    ) as process:
        os.close(theirs)
        shown = until(ours, b"Bot User OAuth Token: ")
        os.write(ours, b"legible-but-wrong\n")
        shown += until(ours, b"Bot User OAuth Token: ")
        os.write(ours, b"\x04")
        assert process.wait(20) == 1
    os.close(ours)
    assert b"begin with xoxb-" in shown
    assert b"legible" not in shown
    assert not (loaded / ".env").exists()


def until(terminal: int, words: bytes) -> bytes:
    """What a terminal shows until some words stand on it."""
    shown = b""
    while words not in shown.rpartition(b"\n")[2]:
        shown += os.read(terminal, 4096)
    return shown


def test_a_line_of_env_that_cannot_be_read_is_named_and_not_left_out(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("# tokens\nDISCORD_TOKEN='legible\n")
    assert refused(summitdesk(tmp_path, "run")).startswith("summitdesk: .env: line 2 cannot be read")
