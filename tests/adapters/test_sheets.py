"""Cutting a page into sheets: whatever the room, every word, source, record and button stands on one of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from conftest import Asker
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.sheets import LONGEST_PIECE, WRITTEN_OUT, Room, Sheet, cut, listed, shortened, with_sources_only
from bot.contract import Answer, Button, Item, Part, Reply, Source
from bot.texts.platforms import GOES_ON


def written(text: str) -> int:
    """As Slack counts: an ampersand or a bracket takes more than itself."""
    return len(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))


def room(characters: int = 3000, lines: int = 20, choices: int = 5, line: int = 10) -> Room:
    return Room(characters=characters, lines=lines, choices=choices, line=line, size=written)


def source(number: int, **more: Any) -> Source:
    given = {"publisher": "P", "title": "T", "date": None, "url": "https://example.org", **more}
    return Source(id=f"s{number}", number=number, **given)


def answer(*parts: Part, sources: int = 1, **more: Any) -> Answer:
    first, *rest = (source(number) for number in range(1, sources + 1))
    return Answer(title="T", lead="L", as_of=date(2026, 1, 1), parts=parts, sources=(first, *rest), **more)


def listing(*items: Item, title: str | None = None) -> Part:
    return Part(kind="list", title=title, items=items)


def item(text: str, *cited: int, **more: Any) -> Item:
    first, *rest = (f"s{number}" for number in cited or (1,))
    return Item(text=text, sources=(first, *rest), **more)


def shown(sheet: Sheet) -> list[Item]:
    return [one for part in sheet.reply.parts for one in part.items]


# Any reply in any room

WORDS = st.text(st.sampled_from("ab &<\n\u4e2d\U0001f600"), max_size=150)


@st.composite
def items(draw: st.DrawFn) -> Item:
    text = draw(WORDS)
    ends = st.integers(0, len(text))
    marks = tuple((min(a, b), max(a, b)) for a, b in draw(st.lists(st.tuples(ends, ends), max_size=3)))
    cited = draw(st.lists(st.integers(1, 6), min_size=1, max_size=4, unique=True))
    records = tuple(draw(st.lists(st.sampled_from(["Q1", "Q2", "F1"]), max_size=2, unique=True)))
    label = draw(st.one_of(st.none(), st.just("label")))
    return item(text, *cited, label=label, records=records, marks=marks, date=draw(st.sampled_from([None, "2025-09"])))


@st.composite
def replies(draw: st.DrawFn) -> Answer:
    titles = st.one_of(st.none(), st.text("ab", max_size=30))
    parts = tuple(
        listing(*held, title=draw(titles)) for held in draw(st.lists(st.lists(items(), max_size=6), max_size=4))
    )
    buttons = tuple(Button(label=str(n), command=f"members {n}") for n in range(draw(st.integers(0, 9))))
    records = dict.fromkeys(id for part in parts for one in part.items for id in one.records)
    loose = draw(st.sampled_from([(), ("CN-2001", "sco-25")]))
    return answer(*parts, sources=6, buttons=buttons, records=(*records, *loose))


ROOMS = st.builds(room, st.integers(1, 400), st.integers(1, 6), st.integers(1, 5), st.integers(0, 20))
ANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@ANY
@given(replies(), ROOMS, st.booleans())
def test_no_word_of_any_line_is_lost_or_said_twice(reply: Answer, held: Room, full: bool) -> None:
    sheets = cut(reply, held, full=full)
    before = [(part.title, one.text) for part in reply.parts for one in part.items]
    after: list[tuple[str | None, str]] = []
    for part in (part for sheet in sheets for part in sheet.reply.parts):
        for one in part.items:
            goes_on = after.pop()[1] if one.label == GOES_ON else ""
            after.append((part.title, goes_on + one.text))
    assert after == before


@ANY
@given(replies(), ROOMS, st.booleans())
def test_each_line_has_its_sources_and_records_on_its_own_sheet(reply: Answer, held: Room, full: bool) -> None:
    for sheet in cut(reply, held, full=full):
        lines = shown(sheet)
        cited = {id for one in lines for id in one.sources}
        assert cited <= {one.id for one in sheet.reply.sources}
        assert [one.number for one in sheet.reply.sources] == sorted({one.number for one in sheet.reply.sources})
        assert {id for one in lines for id in one.records} <= set(sheet.reply.records)


@ANY
@given(replies(), ROOMS, st.booleans())
def test_no_record_and_no_button_is_lost(reply: Answer, held: Room, full: bool) -> None:
    sheets = cut(reply, held, full=full)
    assert {id for sheet in sheets for id in sheet.reply.records} == set(reply.records)
    assert tuple(button for sheet in sheets for button in sheet.reply.buttons) == reply.buttons
    assert [(sheet.number, sheet.count) for sheet in sheets] == [(n, len(sheets)) for n in range(1, len(sheets) + 1)]


@ANY
@given(replies(), ROOMS)
def test_no_sheet_holds_more_than_its_room(reply: Answer, held: Room) -> None:
    for sheet in cut(reply, held):
        lines = shown(sheet)
        used = sum(written(one.text) + written(one.label or "") for one in lines)
        assert len(lines) <= held.lines
        assert len(sheet.reply.buttons) <= held.choices
        assert len(lines) <= 1 or used + held.line * len(lines) <= held.characters


@ANY
@given(replies(), ROOMS)
def test_marks_stay_on_their_words(reply: Answer, held: Room) -> None:
    def marked(lines: list[Item]) -> str:
        return "".join(
            character
            for one in lines
            for place, character in enumerate(one.text)
            if any(start <= place < end for start, end in one.marks)
        )

    after = [one for sheet in cut(reply, held) for one in shown(sheet)]
    assert marked(after) == marked([one for part in reply.parts for one in part.items])
    assert all(0 <= start <= end <= len(one.text) for one in after for start, end in one.marks)


# One reply, looked at closely


def test_a_page_that_fits_is_one_sheet_as_it_was() -> None:
    reply = answer(listing(item("China", 1), item("India", 2), title="Members"), sources=2)
    assert cut(reply, room()) == (Sheet(reply=reply, number=1, count=1),)


def test_lines_go_on_to_the_next_sheet_under_their_heading() -> None:
    reply = answer(listing(item("China", 1), item("India", 2), item("Iran", 2), title="Members"), sources=3)
    first, second = cut(reply, room(lines=2))
    assert [one.text for one in shown(first)] == ["China", "India"]
    assert [one.text for one in shown(second)] == ["Iran"]
    assert second.reply.parts[0].title == "Members"
    assert [one.id for one in second.reply.sources] == ["s2"]


def test_a_long_line_is_cut_after_a_space_and_only_its_beginning_has_the_label() -> None:
    words = "shanghai cooperation organisation " * 6
    reply = answer(listing(item(words, label="Name", marks=((0, 8), (40, 60)))))
    pieces = [one for sheet in cut(reply, room(characters=200)) for one in shown(sheet)]
    assert [one.label for one in pieces] == ["Name"] + [GOES_ON] * (len(pieces) - 1)
    assert len(pieces) > 1
    assert all(one.text.endswith(" ") for one in pieces)
    assert "".join(one.text for one in pieces) == words


def test_a_line_without_a_space_is_cut_where_the_room_ends() -> None:
    sheets = cut(answer(listing(item("&" * 100))), room(characters=100))
    pieces = [one.text for sheet in sheets for one in shown(sheet)]
    assert [len(one) for one in pieces] == [10] * 10


def test_a_record_on_no_line_stands_on_the_first_sheet() -> None:
    reply = answer(listing(item("a", records=("Q1",)), item("b", records=("Q2",))), records=("Q1", "Q2", "sco-25"))
    first, second = cut(reply, room(lines=1))
    assert (first.reply.records, second.reply.records) == (("Q1", "sco-25"), ("Q2",))


def test_more_choices_than_a_sheet_holds_make_another_sheet() -> None:
    buttons = tuple(Button(label=str(n), command=str(n)) for n in range(7))
    sheets = cut(answer(listing(item("a")), buttons=buttons), room(choices=3))
    assert [len(sheet.reply.buttons) for sheet in sheets] == [3, 3, 1]
    assert all(isinstance(sheet.reply, Answer) and sheet.reply.sources for sheet in sheets)


def test_a_reply_without_lines_is_one_sheet() -> None:
    reply = Reply(kind="choice", title="Which?", lead="Two are called so.", buttons=(Button(label="a", command="a"),))
    assert cut(reply, room(characters=1)) == (Sheet(reply=reply, number=1, count=1),)


def test_sources_beyond_those_written_out_take_less_room() -> None:
    one_each = [item("x", number) for number in range(1, 9)]
    costs = [
        max(len(shown(sheet)) for sheet in cut(answer(listing(*one_each), sources=8), room(500), full=full))
        for full in (False, True)
    ]
    assert costs[0] > costs[1] >= WRITTEN_OUT


# The card of all sources


def test_behind_cite_all_sources_stand_over_as_many_sheets_as_they_need() -> None:
    reply = with_sources_only(answer(listing(item("a", 1)), sources=9, records=("Q1",), page=2, pages=3))
    sheets = cut(reply, room(characters=200, lines=5), full=True)
    assert len(sheets) > 1
    assert [one.number for sheet in sheets for one in sheet.reply.sources] == list(range(1, 10))
    assert all(sheet.full and sheet.reply.sources and len(sheet.reply.sources) <= 5 for sheet in sheets)
    assert (reply.title, reply.lead) == ("Sources: T", "9 sources named on page 2, each written out.")


def test_a_single_source_is_called_one() -> None:
    assert with_sources_only(answer()).lead == "1 source named on this page, each written out."


@pytest.mark.parametrize("line", ["members all", "timeline membership", "coverage", "fact population", "search oil"])
def test_every_source_of_the_desks_long_pages_is_named_on_a_sheet(ask: Asker, line: str) -> None:
    reply = ask(line, page=1)
    sheets = cut(reply, room(characters=700, lines=6))
    cited = {id for part in reply.parts for one in part.items for id in one.sources}
    assert len(sheets) > 1
    assert cited <= {one.id for sheet in sheets for one in sheet.reply.sources}
    assert set(reply.records) == {id for sheet in sheets for id in sheet.reply.records}


# Shortening


@given(WORDS, st.integers(1, 40))
def test_what_is_shortened_is_its_beginning_and_never_longer(text: str, most: int) -> None:
    found = shortened(text, most)
    assert len(found) <= most
    assert found == text or (found.endswith("\u2026") and text.startswith(found[:-1]))


def test_what_does_not_fit_a_list_is_counted() -> None:
    assert listed(["Q001", "Q002", "Q003"], 100) == "Q001, Q002, Q003"
    assert listed(["Q001", "Q002", "Q003"], 12) == "Q001, Q002, and 1 more"
    assert listed(["x" * 50], 10) == "x" * 9 + "\u2026"
    assert listed([], 10) == ""


def test_a_very_long_title_of_a_source_costs_no_more_than_is_shown_of_it() -> None:
    long = source(1, title="x" * 50_000)
    lines = listing(item("a"), item("b"))
    reply = replace(answer(lines), sources=(long,))
    assert len(cut(reply, room(characters=LONGEST_PIECE + 200))) == 1


def test_a_share_of_a_room_is_at_least_one_line() -> None:
    small = room(characters=100, lines=3).times(0.1)
    assert (small.characters, small.lines) == (10, 1)
