"""The post of a day of the year, as a channel sees it over the shipped dataset and a small one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from posting import Posting, Small

from bot.desk import Desk
from tests.conftest import Asker

LEAP = "id: b-20080229, date: 2008-02-29, kind: summit, text: A meeting on a leap day., src: [bric-2009], about: [BR]"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    made = Small(tmp_path)
    yield made
    made.store.close()


def test_the_best_three_stand_on_the_card_and_the_command_shows_the_rest(desk: Desk) -> None:
    post = Posting(desk, "onthisday").post("2026-06-15")
    assert post.reply.lead.startswith("15 June 2001, 25 years ago: In 2001 six presidents")
    assert post.reply.lead.endswith("2 more are below. “onthisday 15 June” shows 2 more entries.")
    assert [i.label for i in post.reply.parts[0].items] == [
        "2001, 25 years ago",
        "2006, 20 years ago",
        "2021, 5 years ago",
    ]
    assert post.shown == ("m-20010615", "sco-1", "m-20060615", "sco-6", "m-20210615") == post.reply.records
    assert post.reply.kind == "answer" and post.reply.as_of and post.reply.sources


def test_a_second_post_of_the_day_shows_what_the_first_did_not(desk: Desk) -> None:
    posting = Posting(desk, "onthisday")
    first, second = posting.post("2026-06-15"), posting.post("2026-06-15")
    assert second.shown == ("m-20110615", "sco-11", "m-20170615")
    assert not set(first.shown) & set(second.shown)
    assert posting.silence("2026-06-15") == "What is dated 15 June was already posted here on 15 June 2026."


@pytest.mark.parametrize(("years", "again"), [(1, "2027-06-09"), (5, "2031-06-09"), (0, "2026-06-09")])
def test_an_event_comes_again_after_the_years_that_the_schedule_sets(desk: Desk, years: int, again: str) -> None:
    posting = Posting(desk, "onthisday", years=years)
    before = [f"{year}-06-09" for year in range(2026, int(again[:4]))]
    assert posting.post("2026-06-09").shown[0] == "m-20170609"
    assert all("was already posted here on 9 June 2026" in posting.silence(day) for day in before)
    assert posting.post(again).shown[0] == "m-20170609"


def test_an_event_that_was_shown_through_a_joined_record_counts_as_shown(desk: Desk) -> None:
    posting = Posting(desk, "onthisday")
    posting.channel.shown["sco-1"] = posting.post("2026-06-09").reply.as_of
    assert "m-20010615" not in posting.post("2026-06-15").shown


def test_what_is_disputed_is_not_posted_though_the_command_shows_it(desk: Desk, ask: Asker) -> None:
    post = Posting(desk, "onthisday").post("2026-04-26")
    assert post.shown == ("m-20130426",)
    assert "“onthisday 26 April” shows one more entry." in post.reply.lead
    assert "m-19960426" in ask("onthisday 26 April").records


def test_what_happens_on_the_day_itself_is_called_today(desk: Desk) -> None:
    post = Posting(desk, "onthisday").post("2026-09-01")
    labels = {i.records[0]: i.label for i in post.reply.parts[0].items}
    assert labels["m-20260901"] == "2026, today"
    assert "0 years" not in str(post.reply)
    assert "sco-26" not in Posting(desk, "onthisday").post("2025-09-01").shown


def test_a_day_without_an_event_is_silent(desk: Desk) -> None:
    assert Posting(desk, "onthisday").silence("2026-02-28") == "No milestone or summit is dated 28 February."


def test_a_day_with_nothing_but_what_is_disputed_is_silent_and_says_so(desk: Desk) -> None:
    assert "disputed, planned or not certain, so it is not posted" in Posting(desk, "onthisday").silence("2026-03-28")


def test_or_it_names_the_next_day_each_time_and_shows_nothing_by_that(desk: Desk) -> None:
    posting = Posting(desk, "onthisday", empty="next")
    first, second = posting.post("2026-11-24"), posting.post("2026-11-25")
    assert "No milestone or summit is dated 24 November. The next day is 27 November 2026: In 2022" in first.reply.lead
    assert "The next day is 27 November 2026" in second.reply.lead
    assert first.shown == second.shown == ()
    assert first.reply.parts[0].items[0].label == "2022, 4 years on 27 November 2026"
    assert posting.post("2026-11-27").shown == ("m-20221127",)


def test_the_next_day_is_one_that_was_not_posted_lately(desk: Desk) -> None:
    posting = Posting(desk, "onthisday", empty="next", years=5)
    posting.post("2026-11-27")
    assert "27 November" not in posting.post("2027-11-24").reply.lead


def test_a_day_with_nothing_but_what_is_disputed_is_not_the_next(desk: Desk) -> None:
    posting = Posting(desk, "onthisday", empty="next")
    assert "The next day is 29 May 2026" in posting.post("2026-04-27").reply.lead
    assert "The next day is 29 May 2026" in posting.post("2026-05-05").reply.lead


def test_of_the_next_day_it_tells_what_was_not_posted_yet(desk: Desk) -> None:
    posting = Posting(desk, "onthisday", empty="next", years=5)
    assert "m-20010615" in posting.post("2026-06-15").shown
    assert posting.post("2027-06-14").shown and posting.post("2027-06-14").shown
    reply = posting.post("2027-06-14").reply
    assert "The next day is 15 June 2027: In 2017 the flags of India and Pakistan" in reply.lead
    assert reply.records == ("m-20170615", "m-20110615", "sco-11")


def test_29_february_is_posted_on_the_28th_of_a_common_year_and_says_so(small: Small) -> None:
    small.load(milestone=LEAP)
    posting = Posting(small.desk, "onthisday")
    post = posting.post("2011-02-28")
    assert "29 February 2008, 3 years ago" in post.reply.lead
    assert "29 February counts as 28 February in a year that has none." in post.reply.lead
    assert "No milestone or summit is dated 28 February" in posting.silence("2012-02-28")
    leap = posting.post("2012-02-29").reply.lead
    assert "4 years ago" in leap and "counts as" not in leap
    assert posting.post("2013-02-28").shown == ("b-20080229",)


@pytest.mark.parametrize("day", ["2026-06-15", "2026-11-24", "2028-02-29", "2026-09-01"])
def test_the_line_of_the_card_is_one_that_the_desk_reads(desk: Desk, ask: Asker, day: str) -> None:
    post = Posting(desk, "onthisday", empty="next").post(day)
    again = ask(post.reply.canonical or "", on=day)
    assert again.kind == "answer" and again.canonical == post.reply.canonical
    assert set(post.reply.records) <= set(again.records)


def test_a_changed_dataset_is_seen_at_once(small: Small) -> None:
    posting = Posting(small.desk, "onthisday")
    assert "No milestone or summit is dated 29 February" in posting.silence("2012-02-29")
    small.load(milestone=LEAP)
    assert posting.post("2012-02-29").shown == ("b-20080229",)
    loaded = small.store.loaded()
    assert loaded and posting.post("2012-04-14").reply.data_version == loaded.data_version


def test_a_day_after_the_last_check_says_when_that_was(desk: Desk) -> None:
    reply = Posting(desk, "onthisday").post("2027-06-15").reply
    assert "last checked on 22 November 2026" in reply.lead
    assert str(reply.as_of) == "2026-11-22"
