"""`help`, `about` and the start card: written from the declarations, and every example runs."""

from __future__ import annotations


def test_help_lists_every_command(ask, desk):
    reply = ask("help")
    labels = {p.title: {i.label for i in p.items} for p in reply.parts}
    assert labels["Commands"] == {c.name for c in desk.registry.commands if not c.manages}
    assert labels["For those who manage a channel"] == {"schedule", "settings", "doctor"}
    assert reply.kind == "help"


def test_help_offers_three_things_that_run(ask):
    reply = ask("help")
    assert len(reply.buttons) == 3
    assert all(ask(b.command).kind == "answer" for b in reply.buttons)


def test_help_of_a_command_shows_its_options_and_all_its_examples(ask, desk):
    reply = ask("help members")
    shown = {i.label for p in reply.parts for i in p.items}
    declared = desk.registry.find("members")
    assert {e.line for e in declared.examples} <= shown
    assert {"country", "as-of", "kind"} <= shown


def test_help_of_a_misspelt_command_offers_the_near_one(ask):
    reply = ask("help sumit")
    assert reply.kind == "not-found"
    assert reply.buttons[0].command == "help command:summit"


def test_help_of_a_group_lists_its_commands_and_leads_to_each(ask, desk):
    reply = ask("help schedule")
    names = [c.name for c in desk.registry.groups["schedule"]]
    assert [i.label for p in reply.parts for i in p.items] == names
    assert [b.command for b in reply.buttons] == [f"help {name}" for name in names]
    assert all(ask(b.command).title == f"Help: {b.label}" for b in reply.buttons)


def test_help_of_a_command_that_changes_something_offers_no_button_that_would_do_it(ask):
    reply = ask("help schedule add")
    assert "schedule add onthisday at 08:30 Asia/Tashkent weekdays" in [i.label for p in reply.parts for i in p.items]
    assert [b.command for b in reply.buttons] == ["help"]


def test_an_empty_line_gets_the_start_card(ask):
    reply = ask("")
    assert reply.kind == "help"
    assert reply.title == ask("sco").title
    assert any("Bishkek, 31 August – 1 September 2026" in i.text for p in reply.parts for i in p.items)


def test_the_start_card_shows_what_happened_on_this_day(ask):
    reply = ask("", on="2026-06-15")
    today = [i.text for p in reply.parts if p.title == "On this day" for i in p.items]
    assert any("25 years ago" in text for text in today)


def test_the_summit_under_way_is_called_so(ask):
    reply = ask("", on="2026-09-01")
    labels = [i.label for p in reply.parts for i in p.items]
    assert "Under way" in labels


def test_about_names_the_edition_and_the_promises(ask):
    reply = ask("about")
    text = " ".join(i.text for p in reply.parts for i in p.items)
    assert reply.kind == "answer"
    assert "2026-11-22" in text and reply.data_version in text
