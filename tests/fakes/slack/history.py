"""conversations.history: a channel's messages, newest first and in pages.

https://docs.slack.dev/reference/methods/conversations.history
"""

from dataclasses import dataclass

from fakes.slack.objects import message_object
from fakes.slack.refusing import Refused, TooFast
from fakes.slack.world import Channel, Json, Message, World

MOST = 999
USUAL = 100
# What apps outside the Marketplace get: https://docs.slack.dev/apis/web-api/rate-limits
RESTRICTED_PAGE = 15
RESTRICTED_SECONDS = 60


@dataclass
class History:
    """The pages of a channel; `is_restricted`: as for an app that is distributed outside the Marketplace."""

    world: World
    is_restricted: bool = False
    last_at: float | None = None

    def page(self, args: Json, channel: Channel) -> Json:
        """One page."""
        size = self._size(args)
        oldest, latest = str(args.get("oldest") or "0"), str(args.get("latest") or "9" * 12)
        before = str(args.get("cursor") or "")
        if before and not before.startswith("next_ts:"):
            raise Refused("invalid_cursor")
        latest = before.removeprefix("next_ts:") or latest
        fitting = [m for m in self._messages(channel) if float(oldest) < float(m.ts) < float(latest)]
        shown, rest = fitting[:size], fitting[size:]
        with_metadata = str(args.get("include_all_metadata", "")).lower() in ("1", "true")
        return {
            "messages": [message_object(m, self.world, with_metadata=with_metadata) for m in shown],
            "has_more": bool(rest),
            "response_metadata": {"next_cursor": f"next_ts:{shown[-1].ts}" if rest else ""},
        }

    def _size(self, args: Json) -> int:
        size = int(args.get("limit") or USUAL)
        if not 1 <= size <= MOST:
            raise Refused("invalid_limit")
        if not self.is_restricted:
            return size
        now = self.world.clock()
        if self.last_at is not None and now - self.last_at < RESTRICTED_SECONDS:
            raise TooFast(int(RESTRICTED_SECONDS - (now - self.last_at)) or 1)
        self.last_at = now
        return min(size, RESTRICTED_PAGE)

    def _messages(self, channel: Channel) -> list[Message]:
        """What stands in the channel itself: no replies, and nothing that one person alone sees."""
        found = [m for m in self.world.messages if m.channel == channel.id and not m.is_deleted and not m.is_ephemeral]
        return sorted((m for m in found if m.thread_ts in (None, m.ts)), key=lambda m: float(m.ts), reverse=True)
