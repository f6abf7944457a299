"""`who` as a conversation: people, offices in a time, gaps and overlaps, the chair."""

from __future__ import annotations

import pytest

from bot.contract import Reply


def lines(reply: Reply) -> str:
    """Every line of a card, one under the other."""
    return "\n".join(item.text for part in reply.parts for item in part.items)


def part(reply: Reply, title: str) -> list[str]:
    """The lines under a heading."""
    return [item.text for p in reply.parts if p.title == title for item in p.items]


def test_a_person_shows_the_term_at_its_precision_and_that_it_runs(ask):
    reply = ask("who Yermekbayev")
    assert reply.kind == "answer"
    assert part(reply, "Offices")[0].startswith(
        "Nurlan Yermekbayev, Secretary-General of the SCO: from 1 January 2025, the term runs to 2027."
    )


def test_filled_in_days_of_a_term_are_not_shown_as_days(ask):
    reply = ask("who secretary-general 2010")
    assert reply.lead == "In 2010 the Secretary-General of the SCO was Muratbek Imanaliyev."
    assert part(reply, "Holders") == ["Muratbek Imanaliyev, Secretary-General of the SCO: 2010 to 2012"]
    assert "1 January 2010" not in lines(reply)


def test_the_last_day_of_december_still_belongs_to_the_one_who_goes(ask):
    assert "Vladimir Norov" in ask("who secretary-general 2021-12-31").lead
    assert "Zhang Ming" in ask("who secretary-general 2022-01-01").lead


def test_on_the_day_of_a_handover_the_successor_counts(ask):
    assert ask("who president Kazakhstan 2019-03-20").lead == (
        "On 20 March 2019 the President of Kazakhstan was Kassym-Jomart Tokayev."
    )
    assert "Nazarbayev" in ask("who president Kazakhstan 2019-03-19").lead


def test_a_year_names_all_holders_in_order(ask):
    reply = ask("who president Kazakhstan 2019")
    assert reply.lead.endswith("was Nursultan Nazarbayev, then Kassym-Jomart Tokayev.")
    assert reply.as_of.isoformat() == "2019-12-31"


def test_overlapping_terms_show_both(ask):
    reply = ask("who president Kyrgyzstan 2010-04-10")
    assert "Kurmanbek Bakiyev, and from 7 April 2010 also Roza Otunbayeva" in reply.lead
    assert len(part(reply, "Holders")) == 2


def test_a_gap_is_not_known_and_its_neighbours_are_named(ask):
    reply = ask("who prime-minister Pakistan 2017-12-01")
    assert reply.kind == "not-found"
    assert "Not known" in reply.lead
    assert "Nawaz Sharif" in reply.lead and "Imran Khan" in reply.lead


def test_a_gap_inside_a_year_is_said_in_the_lead(ask):
    lead = ask("who prime-minister Pakistan 2017").lead
    assert "Nawaz Sharif" in lead
    assert "Not known who held the office from 29 July 2017 to 31 December 2017." in lead


def test_an_end_known_by_its_month_claims_no_day_in_that_month(ask):
    reply = ask("who prime-minister Pakistan 2023-08-20")
    assert reply.kind == "not-found"
    assert "perhaps Shehbaz Sharif" in reply.lead


def test_an_open_term_says_when_a_source_last_showed_him(ask):
    reply = ask("who president Kazakhstan")
    assert "last shown in office by a source on 5 January 2025" in reply.lead
    assert "as last checked on 22 November 2026" in reply.lead
    assert "from 20 March 2019, in office when last checked, 5 January 2025" in part(reply, "Holders")[0]


def test_acting_is_said(ask):
    assert "Talant Mamytov (acting)" in ask("who president Kyrgyzstan 2020-12-01").lead


def test_an_office_that_is_not_covered_says_what_is(ask):
    reply = ask("who president Turkey")
    assert reply.kind == "not-found"
    assert "covered for Belarus, China, Iran" in reply.lead
    assert "Recep Tayyip Erdogan" in lines(reply)


def test_every_country_is_listed_and_an_unknown_one_said(ask):
    reply = ask("who president")
    assert "Xi Jinping (China)" in reply.lead
    assert "not known for Pakistan" in reply.lead


