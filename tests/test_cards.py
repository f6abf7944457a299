"""The cards of the acceptance list stand as text, so that a changed answer is a visible difference."""

from __future__ import annotations

import pytest
from cards import FOLDER, LINES, card, path

from bot.desk import Desk


@pytest.mark.parametrize("line", LINES)
def test_a_card_is_as_it_was_signed(desk: Desk, line: str) -> None:
    assert card(desk, line) == path(line).read_text("utf-8"), "if it is meant: make cards"


def test_no_card_is_left_over() -> None:
    assert {p.name for p in FOLDER.iterdir()} == {path(line).name for line in LINES}
