"""Two installations whose tokens are sealed, and the keys for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from data.operations.installations import Installed
from data.sealing import Sealer

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
OLD_KEY, NEW_KEY = "the key from before that is 32 long", "the key from now on that is 32 long"
OLD, NEW, BOTH = Sealer(OLD_KEY), Sealer(NEW_KEY), Sealer(NEW_KEY, OLD_KEY)
ONE = Installed(
    platform="slack",
    workspace="T1",
    name="One",
    app="A1",
    bot="B1",
    bot_user="U1",
    installer="U0ALICE",
    scopes="commands",
    token="xoxb-1",  # noqa: S106
    refresh="xoxe-1",
    expires_at=NOW + timedelta(hours=12),
    at=NOW,
)
TWO = replace(ONE, workspace="T2", token="xoxb-2", refresh=None)  # noqa: S106
