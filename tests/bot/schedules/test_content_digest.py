"""The week or month ahead, and a posted command."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

import pytest
from conftest import open_desk
from posting import Posting

from bot.desk import Desk
from bot.schedules.what import Kind
from data.store import Store, StoreError
from tests.conftest import Asker


def test_a_week_has_its_summit_and_its_anniversaries_day_by_day(desk: Desk) -> None:
    reply = Posting(desk, "digest", subject="week").post("2026-08-28").reply
    assert reply.title == "Ahead: 28 August – 3 September 2026"
    assert reply.lead.startswith(
        "From 28 August to 3 September 2026: 1 summit and 4 anniversaries. The 26th SCO summit"
    )
    headings = [p.title for p in reply.parts if p.kind == "list"]
    assert headings == ["Summit", "28 August 2026", "30 August 2026", "1 September 2026"]
    assert reply.parts[1].items[0].label == "2008, 18 years"
    assert all(item.sources for part in reply.parts for item in part.items)


def test_plans_that_were_known_stand_in_the_days_for_which_they_were_made(desk: Desk) -> None:
    reply = Posting(desk, "digest", subject="week").post("2025-08-30").reply
    plans = next(p for p in reply.parts if p.title == "Planned and expected")
    assert "F016" in {r for i in plans.items for r in i.records}
    assert "F106" not in reply.records, "it became known only later"
    assert all("later" not in (i.label or "") for i in plans.items)


def test_a_month_is_as_long_as_the_month_it_begins_in_and_is_cut_to_a_page(desk: Desk) -> None:
    reply = Posting(desk, "digest", subject="month").post("2026-06-01").reply
    assert reply.title == "Ahead: 1–30 June 2026"
    assert "The first 12 of 17 entries are below." in reply.lead
    assert (reply.page, reply.pages) == (1, 1)
    assert sum(len(p.items) for p in reply.parts if p.kind == "list") == 12
    assert reply.buttons[0].command == "onthisday 1 June month"


def test_a_digest_shows_nothing_so_that_the_day_itself_is_still_posted(desk: Desk) -> None:
    digest, onthisday = Posting(desk, "digest", subject="week"), Posting(desk, "onthisday")
    onthisday.channel = digest.channel
    assert "m-20010615" in digest.post("2026-06-12").reply.records
    assert "m-20010615" in onthisday.post("2026-06-15").shown


def test_a_week_without_anything_is_silent_or_names_the_next_day(desk: Desk) -> None:
    assert "from 19 January 2026 to 25 January 2026" in Posting(desk, "digest", subject="week").silence("2026-01-19")
    post = Posting(desk, "digest", subject="week", empty="next").post("2026-01-19")
    assert "The next day is 14 March 2026: In 2016 Azerbaijan's memorandum" in post.reply.lead
    assert post.shown == ()


def test_a_week_across_the_new_year_names_both_years(desk: Desk) -> None:
    days = (date(2026, 12, 26) + timedelta(days=n) for n in range(10))
    made = [Posting(desk, "digest", subject="week", empty="next").post(str(day)).reply.title for day in days]
    assert any("2026" in title and "2027" in title for title in made)


@pytest.mark.parametrize(("span", "day"), [("week", "2026-08-28"), ("month", "2026-06-01"), ("week", "2026-01-19")])
def test_the_line_of_the_card_is_one_that_the_desk_reads(desk: Desk, ask: Asker, span: str, day: str) -> None:
    reply = Posting(desk, "digest", subject=span, empty="next").post(day).reply
    again = ask(reply.canonical or "", on=day)
    assert again.kind == "answer" and again.canonical == reply.canonical


def test_a_posted_command_is_its_answer_on_that_day(desk: Desk, ask: Asker) -> None:
    post = Posting(desk, "command", subject="members").post("2010-06-15")
    assert post.reply == ask("members", on="2010-06-15", page=1)
    assert post.shown == ()


def test_a_long_command_keeps_its_pages(desk: Desk) -> None:
    reply = Posting(desk, "command", subject="timeline").post("2026-06-15").reply
    assert reply.page == 1 and reply.pages > 1 and reply.canonical == "timeline"


@pytest.mark.parametrize("line", ["quote zebra", "nonsense here", "help", "summit Paris"])
def test_what_is_no_answer_is_not_posted(desk: Desk, line: str) -> None:
    assert Posting(desk, "command", subject=line).silence("2026-06-15")


@pytest.mark.parametrize("line", ["schedule list", "/sco schedule remove 1", "settings"])
def test_a_managing_command_is_never_posted(desk: Desk, line: str) -> None:
    assert "only what reads the data can be posted" in Posting(desk, "command", subject=line).silence("2026-06-15")


@pytest.mark.parametrize(("kind", "subject"), [("onthisday", ""), ("command", "members")])
def test_a_store_that_is_gone_is_an_error_and_not_silence(own_sco: Store, kind: Kind, subject: str) -> None:
    posting = Posting(open_desk(own_sco), kind, subject=subject)
    posting.on("2026-06-15")
    with sqlite3.connect(own_sco.url.removeprefix("sqlite:///")) as file:
        for table in ("record", "standing"):
            file.execute(f"DROP TABLE {table}")
    file.close()
    with pytest.raises(StoreError):
        posting.on("2026-06-16")
