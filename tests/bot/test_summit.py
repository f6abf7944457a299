"""`summit` and `summits`, as conversations over the shipped dataset."""

from __future__ import annotations

from itertools import dropwhile, takewhile

import pytest

from bot.contract import Item, Reply
from data.queries import records
from data.store import Store
from tests.conftest import Asker


def part(reply: Reply, title: str | None) -> tuple[Item, ...]:
    """The lines of the part with that heading; none where there is no such part."""
    return next((p.items for p in reply.parts if p.title == title), ())


def fact(reply: Reply, label: str) -> str:
    """What stands beside a label among the facts."""
    return next(i.text for i in part(reply, None) if i.label == label)


def test_a_year_is_the_summit_of_that_year_with_its_days_and_its_chair(ask: Asker) -> None:
    reply = ask("summit 2025", on="2026-11-22")
    assert reply.kind == "answer"
    assert reply.title == "25th SCO summit, Tianjin, 31 August – 1 September 2025"
    assert "was held in Tianjin, China, on 31 August – 1 September 2025, chaired by Xi Jinping" in reply.lead
    assert fact(reply, "Dates").endswith("the council sat in full on 1 September")
    assert fact(reply, "Chair passed to") == "Kyrgyzstan"
    assert any("Tianjin Declaration" in i.text for i in part(reply, "Decisions and documents"))


def test_an_inferred_chair_is_said_to_be_inferred_and_not_in_the_lead(ask: Asker) -> None:
    reply = ask("summit 2001")
    assert "inferred" in fact(reply, "Chair")
    assert "chaired by" not in reply.lead


def test_the_chair_rests_on_the_source_that_names_it(ask: Asker) -> None:
    reply = ask("summit 2003")
    chair = next(i for i in part(reply, None) if i.label == "Chair")
    assert "Nursultan Nazarbayev" in chair.text
    assert set(chair.sources) <= {"cnemb-2003", "pd-20030530"} | {"krem-s1672"}
    assert fact(reply, "Place").endswith("Moscow, Russia")
    assert fact(reply, "Chairing country") == "Kazakhstan"


def test_a_city_with_several_summits_is_a_choice_with_sources(ask: Asker) -> None:
    reply = ask("summit Astana")
    assert reply.kind == "choice"
    assert reply.lead == "Astana hosted 2005, 2011, 2017 and 2024. Which one?"
    assert [b.label for b in reply.buttons] == ["2005", "2011", "2017", "2024"]
    assert all(ask(b.command).kind == "answer" for b in reply.buttons)
    assert all(i.sources for p in reply.parts for i in p.items)


def test_a_country_that_chaired_elsewhere_is_offered_that_too(ask: Asker) -> None:
    reply = ask("summit Kazakhstan")
    assert "Moscow 2003 (in the chair only)" in reply.lead


def test_a_city_with_a_year_needs_no_choice(ask: Asker) -> None:
    assert ask("summit Astana 2017").title.startswith("17th SCO summit")


def test_the_first_five_numbers_name_the_meeting_of_the_other_series_beside_it(ask: Asker) -> None:
    reply = ask("summit 3rd")
    assert reply.title.startswith("3rd SCO summit, Moscow")
    assert "3rd Shanghai Five meeting, in Almaty on 3 July 1998" in reply.lead
    assert part(reply, "Of the same number")[0].records == ("s5-3",)
    assert not part(ask("summit 6th"), "Of the same number")


@pytest.mark.parametrize(
    ("on", "following", "last"),
    [
        ("2025-08-30", "sco-25", "sco-24"),
        ("2025-08-31", "sco-25", "sco-24"),
        ("2025-09-01", "sco-25", "sco-24"),
        ("2025-09-02", "sco-26", "sco-25"),
        ("2026-11-24", "sco-27", "sco-26"),
        ("2027-12-31", "sco-27", "sco-26"),
    ],
)
def test_next_and_last_turn_over_on_the_day_after_the_summit(ask: Asker, on: str, following: str, last: str) -> None:
    assert ask("summit next", on=on).records[0] == following
    assert ask("summit last", on=on).records[0] == last


def test_a_summit_in_session_is_under_way(ask: Asker) -> None:
    assert "under way" in ask("summit next", on="2025-09-01").lead
    assert "under way" not in ask("summit next", on="2025-08-30").lead


