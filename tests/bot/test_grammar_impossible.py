"""What no schedule can keep: it is said, and nothing is offered that means something else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from managing_lines import parsed, unread, values
from small_desk import TODAY, offered


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("schedule add quote at 9am on 31 April", "The calendar has no “31 April”."),
        ("schedule add quote at 9am 30 February", "The calendar has no “30 February”."),
        ("schedule add quote at 9am on 02-30", "The calendar has no “02-30”."),
        ("schedule add quote at 9am every 2 weeks", "“2 weeks” cannot be kept"),
        ("schedule add quote at 9am every 2 days", "“2 days” cannot be kept"),
        ("schedule add quote every other friday at 9am", "“other friday” cannot be kept"),
        ("schedule edit 1 biweekly", "“biweekly” cannot be kept"),
        ("schedule add quote at 9am 5th friday", "“5th friday” is not in every month"),
        ("schedule add quote at 24:00", "A day ends at 23:59, so “24:00” is no time of it"),
        ("schedule add quote 24:00", "its beginning is written 00:00"),
        ("schedule add quote at 13pm", "“13pm” is no time of the day"),
        ("schedule pause 1 until tomorrow 18:00", "A pause ends when a day begins, so “18:00” cannot be kept"),
        ("schedule add help at 09:00 UTC", "“help” lists commands and answers nothing, so it cannot be posted."),
        ("schedule add about at 09:00 UTC", "so it cannot be posted."),
        ("schedule add quote at 9am zone Etc/GMT-99", "There is no time zone called “Etc/GMT-99”."),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_else_is_offered(line: str, said: str) -> None:
    found = unread(line)
    assert said in found.lead and offered(found) == []


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("schedule pause 1 for 3 days", [f"schedule pause 1 until {TODAY + timedelta(days=3)}"]),
        (
            "schedule add digest year at 9am",
            ["schedule add digest week at 09:00", "schedule add digest month at 09:00"],
        ),
        (
            'schedule add "quote at 9 Berlin"',
            ["schedule add quote at 09:00 Europe/Berlin", "schedule add quote at 21:00 Europe/Berlin"],
        ),
    ],
)
def test_what_is_meant_is_offered_where_it_is_clear(line: str, offers: list[str]) -> None:
    assert offered(unread(line)) == offers


def test_a_fixed_offset_is_taken_as_typed() -> None:
    assert values(parsed("schedule add quote at 9am Etc/GMT-5"))["zone"] == "Etc/GMT-5"


def test_a_phrase_with_marks_in_it_is_offered_in_marks_that_a_shell_keeps() -> None:
    (first, _) = offered(unread('schedule add “search "dual use" at 18:00” at 9'))
    assert first == "schedule add 'search \"dual use\" at 18:00' at 09:00"
    assert values(parsed(first))["what"] == 'search "dual use" at 18:00'
