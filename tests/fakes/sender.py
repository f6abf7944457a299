"""A platform in memory that keeps what it accepted, and fails as it is told to: `bot.sender.Sender` without a wire."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.contract import Reply
from bot.sender import NotFindable, SendFailed, SendUnknown, Sent, Target

Fault = SendFailed | SendUnknown | NotFindable


@dataclass(frozen=True, slots=True)
class Accepted:
    """One message that the platform took."""

    target: Target
    reply: Reply
    key: str
    at: datetime


class FakeSender:
    """`dedups`: the same key within `repeatable` gives the first message, as on Discord. `looks`: whether it can be
    asked for a key. Faults are used up one by one; `lose_after` accepts and then loses the answer."""

    def __init__(
        self, clock: Callable[[], datetime], *, repeatable: timedelta = timedelta(0), looks: bool = True
    ) -> None:
        self.clock, self.repeatable, self.looks = clock, repeatable, looks
        self.accepted: list[Accepted] = []
        self.faults: deque[Fault | None] = deque()
        self.lose_after: deque[bool] = deque()
        self.missing: tuple[str, ...] = ()
        self.trouble: SendFailed | None = None
        self.asked = Counter[str]()

    async def send(self, target: Target, reply: Reply, key: str) -> Sent:
        self.asked["send"] += 1
        if self.trouble is not None:
            raise self.trouble
        if self.faults and (fault := self.faults.popleft()) is not None:
            raise fault
        first = self._found(key)
        if first is None or self.clock() - first.at >= self.repeatable:
            self.accepted.append(Accepted(target, reply, key, self.clock()))
        if self.lose_after and self.lose_after.popleft():
            raise SendUnknown("ConnectionResetError")
        return Sent(message=key, link=f"https://example.org/{key}")

    async def find(self, target: Target, key: str, since: datetime) -> Sent | None:
        self.asked["find"] += 1
        if not self.looks:
            raise NotFindable("missing_scope")
        found = self._found(key)
        return Sent(message=key, link=f"https://example.org/{key}") if found and found.at >= since else None

    async def inspect(self, target: Target) -> tuple[str, ...]:
        self.asked["inspect"] += 1
        if self.trouble is not None:
            raise self.trouble
        return self.missing

    def titles(self) -> list[str]:
        """The titles of what was posted into channels, in order."""
        return [one.reply.title for one in self.accepted if one.target.channel]

    def doubled(self) -> dict[str, int]:
        """The keys that were accepted more than once."""
        counted = Counter(one.key for one in self.accepted)
        return {key: count for key, count in counted.items() if count > 1}

    def _found(self, key: str) -> Accepted | None:
        return next((one for one in reversed(self.accepted) if one.key == key), None)
