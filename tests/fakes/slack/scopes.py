"""The scopes of a token: https://docs.slack.dev/reference/scopes"""

from __future__ import annotations

from typing import Protocol

from fakes.slack.refusing import Refused

USUAL = ("commands", "chat:write", "app_mentions:read", "im:history", "channels:read", "groups:read", "users:read")
"""What the bot's token has unless told otherwise; reading channels is asked for beside it."""


class Scoped(Protocol):
    """A token, as far as its scopes go."""

    scopes: set[str]


def require(token: Scoped, scope: str) -> None:
    """Raise Refused unless the token has the scope."""
    if scope not in token.scopes:
        raise Refused("missing_scope", needed=scope, provided=",".join(sorted(token.scopes)))
