"""What a post shows is found again by the next one of its channel, however long its mark is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from fakes.sender import FakeSender
from posting_desk import START, Time, Worker, add, answer

from bot.schedules.composing import LONGEST_MARK
from bot.schedules.what import Post, Seen, Silent, What
from data.store import Store


@pytest.mark.parametrize("length", [LONGEST_MARK, LONGEST_MARK + 1, 5000])
async def test_a_mark_is_found_again_and_no_other_that_begins_like_it(
    store: Store, time: Time, sender: FakeSender, length: int
) -> None:
    mark, other = "m" * length, "m" * length + "x"
    found: list[dict[str, date]] = []

    def compose(what: What, day: date, seen: Seen) -> Post | Silent:
        found.append(dict(seen.last([mark, other])))
        return Post(answer("A card", day), (mark,))

    add(store, START)
    await Worker(store, time, sender, compose=compose).until(START + timedelta(days=2))
    assert found == [{}, {mark: date(2026, 6, 12)}]