@pytest.mark.parametrize(
    ("line", "chair", "basis", "passed"),
    [
        ("who chair 2019", "Sooronbay Jeenbekov", "as a source states", "chaired by Russia"),
        ("who chair 2025", "Xi Jinping", "as a source states", "the chair then passed to Kyrgyzstan"),
        ("who chair 1996", "Jiang Zemin", "inferred", "chaired by Russia"),
    ],
)
def test_the_chair_is_stated_or_inferred_and_goes_on(ask, line, chair, basis, passed):
    lead = ask(line).lead
    assert chair in lead and basis in lead and passed in lead


def test_a_person_known_only_from_articles_shows_what_they_say(ask):
    reply = ask("who Kallas")
    assert reply.kind == "answer"
    assert "European Union" in reply.lead
    assert any("Russian defeat" in text for text in part(reply, "What sources report"))


def test_quotes_are_counted_with_a_button_that_runs(ask):
    reply = ask("who Umarov")
    assert part(reply, "Statements") == ["3 statements on record, 6 quoted parts."]
    button = next(b for b in reply.buttons if b.label == "Quotes")
    assert ask(button.command).kind == "answer"


def test_what_lies_after_the_asked_day_is_called_later(ask):
    reply = ask("who secretary-general", on="2010-06-01")
    assert "is Muratbek Imanaliyev" in reply.lead
    assert "that end came later" in part(reply, "Holders")[0]
    assert any("Dmitry Mezentsev" in t and "(later)" in t for t in part(reply, "Before and after"))


def test_a_year_after_the_last_check_is_answered_with_the_state_of_the_check(ask):
    reply = ask("who secretary-general 2030")
    assert reply.lead.startswith("What holds in 2030 cannot be known yet.")
    assert "as last checked on 22 November 2026" in reply.lead
    assert reply.as_of.isoformat() == "2026-11-22"


def test_without_anything_it_asks_which(ask):
    reply = ask("who")
    assert reply.kind == "choice"
    assert all(ask(b.command).kind == "answer" for b in reply.buttons)


def test_one_day_in_office_does_not_stand_for_the_year(ask):
    lead = ask("who president Pakistan 2018").lead
    assert "in office on 10 June 2018 was Mamnoon Hussain" in lead
    assert "on the other days in 2018 is not known" in lead
    assert ask("who president Pakistan 2018-06-10").lead == (
        "On 10 June 2018 the President of Pakistan was Mamnoon Hussain."
    )
    assert "Mamnoon Hussain (in office on 10 June 2018, no other day known)" in ask("who president 2018").lead


def test_a_term_with_no_known_start_is_no_guess_for_the_years_before(ask):
    lead = ask("who prime minister Pakistan 2013").lead
    assert lead.startswith("Not known who was Prime Minister of Pakistan in 2013")
    assert "perhaps" not in lead
    assert (
        "no known first day, is Nawaz Sharif (first day not known, in office on 9 June 2017, to 28 July 2017)" in lead
    )
    assert "Imran Khan" not in lead


def test_an_office_nobody_is_known_to_have_held_is_said_in_a_sentence(ask):
    assert ask("who prime minister 2013").lead == (
        "No holder of the office of Prime Minister is known in 2013, for India and Pakistan."
    )


def test_before_the_first_known_holder_there_is_no_gap(ask):
    reply = ask("who secretary-general 2004")
    assert reply.lead.endswith("Zhang Deguang (as Executive Secretary) (the first one, from 15 January 2004).")
    assert "There was no holder from 1 January 2004 to 14 January 2004: the office opened on" in lines(reply)
    assert "Not known" not in reply.lead


def test_an_office_of_the_organisation_before_it_was_founded(ask):
    reply = ask("who secretary-general 1999")
    assert reply.kind == "not-found"
    assert "there was no Secretary-General of the SCO: the SCO was founded on 15 June 2001" in reply.lead


