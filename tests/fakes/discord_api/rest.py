"""Discord's REST routes under /api/v10, as far as the desk calls them.

https://docs.discord.com/developers/reference
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from . import payloads
from .answers import DEADLINE, LIFETIME, Answer, Watch
from .payloads import Json
from .rooms import Rooms
from .sessions import Sessions
from .wire import BODY, Refusal, answered, empty

DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, CHOICES, NEW_MESSAGE, MODAL = 5, 6, 7, 8, 4, 9
USER_INSTALLED_FOLLOWUPS = 5


class Rest(Rooms):
    """The routes, and what Discord holds behind them: commands, interactions, rooms."""

    def __init__(self, sessions: Sessions, *, channels: dict[str, Json], watch: Watch) -> None:
        super().__init__(sessions, channels=channels, watch=watch)
        self.answers: dict[str, Answer] = {}
        self.commands: dict[str | None, list[Json]] = {}
        self.verify_key = "0" * 64
        self.endpoint_url: str | None = None
        self.sessions_left = 1000

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
            *self.room_routes(),
        ]
        return [web.route(method, f"/api/v10{path}", handler) for method, path, handler in table]

    async def _me(self, request: web.Request) -> web.Response:
        return answered({**payloads.BOT, "verified": True, "mfa_enabled": False, "email": None, "flags": 0})

    async def _application(self, request: web.Request) -> web.Response:
        shape: Json = {"id": payloads.APPLICATION, "name": "Summit Desk", "description": "", "icon": None, "flags": 0}
        shape |= {"bot_public": True, "bot_require_code_grant": False, "owner": payloads.ALICE, "team": None}
        shape |= {"summary": "", "verify_key": self.verify_key, "rpc_origins": [], "tags": [], "redirect_uris": []}
        shape |= {"integration_types_config": {"0": {}, "1": {}}, "approximate_guild_count": 1}
        shape["interactions_endpoint_url"] = self.endpoint_url
        return answered({**shape, "approximate_user_install_count": 0, "bot": payloads.BOT})

    async def _gateway(self, request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": self.sessions_left, "reset_after": 3_600_000}
        limit["max_concurrency"] = self.sessions.max_concurrency
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
        self.respond(answer, body)
        if request.query.get("with_response") not in ("1", "true"):
            return empty()
        return answered(self._called_back(answer, body))

    def respond(self, answer: Answer, body: Json) -> None:
        """Take the first response to an interaction, however it came."""
        answer.response = body
        answer.ack_ms = (self.now() - answer.at) * 1000
        answer.choices = body["data"]["choices"] if body["type"] == CHOICES else None
        self._show(answer, body)

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
