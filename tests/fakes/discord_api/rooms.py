"""Guilds, channels and messages as Discord's REST serves them to the bot: who may read and write, and what was posted.

https://docs.discord.com/developers/resources/message
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from . import payloads, rights
from .answers import Answer, Watch
from .payloads import Json
from .rules import edit_rules
from .sessions import Sessions
from .wire import BODY, Refusal, answered, empty

NONCES = 180.0
"""Seconds for which a nonce is held: Discord says "a few minutes"."""

WITHOUT_MESSAGES = (4, 14, 15, 16)
"""Types of channel that take no messages: category, directory, forum, media."""


@dataclass(frozen=True)
class Post:
    """A message that was created under a nonce, counted once for each that was really created."""

    key: str
    channel: str
    message: str


class Rooms:
    """The routes of guilds, channels and messages, and what Discord holds behind them."""

    def __init__(self, sessions: Sessions, *, channels: dict[str, Json], watch: Watch) -> None:
        self.sessions = sessions
        self.channels = channels
        self.watch = watch
        self.listening: list[Answer] = []
        self.messages: dict[str, Json] = {}
        self.posts: list[Post] = []
        self.nonce_window = NONCES
        self.closed_to: set[str] = set()
        self.without_access: set[str] = {payloads.GROUP_DM}
        self._passed = 0.0
        self._nonces: dict[str, tuple[str, float]] = {}

    def now(self) -> float:
        """Seconds on the server's clock, which `pass_time` moves."""
        return time.monotonic() + self._passed

    def pass_time(self, seconds: float) -> None:
        """Let time go by on the server alone, for deadlines, nonces and lifetimes of tokens."""
        self._passed += seconds

    def room_routes(self) -> list[tuple[str, str, Any]]:
        """The routes of this file."""
        return [
            ("GET", "/guilds/{guild}", self._get_guild),
            ("GET", "/guilds/{guild}/members/{user}", self._get_member),
            ("GET", "/channels/{channel}", self._get_channel),
            ("POST", "/channels/{channel}/typing", self._typing),
            ("POST", "/channels/{channel}/messages", self._post_message),
            ("GET", "/channels/{channel}/messages", self._get_messages),
            ("GET", "/channels/{channel}/messages/{message}", self._get_message),
            ("PATCH", "/channels/{channel}/messages/{message}", self._patch_message),
            ("DELETE", "/channels/{channel}/messages/{message}", self._delete_message),
            ("POST", "/users/@me/channels", self._open_direct_channel),
        ]

    def permissions(self, channel: Json, user: str) -> int:
        """What somebody may do in a channel; everything where it is of no guild that we know."""
        guild = self.sessions.guilds.get(channel.get("guild_id", ""))
        return rights.permissions(guild, channel, user, self.channels) if guild else rights.ALL

    def direct_channel(self, user: Json) -> Json:
        """The channel between the bot and this user, opened on first need."""
        for one in self.channels.values():
            if one["type"] == 1 and one["recipients"][0]["id"] == user["id"]:
                return one
        opened = payloads.direct_channel(payloads.snowflake(), of=user)
        self.channels[opened["id"]] = opened
        return opened

    def _guild(self, request: web.Request) -> Json:
        found = self.sessions.guilds.get(request.match_info["guild"])
        if found is None:
            raise Refusal(404, 10004, "Unknown Guild")
        return found

    async def _get_guild(self, request: web.Request) -> web.Response:
        beside = {"channels", "threads", "members", "member_count", "presences", "voice_states", "joined_at"}
        return answered({key: value for key, value in self._guild(request).items() if key not in beside})

    async def _get_member(self, request: web.Request) -> web.Response:
        user = request.match_info["user"]
        for one in self._guild(request)["members"]:
            if one["user"]["id"] == user:
                return answered({key: value for key, value in one.items() if key != "permissions"})
        raise Refusal(404, 10007, "Unknown Member")

    def _channel(self, request: web.Request) -> Json:
        found = self.channels.get(request.match_info["channel"])
        if found is None:
            raise Refusal(404, 10003, "Unknown Channel")
        closed = "guild_id" in found and found["guild_id"] not in self.sessions.guilds
        if closed or found["id"] in self.without_access or not self._may(found, rights.VIEW):
            raise Refusal(403, 50001, "Missing Access")
        return found

    def _may(self, channel: Json, right: int) -> bool:
        return bool(self.permissions(channel, payloads.APPLICATION) & right)

    async def _get_channel(self, request: web.Request) -> web.Response:
        return answered(self._channel(request))

    async def _typing(self, request: web.Request) -> web.Response:
        self._channel(request)
        return empty()

    async def _post_message(self, request: web.Request) -> web.Response:
        channel, body = self._channel(request), request[BODY]
        self._writable(channel)
        if not any(body.get(key) for key in ("content", "embeds", "components", "attachments", "sticker_ids", "poll")):
            raise Refusal(400, 50006, "Cannot send an empty message")
        nonce, before = str(body.get("nonce")), self._nonces.get(str(body.get("nonce")))
        if body.get("enforce_nonce") and before and self.now() - before[1] < self.nonce_window:
            return answered({**self.messages[before[0]], "nonce": body["nonce"]})
        made = payloads.message(body, channel=channel["id"], author=payloads.BOT)
        self.messages[made["id"]] = {key: value for key, value in made.items() if key != "nonce"}
        if body.get("nonce") is not None:
            self._nonces[nonce] = (made["id"], self.now())
            self.posts.append(Post(nonce, channel["id"], made["id"]))
        for answer in [one for one in self.listening if one.payload.get("channel_id") == channel["id"]]:
            answer.messages.append(body)
            answer.held_messages.append(made)
        where = {"guild_id": channel["guild_id"]} if "guild_id" in channel else {}
        await self.sessions.dispatch("MESSAGE_CREATE", {**made, **where}, guild=channel.get("guild_id"))
        return answered(made)

    def _writable(self, channel: Json) -> None:
        """Refuse what the bot may not write, or nobody can."""
        if channel["type"] == 1 and channel["recipients"][0]["id"] in self.closed_to:
            raise Refusal(403, 50007, "Cannot send messages to this user")
        if channel["type"] in WITHOUT_MESSAGES:
            raise Refusal(400, 50008, "Cannot send messages in a non-text channel")
        is_thread = channel["type"] in rights.THREADS
        if not self._may(channel, rights.SEND_IN_THREADS if is_thread else rights.SEND):
            raise Refusal(403, 50013, "Missing Permissions")
        if is_thread and channel["thread_metadata"]["locked"]:
            raise Refusal(403, 160005, "Thread is locked")

    async def _get_messages(self, request: web.Request) -> web.Response:
        """A page of the history, the newest first; empty, not refused, where the history may not be read."""
        channel, asked = self._channel(request), request.query
        if not self._may(channel, rights.HISTORY):
            return answered([])
        found = [one for one in self.messages.values() if one["channel_id"] == channel["id"]]
        found.sort(key=lambda one: int(one["id"]))
        limit = int(asked.get("limit", 50))
        if "after" in asked:
            found = [one for one in found if int(one["id"]) > int(asked["after"])][:limit]
        elif "before" in asked:
            found = [one for one in found if int(one["id"]) < int(asked["before"])][-limit:]
        return answered(found[-limit:][::-1])

    def _message(self, request: web.Request) -> Json:
        channel, found = self._channel(request), self.messages.get(request.match_info["message"])
        if found is None or found["channel_id"] != channel["id"]:
            raise Refusal(404, 10008, "Unknown Message")
        return found

    async def _get_message(self, request: web.Request) -> web.Response:
        return answered(self._message(request))

    async def _patch_message(self, request: web.Request) -> web.Response:
        found = self._message(request)
        if found["author"]["id"] != payloads.APPLICATION:
            raise Refusal(403, 50005, "Cannot edit a message authored by another user")
        changed = payloads.edited(found, request[BODY])
        if faults := edit_rules(changed):
            raise Refusal(400, 50035, f"Invalid Form Body: {'; '.join(faults)}")
        self.messages[found["id"]] = changed
        return answered(changed)

    async def _delete_message(self, request: web.Request) -> web.Response:
        del self.messages[self._message(request)["id"]]
        return empty()

    async def _open_direct_channel(self, request: web.Request) -> web.Response:
        id = str(request[BODY]["recipient_id"])
        known = {one["id"]: one for one in (payloads.ALICE, payloads.BOB, payloads.CHARLIE)}
        return answered(self.direct_channel(known.get(id) or payloads.user(id, f"user{id[-4:]}")))
