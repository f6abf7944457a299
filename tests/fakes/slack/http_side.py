"""Slack as the caller: signed requests to the bot's URL.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession
from fakes.slack.delivery import FAILED, OK, TIMEOUT, Delivery, Outcome, Signing
from fakes.slack.world import Clock, Json

FORM = "application/x-www-form-urlencoded"
TOO_OLD = 301
# The reasons Slack gives in x-slack-retry-reason; on a socket it says `timeout`.
RETRY_REASONS = {TIMEOUT: "http_timeout", FAILED: "http_error"}


@dataclass(frozen=True)
class Answered:
    """The bot's HTTP answer."""

    status: int
    text: str
    content_type: str
    headers: Mapping[str, str]
    ms: float


@dataclass
class HttpSide:
    """Posts to the bot; `url` takes everything unless a kind has its own in `urls`."""

    session: ClientSession
    clock: Clock
    signing_secret: str
    ack_seconds: float
    url: str = ""
    urls: dict[str, str] = field(default_factory=dict)

    async def deliver(self, delivery: Delivery) -> Outcome:
        """Post the payload as Slack does for its kind and wait for the answer, no longer than Slack does."""
        content_type, body = _encoded(delivery)
        headers: dict[str, str] = {}
        if delivery.attempt:
            headers = {"x-slack-retry-num": str(delivery.attempt), "x-slack-retry-reason": delivery.reason}
        url = self.urls.get(delivery.kind, self.url)
        try:
            answered = await self.post(url, body, content_type, headers=headers, signing=delivery.signing)
        except TimeoutError:
            return Outcome(TIMEOUT, self.ack_seconds * 1000, reason="http_timeout")
        except ClientError:
            return Outcome(FAILED, 0.0, reason="connection_failed")
        if not 200 <= answered.status < 300:
            found = dict(answered.headers)
            return Outcome(FAILED, answered.ms, {}, answered.status, headers=found, reason="http_error")
        response = _response(answered) if delivery.takes_response else {}
        return Outcome(OK, answered.ms, response, answered.status, headers=dict(answered.headers))

    async def post(
        self,
        url: str,
        body: bytes,
        content_type: str,
        *,
        headers: Mapping[str, str] | None = None,
        signing: Signing = "good",
    ) -> Answered:
        """Post a body with a signature; raise TimeoutError when the bot has not answered in time."""
        signed, sent = self.signed(body, signing)
        all_headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "Accept": "application/json,*/*",
            **signed,
            **(headers or {}),
        }
        started = time.perf_counter()
        async with (
            asyncio.timeout(self.ack_seconds),
            self.session.post(url, data=sent, headers=all_headers, allow_redirects=False) as response,
        ):
            text = await response.text()
            ms = (time.perf_counter() - started) * 1000
            return Answered(response.status, text, response.content_type, dict(response.headers), ms)

    def signed(self, body: bytes, signing: Signing = "good") -> tuple[dict[str, str], bytes]:
        """Return the signature's headers and the body to send with them."""
        timestamp = str(int(self.clock()) - (TOO_OLD if signing == "aged" else 0))
        secret = "0" * 32 if signing == "forged" else self.signing_secret
        digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        headers = {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}
        if signing == "omitted":
            return {}, body
        return headers, (body + b"+" if signing == "tampered" else body)

    async def verify_url(self, challenge: str = "3eZbrw1aBm2rZgRNFdxV") -> Answered:
        """Send the url_verification that Slack sends when the events URL is saved."""
        body = json.dumps({"token": "gone", "challenge": challenge, "type": "url_verification"}).encode()
        return await self.post(self.urls.get("events_api", self.url), body, "application/json")

    async def ssl_check(self) -> Answered:
        """Send the unsigned ssl_check that Slack sends now and then to a command's URL."""
        body = urlencode({"token": "gone", "ssl_check": "1"}).encode()
        return await self.post(self.urls.get("slash_commands", self.url), body, FORM, signing="omitted")


def _encoded(delivery: Delivery) -> tuple[str, bytes]:
    if delivery.kind == "events_api":
        return "application/json", json.dumps(delivery.payload).encode()
    if delivery.kind == "interactive":
        return FORM, urlencode({"payload": json.dumps(delivery.payload)}).encode()
    return FORM, urlencode(delivery.payload).encode()


def _response(answered: Answered) -> Json:
    """What the body of an answer gives the user: JSON as it is, anything else as text."""
    if not answered.text.strip():
        return {}
    if answered.content_type == "application/json":
        try:
            parsed = json.loads(answered.text)
        except ValueError:
            parsed = None
        return parsed if isinstance(parsed, dict) else {"invalid": answered.text}
    return {"text": answered.text}
