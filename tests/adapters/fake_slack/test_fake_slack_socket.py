"""Socket Mode of the fake Slack: connections, deadlines, redelivery."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from aiohttp import ClientSession, WSMsgType
from fake_slack_tools import error_of, frame_on, said_on, section, socket_of
from fakes.slack import FAILED, OK, TIMEOUT, SlackWorkspace
from slack_sdk.web.async_client import AsyncWebClient


async def test_a_ticket_opens_one_connection(slack: SlackWorkspace) -> None:
    opened = await AsyncWebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)
    async with ClientSession() as session:
        async with session.ws_connect(opened["url"]) as ws:
            hello = await ws.receive_json(timeout=2)
            assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        async with session.get(opened["url"].replace("ws", "http", 1)) as response:
            assert response.status == 403


async def test_a_command_over_a_socket_is_escaped_and_answered(slack: SlackWorkspace) -> None:
    async with socket_of(slack) as ws:
        asking = asyncio.create_task(slack.command("/sco", "R&D <b> @bob #world https://x.org @here @nobody"))
        envelope = await said_on(ws)
        await ws.send_json(
            {"envelope_id": envelope["envelope_id"], "payload": {"text": "hi", "blocks": [section("b")]}}
        )
        answer = await asking
    text = "R&amp;D &lt;b&gt; <@U_BOB|bob> <#C_WORLD|world> <https://x.org> <!here> @nobody"
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert (envelope["payload"]["text"], envelope["payload"]["channel_name"]) == (text, "world")
    assert answer.is_ok and answer.message is not None
    assert (answer.message.text, answer.message.plain, answer.message.ephemeral_to) == ("hi", "b", "U_ALICE")
    assert 0 < answer.ack_ms < 250
    assert slack.socket.acks[0].payload["text"] == "hi"


async def test_an_answer_slack_would_refuse_is_an_error_to_the_user(slack: SlackWorkspace) -> None:
    async with socket_of(slack) as ws:
        asking = asyncio.create_task(slack.command("/sco"))
        envelope = await said_on(ws)
        await ws.send_json({"envelope_id": envelope["envelope_id"], "payload": {"blocks": [section("")]}})
        answer = await asking
    assert (answer.status, answer.refusals[0].error) == ("invalid_command_response", "invalid_blocks")
    assert slack.visible("C_WORLD", "U_ALICE") == []


async def test_a_late_acknowledgement_is_seen_as_late(slack: SlackWorkspace) -> None:
    async with socket_of(slack) as ws:
        asking = asyncio.create_task(slack.command("/sco"))
        envelope = await said_on(ws)
        answer = await asking
        await ws.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "late"}})
        await ws.send_json({"envelope_id": "unheard-of"})
        late, unknown = await slack.until(lambda: slack.socket.acks[:2] if len(slack.socket.acks) > 1 else None)
    assert (answer.status, slack.socket.unacked) == (TIMEOUT, [envelope["envelope_id"]])
    assert (late.is_late, unknown.is_known) == (True, False)
    assert slack.visible("C_WORLD", "U_ALICE") == []


async def test_without_a_connection_a_command_fails(slack: SlackWorkspace) -> None:
    assert (await slack.command("/sco")).status == FAILED


async def test_an_event_comes_again_with_its_number_and_reason(slack: SlackWorkspace) -> None:
    async with socket_of(slack) as ws:
        asking = asyncio.create_task(slack.mention("hello @bob", "U_BOB"))
        first = await said_on(ws)
        answer = await asking
        again = asyncio.create_task(slack.deliver_again(answer))
        second = await said_on(ws)
        await ws.send_json({"envelope_id": second["envelope_id"]})
        await again
    assert (first["retry_attempt"], first["retry_reason"], first["accepts_response_payload"]) == (0, "", False)
    assert (second["retry_attempt"], second["retry_reason"]) == (1, "timeout")
    assert first["payload"] == second["payload"] and first["envelope_id"] != second["envelope_id"]
    assert first["payload"]["event"]["text"] == "<@U_DESK_SUMMIT> hello <@U_BOB>"
    assert [outcome.status for outcome in answer.attempts] == [TIMEOUT, OK]


async def test_a_command_can_come_twice_in_the_same_envelope(slack: SlackWorkspace) -> None:
    async with socket_of(slack) as ws:
        asking = asyncio.create_task(slack.command("/sco"))
        first = await said_on(ws)
        again = asyncio.create_task(slack.deliver_again(await asking))
        second = await said_on(ws)
        await again
    assert first == second


async def test_payloads_go_to_one_connection_each_and_ten_are_enough(slack: SlackWorkspace) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(10):
            await stack.enter_async_context(socket_of(slack))
        await slack.socket.connected(10)
        opened = await AsyncWebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)
        session = await stack.enter_async_context(ClientSession())
        ws = await stack.enter_async_context(session.ws_connect(opened["url"]))
        assert (await ws.receive_json(timeout=2))["reason"] == "too_many_websockets"
        await asyncio.gather(*[slack.command("/sco") for _ in range(20)])
        assert [len(connection.envelopes) for connection in slack.socket.connections] == [2] * 10


async def test_a_connection_can_be_closed_reset_or_left_half_open(slack: SlackWorkspace) -> None:
    async with socket_of(slack) as warned, socket_of(slack) as closed, socket_of(slack) as broken:
        first, second, third = slack.socket.connections
        await slack.socket.send_disconnect("warning", first)
        assert (await said_on(warned))["reason"] == "warning"
        await slack.socket.close(second)
        assert (await frame_on(closed)).type is WSMsgType.CLOSE
        slack.socket.reset(third)
        assert (await frame_on(broken)).type in (WSMsgType.ERROR, WSMsgType.CLOSED)
        await warned.ping(b"alive?")
        assert (await frame_on(warned)).type is WSMsgType.PONG
        slack.socket.half_open(first)
        await warned.ping(b"and now?")
        with pytest.raises(TimeoutError):
            await warned.receive(timeout=0.1)
        assert not warned.closed
        assert (await slack.command("/sco")).status == TIMEOUT


async def test_opening_a_connection_can_be_refused(slack: SlackWorkspace) -> None:
    slack.fail_next("apps.connections.open", error="internal_error", times=2)
    client = AsyncWebClient(base_url=slack.api_url)
    for _ in range(2):
        assert await error_of(client.apps_connections_open(app_token=slack.app_token)) == "internal_error"
    assert (await client.apps_connections_open(app_token=slack.app_token))["url"].startswith("ws://127.0.0.1:")
