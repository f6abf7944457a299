"""What a handler is given: the store's reader, the names, the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.contract import ALL_PAGES
from bot.names import Names
from bot.registry import Registry
from data.queries.frame import Frame
from data.store import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What a handler is given besides its arguments. `today` is the asker's day; no handler asks for the clock."""

    reader: Reader
    frame: Frame
    names: Names
    registry: Registry
    today: date
    page: int = 1

    @property
    def checked(self) -> date:
        """The day for which the data can speak: today, or the last check where today is later."""
        return min(self.today, self.frame.checked)

    @property
    def whole(self) -> bool:
        """Whether the whole answer is wanted on one page."""
        return self.page == ALL_PAGES
