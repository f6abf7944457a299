"""What the desk posts by itself: once, first as text and then as a card, and every failure with its reason."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from discord_driver import buttons, shown
from fakes.discord_api import payloads
from fakes.discord_api.gateway import FakeDiscord
from fakes.discord_api.payloads import APPLICATION, BOB, BOT, GENERAL, GUILD

from adapters.asking import Asking
from adapters.discord import posting
from adapters.discord.posting import DiscordSender
from adapters.discord.running import DiscordAdapter
from adapters.pressing import unpack
from adapters.work import Work
from bot.contract import Reply, Request
from bot.sender import SendFailed, SendUnknown, Sent, Target
from bot.settings import Discord
from bot.texts import platforms

KEY = "abcdefghij234567"
HERE = Target(platform="discord", workspace=GUILD, channel=GENERAL)
POSTS = f"/channels/{GENERAL}/messages"
EDITS = f"{POSTS}/*"
V2 = 1 << 15
NOTICE = Reply(kind="help", title="Paused", lead="The schedule was paused.")


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses between our tries take no time."""
    monkeypatch.setattr(posting, "PAUSES", (0.0,) * len(posting.PAUSES))
    monkeypatch.setattr(posting, "EDIT_PAUSES", (0.0,) * len(posting.EDIT_PAUSES))


@pytest.fixture
async def sender(api: FakeDiscord, asking: Asking) -> AsyncIterator[DiscordSender]:
    """The sender of an app that is not connected to the gateway."""
    opened = DiscordSender(api.token, api=api.base, keep=asking.keep, clock=asking.clock)
    yield opened
    await opened.close()


@pytest.fixture
async def card(asking: Asking) -> Reply:
    """An answer, as it would be posted."""
    return await asking.answer(Request(text="members 2016", now=datetime(2026, 11, 24, tzinfo=UTC)))


def keys(held: payloads.Json) -> set[str]:
    """The keys that the buttons of a message carry."""
    return {found.press.post for carried in buttons(held).values() if (found := unpack(carried))}


async def test_a_post_is_its_lead_and_then_the_card(api: FakeDiscord, sender: DiscordSender, card: Reply) -> None:
    sent = await sender.send(HERE, card, KEY)
    created, edit = api.asked("POST", POSTS)[0].json, api.asked("PATCH", f"{POSTS}/{sent.message}")[0].json
    assert (created["content"], created["nonce"], created["enforce_nonce"]) == (card.lead, KEY, True)
    assert "flags" not in created and created["allowed_mentions"] == {"parse": []}
    assert [b["label"] for b in created["components"][0]["components"]] == [platforms.CITE]
    assert (edit["content"], edit["flags"], edit["allowed_mentions"]) == (None, V2, {"parse": []})
    held = api.rest.messages[sent.message]
    assert held["content"] == "" and shown(held).startswith("## SCO members") and keys(held) == {KEY}
    assert sent == Sent(message=held["id"], link=f"https://discord.com/channels/{GUILD}/{GENERAL}/{held['id']}")


async def test_nothing_but_rest_is_needed(api: FakeDiscord, sender: DiscordSender, card: Reply) -> None:
    api.refuse_gateway(99)
    api.refuse_lookup(99)
    await sender.send(HERE, card, KEY)
    assert api.sessions.opened == 0 and [one.key for one in api.posts] == [KEY]


async def test_the_same_key_is_posted_once(api: FakeDiscord, sender: DiscordSender, card: Reply) -> None:
    first = await sender.send(HERE, card, KEY)
    api.pass_time(sender.repeatable.total_seconds())
    assert await sender.send(HERE, card, KEY) == first
    await sender.send(HERE, card, "another2")
    assert [one.key for one in api.posts] == [KEY, "another2"]


async def test_a_card_without_buttons_still_carries_its_key(api: FakeDiscord, sender: DiscordSender) -> None:
    sent = await sender.send(HERE, NOTICE, KEY)
    held = api.rest.messages[sent.message]
    assert keys(held) == {KEY} and list(buttons(held)) == ["Help"]
    assert await sender.find(HERE, KEY, datetime.now(UTC)) == sent


