"""The Bolt app: which of Slack's deliveries goes where."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.answering import Answering
from adapters.slack.form import NAME as FORM
from adapters.slack.installing import Installing, workspace
from adapters.slack.manifest import VERIFY
from bot.texts import cards as texts

log = logging.getLogger("summitdesk.slack")

ANY = re.compile(".*", re.DOTALL)


def build(
    answering: Answering,
    authorize: AsyncAuthorize,
    client: AsyncWebClient,
    *,
    new_reference: Callable[[], str],
    installing: Installing | None = None,
    flow: AsyncOAuthFlow | None = None,
) -> AsyncApp:
    """The app. Whoever hands it a request has checked its signature.

    The answer leaves in the acknowledgement (`process_before_response`): Bolt's other way looks for it only every
    10 ms, and loses it where a listener breaks.
    """
    app = AsyncApp(
        name="slack_bolt.app",  # Bolt sets the level of the logger of this name
        logger=logging.getLogger("slack_bolt"),
        client=client,
        authorize=authorize,  # type: ignore[arg-type]  # takes an instance too, says another annotation than Bolt's own
        oauth_flow=flow,
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
    )
    _commands(app, answering)
    _events(app, answering)
    if installing is not None:
        _installation(app, installing)
    _rest(app, new_reference)
    return app


def _commands(app: AsyncApp, answering: Answering) -> None:
    @app.command(ANY)
    async def command(body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext) -> BoltResponse:
        return await answering.command(body, client, workspace=workspace(context))

    @app.action(ANY)
    async def press(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext) -> None:
        await answering.press(ack, body, client, workspace=workspace(context))

    @app.shortcut(VERIFY)
    async def shortcut(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await answering.shortcut(ack, body, workspace=workspace(context))

    @app.view(FORM)
    async def submitted(body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext) -> BoltResponse:
        return await answering.submitted(body, client, workspace=workspace(context))

    @app.options(ANY)
    async def suggested(body: dict[str, Any]) -> BoltResponse:
        return answering.suggested(body)


def _events(app: AsyncApp, answering: Answering) -> None:
    async def message(body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext) -> None:
        await answering.message(body, client, workspace=workspace(context), bot_user=context.bot_user_id)

    app.event("app_mention")(message)
    app.event("message")(message)

    @app.event("app_home_opened")
    async def home(body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext) -> None:
        await answering.home(body, client, workspace=workspace(context))


def _installation(app: AsyncApp, installing: Installing) -> None:
    @app.event("app_uninstalled")
    async def uninstalled(body: dict[str, Any], context: AsyncBoltContext) -> None:
        await installing.uninstalled(body, context)

    @app.event("tokens_revoked")
    async def revoked(body: dict[str, Any], context: AsyncBoltContext) -> None:
        await installing.revoked(body, context)


def _rest(app: AsyncApp, new_reference: Callable[[], str]) -> None:
    """What no other listener takes is acknowledged, or Slack would count it as a failure of ours."""

    @app.event(ANY)
    async def event() -> None:
        return

    @app.shortcut(ANY)
    async def shortcut(ack: AsyncAck) -> None:
        await ack()

    @app.error
    async def broke(error: Exception) -> BoltResponse:
        reference = new_reference()
        log.error("%s slack: a request broke", reference, exc_info=error)
        said = texts.BROKE_LEAD.format(reference=reference)
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": said})
