"""Every command's examples really run: they are the help, the README's table and these tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from conftest import SAMPLES, Asker

from bot.commands import registry
from bot.contract import Request
from bot.desk import Desk
from bot.grammar import Parsed
from bot.registry import Command, Example

COMMANDS = registry("sco", SAMPLES).commands
EXAMPLES = [(c, e) for c in COMMANDS if not c.manages for e in c.examples]
MANAGING = [(c, e) for c in COMMANDS if c.manages for e in c.examples if not e.fails]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)
def test_a_command_has_three_examples_and_one_fails_kindly(command: Command) -> None:
    assert len(command.examples) >= 3
    assert any(e.fails for e in command.examples) or command.name == "coverage"
    assert not any("{" in e.line for e in command.examples)


@pytest.mark.parametrize(("command", "example"), EXAMPLES, ids=[e.line for _, e in EXAMPLES])
def test_an_example_does_what_it_says(ask: Asker, desk: Desk, command: Command, example: Example) -> None:
    reply = ask(example.line)
    assert reply.reference is None and reply.title and reply.lead
    if example.fails:
        assert reply.kind in ("error", "choice", "not-found")
        assert reply.buttons or reply.parts or reply.kind == "not-found"
    else:
        assert reply.kind in ("answer", "help")
        if command.name != "sco":
            assert desk.registry.find((reply.canonical or "").split(" ")[0]) == command


@pytest.mark.parametrize(("command", "example"), MANAGING, ids=[e.line for _, e in MANAGING])
def test_an_example_of_those_who_manage_reads_as_its_command(desk: Desk, command: Command, example: Example) -> None:
    request = Request(text=example.line, now=datetime(2026, 11, 24, 12, tzinfo=UTC), channel="terminal")
    found = desk.read(request)
    assert isinstance(found, Parsed)
    assert found.command == command.name
    again = desk.read(replace(request, text=found.canonical))
    assert isinstance(again, Parsed)
    assert (again.canonical, again.arguments) == (found.canonical, found.arguments)


@pytest.mark.parametrize(("command", "example"), EXAMPLES, ids=[e.line for _, e in EXAMPLES])
def test_what_an_answer_offers_can_be_asked(ask: Asker, command: Command, example: Example) -> None:
    for button in ask(example.line).buttons:
        may_be_empty = ("not-found",) if button.command.startswith("search ") else ()
        assert ask(button.command).kind in ("answer", "help", "choice", *may_be_empty), button


@pytest.mark.parametrize(("command", "example"), EXAMPLES, ids=[e.line for _, e in EXAMPLES])
def test_the_canonical_line_asks_the_same(ask: Asker, command: Command, example: Example) -> None:
    reply = ask(example.line)
    if reply.canonical is not None:
        again = ask(reply.canonical)
        assert (again.canonical, again.title, again.parts) == (reply.canonical, reply.title, reply.parts)
