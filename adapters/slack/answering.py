"""From what Slack sent to what it is sent: acknowledge in time, ask the desk, render, send."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.asking import Asking
from adapters.pressing import ALWAYS_PRIVATE, SHARED_KINDS, Place, Press, is_private, token, unpack
from adapters.rendered import Rendered
from adapters.slack import home, translate
from adapters.slack.learning import Learning
from adapters.slack.render import Message, to_body, to_message
from adapters.slack.scheduling import Scheduling
from adapters.slack.sending import NotSent, PerhapsSent, Sending
from adapters.slack.translate import Heard, Payload, Pressed
from adapters.work import Work
from bot.contract import Reply, Request
from bot.texts import platforms as texts
from bot.texts import slack

log = logging.getLogger("summitdesk.slack")

Ack = Callable[..., Awaitable[Any]]

MAY_NOT = ("channel_not_found", "not_in_channel", "is_archived", "restricted_action", "no_permission", "access_denied")
"""Slack's words for a channel in which the app may not post."""

_PRIVATE = Place(private=True)


@dataclass(frozen=True, slots=True)
class Slash:
    """The answer to a slash command as it is sent, and the lines that its buttons need to be kept."""

    written: str
    kept: Mapping[str, str]


def _slash(reply: Reply, *, place: Place) -> Slash:
    message = to_message(reply, place)
    return Slash(json.dumps(to_body(message, private=place.private), ensure_ascii=False), message.kept)


def _why(fault: NotSent) -> str:
    """Why a card could not be shared, in words."""
    return slack.MAY_NOT if str(fault) in MAY_NOT else slack.NOT_TAKEN


def _acknowledged(written: str) -> BoltResponse:
    return BoltResponse(status=200, body=written, headers={"content-type": ["application/json"]})