async def test_a_long_lead_is_cut_to_what_a_message_holds(api: FakeDiscord, sender: DiscordSender) -> None:
    await sender.send(HERE, Reply(kind="help", title="Long", lead="word " * 900), KEY)
    assert 1900 < len(api.asked("POST", POSTS)[0].json["content"]) <= 2000


async def test_lines_too_long_for_a_button_are_kept_before_it_is_sent(
    api: FakeDiscord, sender: DiscordSender, asking: Asking
) -> None:
    line = "verify " + "India and Russia have stood together for a long time " * 3
    long = await asking.answer(Request(text=line, now=datetime(2026, 11, 24, tzinfo=UTC)))
    sent = await sender.send(HERE, long, KEY)
    carried = [unpack(one) for one in buttons(api.rest.messages[sent.message]).values()]
    tokens = [one for one in carried if one and one.token]
    assert tokens and all([await asking.line(one) for one in tokens])


@pytest.mark.parametrize(("status", "code", "tries"), [(503, 0, 3), (400, 50035, 1), ("reset", 0, 3)])
async def test_a_card_that_cannot_be_made_leaves_a_readable_post(
    api: FakeDiscord,
    sender: DiscordSender,
    card: Reply,
    caplog: pytest.LogCaptureFixture,
    status: int | str,
    code: int,
    tries: int,
) -> None:
    api.fail("PATCH", EDITS, status=status, code=code, times=9)
    sent = await sender.send(HERE, card, KEY)
    held = api.rest.messages[sent.message]
    assert (held["content"], keys(held)) == (card.lead, {KEY})
    assert len([one for one in api.requests if one.method == "PATCH"]) == tries
    assert [m.split(":")[0] for m in caplog.messages] == ["a post stayed without its card"]


async def test_a_card_is_made_by_the_third_try(api: FakeDiscord, sender: DiscordSender, card: Reply) -> None:
    api.fail("PATCH", EDITS, status=500, times=2)
    sent = await sender.send(HERE, card, KEY)
    assert api.rest.messages[sent.message]["flags"] == V2


async def test_an_edit_that_hangs_is_given_up(
    api: FakeDiscord, sender: DiscordSender, card: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "EDITING", 0.1)
    api.delay("PATCH", EDITS, 30)
    assert (await sender.send(HERE, card, KEY)).message == api.posts[0].message


async def test_a_person_is_written_to_directly(api: FakeDiscord, sender: DiscordSender, card: Reply) -> None:
    target = Target(platform="discord", workspace=GUILD, user=BOB["id"])
    sent = await sender.send(target, card, KEY)
    channel = api.rest.direct_channel(BOB)["id"]
    held = api.rest.messages[sent.message]
    assert held["channel_id"] == channel and sent.link == f"https://discord.com/channels/@me/{channel}/{sent.message}"
    assert platforms.COPY not in buttons(held) and keys(held) == {KEY}
    assert await sender.find(target, KEY, datetime.now(UTC)) == sent and await sender.inspect(target) == ()
    api.rest.closed_to.add(BOB["id"])
    with pytest.raises(SendFailed) as failed:
        await sender.send(target, card, "another2")
    assert (failed.value.reason, failed.value.permanent) == ("refused", True)


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [
        (404, 10003, "gone"),
        (403, 50013, "forbidden"),
        (403, 50001, "forbidden"),
        (400, 50035, "refused"),
        (403, 160005, "archived"),
        (401, 0, "down"),
        (403, 0, "down"),
        (404, 0, "down"),
    ],
)
async def test_what_discord_refuses_has_a_reason_and_is_not_tried_again(
    api: FakeDiscord, sender: DiscordSender, card: Reply, status: int, code: int, reason: str
) -> None:
    api.fail("POST", POSTS, status=status, code=code, times=9)
    with pytest.raises(SendFailed) as failed:
        await sender.send(HERE, card, KEY)
    assert (failed.value.reason, failed.value.missing) == (reason, ())
    assert failed.value.detail.startswith(f"{status} {code}")
    assert len(api.asked("POST", POSTS)) == 1 and not api.posts


