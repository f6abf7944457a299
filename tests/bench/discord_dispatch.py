"""Discord's dispatch path, in one process: an interaction as JSON in, the callback's body out, nothing sent.

The desk answers `/members as_of:2016`, bare discord.py a constant card of the same components.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from datetime import UTC, datetime
from typing import Any

import discord
from conftest import open_desk
from discord import app_commands
from discord.webhook import async_ as webhook
from fakes.discord_api import payloads

from adapters.asking import Asking
from adapters.discord.cards import view
from adapters.discord.client import open_client
from adapters.discord.render import to_message
from adapters.pressing import Place
from adapters.work import Work
from bot.contract import Request
from data.store import Store

ROUNDS, REQUESTS, WARMING = 4, 1500, 300


class Sent:
    """Takes what would be sent, as the library has written it."""

    def __init__(self) -> None:
        self.last = b""
        self.arrived = asyncio.Event()

    async def request(self, route: Any, session: Any, *, payload: Any = None, **_: Any) -> Any:
        self.last = json.dumps(payload).encode()
        self.arrived.set()
        return {"interaction": {"id": "1", "type": 2, "response_message_loading": False}}


class Bare(discord.AutoShardedClient):
    """discord.py as its documentation shows it, with one command that answers a card that is ready."""

    def __init__(self, components: list[dict[str, Any]]) -> None:
        super().__init__(intents=discord.Intents.none(), max_messages=None)
        self.tree = app_commands.CommandTree(self)
        made = view(components)

        async def members(interaction: discord.Interaction, as_of: str) -> None:
            await interaction.response.send_message(view=made, allowed_mentions=discord.AllowedMentions.none())

        self.tree.command(name="members")(members)


def ready(client: discord.AutoShardedClient) -> discord.AutoShardedClient:
    """As if it were connected."""
    client._connection.user = discord.ClientUser(state=client._connection, data=payloads.BOT)  # type: ignore[attr-defined]
    client._connection.application_id = 1  # type: ignore[assignment]
    client.loop = client._connection.loop = client.http.loop = asyncio.get_running_loop()  # type: ignore[misc]
    return client


def interaction(number: int) -> dict[str, Any]:
    return {
        "id": str(10**18 + number), "application_id": "1", "type": 2, "token": f"t{number}", "version": 1,
        "channel_id": "7", "channel": {"id": "7", "type": 1}, "user": payloads.ALICE,
        "locale": "en-US", "entitlements": [], "app_permissions": "0", "context": 1,
        "authorizing_integration_owners": {}, "attachment_size_limit": 1,
        "data": {"id": "5", "name": "members", "type": 1, "options": [{"name": "as_of", "type": 3, "value": "2016"}]},
    }  # fmt: skip


async def one(client: discord.AutoShardedClient, sent: Sent, number: int) -> float:
    text = json.dumps(interaction(number))
    sent.arrived.clear()
    started = time.perf_counter()
    client._connection.parsers["INTERACTION_CREATE"](json.loads(text))
    await asyncio.wait_for(sent.arrived.wait(), 5)
    taken = (time.perf_counter() - started) * 1000
    assert b"SCO members" in sent.last, sent.last[:500]
    return taken


async def compare(url: str) -> None:
    """Print medians, and the throughput of ours as a share of the bare one's."""
    sent = Sent()
    webhook.AsyncWebhookAdapter.request = lambda _, *given, **named: sent.request(*given, **named)  # type: ignore[method-assign, assignment]
    asking = Asking(open_desk(Store(url)), clock=lambda: datetime.now(UTC))
    await asking.refresh()
    reply = asking.desk.answer(Request(command="members", options={"as_of": "2016"}, now=asking.clock()))
    card = to_message(reply, Place(private=False, asker=payloads.ALICE["id"]))
    clients = {
        "bare": ready(Bare(card.components)),
        "ours": ready(open_client(asking, Work(), new_reference=lambda: "r")),
    }
    times: dict[str, list[float]] = {"bare": [], "ours": []}
    number = 0
    for round in range(ROUNDS):
        for kind, client in clients.items():
            for _ in range(REQUESTS if round else WARMING):
                number += 1
                taken = await one(client, sent, number)
                if round:
                    times[kind].append(taken)
    print("\nDiscord, dispatch path, one at a time")
    for kind, name in (("bare", "bare discord.py, one card"), ("ours", "the desk, members 2016")):
        print(f"  {name:28} median {statistics.median(times[kind]):.2f} ms")
    print(f"  throughput beside bare       {sum(times['bare']) / sum(times['ours']):.0%} (wanted: 60%)")
    asking.close()


if __name__ == "__main__":
    asyncio.run(compare(sys.argv[1]))
