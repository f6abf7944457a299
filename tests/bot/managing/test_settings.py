"""`settings` as a conversation: what is chosen, who may change it, and that it works."""

from __future__ import annotations

import pytest
from managing_desk import OPS, Office, labelled, text

from bot.contract import Channel


def test_what_is_chosen_is_shown_with_who_may_change_it(office: Office) -> None:
    reply = office.ask("settings")
    assert (reply.kind, reply.title, reply.private) == ("answer", "Settings of <#C1|world>", True)
    assert labelled(reply, "Zone of <#C1|world>") == "none; “schedule add” asks for one"
    assert "admins" in labelled(reply, "Who may change it")


def test_a_zone_is_for_the_channel_or_for_the_workspace(office: Office) -> None:
    assert "<#C1|world>" in office.ask("settings zone Asia/Tashkent").lead
    office.ask("settings zone Europe/Berlin everywhere", by="admin")
    reply = office.ask("settings")
    assert labelled(reply, "Zone of <#C1|world>").startswith("Asia/Tashkent (UTC+5)")
    assert labelled(reply, "Zone of the workspace").startswith("Europe/Berlin (UTC+1)")
    assert "that of the workspace counts" in labelled(office.ask("settings", channel=OPS), "Zone of <#C2|ops>")


def test_a_choice_can_be_taken_back(office: Office) -> None:
    office.ask("settings zone Asia/Tashkent")
    office.ask("settings unset zone")
    assert labelled(office.ask("settings"), "Zone of <#C1|world>").startswith("none")


@pytest.mark.parametrize(
    "line", ["zone UTC everywhere", "managers add <@bob>", f"admin-channel <#{OPS}>", "unset admin-channel"]
)
def test_what_is_the_workspaces_is_only_for_admins(office: Office, line: str) -> None:
    assert office.ask(f"settings {line}").kind == "refusal"
    assert office.ask(f"settings {line}", by="admin").kind == "answer"


def test_a_member_sees_and_changes_nothing(office: Office) -> None:
    assert office.ask("settings", by="bob").kind == "refusal"
    assert office.ask("settings zone UTC", by="bob").kind == "refusal"


def test_managers_are_added_and_removed(office: Office) -> None:
    office.ask("settings managers add <@bob>", by="admin")
    assert labelled(office.ask("settings"), "Managers").startswith("<@bob>, beside those")
    assert office.ask("settings", by="bob").kind == "answer"
    office.ask("settings managers add <@charlie>", by="admin")
    assert labelled(office.ask("settings"), "Managers").startswith("<@bob> and <@charlie>, beside those")
    assert "is one already" in office.ask("settings managers add <@bob>", by="admin").lead
    office.ask("settings managers remove <@bob>", by="admin")
    assert office.ask("settings", by="bob").kind == "refusal"


def test_managers_need_somebody_and_a_verb(office: Office) -> None:
    assert office.ask("settings managers add", by="admin").title == "Whom?"
    reply = office.ask("settings <@bob>", by="admin")
    assert reply.kind == "choice"
    assert office.ask(reply.buttons[0].command, by="admin").kind == "answer"


def test_an_admin_channel_must_be_one_that_can_be_posted_to(office: Office) -> None:
    office.channels[OPS] = Channel(id=OPS, name="ops", missing=("Send Messages",))
    refused = office.ask(f"settings admin-channel <#{OPS}>", by="admin")
    assert refused.kind == "refusal" and "Send Messages" in refused.lead
    office.channels.clear()
    office.ask(f"settings admin-channel <#{OPS}>", by="admin")
    assert labelled(office.ask("settings"), "Admin channel").startswith("<#C2|ops>")


def test_without_a_channel_a_zone_is_asked_for_the_workspace(office: Office) -> None:
    reply = office.ask("settings zone Asia/Tashkent", channel=None, by="admin")
    assert reply.kind == "error"
    assert office.ask(reply.buttons[0].command, channel=None, by="admin").kind == "answer"


def test_what_the_admin_channel_is_for_is_told(office: Office) -> None:
    office.ask(f"settings admin-channel <#{OPS}>", by="admin")
    said = labelled(office.ask("settings"), "Admin channel")
    assert said == "<#C2|ops> gets notices that could not be delivered to a schedule’s maker"


def test_several_choices_in_one_line_are_none(office: Office) -> None:
    reply = office.ask("settings zone Asia/Tashkent mute:tass", by="admin")
    assert (reply.kind, "“zone” and “mute”" in reply.lead) == ("error", True)
    assert "Tashkent" not in text(office.ask("settings", by="admin"))
