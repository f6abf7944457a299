"""A refusal of a Web API method: `ok: false`, with its word and what stands beside it."""

from typing import Any

from fakes.slack.rules import Refusal


class Refused(Exception):
    """The method answers ok: false."""

    def __init__(self, error: str, messages: tuple[str, ...] = (), **beside: Any) -> None:
        super().__init__(error)
        self.error, self.messages, self.beside = error, messages, beside


class TooFast(Exception):
    """The method answers HTTP 429; `seconds` is its Retry-After."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def check(refusal: Refusal | None) -> None:
    """Raise Refused for what the rules refuse."""
    if refusal is not None:
        raise Refused(refusal.error, refusal.messages)
