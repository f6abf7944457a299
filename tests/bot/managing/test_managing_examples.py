"""The examples of the managing commands really run, in the terminal, where schedule #1 stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from conftest import SAMPLES

from bot.commands import registry
from bot.contract import Reply, Request
from bot.desk import Desk
from bot.registry import Command, Example

COMMANDS = [command for command in registry("sco", SAMPLES).commands if command.manages]
EXAMPLES = [(c, e) for c in COMMANDS for e in c.examples]


def ask(desk: Desk, line: str) -> Reply:
    """What the terminal's user is told."""
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    return desk.answer(Request(text=line, now=now, channel="terminal", may_manage=True, admin=True))


@pytest.mark.parametrize(("command", "example"), EXAMPLES, ids=[e.line for _, e in EXAMPLES])
def test_an_example_does_what_it_says(empty_desk: Desk, command: Command, example: Example) -> None:
    ask(empty_desk, "schedule add digest month at 10:00 UTC")
    if command.name == "schedule resume":
        ask(empty_desk, "schedule pause 1")
    reply = ask(empty_desk, example.line)
    assert reply.reference is None and reply.private
    assert (reply.kind == "answer") is not example.fails, reply.lead
    for button in reply.buttons:
        assert ask(empty_desk, button.command).kind in ("answer", "not-found", "error"), button


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)
def test_a_member_is_refused_whatever_they_ask(empty_desk: Desk, command: Command) -> None:
    ask(empty_desk, "schedule add digest month at 10:00 UTC")
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    for example in command.examples:
        reply = empty_desk.answer(Request(text=example.line, now=now, channel="terminal", user="bob"))
        assert reply.private and reply.kind != "answer", example.line
