"""The response_url of each interaction: five messages within half an hour.

https://docs.slack.dev/interactivity/handling-user-interaction
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from fakes.slack.faults import Faults, reset
from fakes.slack.rules import Refusal, message_refusal
from fakes.slack.world import Message, World

MAX_USES = 5
SECONDS = 1800


@dataclass(eq=False)
class ResponseUrl:
    """Where the bot may answer one interaction; `source` is the message that was clicked (or the command's answer)."""

    path: str
    channel: str
    user: str
    made_at: float
    source: Message | None = None
    uses: int = 0
    messages: list[Message] = field(default_factory=list)
    received: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


class ResponseUrls:
    """All response_urls given out, and the endpoint behind them."""

    def __init__(self, world: World, faults: Faults) -> None:
        self.world = world
        self.faults = faults
        self.known: dict[str, ResponseUrl] = {}

    def issue(self, kind: str, channel: str, user: str, *, source: Message | None = None) -> ResponseUrl:
        """Make the url of an interaction; `kind` is `commands` or `actions`."""
        team_id = self.world.channels[channel].team_id
        path = f"/{kind}/{team_id}/{self.world.number():013d}/{secrets.token_urlsafe(18)}"
        self.known[path] = ResponseUrl(path, channel, user, self.world.clock(), source)
        return self.known[path]

    async def handle(self, request: web.Request) -> web.Response:
        """Take a message the bot posts to a response_url."""
        url = self.known.get(request.path)
        if url is None:
            return _refused(404, "invalid_url")
        fault = self.faults.next("response_url")
        if fault is not None and fault.is_answer:
            return fault.response()
        if self.world.clock() - url.made_at > SECONDS:
            return _refused(404, "expired_url")
        if url.uses >= MAX_USES:
            return _refused(404, "used_url")
        try:
            payload = json.loads(await request.text())
        except ValueError:
            return _refused(400, "invalid_payload")
        refusal = self.apply(url, payload)
        if refusal is not None:
            return _refused(400, refusal.error, refusal.messages)
        url.uses += 1
        if fault is not None and fault.is_cut:
            reset(request.transport)
        return web.json_response({"ok": True})

    def apply(self, url: ResponseUrl, payload: Mapping[str, Any]) -> Refusal | None:
        """Do what the payload says: delete or replace the source message, or post another."""
        url.received.append(dict(payload))
        if payload.get("delete_original"):
            if url.source is not None:
                self.world.delete(url.source)
            return None
        refusal = message_refusal(payload)
        if refusal is not None:
            url.refusals.append(refusal)
            self.world.bell.ring()
            return refusal
        message = self._written(url, payload)
        if message not in url.messages:
            url.messages.append(message)
        self.world.bell.ring()
        return None

    def _written(self, url: ResponseUrl, payload: Mapping[str, Any]) -> Message:
        if payload.get("replace_original") and url.source is not None and not url.source.is_deleted:
            self.world.rewrite(url.source, payload)
            return url.source
        message = self.world.post(
            url.channel,
            payload,
            author=self.world.bot_of(url.channel),
            ephemeral_to=None if payload.get("response_type") == "in_channel" else url.user,
            thread_ts=payload.get("thread_ts"),
        )
        if url.source is None:
            url.source = message
        return message


def _refused(status: int, error: str, messages: tuple[str, ...] = ()) -> web.Response:
    details = {"response_metadata": {"messages": list(messages)}} if messages else {}
    return web.json_response({"ok": False, "error": error, **details}, status=status)
