"""`coverage` as a conversation: how much there is, and where sources differ."""

from __future__ import annotations

from bot.card import STORE
from data.queries import coverage, disagreements, sources


def test_the_store_says_how_far_it_reaches_and_when_it_was_checked(ask, desk):
    reply = ask("coverage")
    with desk.store.read() as reader:
        total = sum(sources.counts(reader).values())
    assert f"{total} sources" in reply.lead
    assert "from 26 April 1996 to 1 September 2026" in reply.lead
    assert "last checked on 22 November 2026" in reply.lead
    assert reply.sources[0].id == STORE


def test_every_open_disagreement_stands_with_both_sides(ask, desk):
    reply = ask("coverage")
    shown = [i for p in reply.parts if p.title == "Open: both sides stand" for i in p.items]
    with desk.store.read() as reader:
        expected = {d.record.id for d in disagreements.every(reader) if d.kind == "open"}
    assert {i.records[0] for i in shown} == expected
    assert all(";" in i.text for i in shown)


def test_errors_met_are_listed(ask):
    reply = ask("coverage")
    errors = [i.records[0] for p in reply.parts if p.title == "Errors met in sources" for i in p.items]
    assert "D16" in errors and "D20" in errors


def test_a_topic_is_counted_with_its_years(ask):
    reply = ask("coverage membership")
    assert reply.lead.startswith("On membership there are ")
    assert "dated 1996 to 2026" in reply.lead


def test_plain_words_are_counted_too(ask):
    assert ask("coverage Tianjin").kind == "answer"


def test_a_miss_says_so_and_offers_what_is_near(ask):
    assert ask("coverage moonbase").kind == "not-found"
    reply = ask("coverage Belarussia")
    assert reply.buttons[0].command == "coverage topic:Belarus"


def test_the_long_card_is_paged(ask):
    assert ask("coverage", page=1).pages > 1


def test_the_name_of_a_kind_means_that_kind(ask, desk):
    with desk.store.read() as reader:
        kinds = {k.kind: k.count for k in coverage.by_kind(reader)}
        every_source = sum(sources.counts(reader).values())
    for line in ("coverage quotes", "coverage quotations", "coverage quoted parts"):
        assert f"There are {kinds['quote']} quoted parts" in ask(line).lead
    assert f"There are {kinds['summit']} summits, 1996 to 2027" in ask("coverage summits").lead
    assert ask("coverage sources").lead == f"There are {every_source} sources."


def test_a_kind_and_a_name_together_count_only_that_kind(ask):
    reply = ask("coverage quotes Umarov")
    assert reply.title == "What the desk covers on quoted parts, Temur Umarov"
    assert [i.text for p in reply.parts for i in p.items] == ["6 quoted parts"]


def test_a_kind_inside_a_name_is_part_of_the_name(ask):
    assert ask("coverage summit agenda").title == "What the desk covers on agenda"
