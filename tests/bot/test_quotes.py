"""`quote` and `verify`, as conversations over the shipped dataset."""

from __future__ import annotations

from hashlib import sha256

import pytest

from bot import compare
from bot.contract import Reply
from data.queries import quotes

UMAROV = ("Q001", "Q002", "Q031", "Q032", "Q035", "Q036")
SHOW = "The SCO has become something of a Putin-Xi show"
SIDELINES = "It’s less about the summit itself and more about the meetings on the sidelines."


def texts(reply: Reply) -> list[str]:
    return [item.text for part in reply.parts for item in part.items]


def part(reply: Reply, title: str | None) -> list[str]:
    return [r for p in reply.parts if p.title == title for item in p.items for r in item.records]


def test_a_speaker_has_all_parts_of_each_statement_together_newest_first(ask):
    reply = ask("quote Umarov")
    assert (reply.kind, reply.records) == ("answer", UMAROV)
    assert "3 statements (6 quoted parts)" in reply.lead
    first = reply.parts[0].items[0]
    assert first.text.startswith(f"“{SHOW},” … “{SIDELINES}”")
    assert (first.label, first.records, first.sources) == ("Temur Umarov", ("Q001", "Q002"), ("000a",))


def test_the_passport_says_role_outlet_window_and_how_the_window_was_found(ask):
    text = ask("quote Umarov").parts[0].items[0].text
    assert "fellow at the Carnegie Russia Eurasia Center in Berlin; told to RFE/RL" in text
    assert "said by 31 August 2025 (worked out, the source gives no day); in RFE/RL" in text


def test_a_fragment_and_an_insertion_are_said_to_be_so(ask):
    text = next(t for t in texts(ask("quote Umarov")) if "[with China]" in t)
    assert "Fragment, not a whole sentence: the 2nd part." in text
    assert "“[with China]” was inserted by the outlet" in text


@pytest.mark.parametrize(
    ("line", "word"), [("quote Xi Jinping", "Fragments"), ("quote Trump 'land swapping'", "Fragments")]
)
def test_statements_of_fragments_alone_never_pass_for_sentences(ask, line, word):
    assert all(f"{word}, not whole sentences." in text for text in texts(ask(line)) if "“" in text)


def test_a_topic_is_found_in_the_words_and_in_what_they_are_about(ask):
    assert ask("quote Umarov India").records == ("Q035", "Q036")
    assert ask('quote about "dual use"').records == ("Q043", "Q041", "Q042")


def test_words_that_stand_in_different_parts_of_one_statement_are_found_together(ask):
    assert ask("quote Umarov show sidelines").records == ("Q001", "Q002")


def test_a_known_speaker_with_nothing_on_a_topic_is_told_so_with_what_there_is(ask):
    reply = ask("quote Umarov Taiwan")
    assert reply.kind == "not-found"
    assert (
        "Nothing by Temur Umarov on Taiwan. There are 3 statements by Temur Umarov (6 quoted parts), on " in reply.lead
    )
    assert all(ask(button.command).kind == "answer" for button in reply.buttons)


def test_before_a_day_comes_what_certainly_fits_and_then_what_may(ask):
    reply = ask("quote Umarov before 2024-12-31")
    assert part(reply, None) == ["Q031", "Q032", "Q035", "Q036"]
    assert part(reply, "The day is not exact") == ["Q001", "Q002"]


def test_a_window_that_only_touches_the_asked_time_is_never_called_certain(ask):
    reply = ask("quote Umarov after 2024-12-31")
    assert part(reply, None) == []
    assert part(reply, "The day is not exact") == ["Q001", "Q002"]
    assert "None by Temur Umarov after 31 December 2024 for certain" in reply.lead


def test_the_pages_of_a_window_are_the_whole_answer_in_the_same_order(ask):
    whole = ask("quote before 2025")
    pages = [ask("quote before 2025", page=n) for n in range(1, ask("quote before 2025", page=1).pages + 1)]
    assert tuple(r for page in pages for r in page.records) == whole.records
    assert len(pages) > 2


def test_the_newest_statements_come_in_pages(ask):
    whole = ask("quote")
    pages = [ask("quote", page=n) for n in range(1, ask("quote", page=1).pages + 1)]
    assert [r for page in pages for r in page.records] == list(whole.records)
    assert len(whole.records) == 46
    assert ask("quote", page=99).records == pages[-1].records


