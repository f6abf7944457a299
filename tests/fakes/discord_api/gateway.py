"""A small Discord on 127.0.0.1: the door for tests. `async with FakeDiscord() as discord`, then users act on it.

The parts: `rest.py` answers HTTP, `sessions.py` keeps the WebSockets, `events.py` makes what users do, `answers.py`
collects what came back, `faults.py` breaks things.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Self

import discord
import pytest
import yarl
from aiohttp import web

from . import events, payloads
from .answers import TIMEOUT, Answer, Watch
from .calling import Caller
from .events import IN_GUILD, IN_PRIVATE, WITH_BOT, Place
from .faults import EVERYBODY, GATEWAY, LATE, Breaking, Ceiling, Fault, bucket, too_many
from .managing import Managing
from .payloads import ALICE, GENERAL, GROUP_DM, GUILD, Json
from .rest import Rest
from .rooms import Post
from .sessions import INVALID_SESSION, RECONNECT, Sessions
from .wire import BODY, Refusal, answered, body_of

__all__ = ["FakeDiscord", "Recorded", "point_library"]

TOKEN = "a.fake.token"  # noqa: S105 - of no service
WHEN = {"wait", "age"}
Check = Callable[[str, str, Any], list[str]]


@dataclass
class Recorded:
    """One request that came in: `path` without /api/v10, `at` on the clock of the loop, `files` by their names."""

    method: str
    path: str
    json: Any
    at: float
    files: dict[str, bytes]
    status: int = 0


class FakeDiscord(Managing, Breaking):
    """The server and its one bot, with one guild of Alice and Bob; Charlie is a stranger.

    shards: how many GET /gateway/bot recommends. check: judges every body, which is refused with 400/50035 if it
    finds something (`schemas.check`). everybody: requests of a second beyond which all are answered with 429; None:
    as many as come.
    """

    def __init__(
        self, *, shards: int = 1, check: Check | None = None, token: str = TOKEN, everybody: int | None = EVERYBODY
    ) -> None:
        self.token = token
        self.requests: list[Recorded] = []
        self.ceiling = Ceiling(everybody)
        general = payloads.channel(GENERAL, "general")
        self.guilds = {GUILD: payloads.guild(GUILD, [general], members=[ALICE])}
        self.guilds[GUILD]["members"].append(payloads.member(payloads.BOB))
        self._watch = Watch(self._story)
        self._check = check
        self._faults: list[Fault] = []
        self._runner: web.AppRunner | None = None
        self.caller: Caller | None = None
        channels = {GENERAL: general}
        channels[GROUP_DM] = payloads.group_channel(GROUP_DM, of=[ALICE, payloads.CHARLIE])
        changed = self._watch.changed
        self.sessions = Sessions(token=token, shards=shards, guilds=self.guilds, changed=changed)
        self.rest = Rest(self.sessions, channels=channels, watch=self._watch)

    @property
    def posts(self) -> list[Post]:
        """What was really created under a nonce, in its order: a key that stands there twice was posted twice."""
        return self.rest.posts

    async def __aenter__(self) -> Self:
        if self._check:
            self._check("GET", "/gateway/bot", None)  # makes itself ready here, or skips: not in the midst of a request
        app = web.Application(middlewares=[self._middleware], client_max_size=30 * 1024 * 1024)
        app.add_routes([*self.rest.routes(), web.get("/", self.sessions.serve)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port: int = self._runner.addresses[0][1]
        self.base = f"http://127.0.0.1:{self.port}/api/v10"
        self.sessions.url = f"ws://127.0.0.1:{self.port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.sessions.cut()
        if self._runner is not None:
            await self._runner.cleanup()

    @asynccontextmanager
    async def running(self, bot: discord.Client, *, timeout: float = 10.0) -> AsyncIterator[discord.Client]:
        """The bot started against this server and ready; closed at the end. Needs `point_library` before."""
        task = asyncio.create_task(bot.start(self.token))
        ready = asyncio.create_task(self._ready(bot))
        try:
            done, _ = await asyncio.wait({task, ready}, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
            assert done, f"the bot is not ready after {timeout} s:\n{self._story()}"
            done.pop().result()
            yield bot
        finally:
            ready.cancel()
            await asyncio.wait_for(bot.close(), timeout)
            await asyncio.wait({task}, timeout=timeout)
        task.result()

    async def _ready(self, bot: discord.Client) -> None:
        await self.connected(timeout=60)
        await bot.wait_until_ready()

    async def connected(self, *, timeout: float = TIMEOUT) -> None:
        """Wait until every shard has a session with a connection."""

        def shards() -> set[int]:
            return {one.shard for one in self.sessions.held.values() if one.connection is not None}

        await self.until(lambda: len(shards()) == self.sessions.shards, "a session of each shard", timeout=timeout)

    def _story(self) -> str:
        """The last requests, for the message of a test that waited in vain."""
        return "\n".join(
            f"{one.method} {one.path[:60]} {one.status} {str(one.json)[:200]}" for one in self.requests[-12:]
        )

    async def until(self, seen: Callable[[], Any], what: str = "a state", *, timeout: float = TIMEOUT) -> Any:
        """Wait until `seen()` is truthy and return it; it is looked at after every request, packet and connection."""
        return await self._watch.until(seen, what, timeout=timeout)

    def asked(self, method: str, path: str) -> list[Recorded]:
        """The requests of this method to exactly this path."""
        return [one for one in self.requests if (one.method, one.path) == (method, path)]

    # --- what users do

    async def slash(self, name: str, options: Mapping[str, Any] | None = None, **where: Any) -> Answer:
        """/name, or /group name; `where`: see `_place`.

        `wait=False` returns before the first callback; `age` is how many seconds old the event is when it arrives.
        """
        return await self._chat(events.COMMAND, name, options or {}, None, where)

    async def autocomplete(
        self, name: str, focused: str, typed: str, options: Mapping[str, Any] | None = None, **where: Any
    ) -> Answer:
        """A user types into an option; the answer's `choices` are what the bot offers."""
        return await self._chat(events.AUTOCOMPLETE, name, {**(options or {}), focused: typed}, focused, where)

    async def click(self, message: Answer | Json, custom_id: str, user: Json = ALICE, **where: Any) -> Answer:
        """A user presses a button of a message that the bot sent; AssertionError if it is missing or disabled."""
        held = message.message if isinstance(message, Answer) else message
        assert held is not None, "there is no message to click on"
        held = self.rest.messages.get(held["id"], held)
        data = events.click_data(held, custom_id, values=where.pop("values", ()))
        if isinstance(message, Answer):
            asked = message.payload
            where = {"guild": asked.get("guild_id"), "channel": asked["channel_id"], **where}
            where.setdefault("context", asked.get("context"))
            where.setdefault("locale", asked.get("locale", "en-US"))
        return await self._interact(events.COMPONENT, data, {"user": user, **where}, message=held)

    async def message_command(
        self, name: str, target_content: str, *, author: Json = payloads.BOB, **where: Any
    ) -> Answer:
        """A user picks the command from the menu of a message with this text."""
        place = self._place(**{key: value for key, value in where.items() if key not in WHEN})
        target = payloads.message({"content": target_content}, channel=place.channel["id"], author=author)
        self.rest.messages[target["id"]] = target
        data = events.message_data(name, target, declared=self._declared(name, 3, place))
        return await self._interact(events.COMMAND, data, where)

    async def mention(self, text: str, **where: Any) -> Answer:
        """A user writes `@bot text` in a channel; waits for a message of the bot unless `wait=False`."""
        return await self._write(f"<@{payloads.APPLICATION}> {text}", (payloads.BOT,), where)

    async def direct_message(self, text: str, user: Json = ALICE, **where: Any) -> Answer:
        """A user writes to the bot alone; waits for a message of the bot unless `wait=False`."""
        return await self._write(text, (), {"context": WITH_BOT, "user": user, **where})

    async def deliver_again(self, last: Answer) -> None:
        """The same event once more, id and token unchanged, as after a RESUME that went wrong."""
        await self._send(last)

    async def dispatch(self, event: str, data: Json, *, guild: str | None = GUILD) -> None:
        """Any other event of the gateway, to the shard of this guild."""
        await self.sessions.dispatch(event, data, guild=guild)

    def _place(
        self,
        *,
        user: Json = ALICE,
        guild: str | None = GUILD,
        channel: str | None = None,
        context: int | None = IN_GUILD,
        locale: str = "en-US",
        authorizing_integration_owners: Mapping[str, str] | None = None,
    ) -> Place:
        """Context 0 is the guild, 1 the direct channel with the bot, 2 a private channel without it."""
        if context == IN_GUILD and guild is not None:
            known = self.guilds.get(guild, {"id": guild, "preferred_locale": "en-US"})
            where = self.rest.channels.get(channel or GENERAL) or payloads.channel(channel or GENERAL, "elsewhere")
            owners = authorizing_integration_owners or {"0": guild}
            may, app_may = (str(self.rest.permissions(where, id)) for id in (user["id"], payloads.APPLICATION))
            return Place(user, where, known, IN_GUILD, locale, owners, self._roles(known, user), may, app_may)
        if context == IN_PRIVATE:
            owners = authorizing_integration_owners or {"1": user["id"]}
            return Place(user, self.rest.channels[channel or GROUP_DM], None, IN_PRIVATE, locale, owners)
        owners = authorizing_integration_owners or {"0": "0"}
        return Place(user, self.rest.direct_channel(user), None, WITH_BOT, locale, owners)

    @staticmethod
    def _roles(guild: Json, user: Json) -> list[str]:
        held = [one["roles"] for one in guild.get("members", []) if one["user"]["id"] == user["id"]]
        return list(held[0]) if held else []

    def _chosen(self, id: str, user: Json) -> Json:
        """A channel chosen as an option, with what the one who chose it may do there."""
        found = self.rest.channels[id]
        shown = {key: value for key, value in found.items() if key != "permission_overwrites"}
        return {**shown, "permissions": str(self.rest.permissions(found, user["id"]))}

    def _declared(self, name: str, kind: int, place: Place) -> Json | None:
        """The command as it was put; in a guild its own ones hide the global ones."""
        scopes = [place.guild["id"], None] if place.guild else [None]
        held = [one for scope in scopes for one in self.rest.commands.get(scope, [])]
        return next((one for one in held if (one["type"], one["name"]) == (kind, name)), None)

    async def _chat(
        self, kind: int, name: str, options: Mapping[str, Any], focused: str | None, where: dict[str, Any]
    ) -> Answer:
        place = self._place(**{key: value for key, value in where.items() if key not in WHEN})
        declared = self._declared(name.split()[0], 1, place)
        data = events.chat_data(name, options, declared=declared, focused=focused)
        people = {one["id"]: one for one in (ALICE, payloads.BOB, payloads.CHARLIE)}
        data = events.resolved(data, lambda one: self._chosen(one, place.user), people.__getitem__)
        return await self._interact(kind, data, where)

    async def _interact(self, kind: int, data: Json, where: dict[str, Any], *, message: Json | None = None) -> Answer:
        where = dict(where)
        is_waiting, age = where.pop("wait", True), where.pop("age", 0.0)
        place = self._place(**where)
        event = events.interaction(kind, data, place=place, message=message)
        answer = self._expect("INTERACTION_CREATE", event, place)
        answer.at -= age
        self.rest.answers[event["token"]] = answer
        await self._send(answer)
        return await answer.acknowledged() if is_waiting else answer

    async def _send(self, answer: Answer) -> None:
        """Over HTTP where somebody is to be called, else over the gateway."""
        if self.caller is not None and answer.event == "INTERACTION_CREATE":
            self.caller.deliver(answer, self.rest)
        else:
            await self.sessions.dispatch(answer.event, answer.payload, guild=answer.guild)

    async def _write(self, text: str, mentions: tuple[Json, ...], where: dict[str, Any]) -> Answer:
        is_waiting = where.pop("wait", True)
        place = self._place(**where)
        event = events.user_message(text, place=place, mentions=mentions)
        self.rest.messages[event["id"]] = event
        answer = self._expect("MESSAGE_CREATE", event, place)
        heard = await self.sessions.dispatch(answer.event, event, guild=answer.guild)
        assert heard or not is_waiting, "no session has the intent for this message"
        return await answer.replied() if is_waiting else answer

    def _expect(self, event: str, payload: Json, place: Place) -> Answer:
        guild = place.guild["id"] if place.guild else None
        answer = Answer(event, payload, guild, self._watch, at=self.rest.now())
        self.rest.listening.append(answer)
        return answer

    # --- what goes wrong

    def drop(self) -> None:
        """Cut the TCP connections of the gateway; what is dispatched from now on is replayed on RESUME."""
        self.sessions.cut()

    async def reconnect(self) -> None:
        """Ask every shard to reconnect and resume (opcode 7)."""
        await self.sessions.tell(RECONNECT)

    async def invalidate(self, *, is_resumable: bool = False) -> None:
        """Tell every shard that its session is void (opcode 9)."""
        if not is_resumable:
            self.forget_sessions()
        await self.sessions.tell(INVALID_SESSION, is_resumable)

    def forget_sessions(self) -> None:
        """Answer the next RESUME of every session with opcode 9: it must identify anew."""
        self.sessions.held.clear()

    def pass_time(self, seconds: float) -> None:
        """Move the server's clock: past 3 s for a late callback, past 15 min for a dead token."""
        self.rest.pass_time(seconds)

    # --- every request

    @web.middleware
    async def _middleware(self, request: web.Request, handler: Callable[[web.Request], Any]) -> web.StreamResponse:
        path = request.path.removeprefix("/api/v10") if request.path != "/" else GATEWAY
        request[BODY], files = await body_of(request)
        recorded = Recorded(request.method, path, request[BODY], asyncio.get_running_loop().time(), files)
        self.requests.append(recorded)
        try:
            response: web.StreamResponse = await self._answered(request, handler, path)
        except web.HTTPNotFound:
            response = answered({"message": "404: Not Found", "code": 0}, status=404)
        except Refusal as refusal:
            response = answered({"message": refusal.message, "code": refusal.code}, status=refusal.status)
        recorded.status = response.status
        self._watch.changed()
        return response

    async def _answered(
        self, request: web.Request, handler: Callable[[web.Request], Any], path: str
    ) -> web.StreamResponse:
        fault = next((one for one in self._faults if one.strikes(request.method, path)), None)
        if fault is not None and not fault.taken:
            return fault.response(request, path)
        response = await self._served(request, handler, path)
        if fault is None:
            return response
        await asyncio.sleep(fault.delay)
        return response if fault.status == LATE else fault.response(request, path)

    async def _served(
        self, request: web.Request, handler: Callable[[web.Request], Any], path: str
    ) -> web.StreamResponse:
        if path == GATEWAY:
            served: web.StreamResponse = await handler(request)
            return served
        is_by_token = path.startswith(("/interactions/", "/webhooks/"))
        if not is_by_token and request.headers.get("Authorization") != f"Bot {self.token}":
            raise Refusal(401, 0, "401: Unauthorized")
        if not is_by_token and (wait := self.ceiling.refuses(self.rest.now())):
            return too_many(request.method, path, retry_after=wait, is_global=True)
        found = self._check(request.method, path, request[BODY]) if self._check else []
        if found:
            raise Refusal(400, 50035, f"Invalid Form Body: {'; '.join(found)}")
        response: web.StreamResponse = await handler(request)
        response.headers.update(bucket(request.method, path))
        return response


def point_library(patch: pytest.MonkeyPatch, server: FakeDiscord) -> list[float]:
    """Point discord.py at this server and shorten its pauses between attempts; returns the pauses it would have made.

    Shortened are only the sleeps in `discord.shard` (5 s after a failed connection, back-off before a reconnect) and
    in `discord.client` (back-off), and the 5 s between two IDENTIFY; waiting after a 429 or 500 stays real.
    """
    paused: list[float] = []

    async def sleep(delay: float) -> None:
        paused.append(delay)
        await asyncio.sleep(0)

    quick = SimpleNamespace(**{**vars(asyncio), "sleep": sleep})
    patch.setattr("discord.http.Route.BASE", server.base)
    patch.setattr("discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY", yarl.URL(server.sessions.url))
    patch.setattr("discord.shard.asyncio", quick)
    patch.setattr("discord.client.asyncio", quick)
    patch.setattr("adapters.discord.limits.IDENTIFYING", 0.01)
    return paused