def test_a_planned_summit_has_a_year_and_no_day_and_is_never_taken_for_held(ask: Asker) -> None:
    reply = ask("summit next")
    assert "planned for 2027 in Islamabad, Pakistan; no day for it is known" in reply.lead
    assert "as last checked on 22 November 2026" in reply.lead
    assert reply.as_of is not None and reply.as_of.isoformat() == "2026-11-22"
    after = ask("summit next", on="2028-01-01")
    assert after.kind == "not-found" and "No summit after 1 January 2028 is known" in after.lead
    assert "whether it was held is not known" in ask("summit 2027", on="2028-01-01").lead


def test_no_argument_is_the_last_summit_while_no_next_day_is_known(ask: Asker) -> None:
    reply = ask("summit")
    assert reply.lead.startswith("No day is known yet for the next summit, so this is the last one.")
    assert reply.records[0] == "sco-26"
    assert ask("summit", on="2025-01-01").records[0] == "sco-25"


def test_a_summit_after_the_day_asked_is_called_later_and_not_hidden(ask: Asker) -> None:
    reply = ask("summit 2025", on="2025-06-01")
    assert "is still to come on 1 June 2025" in reply.lead and "known later" in reply.lead
    assert part(reply, "Decisions and documents")


def test_a_day_without_a_summit_gets_the_nearest_and_says_so(ask: Asker) -> None:
    reply = ask("summit 2025-08-15")
    assert reply.kind == "answer"
    assert reply.lead.startswith("No summit was in session on 15 August 2025; the nearest is the 25th SCO summit")
    assert ask("summit 2025-08-31").lead.startswith("The 25th SCO summit was held")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("summit 1990", "before our coverage, which starts on 26 April 1996"),
        ("summit 2040", "No summit in 2040 is known"),
        ("summit 99", "There is no 99th SCO summit"),
        ("summit Iran", "No summit is known to have been held in Iran"),
    ],
)
def test_what_is_not_there_is_not_found_with_the_nearest(ask: Asker, line: str, said: str) -> None:
    reply = ask(line)
    assert reply.kind == "not-found"
    assert said in reply.lead
    assert reply.buttons and ask(reply.buttons[0].command).kind == "answer"


def test_another_meeting_puts_the_premise_right(ask: Asker) -> None:
    reply = ask("summit Alaska")
    assert reply.kind == "answer"
    assert "not an SCO summit. Here is what the sources say about it." in reply.lead
    assert fact(reply, "Dates").startswith("15 August 2025")
    planned = [(i.records[0], i.label) for i in part(reply, "Planned against reported")]
    both = [(plan, "15 August 2025, planned") for plan in ("F053", "F054")]
    assert planned[:3] == [*both, ("F012", "Reported: August 2025")]
    assert "F056" in {r for i in part(reply, "Reported") for r in i.records}


def test_another_meeting_asked_with_another_year_is_put_right_too(ask: Asker) -> None:
    assert ask("summit Alaska 2016").lead.startswith("In 2016 there was none: its date is 15 August 2025. ")
    assert ask("summit Alaska 2025").lead == ask("summit Alaska").lead


@pytest.mark.parametrize("name", ["APEC", "ASEAN", "BRICS", "Beijing parade", "Beijing summit"])
def test_no_other_meeting_is_taken_for_a_summit(ask: Asker, name: str) -> None:
    reply = ask(f"summit {name}")
    assert reply.kind == "answer"
    assert "summit" in reply.lead and not any(r.startswith(("sco-", "s5-")) for r in reply.records[:1])


def test_what_was_expected_is_never_shown_as_attended(ask: Asker) -> None:
    lines = {i.records[0]: i for i in part(ask("summit 2024 attendees"), "Who was named")}
    assert lines["sco-24"].label == "Chair"
    assert lines["sco-24-modi"].label == "Expected to be absent"
    assert lines["sco-24-guterres"].label == "Expected"
    assert lines["sco-24-putin"].label == "Attended"


def test_plans_stand_beside_what_was_reported_of_the_same(ask: Asker) -> None:
    shown = part(ask("summit 2025"), "Planned against reported")
    place = next(n for n, i in enumerate(shown) if i.records[0] == "F024")
    assert "expected" in (shown[place].label or "")
    assert shown[place + 1].records[0] == "F240" and (shown[place + 1].label or "").startswith("Reported")


def outcomes(reply: Reply, plan: str) -> list[tuple[str, str]]:
    """What stands under a plan, and under those of one outcome with it: the records with their labels."""
    shown = [(i.records[0], i.label or "") for i in part(reply, "Planned against reported")]
    after = dropwhile(is_planned, dropwhile(lambda line: line[0] != plan, shown))
    return list(takewhile(lambda line: not is_planned(line), after))


