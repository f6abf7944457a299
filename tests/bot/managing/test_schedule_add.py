"""`schedule add` as a conversation: nothing is guessed, and nothing is accepted that cannot work."""

from __future__ import annotations

import pytest
from managing_desk import OPS, WORLD, Office, labelled, lines, text

from bot.contract import Channel

EVENTS = "schedule add onthisday at 08:30 Asia/Tashkent weekdays"


def test_the_card_says_what_where_and_when(office: Office) -> None:
    reply = office.ask(EVENTS)
    assert (reply.kind, reply.title, reply.private) == ("answer", "Schedule #1: on this day", True)
    assert labelled(reply, "Where") == "<#C1|world>"
    assert labelled(reply, "When") == "every weekday at 08:30 Asia/Tashkent (UTC+5)"
    assert lines(reply, "The next 5 times")[:3] == [
        "Wed 25 November 2026, 08:30 (UTC+5)",
        "Thu 26 November 2026, 08:30 (UTC+5)",
        "Fri 27 November 2026, 08:30 (UTC+5)",
    ]
    assert [b.label for b in reply.buttons] == ["Preview", "Explain", "Pause"]


def test_the_readers_time_stands_beside_where_it_differs(office: Office) -> None:
    reply = office.ask(EVENTS, timezone="America/New_York")
    said = "Wed 25 November 2026, 08:30 (UTC+5), for you Tue 24 November 2026, 22:30 (UTC-5)"
    assert lines(reply, "The next 5 times")[0] == said


def test_a_time_in_a_clock_change_is_told(office: Office) -> None:
    reply = office.ask("schedule add quote at 02:30 Europe/Berlin 28 March")
    assert lines(reply, "The next 5 times")[0] == (
        "Sun 28 March 2027, 03:00 (UTC+2). 02:30 does not exist on that day: the clock goes forward, so it is the "
        "first moment after the gap."
    )


def test_a_time_is_asked_for_and_a_button_gives_it(office: Office) -> None:
    reply = office.ask("schedule add onthisday Asia/Tashkent")
    assert (reply.kind, reply.title) == ("error", "At what time?")
    assert labelled(office.ask(reply.buttons[1].command), "When") == "every day at 09:00 Asia/Tashkent (UTC+5)"


def test_a_zone_is_asked_for_and_that_of_the_reader_is_offered(office: Office) -> None:
    reply = office.ask('schedule add "members" at 8am', timezone="Asia/Kathmandu")
    assert (reply.kind, reply.title) == ("error", "In which time zone?")
    assert "settings zone Asia/Kathmandu" in reply.lead
    assert reply.buttons[0].label == "In Asia/Kathmandu"
    assert labelled(office.ask(reply.buttons[0].command), "When") == "every day at 08:00 Asia/Kathmandu (UTC+5:45)"


def test_the_zone_of_the_channel_comes_before_that_of_the_workspace(office: Office) -> None:
    office.ask("settings zone Europe/Berlin everywhere", by="admin")
    office.ask("settings zone Asia/Tashkent")
    assert "08:00 Asia/Tashkent" in labelled(office.ask("schedule add quote at 08:00"), "When")
    assert "08:00 Europe/Berlin" in labelled(office.ask(f"schedule add quote at 08:00 in <#{OPS}>"), "When")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("schedule add 'members Belarussia' at 08:00 UTC", "Belarussia"),
        ("schedule add 'fact moonbase' at 08:00 UTC", "gives no answer now"),
        ("schedule add help at 08:00 UTC", "help"),
        ("schedule add 'schedule list' at 08:00 UTC", "schedule list"),
        ("schedule add 'settings' at 08:00 UTC", "settings"),
        ("schedule add reminder Q001 at 08:00 UTC", "no anniversary"),
        ("schedule add reminder moon-1 at 08:00 UTC", "moon-1"),
        ("schedule add quote at 08:00 UTC years 2", "does nothing for quote"),
        ("schedule add onthisday at 08:00 UTC lead 7d", "no such days"),
        ("schedule add 'members' at 08:00 UTC empty next", "when there is nothing"),
        ("schedule add onthisday at 08:00 UTC years 101", "from 0 to 100"),
    ],
)
def test_what_cannot_work_is_refused_with_the_reason(office: Office, line: str, said: str) -> None:
    reply = office.ask(line)
    assert reply.kind in ("error", "not-found", "choice"), text(reply)
    assert said in text(reply)
    assert office.ask("schedule list").lead.startswith("There is no schedule")


def test_a_question_is_posted_as_it_was_typed(office: Office) -> None:
    reply = office.ask("schedule add 'quote about oil' at 08:00 UTC first monday")
    assert reply.title == "Schedule #1: the answer to “quote about oil”"
    assert labelled(reply, "When") == "on the first Monday of the month at 08:00 UTC"


def test_a_member_is_refused_and_told_who_may(office: Office) -> None:
    reply = office.ask(EVENTS, by="bob")
    assert reply.kind == "refusal"
    assert "<#C1|world>" in reply.lead and "settings managers add <@bob>" in reply.lead


def test_whom_an_admin_named_may(office: Office) -> None:
    office.ask("settings managers add <@bob>", by="admin")
    assert office.ask(EVENTS, by="bob").kind == "answer"
    assert office.ask(EVENTS, by="charlie").kind == "refusal"


def test_a_missing_permission_is_named(office: Office) -> None:
    office.channels[WORLD] = Channel(id=WORLD, name="world", may_manage=True, missing=("View Channel", "Send Messages"))
    reply = office.ask(EVENTS)
    assert reply.kind == "refusal"
    assert "in <#C1|world> the app lacks the permissions View Channel and Send Messages" in reply.lead


def test_an_archived_channel_is_refused(office: Office) -> None:
    office.channels[OPS] = Channel(id=OPS, name="ops", may_manage=True, trouble="archived")
    reply = office.ask(f"{EVENTS} in <#{OPS}>")
    assert reply.kind == "refusal" and "archived" in reply.lead and "Unarchive it" in reply.lead


def test_the_same_schedule_is_not_added_twice(office: Office) -> None:
    office.ask(EVENTS)
    reply = office.ask(EVENTS)
    assert reply.kind == "error" and reply.lead.startswith("#1 posts the same in <#C1|world>")
    assert office.ask(f"{EVENTS} in <#{OPS}>").title.startswith("Schedule #2")


def test_days_that_a_month_may_not_have_are_told(office: Office) -> None:
    assert labelled(office.ask("schedule add quote at 08:00 UTC days 31"), "Note").startswith(
        "A month that has no 31st"
    )
    assert "leap years" in labelled(office.ask("schedule add quote at 08:00 UTC 29 February"), "Note")


def test_every_button_of_the_card_can_be_pressed(office: Office) -> None:
    for button in office.ask(EVENTS).buttons:
        assert office.ask(button.command).kind == "answer", button
