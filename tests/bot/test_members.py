"""`members` as a conversation: the list on a day, a class, a country's road."""

from __future__ import annotations

import pytest
from conftest import Asker

from bot.contract import Reply
from data.queries import standings
from data.store import Store


def told(reply: Reply) -> str:
    return "\n".join([reply.title, reply.lead, *(f"{i.label or ''}: {i.text}" for p in reply.parts for i in p.items)])


def listed(reply: Reply) -> list[str]:
    return [i.records[0][:2] for i in reply.parts[0].items]


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        ("1996-04-26", "5 participants"),
        ("2001-06-14", "6 participants"),
        ("2001-06-15", "6 members"),
        ("2004-06-17", "6 members and 1 observer"),
        ("2005-07-04", "6 members and 1 observer"),
        ("2005-07-05", "6 members and 4 observers"),
        ("2009-06-16", "6 members, 4 observers and 2 dialogue partners"),
        ("2012-06-07", "6 members, 5 observers and 3 dialogue partners"),
        ("2015-07-10", "6 members, 6 observers and 6 dialogue partners"),
        ("2017-06-09", "8 members, 4 observers and 6 dialogue partners"),
        ("2021-09-17", "8 members, 4 observers and 9 dialogue partners"),
        ("2022-09-16", "8 members, 4 observers and 14 dialogue partners"),
        ("2023-07-04", "9 members, 3 observers and 14 dialogue partners"),
        ("2024-07-03", "9 members, 3 observers and 14 dialogue partners"),
        ("2024-07-04", "10 members, 2 observers and 14 dialogue partners"),
        ("2025-08-31", "10 members, 2 observers and 14 dialogue partners"),
        ("2025-09-01", "10 members and 17 partners"),
    ],
)
def test_the_counts_are_those_of_the_day(ask: Asker, day: str, counts: str) -> None:
    assert ask(f"members {day}").lead.endswith(f"had {counts}.")


def test_a_year_is_its_last_day_and_today_is_today(ask: Asker) -> None:
    assert ask("members 2016").title == "SCO members on 31 December 2016"
    assert ask("members 2024", on="2024-07-03").title == "SCO members on 3 July 2024"
    assert "Within that time: 4 July 2024: Belarus becomes a member" in told(ask("members 2024"))


def test_a_day_after_the_last_check_is_answered_with_its_state_and_says_so(ask: Asker) -> None:
    later = ask("members 2030")
    assert later.as_of and later.as_of.isoformat() == "2026-11-22"
    assert later.lead.startswith("31 December 2030 lies after the last check.")
    assert "as last checked on 22 November 2026" in ask("members").lead


def test_the_day_of_the_asker_moves_the_answer(ask: Asker) -> None:
    reply = ask("members", on="2024-07-03")
    assert reply.lead == "The SCO has 9 members, 3 observers and 14 dialogue partners."
    assert "BY" not in listed(reply)
    assert "Next change after: 4 July 2024: Belarus becomes a member" in told(reply)


def test_the_changes_around_the_day_and_what_differs_are_told(ask: Asker) -> None:
    reply = told(ask("members observers 2016"))
    assert "Last change before: 10 July 2015: Belarus becomes an observer" in reply
    assert "Next change after: 9 June 2017: India and Pakistan become members" in reply
    assert "the class of observers ended on 1 September 2025" in reply


def test_one_country_has_become_a_member(ask: Asker) -> None:
    assert "Belarus (4 July 2024) has become a member since" in told(ask("members 2024-07-03"))
    assert "have become members since" in told(ask("members 2016"))


def test_a_class_that_did_not_exist_is_said_not_to_have(ask: Asker) -> None:
    reply = ask("members partners 2016")
    assert reply.kind == "answer"
    assert "had no partners on 31 December 2016" in reply.lead and "6 observers and 6 dialogue partners" in reply.lead
    assert "the changed rules were not yet in force" in told(ask("members observers"))


def test_the_signed_memoranda_are_counted_apart_and_an_unknown_day_is_said(ask: Asker) -> None:
    decided = told(ask("members 2015-07-10"))
    assert "there were 2 dialogue partners instead of 6: without Azerbaijan, Armenia, Nepal and Cambodia" in decided
    unknown = told(ask("members 2010-04-28"))
    assert "there were none or 1 dialogue partner instead of 2: without Sri Lanka" in unknown
    assert "The day in April 2010 on which the memorandum with Belarus was signed is not known." in unknown
    assert "there were 8 or 9 dialogue partners instead of 14: without Bahrain" in told(ask("members all 2022-09-16"))
    assert "there were 8 or 9 dialogue partners. The day" in told(ask("members all 2022-09-14"))
    assert "Signed memoranda" not in told(ask("members 2016"))


def test_before_the_organisation_it_was_another_group(ask: Asker) -> None:
    assert ask("members 2000").title == "Shanghai Five participants on 31 December 2000"
    assert listed(ask("members 2000")) == ["CN", "KZ", "KG", "RU", "TJ"]


@pytest.mark.parametrize("line", ["members 1990", "members Belarus 1990", "members 1996-04-25"])
def test_before_the_coverage_nothing_is_claimed(ask: Asker, line: str) -> None:
    reply = ask(line)
    assert reply.kind == "not-found"
    assert reply.buttons[0].command == "summit s5-1"


def test_the_founders_are_the_same_on_every_day_and_that_is_said(ask: Asker) -> None:
    reply = ask("members founding 2000")
    assert listed(reply) == ["CN", "KZ", "KG", "RU", "TJ", "UZ"]
    assert "On 31 December 2000 there was no SCO yet." in reply.lead


def test_a_country_shows_its_standing_and_every_step(ask: Asker) -> None:
    reply = ask("members Belarus")
    assert reply.lead.startswith("Belarus is a member, since 4 July 2024")
    assert {"BY-2022-07-application", "BY-2023-07-04-memorandum", "F153", "F203"} <= set(reply.records)


def test_a_country_on_an_earlier_day_is_told_what_came_later(ask: Asker) -> None:
    assert ask("members Belarus 2016").lead == (
        "On 31 December 2016 Belarus was an observer, since 10 July 2015. It became a member on 4 July 2024."
    )
    early = ask("members India", on="2003-01-01").lead
    assert "its first came later, on 5 July 2005: observer" in early


def test_a_class_asked_with_a_country_is_answered_too(ask: Asker) -> None:
    assert "It was an observer from 10 July 2015 until 4 July 2024." in ask("members observers Belarus").lead
    assert "It has never been a partner." in ask("members partners Belarus").lead


@pytest.mark.parametrize("country", ["Iraq", "Indonesia", "Georgia"])
def test_a_country_that_is_not_in_the_list_is_no_slip_of_another(ask: Asker, country: str) -> None:
    reply = ask(f"members {country}")
    assert reply.kind == "not-found"
    assert reply.lead.startswith(f"{country} is not in the list")


def test_what_is_reported_of_a_country_outside_the_list_is_shown(ask: Asker) -> None:
    reply = ask("members Turkmenistan")
    assert reply.kind == "answer" and "F151" in reply.records


def test_a_disputed_standing_shows_both_sides(ask: Asker) -> None:
    for line in ("members 2022", "members 2023", "members Iran"):
        assert "D14" in [r for p in ask(line).parts if p.kind == "disagreement" for i in p.items for r in i.records]


def test_nobody_holds_two_standings_on_a_day(sco: Store) -> None:
    with sco.read() as reader:
        found = standings.standings(reader)
    days = {s.decided for s in found}
    for day in days:
        holders = [s.country for s in found if s.holds(day)]
        assert len(holders) == len(set(holders)), day
