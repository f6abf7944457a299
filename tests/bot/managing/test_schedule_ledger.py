"""`schedule list`, `log` and `explain` as conversations: did it post, why not, and when next."""

from __future__ import annotations

import re

import pytest
from managing_desk import OPS, WORLD, Office, found, labelled, lines, text

from bot.contract import Channel
from bot.sender import SendFailed
from bot.texts import outcomes
from bot.texts import schedules as texts
from data.models.schedules import STATES
from data.operations import shown

DAILY = "schedule add 'members 2016' at 08:30 Asia/Tashkent"
"""At 03:30 UTC."""
SO_FAR = texts.LOG_SO_FAR


async def test_what_was_posted_is_told_with_its_link(office: Office) -> None:
    office.ask(DAILY)
    await office.until(day=25, hour=4)
    listed = labelled(office.ask("schedule list"), "Last")
    assert listed.startswith("Wed 25 November 2026, 08:30 (UTC+5): posted at 08:30 (UTC+5): “SCO members on")
    last = found(office.ask("schedule list"), "Last")
    assert last.link and last.link.startswith("https://example.org/") and last.link not in last.text
    assert found(office.ask("schedule explain 1 2026-11-25"), "5 Ledger").link == last.link
    assert lines(office.ask("schedule log 1"), SO_FAR)[0].startswith("Wed 25 Nov 2026, 08:30 (UTC+5): posted at 08:30")
    said = office.ask("schedule explain 1 2026-11-25").lead
    assert said.startswith("Wed 25 November 2026, 08:30 (UTC+5): posted at 08:30")


async def test_what_is_planned_stands_ahead(office: Office) -> None:
    office.ask(DAILY)
    await office.until(day=25, hour=3)
    log = office.ask("schedule log 1")
    assert lines(log, "Ahead")[0] == "Wed 25 Nov 2026, 08:30 (UTC+5): planned"
    assert log.lead == "Nothing was due yet. Posts next on Wed 25 November 2026, 08:30 (UTC+5)."


async def test_a_post_after_downtime_is_marked_as_late(office: Office) -> None:
    office.ask(DAILY)
    await office.until(day=24, hour=13)
    office.go(day=25, hour=5)
    await office.worker.tick()
    assert "posted at 10:00 (UTC+5), 2 hours late" in lines(office.ask("schedule log 1"), SO_FAR)[0]


async def test_a_day_on_which_nobody_was_running_is_told_as_that(office: Office) -> None:
    office.ask(DAILY)
    await office.until(day=24, hour=13)
    office.go(day=26, hour=5)
    await office.worker.tick()
    rows = lines(office.ask("schedule log 1"), SO_FAR)
    assert "posted at 10:00 (UTC+5)" in rows[0]
    assert rows[1].endswith(
        "not posted: the desk was not running; the post was possible until Thu 26 November 2026, 00:00 (UTC+5)"
    )


def test_before_anybody_delivers_a_slot_that_is_over_is_not_told_as_nothing(office: Office) -> None:
    office.ask(DAILY)
    office.go(day=25, hour=4)
    said = text(office.ask("schedule list"))
    assert "Wed 25 November 2026, 08:30 (UTC+5): due, and not in the ledger" in said
    assert "Nothing delivers posts just now: start “summitdesk run”" in said
    assert "until Thu 26 November 2026, 00:00 (UTC+5), but nothing delivers" in office.ask("schedule explain 1").lead


async def test_a_lost_permission_is_named_everywhere(office: Office) -> None:
    office.ask(DAILY)
    office.sender.faults.append(SendFailed("forbidden", "50013", missing=("Send Messages",)))
    office.sender.missing = ("Send Messages",)
    await office.until(day=26, hour=4)
    listed = office.ask("schedule list")
    assert "paused by the desk on Wed 25 November 2026, 08:30 (UTC+5)" in labelled(listed, "State")
    assert "lacks a permission there (Send Messages)" in labelled(listed, "State")
    assert "The last post of #1 did not go out" in listed.lead
    rows = lines(office.ask("schedule log 1"), SO_FAR)
    assert rows[0].endswith(
        "the desk had paused the schedule, and still the app lacks a permission there (Send Messages)"
    )
    assert rows[1].endswith("not posted: the app lacks a permission there (Send Messages)")


