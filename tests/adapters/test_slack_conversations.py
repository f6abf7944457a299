"""The desk in Slack, driven as people use it, over a socket and over HTTP."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager

import pytest
from conftest import open_desk
from fakes.slack import SlackWorkspace
from slack_desk import NOW, Running, running

from adapters.pressing import LAST, Press, pack, token
from bot.texts import platforms as texts
from data.store import Store

MENTION = "<@U_DESK_SUMMIT>"


@pytest.fixture
async def slack() -> AsyncIterator[SlackWorkspace]:
    async with SlackWorkspace(clock=NOW.timestamp) as workspace:
        yield workspace


@pytest.fixture(params=["socket", "http"])
async def desk_in_slack(
    request: pytest.FixtureRequest, slack: SlackWorkspace, own_sco: Store
) -> AsyncIterator[Running]:
    async with running(slack, open_desk(own_sco), way=request.param) as one:
        yield one


def replica(slack: SlackWorkspace, store: Store) -> AbstractAsyncContextManager[Running]:
    """A desk of its own over a store that others share."""
    return running(slack, open_desk(store), way="http")


async def settled(one: Running) -> None:
    await one.work.finish(5)


async def test_a_command_is_answered_in_the_acknowledgement_and_only_for_the_asker(
    slack: SlackWorkspace, desk_in_slack: Running
) -> None:
    answer = await slack.command("/sco", "members 2016")
    assert answer.is_ok and answer.message is not None
    assert answer.message.ephemeral_to == "U_ALICE"
    assert "On 31 December 2016 the SCO had 6 members" in answer.message.plain
    assert slack.visible("C_WORLD", "U_BOB") == []


async def test_every_short_name_and_the_umbrella_lead_to_the_same_card(
    slack: SlackWorkspace, desk_in_slack: Running
) -> None:
    long = await slack.command("/sco", "summit 2025")
    short = await slack.command("/summit", "2025")
    assert long.message and short.message and long.message.plain == short.message.plain


async def test_the_umbrella_alone_is_the_start_card(slack: SlackWorkspace, desk_in_slack: Running) -> None:
    answer = await slack.command("/sco", "")
    assert (answer.message and "Next summit" in answer.message.plain) or "Try" in answer.message.plain  # type: ignore[union-attr]


async def test_a_public_answer_is_seen_by_all(slack: SlackWorkspace, desk_in_slack: Running) -> None:
    answer = await slack.command("/sco", "members 2016 public")
    assert answer.message and not answer.message.is_ephemeral
    assert slack.visible("C_WORLD", "U_BOB") == [answer.message]


async def test_what_cannot_be_read_is_said_in_private_even_where_public_was_asked(
    slack: SlackWorkspace, desk_in_slack: Running
) -> None:
    answer = await slack.command("/sco", "frobnicate public")
    assert answer.message and answer.message.ephemeral_to == "U_ALICE"


async def test_pages_turn_in_place_and_back(slack: SlackWorkspace, desk_in_slack: Running) -> None:
    answer = await slack.command("/sco", "timeline 2025")
    card = await answer.first()
    first = card.plain
    await slack.click(card, label=texts.ON.format(page=2))
    await settled(desk_in_slack)
    assert "page 2 of" in card.plain and card.ephemeral_to == "U_ALICE"
    await slack.click(card, label=texts.BACK.format(page=1))
    await settled(desk_in_slack)
    assert card.plain == first


async def test_a_choice_takes_the_place_of_the_question(slack: SlackWorkspace, desk_in_slack: Running) -> None:
    card = await (await slack.command("/sco", "summit Astana")).first()
    label = next(label for label in card.labels if "2017" in label)
    await slack.click(card, label=label)
    await settled(desk_in_slack)
    assert "2017" in card.plain and "Which one" not in card.plain
    assert slack.visible("C_WORLD", "U_ALICE") == [card]


async def test_cite_opens_all_sources_beside_the_card(slack: SlackWorkspace, desk_in_slack: Running) -> None:
    card = await (await slack.command("/sco", "members 2016")).first()
    cited = await (await slack.click(card, label=texts.CITE)).first()
    assert cited is not card and cited.ephemeral_to == "U_ALICE"
    assert "[1]" in cited.plain and "Pajhwok Afghan News, “" in cited.plain
    await slack.click(cited, label=texts.ON_PART.format(part=2))
    await settled(desk_in_slack)
    assert "[27]" in cited.plain and "Shaanxi Television" in cited.plain


async def test_a_card_is_shared_once_however_often_the_press_is_delivered(
    slack: SlackWorkspace, desk_in_slack: Running
) -> None:
    card = await (await slack.command("/sco", "members 2016")).first()
    press = await slack.click(card, label=texts.SHARE)
    await settled(desk_in_slack)
    await slack.deliver_again(press)
    await settled(desk_in_slack)
    shared = slack.visible("C_WORLD", "U_BOB")
    assert len(shared) == 1 and "<@U_ALICE>" in str(shared[0].blocks)
    assert texts.SHARED in card.plain and texts.SHARE not in card.labels


async def test_two_replicas_share_a_card_once(slack: SlackWorkspace, own_sco: Store) -> None:
    async with replica(slack, own_sco) as one, replica(slack, own_sco) as two:
        card = await (await slack.command("/sco", "members 2015")).first()
        press = await slack.click(card, label=texts.SHARE)
        slack.serve_http(f"{one.url}/slack/events")
        await slack.deliver_again(press)
        await settled(one)
        await settled(two)
        assert len(slack.visible("C_WORLD", "U_BOB")) == 1


async def test_a_public_card_turns_for_its_asker_and_is_copied_for_others(
    slack: SlackWorkspace, desk_in_slack: Running
) -> None:
    card = await (await slack.command("/sco", "timeline 2025 public")).first()
    await slack.click(card, label=texts.ON.format(page=2), user="U_BOB")
    await settled(desk_in_slack)
    assert "page 1 of" in card.plain
    copies = [m for m in slack.visible("C_WORLD", "U_BOB") if m.ephemeral_to == "U_BOB"]
    assert len(copies) == 1 and "page 2 of" in copies[0].plain
    await slack.click(card, label=texts.ON.format(page=2))
    await settled(desk_in_slack)
    assert "page 2 of" in card.plain and not card.is_ephemeral


async def test_a_mention_is_answered_in_its_thread_for_everyone(slack: SlackWorkspace, desk_in_slack: Running) -> None:
    answer = await slack.mention("members 2016")
    card = await answer.first()
    assert answer.asked and card.thread_ts == answer.asked.ts and not card.is_ephemeral
    assert "6 members" in card.plain


async def test_a_mention_within_a_thread_stays_in_it(slack: SlackWorkspace, desk_in_slack: Running) -> None:
    start = slack.say("what about 2016?", "U_BOB", "C_WORLD")
    card = await (await slack.mention("members 2016", thread_ts=start.ts)).first()
    assert card.thread_ts == start.ts


async def test_a_mention_alone_gets_the_start_card(slack: SlackWorkspace, desk_in_slack: Running) -> None:
    card = await (await slack.mention("")).first()
    assert "members 2016" in card.plain


async def test_a_mention_that_cannot_be_read_is_answered_for_its_author_only(
    slack: SlackWorkspace, desk_in_slack: Running
) -> None:
    card = await (await slack.mention("frobnicate")).first()
    assert card.ephemeral_to == "U_ALICE"


async def test_a_redelivered_mention_is_answered_once(slack: SlackWorkspace, desk_in_slack: Running) -> None:
    answer = await slack.mention("members 2016")
    await answer.first()
    await slack.deliver_again(answer)
    await settled(desk_in_slack)
    assert len(answer.messages) == 1


async def test_a_mention_redelivered_to_another_replica_is_answered_once(slack: SlackWorkspace, own_sco: Store) -> None:
    async with replica(slack, own_sco) as one, replica(slack, own_sco) as two:
        answer = await slack.mention("members 2014")
        await answer.first()
        slack.serve_http(f"{one.url}/slack/events")
        await slack.deliver_again(answer)
        await settled(one)
        await settled(two)
        assert len(answer.messages) == 1


async def test_a_direct_message_is_answered_there_without_a_thread(
    slack: SlackWorkspace, desk_in_slack: Running
) -> None:
    card = await (await slack.direct_message("quote Umarov")).first()
    assert card.thread_ts is None and "Putin-Xi show" in card.plain
    assert texts.SHARE not in card.labels and texts.COPY not in card.labels


async def test_the_desk_does_not_answer_bots_edits_and_itself(slack: SlackWorkspace, desk_in_slack: Running) -> None:
    base = {"type": "message", "channel": "D_U_ALICE", "channel_type": "im", "user": "U_ALICE", "text": "members"}
    for number, more in enumerate(
        ({"bot_id": "B1"}, {"subtype": "message_changed"}, {"user": "U_DESK_SUMMIT"}, {"channel_type": "channel"})
    ):
        await slack.event({**base, "ts": f"1.{number}", "event_ts": f"1.{number}", **more})
    await settled(desk_in_slack)
    assert not [call for call in slack.calls if call.method.startswith("chat.")]


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
async def test_a_message_with_a_file_or_out_of_a_thread_is_answered_once(
    slack: SlackWorkspace, desk_in_slack: Running, subtype: str
) -> None:
    said = {"type": "message", "channel": slack.world.direct_channel("U_ALICE").id, "channel_type": "im"}
    said |= {"user": "U_ALICE", "text": "members 2016", "subtype": subtype, "ts": "1.1", "event_ts": "1.1"}
    answer = await slack.event(said)
    await slack.deliver_again(answer)
    await settled(desk_in_slack)
    (card,) = slack.visible("D_U_ALICE", "U_ALICE")
    assert "6 members" in card.plain


async def test_the_home_shows_the_start_card_and_its_buttons_answer_there(
    slack: SlackWorkspace, desk_in_slack: Running
) -> None:
    home = await (await slack.open_home()).home()
    assert "On this day" in home.plain or "24 November" in home.plain
    answer = await slack.click(home, label=next(label for label in home.labels if label.startswith("members")))
    card = await answer.home()
    assert "6 members" in card.plain
    back = await slack.click(card, label=texts.START)
    assert (await back.home()).plain == home.plain


async def test_the_shortcut_verifies_a_message_for_the_one_who_asked(
    slack: SlackWorkspace, desk_in_slack: Running
) -> None:
    said = "“The SCO has become something of a Putin-Xi show”"
    card = await (await slack.shortcut("verify_quote", said)).first()
    assert card.ephemeral_to == "U_ALICE" and "Exact" in card.plain


async def test_a_message_without_text_has_nothing_to_verify(slack: SlackWorkspace, desk_in_slack: Running) -> None:
    card = await (await slack.shortcut("verify_quote", "   ")).first()
    assert card.plain == texts.NO_TEXT


async def test_buttons_work_after_a_restart_and_on_another_replica(slack: SlackWorkspace, own_sco: Store) -> None:
    async with running(slack, open_desk(own_sco), way="socket"):
        card = await (await slack.command("/sco", "timeline 2025")).first()
        long = "verify " + " ".join(f"word{number}" for number in range(80))
        verified = await (await slack.command("/sco", long)).first()
    async with running(slack, open_desk(own_sco), way="http") as other:
        await slack.click(card, label=texts.ON.format(page=2))
        await slack.click(verified, label=texts.SHARE)
        await settled(other)
        assert "page 2 of" in card.plain
        assert len(slack.visible("C_WORLD", "U_BOB")) == 1


async def test_a_button_of_another_version_or_without_its_line_says_so(
    slack: SlackWorkspace, desk_in_slack: Running
) -> None:
    card = await (await slack.command("/sco", "members 2016")).first()
    wanted = {
        "made up": texts.OLD_BUTTON,
        f"sd1t1.1#{token('never kept')}": texts.LOST_LINE,
    }
    for value, sentence in wanted.items():
        card.blocks[-1]["elements"][0]["value"] = value
        card.stored_blocks[-1]["elements"][0]["value"] = value
        answer = await slack.click(card, value=value)
        assert (await answer.first()).plain == sentence


async def test_a_slow_store_is_acknowledged_in_time_and_answered_later(
    slack: SlackWorkspace, own_sco: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(slack, open_desk(own_sco), way="http", patience=0.2) as one:
        loop = asyncio.get_running_loop()
        held = asyncio.Event()
        original = one.asking.desk.answer

        def waiting(request):
            asyncio.run_coroutine_threadsafe(held.wait(), loop).result(10)
            return original(request)

        monkeypatch.setattr(one.asking.desk, "answer", waiting)
        answer = await slack.command("/sco", "members 2013")
        assert answer.is_ok and answer.message is None and answer.ack_ms < 1500
        held.set()
        assert "members" in (await answer.first()).plain


async def test_a_429_is_waited_out_and_a_5xx_is_tried_again(slack: SlackWorkspace, desk_in_slack: Running) -> None:
    slack.fail_next("chat.postMessage", status=429, error="ratelimited", retry_after=1)
    card = await (await slack.mention("members 2016")).first(timeout=5)
    assert "6 members" in card.plain
    slack.fail_next("chat.postMessage", status=503)
    answer = await slack.mention("members 2015")
    assert "members" in (await answer.first(timeout=5)).plain and len(answer.messages) == 1


async def test_a_message_whose_answer_was_lost_is_not_posted_twice(
    slack: SlackWorkspace, desk_in_slack: Running
) -> None:
    slack.cut_next("chat.postMessage")
    answer = await slack.mention("members 2016")
    await answer.first()
    await settled(desk_in_slack)
    assert len(answer.messages) == 1


async def test_a_share_that_is_refused_says_so(slack: SlackWorkspace, desk_in_slack: Running) -> None:
    card = await (await slack.command("/sco", "members 2016")).first()
    slack.fail_next("response_url", status=404, error="no_permission")
    answer = await slack.click(card, label=texts.SHARE)
    await settled(desk_in_slack)
    assert answer.messages and "could not be shared" in answer.messages[-1].plain


async def test_what_is_no_business_of_the_desk_is_acknowledged(slack: SlackWorkspace, desk_in_slack: Running) -> None:
    for answer in (
        await slack.event({"type": "reaction_added", "user": "U_ALICE", "event_ts": "1.1"}),
        await slack.global_shortcut("somebody_elses"),
    ):
        assert answer.is_ok


async def test_the_log_has_a_line_for_each_request_and_no_text(
    slack: SlackWorkspace, desk_in_slack: Running, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="summitdesk")
    await slack.command("/sco", "search plutonium")
    await slack.command("/sco", "plutonium")
    await (await slack.mention("search plutonium")).first()
    await settled(desk_in_slack)
    lines = [record.getMessage() for record in caplog.records if record.name == "summitdesk.desk"]
    assert len(lines) == 3 and all(re.fullmatch(r"slack \S+ [a-z-]+ \d+\.\d ms", line) for line in lines)
    assert "plutonium" not in caplog.text and slack.bot_token not in caplog.text


async def test_the_last_part_of_the_page_before_is_where_back_leads(
    slack: SlackWorkspace, desk_in_slack: Running
) -> None:
    card = await (await slack.command("/sco", "timeline 2025")).first()
    value = pack(Press(act="turn", line="timeline 2025", page=1, sheet=LAST), 255).text
    card.blocks[-1]["elements"][0]["value"] = value
    card.stored_blocks[-1]["elements"][0]["value"] = value
    await slack.click(card, value=value)
    await settled(desk_in_slack)
    assert "page 1 of" in card.plain
