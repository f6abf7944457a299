"""`timeline`, as conversations over the shipped dataset."""

from __future__ import annotations

from bot.contract import Item, Reply
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
