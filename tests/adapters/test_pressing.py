"""Buttons: what they carry survives any line, what nobody wrote does no harm, and which stand under which card."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.pressing import LAST, Place, Press, is_private, keys, pack, token, unpack
from adapters.sheets import Sheet
from bot.contract import Answer, Button, Reply, Source

SMALLEST = 100
"""Characters of the smallest platform's button."""

PRIVATE, PUBLIC, ALONE = Place(private=True), Place(private=False, asker="U0ALICE"), Place(private=False, alone=True)

PRESSES = st.builds(
    Press,
    act=st.sampled_from(["turn", "ask", "open", "cite", "copy", "share"]),
    line=st.text(max_size=300),
    page=st.integers(1, 999_999),
    sheet=st.integers(LAST, 9999),
    full=st.booleans(),
    asker=st.from_regex(r"[A-Za-z0-9_-]{0,20}", fullmatch=True),
    alone=st.booleans(),
)


def answer(**more: object) -> Answer:
    """An answer about members with two choices, page 2 of 3 unless told otherwise."""
    source = Source(id="s1", number=1, publisher="P", title="T", date=None, url=None)
    buttons = (Button(label="India", command="members India"), Button(label="All", command="members all"))
    given = {"canonical": "members", "page": 2, "pages": 3, "buttons": buttons, **more}
    return Answer(title="T", lead="L", as_of=date(2026, 1, 1), sources=(source,), **given)  # type: ignore[arg-type]


def reply(kind: str, **more: object) -> Reply:
    given = {"canonical": "members", "buttons": (Button(label="India", command="members India"),), **more}
    return Reply(kind=kind, title="T", lead="L", **given)  # type: ignore[arg-type]


def sheet(shown: Reply, number: int = 1, count: int = 1, *, full: bool = False) -> Sheet:
    return Sheet(reply=shown, number=number, count=count, full=full)


def labels(shown: Sheet, place: Place) -> list[str]:
    return [key.label for key in keys(shown, place)]


def presses(shown: Sheet, place: Place) -> dict[str, Press]:
    return {key.label: key.press for key in keys(shown, place)}


# What a button carries


@given(PRESSES, st.sampled_from([SMALLEST, 255, 2000]))
@example(Press(act="turn", line="a|b#c~d\n\0 e", page=999_999, sheet=9999, full=True, asker="U" * 20), SMALLEST)
@example(Press(act="ask", line=""), SMALLEST)
@example(Press(act="turn", line="summits", alone=True), SMALLEST)
@example(Press(act="cite", line="summits", full=True, asker="a", alone=True), SMALLEST)
def test_a_press_comes_back_from_its_button_as_it_was(press: Press, most: int) -> None:
    packed = pack(press, most)
    read = unpack(packed.text)
    assert len(packed.text) <= most
    assert read is not None
    kept = dict([packed.kept]) if packed.kept else {}
    line = read.press.line if read.token is None else kept[read.token]
    assert (line, read.press) == (press.line, Press(**{**parts(press), "line": read.press.line}))  # type: ignore[arg-type]


def parts(press: Press) -> dict[str, object]:
    return {name: getattr(press, name) for name in ("act", "line", "page", "sheet", "full", "asker", "alone")}


def test_a_line_is_kept_only_where_it_does_not_fit() -> None:
    head = len(pack(Press(act="ask", line=""), SMALLEST).text)
    fits, exceeds = "x" * (SMALLEST - head), "x" * (SMALLEST - head + 1)
    assert pack(Press(act="ask", line=fits), SMALLEST).kept is None
    assert pack(Press(act="ask", line=exceeds), SMALLEST).kept == (token(exceeds), exceeds)


def test_the_same_line_has_the_same_token_everywhere() -> None:
    assert token("members 2016") == token("members 2016") == "bg3nejkq7uknjpx3ycp7r4ho"
    assert token("members 2016") != token("members 2017")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "members 2016",
        "sd1",
        "sd1a1.1",
        "sd2a1.1|members",
        "sd1x1.1|members",
        "sd1a-1.1|members",
        "sd1a1.1g|members",
        "sd1a1234567.1|members",
        "sd1a1.12345|members",
        "sd1a1.1~|members",
        "sd1a1.1~U 1|members",
        "sd1a1.1~" + "U" * 65 + "|members",
        " sd1a1.1|members",
        "\nsd1a1.1|members",
        "sd1a1.1#",
        "sd1a1.1#nonsense",
        "sd1a1.1#" + "A" * 24,
        "sd1a1.1#" + "a" * 23 + "\0",
        "sd1a1.1#" + "a" * 24 + "\n",
        "sd1a1.1#" + "\ud800" * 24,
        "sd1a1.1#" + "a" * 100_000,
    ],
)
def test_what_no_button_of_ours_carries_is_not_read(text: str) -> None:
    assert unpack(text) is None


