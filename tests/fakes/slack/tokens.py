"""The tokens of the app: who may call, for which team, until when; and OAuth, which hands them out."""

import base64
import binascii
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from fakes.slack.scopes import USUAL
from fakes.slack.world import APP_ID, Clock, World
from yarl import URL

CLIENT_ID = "1111.2222"
CODE_SECONDS = 600
TOKEN_SECONDS = 43_200


@dataclass
class Token:
    """An access token; `expires_at` is None unless tokens rotate."""

    value: str
    team_id: str
    kind: str = "bot"
    expires_at: float | None = None
    is_revoked: bool = False
    scopes: set[str] = field(default_factory=lambda: set(USUAL))


@dataclass(frozen=True)
class _Code:
    team_id: str
    user: str
    redirect_uri: str | None
    made_at: float
    scope: str


@dataclass
class Tokens:
    """All tokens given out, valid or not."""

    clock: Clock
    known: dict[str, Token] = field(default_factory=dict)
    refreshes: dict[str, str] = field(default_factory=dict)

    def issue(self, team_id: str, *, kind: str = "bot", is_rotating: bool = False) -> Token:
        """Make a token: xoxb-, xapp- or, if it rotates, xoxe.xoxb-."""
        prefix = {"bot": "xoxb-", "app": "xapp-1-"}[kind]
        value = f"{'xoxe.' if is_rotating else ''}{prefix}{'1-' if is_rotating else ''}{secrets.token_hex(12)}"
        token = Token(value, team_id, kind, self.clock() + TOKEN_SECONDS if is_rotating else None)
        self.known[value] = token
        return token

    def issue_refresh(self, team_id: str) -> str:
        """Make a refresh token, good for one use."""
        value = f"xoxe-1-{secrets.token_hex(12)}"
        self.refreshes[value] = team_id
        return value

    def error(self, value: str | None, *, kind: str) -> str | None:
        """The error Slack answers a call with this token with, or None."""
        if not value:
            return "not_authed"
        token = self.known.get(value)
        if token is None:
            return "invalid_auth"
        if token.is_revoked:
            return "token_revoked"
        if token.expires_at is not None and token.expires_at <= self.clock():
            return "token_expired"
        return None if token.kind == kind else "not_allowed_token_type"

    def revoke_team(self, team_id: str) -> None:
        """Revoke all bot tokens of a team, as an uninstallation does."""
        for token in self.known.values():
            if token.team_id == team_id and token.kind == "bot":
                token.is_revoked = True


class OAuth:
    """The authorize page, which consents for the person at the browser, and oauth.v2.access."""

    def __init__(self, world: World, tokens: Tokens, *, client_secret: str) -> None:
        self.world = world
        self.tokens = tokens
        self.client_secret = client_secret
        self.is_rotating = False
        self.redirect_uris: set[str] = set()
        self._team_id = ""
        self._user = ""
        self._denials = 0
        self._codes: dict[str, _Code] = {}

    def person(self, user: str) -> None:
        """Say who sits at the browser; the app is installed in that person's team."""
        self._user, self._team_id = user, self.world.users[user].team_id

    def deny_next(self) -> None:
        """Let the person press Cancel next time."""
        self._denials += 1

    async def authorize(self, request: web.Request) -> web.Response:
        """Redirect back with a code and the state, or with `error=access_denied`."""
        query = request.query
        if query.get("client_id") != CLIENT_ID:
            return web.Response(status=400, text="Invalid client_id parameter")
        redirect_uri = query.get("redirect_uri") or next(iter(self.redirect_uris), "")
        if redirect_uri not in self.redirect_uris:
            return web.Response(status=400, text="redirect_uri did not match any configured URIs")
        if not query.get("scope"):
            return web.Response(status=400, text="invalid_scope: no scopes requested")
        if self._denials:
            self._denials -= 1
            answer = {"error": "access_denied", "state": query.get("state", "")}
        else:
            answer = {"code": self._new_code(query), "state": query.get("state", "")}
        raise web.HTTPFound(URL(redirect_uri).update_query(answer))

    def access(self, args: Mapping[str, Any], authorization: str) -> dict[str, Any]:
        """oauth.v2.access: a code or a refresh token for an access token."""
        client_id, secret = _client(args, authorization)
        if client_id != CLIENT_ID:
            return {"ok": False, "error": "invalid_client_id"}
        if secret != self.client_secret:
            return {"ok": False, "error": "bad_client_secret"}
        if args.get("grant_type") == "refresh_token":
            return self._refreshed(str(args.get("refresh_token")))
        return self._exchanged(args)

    def _new_code(self, query: Mapping[str, str]) -> str:
        code = f"{secrets.token_hex(6)}.{secrets.token_hex(6)}"
        named = query.get("redirect_uri")
        self._codes[code] = _Code(self._team_id, self._user, named, self.world.clock(), query["scope"])
        return code

    def _exchanged(self, args: Mapping[str, Any]) -> dict[str, Any]:
        code = self._codes.pop(str(args.get("code")), None)
        if code is None or self.world.clock() - code.made_at > CODE_SECONDS:
            return {"ok": False, "error": "invalid_code"}
        if args.get("redirect_uri") != code.redirect_uri:
            return {"ok": False, "error": "bad_redirect_uri"}
        answer = self._installation(code.team_id, scope=code.scope)
        return {**answer, "authed_user": {"id": code.user}}

    def _refreshed(self, refresh_token: str) -> dict[str, Any]:
        team_id = self.tokens.refreshes.pop(refresh_token, None)
        if team_id is None:
            return {"ok": False, "error": "invalid_refresh_token"}
        return self._installation(team_id, scope=",".join(USUAL))

    def _installation(self, team_id: str, *, scope: str) -> dict[str, Any]:
        team = self.world.teams[team_id]
        token = self.tokens.issue(team_id, is_rotating=self.is_rotating)
        token.scopes = set(scope.split(","))
        rotation: dict[str, Any] = {}
        if self.is_rotating:
            rotation = {"expires_in": TOKEN_SECONDS, "refresh_token": self.tokens.issue_refresh(team_id)}
        return {
            "ok": True,
            "app_id": APP_ID,
            "scope": scope,
            "token_type": "bot",
            "access_token": token.value,
            "bot_user_id": team.bot_user,
            "team": {"id": team.id, "name": team.name},
            "enterprise": None,
            "is_enterprise_install": False,
            **rotation,
        }


def _client(args: Mapping[str, Any], authorization: str) -> tuple[str, str]:
    """The client's id and secret: from HTTP Basic, as the SDKs send them, or from the form."""
    if not authorization.startswith("Basic "):
        return str(args.get("client_id", "")), str(args.get("client_secret", ""))
    try:
        client_id, _, secret = base64.b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return client_id, secret
