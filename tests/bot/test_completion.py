"""What is suggested while a line is typed, and for one option of a command."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.completion import MOST, Completer, completer
from bot.desk import Desk
from data.queries import quotes


@pytest.fixture(scope="module")
def completions(desk: Desk) -> Completer:
    """Suggestions over the shipped dataset."""
    return completer(desk)


def values(completions: Completer, line: str) -> list[str]:
    """What could be put at the end of a line."""
    return [one.value for one in completions.line(line)]


def completed(completions: Completer, line: str) -> str:
    """The line after the first suggestion was taken."""
    first = completions.line(line)[0]
    return line[: len(line) - first.replaces] + first.value


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("mem", "members"),
        ("/mem", "/members"),
        ("sco mem", "sco members"),
        ("members Bel", "members Belarus"),
        ("members Belarusz", "members Belarus"),
        ("members country:Bel", "members country:Belarus"),
        ("members --country Bel", "members --country Belarus"),
        ("members country Bel", "members country Belarus"),
        ("who xi jin", 'who "Xi Jinping"'),
        ('who "Xi Ji', 'who "Xi Jinping"'),
        ("who Умар", 'who "Temur Umarov"'),
        ("quote speaker:Umar", 'quote speaker:"Temur Umarov"'),
        ("members as-of 2024", "members as-of 2024-07-04"),
        ("members fou", "members founding"),
        ("summit Tian", "summit 2025"),
        ("help mem", "help members"),
        ("fact populat", 'fact "share of world population"'),
        ("members --as", "members --as-of "),
        ("quote Umarov bef", "quote Umarov before:"),
        ("sched", "schedule"),
        ("schedule a", "schedule add"),
        ("/sco schedule sim", "/sco schedule simulate"),
        ("schedule add onth", "schedule add onthisday"),
        ("schedule add dig", 'schedule add "digest week"'),
        ("schedule add quote zone tash", "schedule add quote zone Asia/Tashkent"),
        ("schedule add quote at 08:30 europe/ber", "schedule add quote at 08:30 Europe/Berlin"),
        ("schedule add quote at 8", "schedule add quote at 08:00"),
        ("schedule add quote at 08:30 weekd", "schedule add quote at 08:30 weekdays"),
        ("schedule add reminder lead 7", "schedule add reminder lead 7d,1d,0d"),
        ("help schedule a", 'help "schedule add"'),
    ],
)
def test_a_suggestion_takes_the_place_of_what_was_typed(completions: Completer, line: str, after: str) -> None:
    assert completed(completions, line) == after


def test_every_command_and_alias_is_suggested_for_an_empty_line(completions: Completer, desk: Desk) -> None:
    assert values(completions, "") == list(desk.registry.heads())[:MOST]


def test_the_second_words_of_a_group_are_suggested_with_what_they_do(completions: Completer, desk: Desk) -> None:
    found = completions.line("schedule ")
    assert [f"schedule {one.value}" for one in found] == [c.name for c in desk.registry.groups["schedule"]]
    assert {one.label for one in found} == {c.help for c in desk.registry.groups["schedule"]}


@pytest.mark.parametrize(("month", "offset"), [(1, "UTC+1"), (7, "UTC+2")])
def test_zones_show_how_far_they_are_from_utc_now(desk: Desk, month: int, offset: str) -> None:
    complete = completer(desk, clock=lambda: datetime(2026, month, 1, tzinfo=UTC))
    assert [one.label for one in complete.option("schedule add", "zone", "berlin")] == [
        f"Europe/Berlin \u00b7 {offset}"
    ]


def test_zones_are_found_by_city_and_well_known_ones_offered_first(completions: Completer) -> None:
    found = [one.value for one in completions.option("schedule add", "zone", "")]
    assert found[0] == "Asia/Tashkent"
    assert len(found) == MOST
    assert [one.value for one in completions.option("settings", "zone", "buenos a")] == [
        "America/Argentina/Buenos_Aires",
        "America/Buenos_Aires",
    ]


def test_what_can_be_posted_is_a_kind_or_a_question_and_no_command_that_manages(completions: Completer) -> None:
    found = [one.value for one in completions.option("schedule add", "what", "")]
    assert found[:3] == ["onthisday", "quote", "reminder"]
    assert {"members", "fact"} <= set(found)
    assert not [one for one in found if one.startswith(("schedule", "settings", "about"))]


def test_summits_show_year_place_and_days(completions: Completer) -> None:
    labels = [one.label for one in completions.option("summit", "which", "2025")]
    assert "2025 · Tianjin · 31 August – 1 September 2025" in labels


def test_a_command_is_suggested_by_its_name_with_what_it_does(completions: Completer, desk: Desk) -> None:
    found = {one.value: one.label for one in completions.option("help", "command", "")}
    members = desk.registry.find("members")
    assert members is not None
    assert found["members"] == f"members: {members.help}"
    assert all(label.startswith(f"{name}: ") for name, label in found.items())


def test_without_a_word_the_choices_and_the_days_of_change_are_offered(completions: Completer) -> None:
    found = values(completions, "members ")
    assert "founding" in found
    assert "2024-07-04" in found


@pytest.mark.parametrize("line", ["verify the SCO", "search oil", "nonsense a", "members " + "x" * 600, "members \0"])
def test_nothing_is_suggested_where_nothing_fits(completions: Completer, line: str) -> None:
    assert values(completions, line) == []


@pytest.mark.parametrize("command", ["members", "summit", "quote", "who", "cite", "fact", "timeline", "summits"])
def test_no_more_than_25_are_suggested(completions: Completer, desk: Desk, command: str) -> None:
    declared = desk.registry.find(command)
    assert declared is not None
    for letter in ["", *"abcdefghijklmnopqrstuvwxyz0123456789"]:
        assert len(completions.line(f"{command} {letter}")) <= MOST
        assert all(len(completions.option(command, option.name, letter)) <= MOST for option in declared.options)


def test_a_suggestion_that_was_taken_is_understood(completions: Completer, desk: Desk, ask: object) -> None:
    for line in ("members Bel", "who xi jin", "summit Tian", 'quote "Temur Um', "members fou", "fact populat"):
        reply = ask(completed(completions, line))  # type: ignore[operator]
        assert reply.kind == "answer", (line, reply.title)


def test_only_what_has_a_record_or_a_summit_is_offered_where_that_is_asked(desk: Desk) -> None:
    complete = completer(desk)
    cited = {s.value for s in complete.option("cite", "record", "al")}
    assert "almaty" not in cited and "RU" in {s.value for s in complete.option("cite", "record", "rus")}
    assert not [s for s in complete.option("summit", "which", "afgh") if s.label == "Afghanistan"]
    assert [s.value for s in complete.option("summit", "which", "kyrgyz")] == ["Kyrgyzstan"]


def test_speakers_who_are_on_record_come_first(desk: Desk) -> None:
    found = [s.value for s in completer(desk).option("quote", "speaker", "a")]
    with desk.store.read() as reader:
        spoke = quotes.speakers(reader)
    ids = [next(e.id for e in desk.refresh().names.complete(name, ("person", "organisation"), 1)) for name in found]
    on_record = [id in spoke for id in ids]
    assert any(on_record) and on_record == sorted(on_record, reverse=True)
