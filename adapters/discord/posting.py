"""What the desk posts by itself in Discord: over REST alone, so that it goes on while the gateway is away.

A message of components notifies with nothing. So each post is created with its lead as text, which people see on their
lock screens, and then edited into the card: two requests, of which only the first decides whether it was posted.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from adapters.discord import limits
from adapters.discord.permissions import NAMES, READ_MESSAGE_HISTORY, VIEW_CHANNEL
from adapters.discord.render import ACTION_ROW, BUTTON, SECONDARY, Json, Message, to_body, to_message
from adapters.discord.rest import Lost, Refused, Rest, Unreached
from adapters.discord.surveying import Survey
from adapters.discord.troubles import MAY_NOT, failed, trouble
from adapters.pressing import Place, Press, pack, unpack
from bot.contract import Reply
from bot.sender import NotFindable, SendFailed, SendUnknown, Sent, Target
from bot.texts import discord as texts

log = logging.getLogger("summitdesk.discord")

Keep = Callable[[Mapping[str, str]], Awaitable[None]]
"""Holds the lines of buttons that are about to be sent, by their tokens."""

CREATING, EDITING, ASKING = 15.0, 8.0, 10.0
"""Seconds at most for creating a message, for making the card of it, and for looking something up."""

PAUSES = (0.3, 0.7, 1.5)
"""Seconds between the tries to create a message, all with the same nonce."""

EDIT_PAUSES = (0.5, 2.0)
"""Seconds between the tries to make a card of it."""

PAGES = 5
"""How many times a hundred messages are looked through for one of ours."""

HELP = "help"
"""The command behind the button of a card that has no other."""

SKEW = timedelta(minutes=2)
"""How far our clock and Discord's may differ."""

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
"""From which ids count milliseconds: https://docs.discord.com/developers/reference#snowflakes"""