def test_a_speaker_known_by_paraphrase_alone_gets_it_marked_as_one(ask):
    reply = ask('quote "Wang Yi"')
    assert (reply.kind, reply.records) == ("answer", ("F064",))
    assert "no words of Wang Yi to the letter" in reply.lead
    assert (reply.parts[0].title, reply.parts[0].items[0].label) == (
        "Paraphrase, not a quotation",
        "Wang Yi, paraphrased",
    )


def test_what_others_say_of_someone_is_no_paraphrase_of_his(ask):
    reply = ask("quote Kallas")
    assert (reply.kind, reply.records) == ("not-found", ())


def test_an_answer_asked_later_says_when_it_was_last_checked(ask):
    reply = ask("quote Umarov", on="2027-03-01")
    assert "as last checked on 22 November 2026" in reply.lead
    assert reply.as_of.isoformat() == "2026-11-22"


def test_what_was_written_after_the_day_asked_is_shown_and_called_later(ask):
    assert all("later than the day asked" in text for text in texts(ask("quote Umarov", on="2020-01-01")))


@pytest.mark.parametrize(
    ("pasted", "verdict"),
    [
        (SHOW, "Exact:"),
        (f"“{SHOW},”", "Exact:"),
        (SHOW.replace("-", "\u2013").replace(" ", "\u00a0") + "!", "Exact:"),
        (SIDELINES.replace("’", "'"), "Exact:"),
        ("something of a Putin-Xi show", "Exact, part of a longer quotation:"),
        (f"{SHOW}, … {SIDELINES}", "Exact, interrupted in the source:"),
        (f"{SHOW}, {SIDELINES}", "Exact, interrupted in the source:"),
        (f"“{SHOW},” Temur Umarov told RFE/RL. “{SIDELINES}”", "Exact, interrupted in the source:"),
        (SHOW.lower(), "Altered:"),
        ("The SCO has become something of a Xi-Putin show", "Altered:"),
        ("cold war mentality", "Altered:"),
        ("China and Russia are both competitors and collaborators", "Altered:"),
        ("undesirable organisation", "Altered: the words on record from Russian government"),
        ("normal trades", "Altered: the words on record from Government of China"),
        ("root cause", "Altered: the words on record from Vladimir Putin"),
        ("feel out meeting", "Altered: the words on record from Donald Trump"),
        ("a dangerous diversion", "Altered: the words on record from US State Department"),
        ("multilaterel", "Altered: the words on record from Government of China"),
        ("dual use", "Altered, part of a longer quotation: the words on record from Li Mingjiang"),
        ("multilateralism", "Not in the store:"),
        ("normal life", "Not in the store:"),
        ("anti-Nato", "Unattributed:"),
        ("China cannot accept a Russian defeat in Ukraine, Wang Yi told Kaja Kallas", "Only a paraphrase:"),
        ("India refused to join a statement condemning Israeli attacks on Iran", "Only a paraphrase:"),
        ("The SCO expanded last year to include Belarus", "Only a paraphrase:"),
        ("The summit was a great success for everyone", "Not in the store:"),
        ("Xi Jinping will visit the Moon with Elon Musk", "Not in the store:"),
    ],
)
def test_the_verdict_on_a_pasted_sentence(ask, pasted, verdict):
    reply = ask(f"verify {pasted}")
    assert reply.lead.startswith(verdict)
    assert reply.kind == ("not-found" if verdict.startswith("Not") else "answer")


def test_what_differs_is_shown_word_by_word(ask):
    reply = ask("verify India and Russia have always stood shoulder to shoulder even in difficult times")
    assert [i.text for i in reply.parts[0].items] == [
        "The source has “the most”, what was pasted leaves it out, after “shoulder even in”."
    ]
    assert reply.records == ("Q044", "Q045")


def test_words_in_another_order_are_told_as_moved_and_not_as_added(ask):
    reply = ask("verify China and Russia are both competitors and collaborators")
    assert "stand in another order" in reply.lead
    assert texts(reply)[0].startswith(
        "The same words, in another order: the source has “collaborators and competitors,”, what was pasted has "
        "“competitors and collaborators”"
    )
    assert not any("does not have" in text for text in texts(reply))


