"""The fake Slack as a server on 127.0.0.1: Web API, Socket Mode, response_urls and OAuth on one port."""

import time
from dataclasses import replace
from typing import Any, Self

from aiohttp import ClientSession, CookieJar, web
from fakes.slack.faults import Fault, Faults
from fakes.slack.http_side import HttpSide
from fakes.slack.response_urls import ResponseUrls
from fakes.slack.socket_mode import SocketMode
from fakes.slack.tokens import CLIENT_ID, OAuth, Tokens
from fakes.slack.triggers import Triggers
from fakes.slack.web_api import Call, WebApi
from fakes.slack.world import TEAM_ID, Bell, Channel, Clock, Post, Team, User, World

SIGNING_KEY = "8f742231b10e8888abcd99yyyzzz85a5"
CLIENT_KEY = "ffffffffffffffffffffffffffffffff"


class SlackServer:
    """Slack with one workspace, three people and one channel; use it as an async context manager."""

    def __init__(self, *, clock: Clock = time.time, ack_seconds: float = 3.0) -> None:
        self.clock = clock
        self.ack_seconds = ack_seconds
        self.bell = Bell()
        self.faults = Faults()
        self.world = World(clock, self.bell)
        self.tokens = Tokens(clock)
        self.triggers = Triggers(clock)
        self.oauth = OAuth(self.world, self.tokens, client_secret=CLIENT_KEY)
        self.socket = SocketMode(self.bell, ack_seconds=ack_seconds)
        self.response_urls = ResponseUrls(self.world, self.faults)
        self.web = WebApi(
            self.world, self.tokens, self.oauth, self.faults, self.triggers, open_connection=self.socket.ticket_url
        )
        self.add_team(TEAM_ID, "Summit")
        for user in ("U_ALICE", "U_BOB", "U_CHARLIE"):
            self.add_user(user, user.removeprefix("U_").lower())
        self.oauth.person("U_ALICE")
        self.add_channel("C_WORLD", "world")
        self.bot_token = self.tokens.issue(TEAM_ID).value
        self.app_token = self.tokens.issue(TEAM_ID, kind="app").value
        self.signing_secret = SIGNING_KEY
        self.client_id = CLIENT_ID
        self.client_secret = CLIENT_KEY
        self.base_url = ""
        self.http: HttpSide

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self.web.handle)
        app.router.add_get("/link/", self.socket.handle)
        app.router.add_get("/oauth/v2/authorize", self.oauth.authorize)
        for kind in ("commands", "actions"):
            app.router.add_post(f"/{kind}/{{rest:.*}}", self.response_urls.handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base_url = f"http://{host}:{port}"
        self.socket.base_url = self.base_url
        self._session = ClientSession()
        self.http = HttpSide(self._session, self.clock, self.signing_secret, self.ack_seconds)
        return self

    async def __aexit__(self, *error: object) -> None:
        self.socket.stop()
        await self._session.close()
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """The `base_url` of slack_sdk, the `slackApiUrl` of bolt-js."""
        return f"{self.base_url}/api/"

    @property
    def authorize_url(self) -> str:
        """Where a person consents to the installation."""
        return f"{self.base_url}/oauth/v2/authorize"

    @property
    def calls(self) -> list[Call]:
        """Every Web API call so far."""
        return self.web.calls

    def add_team(self, team_id: str, name: str) -> Team:
        """Add a workspace; the app has a bot user there."""
        suffix = team_id.removeprefix("T_")
        team = Team(team_id, name, name.lower(), f"U_DESK_{suffix}", f"B_DESK_{suffix}")
        self.world.teams[team_id] = team
        return team

    def add_user(
        self, user_id: str, name: str, *, team: str = TEAM_ID, tz: str = "Europe/London", is_admin: bool = False
    ) -> User:
        """Add a person to a workspace."""
        self.world.users[user_id] = User(user_id, name, team, tz=tz, is_admin=is_admin)
        return self.world.users[user_id]

    def change_user(self, user_id: str, **changes: Any) -> None:
        """Let a person become something else: `is_admin=True`, `is_deleted=True`, `tz=`."""
        self.world.users[user_id] = replace(self.world.users[user_id], **changes)

    def grant(self, *scopes: str) -> None:
        """Give the bot's tokens more scopes, as a reinstallation does."""
        for token in self.tokens.known.values():
            token.scopes |= set(scopes) if token.kind == "bot" else set()

    def withdraw(self, *scopes: str) -> None:
        """Take scopes from the bot's tokens."""
        for token in self.tokens.known.values():
            token.scopes -= set(scopes)

    @property
    def posts(self) -> list[Post]:
        """What was accepted under a key, in the order in which it was."""
        return self.world.posts

    def accepted(self, key: str) -> int:
        """How many messages of a key were accepted."""
        return sum(post.key == key for post in self.posts)

    def add_channel(
        self,
        channel_id: str,
        name: str,
        *,
        team: str = TEAM_ID,
        is_private: bool = False,
        is_archived: bool = False,
        is_bot_member: bool = True,
        creator: str = "",
        members: tuple[str, ...] = (),
        host: str | None = None,
    ) -> Channel:
        """Add a channel; `members` are the people in it, which matters for a private one.

        With `host` it is one of another workspace, which shares it with this one.
        """
        channel = Channel(
            channel_id,
            name,
            team,
            is_private=is_private,
            is_archived=is_archived,
            is_bot_member=is_bot_member,
            creator=creator,
            members=set(members),
            host=host,
        )
        self.world.channels[channel_id] = channel
        return channel

    def fail_next(
        self,
        method: str,
        *,
        status: int = 200,
        error: str = "",
        retry_after: int | None = None,
        times: int = 1,
        is_after: bool = False,
        says: Any = None,
    ) -> None:
        """Answer the next calls of a Web API method, or posts to a `response_url`, with an error.

        `is_after`: what the call asks for is done all the same. `says`: the answer itself, of whatever shape.
        """
        self.faults.plan(method, Fault(status, error, retry_after, is_after=is_after, says=says), times)

    def slow_next(self, method: str, seconds: float, *, times: int = 1, is_after: bool = True) -> None:
        """Take so long over the next calls, before or after what they ask for is done."""
        self.faults.plan(method, Fault(0, is_after=is_after, seconds=seconds), times)

    def cut_next(self, method: str, *, times: int = 1) -> None:
        """Do what the next calls ask for, then reset the connection instead of answering."""
        self.faults.plan(method, Fault(is_cut=True), times)

    def browser(self, user: str = "U_ALICE") -> ClientSession:
        """A browser in which the user is signed in to Slack; it keeps cookies and follows redirects. Close it."""
        self.oauth.person(user)
        return ClientSession(cookie_jar=CookieJar(unsafe=True))
