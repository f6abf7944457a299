"""A year ahead, slot by slot, into a channel that begins empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

import pytest

from bot.desk import Desk
from bot.schedules import calendar, simulate
from bot.schedules.rule import DAILY, Days, Rule
from bot.schedules.simulate import Row
from bot.schedules.what import Post, Seen, Silent, What

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


OFTEN = Rule(times=tuple(time(hour) for hour in (8, 10, 12, 14)), days=DAILY, zone="UTC")
SEPTEMBER = date(2026, 8, 28)


@dataclass
class Counting:
    """A desk that counts what it composes."""

    desk: Desk
    count: int = 0

    def compose(self, what: What, *, day: date, seen: Seen) -> Post | Silent:
        """What the desk composes."""
        self.count += 1
        return self.desk.compose(what, day=day, seen=seen)


def one_by_one(desk: Desk, what: What) -> list[tuple[str, str]]:
    """The titles and reasons of ten days, each composed for itself."""
    channel, found = simulate.Channel(), []
    for slot in calendar.slots(OFTEN, SEPTEMBER, SEPTEMBER + timedelta(days=9)):
        made = desk.compose(what, day=slot.day, seen=channel)
        found.append(("", made.reason) if isinstance(made, Silent) else (made.reply.title, ""))
        if isinstance(made, Post):
            channel.shown.update(dict.fromkeys(made.shown, slot.day))
    return found


@pytest.mark.parametrize(
    ("what", "most"),
    [
        (What(kind="digest", subject="week"), 10),
        (What(kind="command", subject="members"), 10),
        (What(kind="reminder"), 20),
        (What(kind="onthisday"), 25),
        (What(kind="onthisday", empty="next"), 25),
        (What(kind="quote"), 40),
    ],
    ids=lambda value: f"{value.kind} {value.empty}" if isinstance(value, What) else "",
)
def test_what_cannot_be_another_is_composed_once(desk: Desk, what: What, most: int) -> None:
    counting = Counting(desk)
    rows = list(simulate.rows(counting, OFTEN, what, SEPTEMBER, 10))  # type: ignore[arg-type]
    assert [(row.title, row.reason) for row in rows] == one_by_one(desk, what)
    assert counting.count <= most and len(rows) == 40
