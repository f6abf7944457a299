"""What cannot be read is named, and the nearest reading offered; typed options; any line at all."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_desk import NAMES, REGISTRY, TODAY, is_record, offered, parsed, understand, unread, without_traces

from bot.grammar import Parsed, Unread, read, read_options
from bot.registry import Registry


@pytest.mark.parametrize(
    ("line", "kind", "lead", "offers"),
    [
        (
            "membrs 2016",
            "error",
            "There is no command called “membrs”. Did you mean `members 2016`?",
            ["members 2016", "help"],
        ),
        (
            "Belarus 2016",
            "error",
            "There is no command called “Belarus”. Did you mean `members Belarus 2016`?",
            ["members Belarus 2016", "summits Belarus 2016", "help"],
        ),
        (
            "members 2016 2020",
            "error",
            "members takes country, as-of and kind; “2020” was left over. Did you mean `diff 2016 2020`?",
            ["diff 2016 2020", "members 2016", "members 2020"],
        ),
        (
            "members as-of 2016 as-of 2020",
            "error",
            "as-of was given twice. Please say it once. Did you mean `diff 2016 2020`?",
            ["diff 2016 2020", "members 2016"],
        ),
        (
            "members as-of:2016 as-of:2020 private",
            "error",
            "as-of was given twice. Please say it once. Did you mean `diff 2016 2020`?",
            ["diff 2016 2020", "members 2016"],
        ),
        (
            "members 2005-2017",
            "error",
            "“2005-2017” is a stretch of time, and members needs one date. Did you mean `diff 2005 2017`?",
            ["diff 2005 2017", "members 2005", "members 2017"],
        ),
        (
            "timeline 2007 2005",
            "error",
            "timeline takes topic, country and years; “2005” was left over. Did you mean `timeline 2005-2007`?",
            ["timeline 2005-2007"],
        ),
        (
            "timeline India 2005 2017 private",
            "error",
            "timeline takes topic, country and years; “2017” was left over."
            " Did you mean `timeline India 2005-2017 private`?",
            ["timeline India 2005-2017 private"],
        ),
        (
            "timeline years:2005 years:2007",
            "error",
            "years was given twice. Please say it once. Did you mean `timeline 2005-2007`?",
            ["timeline 2005-2007"],
        ),
        (
            "timeline 2005 2005",
            "error",
            "timeline takes topic, country and years; “2005” was left over. Did you mean `timeline 2005`?",
            ["timeline 2005"],
        ),
        ("2016 2020", "error", "There is no command called “2016”. Did you mean `diff 2016 2020`?", ["diff 2016 2020"]),
        (
            "members Belarus India",
            "error",
            "members takes country, as-of and kind; “India” was left over. Did you mean `members Belarus`?",
            ["members Belarus", "members India"],
        ),
        (
            "members 03/04/2016",
            "choice",
            "“03/04/2016” can be 3 April 2016 or 4 March 2016. Which one?",
            ["members 2016-04-03", "members 2016-03-04"],
        ),
        (
            "quote Umarov before 03.04.2016",
            "choice",
            "“03.04.2016” can be 3 April 2016 or 4 March 2016. Which one?",
            ["quote Temur Umarov before:2016-04-03", "quote Temur Umarov before:2016-03-04"],
        ),
        (
            "members 30 February 2016",
            "error",
            "The calendar has no “30 February 2016”. Did you mean February 2016?",
            ["members 2016-02"],
        ),
        (
            "members 29 February",
            "error",
            "The calendar has no “29 February 2026”. Did you mean February 2026?",
            ["members 2026-02"],
        ),
        (
            "timeline 2005-13",
            "error",
            "The calendar has no “2005-13”. Did you mean 2005 to 2013 or 2005?",
            ["timeline 2005-2013", "timeline 2005"],
        ),
        (
            "quote Li",
            "choice",
            "“Li” can be Li Mingjiang or Li Qiang. Which one?",
            ["quote Li Mingjiang", "quote Li Qiang"],
        ),
        (
            "quote Karimovv India",
            "choice",
            "Nothing is called “Karimovv”. Did you mean Gulnara Karimova or Islam Karimov?",
            ["quote Gulnara Karimova India", "quote Islam Karimov India"],
        ),
        (
            "members Belarussia",
            "not-found",
            "No member or partner is called “Belarussia”. Did you mean Belarus?",
            ["members Belarus"],
        ),
        (
            "members country:Belarussia 2016",
            "not-found",
            "No member or partner is called “Belarussia”. Did you mean Belarus?",
            ["members Belarus 2016"],
        ),
        ("members Narnia", "not-found", "No member or partner is called “Narnia”.", ["members"]),
        (
            "members as-of",
            "error",
            "as-of needs something after it. Did you mean `members`?",
            ["members"],
        ),
        (
            "members --foo 2016",
            "error",
            "members has no option called “--foo”. It takes country, as-of and kind. Did you mean `members 2016`?",
            ["members 2016"],
        ),
        (
            "members as-of:soon",
            "error",
            "“soon” is not a date, which as-of needs. Did you mean `members`?",
            ["members"],
        ),
        (
            "who President Putin",
            "error",
            "who takes name-or-office, country and as-of; “Putin” was left over. Did you mean `who President`?",
            ["who President", "who Vladimir Putin"],
        ),
        (
            "who is Umarov?",
            "error",
            "who takes name-or-office, country and as-of; “is” was left over. Did you mean `who Temur Umarov`?",
            ["who Temur Umarov"],
        ),
        (
            "sco about Belarus",
            "error",
            "about takes nothing after it, so I did not know what to do with “Belarus”."
            " Did you mean `members Belarus`?",
            ["members Belarus", "summit Belarus"],
        ),
        ("verify", "error", "verify needs text: the text", ["verify"]),
        (
            "members private public",
            "error",
            "A reply cannot be both private and public. Please choose one. Did you mean `members private`?",
            ["members private", "members public"],
        ),
    ],
)
def test_what_cannot_be_read_is_named_and_the_nearest_reading_offered(
    line: str, kind: str, lead: str, offers: list[str]
) -> None:
    found = unread(line)

    assert (found.kind, found.lead) == (kind, lead)
    assert offered(found)[: len(offers)] == offers


def test_an_unknown_command_is_not_guessed_and_help_is_offered() -> None:
    assert offered(unread("xyzzy")) == ["help"]


def test_a_very_long_line_is_refused_in_a_sentence_and_at_once() -> None:
    started = time.perf_counter()
    found = unread("members " + "Belarus " * 12_500)

    assert found.lead == "The line has 100,008 characters; I read up to 20,000. Please shorten it."
    assert time.perf_counter() - started < 0.1
    assert unread("members " + "x" * 4_000).title == "That is too long"


def test_a_text_taken_as_it_stands_may_be_longer_than_a_line() -> None:
    text = "word " * 3_900

    assert parsed(f"verify {text}").arguments["text"] == text.strip()


def test_the_umbrella_command_has_the_name_that_the_dataset_gives_it() -> None:
    found = read("brics members 2016", registry=REGISTRY, names=NAMES, today=TODAY, umbrella="brics")

    assert isinstance(found, Parsed)
    assert found.canonical == "members 2016"


def test_a_desk_without_the_umbrella_command_answers_an_empty_line_with_help() -> None:
    found = read("", registry=Registry(()), names=NAMES, today=TODAY)

    assert isinstance(found, Unread)
    assert found.kind == "help"


@pytest.mark.parametrize(
    ("command", "options", "canonical"),
    [
        ("members", {"as_of": "1 July 2016", "country": "Belarus"}, "members Belarus 2016-07-01"),
        ("members", {"country": "BY", "kind": ""}, "members Belarus"),
        ("members", {"kind": "dialogue partner"}, "members dialogue partner"),
        ("quote", {"speaker": "umarov", "about": "India"}, "quote Temur Umarov India"),
        ("quote", {"about": "Umarov India"}, "quote about:Umarov India"),
        ("quote", {"about": "India Umarov"}, 'quote "India Umarov"'),
        ("quote", {"speaker": "Umarof"}, "quote Temur Umarov"),
        ("diff", {"to": "2026", "from": "2016"}, "diff 2016 2026"),
        ("verify", {"text": "He said “so” --private"}, 'verify “He said "so" --private”'),
        ("search", {"words": "rare earths", "kind": "figure"}, "search kind:figure rare earths"),
        ("cite", {"record": "Q001"}, "cite Q001"),
        ("summit", {"which": "25th"}, "summit 25"),
        ("sco", {}, "sco"),
    ],
)
def test_typed_options_are_read_like_a_line(command: str, options: dict[str, str], canonical: str) -> None:
    found = read_options(command, options, registry=REGISTRY, names=NAMES, today=TODAY, is_record=is_record)

    assert isinstance(found, Parsed)
    assert found.canonical == canonical
    assert without_traces(parsed(canonical)) == without_traces(found)


@pytest.mark.parametrize(
    ("command", "options", "lead", "offers"),
    [
        (
            "members",
            {"country": "Belarussia", "as_of": "2016"},
            "No member or partner is called “Belarussia”. Did you mean Belarus?",
            ["members Belarus 2016"],
        ),
        (
            "members",
            {"as_of": "03/04/2016"},
            "“03/04/2016” can be 3 April 2016 or 4 March 2016. Which one?",
            ["members 2016-04-03", "members 2016-03-04"],
        ),
        ("quote", {"speaker": "Li"}, "“Li” can be Li Mingjiang or Li Qiang. Which one?", ["quote Li Mingjiang"]),
        ("nonsense", {}, "There is no command called “nonsense”.", ["help"]),
    ],
)
def test_typed_options_meet_the_same_errors(
    command: str, options: dict[str, str], lead: str, offers: list[str]
) -> None:
    found = read_options(command, options, registry=REGISTRY, names=NAMES, today=TODAY)

    assert isinstance(found, Unread)
    assert found.lead == lead
    assert offered(found)[: len(offers)] == offers


VOCABULARY = """
    members summit quote verify onthisday who diff fact search cite sco help membrs timelime
    as-of before about kind: from to as-of:2016 about:oil kind:figure text: country= --private --as-of
    2016 2025 June 15 1 25th - – .. 03/04/2016 30 February today
    Belarus India BY Umarov Umarof Li Mingjiang 习近平 Belarussia Astana 2024 Q001
    president founding observers dialogue partner week private public compact
    — ? / “ ” ' " « » in of the as next
