"""What the desk posts by itself in Slack: one message for one key, which stands in the message's metadata.

Slack refuses no second message of a key; where the outcome is not known, the key is looked for in the channel.
https://docs.slack.dev/messaging/message-metadata
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from adapters.asking import Asking
from adapters.pressing import Place
from adapters.slack import limits, troubles
from adapters.slack.calling import BUSY, UNREADABLE, Calling, Failed, Lost, NotReached, Said
from adapters.slack.render import to_message
from bot.contract import Reply
from bot.sender import NotFindable, SendFailed, SendUnknown, Sent, Target
from bot.texts import slack as texts
from data.store import StoreError

EVENT = "summitdesk_post"
"""The type of the metadata under which a post carries its key."""

POST_SECONDS = 15
"""How long Slack has to take a post; after it the outcome is not known."""

READ_SECONDS = 10
ADDRESS_SECONDS = 2
"""How long the address of a workspace is waited for, once a post stands: the link is not worth more."""

PAGES = 10
APART = timedelta(hours=1)
"""By how much Slack's clock, which dates messages, may differ from ours. A key stands in one message only, so that more
is looked through than is needed does no harm."""


class Workspaces(Protocol):
    """Who knows the tokens."""

    async def token(self, workspace: str | None) -> str | None:
        """The token that posts in a workspace; None where the app is not installed. Raises StoreError."""


class SlackSender:
    """Slack, as the delivery sees it: `bot.sender.Sender`."""

    def __init__(
        self, asking: Asking, calling: Calling, workspaces: Workspaces, *, post_seconds: float = POST_SECONDS
    ) -> None:
        self._asking, self._calling, self._workspaces, self._post_seconds = asking, calling, workspaces, post_seconds
        self._addresses: dict[str | None, str] = {}

    @property
    def repeatable(self) -> timedelta:
        """Never: Slack posts a second message of the same key."""
        return timedelta(0)

    def share(self, processes: int) -> None:
        """Slack's limits are those of channels and workspaces, to which the delivery keeps."""

    async def send(self, target: Target, reply: Reply, key: str) -> Sent:
        """Post a reply under its key, as one message. Raises SendFailed, SendUnknown."""
        token = await self._token(target)
        message = to_message(reply, Place(private=False, post=key))
        await self._asking.keep(message.kept)
        body = {
            "channel": target.user or target.channel,
            "text": message.text,
            "blocks": message.blocks,
            "metadata": {"event_type": EVENT, "event_payload": {"key": key}},
            "unfurl_links": False,
            "unfurl_media": False,
        }
        post = self._calling.write("chat.postMessage", token, body, seconds=self._post_seconds)
        try:
            said, address = await asyncio.gather(post, self._address(target, token))
        except Failed as fault:
            raise troubles.failed(fault) from None
        except Lost as fault:
            raise SendUnknown(str(fault)) from None
        return _sent(said.body.get("channel"), said.body.get("ts"), address)

    async def find(self, target: Target, key: str, since: datetime) -> Sent | None:
        """The message with that key, posted since then, looked for from the newest on. Raises NotFindable, SendFailed.

        The app needs `channels:history`, or `groups:history` in a private channel, and must be in the channel:
        https://docs.slack.dev/reference/methods/conversations.history
        """
        if target.channel is None or target.user is not None:
            raise NotFindable(texts.NO_LOOKUP_DIRECT)
        token = await self._token(target)
        asked = {
            "channel": target.channel,
            "include_all_metadata": "true",
            "limit": str(limits.HISTORY),
            "oldest": f"{(since - APART).timestamp():.6f}",
            "latest": f"{(self._asking.clock() + APART).timestamp():.6f}",
        }
        is_slow = False
        for _ in range(PAGES):
            said = await self._page(token, asked, is_slow=is_slow)
            messages = _messages(said)
            found = next((one for one in messages if _key(one) == key), None)
            if found is not None:
                return _standing(target.channel, found, await self._address(target, token))
            if not said.get("has_more"):
                return None
            asked["cursor"] = _cursor(said)
            is_slow = len(messages) < limits.HISTORY
        raise NotFindable(texts.NO_LOOKUP_MUCH)

    async def inspect(self, target: Target) -> tuple[str, ...]:
        """What the app lacks to post there, by the names that Slack has for it. Raises SendFailed."""
        token = await self._token(target)
        if target.user is not None:
            said = await self._asked("users.info", token, {"user": target.user})
            if _told(said, "user").get("deleted"):
                raise SendFailed("gone", "user_disabled")
            return lacking(said, is_member=True)
        try:
            said = await self._asked("conversations.info", token, {"channel": target.channel or ""})
        except SendFailed as fault:
            if fault.reason == "forbidden":
                return fault.missing
            raise
        channel = _told(said, "channel")
        if channel.get("is_archived"):
            raise SendFailed("archived", "is_archived")
        return lacking(said, is_member=bool(channel.get("is_member") or channel.get("is_im")))

    async def _token(self, target: Target) -> str:
        try:
            token = await self._workspaces.token(target.workspace)
        except StoreError as fault:
            raise SendFailed("down", f"the token could not be read: {fault}") from None
        if token is None:
            raise SendFailed("uninstalled", "not installed")
        return token

    async def _address(self, target: Target, token: str) -> str | None:
        """Where the workspace stands on the web, asked once; None where Slack does not say it soon."""
        known = self._addresses.get(target.workspace)
        if known is not None:
            return known
        try:
            said = await self._calling.read("auth.test", token, {}, seconds=ADDRESS_SECONDS)
        except (Failed, Lost):
            return None
        url = said.body.get("url")
        if not isinstance(url, str) or not url.startswith("https://"):
            return None
        self._addresses[target.workspace] = url
        return url

    async def _page(self, token: str, asked: Mapping[str, str], *, is_slow: bool) -> Mapping[str, Any]:
        """A page of the history. `is_slow`: the last one held less than was asked for, so that a refusal of the next
        is the limit of apps outside the Marketplace, which no patience ends. Raises NotFindable, SendFailed."""
        try:
            return (await self._calling.read("conversations.history", token, asked, seconds=READ_SECONDS)).body
        except NotReached as fault:
            raise troubles.failed(fault) from None
        except Lost as fault:
            raise SendFailed("down", str(fault)) from None
        except Failed as fault:
            if fault.word in BUSY and is_slow:
                raise NotFindable(texts.NO_LOOKUP_SLOW) from None
            if troubles.failed(fault).reason in ("busy", "down"):
                raise troubles.failed(fault) from None
            raise NotFindable(" ".join((fault.word, *fault.needed))) from None

    async def _asked(self, method: str, token: str, args: Mapping[str, str]) -> Said:
        """An answer to a question. Raises SendFailed."""
        try:
            return await self._calling.read(method, token, args, seconds=READ_SECONDS)
        except Failed as fault:
            raise troubles.failed(fault) from None
        except Lost as fault:
            raise SendFailed("down", str(fault)) from None


