"""What people say out of courtesy before a command is heard, and asks for nothing."""

from __future__ import annotations

import pytest
from small_desk import REGISTRY, offered, parsed, unread

from bot.grammar import COURTESY


@pytest.mark.parametrize(
    "line",
    [
        "please members 2016",
        "Please, members 2016",
        "hi members 2016",
        "hello! members 2016",
        "hey, could you please show me members 2016?",
        "show me members 2016",
        "could you tell me members 2016",
        "can you give us members 2016?",
        "ok so members 2016",
        "hi, members 2016 please",
        "please /members 2016",
        "sco please members 2016",
        "/sco hi, members 2016",
        "hi sco members 2016",
    ],
)
def test_a_courtesy_before_a_command_changes_nothing(line: str) -> None:
    assert parsed(line).canonical == "members 2016"


@pytest.mark.parametrize("line", ["hi", "hello!", "please", "hey, hi"])
def test_a_greeting_alone_gets_the_start_card(line: str) -> None:
    assert parsed(line).command == "sco"


def test_a_greeting_and_a_please_are_no_part_of_a_text_that_is_verified() -> None:
    assert parsed('please verify "show me the money"').canonical == 'verify "show me the money"'


@pytest.mark.parametrize(
    ("line", "said", "offer"),
    [
        ("please frobnicate", "There is no command called \u201cfrobnicate\u201d.", "help"),
        (
            "show me frobnicate members",
            "There is no command called \u201cfrobnicate\u201d.",
            "search frobnicate members",
        ),
        ("about you", "what to do with \u201cyou\u201d", "about"),
        ("who hi", "\u201chi\u201d was left over", "who"),
        ("please members frob", "No member or partner is called \u201cfrob\u201d.", "members"),
    ],
)
def test_a_courtesy_hides_nothing_of_what_is_wrong(line: str, said: str, offer: str) -> None:
    found = unread(line)
    assert said in found.lead
    assert offer in offered(found)


def test_what_a_command_takes_is_not_taken_for_a_courtesy() -> None:
    assert parsed("search please").canonical == "search please"
    assert parsed("search hello").arguments == {"words": "hello"}


def test_no_command_is_called_like_a_courtesy() -> None:
    assert not COURTESY & set(REGISTRY.names())
