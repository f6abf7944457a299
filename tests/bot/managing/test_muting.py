"""`settings mute` as a conversation: of a muted source nothing is shown, and cards say what they leave out."""

from __future__ import annotations

import pytest
from managing_desk import WORLD, Office, labelled, lines, text

from bot import places
from bot.completion import Completer, completer
from bot.contract import Request
from data.queries import records


def mute(office: Office, *sources: str) -> None:
    for source in sources:
        assert office.ask(f'settings mute "{source}"', by="admin").kind == "answer"


def test_a_muted_publisher_takes_all_its_sources_with_it_and_says_how_much_goes(office: Office) -> None:
    reply = office.ask("settings mute RFE/RL", by="admin")
    assert "Nothing of RFE/RL is shown in this workspace any more: 9 sources." in reply.lead
    assert "154 records are left out now" in reply.lead and "within 15 seconds" in reply.lead
    assert labelled(office.ask("settings"), "Muted sources") == "RFE/RL (9 sources)"


@pytest.mark.parametrize("line", ["help", "help cite", "help settings"])
def test_the_examples_name_no_muted_source(office: Office, line: str) -> None:
    assert "krem-41570" in text(office.ask(line)) + str(office.ask(line).buttons)
    mute(office, "President of Russia")
    assert "krem-41570" not in text(office.ask(line)) + str(office.ask(line).buttons)


def test_only_admins_mute_and_unmute(office: Office) -> None:
    assert office.ask("settings mute CNN").kind == "refusal"
    mute(office, "CNN")
    assert office.ask("settings unmute CNN").kind == office.ask("settings unset muted").kind == "refusal"
    assert "CNN" not in text(office.ask("settings", by="bob"))


def test_a_source_is_muted_by_its_id_alone(office: Office) -> None:
    mute(office, "tass-807528")
    assert labelled(office.ask("settings"), "Muted sources") == "the source tass-807528 (1 source)"
    assert "tass-807528” is left out" in office.ask("cite tass-807528").lead
    assert office.ask("cite tass-950697").kind == "answer"


@pytest.mark.parametrize(
    ("said", "kind", "offers"),
    [
        ("Ministry of Foreign Affairs", "choice", "Ministry of Foreign Affairs, China"),
        ("CCN", "not-found", None),
        ("The Gardian", "not-found", "The Guardian"),
    ],
)
def test_what_is_not_one_publisher_is_asked_back(office: Office, said: str, kind: str, offers: str | None) -> None:
    reply = office.ask(f'settings mute "{said}"', by="admin")
    assert reply.kind == kind
    assert offers is None or offers in [button.label for button in reply.buttons]
    assert all(office.ask(b.command, by="admin").kind == "answer" for b in reply.buttons[:1])


def test_what_was_muted_is_shown_again_once_unmuted(office: Office) -> None:
    before = office.ask("cite Q001")
    mute(office, "RFE/RL")
    assert office.ask("settings mute RFE/RL", by="admin").lead == "Nothing of RFE/RL is shown already."
    assert office.ask("settings unmute nonsense", by="admin").kind == "not-found"
    assert office.ask("settings unmute RFE/RL", by="admin").lead == "RFE/RL is shown again."
    assert office.ask("cite Q001") == before
    mute(office, "RFE/RL", "CNN")
    office.ask("settings unset muted", by="admin")
    assert office.ask("cite Q001") == before


def test_another_workspace_keeps_its_own_answers(office: Office) -> None:
    office.ask("quote Umarov")
    mute(office, "RFE/RL")
    here, there = (office.ask("quote Umarov", workspace=workspace) for workspace in ("W1", "W2"))
    assert "2 statements (4 quoted parts)" in here.lead and "3 statements (6 quoted parts)" in there.lead
    assert "1 line is left out, and not counted: what it rests on is muted here." in here.lead
    assert "left out" not in text(there)


def test_what_is_held_in_memory_is_not_given_to_a_workspace_that_mutes_it(office: Office) -> None:
    question = Request(text="cite Q001", now=office.time.now, platform="fake", workspace="W1")
    shown = office.desk.answer(question)
    assert office.desk.stored(question) == shown
    mute(office, "RFE/RL")
    assert office.desk.stored(question) != shown
    hidden = office.desk.answer(question)
    assert hidden.kind == "not-found" and office.desk.stored(question) == hidden


SAID = {
    "cite Q001": "“Q001” is left out: its source is muted here.",
    "cite rferl-2019": "“rferl-2019” is left out: its source is muted here.",
    "quote Umarov": "1 line is left out, and not counted: what it rests on is muted here.",
    'verify "China and Russia are both collaborators and competitors"': "what it rests on is muted here",
    "who Umarov": "Who Temur Umarov is, is told here only in the words of a source that is muted.",
    "coverage": "154 records are left out of these counts, for only muted sources tell of them, and 9 sources.",
    "timeline 2025": "what they rest on is muted here",
    "summit 2025": "what they rest on is muted here",
    "search oil": "what they rest on is muted here",
}


def test_a_card_says_what_it_leaves_out(office: Office) -> None:
    mute(office, "RFE/RL")
    for line, said in SAID.items():
        reply = office.ask(line)
        assert said in reply.lead
        assert "RFE/RL" not in text(reply) and "000a" not in [source.id for source in reply.sources]


