"""The edge of a Slack request: whatever is delivered, by socket or by HTTP, gets an answer and never a trace."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

log = logging.getLogger("summitdesk.slack")


async def deliver(app: AsyncApp, payload: Mapping[str, Any], *, new_reference: Callable[[], str]) -> str:
    """Hand a delivery, already parsed and trusted, to the app.

    The acknowledgement's body comes back as JSON; "" for an empty one.
    """
    try:
        request = AsyncBoltRequest(mode="socket_mode", body=dict(payload))
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
