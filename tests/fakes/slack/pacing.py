"""How fast the bot may post in one channel: https://docs.slack.dev/apis/web-api/rate-limits"""

import math
from dataclasses import dataclass, field

from fakes.slack.refusing import TooFast
from fakes.slack.world import Clock


@dataclass
class Pacing:
    """Refuses a post that comes sooner after the last one in its channel than `seconds`; 0: refuses none."""

    clock: Clock
    seconds: float = 0.0
    refused: int = 0
    last: dict[str, float] = field(default_factory=dict)

    def take(self, channel: str) -> None:
        """Count a post. Raises TooFast."""
        now = self.clock()
        left = self.last.get(channel, -math.inf) + self.seconds - now
        if self.seconds and left > 0:
            self.refused += 1
            raise TooFast(max(math.ceil(left), 1))
        self.last[channel] = now