def is_planned(line: tuple[str, str]) -> bool:
    return "planned" in line[1] or "expected" in line[1]


def test_a_plan_is_answered_by_what_the_history_reports(ask: Asker) -> None:
    reply = ask("summit 2024 planned")
    for belarus in ("F153", "F203"):
        assert ("sco-24-outcome-1", "Reported: 4 July 2024") in outcomes(reply, belarus)
    assert outcomes(reply, "F157") == [("sco-24-outcome-2", "Reported: 4 July 2024")]
    assert outcomes(ask("summit 2025 planned"), "F035")[0][0] == "sco-25-outcome-2"


def test_a_plan_without_an_outcome_says_so_once_its_time_is_over(ask: Asker) -> None:
    def told(on: str) -> str:
        shown = part(ask("summit 2024 planned", on=on), "Planned against reported")
        return next(i.text for i in shown if i.records[0] == "F156")

    assert told("2024-07-05").endswith("What came of it is not in the sources.")
    assert "What came of it" not in told("2024-07-04")
    assert outcomes(ask("summit 2024 planned"), "F156") == []


def test_where_reports_differ_on_what_came_of_a_plan_no_side_is_taken_for_the_outcome(ask: Asker) -> None:
    assert outcomes(ask("summit 2025"), "F015") == [("A9", "Sources differ")]


def test_an_outcome_after_the_day_asked_is_called_later(ask: Asker) -> None:
    reply = ask("summit 2025 planned", on="2025-08-30")
    assert outcomes(reply, "F035") == [("sco-25-outcome-2", "Reported: 1 September 2025, later")]


def test_the_chair_is_among_those_named_and_an_inferred_one_is_not_counted(ask: Asker) -> None:
    stated = ask("summit 2019 attendees", on="2026-11-22")
    assert stated.kind == "answer"
    assert stated.lead == "Sooronbay Jeenbekov chaired the 19th SCO summit; nobody else is named."
    assert stated.sources[0].id in {"iar-2019", "wj-20190614"}
    inferred = ask("summit 2007 attendees")
    assert inferred.lead.startswith("Nobody is named at the 7th SCO summit in the sources")
    assert "inferred" in part(inferred, "Who was named")[0].text
    assert ask("summit 2027 attendees").kind == "not-found"


def test_who_only_met_someone_beside_the_summit_is_not_said_to_have_attended(ask: Asker) -> None:
    reply = ask("summit 2025 attendees")
    assert reply.lead.startswith("Xi Jinping chaired the 25th SCO summit; 5 more people are named")
    labels = {i.records[0]: i.label for i in part(reply, "Who was named")}
    for who in ("erdogan", "pezeshkian", "peng-liyuan"):
        assert labels[f"sco-25-{who}"] == "Beside the meeting"


@pytest.mark.parametrize("line", ["summit Astana 2016", "summit 2016 Astana", "summit Kazakhstan in 2016"])
def test_a_place_that_did_not_host_that_year_puts_the_premise_right(ask: Asker, line: str) -> None:
    reply = ask(line, on="2026-11-22")
    assert reply.kind == "answer"
    assert reply.lead.startswith(f"No summit was held in {'Astana' if 'Astana' in line else 'Kazakhstan'} in 2016. ")
    assert "the 16th SCO summit met in Tashkent (23–24 June 2016)" in reply.lead
    assert "2005" in reply.lead and "2024" in reply.lead
    assert "sco-16" in reply.records and all(ask(b.command).kind == "answer" for b in reply.buttons)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("summit Beijing 2012", "sco-12"),
        ("summit 2012 Beijing", "sco-12"),
        ("summit China 2018", "sco-18"),
        ("summit Astana June 2011", "sco-11"),
        ("summit last Astana", "sco-24"),
        ("summit next China", ""),
    ],
)
def test_a_place_and_a_time_together_name_one_summit(ask: Asker, line: str, found: str) -> None:
    reply = ask(line)
    assert (reply.records[0] == found) if found else reply.kind in ("choice", "not-found")


def test_two_years_are_a_choice_and_none_is_dropped(ask: Asker) -> None:
    reply = ask("summit 2016 2017")
    assert reply.kind == "choice"
    assert [i.records[0] for p in reply.parts for i in p.items] == ["sco-16", "sco-17"]


