"""`fact` as a conversation: figures with who says them, several words together, slips and misses."""

from __future__ import annotations

import pytest

from bot.contract import Reply


def items(reply: Reply, title: str) -> list:
    """The lines under a heading."""
    return [item for part in reply.parts if part.title == title for item in part.items]


def test_every_published_share_is_shown_with_who_and_when_and_none_is_preferred(ask):
    reply = ask("fact population")
    labels = [item.label for item in items(reply, "Figures and counts")]
    assert "RFE/RL, as of 16–31 August 2025" in labels
    assert "The Guardian, as of 2–4 July 2024" in labels
    assert "Wikipedia, undated" in labels
    assert "prefers none" in reply.lead
    assert all("basis is not stated" in item.text.lower() for item in items(reply, "Figures and counts"))


def test_a_lead_on_differing_figures_says_between_what(ask):
    lead = ask("fact population").lead
    assert lead.startswith("Sources differ: from about 40%")
    assert "nearly 50%" in lead


def test_different_measures_are_named_and_not_averaged(ask):
    lead = ask("fact gdp").lead
    assert "about 23% of world GDP, nominal" in lead
    assert "about 36% of world GDP, purchasing power" in lead


def test_the_founding_is_answered_with_its_day_and_the_slip_is_shown(ask):
    reply = ask("fact founded")
    assert "15 June 2001" in reply.lead
    texts = [i.text for i in items(reply, "On this point sources differ")]
    assert any("14 June 2001" in text for text in texts)


def test_every_word_must_match(ask):
    reply = ask("fact trade Russia China")
    assert "$200 billion" in reply.lead
    shown = [i for part in reply.parts if part.kind == "list" for i in part.items]
    assert not any("Kyrgyzstan" in i.text for i in items(reply, "Figures and counts"))
    assert shown and all(i.sources for i in shown)


def test_what_does_not_match_is_named_and_the_rest_offered(ask):
    reply = ask("fact trade Narnia Russia")
    assert reply.kind == "not-found"
    assert "Narnia stands in none" in reply.lead
    assert ask(reply.buttons[0].command).kind == "answer"


def test_a_year_keeps_only_what_belongs_to_it(ask):
    reply = ask("fact documents 2025")
    assert reply.title == "Facts: documents, in 2025"
    dates = [i.date for part in reply.parts if part.kind == "list" for i in part.items]
    assert dates and all(date and "2025" in date for date in dates)


def test_members_are_counted_by_the_desk(ask):
    reply = ask("fact members")
    assert reply.lead.startswith("The SCO has 10 members and 17 partners.")
    assert any("nine members on 3 July 2024" in i.text for i in items(reply, "Figures and counts"))


def test_plans_stand_apart_and_say_that_they_are_plans(ask):
    reply = ask("fact Belarus 2024")
    plans = items(reply, "Plans and expectations, not outcomes")
    assert {i.record_kind for i in plans} == {"plan", "expectation"}
    assert all(i.label.startswith(("plan", "expectation")) for i in plans)


def test_a_slip_is_read_and_said(ask):
    reply = ask("fact poplation")
    assert reply.kind == "answer"
    assert reply.lead.startswith("Read as share of world population (poplation). ")


def test_a_name_of_two_people_is_asked_back(ask):
    reply = ask("fact Sharif")
    assert reply.kind == "choice"
    assert {b.label for b in reply.buttons} == {"Nawaz Sharif", "Shehbaz Sharif"}


def test_a_country_outside_is_never_read_as_another(ask):
    reply = ask("fact Iraq")
    assert reply.kind == "not-found"
    assert "Iran" not in reply.lead


def test_without_a_topic_the_topics_are_listed(ask):
    reply = ask("fact")
    assert reply.kind == "choice"
    assert "share of world population" in items(reply, "Topics")[0].text


def test_a_search_expression_is_only_words(ask):
    for line in ('fact " OR NEAR(', "fact '*'", "fact a:b* AND NOT", "fact " + "w " * 900):
        assert ask(line).kind in ("not-found", "choice", "error")
        assert ask(line).reference is None


def test_too_many_words_are_refused_not_cut(ask):
    reply = ask("fact " + " ".join(f"w{n}" for n in range(60)))
    assert reply.kind == "error"


@pytest.mark.parametrize(
    ("line", "count", "published"),
    [("observers", "2 observers", "F033"), ("dialogue partners", "14 dialogue partners", "F034")],
)
def test_a_class_that_is_gone_is_counted_on_its_last_day_with_what_came_after(ask, line, count, published):
    reply = ask(f"fact {line}")
    assert reply.lead.startswith(f"The SCO had {count} on 31 August 2025")
    assert "Since 1 September 2025" in reply.lead and "17 partners" in reply.lead
    assert published in {r for i in items(reply, "Figures and counts") for r in i.records}
    assert any(i.label == "Doubt" for i in items(reply, "What stands in its place"))


def test_a_topic_called_like_a_class_is_counted_with_the_classes_before(ask):
    reply = ask("fact partners")
    assert "has 17 partners" in reply.lead and "2 observers and 14 dialogue partners" in reply.lead
    assert {"F033", "F034", "F110"} <= {r for i in items(reply, "Figures and counts") for r in i.records}