class Answering:
    """The desk as one Slack app. `patience`: seconds that an acknowledgement waits for its answer.

    `workspace` is everywhere the one whose token a request is answered with, never what the payload says.
    """

    def __init__(self, asking: Asking, learning: Learning, work: Work, sending: Sending, *, patience: float) -> None:
        self._asking, self._work, self._sending, self._patience = asking, work, sending, patience
        self._learning = learning
        self._forms = Scheduling(asking, learning, work, sending, patience=patience)
        self._rendered: Rendered[Message] = Rendered(to_message)
        self._slashes: Rendered[Slash] = Rendered(_slash)

    async def command(self, body: Payload, client: AsyncWebClient, *, workspace: str | None) -> BoltResponse:
        """A slash command: what it is acknowledged with is the answer, or nothing, and the answer follows."""
        manages = self._learning.manages
        request = translate.command(body, self._asking.clock(), workspace=workspace, manages=manages)
        if self._forms.is_asked(request.text):
            return await self._forms.command(body, client)
        stored = self._asking.stored(request)
        ready = self._slash(stored, request) if stored is not None else None
        if ready is not None and not ready.kept:
            return _acknowledged(ready.written)
        asked = self._answered(request, client, translate.trigger(body)) if ready is None else self._kept(ready)
        answer = self._work.start(asked)
        await asyncio.wait({answer}, timeout=self._patience)
        if answer.done():
            slash = answer.result()
            return _acknowledged(slash.written) if slash is not None else BoltResponse(status=200)
        self._work.start(self._follow(answer, str(body.get("response_url", ""))))
        return BoltResponse(status=200)

    async def _answered(self, request: Request, client: AsyncWebClient, trigger: str) -> Slash | None:
        """The answer; None for a command that changes something and was delivered before."""
        reply = await self._learning.answer(request, client.token, delivery=trigger)
        return await self._kept(self._slash(reply, request)) if reply is not None else None

    async def _kept(self, slash: Slash) -> Slash | None:
        await self._asking.keep(slash.kept)
        return slash

    def _slash(self, reply: Reply, request: Request) -> Slash:
        """The answer, private by Slack's habit for commands unless the asker chose otherwise."""
        private = is_private(reply, habit=True)
        return self._slashes(reply, place=_PRIVATE if private else Place(private=False, asker=request.user or ""))

    async def _follow(self, answer: asyncio.Task[Slash | None], response_url: str) -> None:
        slash = await answer
        if slash is not None:
            await self._respond(response_url, json.loads(slash.written))

    async def _card(self, reply: Reply, **how: Hashable) -> Message:
        """The reply as a message, with the lines of its buttons kept."""
        message = self._rendered(reply, **how)
        await self._asking.keep(message.kept)
        return message

    async def _respond(self, url: str | None, body: dict[str, Any]) -> None:
        """Send to a response_url; a failure is one line in the log."""
        try:
            await self._sending.respond(url or "", body)
        except NotSent as fault:
            log.warning("slack: an answer was not taken (%s)", fault)

    async def shortcut(self, ack: Ack, body: Payload, *, workspace: str | None) -> None:
        """The message shortcut: what the message says is verified, for the one who asks."""
        await ack()
        url = str(body.get("response_url", ""))
        request = translate.shortcut(body, self._asking.clock(), workspace=workspace)
        if request is None:
            self._work.start(self._say(url, texts.NO_TEXT))
        else:
            self._work.start(self._shortcut(request, url))

    async def _shortcut(self, request: Request, url: str) -> None:
        message = await self._card(await self._asking.answer(request), place=_PRIVATE)
        await self._respond(url, to_body(message, private=True))

    async def _say(self, url: str | None, sentence: str) -> None:
        await self._respond(url, {"response_type": "ephemeral", "replace_original": False, "text": sentence})

    async def message(
        self, body: Payload, client: AsyncWebClient, *, workspace: str | None, bot_user: str | None
    ) -> None:
        """A mention or a direct message: answered once, in its thread."""
        manages = self._learning.manages
        heard = translate.message(body, self._asking.clock(), workspace=workspace, bot_user=bot_user, manages=manages)
        if heard is not None:
            self._work.start(self._reply(heard, client))

    async def _reply(self, heard: Heard, client: AsyncWebClient) -> None:
        if not await self._asking.first(heard.delivery):
            return
        reply = await self._learning.answer(heard.request, client.token)
        if reply is None:
            return
        private = not heard.is_direct and is_private(reply, habit=False)
        place = _PRIVATE if private else Place(private=False, asker=heard.user, alone=heard.is_direct)
        message = await self._card(reply, place=place)
        body = {k: v for k, v in to_body(message, private=private).items() if k != "response_type"}
        thread = {"thread_ts": heard.thread} if heard.thread else {}
        try:
            await self._sending.post(
                client, {"channel": heard.channel, **thread, **body}, only_for=heard.user if private else None
            )
        except NotSent as fault:
            log.warning("slack: an answer was not taken (%s)", fault)

    async def home(self, body: Payload, client: AsyncWebClient, *, workspace: str | None) -> None:
        """Somebody opens the app's Home."""
        event = body.get("event")
        user = event.get("user") if isinstance(event, dict) and event.get("tab") == "home" else None
        if isinstance(user, str) and user:
            self._work.start(self._home(user, workspace, client))

    async def _home(self, user: str, workspace: str | None, client: AsyncWebClient) -> None:
        view, kept = await home.start(self._asking, self._learning, user=user, workspace=workspace, token=client.token)
        await self._publish(client, user, view, kept)

    async def _publish(self, client: AsyncWebClient, user: str, view: dict[str, Any], kept: Mapping[str, str]) -> None:
        await self._asking.keep(kept)
        try:
            await self._sending.publish(client, user, view)
        except NotSent as fault:
            log.warning("slack: a Home was not taken (%s)", fault)

    async def submitted(self, body: Payload, client: AsyncWebClient, *, workspace: str | None) -> BoltResponse:
        """The form for a schedule is sent off."""
        return await self._forms.submitted(body, client, self._home, workspace=workspace)

    def suggested(self, body: Payload) -> BoltResponse:
        """Somebody types into a menu of the form."""
        return self._forms.suggested(body)

    async def press(self, ack: Ack, body: Payload, client: AsyncWebClient, *, workspace: str | None) -> None:
        """A button: acknowledged at once, done after it."""
        await ack()
        pressed = translate.press(body, workspace=workspace)
        if pressed is not None:
            self._work.start(self._press(pressed, client))

    async def _press(self, pressed: Pressed, client: AsyncWebClient) -> None:
        found = unpack(pressed.value)
        if found is None:
            await self._refuse(pressed, texts.OLD_BUTTON)
            return
        line = await self._asking.line(found)
        if line is None:
            await self._refuse(pressed, texts.LOST_LINE)
            return
        press = replace(found.press, line=line)
        if self._forms.is_asked(line):
            if not await self._forms.opened(client, pressed.trigger):
                await self._refuse(pressed, slack.NOT_OPENED)
        elif pressed.is_home:
            await self._press_at_home(press, pressed, client)
        elif press.act == "share":
            await self._share(press, pressed, client)
        else:
            await self._show(press, pressed, client)

    async def _refuse(self, pressed: Pressed, sentence: str) -> None:
        if pressed.response_url is not None:
            await self._say(pressed.response_url, sentence)

    async def _reply_to(self, press: Press, pressed: Pressed, client: AsyncWebClient) -> Reply | None:
        """The answer; None for a press that changes something and was delivered before."""
        request = translate.line(press.line, pressed, self._asking.clock(), page=press.page)
        return await self._learning.answer(request, client.token, delivery=pressed.trigger)

    async def _show(self, press: Press, pressed: Pressed, client: AsyncWebClient) -> None:
        """In the place of the card where that is the presser's, else as a private card."""
        reply = await self._reply_to(press, pressed, client)
        if reply is None:
            return
        is_theirs = pressed.is_private or press.asker == pressed.user
        in_place = press.act in ("turn", "ask") and is_theirs and reply.kind not in ALWAYS_PRIVATE
        private = pressed.is_private or not in_place
        place = Place(private=private, asker="" if private else press.asker, alone=press.alone)
        message = await self._card(reply, place=place, sheet=press.sheet, full=press.full)
        await self._respond(pressed.response_url, self._new(message, pressed, private=private, in_place=in_place))

    @staticmethod
    def _new(message: Message, pressed: Pressed, *, private: bool, in_place: bool) -> dict[str, Any]:
        thread = {"thread_ts": pressed.thread} if pressed.thread and not in_place else {}
        return {**to_body(message, private=private), "replace_original": in_place, **thread}

    async def _share(self, press: Press, pressed: Pressed, client: AsyncWebClient) -> None:
        """Post the card for everyone, once however often the button is pressed, and take the button off."""
        if self._learning.manages(translate.line(press.line, pressed, self._asking.clock(), page=press.page)):
            await self._refuse(pressed, slack.FOR_MANAGERS)
            return
        once = f"slack:share:{pressed.workspace}:{pressed.card}:{token(pressed.value)}"
        if not pressed.is_private or not await self._asking.first(once):
            return
        reply = await self._reply_to(press, pressed, client)
        if reply is None:
            return
        note = await self._posted(reply, press, pressed)
        if note is None:
            await self._asking.forget(once)
            return
        shared = Place(private=True, alone=True)
        done = await self._card(reply, place=shared, sheet=press.sheet, full=press.full, note=note)
        await self._respond(pressed.response_url, self._new(done, pressed, private=True, in_place=True))

    async def _posted(self, reply: Reply, press: Press, pressed: Pressed) -> str | None:
        """Post it; what the private card says of that, or None where it certainly was not posted."""
        if reply.kind not in SHARED_KINDS:
            told = await self._card(reply, place=_PRIVATE)
            await self._respond(pressed.response_url, self._new(told, pressed, private=True, in_place=False))
            return None
        public = Place(private=False, asker=pressed.user)
        message = await self._card(reply, place=public, sheet=press.sheet, full=press.full, shared_by=pressed.user)
        body = self._new(message, pressed, private=False, in_place=False)
        try:
            await self._sending.respond(pressed.response_url or "", body, repeatable=False)
        except PerhapsSent as fault:
            log.warning("slack: whether a card was shared is not known (%s)", fault)
            return texts.PERHAPS_SHARED
        except NotSent as fault:
            log.warning("slack: a card was not shared (%s)", fault)
            await self._say(pressed.response_url, texts.NOT_SHARED.format(reason=_why(fault)))
            return None
        return texts.SHARED

    async def _press_at_home(self, press: Press, pressed: Pressed, client: AsyncWebClient) -> None:
        if not press.line:
            await self._home(pressed.user, pressed.workspace, client)
            return
        reply = await self._reply_to(press, pressed, client)
        if reply is None:
            return
        view, kept = home.card(reply, sheet=press.sheet, full=press.full)
        await self._publish(client, pressed.user, view, kept)
