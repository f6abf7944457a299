"""How the stand-in takes and gives what goes over the wire: bodies, answers, refusals."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

BODY: web.RequestKey[Any] = web.RequestKey("body", object)
"""Where a request keeps its parsed body."""


class Refusal(Exception):
    """An error of Discord's: HTTP status, JSON code, message. https://docs.discord.com/developers/topics/opcodes-and-status-codes."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def answered(body: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """JSON as Discord sends it; discord.py compares the type to exactly `application/json`."""
    text = json.dumps(body, ensure_ascii=False).encode()
    return web.Response(status=status, body=text, headers={"Content-Type": "application/json", **(headers or {})})


def empty() -> web.Response:
    return web.Response(status=204)


async def body_of(request: web.Request) -> tuple[Any, dict[str, bytes]]:
    """The JSON of a body, plain or beside uploaded files, and the files."""
    if request.content_type.startswith("multipart/"):
        form = await request.post()
        files = {one.filename: one.file.read() for one in form.values() if isinstance(one, web.FileField)}
        return json.loads(str(form.get("payload_json", "{}"))), files
    text = await request.text() if request.can_read_body else ""
    return json.loads(text) if text else None, {}
