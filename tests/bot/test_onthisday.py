"""`onthisday`, as conversations over the shipped dataset, and what may be posted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import onthisday as selection
from bot.contract import Reply
from data.queries import records
from data.queries.records import Record
from data.store import Store
from tests.conftest import Asker

YEAR = [date(2027, 1, 1) + timedelta(days=n) for n in range(365)]


def shown(reply: Reply) -> list[str]:
    """The ids of every record on the card, in order."""
    return [r for p in reply.parts if p.kind == "list" for i in p.items for r in i.records]


@pytest.fixture
def founding(sco: Store) -> Record:
    """The milestone of the founding, to make others of."""
    with sco.read() as reader:
        return records.by_ids(reader, ["m-20010615"])["m-20010615"]


def test_a_day_of_the_year_shows_each_event_with_its_age_best_first(ask: Asker) -> None:
    reply = ask("onthisday 15 June", on="2026-11-22")
    assert reply.lead.startswith("15 June, 25 years ago: In 2001 six presidents")
    labels = [i.label for i in reply.parts[0].items]
    assert labels[:3] == ["2001, 25 years ago", "2006, 20 years ago", "2021, 5 years ago"]
    assert labels[3:] == ["2011, 15 years ago", "2017, 9 years ago"]


def test_a_milestone_and_its_summit_are_one_line_with_the_sources_of_both(ask: Asker) -> None:
    first = ask("onthisday 15 June").parts[0].items[0]
    assert first.records[:2] == ("m-20010615", "sco-1")
    assert {"krem-41570", "chinaorg-14694"} <= set(first.sources)


def test_a_date_with_a_year_is_seen_from_that_day(ask: Asker) -> None:
    reply = ask("onthisday 2025-09-01")
    assert "seen from 1 September 2025" in reply.title
    assert not {"sco-26", "m-20260901"} & set(shown(reply))
    assert "sco-26" in shown(ask("onthisday 1 September"))
    assert reply.as_of == date(2025, 9, 1)
    assert shown(ask("onthisday 2001-06-15"))[:1] == ["m-20010615"]
    assert "m-20060615" not in shown(ask("onthisday 2001-06-15"))


def test_an_anniversary_still_to_come_is_not_called_ago(ask: Asker) -> None:
    reply = ask("onthisday 15 June", on="2026-03-01")
    assert reply.lead.startswith("15 June 2026 will mark 25 years:")
    assert all("ago" not in (i.label or "") for i in reply.parts[0].items)


def test_a_day_without_an_event_names_the_next_with_its_sources(ask: Asker) -> None:
    reply = ask("onthisday", on="2026-11-24")
    assert reply.kind == "answer" and reply.as_of == date(2026, 11, 22)
    assert "Nothing is dated to 24 November. The next day with an entry is 27 November" in reply.lead
    assert "last checked on 22 November 2026" in reply.lead
    assert reply.sources[0].id == "sputnik-20221127"
    assert "m-20221127" in shown(ask(reply.buttons[0].command))


def test_the_next_day_is_found_across_the_end_of_the_year(ask: Asker) -> None:
    assert "The next day with an entry is 1 January" in ask("onthisday 31 December").lead


def test_other_events_stand_under_their_own_heading_with_what_must_be_said(ask: Asker) -> None:
    reply = ask("onthisday 1 September")
    others = {i.records[0]: i for p in reply.parts if p.title == "Also dated to this day" for i in p.items}
    assert "day worked out" in (others["F240"].label or "")
    assert "claimed by Vladimir Putin" in (others["F096"].label or "")
    plans = {i.records[0]: i.label or "" for p in ask("onthisday 3 September").parts for i in p.items}
    assert "planned" in plans["F016"]
    assert "disputed" in (ask("onthisday 26 April").parts[0].items[0].label or "")
    held = next(i for i in ask("onthisday 14 September").parts[0].items if i.records[0] == "m-20010914")
    assert "day not certain" in (held.label or "")
    assert ask("onthisday 26 April").lead.startswith("26 April, 30 years ago, disputed:")


@pytest.mark.parametrize(
    ("day", "point"), [("26 April", "D2"), ("5 May", "D12"), ("15 July", "D12"), ("1 January", "D22")]
)
def test_an_entry_called_disputed_stands_with_its_disagreement(ask: Asker, day: str, point: str) -> None:
    reply = ask(f"onthisday {day}")
    assert any("disputed" in (i.label or "") for p in reply.parts for i in p.items)
    assert point in {i.records[0] for p in reply.parts if p.kind == "disagreement" for i in p.items}


def test_a_week_is_the_seven_days_from_that_date(ask: Asker) -> None:
    reply = ask("onthisday 15 June week")
    assert reply.title == "On these days: 15 June to 21 June"
    headings = [p.title for p in reply.parts if p.kind == "list"]
    assert headings == ["15 June", "16 June", "17 June"]
    assert "m-20260901" not in shown(ask("onthisday 2025-08-28 week"))
    assert "m-20080828" in shown(ask("onthisday 2025-08-28 week"))


def test_29_february_counts_as_the_28th_and_says_so(ask: Asker, founding: Record) -> None:
    assert "28 February" in ask("onthisday 29 February").lead.partition(". ")[0]
    leap = replace(founding, id="m-leap", first_day=date(2008, 2, 29), last_day=date(2008, 2, 29), date="2008-02-29")
    on = [date(2027, 2, 28), date(2028, 2, 28), date(2028, 2, 29)]
    found = selection.select([leap], {}, on, date(2029, 1, 1))
    assert [e.on for e in found] == [date(2027, 2, 28), date(2028, 2, 29)]


def test_a_day_before_coverage_is_not_found(ask: Asker) -> None:
    assert ask("onthisday 1990-01-01").kind == "not-found"


def test_posts_never_come_from_what_is_disputed_held_back_planned_or_claimed(sco: Store) -> None:
    with sco.read() as reader:
        found = selection.posts(selection.events(reader, YEAR, date(2027, 12, 31)))
    assert found
    told = [r for e in found for r in (e.record, *e.also)]
    assert {r.kind for r in told} == {"milestone", "summit"}
    assert not [r.id for r in told if r.disputed or not r.post]
    assert not {"s5-1", "m-19960426", "m-20010914", "m-20250901", "sco-27"} & {r.id for r in told}


def test_a_summit_whose_milestone_is_disputed_posts_by_its_own_line(sco: Store) -> None:
    day = date(2026, 9, 1)
    with sco.read() as reader:
        told = {e.record.id for e in selection.posts(selection.events(reader, [day], day))}
    assert "sco-25" in told
    assert "m-20250901-laos" not in told


def test_every_summit_posts_once_a_year_on_the_day_of_the_council(sco: Store) -> None:
    with sco.read() as reader:
        found = selection.posts(selection.events(reader, YEAR, date(2027, 12, 31)))
    days = {r.id: e.on for e in found for r in (e.record, *e.also) if r.kind == "summit"}
    ids = [r.id for e in found for r in (e.record, *e.also) if r.kind == "summit"]
    assert len(ids) == len(set(ids)) == 30
    assert days["sco-25"] == date(2027, 9, 1) and days["sco-24"] == date(2027, 7, 4)


def test_round_anniversaries_come_before_weight(founding: Record) -> None:
    def made(id: str, year: int, weight: int) -> Record:
        day = date(year, 6, 15)
        return replace(founding, id=id, first_day=day, last_day=day, date=day.isoformat(), weight=weight)

    found = [made("a", 2003, 90), made("b", 2007, 40), made("c", 2017, 60)]
    order = [e.record.id for e in selection.select(found, {}, [date(2027, 6, 15)], date(2027, 6, 15))]
    assert order == ["c", "b", "a"]