def test_what_other_sources_carry_too_stays_without_the_muted_number(office: Office) -> None:
    before = office.ask("members")
    mute(office, before.sources[0].publisher or "")
    after = office.ask("members")
    assert lines(after, "") == lines(before, "") and after.lead.startswith(before.lead)
    assert before.sources[0].id not in [source.id for source in after.sources]
    assert [source.number for source in after.sources] == list(range(1, len(after.sources) + 1))


def test_a_country_whose_standing_is_muted_in_part_is_not_told_of_wrongly(office: Office) -> None:
    with office.desk.store.read() as reader:
        standing = records.one(reader, "BY-2024-member")
    mute(office, *standing.sources)
    listed, asked, compared = (office.ask(line) for line in ("members", "members Belarus", "diff 2016 2026"))
    assert "The list is not complete: " in listed.lead and "Belarus" not in text(listed)
    assert asked.kind == "not-found" and asked.lead == "“Belarus” is left out: its source is muted here."
    assert "no country left" in compared.lead and "Belarus" not in text(compared)


def test_with_every_source_muted_nothing_breaks_and_nothing_is_told(office: Office) -> None:
    named = {source.publisher for source in completer(office.desk).sources if source.publisher}
    for number, publisher in enumerate(sorted(named)):
        if number % 40 == 0 or publisher in ("RFE/RL", "CNN", "The Guardian"):
            mute(office, publisher)
    for line in ("members 2016", "summit next", "onthisday week", "who chair 2019", "fact population", "about"):
        assert office.ask(line).reference is None


@pytest.mark.parametrize("what", ["onthisday", "quote", "digest month", '"quote Umarov"', '"cite Q001"'])
def test_what_would_be_posted_leaves_it_out_too(office: Office, what: str) -> None:
    mute(office, "RFE/RL", "SCO Secretariat")
    reply = office.ask(f"schedule simulate {what} at 09:00 UTC 20d", by="admin")
    said = text(reply)
    assert reply.reference is None and reply.kind in ("answer", "error")
    assert "RFE/RL" not in said and "“Q001”" in said if "Q001" in what else "RFE/RL" not in said


async def test_a_post_follows_what_was_muted_a_moment_ago(office: Office) -> None:
    office.ask('schedule add "quote Umarov" at 18:00 UTC')
    mute(office, "RFE/RL")
    await office.until(day=24, hour=19)
    [post] = office.sender.accepted
    assert "left out" in post.reply.lead and "RFE/RL" not in text(post.reply)


def completions(found: Completer, command: str, option: str, typed: str) -> list[str]:
    return [one.value for one in found.option(command, option, typed, place=("fake", "W1"))]


def test_completion_offers_what_can_be_muted_and_nobody_whom_only_a_muted_source_names(office: Office) -> None:
    found = completer(office.desk)
    assert completions(found, "settings", "mute", "rfe")[0] == "RFE/RL"
    speakers = completions(found, "quote", "speaker", "kavanagh"), completions(found, "who", "name_or_office", "kavan")
    mute(office, "RFE/RL", "Article by Eoin Kavanagh")
    assert completions(found, "settings", "mute", "rfe") == []
    assert speakers and not completions(found, "who", "name_or_office", "kavan")
    assert found.option("settings", "mute", "rfe", place=("fake", "W2"))


def test_answers_are_private_or_public_where_nobody_says(office: Office) -> None:
    assert office.ask("members").private is None
    assert office.ask("settings answers:private", by="bob").kind == "refusal"
    assert "seen by the asker alone" in office.ask("settings answers:private").lead
    assert office.ask("members").private is True and office.ask("members public").private is False
    assert office.ask("members", channel="C2").private is None
    office.ask("settings answers:public everywhere", by="admin")
    assert office.ask("members", channel="C2").private is False and office.ask("members").private is True
    assert labelled(office.ask("settings"), "Answers in <#C1|world>").startswith("Private: seen by the asker alone")
    office.ask("settings unset answers")
    assert office.ask("members").private is False
    assert labelled(office.ask("settings"), "Answers in the workspace").startswith("public: seen by everybody")


def test_what_was_chosen_beside_the_line_wins(office: Office) -> None:
    office.ask("settings answers:private")
    question = Request(text="members", now=office.time.now, platform="fake", workspace="W1", channel=WORLD)
    assert office.desk.here(question).private is True
    assert office.desk.answer(question).private is True
    chosen = Request(text="members", now=office.time.now, platform="fake", workspace="W1", channel=WORLD, private=False)
    assert office.desk.answer(chosen).private is False


def test_what_other_workspaces_mute_is_not_looked_through_again_at_each_choice(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or many workspaces that mute something would make every choice, and every refresh, take seconds."""
    looked: list[frozenset[str]] = []
    unnamed = places._unnamed
    monkeypatch.setattr(places, "_unnamed", lambda store, without: looked.append(without) or unnamed(store, without))
    for number, source in enumerate(("RFE/RL", "CNN", "TASS", "RFE/RL")):
        office.ask(f'settings mute "{source}"', by="admin", workspace=f"W{number}")
    office.desk.refresh()
    assert len(looked) == len(set(looked)) == 3
    assert office.desk.unnamed(("fake", "W0")) == office.desk.unnamed(("fake", "W3"))
