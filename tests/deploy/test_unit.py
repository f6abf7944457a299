"""The systemd unit, by systemd's own checkers; and what the files beside it tell the desk."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from adapters.arguments import parse
from adapters.serving import LEAVE_SECONDS
from bot.declared import DECLARED

MOST_EXPOSED = 12
"""Tenths of `systemd-analyze security`: what is left is the network, which the desk needs."""


@pytest.fixture
def unit(deploy: Path) -> dict[str, list[str]]:
    """What each setting of the unit is given, in order."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r"^(\w+)=(.*)$", (deploy / "summitdesk.service").read_text("utf-8"), re.MULTILINE):
        found.setdefault(name, []).append(value)
    return found


def test_systemd_reads_it_without_a_word(tool: Any, deploy: Path, tmp_path: Path) -> None:
    """With the drop-in, and with a program that is there."""
    text = (deploy / "summitdesk.service").read_text("utf-8")
    (tmp_path / "summitdesk.service").write_text(
        re.sub("^ExecStart=.*$", f"ExecStart={sys.executable}", text, flags=re.M)
    )
    (tmp_path / "summitdesk.service.d").mkdir()
    (tmp_path / "summitdesk.service.d" / "credentials.conf").write_text(
        (deploy / "credentials.conf").read_text("utf-8")
    )
    run = tool("systemd-analyze", "verify", tmp_path / "summitdesk.service")
    assert (run.returncode, run.stderr) == (0, "")


def test_it_is_closed_in(tool: Any) -> None:
    run = tool(
        "systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}", "deploy/summitdesk.service"
    )
    assert run.returncode == 0, run.stdout


def test_it_runs_the_desk_and_gives_it_time_to_stop(unit: dict[str, list[str]]) -> None:
    program, *words = unit["ExecStart"][0].split()
    assert Path(program).name == "summitdesk"
    assert parse(words).command == "run"
    assert int(unit["TimeoutStopSec"][0]) > LEAVE_SECONDS


def test_the_credentials_are_settings_that_may_be_files(deploy: Path) -> None:
    text = (deploy / "credentials.conf").read_text("utf-8")
    loaded = re.findall(r"^LoadCredential=(\w+):/etc/summitdesk/credentials/(\w+)$", text, re.MULTILINE)
    told = re.findall(r"^Environment=(\w+)_FILE=%d/(\w+)$", text, re.MULTILINE)
    assert loaded == told != []
    assert {name for pair in told for name in pair} <= {setting.name for setting in DECLARED}


def test_other_commands_run_where_the_service_runs(deploy: Path, unit: dict[str, list[str]]) -> None:
    script = (deploy / "desk").read_text("utf-8")
    for name in ("DynamicUser", "User", "StateDirectory", "StateDirectoryMode", "UMask", "EnvironmentFile"):
        assert f"--property={name}={unit[name][0]}" in script
    assert unit["ExecStart"][0].split()[0] in script
    assert (deploy / "desk").stat().st_mode & 0o111


def test_it_hands_over_command_and_credentials(deploy: Path, tmp_path: Path) -> None:
    """With a `systemd-run` that prints what it is told, and one credential in a folder of the test's own."""
    (tmp_path / "credentials").mkdir()
    (tmp_path / "credentials" / "DISCORD_TOKEN").touch()
    (tmp_path / "systemd-run").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    (tmp_path / "systemd-run").chmod(0o755)
    script = (deploy / "desk").read_text("utf-8").replace("/etc/summitdesk/credentials", f"{tmp_path}/credentials")
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    run = subprocess.run(
        ["/bin/sh", "-c", script, "desk", "ask", "a  b"],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    said = run.stdout.splitlines()
    name = next(one.removeprefix("--unit=") for one in said if one.startswith("--unit="))
    assert f"--property=LoadCredential=DISCORD_TOKEN:{tmp_path}/credentials/DISCORD_TOKEN" in said
    assert f"--setenv=DISCORD_TOKEN_FILE=/run/credentials/{name}.service/DISCORD_TOKEN" in said
    assert said[-3:] == ["/opt/summitdesk/bin/summitdesk", "ask", "a  b"] and "--pipe" in said
