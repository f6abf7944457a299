"""The settings of a workspace and of its channels, by the names under which they are kept."""

from __future__ import annotations

from collections.abc import Mapping

ZONE = "zone"
"""The time zone of new schedules, of a channel or of the whole workspace."""

ADMIN_CHANNEL = "admin-channel"
"""Where it is told what could not be told to whoever made a schedule; of the whole workspace."""

MANAGERS = "managers"
"""Who may manage every channel, beside those whom the platform lets; of the whole workspace."""

MUTED = "muted"
"""The sources and publishers of which nothing is shown, as `bot.muting` writes them; of the whole workspace."""

ANSWERS = "answers"
"""Whether an answer is PRIVATE or PUBLIC where the asker does not say; of a channel or of the whole workspace."""

PRIVATE, PUBLIC = "private", "public"


def managers(settings: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of the people who were named."""
    return tuple(one for one in settings.get(MANAGERS, "").split(",") if one)


def written_managers(ids: tuple[str, ...]) -> str | None:
    """The people as they are kept; None for nobody."""
    return ",".join(dict.fromkeys(ids)) or None