@pytest.mark.parametrize("when", ["2003", "May 2003", "2001", "2004-01-14"])
def test_an_office_of_the_organisation_before_it_opened(ask, when):
    reply = ask(f"who secretary-general {when}")
    assert reply.kind == "not-found" and reply.title.startswith("No Secretary-General of the SCO ")
    assert "there was no Secretary-General of the SCO: the office opened on 15 January 2004. The first one was " in (
        reply.lead
    )
    assert "Zhang Deguang" in reply.lead and "Not known" not in reply.lead


@pytest.mark.parametrize(
    ("line", "first"),
    [
        (
            "who secretary-general 2004 to 2026",
            "was Zhang Deguang (as Executive Secretary) (the first one, from 15 January 2004), then Bolat Nurgaliyev,",
        ),
        (
            "who president Kyrgyzstan 1990 to 2026",
            "was Askar Akayev (the first one known, from 27 October 1990), then Kurmanbek Bakiyev,",
        ),
    ],
)
def test_the_first_one_known_is_said_of_the_first(ask, line, first):
    lead = ask(line).lead
    assert first in lead
    assert "first one" not in lead.replace(first, "")


@pytest.mark.parametrize("when", ["2017-06-09", "2017-07-01", "2017-07-27"])
def test_one_seen_in_office_held_it_until_the_known_end(ask, when):
    reply = ask(f"who prime-minister Pakistan {when}")
    assert reply.kind == "answer" and reply.lead.endswith("the Prime Minister of Pakistan was Nawaz Sharif.")
    assert "first day not known, in office on 9 June 2017, to 28 July 2017" in lines(reply)


def test_before_he_was_seen_in_office_it_is_not_known(ask):
    assert ask("who prime-minister Pakistan 2017-06-08").kind == "not-found"
    assert "was Nawaz Sharif (first day in office not known)." in ask("who prime-minister Pakistan June 2017").lead


@pytest.mark.parametrize(
    ("line", "day", "start"),
    [
        ("who Yermekbayev", "2024-07-03", "No office of Nurlan Yermekbayev is known on 3 July 2024. Later: "),
        ("who Modi", "2005-03-24", "No office of Narendra Modi is known on 24 March 2005. Later: "),
        ("who Trump", "2005-03-24", "What the sources say of Donald Trump is later than 24 March 2005: "),
        ("who Umarov", "2005-03-24", "What the sources say of Temur Umarov is later than 24 March 2005: "),
        ("who Putin", "2005-03-24", "On 24 March 2005 Vladimir Putin was President of Russia"),
        ("who Nazarbayev", "2005-03-24", "Nursultan Nazarbayev was President of Kazakhstan from 1990"),
    ],
)
def test_the_lead_on_a_person_speaks_from_the_asked_day(ask, line, day, start):
    assert ask(line, on=day).lead.startswith(start)


def test_the_chair_today_is_with_whom_it_passed_to(ask):
    reply = ask("who chair")
    assert reply.title == "Who has the chair"
    assert reply.lead.startswith("Pakistan has the chair.")
    assert "Shehbaz Sharif" in reply.lead
    assert "sco-26-outcome-2" in reply.records


def test_in_session_the_chair_is_the_summits_own(ask):
    lead = ask("who chair", on="2026-08-31").lead
    assert lead.startswith("Kyrgyzstan has the chair of the 26th SCO summit") and "under way" in lead


def test_a_summit_that_is_planned_is_still_to_be_chaired(ask):
    assert ask("who chair 2027").title.startswith("Who is to chair the 27th SCO summit")


def test_the_next_chair_is_called_later_where_it_is(ask):
    assert "chaired by Russia later" in ask("who chair", on="2019-08-01").lead
    assert "later" not in ask("who chair 2019").lead


def test_a_role_is_shown_only_for_the_person_it_is_about(ask):
    assert "F182" not in ask("who Xi Jinping").records
    assert "F182" in ask("who Tokayev").records


def test_every_country_in_a_year_that_has_not_come_says_so(ask):
    assert ask("who president 2030").lead.startswith("What holds in 2030 cannot be known yet.")


def test_a_chair_after_the_last_check_cannot_be_known_yet(ask):
    reply = ask("who chair 2028")
    assert reply.lead.startswith("What holds in 2028 cannot be known yet. Pakistan has the chair.")
    assert "As last checked on 22 November 2026" in reply.lead
