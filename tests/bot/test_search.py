"""`search`, as conversations over the shipped dataset."""

from __future__ import annotations

import pytest

from bot.commands.search import LOOKED_AT


def test_every_word_must_match_and_is_marked(ask):
    reply = ask("search Kyrgyzstan exports")
    first = reply.parts[0].items[0]
    assert {first.text[a:b] for a, b in first.marks} == {"exports", "Kyrgyzstan"}
    assert {"F194", "F195"} <= set(reply.records)


def test_a_phrase_is_more_than_its_words(ask):
    assert ask('search "goods Chinese"').kind == "not-found"
    assert ask("search goods Chinese").kind == "answer"


def test_the_best_come_first_and_the_pages_are_the_whole(ask):
    whole = ask("search oil")
    pages = [ask("search oil", page=n) for n in range(1, ask("search oil", page=1).pages + 1)]
    assert [i.text for p in pages for i in p.parts[0].items] == [i.text for i in whole.parts[0].items]
    seen = [bool(item.marks) for item in whole.parts[0].items]
    assert seen == sorted(seen, reverse=True)


def test_a_quotation_is_one_line_with_all_its_parts_and_its_speaker(ask):
    reply = ask("search kind:quote sidelines")
    item = reply.parts[0].items[0]
    assert (item.records, item.label) == (("Q001", "Q002"), "Temur Umarov, by 31 August 2025")
    assert [item.text[a:b] for a, b in item.marks] == ["sidelines"]


def test_a_kind_narrows_the_search_and_the_lead_counts(ask):
    reply = ask("search China kind:figure")
    assert {item.record_kind for item in reply.parts[0].items} == {"figure"}
    assert reply.lead.startswith(f"{len(reply.parts[0].items)} figures for “China”")


def test_nothing_says_which_words_are_known_and_offers_searches_that_find(ask):
    reply = ask("search oil bananas")
    assert reply.kind == "not-found"
    assert "“oil” is known by itself, “bananas” is not known." in reply.lead
    assert [button.command for button in reply.buttons] == ["search oil"]


def test_a_slip_of_a_name_is_offered_put_right(ask):
    reply = ask("search Kyrgzstan exports")
    assert "Did you mean Kyrgyzstan?" in reply.lead
    assert ask(reply.buttons[0].command).kind == "answer"


@pytest.mark.parametrize(
    "words",
    ["*", "NEAR(oil, 2)", "a:b OR ^c", "'; DROP TABLE record; --", '"', "🙂", "x " * 3_000, "\u0000", "-oil NOT"],
)
def test_the_syntax_of_a_search_engine_is_only_words(ask, words):
    reply = ask(f"search {words}")
    assert reply.reference is None
    assert reply.kind in ("answer", "not-found", "error")


def test_a_disagreement_is_found_by_the_words_of_its_sides(ask):
    assert "A1" in ask("search kind:disagreement roughly half").records


def test_another_name_of_a_topic_does_not_find_what_has_no_such_words(ask):
    reply = ask('search "special military operation"')
    assert set(reply.records) == {"A17", "F123"} | {r for p in reply.parts[1:] for i in p.items for r in i.records}
    assert len(ask("search 上海").parts[0].items) < 30


def test_a_name_that_only_looks_a_little_alike_is_not_offered(ask):
    assert "Did you mean" not in ask("search Li Qiang").lead


def test_what_rests_on_weak_sources_says_so(ask):
    items = {item.records[0]: item.text for item in ask("search English official language").parts[0].items}
    assert items["sco-26-outcome-5"].endswith("(Confidence: low.)")
    assert ask("search kind:quote dangerous").parts[0].items[0].text == (
        "“a dangerous distraction” Fragment, not a whole sentence. Confidence: low."
    )


def test_names_in_another_script_find_what_is_about_the_person(ask):
    assert "F046" in ask("search Умаров").records


def test_only_the_newest_of_very_many_matches_are_put_in_order_and_the_lead_says_so(ask):
    reply = ask("search SCO")
    assert f"More than {LOOKED_AT} records match “SCO”: the newest {LOOKED_AT}" in reply.lead
    assert 0 < len(reply.parts[0].items) <= LOOKED_AT
