"""A simulation as text, CSV and calendar: the exact form, the clock changes, the links."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar

from adapters import simulating
from adapters.layout import width
from adapters.simulating import Form
from bot.desk import Desk
from bot.schedules import simulate
from bot.schedules.rule import DAILY, Rule
from bot.schedules.what import Kind, What

STAMP = datetime(2026, 10, 1, 12, tzinfo=UTC)


def written(
    desk: Desk, form: Form, first: str, days: int, *, kind: Kind = "onthisday", at: str = "02:30", years: int = 1
) -> str:
    rule = Rule(times=(time.fromisoformat(at),), days=DAILY, zone="Europe/Berlin")
    rows = simulate.rows(desk, rule, What(kind=kind, years=years), date.fromisoformat(first), days)
    out = io.BytesIO()
    simulating.write(rows, form, out, place=rule.place, stamp=STAMP)
    return out.getvalue().decode("utf-8")


def test_csv_has_a_row_for_each_slot_with_the_offset_of_the_day(desk: Desk) -> None:
    assert written(desk, "csv", "2026-10-24", 3) == (
        "slot_local,slot_utc,action,title,records\n"
        "2026-10-24T02:30:00+02:00,2026-10-24T00:30:00Z,silent,,\n"
        "2026-10-25T02:30:00+02:00,2026-10-25T00:30:00Z,silent,,\n"
        "2026-10-26T02:30:00+01:00,2026-10-26T01:30:00Z,post,On this day: 26 October,m-20051026 m-20231026\n"
    )


def test_csv_gives_the_moment_after_a_gap(desk: Desk) -> None:
    assert (
        written(desk, "csv", "2026-03-29", 1)
        .splitlines()[1]
        .startswith("2026-03-29T03:00:00+02:00,2026-03-29T01:00:00Z,")
    )


def test_csv_of_a_year_reads_back(desk: Desk) -> None:
    rows = list(csv.DictReader(io.StringIO(written(desk, "csv", "2026-01-01", 365, kind="reminder"), newline="")))
    posts = [row for row in rows if row["action"] == "post"]
    assert len(rows) == 365 and len(posts) == 5
    assert posts[0]["title"] == "In 30 days: 26th SCO summit, Bishkek, 31 August – 1 September 2026"
    assert posts[0]["records"] == "sco-26"


def test_text_shows_each_slot_with_its_weekday_and_offset_and_why_it_is_silent(desk: Desk) -> None:
    lines = written(desk, "text", "2026-10-25", 2, at="08:30").splitlines()
    assert lines[0] == "2026-10-25 Sun 08:30 +01:00  silent  No milestone or summit is dated 25 October."
    assert lines[1] == "2026-10-26 Mon 08:30 +01:00  post    On this day: 26 October"
    assert lines[2] == "2 slots in Europe/Berlin: 1 post, 1 silent."


@pytest.mark.parametrize(
    ("first", "at", "note"),
    [
        ("2026-03-28", "02:30", "the clock goes forward: 02:30 does not exist on this day"),
        ("2026-10-24", "02:30", "the clock goes back: 02:30 comes twice, this is the first"),
        ("2026-03-28", "08:30", "the clock has changed: it was +01:00 before"),
    ],
)
def test_text_notes_where_the_clock_changes(desk: Desk, first: str, at: str, note: str) -> None:
    assert note in " ".join(written(desk, "text", first, 2, at=at).split())
    assert "clock" not in written(desk, "text", "2026-06-01", 30, at=at)


def test_text_keeps_to_eighty_columns(desk: Desk) -> None:
    assert max(width(line) for line in written(desk, "text", "2026-01-01", 365, kind="reminder").splitlines()) <= 80


def test_text_of_no_slot_says_so(desk: Desk) -> None:
    assert written(desk, "text", "2026-06-15", 0) == "No slot in these days.\n"


def test_a_calendar_has_an_event_for_each_post_and_reads_back(desk: Desk) -> None:
    calendar = Calendar.from_ical(written(desk, "ics", "2026-06-09", 7))
    events = calendar.walk("VEVENT")
    last = events[-1]
    assert str(last["SUMMARY"]) == "On this day: 15 June"
    assert last.decoded("DTSTART") == datetime(2026, 6, 15, 0, 30, tzinfo=UTC)
    assert last.decoded("DTSTAMP") == STAMP
    assert str(last["DESCRIPTION"]).startswith("15 June 2001, 25 years ago: In 2001 six presidents")
    assert "http://en.kremlin.ru/events/president/news/41570" in last["DESCRIPTION"]
    assert len({str(event["UID"]) for event in events}) == len(events) == 5


def test_a_calendar_without_posts_is_still_one(desk: Desk) -> None:
    text = written(desk, "ics", "2026-06-01", 1)
    assert text.startswith("BEGIN:VCALENDAR\r\n") and "VERSION:2.0\r\n" in text and "PRODID:" in text
    assert not Calendar.from_ical(text).walk("VEVENT")


def test_a_calendar_of_the_same_simulation_is_the_same(desk: Desk) -> None:
    assert written(desk, "ics", "2026-06-09", 7) == written(desk, "ics", "2026-06-09", 7)
