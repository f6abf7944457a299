"""Discord's REST routes under /api/v10, as far as the desk calls them.

https://docs.discord.com/developers/reference
"""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from . import payloads
from .answers import DEADLINE, LIFETIME, Answer, Watch
from .payloads import Json
from .sessions import Sessions

BODY: web.RequestKey[Any] = web.RequestKey("body", object)
"""Where a request keeps its parsed body."""

DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, CHOICES, NEW_MESSAGE, MODAL = 5, 6, 7, 8, 4, 9
USER_INSTALLED_FOLLOWUPS = 5


class Refusal(Exception):
    """An error of Discord's: HTTP status, JSON code, message. https://docs.discord.com/developers/topics/opcodes-and-status-codes."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def answered(body: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """JSON as Discord sends it; discord.py compares the type to exactly `application/json`."""
    text = json.dumps(body, ensure_ascii=False).encode()
    return web.Response(status=status, body=text, headers={"Content-Type": "application/json", **(headers or {})})


def empty() -> web.Response:
    return web.Response(status=204)


class Rest:
    """The routes, and what Discord holds behind them: commands, messages, interactions."""

    def __init__(self, sessions: Sessions, *, channels: dict[str, Json], watch: Watch) -> None:
        self.sessions = sessions
        self.channels = channels
        self.watch = watch
        self.answers: dict[str, Answer] = {}
        self.listening: list[Answer] = []
        self.commands: dict[str | None, list[Json]] = {}
        self.messages: dict[str, Json] = {}
        self.closed_to: set[str] = set()
        self.without_access: set[str] = {payloads.GROUP_DM}
        self._passed = 0.0
        self._nonces: dict[tuple[str, str], str] = {}

    def now(self) -> float:
        """Seconds on the server's clock, which `pass_time` moves."""
        return time.monotonic() + self._passed

    def pass_time(self, seconds: float) -> None:
        """Let time go by on the server alone, for deadlines and lifetimes of tokens."""
        self._passed += seconds

    def routes(self) -> list[web.RouteDef]:
        """Every route; {app} and {token} are checked by none but those who need them."""
        table: list[tuple[str, str, Callable[..., Awaitable[web.Response]]]] = [
            ("GET", "/users/@me", self._me),
            ("GET", "/oauth2/applications/@me", self._application),
            ("GET", "/applications/@me", self._application),
            ("GET", "/gateway/bot", self._gateway),
            ("GET", "/applications/{app}/commands", self._get_commands),
            ("PUT", "/applications/{app}/commands", self._put_commands),
            ("GET", "/applications/{app}/guilds/{guild}/commands", self._get_commands),
            ("PUT", "/applications/{app}/guilds/{guild}/commands", self._put_commands),
            ("POST", "/interactions/{id}/{token}/callback", self._callback),
            ("POST", "/webhooks/{app}/{token}", self._follow_up),
            ("GET", "/webhooks/{app}/{token}/messages/{message}", self._get_response),
            ("PATCH", "/webhooks/{app}/{token}/messages/{message}", self._patch_response),
            ("DELETE", "/webhooks/{app}/{token}/messages/{message}", self._delete_response),
            ("GET", "/channels/{channel}", self._get_channel),
            ("POST", "/channels/{channel}/typing", self._typing),
            ("POST", "/channels/{channel}/messages", self._post_message),
            ("GET", "/channels/{channel}/messages/{message}", self._get_message),
            ("PATCH", "/channels/{channel}/messages/{message}", self._patch_message),
            ("DELETE", "/channels/{channel}/messages/{message}", self._delete_message),
            ("POST", "/users/@me/channels", self._open_direct_channel),
        ]
        return [web.route(method, f"/api/v10{path}", handler) for method, path, handler in table]

    def direct_channel(self, user: Json) -> Json:
        """The channel between the bot and this user, opened on first need."""
        for one in self.channels.values():
            if one["type"] == 1 and one["recipients"][0]["id"] == user["id"]:
                return one
        opened = payloads.direct_channel(payloads.snowflake(), of=user)
        self.channels[opened["id"]] = opened
        return opened

    async def _me(self, request: web.Request) -> web.Response:
        return answered({**payloads.BOT, "verified": True, "mfa_enabled": False, "email": None, "flags": 0})

    async def _application(self, request: web.Request) -> web.Response:
        shape: Json = {"id": payloads.APPLICATION, "name": "Summit Desk", "description": "", "icon": None, "flags": 0}
        shape |= {"bot_public": True, "bot_require_code_grant": False, "owner": payloads.ALICE, "team": None}
        shape |= {"summary": "", "verify_key": "0" * 64, "rpc_origins": [], "tags": [], "redirect_uris": []}
        shape |= {"integration_types_config": {"0": {}, "1": {}}, "approximate_guild_count": 1}
        return answered({**shape, "approximate_user_install_count": 0, "bot": payloads.BOT})

    async def _gateway(self, request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 1000, "reset_after": 86_400_000, "max_concurrency": 1}
        return answered({"url": self.sessions.url, "shards": self.sessions.shards, "session_start_limit": limit})

    async def _get_commands(self, request: web.Request) -> web.Response:
        held = self.commands.get(request.match_info.get("guild"), [])
        if request.query.get("with_localizations", "").lower() in ("true", "1"):
            return answered(held)
        return answered([payloads.without_localizations(one) for one in held])

    async def _put_commands(self, request: web.Request) -> web.Response:
        guild = request.match_info.get("guild")
        before = {(one["type"], one["name"]): one for one in self.commands.get(guild, [])}
        put = request[BODY] or []
        held = [payloads.command(one, held=before.get((one.get("type") or 1, one["name"])), guild=guild) for one in put]
        self.commands[guild] = held
        return answered(held)

    async def _callback(self, request: web.Request) -> web.Response:
        answer = self.answers.get(request.match_info["token"])
        if answer is None or answer.payload["id"] != request.match_info["id"]:
            raise Refusal(404, 10062, "Unknown interaction")
        if answer.response is not None:
            self._refuse(answer, 400, 40060, "Interaction has already been acknowledged.")
        if self.now() - answer.at > DEADLINE:
            self._refuse(answer, 404, 10062, "Unknown interaction")
        body = request[BODY]
        answer.response = body
        answer.ack_ms = (self.now() - answer.at) * 1000
        answer.choices = body["data"]["choices"] if body["type"] == CHOICES else None
        self._show(answer, body)
        if request.query.get("with_response") not in ("1", "true"):
            return empty()
        return answered(self._called_back(answer, body))

    def _show(self, answer: Answer, body: Json) -> None:
        """Make or change the message that the user sees after the callback."""
        data = body.get("data") or {}
        clicked = answer.payload.get("message")
        if body["type"] in (NEW_MESSAGE, DEFERRED_MESSAGE):
            flags = (data.get("flags") or 0) | (payloads.LOADING if body["type"] == DEFERRED_MESSAGE else 0)
            answer.message = self._of_interaction(answer, {**data, "flags": flags})
        elif body["type"] in (UPDATE, DEFERRED_UPDATE) and clicked:
            answer.message = payloads.edited(clicked, data) if body["type"] == UPDATE else clicked
        if answer.message:
            self.messages[answer.message["id"]] = answer.message

    def _of_interaction(self, answer: Answer, body: Json) -> Json:
        """A message with the metadata of the interaction that it answers."""
        asked = answer.payload
        author = asked.get("user") or asked["member"]["user"]
        made = payloads.message(body, channel=asked["channel_id"], author=payloads.BOT)
        metadata = {"id": asked["id"], "type": asked["type"], "user": author}
        metadata["authorizing_integration_owners"] = asked["authorizing_integration_owners"]
        if asked["type"] == 2:
            metadata |= {"name": asked["data"]["name"], "command_type": asked["data"]["type"]}
        elif asked.get("message"):
            metadata["interacted_message_id"] = asked["message"]["id"]
        return {**made, "type": 20, "webhook_id": payloads.APPLICATION, "application_id": payloads.APPLICATION} | {
            "interaction_metadata": metadata
        }

    def _called_back(self, answer: Answer, body: Json) -> Json:
        message = answer.message
        said: Json = {"id": answer.payload["id"], "type": answer.payload["type"]}
        if message is None:
            return {"interaction": said}
        said |= {"response_message_id": message["id"], "response_message_loading": body["type"] == DEFERRED_MESSAGE}
        said["response_message_ephemeral"] = bool(message["flags"] & payloads.EPHEMERAL)
        return {"interaction": said, "resource": {"type": body["type"], "message": message}}

    def _refuse(self, answer: Answer, status: int, code: int, message: str) -> None:
        answer.refused.append((status, code))
        raise Refusal(status, code, message)

    def _of_token(self, request: web.Request) -> Answer:
        """The interaction of a webhook's token: acknowledged, and not older than 15 minutes."""
        answer = self.answers.get(request.match_info["token"])
        if answer is None or request.match_info["app"] != payloads.APPLICATION:
            raise Refusal(404, 10015, "Unknown Webhook")
        if self.now() - answer.at > LIFETIME:
            self._refuse(answer, 401, 50027, "Invalid Webhook Token")
        if answer.response is None:
            self._refuse(answer, 404, 10015, "Unknown Webhook")
        return answer

    async def _follow_up(self, request: web.Request) -> web.Response:
        answer = self._of_token(request)
        is_user_installed = set(answer.payload["authorizing_integration_owners"]) == {"1"}
        if is_user_installed and len(answer.followups) >= USER_INSTALLED_FOLLOWUPS:
            self._refuse(answer, 400, 40094, "This interaction has reached the maximum number of follow up messages")
        body = request[BODY]
        answer.followups.append(body)
        if answer.message and answer.message["flags"] & payloads.LOADING:  # the first one fills the place held for it
            made = answer.message = payloads.edited(answer.message, body)
        else:
            made = self._of_interaction(answer, body)
            answer.posted[made["id"]] = made
        self.messages[made["id"]] = made
        return answered(made)

    def _sought(self, request: web.Request) -> tuple[Answer, Json]:
        answer = self._of_token(request)
        id = request.match_info["message"]
        found = answer.message if id == "@original" else self.messages.get(id)
        if found is None or found["id"] in answer.deleted:
            self._refuse(answer, 404, 10008, "Unknown Message")
        assert found is not None
        return answer, found

    async def _get_response(self, request: web.Request) -> web.Response:
        return answered(self._sought(request)[1])

    async def _patch_response(self, request: web.Request) -> web.Response:
        answer, found = self._sought(request)
        answer.edits.append(request[BODY])
        changed = self.messages[found["id"]] = payloads.edited(found, request[BODY])
        if answer.message and answer.message["id"] == found["id"]:
            answer.message = changed
        else:
            answer.posted[found["id"]] = changed
        return answered(changed)

    async def _delete_response(self, request: web.Request) -> web.Response:
        answer, found = self._sought(request)
        answer.deleted.append(found["id"])
        self.messages.pop(found["id"], None)
        return empty()

    def _channel(self, request: web.Request) -> Json:
        found = self.channels.get(request.match_info["channel"])
        if found is None:
            raise Refusal(404, 10003, "Unknown Channel")
        if found["id"] in self.without_access:
            raise Refusal(403, 50001, "Missing Access")
        return found

    async def _get_channel(self, request: web.Request) -> web.Response:
        return answered(self._channel(request))

    async def _typing(self, request: web.Request) -> web.Response:
        self._channel(request)
        return empty()

    async def _post_message(self, request: web.Request) -> web.Response:
        channel, body = self._channel(request), request[BODY]
        if channel["type"] == 1 and channel["recipients"][0]["id"] in self.closed_to:
            raise Refusal(403, 50007, "Cannot send messages to this user")
        if not any(body.get(key) for key in ("content", "embeds", "components", "attachments", "sticker_ids", "poll")):
            raise Refusal(400, 50006, "Cannot send an empty message")
        nonce = (channel["id"], str(body.get("nonce")))
        if body.get("enforce_nonce") and nonce in self._nonces:
            return answered(self.messages[self._nonces[nonce]])
        made = payloads.message(body, channel=channel["id"], author=payloads.BOT)
        self.messages[made["id"]] = made
        if body.get("nonce") is not None:
            self._nonces[nonce] = made["id"]
        for answer in [one for one in self.listening if one.payload.get("channel_id") == channel["id"]]:
            answer.messages.append(body)
            answer.held_messages.append(made)
        where = {"guild_id": channel["guild_id"]} if "guild_id" in channel else {}
        await self.sessions.dispatch("MESSAGE_CREATE", {**made, **where}, guild=channel.get("guild_id"))
        return answered(made)

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
        changed = self.messages[found["id"]] = payloads.edited(found, request[BODY])
        return answered(changed)

    async def _delete_message(self, request: web.Request) -> web.Response:
        del self.messages[self._message(request)["id"]]
        return empty()

    async def _open_direct_channel(self, request: web.Request) -> web.Response:
        id = str(request[BODY]["recipient_id"])
        known = {one["id"]: one for one in (payloads.ALICE, payloads.BOB, payloads.CHARLIE)}
        return answered(self.direct_channel(known.get(id) or payloads.user(id, f"user{id[-4:]}")))
