"""The Web API under /api/: the methods a bot calls, with tokens checked and every call kept."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from fakes.slack.faults import Fault, Faults, reset
from fakes.slack.history import History
from fakes.slack.objects import channel_object, message_object, user_object, view_object
from fakes.slack.pacing import Pacing
from fakes.slack.refusing import Refused, TooFast, check
from fakes.slack.rules import message_refusal, view_refusal
from fakes.slack.rules_metadata import metadata_refusal
from fakes.slack.scopes import require
from fakes.slack.tokens import OAuth, Token, Tokens
from fakes.slack.triggers import Triggers
from fakes.slack.world import Channel, Json, Message, User, World

NESTED = ("blocks", "attachments", "view", "metadata")
APP_METHODS = frozenset(("apps.connections.open",))


@dataclass(frozen=True)
class Call:
    """One call of the Web API, kept whether it was accepted or not."""

    method: str
    token: str | None
    args: Mapping[str, Any]
    at: float


class WebApi:
    """Answers the methods, out of the world and the tokens."""

    def __init__(
        self,
        world: World,
        tokens: Tokens,
        oauth: OAuth,
        faults: Faults,
        triggers: Triggers,
        open_connection: Callable[[], str],
    ) -> None:
        self.world = world
        self.tokens = tokens
        self.oauth = oauth
        self.faults = faults
        self.triggers = triggers
        self.open_connection = open_connection
        self.calls: list[Call] = []
        self.history = History(world)
        self.pacing = Pacing(world.clock)
        self.is_judging = True
        """Whether messages are held against Slack's rules, which costs some milliseconds each."""
        self._methods: dict[str, Callable[[Json, Token], Json]] = {
            "auth.test": self._auth_test,
            "auth.revoke": self._auth_revoke,
            "apps.connections.open": lambda args, token: {"url": self.open_connection()},
            "chat.postMessage": self._post_message,
            "chat.postEphemeral": self._post_ephemeral,
            "chat.update": self._update,
            "views.publish": self._publish,
            "views.open": self._open,
            "chat.getPermalink": self._permalink,
            "conversations.info": self._conversation,
            "conversations.history": self._history,
            "users.info": self._user,
            "users.conversations": self._shared,
        }

    def called(self, method: str) -> list[Call]:
        """The calls of one method, oldest first."""
        return [call for call in self.calls if call.method == method]

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one call."""
        method = request.match_info["method"]
        args = await _arguments(request)
        authorization = request.headers.get("Authorization", "")
        token = (
            authorization.removeprefix("Bearer ") if authorization.startswith("Bearer ") else args.pop("token", None)
        )
        self.calls.append(Call(method, token, args, self.world.clock()))
        self.world.bell.ring()
        fault = self.faults.next(method)
        if fault is not None and not fault.is_after:
            await fault.wait()
            if fault.is_answer:
                return fault.response()
        try:
            if method == "oauth.v2.access":
                answer = self.oauth.access(args, authorization)
            else:
                answer = self._answer(method, args, token)
        except TooFast as fast:
            return Fault(429, retry_after=fast.seconds).response()
        if fault is not None and fault.is_after:
            await fault.wait()
            if fault.is_answer:
                return fault.response()
        if fault is not None and fault.is_cut:
            reset(request.transport)
        return web.json_response(answer, headers=self._scopes_of(token))

    def _scopes_of(self, token: str | None) -> dict[str, str]:
        known = self.tokens.known.get(str(token))
        return {"X-OAuth-Scopes": ",".join(sorted(known.scopes))} if known and known.kind == "bot" else {}

    def fail_next(self, method: str, fault: Fault, times: int) -> None:
        """Let the next calls of a method end in the fault."""
        self.faults.plan(method, fault, times)

    def _answer(self, method: str, args: Json, token: str | None) -> Json:
        if method not in self._methods:
            return {"ok": False, "error": "unknown_method", "req_method": method}
        if error := self.tokens.error(token, kind="app" if method in APP_METHODS else "bot"):
            return {"ok": False, "error": error}
        try:
            return {"ok": True, **self._methods[method](args, self.tokens.known[str(token)])}
        except Refused as refused:
            details = {"response_metadata": {"messages": list(refused.messages)}} if refused.messages else {}
            return {"ok": False, "error": refused.error, **refused.beside, **details}

    def _auth_test(self, args: Json, token: Token) -> Json:
        team = self.world.teams[token.team_id]
        return {
            "url": f"https://{team.domain}.slack.com/",
            "team": team.name,
            "user": "summitdesk",
            "team_id": team.id,
            "user_id": team.bot_user,
            "bot_id": team.bot_id,
            "is_enterprise_install": False,
        }

    def _auth_revoke(self, args: Json, token: Token) -> Json:
        if str(args.get("test", "")).lower() in ("1", "true"):
            return {"revoked": False}
        token.is_revoked = True
        return {"revoked": True}

    def _post_message(self, args: Json, token: Token) -> Json:
        channel = self._writable(args, token)
        if self.is_judging:
            check(message_refusal(args))
        check(metadata_refusal(args.get("metadata")))
        self.pacing.take(channel.id)
        author = self.world.teams[token.team_id].bot_user
        message = self.world.post(channel.id, args, author=author, thread_ts=args.get("thread_ts"))
        return {"channel": channel.id, "ts": message.ts, "message": self._shown(message)}

    def _post_ephemeral(self, args: Json, token: Token) -> Json:
        channel = self._writable(args, token)
        user = self._member(args, token)
        if (channel.is_private or channel.is_im) and user.id not in channel.members:
            raise Refused("user_not_in_channel")
        check(message_refusal(args))
        message = self.world.post(
            channel.id,
            args,
            author=self.world.teams[token.team_id].bot_user,
            ephemeral_to=user.id,
            thread_ts=args.get("thread_ts"),
        )
        return {"message_ts": message.ts}

    def _update(self, args: Json, token: Token) -> Json:
        channel = self._channel(args, token)
        found = [m for m in self.world.messages if m.channel == channel.id and m.ts == args.get("ts")]
        if not found or found[0].is_deleted or found[0].is_ephemeral:
            raise Refused("message_not_found")
        if found[0].author != self.world.teams[token.team_id].bot_user:
            raise Refused("cant_update_message")
        check(message_refusal(args))
        self.world.rewrite(found[0], args)
        return {"channel": channel.id, "ts": found[0].ts, "text": found[0].text, "message": self._shown(found[0])}

    def _publish(self, args: Json, token: Token) -> Json:
        user = self._member(args, token, key="user_id")
        view = args.get("view")
        if not isinstance(view, dict) or view.get("type") != "home":
            raise Refused("invalid_arguments", ("[ERROR] a view of type home is required [json-pointer:/view]",))
        check(view_refusal(view))
        before = self.world.homes.get(user.id)
        if args.get("hash") and before is not None and args["hash"] != before.hash:
            raise Refused("hash_conflict")
        self.world.homes[user.id] = self.world.new_view(user.id, view, before=before)
        self.world.bell.ring()
        return {"view": view_object(self.world.homes[user.id], self.world)}

    def _open(self, args: Json, token: Token) -> Json:
        view = args.get("view")
        if not isinstance(view, dict) or view.get("type") != "modal":
            raise Refused("invalid_arguments", ("[ERROR] a view of type modal is required [json-pointer:/view]",))
        check(view_refusal(view))
        user, error = self.triggers.exchange(str(args.get("trigger_id")))
        if error:
            raise Refused(error)
        self.world.modals[user] = self.world.new_view(user, view)
        self.world.bell.ring()
        return {"view": view_object(self.world.modals[user], self.world)}

    def _permalink(self, args: Json, token: Token) -> Json:
        channel = self._channel(args, token)
        ts = str(args.get("message_ts"))
        if not any(m.ts == ts and m.channel == channel.id and not m.is_deleted for m in self.world.messages):
            raise Refused("message_not_found")
        domain = self.world.teams[token.team_id].domain
        link = f"https://{domain}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
        return {"channel": channel.id, "permalink": link}

    def _conversation(self, args: Json, token: Token) -> Json:
        channel = self._seen(args, token, "read")
        return {"channel": channel_object(channel)}

    def _history(self, args: Json, token: Token) -> Json:
        channel = self._seen(args, token, "history")
        if not channel.is_bot_member:
            raise Refused("not_in_channel")
        return self.history.page(args, channel)

    def _user(self, args: Json, token: Token) -> Json:
        require(token, "users:read")
        user = self._member(args, token)
        include_locale = str(args.get("include_locale", "")).lower() in ("1", "true")
        return {"user": user_object(user, include_locale=include_locale)}

    def _shared(self, args: Json, token: Token) -> Json:
        """The private channels in which both the person and the bot are."""
        assert args.get("types") == "private_channel", "only what is asked for here"
        require(token, "groups:read")
        user = self._member(args, token)
        every = [c for c in self.world.channels.values() if c.team_id == token.team_id and c.is_private]
        found = [c for c in every if c.is_bot_member and not c.is_deleted and user.id in c.members]
        start, size = int(args.get("cursor") or 0), int(args.get("limit") or 100)
        rest = str(start + size) if len(found) > start + size else ""
        page = [channel_object(channel) for channel in found[start : start + size]]
        return {"channels": page, "response_metadata": {"next_cursor": rest}}

    def _seen(self, args: Json, token: Token, right: str) -> Channel:
        """A channel by its own id, with the scope for its kind."""
        if args.get("channel") in self.world.users:
            raise Refused("channel_not_found")
        place = self.world.channels.get(str(args.get("channel")))
        kind = "channels" if place is None else "im" if place.is_im else "groups" if place.is_private else "channels"
        require(token, f"{kind}:{right}")
        return self._channel(args, token)

    def _channel(self, args: Json, token: Token) -> Channel:
        wanted = str(args.get("channel") or "")
        if wanted in self.world.users and self.world.users[wanted].team_id == token.team_id:
            return self.world.direct_channel(wanted)
        channel = self.world.channels.get(wanted)
        if channel is None or channel.is_deleted or channel.team_id != token.team_id:
            raise Refused("channel_not_found")
        if channel.is_private and not channel.is_bot_member:
            raise Refused("channel_not_found")
        return channel

    def _writable(self, args: Json, token: Token) -> Channel:
        require(token, "chat:write")
        channel = self._channel(args, token)
        if channel.is_archived:
            raise Refused("is_archived")
        if not channel.is_bot_member:
            raise Refused("not_in_channel")
        return channel

    def _member(self, args: Json, token: Token, *, key: str = "user") -> User:
        user = self.world.users.get(str(args.get(key)))
        if user is None or user.team_id != token.team_id:
            raise Refused("user_not_found")
        return user

    def _shown(self, message: Message) -> Json:
        return message_object(message, self.world)


async def _arguments(request: web.Request) -> Json:
    """The arguments of a call, from the query, a form or JSON; nested JSON in a form is opened."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.text()
        args.update(json.loads(body) if body else {})
    else:
        args.update(await request.post())
    for key in NESTED:
        if isinstance(args.get(key), str):
            try:
                args[key] = json.loads(args[key])
            except ValueError:
                args[key] = {"not": "json"}
    return args