@pytest.mark.parametrize(
    ("line", "points"),
    [
        ("summit 2025", {"D15", "A7", "D18"}),
        ("summit 2023", {"D14"}),
        ("summit 2022", {"D14", "D12"}),
        ("summit 2021", {"D12"}),
        ("summit 2015", {"D12"}),
        ("summit 2009", {"D12"}),
        ("summit 2001", {"D7"}),
    ],
)
def test_where_sources_differ_on_a_summit_its_card_says_so(ask: Asker, line: str, points: set[str]) -> None:
    assert points <= {i.records[0] for i in part(ask(line), "Sources differ")}


def test_one_section_does_not_bring_in_what_is_disputed_elsewhere(ask: Asker) -> None:
    assert not {"D15", "D18"} & {i.records[0] for i in part(ask("summit 2025 attendees"), "Sources differ")}


def test_an_outcome_of_another_day_than_the_council_has_its_own(ask: Asker, sco: Store) -> None:
    with sco.read() as reader:
        found = records.by_ids(reader, ["sco-1-outcome-1", "sco-22-outcome-1", "sco-22-outcome-5", "sco-14-outcome-3"])
    assert {id: r.date for id, r in found.items()} == {
        "sco-1-outcome-1": "2001-06-14",
        "sco-22-outcome-1": "2022-09-15",
        "sco-22-outcome-5": "2022-09-16",
        "sco-14-outcome-3": "2014-09",
    }


def test_what_rests_on_one_weak_source_says_so_wherever_it_is_told(ask: Asker) -> None:
    for line in ("summit 2026", "timeline English", "search English"):
        told = [i.text for p in ask(line).parts for i in p.items if "sco-26-outcome-5" in i.records]
        assert told and all("Confidence: low" in text for text in told), line


def test_a_section_without_entries_is_not_found(ask: Asker) -> None:
    reply = ask("summit 2010 quotes")
    assert reply.kind == "not-found" and "No quotation is recorded for the 10th SCO summit" in reply.lead


def test_quotes_are_counted_and_the_button_finds_as_many(ask: Asker) -> None:
    reply = ask("summit 2025")
    button = next(b for b in reply.buttons if b.label.startswith("Quotes"))
    found = ask(button.command)
    assert found.kind == "answer"
    assert f"({sum(p.kind == 'quote' and len(p.items) for p in found.parts)})" in button.label


def test_neighbours_cross_from_one_series_to_the_other(ask: Asker) -> None:
    labels = [b.label for b in ask("summit 2001").buttons]
    assert labels[:2] == ["◀ Dushanbe 2000", "Saint Petersburg 2002 ▶"]


def test_all_summits_are_one_line_each_with_the_planned_one_marked(ask: Asker) -> None:
    reply = ask("summits")
    assert len(part(reply, "Shanghai Five meetings")) == 5
    assert len(part(reply, "SCO summits")) == 27
    assert "planned for 2027" in part(reply, "SCO summits")[-1].text
    assert ask("summits", page=1).pages > 1


def test_summits_of_a_place_and_of_some_years(ask: Asker) -> None:
    years = [i.date[:4] for i in part(ask("summits Tashkent"), "SCO summits") if i.date]
    assert years == ["2004", "2010", "2016"]
    assert len(part(ask("summits 2001-2010"), "SCO summits")) == 10
    both = part(ask("summits China 2001-2010"), "SCO summits")
    assert [i.records for i in both] == [("sco-1",), ("sco-6",)]


def test_summits_later_than_the_day_asked_are_counted_apart(ask: Asker) -> None:
    reply = ask("summits", on="2010-01-01")
    assert "17 SCO summits are later than 1 January 2010" in reply.lead
    assert part(reply, "SCO summits")[-2].label == "later than 1 January 2010"


@pytest.mark.parametrize("on", ["2025-08-31", "2025-09-01", "2001-06-14"])
def test_a_summit_in_session_is_not_called_the_next(ask: Asker, on: str) -> None:
    reply = ask("summit", on=on)
    assert reply.title.startswith("Under way: ") and reply.lead.startswith("The one before it was the ")


def test_a_plan_whose_time_is_over_is_not_forgotten(ask: Asker) -> None:
    reply = ask("summit next", on="2030-01-01")
    assert "was planned for 2027 in Islamabad; whether it was held is not known" in reply.lead
    assert "The last one known to have been held was the 26th" in reply.lead
