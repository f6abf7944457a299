"""Which tables a backup holds.

Kept is what was chosen, planned, posted or granted, for nothing else knows it: schedules, their ledger, what was shown,
notices, settings, installations with their sealed tokens; the long lines of buttons that stand in channels; the
deliveries that were taken up, so that one which comes again after a move to another database is not done twice; and
when the upkeep was last done.

Left out are the processes that deliver, which are others after a restore, and installations begun in a browser, which
are good for minutes. The records are left out because they are made of the dataset, which the backup holds as files.
"""

from __future__ import annotations

KEPT = (
    "schedule",
    "occurrence",
    "shown",
    "notice",
    "setting",
    "installation",
    "inbound",
    "line",
    "upkeep",
)
"""In the order in which they can be filled: what is referred to comes first."""

LEFT = ("worker", "install_state")

COUNTED = ("schedule", "occurrence", "notice")
"""Tables whose rows the database numbers."""

OURS = ("search", "alembic_version")
"""Tables of ours beside those that have a model."""