class DiscordSender:
    """Posts as one bot, with connections of its own: any process may have one."""

    repeatable = timedelta(minutes=2)
    """Discord compares nonces over "the past few minutes", of which two are the least that can be meant.
    https://docs.discord.com/developers/resources/message#create-message"""

    def __init__(self, token: str, *, api: str, keep: Keep, clock: Callable[[], datetime]) -> None:
        self._rest, self._keep, self._clock = Rest(token, api=api), keep, clock
        self._survey = Survey(self._rest)

    def share(self, processes: int) -> None:
        """So many processes send; Discord's limit is one for all of them."""
        self._rest.share = processes

    async def send(self, target: Target, reply: Reply, key: str) -> Sent:
        """Post a reply under its key: within 15 seconds it is there or not, within 8 more it is a card.

        Raises SendFailed, SendUnknown.
        """
        place = Place(private=bool(target.user), alone=bool(target.user), post=key)
        message = _carrying(to_message(reply, place), key)
        await self._keep(message.kept)
        by = _now() + CREATING
        channel = await self._channel(target, by)
        id = await self._created(target, f"/channels/{channel}/messages", _first(message, reply, key), by)
        await self._completed(f"/channels/{channel}/messages/{id}", message)
        return _sent(target, channel, id)

    async def find(self, target: Target, key: str, since: datetime) -> Sent | None:
        """The message with that key, posted since then; None: it is certainly not there.

        Raises NotFindable where the history is closed to us or too long, and SendFailed.
        """
        by = _now() + ASKING
        channel = await self._channel(target, by)
        try:
            me = await self._survey.me(by)
            async for one in self._history(channel, since, by):
                if one["author"]["id"] == me and key in _keys(one.get("components") or ()):
                    return _sent(target, channel, one["id"])
        except (Refused, Unreached, Lost) as fault:
            if isinstance(fault, Refused) and fault.code in MAY_NOT:
                raise NotFindable(str(fault)) from None
            raise failed(fault) from None
        await self._readable(target)
        return None

    async def inspect(self, target: Target) -> tuple[str, ...]:
        """The permissions, by Discord's names, that the app lacks to post there and to look for its posts.

        Raises SendFailed. Whether a person takes direct messages only a try tells.
        """
        return () if target.user else await self._survey.missing(target, _now() + ASKING, self._clock())

    async def close(self) -> None:
        """Drop the connections."""
        await self._rest.close()

    async def _channel(self, target: Target, by: float) -> str:
        """The channel of the target; for a person the one between them and the desk, which is opened at need."""
        if not target.user:
            if not target.channel:
                raise SendFailed("gone", "no channel")
            return target.channel
        try:
            opened = await self._rest.call("POST", "/users/@me/channels", {"recipient_id": target.user}, by=by)
        except (Refused, Unreached, Lost) as fault:
            raise failed(fault) from None
        return str(opened["id"])

    async def _created(self, target: Target, path: str, body: Json, by: float) -> str:
        """The id of the message. A try that was perhaps taken is repeated: the nonce brings the same message back."""
        perhaps: str | None = None
        for pause in (*PAUSES, None):
            try:
                return str((await self._rest.call("POST", path, body, by=by))["id"])
            except (Unreached, Refused) as fault:
                if trouble(fault) is not None:
                    if perhaps is not None:
                        raise SendUnknown(f"{perhaps}; then {fault}") from None
                    raise await self._failure(target, fault) from None
                perhaps = str(fault)
            except (Lost, TypeError, KeyError) as fault:
                perhaps = str(fault)
            if pause is None or _now() + pause >= by:
                break
            await asyncio.sleep(pause)
        raise SendUnknown(perhaps or "")

    async def _failure(self, target: Target, fault: Unreached | Refused) -> SendFailed:
        """Why a message was not taken. Where the app may not do it, by which permissions."""
        found = failed(fault)
        if found.reason != "forbidden" or target.user:
            return found
        try:
            return SendFailed("forbidden", found.detail, missing=await self.inspect(target))
        except SendFailed as seen:
            return SendFailed(seen.reason, found.detail) if seen.permanent else found

    async def _completed(self, path: str, message: Message) -> None:
        """Make the card of the text. Where that fails the text stays, which says the same in short."""
        body = {**to_body(message, private=False), "content": None}
        by = _now() + EDITING
        for pause in (*EDIT_PAUSES, None):
            try:
                await self._rest.call("PATCH", path, body, by=by)
                return
            except (Refused, Unreached, Lost) as fault:
                is_final = isinstance(fault, Refused) and fault.status < 500 and fault.retry_after is None
                if is_final or pause is None or _now() + pause >= by:
                    log.warning("a post stayed without its card: %s", fault)
                    return
            await asyncio.sleep(pause)

    async def _history(self, channel: str, since: datetime, by: float) -> Any:
        """The messages of a channel since then, the oldest first. Raises NotFindable where there are too many."""
        after = str(max(int((since - SKEW - EPOCH) / timedelta(milliseconds=1)), 0) << 22)
        for _ in range(PAGES):
            query = {"limit": str(limits.HISTORY), "after": after}
            page = await self._rest.call("GET", f"/channels/{channel}/messages", by=by, query=query)
            for one in page:
                yield one
            if len(page) < limits.HISTORY:
                return
            after = max((one["id"] for one in page), key=int)
        raise NotFindable("too many messages")

    async def _readable(self, target: Target) -> None:
        """Make sure that what was not found is not there: without its permission the history is empty, not refused.

        https://docs.discord.com/developers/resources/message#get-channel-messages
        """
        try:
            missing = await self.inspect(target)
        except SendFailed as fault:
            if fault.reason != "archived":
                raise
            return
        lacking = {NAMES[VIEW_CHANNEL], NAMES[READ_MESSAGE_HISTORY]} & set(missing)
        if lacking:
            raise NotFindable(", ".join(sorted(lacking)))


def _carrying(message: Message, key: str) -> Message:
    """The message with one button at least: the key travels in the buttons alone."""
    if _buttons(message):
        return message
    packed = pack(Press(act="open", line=HELP, post=key), limits.CUSTOM_ID)
    button = {"type": BUTTON, "style": SECONDARY, "disabled": False, "label": texts.HELP, "custom_id": packed.text}
    return replace(message, components=[*message.components, {"type": ACTION_ROW, "components": [button]}])


def _buttons(message: Message) -> list[Json]:
    return [one for row in message.components for one in row["components"] if one["type"] == BUTTON]


def _first(message: Message, reply: Reply, key: str) -> Json:
    """The message as it is created: the lead, and the button by which it is found again."""
    buttons = _buttons(message)
    cited = [one for one in buttons if _act(one) == "cite"]
    return {
        "content": message.text or reply.title[: limits.CONTENT],
        "nonce": key,
        "enforce_nonce": True,
        "allowed_mentions": {"parse": []},
        "components": [{"type": ACTION_ROW, "components": (cited or buttons)[:1]}],
    }


def _act(button: Json) -> str:
    carried = unpack(button["custom_id"])
    return carried.press.act if carried else ""


def _keys(components: Any) -> Iterator[str]:
    """The keys that the buttons of a message carry."""
    for one in components:
        carried = unpack(str(one.get("custom_id", "")))
        if carried and carried.press.post:
            yield carried.press.post
        yield from _keys(one.get("components") or ())


def _sent(target: Target, channel: str, id: str) -> Sent:
    where = "@me" if target.user or not target.workspace else target.workspace
    return Sent(message=id, link=f"https://discord.com/channels/{where}/{channel}/{id}")


def _now() -> float:
    return asyncio.get_running_loop().time()
