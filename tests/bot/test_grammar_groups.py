"""Commands of two words: found, explained, and offered where the second word is missing or misspelt."""

from __future__ import annotations

import pytest
from managing_lines import COMMANDS, parsed, unread, values
from small_desk import NAMES, TODAY, offered

from bot.grammar import manages, read_options
from bot.reading.offers import Unread
from bot.registry import Command, Example, Registry


def _command(name: str) -> Command:
    return Command(
        name=name, help=name, options=(), examples=(Example(line=name, shows="it"),), handler=lambda ask: ask
    )


@pytest.mark.parametrize("typed", ["schedule list", "Schedule  LIST", "/sco schedule list", "please schedule list?"])
def test_a_command_is_found_by_its_two_words(typed: str) -> None:
    assert parsed(typed).command == "schedule list"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("new", "add"), ("create", "add"), ("delete", "remove"), ("cancel", "remove"), ("history", "log")],
)
def test_the_second_word_may_be_another_that_people_say(typed: str, meant: str) -> None:
    assert parsed(f"schedule {typed}").command == f"schedule {meant}"


@pytest.mark.parametrize("typed", ["schedule", "/schedule", "schedule?", "schedule help", "sco schedule"])
def test_the_group_alone_is_explained(typed: str) -> None:
    found = parsed(typed)
    assert (found.command, values(found)) == ("help", {"command": "schedule"})


def test_help_behind_the_group_explains_one_of_its_commands() -> None:
    assert parsed("schedule help add").canonical == "help schedule add"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("schedule ad onthisday at 9am", ["schedule add onthisday at 09:00"]),
        ("schedule remve 12", ["schedule remove 12"]),
        ("schedule stop 12", ["schedule pause 12", "schedule remove 12"]),
    ],
)
def test_a_misspelt_second_word_offers_the_near_ones_first_and_then_all(typed: str, first: list[str]) -> None:
    found = unread(typed)
    lines = offered(found)
    assert found.kind == "choice"
    assert lines[: len(first)] == first
    assert {" ".join(line.split()[:2]) for line in lines} == {c.name for c in COMMANDS.groups["schedule"]}
    assert all(f"`{line}`" in found.lead for line in first)


def test_an_unknown_second_word_is_told_what_there_is() -> None:
    found = unread("schedule moonbase")
    assert found.lead.startswith("There is no command called “schedule moonbase”; after schedule comes add, list, ")
    assert len(found.offers) == len(COMMANDS.groups["schedule"])


@pytest.mark.parametrize(
    ("typed", "offers"),
    [
        ("schedules", ["schedule list", "schedule", "help"]),
        ("schedul add quote at 9am", ["schedule add quote at 09:00", "schedule", "help"]),
        ("shedule", ["schedule list", "schedule", "help"]),
    ],
)
def test_a_misspelt_first_word_offers_the_group(typed: str, offers: list[str]) -> None:
    assert offered(unread(typed)) == offers


def test_the_group_without_a_second_word_is_no_command_of_a_platform() -> None:
    found = read_options("schedule", {}, registry=COMMANDS, names=NAMES, today=TODAY)
    assert isinstance(found, Unread)
    assert found.kind == "help"
    assert offered(found) == [c.name for c in COMMANDS.groups["schedule"]]


@pytest.mark.parametrize(
    ("line", "is_managing"),
    [
        ("schedule add quote at 9am", True),
        ("/sco schedule", True),
        ("hello, schedule nonsense", True),
        ("settings", True),
        ("members 2016", False),
        ("search schedule add", False),
        ("", False),
        ("sco", False),
    ],
)
def test_a_line_is_of_those_who_manage_by_its_first_words(line: str, is_managing: bool) -> None:
    assert manages(line, COMMANDS, "sco") == is_managing


def test_a_question_is_never_offered_a_command_that_changes_something() -> None:
    for line in ("membrs 12", "europe/berlin", "<#C1>", "members 09:00 weekdays", "add onthisday at 09:00"):
        assert not [one for one in offered(unread(line)) if COMMANDS.manages(one.split()[0])]


@pytest.mark.parametrize("line", ["schedule add quote at 9am " + "x " * 500, "schedule moonbase " + "x " * 9_000])
def test_a_line_of_any_length_is_refused_at_once(line: str) -> None:
    assert unread(line).lead


def test_a_group_and_a_command_of_one_name_stop_the_start() -> None:
    with pytest.raises(ValueError, match="schedule"):
        Registry((_command("schedule"), _command("schedule add")))
