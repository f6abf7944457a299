"""What is done to a real payload so that it is one no longer, and to its bytes. Pure: chance is an argument."""

from __future__ import annotations

import copy
import gzip
import json
from collections.abc import Sequence
from random import Random
from typing import Any
from urllib.parse import quote_plus

Json = Any

SURROGATE = "\ud800"
ATOMS: tuple[Json, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 2**70, -(2**63) - 1, 1e308, float("nan"), float("inf"), 0.5, "", " ",
    "\x00", "a\x00b", SURROGATE, f"members {SURROGATE}", "\U0010ffff", "\u202emembers", "\ufeff", "‎‏‮", "é" * 300,
    "习近平" * 100, "a" * 5000, "9" * 5000, "x" * 70_000, "<!channel>", "<!here|x>", "<@U_ALICE>", "<@U_ALICE|bob>",
    "<#C_WORLD|world>", "<#C_NONE>", "&lt;&amp;", "@everyone", "${jndi:ldap://x}", "../../../etc/passwd",
    "' OR 1=1 --", "'; DROP TABLE record; --", "{{7*7}}", "%s%n%x", "%00", "\r\nSet-Cookie: a=b", "<script>alert(1)",
    "NaN", "null", "2016-02-30", "9999-12-31", "0000-00-00", "1e999", "T_SUMMIT", "C_WORLD", "U_BOB", "app_uninstalled",
    "http://127.0.0.1:9/r", "file:///etc/passwd", "http://[::1", "https://hooks.slack.com.evil.example/x",
    [], {}, [[]], [None], {"": ""}, {"type": None}, ["members"] * 50,
)  # fmt: skip
"""Values that stand where something else should."""

WORDS = (
    "members", "summit", "quote", "verify", "onthisday", "who", "timeline", "diff", "fact", "search", "cite",
    "coverage", "schedule", "add", "list", "remove", "log", "settings", "help", "about", "sco", "2016", "2025",
    "2016-02-30", "03/04/2016", "Umarov", "Умаров", "习近平", "Astana", "Belarus", "Iraq", "as-of", "before", "--",
    "about:", "=", ":", "'", '"', "“", "”", "private", "public", "in", "1e999", "-1", "0", "9" * 40, "29 February",
    "next", "last", "25th", "..", "2005..2017", "2017-2005", "Q001", "sco-25", "ap", "*", "%", "_", "NOT", "NEAR(",
    "OR", "^", "\x00", "🇰🇿", "🧨", "é́́́", "<@U_BOB>", "<#C_WORLD|world>", "#world", "/", "?", "\n", "\t", " ",
)  # fmt: skip
"""Of what lines are made that nobody would write."""


def line(chance: Random) -> str:
    """A line for the desk."""
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(0, 9)))


def mutated(payload: Json, chance: Random, pool: Sequence[Json]) -> Json:
    """The payload with one to four things in it changed; `pool` are other payloads, from which parts are taken."""
    found = copy.deepcopy(payload)
    for _ in range(chance.randint(1, 4)):
        places = list(_places(found))
        if not places:
            return found
        holder, key = chance.choice(places)
        _change(holder, key, chance, pool)
    return found


def _places(value: Json) -> Any:
    """Every place in a payload: what holds it, and under which key."""
    keys = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in keys:
        yield value, key
        yield from _places(inner)


def _change(holder: Any, key: Any, chance: Random, pool: Sequence[Json]) -> None:
    kind = chance.choice(("drop", "atom", "atom", "line", "swap", "nest", "rename", "wrap", "more"))
    if kind == "drop":
        del holder[key]
    elif kind == "atom":
        holder[key] = copy.deepcopy(chance.choice(ATOMS))
    elif kind == "line":
        holder[key] = line(chance)
    elif kind == "swap":
        other, name = chance.choice(list(_places(chance.choice(pool))))
        holder[key] = copy.deepcopy(other[name])
    elif kind == "nest":
        holder[key] = nested(chance.choice((3, 40, 150)), holder[key])
    elif kind == "rename" and isinstance(holder, dict):
        holder[str(chance.choice(ATOMS))[:50]] = holder.pop(key)
    elif kind == "more" and isinstance(holder, list):
        holder.extend(copy.deepcopy(holder[key]) for _ in range(chance.choice((2, 50))))
    else:
        holder[key] = [holder[key]]


def nested(depth: int, inner: Json) -> Json:
    """Lists in lists."""
    for _ in range(depth):
        inner = [inner]
    return inner


def as_json(payload: Json, chance: Random) -> bytes:
    """The payload as a platform would write it, or nearly."""
    if chance.random() < 0.8:
        return json.dumps(payload).encode()
    return json.dumps(payload, ensure_ascii=False).encode("utf-8", "surrogatepass")


def as_form(fields: Json, chance: Random) -> bytes:
    """The fields of a form; a value that is no text is written as JSON, or as it comes."""
    if not isinstance(fields, dict):
        return quote_plus(str(fields)).encode()
    parts = []
    for name, value in fields.items():
        text = value if isinstance(value, str) else json.dumps(value) if chance.random() < 0.5 else str(value)
        parts.append(f"{quoted(str(name))}={quoted(text)}")
    return "&".join(parts).encode()


def quoted(text: str) -> str:
    """As it stands in a form, or in an address."""
    return quote_plus(text.encode("utf-8", "surrogatepass"))


def garbled(body: bytes, chance: Random) -> bytes:
    """The bytes of a body, damaged."""
    kind = chance.choice(("cut", "flip", "bom", "utf-16", "twice", "after", "gzip", "deep", "keys", "none", "random"))
    if kind == "cut":
        return body[: chance.randint(0, len(body))]
    if kind == "flip" and body:
        at = chance.randrange(len(body))
        return body[:at] + bytes([body[at] ^ (1 << chance.randrange(8))]) + body[at + 1 :]
    return {
        "bom": b"\xef\xbb\xbf" + body,
        "utf-16": body.decode("utf-8", "replace").encode("utf-16"),
        "twice": body + body,
        "after": body + chance.randbytes(20),
        "gzip": gzip.compress(body),
        "deep": b'{"type":' * 5000 + b"1" + b"}" * 5000 if chance.random() < 0.5 else b"[" * 100_000,
        "keys": b'{"type":"event_callback","type":1,"event":{},' + body[1:],
        "random": chance.randbytes(chance.choice((1, 30, 3000))),
    }.get(kind, b"")
