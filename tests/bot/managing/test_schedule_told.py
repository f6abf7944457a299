"""Where the cards must not say more than the desk knows: channels, what is over, what was changed or removed."""

from __future__ import annotations

import pytest
from managing_desk import OPS, WORLD, Office, labelled, lines, text

from bot.contract import Channel
from bot.sender import SendFailed
from bot.texts import schedules as texts

DAILY = "schedule add 'members 2016' at 08:30 Asia/Tashkent"
"""At 03:30 UTC."""
SO_FAR = texts.LOG_SO_FAR
CHANNEL, LEDGER = "3 Channel", "5 Ledger"


async def test_a_channel_that_nobody_looked_at_is_not_called_fine(office: Office) -> None:
    office.ask(DAILY)
    office.channels[WORLD] = Channel(id=WORLD, may_manage=True)
    unknown = "<#C1|world>; whether the app may post there was not looked at now"
    assert labelled(office.ask("schedule explain 1"), CHANNEL) == unknown
    await office.until(day=25, hour=4)
    said = labelled(office.ask("schedule explain 1"), CHANNEL)
    assert said == f"{unknown}. The post of Wed 25 November 2026, 08:30 (UTC+5) went out."


async def test_why_the_desk_paused_stands_at_the_channel(office: Office) -> None:
    office.ask(DAILY)
    office.sender.trouble = SendFailed("archived")
    await office.until(day=25, hour=4)
    reply = office.ask("schedule explain 1 2026-11-26")
    said = labelled(reply, CHANNEL)
    assert not said.startswith("fine") and "because the channel is archived" in said
    assert "the desk paused the schedule on Wed 25 November 2026, 08:30 (UTC+5)" in said
    assert "only if the desk can post there again" in reply.lead


async def test_a_channel_that_was_not_found_is_not_called_fine(office: Office) -> None:
    office.ask(DAILY)
    office.sender.faults.append(SendFailed("gone"))
    await office.until(day=25, hour=3, minute=31)
    assert "was not found on Wed 25 November 2026, 08:30 (UTC+5)" in labelled(office.ask("schedule explain 1"), CHANNEL)


@pytest.fixture
def shell(office: Office) -> Office:
    """The office at the terminal, with a schedule that posts into the file `wall.txt`."""
    office.platform = "terminal"
    office.ask("schedule add 'members 2016' at 08:30 UTC in wall.txt", by="admin", channel="terminal", workspace="")
    return office


@pytest.mark.parametrize("line", ["schedule list", "schedule log"])
async def test_the_terminal_shows_what_is_posted_into_files(shell: Office, line: str) -> None:
    shell.ask("schedule add quote at 08:00 UTC", by="admin", channel="terminal", workspace="")
    shell.ask("schedule skip 1", by="admin", channel="terminal", workspace="")
    reply = shell.ask(line, by="admin", channel="terminal", workspace="")
    assert "of the terminal and its files" in reply.title
    assert "#1" in text(reply) and "#2" in text(reply)


def test_where_a_channel_has_none_it_is_told_how_many_the_others_have(office: Office) -> None:
    office.ask(DAILY)
    more = "1 more in other channels: “schedule list all” shows those that you may manage."
    assert more in office.ask("schedule list", channel=OPS).lead
    assert more in office.ask("schedule log", channel=OPS).lead
    assert more not in text(office.ask("schedule list", channel=OPS, by="bob"))


async def test_a_removed_schedule_stays_in_every_ledger_and_has_nothing_ahead(office: Office) -> None:
    office.ask(DAILY)
    await office.until(day=25, hour=4)
    office.ask("schedule skip 1")
    office.ask("schedule remove 1")
    for line in ("schedule log", "schedule log all"):
        reply = office.ask(line)
        assert lines(reply, SO_FAR)[0].startswith("#1 (removed), Wed 25 Nov 2026, 08:30 (UTC+5): posted at 08:30"), line
        assert lines(reply, "Ahead") == []
        assert "posts next" not in reply.lead
    assert "Removed on Wed 25 November 2026, 09:00 (UTC+5)." in office.ask("schedule log 1").lead


def test_a_removed_schedule_of_which_nothing_became_is_in_no_ledger(office: Office) -> None:
    office.ask(DAILY)
    office.ask("schedule remove 1")
    assert office.ask("schedule log all").title == "No schedule"


def test_a_time_that_is_over_is_not_said_to_be_posted_still(office: Office) -> None:
    office.ask(f"{DAILY} 25 November")
    office.go(day=26, hour=4)
    said = text(office.ask("schedule list"))
    assert "It could be posted until Thu 26 November 2026, 00:00 (UTC+5) and can no longer be" in said
    reply = office.ask("schedule explain 1 2026-11-25")
    assert labelled(reply, LEDGER).startswith("in the way: ")
    assert "it can no longer be posted, and will be entered as missed" in reply.lead


async def test_a_planned_time_that_is_over_is_not_fine(office: Office) -> None:
    office.ask(DAILY)
    await office.until(day=24, hour=13)
    office.go(day=26, hour=4)
    over = "not posted: nobody took it up until Thu 26 November 2026, 00:00 (UTC+5)"
    assert over in text(office.ask("schedule log 1"))
    reply = office.ask("schedule explain 1 2026-11-25")
    assert labelled(reply, LEDGER).startswith(f"in the way: 08:30 (UTC+5): {over}")
    assert over in reply.lead


async def test_a_post_from_before_an_edit_is_told_at_the_time_it_was_due_then(office: Office) -> None:
    office.ask(DAILY)
    await office.until(day=25, hour=4)
    office.ask("schedule edit 1 at 18:00")
    reply = office.ask("schedule explain 1 2026-11-25")
    then = "08:30 (UTC+5), as the schedule said then: posted at 08:30 (UTC+5)"
    assert then in labelled(reply, LEDGER) and then in reply.lead
    assert "18:00 (UTC+5): posted" not in text(reply)


async def test_a_post_on_a_day_that_is_none_of_its_days_any_more_is_told(office: Office) -> None:
    office.ask(DAILY)
    await office.until(day=25, hour=4)
    office.ask("schedule edit 1 days mon")
    reply = office.ask("schedule explain 1 2026-11-25")
    assert "as the schedule said then: posted at 08:30 (UTC+5)" in reply.lead
    assert "posted at 08:30" in labelled(reply, LEDGER)


async def test_without_a_day_the_next_time_is_explained_once_today_went_well(office: Office) -> None:
    office.ask(DAILY)
    await office.until(day=25, hour=4)
    assert office.ask("schedule explain 1").title == "Schedule #1 on Thu 26 November 2026"
    office.sender.trouble = SendFailed("archived")
    await office.until(day=26, hour=4)
    assert office.ask("schedule explain 1").title == "Schedule #1 on Thu 26 November 2026"
