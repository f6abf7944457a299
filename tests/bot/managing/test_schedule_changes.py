"""`schedule edit`, `pause`, `resume`, `skip` and `remove` as conversations."""

from __future__ import annotations

from managing_desk import OPS, WORLD, Office, labelled, lines, text

from bot.contract import Channel
from bot.sender import SendFailed

DAILY = "schedule add 'members 2016' at 08:30 Asia/Tashkent"
"""At 03:30 UTC."""
NEXT_FIVE = "The next 5 times"


def first_of(office: Office, number: int = 1) -> str:
    """When a schedule posts next."""
    return lines(office.ask(f"schedule show {number}"), NEXT_FIVE)[0]


async def test_only_what_is_said_changes(office: Office) -> None:
    office.ask(DAILY)
    await office.until(day=25, hour=2)
    reply = office.ask("schedule edit 1 at 09:15")
    assert lines(reply, "Changed") == [
        "When: every day at 09:15 Asia/Tashkent (UTC+5) (was: every day at 08:30 Asia/Tashkent (UTC+5))"
    ]
    assert "4 planned posts were replaced" in reply.lead
    await office.until(day=25, hour=5)
    assert [one.at.strftime("%H:%M") for one in office.sender.accepted] == ["04:15"]


async def test_a_day_that_was_posted_is_not_posted_again(office: Office) -> None:
    office.ask(DAILY)
    await office.until(day=25, hour=4)
    reply = office.ask("schedule edit 1 at 18:00")
    assert "What was due today already stays as it is." in reply.lead
    assert lines(reply, NEXT_FIVE)[0] == "Thu 26 November 2026, 18:00 (UTC+5)"
    await office.until(day=26, hour=14)
    assert [one.at.strftime("%d %H:%M") for one in office.sender.accepted] == ["25 03:30", "26 13:00"]


async def test_an_edit_to_a_time_that_is_past_says_that_todays_post_falls_away(office: Office) -> None:
    office.ask(DAILY)
    await office.until(day=25, hour=2)
    assert "Today’s post, planned for 08:30, falls away" in office.ask("schedule edit 1 at 06:00").lead
    assert "falls away" not in office.ask("schedule edit 1 at 10:00").lead


def test_an_edit_that_says_nothing_new_says_so(office: Office) -> None:
    office.ask(DAILY)
    assert office.ask("schedule edit 1 at 08:30").title == "Nothing changes"
    assert office.ask("schedule edit 1").kind == "error"


def test_what_is_posted_can_change_and_its_options_stay(office: Office) -> None:
    office.ask("schedule add digest week at 08:30 UTC empty next")
    reply = office.ask("schedule edit 1 digest month")
    assert lines(reply, "Changed") == ["What: digest of the month ahead (was: digest of the week ahead)"]


def test_moving_to_a_channel_needs_both(office: Office) -> None:
    office.ask(DAILY)
    office.channels[OPS] = Channel(id=OPS, name="ops")
    assert office.ask(f"schedule edit 1 in <#{OPS}>").kind == "refusal"
    office.channels[OPS] = Channel(id=OPS, name="ops", may_manage=True, missing=("Send Messages",))
    assert "Send Messages" in office.ask(f"schedule edit 1 in <#{OPS}>").lead
    office.channels[OPS] = Channel(id=OPS, name="ops", may_manage=True)
    office.channels[WORLD] = Channel(id=WORLD, name="world")
    assert office.ask(f"schedule edit 1 in <#{OPS}>").kind == "refusal"
    office.channels.clear()
    assert lines(office.ask(f"schedule edit 1 in <#{OPS}>"), "Changed") == ["Where: <#C2|ops> (was: <#C1|world>)"]


async def test_moving_away_from_a_channel_that_is_gone_ends_the_pause_of_the_desks(office: Office) -> None:
    office.ask(DAILY)
    office.sender.trouble = SendFailed("archived")
    await office.until(day=25, hour=4)
    assert "paused by the desk" in labelled(office.ask("schedule list"), "State")
    office.sender.trouble = None
    office.ask(f"schedule edit 1 in <#{OPS}>")
    assert labelled(office.ask("schedule list", channel=OPS), "State") == "active"


async def test_a_paused_schedule_posts_nothing_until_its_day(office: Office) -> None:
    office.ask(DAILY)
    reply = office.ask("schedule pause 1 until 2026-11-27 because holidays")
    assert "until Fri 27 November 2026, 00:00 (UTC+5)" in reply.lead
    assert "after that it posts next on Fri 27 November 2026, 08:30 (UTC+5)" in reply.lead
    await office.until(day=27, hour=4)
    assert [one.at.strftime("%d") for one in office.sender.accepted] == ["27"]


