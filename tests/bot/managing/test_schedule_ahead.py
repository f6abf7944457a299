"""What lies ahead of a schedule: when it really posts next, what is left out, and how far ahead one can look."""

from __future__ import annotations

from datetime import UTC, datetime

from managing_desk import Office, labelled, lines, text

from bot.texts import schedules as texts
from data.operations import schedules

DAILY = "schedule add 'members 2016' at 08:30 Asia/Tashkent"
"""At 03:30 UTC."""
EVENTS = "schedule add onthisday at 08:30 Asia/Tashkent"
"""Of 25 and 26 November there is nothing, of the 27th there is."""
NEXT_FIVE = "The next 5 times"


def test_a_pause_that_ends_too_far_ahead_is_refused_and_nothing_is_written(office: Office) -> None:
    office.ask(DAILY)
    reply = office.ask("schedule pause 1 until 9999-12-31")
    assert (reply.kind, reply.title) == ("error", "That is too far ahead")
    assert "nothing was changed" in reply.lead
    assert labelled(office.ask("schedule list"), "State") == "active"
    assert office.ask("schedule pause 1 until 2031-11-01").kind == "answer"


def test_a_pause_without_any_sense_breaks_no_card(office: Office) -> None:
    office.ask(DAILY)
    office.ask(EVENTS)
    until = datetime(9999, 12, 31, 23, tzinfo=UTC)
    schedules.pause(office.desk.store, 1, by="alice", reason=None, now=office.time.now, until=until)
    for line in ("list", "log", "log 1", "show 1", "show 2", "explain 1", "preview 1", "resume 1"):
        reply = office.ask(f"schedule {line}", timezone="Pacific/Kiritimati")
        assert reply.kind in ("answer", "not-found") and reply.reference is None, line


def test_a_day_that_is_out_of_reach_is_not_explained(office: Office) -> None:
    office.ask(DAILY)
    for day in ("9999-12-31", "1291-08-01"):
        reply = office.ask(f"schedule explain 1 {day}")
        assert (reply.kind, reply.title) == ("error", "That day cannot be explained"), day
        assert "a day from 9 November 2006 to 28 November 2031 can be explained" in reply.lead


def test_the_next_post_is_the_next_time_that_has_something_to_post(office: Office) -> None:
    office.ask(EVENTS)
    listed = office.ask("schedule list")
    assert "#1 posts next, on Fri 27 November 2026, 08:30 (UTC+5)." in listed.lead
    said = labelled(listed, "Next")
    assert said.startswith("posts next on Fri 27 November 2026, 08:30 (UTC+5): “On this day: 27 November”. It looks ")
    assert "every day at 08:30 Asia/Tashkent" in said and "first on Wed 25 November 2026, 08:30 (UTC+5): " in said
    assert labelled(office.ask("schedule show 1"), "Next") == said
    assert "Posts next on Fri 27 November 2026, 08:30 (UTC+5)." in office.ask("schedule log 1").lead


def test_of_several_the_one_that_posts_first_is_named_not_the_one_that_looks_first(office: Office) -> None:
    office.ask(EVENTS)
    office.ask("schedule add 'members 2016' at 09:00 Asia/Tashkent")
    said = "#2 posts next, on Wed 25 November 2026, 09:00 (UTC+5)."
    assert said in office.ask("schedule list").lead
    assert said in office.ask("schedule log").lead


def test_the_times_at_which_nothing_will_be_posted_are_marked(office: Office) -> None:
    office.ask(EVENTS)
    silent = ": nothing to post then, as things stand"
    assert lines(office.ask("schedule show 1"), NEXT_FIVE)[:3] == [
        f"Wed 25 November 2026, 08:30 (UTC+5){silent}",
        f"Thu 26 November 2026, 08:30 (UTC+5){silent}",
        "Fri 27 November 2026, 08:30 (UTC+5)",
    ]


def test_what_an_earlier_time_will_have_posted_is_not_expected_a_second_time(office: Office) -> None:
    office.ask("schedule add onthisday at 08:30,18:00 Asia/Tashkent 27 November")
    rows = lines(office.ask("schedule show 1"), NEXT_FIVE)
    assert rows[0] == "Fri 27 November 2026, 08:30 (UTC+5)"
    assert rows[1].startswith("Fri 27 November 2026, 18:00 (UTC+5): nothing to post then")


def test_a_reminder_posts_next_so_many_days_before_the_event_however_far_that_is(office: Office) -> None:
    office.ask("schedule add reminder sco-1 lead 7d at 09:00 UTC")
    assert "posts next on Tue 8 June 2027, 09:00 (UTC): “" in labelled(office.ask("schedule list"), "Next")


