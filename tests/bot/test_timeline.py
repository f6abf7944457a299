"""`timeline`, as conversations over the shipped dataset."""

from __future__ import annotations

import pytest

from bot.contract import Item, Reply
from bot.joining import tells_of
from data.queries import records
from data.store import Store
from tests.conftest import Asker


def lines(reply: Reply) -> list[Item]:
    """Every dated line, in order."""
    return [i for p in reply.parts if p.kind == "timeline" for i in p.items]


def test_lines_stand_by_year_the_oldest_first(ask: Asker) -> None:
    reply = ask("timeline Belarus")
    years = [p.title for p in reply.parts if p.kind == "timeline"]
    assert years == ["2009", "2015", "2022", "2023", "2024"]
    assert lines(reply)[0].label == "16 June 2009"
    assert "10 entries about Belarus from 2009 to 2024" in reply.lead


def test_a_date_known_only_to_the_month_is_shown_so(ask: Asker) -> None:
    application = next(i for i in lines(ask("timeline Belarus")) if i.date == "2022-07")
    assert application.label == "July 2022"


def test_plans_are_marked_as_plans(ask: Asker) -> None:
    planned = [i for i in lines(ask("timeline 2025")) if i.record_kind in ("plan", "expectation")]
    assert planned
    assert all(("planned" in (i.label or "")) or ("expected" in (i.label or "")) for i in planned)
    assert lines(ask("timeline 2027"))[0].label == "2027, planned"


def test_one_event_is_one_line(ask: Asker) -> None:
    accession = [i for i in lines(ask("timeline Belarus")) if i.date == "2024-07-04"]
    assert len(accession) == 1
    assert {"m-20240704", "BY-2024-member"} <= set(accession[0].records)
    founding = [i for i in lines(ask("timeline membership 2001")) if i.date == "2001-06-15"]
    assert len(founding) == 1 and "KZ-2001-member" in founding[0].records


@pytest.mark.parametrize(
    ("country", "step"), [("Azerbaijan", "AZ-2025-09-01-bid-blocked"), ("Armenia", "AM-2025-09-01-bid-blocked")]
)
def test_a_bid_that_was_blocked_is_not_told_by_the_standing_of_that_day(
    ask: Asker, sco: Store, country: str, step: str
) -> None:
    own = [i for i in lines(ask(f"timeline {country}")) if i.date == "2025-09-01"]
    assert [i.records for i in own] == [(f"{step[:2]}-2025-partner",), (step,)]
    with sco.read() as reader:
        found = records.by_ids(reader, [step, f"{step[:2]}-2025-partner", "BY-2024-07-04-accession", "BY-2024-member"])
    assert not tells_of(found[step], found[f"{step[:2]}-2025-partner"])
    assert tells_of(found["BY-2024-07-04-accession"], found["BY-2024-member"])


def test_the_merger_of_2025_is_one_line_with_every_standing_that_it_began(ask: Asker) -> None:
    found = lines(ask("timeline 2025"))
    merger = next(i for i in found if i.records[0] == "m-20250901")
    assert sum(r.endswith("-2025-partner") for r in merger.records) == 16
    assert not [i for i in found if "counts as an SCO partner" in i.text]
    blocked = {"AZ-2025-09-01-bid-blocked", "AM-2025-09-01-bid-blocked"}
    assert blocked <= {i.records[0] for i in found}


def test_an_outcome_is_joined_only_to_a_line_that_tells_of_it(ask: Asker) -> None:
    english = lines(ask("timeline English 2026"))
    assert [i.records for i in english] == [("sco-26-outcome-5",)]
    belarus = [i for i in lines(ask("timeline Belarus 2022")) if i.date == "2022-09-16"]
    assert len(belarus) == 1 and "sco-22-outcome-5" in belarus[0].records


def test_the_same_month_told_twice_is_one_line(ask: Asker) -> None:
    assert [i.records for i in lines(ask("timeline India 2014")) if i.date == "2014-09"] == [
        ("IN-2014-09-application", "sco-14-outcome-3")
    ]


def test_a_date_open_at_one_end_is_not_an_event_of_the_year_asked(ask: Asker) -> None:
    reply = ask("timeline 2014")
    assert reply.lead.startswith("4 entries in 2014") and "1 more has a date that is open at one end" in reply.lead
    assert "F184" not in {r for p in reply.parts if p.title == "2014" for i in p.items for r in i.records}
    apart = next(p for p in reply.parts if p.title == "Perhaps outside 2014: the date is open or wider")
    assert [i.records[0] for i in apart.items] == ["F184"] and apart.items[0].label == "By July 2014"


@pytest.mark.parametrize(
    ("line", "count", "apart"),
    [
        ("timeline 2001-01-01", "No entries on 1 January 2001", "2001: The founding"),
        ("timeline March 2001", "No entries in March 2001", "2001: The founding"),
        ("timeline 2001-06-14", "1 entry on 14 June 2001", "2001: The founding"),
        ("timeline 2025-01-01", "1 entry on 1 January 2025", "4 July 2024 \u2013 31 August 2025: Armenia"),
    ],
)
def test_a_date_coarser_than_the_day_asked_is_set_apart(ask: Asker, line: str, count: str, apart: str) -> None:
    reply = ask(line)
    assert reply.lead.startswith(count)
    last = next(p for p in reply.parts if (p.title or "").startswith("Perhaps outside"))
    assert any(f"{i.label}: {i.text}".startswith(apart) for i in last.items)


