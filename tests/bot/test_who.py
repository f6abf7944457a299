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