@given(st.one_of(st.text(), st.from_regex(r"sd1\w\d*\.\d*f?(~\w*)?[|#].*")))
@example("sd1a0.0|members")
@example("sd1a\u0663.\u0661|members")
def test_whatever_is_read_can_be_asked(text: str) -> None:
    read = unpack(text)
    if read is not None:
        assert read.press.page >= 1
        assert read.press.sheet >= LAST
        assert (read.token is None) or (not read.press.line and len(read.token) == 24)
        assert read.press.line in text


# Who sees a reply


@pytest.mark.parametrize("kind", ["error", "refusal"])
def test_a_reply_that_concerns_only_the_asker_is_private_whatever_was_chosen(kind: str) -> None:
    assert is_private(reply(kind, private=False), habit=False)


@pytest.mark.parametrize("habit", [True, False])
def test_a_choice_wins_over_the_habit(habit: bool) -> None:
    assert [is_private(answer(private=chosen), habit=habit) for chosen in (None, True, False)] == [habit, True, False]


# Which buttons stand where


def test_a_private_card_is_turned_asked_and_shared() -> None:
    assert labels(sheet(answer()), PRIVATE) == ["◀ Page 1", "Page 3 ▶", "India", "All", "Share to channel", "Cite"]


def test_a_public_card_is_turned_for_its_asker_and_opens_private_answers_for_all() -> None:
    found = presses(sheet(answer()), PUBLIC)
    assert list(found) == ["◀ Page 1", "Page 3 ▶", "India", "All", "Only for me", "Cite"]
    assert found["◀ Page 1"] == Press(act="turn", line="members", page=1, sheet=LAST, asker="U0ALICE")
    assert found["Page 3 ▶"] == Press(act="turn", line="members", page=3, asker="U0ALICE")
    assert found["India"] == Press(act="open", line="members India")
    assert found["Only for me"] == Press(act="copy", line="members", page=2)


def test_where_nobody_else_is_there_is_nobody_to_share_with() -> None:
    found = presses(sheet(answer()), ALONE)
    assert list(found) == ["◀ Page 1", "Page 3 ▶", "India", "All", "Cite"]
    assert found["India"].act == "ask"


@pytest.mark.parametrize(("page", "turns"), [(1, ["Page 2 ▶"]), (2, ["◀ Page 1", "Page 3 ▶"]), (3, ["◀ Page 2"])])
def test_the_first_and_the_last_page_turn_one_way_only(page: int, turns: list[str]) -> None:
    assert [label for label in labels(sheet(answer(page=page, buttons=())), ALONE) if label != "Cite"] == turns


def test_the_last_page_leads_back_to_the_last_sheet_of_the_one_before() -> None:
    found = presses(sheet(answer(page=3, buttons=())), ALONE)
    assert found["◀ Page 2"] == Press(act="turn", line="members", page=2, sheet=LAST, alone=True)


def test_every_button_where_nobody_else_is_knows_that() -> None:
    """Or the card that it leads to would offer to be shared with nobody."""
    for shown in (sheet(answer()), sheet(answer(), 2, 3), sheet(answer(), 1, 2, full=True), sheet(reply("choice"))):
        found = presses(shown, ALONE)
        assert found and all(press.alone for press in found.values())
        assert not any(press.alone for press in presses(shown, PRIVATE).values())


@pytest.mark.parametrize(
    ("number", "turns"),
    [(1, ["◀ Page 1", "Part 2 ▶"]), (2, ["◀ Part 1", "Part 3 ▶"]), (3, ["◀ Part 2", "Page 3 ▶"])],
)
def test_sheets_are_turned_before_pages(number: int, turns: list[str]) -> None:
    assert labels(sheet(answer(buttons=()), number, 3), ALONE) == [*turns, "Cite"]


def test_turning_back_over_a_page_goes_to_its_last_sheet() -> None:
    found = presses(sheet(answer(), 1, 3), PUBLIC)
    assert (found["◀ Page 1"].page, found["◀ Page 1"].sheet) == (1, LAST)
    assert (found["Part 2 ▶"].page, found["Part 2 ▶"].sheet) == (2, 2)


def test_the_card_of_sources_turns_its_sheets_and_cites_no_further() -> None:
    found = presses(sheet(answer(buttons=()), 1, 2, full=True), PRIVATE)
    assert list(found) == ["Part 2 ▶", "Share to channel"]
    assert all(press.full for press in found.values())


def test_a_shared_card_is_the_sheet_that_was_seen() -> None:
    shared = presses(sheet(answer(), 2, 3, full=True), PRIVATE)["Share to channel"]
    assert shared == Press(act="share", line="members", page=2, sheet=2, full=True)


@pytest.mark.parametrize("kind", ["choice", "refusal", "error"])
def test_what_asks_back_is_not_shared_and_is_answered_in_its_place(kind: str) -> None:
    found = presses(sheet(reply(kind)), PUBLIC)
    assert found == {"India": Press(act="ask", line="members India", asker="U0ALICE")}


def test_a_reply_to_no_line_has_its_choices_only() -> None:
    assert labels(sheet(reply("help", canonical=None, pages=3)), PRIVATE) == ["India"]
