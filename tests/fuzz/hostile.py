"""One hostile request after another, each made of its number alone, so that one that did harm can be made again."""

from __future__ import annotations

import hashlib
import hmac
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from fakes.slack.delivery import Delivery
from nacl.signing import SigningKey

from adapters.slack.http import INSTALL
from adapters.slack.manifest import EVENTS_PATH, REDIRECT_PATH
from tests.fuzz import mutating
from tests.fuzz.recorded import Recorded
from tests.fuzz.wire import Framing, Request

INTERACTIONS, HEALTH, READY, METRICS = "/discord/interactions", "/healthz", "/readyz", "/metrics"
KNOWN = (EVENTS_PATH, INSTALL, REDIRECT_PATH, INTERACTIONS, HEALTH, READY, METRICS)
STRANGE = (
    "/", "//", "/slack", "/slack/events/", "//slack/events", "/slack/%2e%2e/slack/events", "/slack/events;x", "*",
    "/%00", "/%ff%fe", "/é", "http://127.0.0.1/slack/events", "/discord/interactions?x=%00", "/.env", "/.git/config",
    "/admin", "/metrics/../healthz", "/healthz%0d%0aX: y", "/" + "a" * 6000, "/" + "a" * 9000, "/?" + "a=b&" * 1500,
    "/favicon.ico", "/slack/events#x", "/slack/install?next=//evil.example", "/readyz?verbose=1", "/api/v10/users/@me",
)  # fmt: skip
METHODS = ("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "post", "X" * 300)
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
TYPES = (
    "", "text/plain", "application/json; charset=klingon", "application/json;charset=utf-16", "multipart/form-data",
    "multipart/form-data; boundary=x", "application/octet-stream", "APPLICATION/JSON", ";;;", "a" * 4000, FORM, JSON,
)  # fmt: skip
HEADERS = (
    ("Content-Encoding", "gzip"), ("Content-Encoding", "br"), ("Expect", "100-continue"), ("Range", "bytes=0-1"),
    ("X-Forwarded-For", "127.0.0.1, ' OR 1=1"), ("X-Forwarded-Host", "evil.example"), ("Cookie", "a=b; " * 300),
    ("Cookie", "slack-app-oauth-state=\udcff\udcfe"), ("Upgrade", "websocket"), ("Connection", "Upgrade"),
    ("Accept", "\udcff"), ("X-Slack-Retry-Num", "1"), ("X-Slack-Retry-Num", "x" * 500), ("Te", "trailers"),
    ("Transfer-Encoding", "identity"), ("If-None-Match", "*"), ("Origin", "null"), ("Host", "evil.example:99999"),
    ("X-Http-Method-Override", "DELETE"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What a platform signs with, and what reads the figures."""

    slack: str
    discord: SigningKey
    metrics: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Makes the request of a number."""

    seed: int
    keys: Keys
    recorded: Recorded
    now: Callable[[], float] = time.time

    def request(self, number: int) -> Request:
        """A request that no platform would send, or one that it would and that is not what it seems."""
        chance = random.Random(f"{self.seed}:{number}")  # noqa: S311  (it has to be the same each time)
        (kind,) = chance.choices(list(_KINDS), [weight for weight, _ in _KINDS.values()])
        made = _KINDS[kind][1](self, chance)
        return replace(made, what=f"{kind}: {made.what}")

    def slack(self, chance: Random) -> Request:
        """Signed by Slack, with a payload that is not Slack's any more."""
        delivery = chance.choice(self.recorded.slack)
        payload: Any = delivery.payload
        if chance.random() < 0.15 and delivery.kind == "slash_commands":
            payload = {**payload, "text": mutating.line(chance)}
        elif chance.random() < 0.9:
            payload = mutating.mutated(payload, chance, self.recorded.pool)
        kind, body = _encoded(delivery, payload, chance)
        return self.signed_by_slack(_damaged(_post(EVENTS_PATH, kind, body, delivery.kind), chance))

    def discord(self, chance: Random) -> Request:
        """Signed by Discord, likewise."""
        payload: Any = chance.choice(self.recorded.discord)
        if chance.random() < 0.9:
            payload = mutating.mutated(payload, chance, self.recorded.pool)
        body = mutating.as_json(payload, chance)
        return self.signed_by_discord(_damaged(_post(INTERACTIONS, JSON, body, "interaction"), chance))

    def forged(self, chance: Random) -> Request:
        """Real payloads whose signature is missing, wrong, old, of another, or seen before."""
        is_slack = chance.random() < 0.5
        real = self.slack(chance) if is_slack else self.discord(chance)
        names = [name for name, _ in real.headers if name.startswith("X-S")]
        name, kind = chance.choice(names), chance.choice(("gone", "wrong", "twice", "old", "again", "again"))
        if kind == "again":
            return replace(real, what="again", again=chance.choice((1, 3)))
        if kind == "old":
            stamp = str(int(self.now()) + chance.choice((-301, -90_000, 400, -(10**9))))
            sign = self.signed_by_slack if is_slack else self.signed_by_discord
            bare = tuple(pair for pair in real.headers if pair[0] not in names)
            return replace(sign(replace(real, headers=bare), stamp), what="old")
        others = tuple(pair for pair in real.headers if pair[0] != name)
        wrong = chance.choice(
            ("", "v0=", "v0=" + "0" * 64, "0" * 128, "é", "\udcff" * 9, "now", "9" * 400, "-1", "1e9")
        )
        added = {"gone": (), "wrong": ((name, wrong),), "twice": ((name, wrong), (name, wrong))}[kind]
        return replace(real, what=kind, headers=(*others, *added))

    def pages(self, chance: Random) -> Request:
        """What a browser asks for: the installation, and its way back with what an attacker puts there."""
        if chance.random() < 0.3:
            return Request(what="install", method=chance.choice(("GET", "HEAD", "POST")), path=INSTALL)
        names = chance.choices(("code", "state", "error", "x"), k=chance.randint(0, 4))
        query = "&".join(f"{name}={mutating.quoted(str(chance.choice(mutating.ATOMS))[:3000])}" for name in names)
        cookie = (("Cookie", f"slack-app-oauth-state={chance.choice(('', 'x', 'é', chr(0xDCFF)))}"),)
        headers = cookie if chance.random() < 0.5 else ()
        return Request(what="back", method="GET", path=f"{REDIRECT_PATH}?{query}", headers=headers)

    def figures(self, chance: Random) -> Request:
        """The pages of whoever watches over the desk, with and without the word that opens them."""
        word = chance.choice(
            ("", "Bearer ", "Bearer x", f"Bearer {self.keys.metrics}", self.keys.metrics[:-1], "\udcff")
        )
        path, method = chance.choice((HEALTH, READY, METRICS)), chance.choice(("GET", "GET", "HEAD", "POST"))
        return Request(what=path, method=method, path=path, headers=(("Authorization", word),))

    def elsewhere(self, chance: Random) -> Request:
        """Other paths, and known ones in another way."""
        path = chance.choice(STRANGE) if chance.random() < 0.6 else chance.choice(KNOWN)
        body = chance.randbytes(chance.choice((0, 0, 5, 500)))
        method = chance.choice(("GET", "POST", *METHODS))
        return _damaged(replace(_post(path, chance.choice(TYPES), body, path[:30]), method=method), chance)

    def broken(self, chance: Random) -> Request:
        """What is no HTTP, or two things at once."""
        return Request(what="raw", raw=chance.choice(_RAW)(chance))

    def ordinary(self, number: int) -> Request:
        """A command as Discord sends it, each with an id of its own; the answer names the members."""
        payload = {**self.recorded.discord[1], "id": str(10**18 + number)}
        return self.signed_by_discord(_post(INTERACTIONS, JSON, json.dumps(payload).encode(), "ordinary"))

    def signed_by_slack(self, request: Request, stamp: str | None = None) -> Request:
        """With Slack's headers, of now or another time."""
        stamp = stamp or str(int(self.now()))
        made = hmac.new(self.keys.slack.encode(), f"v0:{stamp}:".encode() + request.body, hashlib.sha256).hexdigest()
        told = (("X-Slack-Request-Timestamp", stamp), ("X-Slack-Signature", f"v0={made}"))
        return replace(request, headers=(*request.headers, *told))

    def signed_by_discord(self, request: Request, stamp: str | None = None) -> Request:
        """With Discord's headers, likewise."""
        stamp = stamp or str(int(self.now()))
        made = self.keys.discord.sign(stamp.encode() + request.body).signature.hex()
        told = (("X-Signature-Timestamp", stamp), ("X-Signature-Ed25519", made))
        return replace(request, headers=(*request.headers, *told))


def _post(path: str, kind: str, body: bytes, what: str) -> Request:
    return Request(what=what, path=path, headers=(("Host", "desk.example"), ("Content-Type", kind)), body=body)


def _encoded(delivery: Delivery, payload: Any, chance: Random) -> tuple[str, bytes]:
    """The payload as Slack writes its kind, or as another one."""
    kind = chance.choice(("slash_commands", "interactive", "events_api")) if chance.random() < 0.1 else delivery.kind
    if kind == "events_api":
        return JSON, mutating.as_json(payload, chance)
    if kind == "interactive":
        return FORM, mutating.as_form({"payload": mutating.as_json(payload, chance).decode("utf-8", "replace")}, chance)
    return FORM, mutating.as_form(payload, chance)


def _damaged(request: Request, chance: Random) -> Request:
    """Now and then: other bytes, another type, other headers, another framing, too much of everything."""
    if chance.random() < 0.15:
        request = replace(request, body=mutating.garbled(request.body, chance))
    if chance.random() < 0.02:
        request = replace(request, body=request.body + b" " * chance.choice((300_000, 1_500_000)))
    headers = request.headers
    if chance.random() < 0.1:
        others = [pair for pair in headers if pair[0] != "Content-Type"]
        headers = (*others, ("Content-Type", chance.choice(TYPES)))
    if chance.random() < 0.1:
        headers = (*headers, *chance.sample(HEADERS, 2))
    framing: Framing = "length"
    if chance.random() < 0.1:
        framing = chance.choice(("chunked", "chunked", "cut", "bare"))
    return replace(request, headers=headers, framing=framing)


_HEAD = b"POST /slack/events HTTP/1.1\r\nHost: x\r\n"
_RAW: Sequence[Callable[[Random], bytes]] = (
    lambda chance: chance.randbytes(chance.choice((1, 100, 9000))),
    lambda chance: b"GET " + chance.randbytes(50) + b" HTTP/1.1\r\n\r\n",
    lambda _: b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 80,
    lambda _: b"GET / HTTP/9.9\r\n\r\n",
    lambda _: b"GET / HTTP/1.0\r\n\r\n",
    lambda _: b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    lambda _: _HEAD + b"Content-Length: 5\r\nContent-Length: 50\r\n\r\nabcde",
    lambda _: _HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n",
    lambda _: _HEAD + b"Content-Length: -1\r\n\r\n",
    lambda _: _HEAD + b"Content-Length: 99999999999999999999\r\n\r\n",
    lambda _: _HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
    lambda _: _HEAD + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nabc",
    lambda _: _HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab",
    lambda _: _HEAD + b"X: " + b"a" * 100_000 + b"\r\n\r\n",
    lambda _: _HEAD + b"".join(b"X-%d: y\r\n" % n for n in range(3000)) + b"\r\n",
    lambda _: _HEAD + b"X-Slack-Signature: a\r\n b\r\n\r\n",
    lambda _: _HEAD + b"Bad Header: y\r\n\r\n",
    lambda _: _HEAD + b"\xff\xfe: y\r\n\r\n",
    lambda _: _HEAD + b"X: a\x00b\r\n\r\n",
    lambda _: b"\r\n\r\n\r\n",
    lambda _: b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n" * 20,
)
"""What is sent as it is."""

_KINDS: dict[str, tuple[float, Callable[[Maker, Random], Request]]] = {
    "slack": (40, Maker.slack),
    "discord": (25, Maker.discord),
    "forged": (12, Maker.forged),
    "pages": (5, Maker.pages),
    "figures": (3, Maker.figures),
    "elsewhere": (10, Maker.elsewhere),
    "broken": (5, Maker.broken),
}
"""What is made how often, of a hundred."""
