"""A reply as JSON; docs/json.md says what the keys mean."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from adapters.neutral import RISKY, clean, lines
from adapters.references import plain
from bot.contract import Item, Part, Reply, Source

Json = dict[str, Any]


def render(reply: Reply) -> Json:
    """The whole reply as values that JSON can write; what is unknown is null."""
    return {
        "kind": reply.kind,
        "canonical": _clean(reply.canonical),
        "title": clean(plain(reply.title, reply.named)),
        "lead": clean(plain(reply.lead, reply.named)),
        "as_of": reply.as_of.isoformat() if reply.as_of else None,
        "records": [clean(id) for id in reply.records],
        "sources": [_source(source) for source in reply.sources],
        "parts": [_part(part, reply.named) for part in reply.parts],
        "buttons": [{"label": clean(b.label), "command": clean(b.command)} for b in reply.buttons],
        "private": bool(reply.private),
        "page": reply.page,
        "pages": reply.pages,
        "reference": reply.reference,
    }


def line(value: Json) -> bytes:
    """A value as one line of JSON in UTF-8; what would steer a screen or end a line is written as an escape."""
    text = json.dumps(value, ensure_ascii=False)
    return RISKY.sub(lambda found: json.dumps(found.group())[1:-1], text).encode() + b"\n"


def _part(part: Part, named: Collection[str]) -> Json:
    title = plain(part.title, named) if part.title else part.title
    return {"kind": part.kind, "title": _clean(title), "items": [_item(item, named) for item in part.items]}


def _item(item: Item, named: Collection[str]) -> Json:
    return {
        "text": "\n".join(lines(plain(item.text, named))),
        "label": _clean(plain(item.label, named) if item.label else item.label),
        "date": _clean(item.date),
        "records": [clean(id) for id in item.records],
        "sources": [clean(id) for id in item.sources],
        "record_kind": item.record_kind,
        "link": _clean(item.link),
    }


def _source(source: Source) -> Json:
    return {
        "id": clean(source.id),
        "number": source.number,
        "publisher": _clean(source.publisher),
        "title": _clean(source.title),
        "date": _clean(source.date),
        "url": _clean(source.url),
    }


def _clean(text: str | None) -> str | None:
    return None if text is None else clean(text)
