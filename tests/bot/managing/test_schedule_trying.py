"""`schedule preview`, `test` and `simulate` as conversations: what would be posted, before it is."""

from __future__ import annotations

from managing_desk import WORLD, Office, lines, text

from bot.contract import Channel
from bot.sender import SendFailed
from bot.texts import dry_runs
from bot.texts import schedules as texts

DAILY = "schedule add 'members 2016' at 08:30 Asia/Tashkent"
"""At 03:30 UTC."""


async def test_a_preview_is_the_card_that_is_posted(office: Office) -> None:
    office.ask(DAILY)
    preview = office.ask("schedule preview 1")
    await office.until(day=25, hour=4)
    posted = office.sender.accepted[0].reply
    assert (preview.title, preview.lead, preview.private) == (posted.title, posted.lead, True)
    assert preview.parts[: len(posted.parts)] == posted.parts
    assert preview.sources[: len(posted.sources)] == posted.sources


def test_a_preview_says_that_it_is_one_and_for_when(office: Office) -> None:
    office.ask(DAILY)
    note = office.ask("schedule preview 1", timezone="Europe/Berlin").parts[-1].items[0].text
    assert note == (
        "Preview of #1 for Wed 25 November 2026, 08:30 (UTC+5), for you 04:30 (UTC+1) in <#C1|world>: only you see it, "
        "and nothing was posted."
    )


def test_where_the_next_day_has_nothing_the_first_post_is_shown(office: Office) -> None:
    office.ask("schedule add onthisday at 08:30 UTC")
    preview = office.ask("schedule preview 1")
    assert preview.title == "On this day: 27 November"
    assert "On Wed 25 November 2026, 08:30 (UTC) nothing is posted" in preview.parts[-1].items[0].text


async def test_a_preview_leaves_out_what_the_channel_has_seen(office: Office) -> None:
    office.ask("schedule add onthisday at 08:30 UTC")
    await office.until(day=27, hour=9)
    office.ask("schedule add onthisday at 18:00 UTC")
    assert office.ask("schedule preview 2").title == "On this day: 1 December"


async def test_a_test_is_posted_at_once_and_marked(office: Office) -> None:
    office.ask(DAILY)
    await office.worker.tick()
    assert "within 15 seconds" in office.ask("schedule test 1").lead
    await office.worker.tick()
    assert office.sender.titles() == ["TEST · SCO members on 31 December 2016"]
    assert lines(office.ask("schedule log 1"), texts.LOG_SO_FAR)[0].startswith(
        "Tue 24 Nov 2026, 17:00 (UTC+5): test: posted at 17:00 (UTC+5)"
    )
    assert "nothing was due yet" in text(office.ask("schedule list"))


async def test_a_test_that_fails_says_why(office: Office) -> None:
    office.ask(DAILY)
    office.sender.trouble = SendFailed("forbidden", "50013", missing=("Send Messages",))
    office.ask("schedule test 1")
    await office.worker.tick()
    row = lines(office.ask("schedule log 1"), texts.LOG_SO_FAR)[0]
    assert row.endswith("test: not posted: the app lacks a permission there (Send Messages)")
    assert "active" in text(office.ask("schedule list"))


def test_a_test_while_nobody_delivers_says_so(office: Office) -> None:
    office.ask(DAILY)
    reply = office.ask("schedule test 1")
    assert "Nothing delivers posts just now" in reply.lead and "until Tue 24 November 2026, 17:15 (UTC+5)" in reply.lead


def test_no_test_goes_to_a_channel_that_cannot_be_posted_to(office: Office) -> None:
    office.ask(DAILY)
    office.channels[WORLD] = Channel(id=WORLD, name="world", may_manage=True, missing=("Send Messages",))
    assert office.ask("schedule test 1").kind == "refusal"


def test_a_simulation_counts_and_names_the_posts(office: Office) -> None:
    office.ask("schedule add onthisday at 08:30 UTC")
    reply = office.ask("schedule simulate 1 10d")
    assert "3 posts, 7 silent days" in reply.lead
    assert lines(reply, dry_runs.SIMULATE_POSTS)[0] == "Fri 27 Nov 2026, 08:30 (UTC): On this day: 27 November"


def test_what_does_not_exist_is_simulated_and_nothing_is_stored(office: Office) -> None:
    reply = office.ask("schedule simulate onthisday at 02:30 Europe/Berlin 365d")
    turns = lines(reply, dry_runs.SIMULATE_TURNS)
    assert [turn[:31] for turn in turns] == ["Sun 28 Mar 2027, 03:00 (UTC+2):", "Sun 31 Oct 2027, 02:30 (UTC+2):"]
    assert office.ask("schedule list").lead.startswith("There is no schedule")


def test_a_simulation_of_days_without_any_slot(office: Office) -> None:
    reply = office.ask("schedule simulate quote at 09:00 UTC 29 February")
    assert "no posts, no silent days" in reply.lead
