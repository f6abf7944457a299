"""`cite`, as conversations over the shipped dataset, and the styles of citations."""

from __future__ import annotations

import pytest

from bot import citations
from bot.citations import Reference
from bot.contract import Reply
from data.queries import records


def lines(reply: Reply) -> list[str]:
    return [item.text for part in reply.parts for item in part.items]


def labelled(reply: Reply) -> dict[str | None, str]:
    return {item.label: item.text for part in reply.parts for item in part.items}


def test_the_passport_of_a_quotation_has_speaker_whole_statement_and_hashes(ask):
    reply = ask("cite q001")
    assert reply.records == ("Q001", "Q002")
    passport = labelled(reply)
    assert passport["Whole statement"].endswith("sidelines.”")
    assert passport["Told to"] == "RFE/RL"
    assert "Q001: 7689f6702583f9e1addc28dba068bb04c0442993c92afeca99413c6890ad38bb" in lines(reply)
    assert passport["SHA-256 of the article's file"].startswith("84ba86de")


def test_an_older_id_answers_with_the_record_that_it_means_now(ask):
    reply = ask("cite F109", on="2026-11-22")
    assert reply.lead.startswith("F109 now goes by F013, ")
    assert labelled(reply)["Older ids"] == "F109"


def test_disagreements_of_every_kind_stand_in_the_passport_errors_too(ask):
    reply = ask("cite sco-14")
    told = [part for part in reply.parts if part.title == "Where sources differ"]
    assert ("D1",) in [item.records for item in told[0].items]


def test_a_disagreement_shows_each_side_with_its_own_sources(ask):
    sides = next(part for part in ask("cite A1").parts if part.title == "The sides")
    assert {item.sources for item in sides.items} >= {("000a",), ("003",)}


def test_a_source_says_how_it_was_read_and_how_much_rests_on_it(ask):
    reply = ask("cite repo-xi-speech")
    assert labelled(reply)["Read"] == "through a public repository's file, not on the page itself"
    assert "is a source of" in reply.lead
    assert labelled(reply)["Cites"].endswith("(not opened)")


def test_every_id_of_the_dataset_answers_whatever_its_case(ask, sco):
    with sco.read() as reader:
        ids = records.ids_like(reader, "", most=10_000)
    assert len(ids) > 1_000
    failed = [id for id in ids[::7] if ask(f"cite {id.swapcase()}").kind != "answer"]
    assert failed == []


def test_an_id_that_there_is_not_names_the_nearest(ask):
    reply = ask("cite F999")
    assert reply.kind == "not-found"
    assert "F199" in reply.lead
    assert ask(reply.buttons[0].command).kind == "answer"


SOURCE = Reference(
    id="krem-1",
    author="Ann O'Neil",
    title="100% of {oil} & gas_",
    title_is_ours=False,
    publisher="News | Now",
    date="2001-06-15",
    written=None,
    url="http://x.org/a_b",
    seen="2026-11-22",
)


@pytest.mark.parametrize(
    ("style", "made"),
    [
        ("plain", "Ann O'Neil, “100% of {oil} & gas_”, News | Now, 15 June 2001, http://x.org/a_b."),
        ("ap", "Ann O'Neil, “100% of {oil} & gas_,” News | Now, June 15, 2001. http://x.org/a_b"),
        ("chicago", "Ann O'Neil, “100% of {oil} & gas_,” News | Now, June 15, 2001, http://x.org/a_b."),
        ("apa", "O'Neil, A. (2001, June 15). 100% of {oil} & gas_. News | Now. http://x.org/a_b"),
        (
            "bibtex",
            r"@misc{krem-1, author = {{Ann O'Neil}}, title = {{100\% of \{oil\} \& gas\_}}, "
            "howpublished = {News | Now}, year = {2001}, month = {6}, "
            "url = {http://x.org/a_b}, urldate = {2026-11-22}}",
        ),
        (
            "wiki",
            "{{cite web |url=http://x.org/a_b |title=100% of {oil} & gas_ |author=Ann O'Neil "
            "|publisher=News {{!}} Now |date=15 June 2001 |access-date=22 November 2026}}",
        ),
        (
            "markdown",
            r"Ann O'Neil, [100% of {oil} & gas\_](<http://x.org/a_b>), News \| Now, 15 June 2001",
        ),
    ],
)
def test_a_citation_escapes_what_its_style_would_misread(style, made):
    assert citations.cite(SOURCE, style) == made


def test_an_undated_description_is_cited_as_undated_and_not_as_a_title(ask):
    parts = {p.title: p.items[0].text for p in ask("cite 000a apa").parts}
    assert parts["Citation, APA"] == (
        "RFE/RL. (n.d.). [Newsletter article on the Tianjin summit]. [Title is our description]"
    )


def test_only_whom_a_byline_names_is_cited_as_the_author(ask):
    assert "Standish" not in ask("cite 000a").parts[1].items[0].text
    assert labelled(ask("cite 000a"))["Author"].startswith("not named: the article has no byline")
    assert ask("cite 002 apa").parts[1].items[0].text.startswith("Kavanagh, E. (n.d.)")


@pytest.mark.parametrize("style", ["plain", "ap", "chicago", "apa", "bibtex", "wiki", "markdown"])
def test_a_citation_in_any_style_says_what_the_words_and_the_source_are(ask, style):
    made = {
        id: next(p.items[0].text for p in ask(f"cite {id} {style}").parts if (p.title or "").startswith("Citation"))
        for id in ("Q028", "Q033", "Q044")
    }
    for id in ("Q028", "Q033"):
        assert "[fragment, not a whole sentence" in made[id].replace("\\", "")
        assert "label is ours" in made[id]
    assert "second-hand, from Chinese state media" in made["Q033"]
    assert "US State Department, a spokesperson" not in made["Q028"]
    assert "a spokesperson for the US State Department" in made["Q028"].replace("A sp", "a sp")
    assert "fragment" not in made["Q044"]
    assert "damaged closing credit" in made["Q044"]


def test_quotations_among_the_related_records_stand_in_marks_with_their_speaker(ask):
    related = {p.title: p for id in ("F189", "A14") for p in ask(f"cite {id}").parts if p.title == "Related records"}
    told = related["Related records"].items[-1]
    assert told.label == "Vladimir Putin, 15 August – 1 September 2025"
    assert told.text.startswith("“understanding” … “opening the way to peace in Ukraine.” Fragments")
    assert told.records == ("Q037", "Q038")
    words = next(p for p in ask("cite F189").parts if p.title == "Related records").items[-1]
    assert (words.label, words.text[:1]) == ("Zhou Rong, by 30 June 2024", "“")
    assert "Second-hand, from Chinese state media" in words.text


def test_weak_records_say_so_wherever_a_passport_shows_them(ask):
    assert ask("cite Q028", on="2026-11-22").lead.endswith("(Confidence: low.)")
    assert any(line.endswith("(Confidence: low.)") for line in lines(ask("cite D21")))