"""
WORDS = st.one_of(st.sampled_from(VOCABULARY.split()), st.text(max_size=8))


@given(st.text(max_size=200))
def test_no_line_breaks_the_reader(line: str) -> None:
    assert isinstance(understand(line), Parsed | Unread)


@given(st.lists(WORDS, max_size=9))
def test_what_was_read_reads_back_and_what_is_offered_runs(words: list[str]) -> None:
    found = understand(" ".join(words))

    lines = [found.canonical] if isinstance(found, Parsed) else offered(found)
    for line in lines:
        again = understand(line)
        assert isinstance(again, Parsed) or line in {"diff", "verify", "search", "cite"}
        if isinstance(found, Parsed) and isinstance(again, Parsed):
            assert without_traces(again) == without_traces(found)
            assert again.canonical == found.canonical


@given(st.sampled_from(["members", "quote", "verify", "search", "cite", "summit"]), st.text(max_size=60), st.dates())
def test_no_typed_option_breaks_the_reader(command: str, text: str, today: date) -> None:
    declared = REGISTRY.find(command)
    assert declared is not None

    for option in declared.options:
        found = read_options(command, {option.name: text}, registry=REGISTRY, names=NAMES, today=today)
        assert isinstance(found, Parsed | Unread)


@pytest.mark.parametrize(
    ("line", "word"), [("members every 2016", "every"), ("summits to Tashkent", "to"), ("who at chair 2019", "at")]
)
def test_the_words_of_a_schedule_are_no_fillers_of_a_question(line: str, word: str) -> None:
    assert f"“{word}”" in unread(line).lead