async def test_a_bad_token_is_not_the_channels_fault(api: FakeDiscord, asking: Asking, card: Reply) -> None:
    sender = DiscordSender("another token", api=api.base, keep=asking.keep, clock=asking.clock)
    with pytest.raises(SendFailed) as failed:
        await sender.send(HERE, card, KEY)
    assert (failed.value.reason, failed.value.permanent) == ("down", False)
    await sender.close()


async def test_a_permission_that_was_taken_away_is_named(api: FakeDiscord, sender: DiscordSender, card: Reply) -> None:
    await api.overwrite(GENERAL, APPLICATION, deny=["send_messages"])
    with pytest.raises(SendFailed) as failed:
        await sender.send(HERE, card, KEY)
    assert (failed.value.reason, failed.value.missing) == ("forbidden", ("Send Messages",))
    await api.overwrite(GENERAL, APPLICATION)
    assert (await sender.send(HERE, card, KEY)).message == api.posts[0].message


async def test_a_server_without_the_app_is_told_apart(api: FakeDiscord, sender: DiscordSender, card: Reply) -> None:
    await api.leave(GUILD)
    with pytest.raises(SendFailed) as failed:
        await sender.send(HERE, card, KEY)
    assert failed.value.reason == "uninstalled"


async def test_a_deleted_channel_is_gone(api: FakeDiscord, sender: DiscordSender, card: Reply) -> None:
    await api.delete_channel(GENERAL)
    for asked in (sender.send(HERE, card, KEY), sender.find(HERE, KEY, datetime.now(UTC)), sender.inspect(HERE)):
        with pytest.raises(SendFailed) as failed:
            await asked
        assert failed.value.reason == "gone"


@pytest.mark.parametrize(("seconds", "is_global"), [(40.5, False), (40.5, True), (5.5, False), (5.5, True)])
async def test_a_long_pause_is_told_and_not_slept_through(
    api: FakeDiscord, sender: DiscordSender, card: Reply, seconds: float, is_global: bool
) -> None:
    api.limit("POST", POSTS, retry_after=seconds, is_global=is_global)
    with pytest.raises(SendFailed) as failed:
        await sender.send(HERE, card, KEY)
    assert (failed.value.reason, failed.value.retry_after, failed.value.permanent) == ("busy", seconds, False)
    assert len(api.requests) == 1


async def test_while_all_are_too_many_none_is_sent(api: FakeDiscord, sender: DiscordSender, card: Reply) -> None:
    api.limit("POST", POSTS, retry_after=40.0, is_global=True)
    for _ in range(3):
        with pytest.raises(SendFailed) as failed:
            await sender.send(HERE, card, KEY)
        assert failed.value.reason == "busy" and 39 < (failed.value.retry_after or 0) <= 40
    assert len(api.requests) == 1


async def test_a_short_pause_is_kept(api: FakeDiscord, sender: DiscordSender, card: Reply) -> None:
    api.limit("POST", POSTS, retry_after=0.05, is_global=True)
    api.limit("PATCH", EDITS, retry_after=0.05)
    sent = await sender.send(HERE, card, KEY)
    assert [one.status for one in api.requests] == [429, 200, 429, 200]
    assert api.rest.messages[sent.message]["flags"] == V2


@pytest.mark.parametrize(("status", "taken"), [(500, True), (502, False), ("reset", True), ("reset", False)])
async def test_what_was_perhaps_taken_is_tried_again_and_posted_once(
    api: FakeDiscord, sender: DiscordSender, card: Reply, status: int | str, taken: bool
) -> None:
    api.fail("POST", POSTS, status=status, taken=taken, times=2)
    sent = await sender.send(HERE, card, KEY)
    assert [(one.key, one.message) for one in api.posts] == [(KEY, sent.message)]
    assert len(api.asked("POST", POSTS)) == 3


