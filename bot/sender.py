"""The one way out: what the desk posts by itself goes through a `Sender`, one for each platform.

    SendFailed      certainly not sent
    SendUnknown     perhaps sent, and nothing tells
    NotFindable     whether it was sent cannot be looked up

A post carries a key, the same for every try, so that a platform can refuse the second one, or be asked for the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from bot.contract import Reply

Trouble = Literal["gone", "archived", "forbidden", "refused", "uninstalled", "busy", "down"]
"""Why a post was not taken. gone: no such channel, or none that the app can see. forbidden: a permission is missing.
refused: the platform does not take this message. uninstalled: the app is not in the workspace any more. busy: too much
at once. down: the platform was not reached, or had an error of its own."""

PERMANENT: tuple[Trouble, ...] = ("gone", "archived", "forbidden", "refused", "uninstalled")
"""Troubles that another try does not end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a post goes: a channel, or a person as a direct message where `user` is given."""

    platform: str
    workspace: str | None = None
    channel: str | None = None
    user: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message that stands: the platform's id of it, and its address for people, where there is one."""

    message: str
    link: str | None = None


class SendFailed(Exception):
    """The message was certainly not sent. `detail` is the platform's own word, `retry_after` the seconds it asked for,
    `missing` the permissions by name, where those are the reason."""

    def __init__(
        self, reason: Trouble, detail: str = "", *, retry_after: float | None = None, missing: tuple[str, ...] = ()
    ) -> None:
        super().__init__(f"{reason} ({detail})" if detail else reason)
        self.reason, self.detail, self.retry_after, self.missing = reason, detail, retry_after, missing

    @property
    def permanent(self) -> bool:
        """Whether another try would end the same."""
        return self.reason in PERMANENT


class SendUnknown(Exception):
    """The message may have been sent; the message of the exception says what happened, in a word."""


class NotFindable(Exception):
    """Whether a message was sent cannot be looked up: the app may not read there; the message says why, in a word."""


class Sender(Protocol):
    """One platform, as the delivery sees it. Every call ends within `adapters`' own time limit, or is cancelled."""

    @property
    def repeatable(self) -> timedelta:
        """How long after the first try the same key may be sent again: the platform then returns the first message."""

    def share(self, processes: int) -> None:
        """So many processes post at the same time from now on: each takes its part of what the platform allows."""

    async def send(self, target: Target, reply: Reply, key: str) -> Sent:
        """Post a reply under its key. Raises SendFailed, SendUnknown."""

    async def find(self, target: Target, key: str, since: datetime) -> Sent | None:
        """The message with that key, posted since then; None: it is certainly not there.

        Raises NotFindable, and SendFailed where the platform cannot be asked just now.
        """

    async def inspect(self, target: Target) -> tuple[str, ...]:
        """The permissions, by the platform's names, that the app lacks to post there; () when nothing is in the way.

        Raises SendFailed: `gone`, `archived`, `uninstalled`, or where the platform cannot be asked just now.
        """
