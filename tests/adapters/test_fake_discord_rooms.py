"""The stand-in's channels and messages keep Discord's rules: nonces, histories, edits, permissions, limits, faults."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from fakes.discord_api import schemas
from fakes.discord_api.gateway import FakeDiscord
from fakes.discord_api.payloads import ALICE, APPLICATION, GENERAL, GUILD
from fakes.discord_api.serving import serving

POSTS = f"/channels/{GENERAL}/messages"
V2 = 1 << 15
LAYOUT = [{"type": 10, "content": "a card"}]
ROW = {"type": 1, "components": [{"type": 2, "style": 2, "label": "Go", "custom_id": "go"}]}


class Client:
    """A bot of one line: `await client("GET", "/users/@me")` is the status and the JSON."""

    def __init__(self, session: aiohttp.ClientSession, server: FakeDiscord) -> None:
        self._session, self._server = session, server

    async def __call__(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        headers = {"Authorization": f"Bot {self._server.token}"}
        url = f"{self._server.base}{path}"
        async with self._session.request(method, url, json=body, headers=headers) as answer:
            return answer.status, await answer.json()


@pytest.fixture
async def server() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord(check=schemas.check) as opened:
        yield opened


@pytest.fixture
async def client(server: FakeDiscord) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as session:
        yield Client(session, server)


def post(key: str | None = None, content: str = "hello") -> dict[str, Any]:
    return {"content": content, **({"nonce": key, "enforce_nonce": True} if key else {})}


async def test_a_nonce_is_held_for_its_author_some_minutes(server: FakeDiscord, client: Client) -> None:
    other = await server.add_channel("other")
    first = (await client("POST", POSTS, post("k1")))[1]
    assert (await client("POST", f"/channels/{other}/messages", post("k1", "again")))[1]["id"] == first["id"]
    server.pass_time(server.rest.nonce_window)
    assert (await client("POST", POSTS, post("k1")))[1]["id"] != first["id"]
    assert [one.key for one in server.posts] == ["k1", "k1"]
    assert "nonce" in first and "nonce" not in (await client("GET", f"{POSTS}/{first['id']}"))[1]


async def test_a_history_is_paged_from_the_newest_or_after_a_message(client: Client) -> None:
    ids = [(await client("POST", POSTS, post()))[1]["id"] for _ in range(4)]

    async def listed(query: str) -> list[str]:
        return [one["id"] for one in (await client("GET", f"{POSTS}?{query}"))[1]]

    assert await listed("limit=2") == [ids[3], ids[2]]
    assert await listed(f"limit=2&after={ids[0]}") == [ids[2], ids[1]]
    assert await listed(f"before={ids[2]}") == [ids[1], ids[0]]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"flags": V2, "content": None, "components": LAYOUT}, 200),
        ({"flags": V2, "components": LAYOUT}, 400),
        ({"content": None, "components": LAYOUT}, 400),
        ({"components": [ROW]}, 200),
    ],
)
async def test_a_message_becomes_a_layout_only_as_a_whole(client: Client, change: dict[str, Any], status: int) -> None:
    held = (await client("POST", POSTS, {**post(), "components": [ROW]}))[1]
    answer = await client("PATCH", f"{POSTS}/{held['id']}", change)
    assert answer[0] == status
    if status == 400:
        assert answer[1]["code"] == 50035 and (await client("GET", f"{POSTS}/{held['id']}"))[1] == held


@pytest.mark.parametrize(
    ("denied", "written", "read"),
    [
        ("read_messages", (403, 50001), (403, 50001)),
        ("send_messages", (403, 50013), (200, None)),
        ("read_message_history", (200, None), (200, None)),
    ],
)
async def test_what_the_bot_may_not_do_is_refused(
    server: FakeDiscord, client: Client, denied: str, written: tuple[int, Any], read: tuple[int, Any]
) -> None:
    await client("POST", POSTS, post())
    await server.overwrite(GENERAL, APPLICATION, deny=[denied])
    status, said = await client("POST", POSTS, post())
    assert (status, said.get("code")) == written
    status, said = await client("GET", POSTS)
    assert (status, said["code"] if status != 200 else None) == read
    assert denied != "read_message_history" or said == []


async def test_what_is_gone_is_not_found(server: FakeDiscord, client: Client) -> None:
    await server.delete_channel(GENERAL)
    assert [(await client("POST", POSTS, post()))[1]["code"], (await client("GET", POSTS))[1]["code"]] == [10003, 10003]
    assert (await client("GET", f"/guilds/{GUILD}/members/1"))[1]["code"] == 10007
    await server.leave(GUILD)
    assert (await client("GET", f"/guilds/{GUILD}"))[1]["code"] == 10004


async def test_a_server_tells_its_roles_and_a_member_theirs(server: FakeDiscord, client: Client) -> None:
    role = await server.grant(APPLICATION, "manage_threads")
    guild = (await client("GET", f"/guilds/{GUILD}"))[1]
    member = (await client("GET", f"/guilds/{GUILD}/members/{APPLICATION}"))[1]
    assert [one["id"] for one in guild["roles"]] == [GUILD, role] and member["roles"] == [role]
    assert guild["owner_id"] == ALICE["id"] and "channels" not in guild


async def test_too_many_requests_of_a_second_are_refused_for_all_routes(server: FakeDiscord, client: Client) -> None:
    server.ceiling.limit = 3
    answers = [await client("GET", path) for path in ("/users/@me", POSTS, "/users/@me", f"/guilds/{GUILD}")]
    assert [status for status, _ in answers] == [200, 200, 200, 429]
    assert answers[3][1]["global"] and 0 < answers[3][1]["retry_after"] <= 1
    assert (await client("POST", "/interactions/1/token/callback", {"type": 6}))[0] == 404
    server.pass_time(1)
    assert (await client("GET", POSTS))[0] == 200


async def test_what_was_taken_can_fail_all_the_same(server: FakeDiscord, client: Client) -> None:
    server.fail("POST", POSTS, status=500, taken=True)
    assert (await client("POST", POSTS, post("k1")))[0] == 500
    server.fail("POST", POSTS, status="reset", taken=True)
    with pytest.raises(aiohttp.ClientError):
        await client("POST", POSTS, post("k2"))
    server.delay("POST", POSTS, 0.05)
    assert (await client("POST", POSTS, post("k3")))[0] == 200
    server.fail("POST", POSTS, status=500)
    await client("POST", POSTS, post("k4"))
    assert [one.key for one in server.posts] == ["k1", "k2", "k3"]


ANOTHER = """
import sys, urllib.request
asked = urllib.request.Request(sys.argv[1], data=b'{"content": "from afar", "nonce": "k1", "enforce_nonce": true}',
    headers={"Authorization": "Bot " + sys.argv[2], "Content-Type": "application/json"})
print(urllib.request.urlopen(asked).status)
"""


def test_other_processes_reach_it_in_a_thread_of_its_own() -> None:
    with serving(FakeDiscord()) as server:
        command = [sys.executable, "-c", ANOTHER, f"{server.base}{POSTS}", server.token]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert said.strip() == "200" and [one.key for one in server.posts] == ["k1"]
