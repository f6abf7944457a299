"""`verify`, where somebody else is named beside the words, and where marks within them were lost with a word."""

from __future__ import annotations

import pytest

from bot import compare

BALL = "My hazy crystal ball suggests that Trump will announce a new"


@pytest.mark.parametrize(
    ("pasted", "named", "speaker"),
    [
        ('"hegemonism and power politics" Putin', "Vladimir Putin", "Xi Jinping"),
        ('Xi: "root causes"', "Xi Jinping", "Vladimir Putin"),
        ('Xi\'s "root causes"', "Xi Jinping", "Vladimir Putin"),
        (
            '"The SCO has become something of a Putin-Xi show," Luca Anceschi said',
            "Luca Anceschi",
            "Temur Umarov",
        ),
    ],
)
def test_words_pasted_with_another_name_are_said_not_to_be_theirs(ask, pasted, named, speaker):
    lead = ask(f"verify {pasted}").lead
    assert lead.startswith(f"Exact, but not {named}'s: these words are on record from {speaker}, to the letter")
    assert lead.endswith(f"The store does not have them from {named}.")


def test_a_piece_of_a_quotation_pasted_with_another_name_is_said_not_to_be_theirs(ask):
    lead = ask('verify Trump said: "My hazy crystal ball suggests"').lead
    assert lead.startswith("Exact, part of a longer quotation, but not Donald Trump's: these words are on record from")


@pytest.mark.parametrize(
    "pasted",
    [
        '"hegemonism and power politics" Xi',
        '"hegemonism and power politics", Xi said of Putin',
        '"hegemonism and power politics", says the summit',
        '"hegemonism and power politics", said Putin or Modi',
        '"The SCO has become something of a Putin-Xi show," he said',
        'suggests that Trump will announce a "new"',
    ],
)
def test_with_the_right_name_or_none_or_more_than_one_the_verdict_is_as_ever(ask, pasted):
    lead = ask(f"verify {pasted}").lead
    assert ": these words are on record from" in lead
    assert "but not" not in lead
    assert lead.endswith("Only the words between the quotation marks were compared.")


def test_a_word_left_out_with_the_mark_before_it_is_the_only_difference(ask):
    for rest in ("partnership", "partnership aimed at shifting the tone"):
        reply = ask(f'verify "{BALL} {rest}"')
        assert [item.text for item in reply.parts[0].items] == [
            "The source has “great”, what was pasted leaves it out, after “announce a new”."
        ]


def test_a_word_left_out_with_the_mark_after_it_is_the_only_difference():
    compared = compare.compare("they spoke of a great for the people", "they spoke of a ‘great plan,’ for the people")
    assert [(one.source, one.pasted) for one in compared.differences] == [("plan,", "")]


@pytest.mark.parametrize("pasted", [f"{BALL} great", f"{BALL} great partnership aimed at shifting the tone"])
def test_marks_that_were_lost_alone_are_differences(pasted):
    source = f"{BALL} ‘great partnership' aimed at shifting the tone of it"
    (difference,) = compare.compare(pasted, source).differences
    assert difference.source.startswith("‘great")
    assert difference.pasted.startswith("great")
