"""Reminders of the next summit and of anniversaries, as a channel sees them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from posting import Posting, Small

from bot.desk import Desk
from tests.conftest import Asker


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    made = Small(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def planned(small: Small) -> Small:
    """With a fifth summit that is planned for two days."""
    small.load(planned="id: brics-5, dates: 2013-03-26/2013-03-27, main_day: 2013-03-27")
    return small


def test_days_left_are_said_on_the_leads_with_what_is_known(desk: Desk) -> None:
    post = Posting(desk, "reminder").post("2026-08-24")
    assert post.reply.title == "In 7 days: 26th SCO summit, Bishkek, 31 August – 1 September 2026"
    assert post.reply.lead.startswith(
        "7 days to the 26th SCO summit in Bishkek, Kyrgyzstan, 31 August – 1 September 2026."
    )
    facts = {i.label: i for i in post.reply.parts[0].items}
    assert {"Dates", "Place", "Format", "Chair"} <= set(facts) and all(i.sources for i in facts.values())
    assert "Chair passed to" not in facts
    assert post.reply.records == ("sco-26",)


def test_between_the_leads_it_is_silent_and_says_when_it_will_not_be(desk: Desk) -> None:
    posting = Posting(desk, "reminder", leads=(7, 0))
    assert posting.silence("2026-08-08") == (
        "23 days to the 26th SCO summit, Bishkek, 31 August – 1 September 2026; the next reminder is on "
        "24 August 2026, 7 days before."
    )
    assert posting.silence("2026-08-30").endswith("the next reminder is on 31 August 2026, the day itself.")
    assert Posting(desk, "reminder", leads=(7,)).silence("2026-08-30").endswith("no further reminder of it is set.")
    assert "no reminder is set for that" in Posting(desk, "reminder", leads=(7,)).silence("2026-08-31")


def test_a_year_has_a_post_for_each_lead(desk: Desk) -> None:
    posting = Posting(desk, "reminder")
    days = ["2026-08-01", "2026-08-24", "2026-08-30", "2026-08-31"]
    titles = [posting.post(day).reply.title.partition(":")[0] for day in days]
    assert titles == ["In 30 days", "In 7 days", "Tomorrow", "Today"]
    assert "was posted here on 31 August 2026" in posting.silence("2026-09-01")


def test_a_summit_under_way_is_reminded_of_where_its_first_day_was_missed(desk: Desk) -> None:
    post = Posting(desk, "reminder").post("2026-09-01")
    assert post.reply.title.startswith("Under way: 26th SCO summit")
    assert "is under way in Bishkek" in post.reply.lead


def test_a_planned_summit_is_never_said_to_be_held(planned: Small) -> None:
    posting = Posting(planned.desk, "reminder")
    week, first = posting.post("2013-03-19").reply, posting.post("2013-03-26").reply
    assert week.lead == "7 days to the 5th BRICS summit, planned for 26–27 March 2013 in Durban, South Africa."
    assert first.title.startswith("Planned for today: 5th BRICS summit")
    assert "is planned to open today in Durban" in first.lead
    second = Posting(planned.desk, "reminder").post("2013-03-27").reply
    assert "was to be under way in Durban" in second.lead and second.title.startswith("Planned for today")


def test_that_the_next_summit_has_no_date_is_said_once(desk: Desk) -> None:
    posting = Posting(desk, "reminder")
    post = posting.post("2026-11-24")
    assert "The next summit has no date yet: the 27th SCO summit is planned for 2027 in Islamabad" in post.reply.lead
    assert post.reply.sources and post.shown[0].startswith("sco-27=")
    assert posting.silence("2026-11-25") == (
        "The next summit, the 27th SCO summit, still has no date; that was said here on 24 November 2026."
    )
    assert "still has no date" in posting.silence("2027-11-24")


def test_it_is_said_again_when_what_is_known_has_changed_and_reminded_of_once_it_is_dated(small: Small) -> None:
    posting = Posting(small.desk, "reminder")
    small.load(planned='id: brics-5, dates: "2013"')
    assert "planned for 2013 in Durban" in posting.post("2012-12-01").reply.lead
    small.load(planned='id: brics-5, dates: "2013-03"')
    assert "planned for March 2013 in Durban" in posting.post("2012-12-02").reply.lead
    assert "still has no date" in posting.silence("2012-12-03")
    small.load(planned="id: brics-5, dates: 2013-03-26/2013-03-27, main_day: 2013-03-27")
    assert posting.silence("2012-12-04").startswith("112 days to the 5th BRICS summit")
    assert posting.post("2013-03-19").shown == ("brics-5@2013-03-26:7d",)


def test_a_summit_that_is_moved_is_reminded_of_anew(planned: Small) -> None:
    posting = Posting(planned.desk, "reminder")
    posting.post("2013-03-19")
    planned.load(planned="id: brics-5, dates: 2013-03-28, main_day: 2013-03-28")
    assert posting.post("2013-03-21").reply.lead.startswith("7 days to the 5th BRICS summit, planned for 28 March 2013")


def test_that_no_next_summit_is_known_is_said_once(small: Small) -> None:
    posting = Posting(small.desk, "reminder")
    post = posting.post("2012-12-01")
    assert post.reply.kind == "answer" and post.reply.sources
    assert "No summit after 1 December 2012 is known" in post.reply.lead
    assert "that was said here on 1 December 2012" in posting.silence("2012-12-02")
    small.load(planned='id: brics-5, dates: "2013"')
    assert "has no date yet" in posting.post("2012-12-03").reply.lead


def test_an_anniversary_is_reminded_of_each_year(desk: Desk) -> None:
    posting = Posting(desk, "reminder", subject="m-20010615", leads=(7, 0))
    week, day = posting.post("2026-06-08").reply, posting.post("2026-06-15").reply
    assert week.lead.startswith("7 days to 15 June 2026, the 25th anniversary: In 2001 six presidents")
    assert day.lead.startswith("15 June 2001, 25 years ago: In 2001 six presidents")
    assert day.title == "Today: 25th anniversary of 15 June 2001"
    assert "sco-1" in day.records
    assert posting.silence("2026-06-16").endswith("the next reminder is on 8 June 2027, 7 days before.")
    assert posting.post("2027-06-08").reply.lead.startswith("7 days to 15 June 2027, the 26th anniversary")


@pytest.mark.parametrize(
    ("subject", "said"),
    [("nope", "There is no record nope"), ("s5-1", "is disputed"), ("F016", "has no anniversary")],
)
def test_what_has_no_anniversary_to_post_says_why(desk: Desk, subject: str, said: str) -> None:
    assert said in Posting(desk, "reminder", subject=subject).silence("2026-06-15")


def test_a_planned_summit_can_be_named_by_its_id(planned: Small) -> None:
    posting = Posting(planned.desk, "reminder", subject="brics-5")
    assert "planned for 26–27 March 2013" in posting.post("2013-03-19").reply.lead


@pytest.mark.parametrize(("day", "subject"), [("2026-08-24", ""), ("2026-11-24", ""), ("2026-06-15", "m-20010615")])
def test_the_line_of_the_card_is_one_that_the_desk_reads(desk: Desk, ask: Asker, day: str, subject: str) -> None:
    post = Posting(desk, "reminder", subject=subject).post(day)
    again = ask(post.reply.canonical or "", on=day)
    assert again.kind == "answer" and again.canonical == post.reply.canonical
    assert set(post.reply.records) <= set(again.records)
