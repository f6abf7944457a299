"""The form for a new schedule at work: opened at once, answered in time, and its card sent to whoever filled it.

A form may be opened within three seconds of a gesture, once, and must be acknowledged within three when it is sent:
https://docs.slack.dev/interactivity/handling-user-interaction
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.asking import Asking
from adapters.pressing import Place
from adapters.slack import form, translate
from adapters.slack.form import Filled
from adapters.slack.learning import Learning
from adapters.slack.render import to_body, to_message
from adapters.slack.sending import NotSent, Sending
from adapters.slack.translate import Payload
from adapters.work import Work
from bot.contract import Reply, Request
from bot.texts import slack as texts

log = logging.getLogger("summitdesk.slack")

ShowHome = Callable[[str, str | None, AsyncWebClient], Awaitable[None]]
"""Shows a user of a workspace their Home anew."""


class Scheduling:
    """The form. `patience`: seconds that an acknowledgement waits for its answer."""

    def __init__(self, asking: Asking, learning: Learning, work: Work, sending: Sending, *, patience: float) -> None:
        self._asking, self._learning, self._work, self._sending = asking, learning, work, sending
        self._patience = patience

    def is_asked(self, line: str) -> bool:
        """Whether a line asks for the form, and the desk has schedules."""
        return form.is_asked(line) and self._asking.desk.registry.find(form.COMMAND) is not None

    async def command(self, body: Payload, client: AsyncWebClient) -> BoltResponse:
        """A slash command that opens the form; where Slack does not open it, the sentence for that."""
        back = str(body.get("response_url", ""))
        opened = self._work.start(self.opened(client, translate.trigger(body), back=back))
        await asyncio.wait({opened}, timeout=self._patience)
        if opened.done() and not opened.result():
            return acknowledged({"response_type": "ephemeral", "text": texts.NOT_OPENED})
        return BoltResponse(status=200)

    async def opened(self, client: AsyncWebClient, trigger: str, *, back: str = "") -> bool:
        """Open the form for whoever made the gesture of that trigger; False: Slack did not."""
        try:
            await self._sending.open(client, trigger, form.view(back=back))
        except NotSent as fault:
            log.warning("slack: a form was not opened (%s)", fault)
            return False
        return True

    async def submitted(
        self, body: Payload, client: AsyncWebClient, show_home: ShowHome, *, workspace: str | None
    ) -> BoltResponse:
        """The form is sent off: it closes and the card follows, or it stays with a sentence under a field."""
        sent = form.filled(body, workspace=workspace)
        mistakes = form.mistakes(sent)
        if mistakes:
            return acknowledged({"response_action": "errors", "errors": mistakes})
        answer = self._work.start(self._answered(sent, translate.trigger(body), client))
        await asyncio.wait({answer}, timeout=self._patience)
        reply = answer.result() if answer.done() else None
        if reply is not None and reply.kind in form.REFUSING:
            return acknowledged({"response_action": "errors", "errors": form.errors(reply, sent)})
        self._work.start(self._tell(answer, sent, client, show_home))
        return BoltResponse(status=200)

    def suggested(self, body: Payload) -> BoltResponse:
        """What somebody types into the menu of time zones."""
        typed, action = body.get("value"), body.get("action_id")
        is_ours = action == form.ZONE and isinstance(typed, str)
        found = self._asking.suggestions(form.COMMAND, form.ZONE, str(typed), place=("slack", "")) if is_ours else ()
        return acknowledged({"options": form.choices(found)})

    async def _answered(self, sent: Filled, trigger: str, client: AsyncWebClient) -> Reply | None:
        request = Request(
            command=form.COMMAND,
            options=form.options(sent),
            now=self._asking.clock(),
            platform="slack",
            workspace=sent.workspace,
            user=sent.user,
        )
        return await self._learning.answer(request, client.token, delivery=trigger)

    async def _tell(
        self, answer: asyncio.Task[Reply | None], sent: Filled, client: AsyncWebClient, show_home: ShowHome
    ) -> None:
        """Send the card to whoever filled the form: where they typed the command, else as a direct message."""
        reply = await answer
        if reply is None:
            return
        message = to_message(reply, Place(private=True, alone=True))
        await self._asking.keep(message.kept)
        body = to_body(message, private=True)
        if not await self._is_back(sent.back, body):
            await self._direct(client, sent.user, body)
        if sent.back is None:
            await show_home(sent.user, sent.workspace, client)

    async def _is_back(self, url: str | None, body: Mapping[str, Any]) -> bool:
        """Whether the card went where the command was typed; that address is good for half an hour."""
        if url is None:
            return False
        try:
            await self._sending.respond(url, body)
        except NotSent as fault:
            log.info("slack: the card of a form goes to its user directly (%s)", fault)
            return False
        return True

    async def _direct(self, client: AsyncWebClient, user: str, body: Mapping[str, Any]) -> None:
        said = {name: value for name, value in body.items() if name != "response_type"}
        try:
            await self._sending.post(client, {"channel": user, **said})
        except NotSent as fault:
            log.warning("slack: the card of a form was not taken (%s)", fault)


def acknowledged(body: Mapping[str, Any]) -> BoltResponse:
    """An acknowledgement that carries something."""
    written = json.dumps(body, ensure_ascii=False)
    return BoltResponse(status=200, body=written, headers={"content-type": ["application/json"]})
