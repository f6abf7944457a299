"""The edge of a Slack request: whatever is delivered, by socket or by HTTP, gets an answer and never a trace."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from yarl import URL

from adapters.slack.sending import is_slacks

log = logging.getLogger("summitdesk.slack")


async def deliver(app: AsyncApp, payload: Mapping[str, Any], *, new_reference: Callable[[], str]) -> str:
    """Hand a delivery, already parsed and trusted, to the app.

    The acknowledgement's body comes back as JSON; "" for an empty one.
    """
    try:
        request = AsyncBoltRequest(mode="socket_mode", body=_trusted(app, payload))
        response = await app.async_dispatch(request)
    except Exception as fault:  # noqa: BLE001  (the edge of a request)
        log.error("%s slack: a delivery could not be read (%s)", new_reference(), type(fault).__name__)
        return ""
    if response is not None and response.status >= 500:
        log.error("%s slack: a delivery broke", new_reference())
    if response is None or response.status != 200 or not response.body:
        return ""
    is_json = response.body.startswith("{")
    return response.body if is_json else json.dumps({"response_type": "ephemeral", "text": response.body})


def _trusted(app: AsyncApp, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The delivery without an address that is not Slack's: the library posts there by itself where the app is not
    installed."""
    home = URL(app.client.base_url).host
    return {
        name: value
        for name, value in payload.items()
        if name != "response_url" or (isinstance(value, str) and is_slacks(value, home=home))
    }