async def test_a_day_with_nothing_says_why(office: Office) -> None:
    office.ask("schedule add onthisday at 08:30 Asia/Tashkent")
    await office.until(day=25, hour=4)
    said = "nothing was posted: No milestone or summit is dated 25 November"
    assert said in lines(office.ask("schedule log 1"), SO_FAR)[0]
    assert said in office.ask("schedule explain 1 2026-11-25").lead


async def test_a_lost_answer_that_cannot_be_looked_up_is_told(office: Office) -> None:
    office.ask(DAILY)
    office.sender.looks = False
    office.sender.lose_after.append(True)
    await office.until(day=25, hour=5)
    row = lines(office.ask("schedule log 1"), SO_FAR)[0]
    assert "perhaps posted" in row and "Look in the channel" in row


async def test_a_post_that_is_tried_again_says_when(office: Office) -> None:
    office.ask(DAILY)
    await office.until(day=25, hour=3, minute=29)
    office.sender.trouble = SendFailed("down", "503")
    office.go(day=25, hour=3, minute=30)
    await office.worker.tick()
    row = lines(office.ask("schedule log 1"), SO_FAR)[0]
    assert row.endswith("not posted yet: the platform could not be reached (503); it is tried again at 08:31 (UTC+5)")


def test_explain_goes_through_every_check(office: Office) -> None:
    office.ask(DAILY)
    reply = office.ask("schedule explain 1 2027-03-28")
    labels = [item.label for item in reply.parts[0].items]
    assert labels == [
        "1 Schedule", "2 Day and clock", "3 Channel", "4 Content", "5 Ledger", "6 Delivery", "7 Verdict",
    ]  # fmt: skip
    assert labelled(reply, "4 Content").startswith("fine: “SCO members on 31 December 2016”")


async def test_explain_says_when_it_will_post(office: Office) -> None:
    office.ask(DAILY)
    await office.until(day=24, hour=13)
    assert office.ask("schedule explain 1").lead == (
        "It posts “SCO members on 31 December 2016” on Wed 25 November 2026, 08:30 (UTC+5)."
    )


def test_explain_tells_a_clock_change(office: Office) -> None:
    office.ask("schedule add quote at 02:30 Europe/Berlin")
    said = labelled(office.ask("schedule explain 1 2027-10-31"), "2 Day and clock")
    assert "02:30 (UTC+2): 02:30 comes twice on that day" in said


def test_explain_names_what_the_app_lacks_in_the_channel(office: Office) -> None:
    office.ask(DAILY)
    office.channels[WORLD] = Channel(id=WORLD, name="world", may_manage=True, missing=("Send Messages",))
    reply = office.ask("schedule explain 1 tomorrow")
    lacks = "in <#C1|world> the app lacks the permission Send Messages"
    assert labelled(reply, "3 Channel").startswith(f"in the way: {lacks}")
    assert reply.lead.startswith(f"Nothing is posted on Wed 25 November 2026, 08:30 (UTC+5): {lacks}")


def test_explain_of_a_day_that_is_none_of_its_days(office: Office) -> None:
    office.ask(f"{DAILY} mon")
    assert office.ask("schedule explain 1 2026-11-25").lead == (
        "Nothing is posted on Wed 25 November 2026: it is none of its days. Next: Mon 30 November 2026, 08:30 (UTC+5)."
    )


