"""One delivery of a payload to the bot, and what came of it; the same for both transports."""

from dataclasses import dataclass, field
from typing import Literal

from fakes.slack.world import Json

# What Slack does with a payload: these are the kinds of Socket Mode envelopes.
Kind = Literal["slash_commands", "interactive", "events_api"]
# How a request is signed: as it should be, with a foreign secret, five minutes too late, changed after signing,
# or not at all.
Signing = Literal["good", "forged", "aged", "tampered", "omitted"]

OK = "ok"
TIMEOUT = "operation_timeout"
FAILED = "dispatch_failed"


@dataclass(frozen=True)
class Delivery:
    """A payload on its way; a redelivery has an attempt above 0, and the reason Slack gives for it."""

    kind: Kind
    payload: Json
    attempt: int = 0
    reason: str = ""
    envelope_id: str = ""
    signing: Signing = "good"

    @property
    def takes_response(self) -> bool:
        """Whether the acknowledgement may carry something for the user."""
        return self.kind == "slash_commands" or self.payload.get("type") in ("view_submission", "block_suggestion")


@dataclass(frozen=True)
class Outcome:
    """How the bot took it: `status` is ok, or the error the user would see."""

    status: str
    ack_ms: float
    response: Json = field(default_factory=dict)
    http_status: int | None = None
    headers: Json = field(default_factory=dict)
    reason: str = ""
