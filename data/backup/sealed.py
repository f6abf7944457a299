"""Whether a key opens the sealed tokens of a backup: the tokens are their own probe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from data.backup.manifest import Sealed
from data.sealing import Sealer, WrongKey


class Opened:
    """How many tokens were looked at, and how many of them a key opened."""

    def __init__(self, sealer: Sealer | None) -> None:
        self._sealer = sealer
        self.tokens = self.opened = 0

    def look(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Look at rows of the table `installation`."""
        for row in rows:
            self.tokens += 1
            if self._sealer is not None:
                with suppress(WrongKey):
                    self._sealer.open(row["token"], row=f"{row['platform']}:{row['workspace']}")
                    self.opened += 1

    def is_enough(self, before: Sealed) -> bool:
        """Whether it opened no fewer than the key of the program that made the backup.

        One that opened nothing tells nothing then: if it had no key, any token that opens will do.
        """
        wanted = min(before.tokens, 1) if before.opened is None else before.opened
        return self.opened >= wanted