def lacking(said: Said, *, is_member: bool) -> tuple[str, ...]:
    """What the app lacks to post in a channel, as an answer of Slack's tells."""
    has_scope = said.scopes is None or troubles.POST_SCOPE in said.scopes
    scope = () if has_scope else (troubles.POST_SCOPE,)
    return scope if is_member else (*scope, texts.LACKS_MEMBERSHIP)


def _sent(channel: object, ts: object, address: str | None) -> Sent:
    """A message that stands. Its link is the one that `chat.getPermalink` gives, without another call:
    https://docs.slack.dev/reference/methods/chat.getPermalink. Raises SendUnknown for an answer without an id."""
    if not isinstance(channel, str) or not isinstance(ts, str):
        raise SendUnknown("an answer without an id")
    link = f"{address.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}" if address else None
    return Sent(message=f"{channel}:{ts}", link=link)


def _standing(channel: str, message: Mapping[str, Any], address: str | None) -> Sent:
    """A message that was found. Raises SendFailed for one that Slack tells of without its author or its id."""
    if not message.get("bot_id"):
        raise SendFailed("down", "a message without an author")
    try:
        return _sent(channel, message.get("ts"), address)
    except SendUnknown as fault:
        raise SendFailed("down", str(fault)) from None


def _messages(said: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The messages of a page. Raises SendFailed for anything else: what is not seen is not missing."""
    found = said.get("messages")
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise SendFailed("down", UNREADABLE)
    return found


def _key(message: Mapping[str, Any]) -> object:
    """The key of a post of ours; None of any other message, such as one that a person wrote."""
    metadata = _map(message, "metadata")
    if metadata.get("event_type") != EVENT or (message.get("user") and not message.get("bot_id")):
        return None
    return _map(metadata, "event_payload").get("key")


def _cursor(said: Mapping[str, Any]) -> str:
    """Where the next page begins. Raises NotFindable where Slack says that there is one, and not where."""
    cursor = _map(said, "response_metadata").get("next_cursor")
    if not isinstance(cursor, str) or not cursor:
        raise NotFindable(texts.NO_LOOKUP_MUCH)
    return cursor


def _told(said: Said, name: str) -> Mapping[str, Any]:
    """What an answer is about. Raises SendFailed where it does not say."""
    found = said.body.get(name)
    if not isinstance(found, Mapping):
        raise SendFailed("down", UNREADABLE)
    return found


def _map(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = body.get(name)
    return value if isinstance(value, Mapping) else {}