def test_days_that_touch_the_day_asked_count(ask: Asker) -> None:
    assert "sco-1" in {r for p in ask("timeline 2001-06-15").parts for i in p.items for r in i.records}
    assert ask("timeline 2001").lead.startswith("4 entries in 2001") and "outside" not in ask("timeline 2001").lead


def test_a_planned_summit_is_counted_among_the_plans(ask: Asker) -> None:
    assert "One of them is a plan" in ask("timeline 2027").lead
    assert "One of them is a plan" in ask("timeline Pakistan").lead


def test_a_country_and_years_narrow_together(ask: Asker) -> None:
    found = lines(ask("timeline India 2005-2017"))
    assert found and all("2005" <= (i.date or "")[:4] <= "2017" for i in found)
    assert {"m-20050705", "m-20170609"} <= {r for i in found for r in i.records}
    assert not {"m-20180824"} & {r for i in found for r in i.records}


def test_every_word_must_match_and_the_one_that_does_not_is_named(ask: Asker) -> None:
    reply = ask("timeline membership tulips")
    assert reply.kind == "not-found"
    assert "No dated entry has “tulips”." in reply.lead
    apart = ask("timeline oil Belarus")
    assert apart.kind == "not-found" and "no entry has all of them" in apart.lead


def test_outside_the_years_asked_it_says_what_there_is(ask: Asker) -> None:
    reply = ask("timeline Belarus 1996-2000")
    assert reply.kind == "not-found"
    assert "Outside that time there are 10, from 2009 to 2024." in reply.lead
    assert ask(reply.buttons[0].command).kind == "answer"


def test_before_coverage_is_said_to_be(ask: Asker) -> None:
    assert "before our coverage" in ask("timeline 1980-1990").lead


def test_what_lies_after_the_day_asked_is_called_later(ask: Asker) -> None:
    labels = {i.records[0]: i.label or "" for i in lines(ask("timeline Uzbekistan", on="2005-01-01"))}
    assert labels["m-20071102"].endswith("later")
    assert "later" not in labels["m-20010614"]


def test_a_window_is_never_mistaken_for_a_day(ask: Asker) -> None:
    bids = next(i for i in lines(ask("timeline 2025")) if "F038" in i.records)
    assert bids.label == "4 July 2024 – 31 August 2025"


def test_alone_it_is_the_milestones_and_summits_paged(ask: Asker) -> None:
    reply = ask("timeline", page=1)
    assert reply.pages > 3
    assert {i.record_kind for i in lines(ask("timeline"))} == {"milestone", "summit"}


def test_buttons_lead_to_the_years_before_and_after(ask: Asker) -> None:
    reply = ask("timeline membership 2015")
    assert [ask(b.command).kind for b in reply.buttons] == ["answer", "answer"]


@pytest.mark.parametrize(
    ("line", "offer"),
    [
        ("timeline 2005 2007", "timeline 2005-2007"),
        ("timeline 2007 2005", "timeline 2005-2007"),
        ("timeline from 2005 and 2007", "timeline 2005-2007"),
        ("timeline 2005 2006 2007", "timeline 2005-2007"),
        ("timeline 2001-06-14 2001-06-15", "timeline 2001-06-14..2001-06-15"),
        ("timeline 2003-01-01 2004-01-15", "timeline 2003-01-01..2004-01-15"),
        ("timeline India 2005 2017", "timeline India 2005-2017"),
        ("timeline years:2005 year 2007 exercise", "timeline 2005-2007 exercise"),
        ("summits 2005 2007", "summits 2005-2007"),
        ("summits 2007 and 2005", "summits 2005-2007"),
        ("members 2016 2020", "diff 2016 2020"),
        ("members 1996 2001", "diff 1996 2001"),
    ],
)
def test_a_second_date_is_asked_back_with_a_line_that_answers(ask: Asker, line: str, offer: str) -> None:
    reply = ask(line)

    assert reply.kind == "error"
    assert reply.buttons[0].command == offer
    assert [ask(button.command).kind for button in reply.buttons] == ["answer"] * len(reply.buttons)


def test_a_year_in_quotation_marks_is_a_word_on_the_buttons_too(ask: Asker) -> None:
    reply = ask('timeline 2005 "2007"')

    assert reply.canonical == 'timeline 2005 "2007"'
    assert [ask(button.command).kind for button in reply.buttons] == ["answer"]
    assert ask(reply.buttons[0].command).canonical == 'timeline topic:"2007"'


def test_a_number_that_is_no_year_of_our_time_stays_a_word(ask: Asker) -> None:
    reply = ask("timeline 2005 resolution 1267")
    assert reply.kind == "not-found" and "resolution" in reply.lead
