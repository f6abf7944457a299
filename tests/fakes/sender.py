"""A platform in memory that keeps what it accepted, and fails as it is told to: `bot.sender.Sender` without a wire."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.contract import Reply
from bot.sender import NotFindable, SendFailed, SendUnknown, Sent, Target

Fault = SendFailed | SendUnknown


@dataclass(frozen=True, slots=True)
class Accepted:
    """One message that the platform took."""

    target: Target
    reply: Reply
    key: str
    at: datetime


class FakeSender:
    """`repeatable`: the same key within that time gives the first message, as on Discord. `looks`: whether it can be
    asked for a key. Faults are used up one by one; `lose_after` accepts and then loses the answer. `clock` is the
    platform's own. `takes` seconds pass before it accepts, and `answers` seconds after that."""

    def __init__(
        self, clock: Callable[[], datetime], *, repeatable: timedelta = timedelta(0), looks: bool = True
    ) -> None:
        self.clock, self.repeatable, self.looks = clock, repeatable, looks
        self.accepted: list[Accepted] = []
        self.faults: deque[Fault | Exception | None] = deque()
        self.finds: deque[SendFailed | NotFindable | None] = deque()
        self.lose_after: deque[bool] = deque()
        self.missing: tuple[str, ...] = ()
        self.trouble: SendFailed | None = None
        self.no_direct: SendFailed | None = None
        self.takes = self.answers = 0.0
        self.under_way = self.most_at_once = 0
        self.asked = Counter[str]()
        self.found_at: list[datetime] = []

    def share(self, processes: int) -> None:
        self.processes = processes

    async def send(self, target: Target, reply: Reply, key: str) -> Sent:
        self.asked["send"] += 1
        self._refuse(target)
        self.under_way += 1
        self.most_at_once = max(self.most_at_once, self.under_way)
        await asyncio.sleep(self.takes)
        self.under_way -= 1
        first = self._found(key)
        if first is None or self.clock() - first.at >= self.repeatable:
            self.accepted.append(Accepted(target, reply, key, self.clock()))
        await asyncio.sleep(self.answers)
        if not target.user and self.lose_after and self.lose_after.popleft():
            raise SendUnknown("ConnectionResetError")
        return Sent(message=key, link=f"https://example.org/{key}")

    async def find(self, target: Target, key: str, since: datetime) -> Sent | None:
        self.asked["find"] += 1
        self.found_at.append(self.clock())
        if not self.looks:
            raise NotFindable("missing_scope")
        if self.finds and (fault := self.finds.popleft()) is not None:
            raise fault
        found = self._found(key)
        if found is None or found.at < since or found.target.channel != target.channel:
            return None
        return Sent(message=key, link=f"https://example.org/{key}")

    async def inspect(self, target: Target) -> tuple[str, ...]:
        self.asked["inspect"] += 1
        if self.trouble is not None:
            raise self.trouble
        return self.missing

    @property
    def posts(self) -> list[Accepted]:
        """What was posted into channels that are not an admin channel, in order."""
        return [one for one in self.accepted if one.target.channel and one.target.channel != "admins"]

    @property
    def told(self) -> list[tuple[str, str]]:
        """Who was told what, in order: a person or the admin channel, and the title."""
        others = [one for one in self.accepted if one not in self.posts]
        return [(one.target.user or one.target.channel or "", one.reply.title) for one in others]

    def titles(self) -> list[str]:
        """The titles of what was posted into channels, in order."""
        return [one.reply.title for one in self.posts]

    def times(self) -> list[str]:
        """When something was posted into channels, in order."""
        return [f"{one.at:%d %H:%M}" for one in self.posts]

    def doubled(self) -> dict[str, int]:
        """The keys that were posted into channels more than once."""
        counted = Counter(one.key for one in self.posts)
        return {key: count for key, count in counted.items() if count > 1}

    def _refuse(self, target: Target) -> None:
        if self.no_direct is not None and target.user:
            raise self.no_direct
        if self.trouble is not None and not target.user:
            raise self.trouble
        if not target.user and self.faults and (fault := self.faults.popleft()) is not None:
            raise fault

    def _found(self, key: str) -> Accepted | None:
        return next((one for one in reversed(self.accepted) if one.key == key), None)
