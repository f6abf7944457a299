"""Trigger ids: one per interaction, good for one view within three seconds."""

import secrets
from dataclasses import dataclass

from fakes.slack.world import Clock

SECONDS = 3


@dataclass
class _Trigger:
    user: str
    made_at: float
    is_used: bool = False


class Triggers:
    """All trigger ids given out."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._known: dict[str, _Trigger] = {}

    def issue(self, user: str) -> str:
        """Make the trigger id of an interaction."""
        trigger_id = f"{secrets.randbelow(10**10)}.{secrets.randbelow(10**9)}.{secrets.token_hex(16)}"
        self._known[trigger_id] = _Trigger(user, self.clock())
        return trigger_id

    def exchange(self, trigger_id: str) -> tuple[str, str | None]:
        """Return the user a view is opened for, and the error instead if it may not be opened."""
        trigger = self._known.get(trigger_id)
        if trigger is None:
            return "", "invalid_trigger_id"
        if trigger.is_used:
            return "", "exchanged_trigger_id"
        if self.clock() - trigger.made_at > SECONDS:
            return "", "expired_trigger_id"
        trigger.is_used = True
        return trigger.user, None
