"""An office in tests: the desk asked by its people in their channels, and the worker that posts there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from fakes.sender import FakeSender
from posting_desk import Time, Worker

from adapters.render_text import render
from bot.contract import ALL_PAGES, Channel, Item, Reply, Request
from bot.desk import Desk

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
"""A Tuesday; in Tashkent it is 17:00."""

WORLD, OPS = "C1", "C2"
NAMES = {WORLD: "world", OPS: "ops"}
MANAGED_BY = {"alice": (WORLD, OPS), "admin": (WORLD, OPS)}
"""Alice manages; Bob is a member, Charlie a stranger."""


@dataclass
class Office:
    """A desk over the shipped dataset, a clock that is set, and a platform in memory."""

    desk: Desk
    platform: str = "fake"
    channels: dict[str, Channel] = field(default_factory=dict)
    time: Time = field(init=False)
    sender: FakeSender = field(init=False)
    worker: Worker = field(init=False)

    def __post_init__(self) -> None:
        self.time = Time(NOON)
        self.sender = FakeSender(self.time)
        self.worker = Worker(
            self.desk.store,
            self.time,
            self.sender,
            compose=lambda what, day, seen: self.desk.compose(what, day=day, seen=seen),
        )

    def ask(
        self,
        line: str,
        *,
        by: str | None = "alice",
        channel: str | None = WORLD,
        page: int = ALL_PAGES,
        timezone: str = "UTC",
        workspace: str = "W1",
    ) -> Reply:
        """What the desk answers to somebody in a channel, now."""
        request = Request(
            text=line,
            now=self.time.now,
            platform=self.platform,
            workspace=workspace,
            channel=channel,
            user=by,
            page=page,
            timezone=timezone,
            may_manage=channel in MANAGED_BY.get(by or "", ()),
            admin=by == "admin",
            channels={id: self._channel(id, by) for id in NAMES},
        )
        return self.desk.answer(request)

    def _channel(self, id: str, by: str | None) -> Channel:
        may = id in MANAGED_BY.get(by or "", ())
        return self.channels.get(id) or Channel(id=id, name=NAMES[id], may_manage=may)

    async def until(self, *, day: int, hour: int, minute: int = 0, month: int = 11) -> None:
        """Let the worker live up to a moment of 2026 (UTC)."""
        await self.worker.until(datetime(2026, month, day, hour, minute, tzinfo=UTC))

    def go(self, *, day: int, hour: int, minute: int = 0, month: int = 11) -> None:
        """Let time pass while nobody delivers."""
        self.time.now = datetime(2026, month, day, hour, minute, tzinfo=UTC)


def text(reply: Reply) -> str:
    """A card as people read it, on one line."""
    return " ".join(render(reply, colour=False, full=False, columns=10_000).split())


def labelled(reply: Reply, label: str) -> str:
    """The words of the line of a card with that label."""
    return found(reply, label).text


def found(reply: Reply, label: str) -> Item:
    """The line of a card with that label."""
    return next(item for part in reply.parts for item in part.items if item.label == label)


def lines(reply: Reply, title: str) -> list[str]:
    """The lines under a heading, each with its label."""
    items = [item for part in reply.parts if part.title == title for item in part.items]
    return [f"{item.label}: {item.text}" if item.label else item.text for item in items]