def test_the_list_of_a_channel_and_of_all_channels(office: Office) -> None:
    office.ask(DAILY)
    office.ask(f"{DAILY} in <#{OPS}>")
    here, everywhere = office.ask("schedule list"), office.ask("schedule list all")
    assert [part.title.partition(" ")[0] for part in here.parts if part.title] == ["#1"]
    assert [part.title.partition(" ")[0] for part in everywhere.parts if part.title] == ["#1", "#2"]


def test_a_member_sees_no_list(office: Office) -> None:
    office.ask(DAILY)
    assert office.ask("schedule list", by="bob").kind == "refusal"
    assert office.ask("schedule list all", by="bob").title == "No schedule"
    assert office.ask("schedule log 1", by="bob").kind == "refusal"


@pytest.mark.parametrize("verb", ["show", "log", "explain", "preview", "edit", "pause", "test", "remove"])
def test_a_number_of_another_workspace_is_as_unknown_as_none(office: Office, verb: str) -> None:
    office.ask(DAILY, workspace="W2")
    said = office.ask(f"schedule {verb} 1")
    assert (said.kind, said.title) == ("not-found", "No such schedule")
    assert office.ask(f"schedule {verb} 2").lead == said.lead.replace("#1", "#2")


def test_without_a_number_it_asks_which(office: Office) -> None:
    office.ask(DAILY)
    reply = office.ask("schedule explain")
    assert reply.kind == "choice"
    assert office.ask(reply.buttons[0].command).kind == "answer"


async def test_a_long_ledger_is_paged_newest_first(office: Office) -> None:
    office.ask("schedule add 'members' at 06:00,09:00,12:00,15:00,18:00 UTC")
    await office.until(day=27, hour=20)
    first, last = office.ask("schedule log 1", page=1), office.ask("schedule log 1", page=2)
    assert (first.pages, last.page) == (3, 2)
    assert lines(first, SO_FAR)[0].startswith("Fri 27 Nov 2026, 18:00 (UTC): posted")
    assert lines(last, SO_FAR)[0].startswith("Thu 26 Nov 2026, 09:00 (UTC): posted")
    assert not lines(last, "Ahead")


def test_a_long_list_is_paged(office: Office) -> None:
    for minute in range(6):
        office.ask(f"schedule add quote at 08:{minute:02} UTC")
    assert [part.title[:2] for part in office.ask("schedule list", page=2).parts if part.title] == ["#5", "#6"]


async def test_a_record_that_says_something_else_since_marks_its_post(office: Office) -> None:
    office.ask("schedule add onthisday at 08:30 UTC 27 November")
    await office.until(day=27, hour=9)
    shown.mark_changed(office.desk.store, {"m-20221127": "another print"}, office.time.now)
    row = lines(office.ask("schedule log 1"), SO_FAR)[0]
    assert "posted at 08:30 (UTC): “On this day: 27 November”. Changed in the data since: m-20221127" in row


async def test_no_time_is_told_without_its_zone(office: Office) -> None:
    office.ask(DAILY)
    await office.until(day=25, hour=4)
    office.ask("schedule pause 1 until 2026-12-01")
    office.ask("schedule test 1")
    for verb in ("show 1", "list", "log 1", "explain 1", "explain 1 2026-12-02", "preview 1", "resume 1", "skip 1"):
        said = text(office.ask(f"schedule {verb}", timezone="Europe/Berlin"))
        bare = re.sub(r"\d\d:\d\d (\(UTC[+\d:]*\)|Asia/Tashkent)", "", said)
        assert not re.search(r"\d\d:\d\d", bare), bare


async def test_what_the_list_offers_can_be_asked(office: Office) -> None:
    office.ask(DAILY)
    office.sender.trouble = SendFailed("archived")
    await office.until(day=26, hour=4)
    buttons = office.ask("schedule list").buttons
    assert [button.command for button in buttons] == ["schedule explain 1", "schedule show 1", "schedule list all"]
    assert "the channel is archived" in office.ask(buttons[0].command).lead


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_its_words(state: str) -> None:
    assert (state, None) in outcomes.OUTCOMES and state in outcomes.STATES
