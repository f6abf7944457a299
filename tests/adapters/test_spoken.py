"""A question as people write it in a channel, and the question that the desk reads in it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.spoken import question

MARKS = '`*_"\u201c\u201d:;,.!>@- \u2022\u2013\u2014\n'
"""Everything that may be taken off, so that a generated text is made of little else."""


@pytest.mark.parametrize(
    "text",
    [
        "members 2016",
        "  members 2016\n",
        ": members 2016",
        ", members 2016",
        "- members 2016",
        "\u2013 members 2016",
        "\u2014members 2016",
        "\u2022 members 2016",
        "> members 2016",
        ">>> members 2016",
        "@Bob members 2016",
        "@Bob, @Charlie: members 2016",
        "`members 2016`",
        "```members 2016```",
        "```\nmembers 2016\n```",
        "*members 2016*",
        "**members 2016**",
        "_members 2016_",
        "__members 2016__",
        '"members 2016"',
        "\u201cmembers 2016\u201d",
        ": **`members 2016`**",
        "> @Bob: \u201c_members 2016_\u201d",
    ],
)
def test_what_stands_around_a_question_is_taken_off(text: str) -> None:
    assert question(text) == "members 2016"


@pytest.mark.parametrize(
    "text",
    [
        "members 2016",
        "/members 2016",
        "members @Bob",
        'verify "a b"',
        'search "rare earths"',
        '"rare earths" or "dual use"',
        "*one* and *two*",
        "`one` and `two`",
        "who _x_",
        "quote about *oil*",
        "timeline 2005-2017",
        "@Bob",
        "**",
        '"',
        "",
    ],
)
def test_what_belongs_to_the_question_stays(text: str) -> None:
    assert question(text) == text


@given(st.one_of(st.text(), st.text(alphabet=MARKS + "a\u00e9")))
@example("@a @b")
@example("``` ` ** * __ _")
@example("\ud800")
def test_a_question_is_a_part_of_the_text_and_has_nothing_left_around_it(text: str) -> None:
    found = question(text)
    assert found in text
    assert question(found) == found


@pytest.mark.parametrize("odd", ["@a ", ": ", "*", "`", "_", '"', "- > ", "\u201c", "@", "*a", "**a**"])
def test_forty_thousand_odd_characters_are_read_to_the_end(odd: str) -> None:
    before = odd * (40_000 // len(odd))
    assert question(f"{before} members 2016").endswith("members 2016")
    assert "members 2016" in question(f"{before} members 2016 {before}")