def test_whole_parts_in_another_order_are_told_as_that(ask):
    first, second = (
        "Alaska isn't about maps; it's about precedents,",
        "If aggression pays in Europe, deterrence discounts",
    )
    reply = ask(f"verify {second} in Asia. {first}")
    assert "stand in another order" in reply.lead
    assert texts(reply)[0] == (
        f"The same parts, in another order: the source has “{first}” before “{second} in Asia.”."
    )


def test_what_stands_elsewhere_in_the_source_is_never_said_to_be_missing_from_it(ask):
    told = texts(
        ask("verify India and Russia have always stood shoulder to shoulder in the most difficult times always")
    )
    assert any("in another place" in text for text in told)


@pytest.mark.parametrize(
    ("pasted", "record"),
    [
        ("India refused to join a statement condemning Israeli attacks on Iran", "F042"),
        ("The SCO expanded last year to include Belarus.", "F028"),
        ("Just last week, Moscow’s forces carried out their second largest aerial attack to date on Ukraine.", "F224"),
    ],
)
def test_what_the_store_tells_in_its_own_words_is_shown_as_a_paraphrase(ask, pasted, record):
    reply = ask(f"verify {pasted}")
    assert reply.lead.startswith("Only a paraphrase:")
    assert record in reply.records
    assert "for the reader to judge" in reply.lead


@pytest.mark.parametrize("id", ["Q001", "q002", "U01"])
def test_the_id_of_a_quotation_gives_its_statement(ask, id):
    reply = ask(f"quote {id}")
    assert (reply.kind, reply.records) == ("answer", ("Q001", "Q002"))
    assert reply.title == f"Quotations with {id.upper()}"


def test_a_statement_of_another_speaker_is_not_given_for_its_id(ask):
    assert ask("quote Umarov Q003").kind == "not-found"


def test_what_has_an_open_end_is_put_by_the_last_day_of_its_article(sco):
    with sco.read() as reader:
        latest = {one.id: one.latest.isoformat() for one in quotes.by_ids(reader, ["U19", "U31", "U15"])}
    assert latest == {"U19": "2025-09-01", "U31": "2025-09-01", "U15": "0001-01-01"}


def test_a_publisher_known_from_a_credit_alone_is_shown_so(ask):
    reply = ask("quote Modi")
    assert "in CNN (as the closing credit of a re-publication has it)" in texts(reply)[0]
    assert any("damaged closing credit" in (source.remark or "") for source in reply.sources)


def test_a_dropped_insertion_counts_as_altered_and_is_said_to_be_the_outlets(ask):
    reply = ask("verify has made the process of replacing Russia happen more quickly")
    assert reply.lead.startswith("Altered")
    assert "“[with China]”, the outlet's own insertion" in texts(reply)[0]


def test_words_that_also_stand_in_marks_of_nobody_say_so_beside_the_speaker(ask):
    reply = ask("verify safety balance")
    assert reply.lead.startswith("Exact: these words are on record from Vladimir Putin, to the letter")
    assert "unattributed-safety-balance" in part(reply, "The same words in marks for which nobody is named")


@pytest.mark.parametrize(
    "text", ["x" * 20_000, "the SCO " * 2_500, "习近平说世界", "NEAR(a b) OR *", "';--", "\u202e\u0000!"]
)
def test_whatever_is_pasted_gets_a_kind_answer(ask, text):
    reply = ask(f"verify {text}")
    assert reply.reference is None
    assert reply.kind in ("not-found", "error")


def test_every_quotation_in_the_store_is_exact_and_matches_its_hash(ask):
    for id in ask("quote").records:
        words = next(i.text for p in ask(f"cite {id}").parts for i in p.items if i.text.startswith(f"{id}: "))
        lead = ask(f"cite {id}", on="2026-11-22").lead
        quoted = lead[lead.index("“") + 1 : lead.rindex("”")]
        assert words == f"{id}: {sha256(quoted.encode()).hexdigest()}"
        assert ask(f"verify “{quoted}”").lead.startswith("Exact:"), id


def test_a_part_ends_at_the_border_of_a_word():
    assert compare.fit("the war", ["about the war in Ukraine"]) == "part"
    assert compare.fit("he war", ["about the war in Ukraine"]) is None


def test_a_changed_word_where_the_source_interrupts_is_not_let_pass():
    parts = ["Alaska isn't about maps,", "It is about precedents."]
    assert compare.fit("Alaska isn't about maps. It is about precedents", parts) == "interrupted"
    assert compare.fit("Alaska isn't about map. It is about precedents", parts) is None
