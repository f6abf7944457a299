"""A year ahead, slot by slot, into a channel that begins empty."""

from __future__ import annotations

from datetime import date, time

from bot.desk import Desk
from bot.schedules import simulate
from bot.schedules.rule import DAILY, Days, Rule
from bot.schedules.simulate import Row
from bot.schedules.what import What

BERLIN = Rule(times=(time(8, 30),), days=DAILY, zone="Europe/Berlin")


def year(desk: Desk, what: What, rule: Rule = BERLIN) -> list[Row]:
    return list(simulate.rows(desk, rule, what, date(2026, 1, 1), 365))


def test_each_slot_is_a_row_that_posts_or_says_why_not(desk: Desk) -> None:
    rows = year(desk, What(kind="onthisday"))
    assert [row.slot.day for row in rows] == [date.fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(365)]
    posts, silent = ([r for r in rows if r.action == action] for action in ("post", "silent"))
    assert len(posts) > 40 and len(posts) + len(silent) == 365
    assert all(row.title and row.records and row.reply and not row.reason for row in posts)
    assert all(row.reason and not row.title and not row.records and row.reply is None for row in silent)


def test_nothing_is_shown_twice_in_a_year(desk: Desk) -> None:
    noon = Rule(times=(time(8, 30), time(12)), days=DAILY, zone="Europe/Berlin")
    shown = [id for row in year(desk, What(kind="onthisday"), noon) for id in row.records]
    assert len(shown) == len(set(shown)) > 60
    assert {"m-20010615", "m-20110615", "sco-25"} <= set(shown)


def test_what_was_seen_before_is_kept_from_slot_to_slot_and_each_run_begins_empty(desk: Desk) -> None:
    what = What(kind="reminder")
    first, second = year(desk, what), year(desk, what)
    assert [r.slot.day.isoformat() for r in first if r.action == "post"] == [
        "2026-08-01",
        "2026-08-24",
        "2026-08-30",
        "2026-08-31",
        "2026-09-02",
    ]
    assert [(r.slot, r.title, r.reason) for r in first] == [(r.slot, r.title, r.reason) for r in second]


def test_the_content_is_that_of_the_local_day(desk: Desk) -> None:
    samoa = Rule(times=(time(8),), days=DAILY, zone="Pacific/Apia")
    (row,) = simulate.rows(desk, samoa, What(kind="onthisday"), date(2026, 6, 15), 1)
    assert row.slot.due.date() == date(2026, 6, 14)
    assert row.title == "On this day: 15 June"


def test_days_on_which_the_rule_has_no_slot_have_no_row(desk: Desk) -> None:
    mondays = Rule(times=(time(8),), days=Days(weekdays=frozenset((0,))), zone="UTC")
    assert len(list(simulate.rows(desk, mondays, What(kind="quote"), date(2026, 1, 1), 28))) == 4
    assert list(simulate.rows(desk, mondays, What(kind="quote"), date(2026, 1, 1), 0)) == []
