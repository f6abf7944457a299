"""The Procfile's commands are commands of the desk."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from adapters.arguments import Arguments, parse

LINES = (Path(__file__).parents[2] / "Procfile").read_text("utf-8").splitlines()
COMMANDS = {name: command.strip() for name, _, command in (line.partition(":") for line in LINES)}


def parsed(command: str) -> list[Arguments]:
    """What each of the commands that `&&` joins says to the desk."""
    words = [shlex.split(one) for one in command.split("&&")]
    assert [one[0] for one in words] == ["summitdesk"] * len(words)
    return [parse(one[1:]) for one in words]


def test_a_release_brings_tables_and_data_up_to_date() -> None:
    assert [given.command for given in parsed(COMMANDS["release"])] == ["migrate", "load"]


@pytest.mark.parametrize("name", ["web", "worker"])
def test_each_process_runs_in_the_role_that_it_is_named_after(name: str) -> None:
    (given,) = parsed(COMMANDS[name])
    assert (given.command, given.role) == ("run", name)


def test_there_is_nothing_else_in_it() -> None:
    assert list(COMMANDS) == ["release", "web", "worker"]