def test_a_class_is_counted_on_the_asked_day(ask):
    assert ask("fact observers", on="2010-01-01").lead == "The SCO has 4 observers."
    assert "created later, on 1 September 2025" in ask("fact SCO partners", on="2010-01-01").lead


def test_values_of_different_measures_are_no_disagreement(ask):
    lead = ask("fact gdp").lead
    assert "Sources differ" not in lead
    assert "about 25% of world GDP (RFE/RL, as of 16–31 August 2025; Kazinform, as of 26 August 2025)" in lead


@pytest.mark.parametrize("line", ["fact tariff", "fact population", "fact Alaska"])
def test_what_lies_after_the_asked_day_is_told_as_later(ask, line):
    assert "is dated up to 24 March 2005. Later: " in ask(line, on="2005-03-24").lead
    assert "Later" not in ask(line).lead


def test_a_person_is_told_of_as_on_the_asked_day(ask):
    assert ask("fact Yermekbayev", on="2024-07-03").lead.startswith("No office of Nurlan Yermekbayev is known")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("fact oil", "India was one of the leading customers for oil"),
        ("fact leaders", "More than 20"),
        ("fact anniversary", "20th anniversary"),
        ("fact secretary-general", "The Secretary-General of the SCO is Nurlan Yermekbayev"),
        ("fact president Russia", "The President of Russia is Vladimir Putin"),
        ("fact chair", "Pakistan has the chair."),
    ],
)
def test_the_lead_is_the_record_that_says_the_words(ask, line, said):
    assert said in ask(line).lead


def test_where_no_record_says_all_the_words_the_lead_counts_the_kinds(ask):
    assert ask("fact trade India").lead.startswith(
        "On trade and India there are 3 records, dated from 2014 to 2025: 1 event, 1 state of things"
    )
    assert ask("fact venue").lead.startswith("On venue there are ")


def test_a_country_is_not_matched_by_who_published_a_figure(ask):
    reply = ask("fact GDP China")
    assert "output-cnun" not in reply.records
    assert "output-cnun" in ask("fact GDP").records


def test_of_many_records_the_kinds_and_the_disagreement_are_named(ask):
    lead = ask("fact war in Ukraine").lead
    assert "17 claims" in lead
    assert "Sources differ: Putin claimed that a coup" in lead


def test_figures_that_name_each_other_stand_together(ask):
    shown = {r for i in items(ask("fact Modi visit"), "Figures and counts") for r in i.records}
    assert shown == {"F017", "F239"}


def test_weak_confidence_is_said(ask):
    shown = [i for p in ask("fact exports Kyrgyzstan").parts for i in p.items if "sco-26-outcome-5" in i.records]
    assert all(i.text.endswith("(Confidence: low.)") for i in shown)
    assert "(Confidence: low.)" in ask("fact language").lead


def test_a_class_means_the_standing_and_not_everyone_who_is_called_so(ask):
    shown = ask("fact observers").records
    assert "m-20050705" in shown
    assert "F247" not in shown and "m-20041202" not in shown


def test_a_class_in_a_year_is_counted_at_its_end(ask):
    assert ask("fact observers 2016").lead.startswith("On 31 December 2016 the SCO had 6 observers.")
    assert ask("fact members", on="2001-01-01").lead == "The Shanghai Five has 5 participants."


def test_a_class_of_an_earlier_group_is_counted_under_the_name_of_that_group(ask):
    reply = ask("fact Shanghai Five")
    assert reply.title == "Facts: Shanghai Five"
    assert reply.lead.startswith(
        "The Shanghai Five had 5 participants from 26 April 1996 and 6 participants on 14 June 2001, its last day; "
        "Uzbekistan joined on that day. Since 15 June 2001 the SCO stands in its place: there are now 10 members."
    )


@pytest.mark.parametrize(
    ("line", "country"), [("India joined", "India"), ("Pakistan joined", "Pakistan"), ("membership India", "India")]
)
def test_a_country_and_membership_are_answered_by_the_event_that_made_it_a_member(ask, line, country):
    reply = ask(f"fact {line}")
    assert reply.lead.startswith(f"{country} has been among the members of the SCO since 9 June 2017: At the Astana")
    assert "m-20170609" in reply.records
    assert "has been among" not in ask(f"fact {line}", on="2017-06-01").lead


@pytest.mark.parametrize("line", ["accession", "Uzbekistan"])
def test_an_event_is_called_the_newest_only_where_none_shown_is_newer(ask, line):
    lead = ask(f"fact {line}").lead
    assert " Among them: " in lead and "newest" not in lead
    assert " The newest milestone among them: The 26th SCO summit" in ask("fact declaration").lead


def test_two_countries_in_a_row_are_read_apart_where_their_topic_has_nothing(ask):
    reply = ask("fact India Pakistan membership")
    assert reply.title == "Facts: India, Pakistan, membership"
    assert reply.lead.startswith("India and Pakistan have been among the members of the SCO since 9 June 2017")
    assert "m-20170609" in reply.records
    assert ask("fact India Pakistan").title == "Facts: India and Pakistan"


def test_words_that_only_a_search_finds_are_not_denied(ask):
    reply = ask("fact banquet")
    assert reply.kind == "not-found"
    assert "Nothing in the data" not in reply.lead
    assert reply.buttons[0].command == "search banquet"
    assert ask(reply.buttons[0].command).records == ("peng-liyuan",)