def test_where_nothing_is_in_sight_no_next_post_is_promised(office: Office) -> None:
    office.ask("schedule add onthisday at 08:30 UTC 25 November")
    listed = office.ask("schedule list")
    assert "None of them has something to post at its next times" in listed.lead
    assert labelled(listed, "Next").startswith("looks next on Wed 25 November 2026, 08:30 (UTC); nothing is posted at")
    assert "posts next" not in office.ask("schedule log 1").lead.casefold()


async def test_a_post_that_an_edit_drops_is_told_in_the_log_at_once(office: Office) -> None:
    office.ask(DAILY)
    await office.until(day=25, hour=2)
    office.ask("schedule edit 1 at 06:00")
    dropped = lines(office.ask("schedule log 1"), texts.LOG_REPLACED)
    assert dropped[0] == "Wed 25 Nov 2026, 08:30 (UTC+5): left out: the schedule was changed"
    assert dropped[-1] == "and 1 more"


async def test_what_is_posted_at_the_same_moment_all_the_same_is_not_told_as_left_out(office: Office) -> None:
    office.ask(DAILY)
    await office.until(day=25, hour=2)
    office.ask("schedule edit 1 'members 2017'")
    await office.worker.tick()
    assert lines(office.ask("schedule log 1"), texts.LOG_REPLACED) == []


async def test_what_is_left_out_stands_in_the_list(office: Office) -> None:
    office.ask(DAILY)
    for _ in range(3):
        office.ask("schedule skip 1")
    said = "25, 26, 27 Nov; “schedule skip 1 undo” takes that back"
    assert labelled(office.ask("schedule list"), "Left out") == said
    assert labelled(office.ask("schedule show 1"), "Left out") == said
    await office.until(day=26, hour=4)
    assert labelled(office.ask("schedule list"), "Left out").startswith("27 Nov;")
    await office.until(day=27, hour=4)
    assert "Left out" not in text(office.ask("schedule list"))


def test_a_second_skip_says_what_it_did_beside_the_first(office: Office) -> None:
    office.ask(DAILY)
    first, second = office.ask("schedule skip 1"), office.ask("schedule skip 1")
    assert (first.title, second.title) == ("One post is left out", "One more post is left out")
    assert "nothing on Thu 26 November 2026, 08:30 (UTC+5) either; what is left out now: 25, 26 Nov." in second.lead
    assert "“schedule skip 1 undo” takes all of that back" in second.lead
    assert second.buttons[0].command == "schedule skip 1 undo"


async def test_what_was_left_out_and_is_still_ahead_can_be_taken_back(office: Office) -> None:
    office.ask(DAILY)
    for _ in range(3):
        office.ask("schedule skip 1")
    await office.until(day=25, hour=4)
    reply = office.ask("schedule skip 1 undo")
    assert reply.lead.startswith(
        "#1 posts as planned again on 26, 27 Nov. Its next time is Thu 26 November 2026, 08:30"
    )
    await office.until(day=27, hour=4)
    assert [one.at.strftime("%d") for one in office.sender.accepted] == ["26", "27"]
    assert office.ask("schedule skip 1 undo").title == "Nothing to take back"


async def test_what_is_taken_back_is_posted_at_the_time_that_the_schedule_says_by_then(office: Office) -> None:
    office.ask(DAILY)
    office.ask("schedule skip 1")
    office.ask("schedule edit 1 at 09:15")
    office.ask("schedule skip 1 undo")
    await office.until(day=25, hour=5)
    assert [one.at.strftime("%d %H:%M") for one in office.sender.accepted] == ["25 04:15"]


def test_to_resume_what_is_not_paused_says_how_a_skip_is_taken_back(office: Office) -> None:
    office.ask(DAILY)
    office.ask("schedule skip 1")
    reply = office.ask("schedule resume 1")
    assert "Left out: 25 Nov; “schedule skip 1 undo” takes that back." in reply.lead
    assert "schedule skip 1 undo" in [button.command for button in reply.buttons]


def test_whoever_adds_changes_or_resumes_is_told_the_next_post(office: Office) -> None:
    said = "it posts next on Fri 27 November 2026, 08:30 (UTC+5)"
    assert said in office.ask(EVENTS).lead
    assert said in office.ask("schedule resume 1").lead
    assert said.replace("08:30", "09:15") in office.ask("schedule edit 1 at 09:15").lead
    paused = office.ask("schedule pause 1 until 2026-11-26")
    assert "after that it posts next on Fri 27 November 2026, 09:15 (UTC+5)" in paused.lead