async def test_what_never_becomes_clear_is_unknown_until_it_is_looked_for(
    api: FakeDiscord, sender: DiscordSender, card: Reply
) -> None:
    begun = datetime.now(UTC)
    api.fail("POST", POSTS, status="reset", taken=True, times=9)
    with pytest.raises(SendUnknown):
        await sender.send(HERE, card, KEY)
    found = await sender.find(HERE, KEY, begun)
    assert found and [(one.key, one.message) for one in api.posts] == [(KEY, found.message)]


@pytest.mark.parametrize("then", [(403, 50013), (404, 10003), (429, 0)])
async def test_a_refusal_after_a_try_that_was_perhaps_taken_is_no_failure(
    api: FakeDiscord, sender: DiscordSender, card: Reply, then: tuple[int, int]
) -> None:
    api.fail("POST", POSTS, status=500, taken=True)
    if then[0] == 429:
        api.limit("POST", POSTS, retry_after=60)
    api.fail("POST", POSTS, status=then[0], code=then[1])
    with pytest.raises(SendUnknown, match=f"500 .*; then {then[0]}"):
        await sender.send(HERE, card, KEY)
    assert len(api.posts) == 1


async def test_an_answer_that_is_too_late_leaves_it_unknown(
    api: FakeDiscord, sender: DiscordSender, card: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "CREATING", 0.2)
    api.delay("POST", POSTS, 30)
    begun = asyncio.get_running_loop().time()
    with pytest.raises(SendUnknown):
        await sender.send(HERE, card, KEY)
    assert asyncio.get_running_loop().time() - begun < 5 and len(api.posts) == 1


async def test_where_nobody_listens_nothing_was_sent(asking: Asking, card: Reply) -> None:
    sender = DiscordSender("t", api="http://127.0.0.1:1/api/v10", keep=asking.keep, clock=asking.clock)
    for asked in (sender.send(HERE, card, KEY), sender.find(HERE, KEY, datetime.now(UTC)), sender.inspect(HERE)):
        with pytest.raises(SendFailed) as failed:
            await asked
        assert failed.value.reason == "down"
    await sender.close()


async def test_the_adapter_has_one_sender_that_opens_again_after_it_was_closed(
    api: FakeDiscord, asking: Asking, card: Reply
) -> None:
    settings = Discord(token=api.token, server=None, api_url=api.base)
    adapter = DiscordAdapter(settings, asking, Work(), new_reference=lambda: "r0")
    sender = adapter.sender()
    assert adapter.sender() is sender and sender.repeatable == timedelta(minutes=2)
    for key in (KEY, "another2"):
        await sender.send(HERE, card, key)
        await sender.close()
    assert [one.key for one in api.posts] == [KEY, "another2"]


WORKER = f"""
import asyncio, sys
from datetime import UTC, datetime
from adapters.discord.posting import DiscordSender
from bot.contract import Reply
from bot.sender import Target

async def keep(lines): pass
def clock(): return datetime.now(UTC)

async def post():
    sender = DiscordSender(sys.argv[1], api=sys.argv[2], keep=keep, clock=clock)
    target = Target(platform="discord", workspace="{GUILD}", channel="{GENERAL}")
    reply = Reply(kind="help", title="From afar", lead="Another process.", canonical="help")
    print((await sender.send(target, reply, "{KEY}")).message, "discord" in sys.modules)
    await sender.close()

asyncio.run(post())
"""


async def test_another_process_posts_without_a_gateway_and_without_its_library(api: FakeDiscord) -> None:
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WORKER, api.token, api.base, stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[3]
    )
    said, _ = await started.communicate()
    assert said.decode().split() == [api.posts[0].message, "False"]
    assert api.rest.messages[api.posts[0].message]["author"]["id"] == BOT["id"]
