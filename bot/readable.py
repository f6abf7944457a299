"""A request without what no database takes: a platform passes on whatever it was sent."""

from __future__ import annotations

from dataclasses import replace

from bot.contract import Request

NUL = "\0"


def readable(request: Request) -> Request:
    """The request with a space for each NUL, which PostgreSQL takes in no text
    (https://www.postgresql.org/docs/current/datatype-character.html)."""
    told = (request.text, request.workspace, request.channel, request.user, *request.options.values())
    if not any(NUL in value for value in told if value):
        return request
    return replace(
        request,
        text=_spaced(request.text),
        options={name: _spaced(value) for name, value in request.options.items()},
        workspace=_spaced(request.workspace) if request.workspace else None,
        channel=_spaced(request.channel) if request.channel else None,
        user=_spaced(request.user) if request.user else None,
    )


def _spaced(text: str) -> str:
    return text.replace(NUL, " ")