async def test_who_paused_why_and_until_when_stands_in_the_list(office: Office) -> None:
    office.ask(DAILY)
    office.ask("schedule pause 1 until 2026-11-27 because holidays", by="admin")
    await office.until(day=25, hour=4)
    listed = office.ask("schedule list")
    assert labelled(listed, "State") == (
        "paused by <@admin> on Tue 24 November 2026, 17:00 (UTC+5), until Fri 27 November 2026, 00:00 (UTC+5): holidays"
    )
    assert labelled(listed, "Last").endswith("not posted: the schedule was paused by <@admin>")
    assert "planned, and left out as long as the schedule is paused" in text(office.ask("schedule log 1"))


def test_a_pause_without_an_end_has_no_next_post(office: Office) -> None:
    office.ask(DAILY)
    office.ask("schedule pause 1")
    assert labelled(office.ask("schedule list"), "Next") == "nothing, while it is paused"
    assert "nothing is posted" in office.ask("schedule explain 1 tomorrow").lead.casefold()


def test_a_day_that_is_over_pauses_nothing(office: Office) -> None:
    office.ask(DAILY)
    assert office.ask("schedule pause 1 until 2026-11-24").kind == "error"
    assert labelled(office.ask("schedule list"), "State") == "active"


def test_a_resumed_schedule_posts_again(office: Office) -> None:
    office.ask(DAILY)
    office.ask("schedule pause 1")
    assert "next on Wed 25 November 2026, 08:30 (UTC+5)" in office.ask("schedule resume 1").lead
    assert office.ask("schedule resume 1").title == "Schedule #1 is not paused"


def test_nothing_is_resumed_into_a_channel_that_cannot_be_posted_to(office: Office) -> None:
    office.ask(DAILY)
    office.ask("schedule pause 1")
    office.channels[WORLD] = Channel(id=WORLD, name="world", may_manage=True, trouble="archived")
    assert office.ask("schedule resume 1").kind == "refusal"


async def test_the_next_post_is_left_out_and_twice_the_one_after(office: Office) -> None:
    office.ask(DAILY)
    assert "nothing on Wed 25 November 2026, 08:30 (UTC+5)" in office.ask("schedule skip 1").lead
    await office.until(day=24, hour=13)
    assert "nothing on Thu 26 November 2026, 08:30 (UTC+5)" in office.ask("schedule skip 1").lead
    assert first_of(office) == "Fri 27 November 2026, 08:30 (UTC+5)"
    await office.until(day=27, hour=4)
    assert [one.at.strftime("%d") for one in office.sender.accepted] == ["27"]
    assert text(office.ask("schedule log 1")).count("left out, as you chose") == 2


async def test_a_removed_schedule_posts_no_more_and_keeps_its_ledger(office: Office) -> None:
    office.ask(DAILY)
    await office.until(day=25, hour=4)
    reply = office.ask("schedule remove 1")
    await office.until(day=27, hour=4)
    assert len(office.sender.accepted) == 1
    assert office.ask("schedule list").lead.startswith("There is no schedule")
    assert "posted at 08:30" in text(office.ask("schedule log 1"))
    assert office.ask("schedule pause 1").title == "Schedule #1 was removed"
    assert office.ask(reply.buttons[0].command).title == "Schedule #2: the answer to “members 2016”"


def test_every_kind_can_be_added_again_as_it_was(office: Office) -> None:
    for line in (
        "schedule add onthisday at 08:30,18:00 Asia/Tashkent mon,thu years 3 empty next",
        "schedule add reminder sco-27 at 09:00 UTC lead 7d,1d",
        "schedule add digest month at 09:00 UTC days 1,last",
        "schedule add 'quote about \"dual use\"' at 09:00 UTC 15 June",
    ):
        number = office.ask(line).title.partition(":")[0].rpartition("#")[2]
        before = [item.text for item in office.ask(f"schedule show {number}").parts[0].items[:3]]
        again = office.ask(office.ask(f"schedule remove {number}").buttons[0].command)
        assert [item.text for item in again.parts[0].items[:3]] == before, line


def test_a_member_changes_nothing(office: Office) -> None:
    office.ask(DAILY)
    for line in ("edit 1 at 10:00", "pause 1", "resume 1", "skip 1", "remove 1", "test 1", "preview 1", "show 1"):
        assert office.ask(f"schedule {line}", by="bob").kind == "refusal", line
    assert labelled(office.ask("schedule list"), "State") == "active"
