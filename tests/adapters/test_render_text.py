"""The card as text: 80 columns, sources, marks, and nothing that steers a screen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth, wcwidth

from adapters.neutral import clean
from adapters.render_text import render
from bot.contract import Answer, Button, Item, Part, Reply, Source


def source(number: int, **more: Any) -> Source:
    """Source `s1` with a publisher, a title and a link."""
    given = {"publisher": f"Publisher {number}", "title": f"Title {number}", "date": "2025-09-01"}
    return Source(id=f"s{number}", number=number, **{**given, "url": f"https://example.org/{number}", **more})


def card(*parts: Part, sources: tuple[Source, ...] = (source(1),), **more: Any) -> Answer:
    """An answer with these parts."""
    given = {"title": "A title", "lead": "A lead.", "as_of": date(2026, 11, 22), "data_version": "abc123"}
    return Answer(**{**given, "parts": parts, "sources": sources, **more})


def line(text: str, **more: Any) -> Item:
    """A line from source s1."""
    return Item(text=text, **{"sources": ("s1",), **more})


def plain(reply: Reply, *, full: bool = False) -> str:
    """The card without colour."""
    return render(reply, colour=False, full=full)


def is_narrow(text: str) -> bool:
    """Whether a line has at most 80 columns in both ways of counting, or is a link alone."""
    counted = max(wcswidth(text), sum(max(wcwidth(c), 0) for c in text))
    return counted <= 80 or (text.startswith("http") and " " not in text)


def test_a_card_has_title_lead_lines_with_numbers_sources_and_a_footer() -> None:
    item = line("China: member", records=("CN-2001",))
    said = plain(card(Part(kind="list", title="Members", items=(item,)), records=("CN-2001",)))
    assert said == (
        "A title\nA lead.\n\nMembers\n- China: member [1]\n\n"
        "Sources\n[1] Publisher 1, “Title 1”, 1 September 2025\n    https://example.org/1\n\n"
        "Records: CN-2001\nas of 22 November 2026 · data abc123\n"
    )


def test_a_line_is_followed_by_all_its_numbers_in_order() -> None:
    item = line("Said twice", sources=("s2", "s1"))
    assert "- Said twice [1][2]\n" in plain(card(Part(kind="list", items=(item,)), sources=(source(1), source(2))))


def test_the_fourth_source_stands_in_short_unless_all_is_asked_for() -> None:
    reply = card(sources=tuple(source(number) for number in range(1, 6)))
    assert "[4] Publisher 4, 1 September 2025; [5] Publisher 5" in plain(reply)
    assert "https://example.org/5" not in plain(reply)
    assert "https://example.org/5" in plain(reply, full=True)


def test_a_source_without_date_publisher_or_link_says_what_is_known() -> None:
    bare = source(1, publisher=None, date=None, url=None, remark="undated")
    assert "[1] publisher not known, “Title 1”, undated\n\n" in plain(card(sources=(bare,)))


def test_a_timeline_line_begins_with_its_date_once() -> None:
    told = line("It happened", date="2025-09")
    labelled = line("It happened too", date="2025-09", label="September 2025, planned")
    said = plain(card(Part(kind="timeline", items=(told, labelled))))
    assert "  September 2025: It happened [1]\n  September 2025, planned: It happened too [1]\n" in said


def test_marked_words_are_starred_in_plain_and_bold_in_colour() -> None:
    reply = card(Part(kind="list", items=(line("cheap oil today", marks=((6, 9),)),)))
    assert "- cheap *oil* today [1]" in plain(reply)
    assert "cheap \x1b[1moil\x1b[0m today" in render(reply, colour=True, full=False)


def test_a_quotation_is_never_altered_by_marks() -> None:
    item = line("“cheap oil today”", marks=((7, 10),), record_kind="quote")
    assert "“cheap oil today” [1]" in plain(card(Part(kind="quote", items=(item,))))


def test_without_colour_no_escape_character_is_written() -> None:
    assert "\x1b" not in plain(card(Part(kind="facts", title="\x1b[31mred", items=(line("a\x1b]0;b\x07c"),))))


def test_what_steers_a_screen_is_taken_out_of_every_field() -> None:
    bad = "a\u202eb\x1b[2Jc\u200bd\u2066e\x9bf\tg\ud800h"
    reply = card(
        Part(kind="quote", title=bad, items=(line(bad, label=bad),)),
        sources=(source(1, publisher=bad, title=bad, url=f"https://{bad}", remark=bad),),
        title=bad,
        lead=bad,
        records=(bad,),
        buttons=(Button(label=bad, command=bad),),
    )
    for colour in (False, True):
        said = render(reply, colour=colour, full=True).replace("\x1b[0m", "").replace("\x1b[1m", "")
        said = said.replace("\x1b[2m", "").replace("\x1b[36m", "")
        assert not set(said) & set("\u202e\x1b\u200b\u2066\x9b\t\ud800")


def test_joiners_stay_where_a_script_or_an_emoji_needs_them() -> None:
    assert clean("می‌خواهم 👩‍🔬 क्‍ष") == "می‌خواهم 👩‍🔬 क्‍ष"
    assert clean("pay\u200dpal \u200c.") == "paypal ."


def test_a_long_link_stands_alone_on_its_line_whole() -> None:
    url = "https://example.org/" + "a" * 90
    said = plain(card(Part(kind="list", items=(line(f"See {url} for more"),)), sources=(source(1, url=url),)))
    assert said.split("\n").count(url) == 2
    assert all(map(is_narrow, said.split("\n")))


def test_line_ends_in_an_item_stay_and_go_under_it() -> None:
    assert "- one\n    two [1]\n" in plain(card(Part(kind="list", items=(line("one\ntwo"),))))


def test_wide_letters_and_flags_are_counted_as_a_terminal_counts_them() -> None:
    text = "上海合作组织成员国元首理事会" * 8 + " 🇨🇳🇰🇿🇰🇬🇷🇺🇹🇯🇺🇿" * 12
    lines = plain(card(Part(kind="list", items=(line(text),)))).split("\n")
    assert all(map(is_narrow, lines))
    assert "".join("".join(lines).split()).count("上海合作组织") == 8


def test_choices_are_command_lines_in_print_and_numbers_in_a_conversation() -> None:
    reply = card(
        buttons=(Button(label="Last year", command="members 2025"), Button(label="members", command="members"))
    )
    assert "Try: members 2025 (Last year)\n     members\n" in plain(reply)
    assert " 1  members 2025 (Last year)\n 2  members\n" in render(reply, colour=False, full=False, numbered=True)


def test_the_footer_says_which_page_it_is() -> None:
    assert plain(card(page=2, pages=3)).endswith("· page 2 of 3\n")


@given(st.text(max_size=400), st.text(max_size=120), st.sampled_from(["facts", "list", "quote", "timeline", "note"]))
def test_no_line_is_wider_than_80_columns_whatever_it_says(text: str, label: str, kind: Any) -> None:
    item = line(text, label=label, marks=((0, len(text) // 2),))
    reply = card(Part(kind=kind, title=label, items=(item,)), title=text, lead=text or "-", records=tuple(text.split()))
    for row in plain(reply).split("\n"):
        assert is_narrow(row), row


@pytest.mark.parametrize("columns", [40, 60])
def test_a_narrow_terminal_gets_narrow_lines(columns: int) -> None:
    said = render(card(lead="word " * 60), colour=False, full=True, columns=columns)
    assert max(map(len, said.split("\n"))) <= columns
