"""Every setting that bot/settings.py reads, as the README lists it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.settings import (
    BACKUP_FOLDER,
    BACKUPS_KEPT,
    CHANNEL_RATE,
    DEFAULT_URL,
    DISCORD_API,
    HOST,
    LEDGER_DAYS,
    LEVELS,
    SEND_SECONDS,
    SLACK_API,
    USER_RATE,
)
from bot.texts import deliveries, running
from bot.texts import terminal as texts


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting as the README lists it."""

    name: str
    meaning: str
    default: str


DECLARED = (
    Setting("DATABASE_URL", texts.ABOUT_URL, f"`{DEFAULT_URL}`"),
    Setting("SUMMITDESK_DATA", texts.ABOUT_DATA, texts.SHIPPED_DATA),
    Setting("SLACK_BOT_TOKEN", texts.ABOUT_SLACK_BOT, texts.NOT_SET),
    Setting("SLACK_APP_TOKEN", texts.ABOUT_SLACK_APP, texts.NOT_SET),
    Setting("SLACK_SIGNING_SECRET", texts.ABOUT_SLACK_SIGNING, texts.NOT_SET),
    Setting("SLACK_CLIENT_ID", texts.ABOUT_SLACK_CLIENT, texts.NOT_SET),
    Setting("SLACK_CLIENT_SECRET", texts.ABOUT_SLACK_CLIENT_SECRET, texts.NOT_SET),
    Setting("SLACK_API_URL", texts.ABOUT_API, f"`{SLACK_API}`"),
    Setting("DISCORD_TOKEN", texts.ABOUT_DISCORD, texts.NOT_SET),
    Setting("DISCORD_PUBLIC_KEY", running.ABOUT_PUBLIC_KEY, texts.NOT_SET),
    Setting("DISCORD_SHARDS", running.ABOUT_SHARDS, running.ALL_SHARDS),
    Setting("DISCORD_SERVER", texts.ABOUT_DISCORD_SERVER, texts.EVERYWHERE),
    Setting("DISCORD_API_URL", texts.ABOUT_API, f"`{DISCORD_API}`"),
    Setting("PORT", texts.ABOUT_PORT, texts.NO_PORT),
    Setting("HOST", texts.ABOUT_HOST, f"`{HOST}`"),
    Setting("SUMMITDESK_SECRET_KEY", texts.ABOUT_KEY, texts.NOT_SET),
    Setting("SUMMITDESK_OLD_KEYS", running.ABOUT_OLD_KEYS, texts.NOT_SET),
    Setting("METRICS_TOKEN", running.ABOUT_METRICS, texts.NOT_SET),
    Setting("HEARTBEAT_URL", running.ABOUT_HEARTBEAT, texts.NOT_SET),
    Setting("BACKUP_FOLDER", running.ABOUT_BACKUP_FOLDER, f"`{BACKUP_FOLDER}`"),
    Setting("BACKUPS_KEPT", running.ABOUT_BACKUPS_KEPT, f"`{BACKUPS_KEPT}`"),
    Setting("USER_RATE", running.ABOUT_USER_RATE, f"`{USER_RATE}`"),
    Setting("CHANNEL_RATE", running.ABOUT_CHANNEL_RATE, f"`{CHANNEL_RATE}`"),
    Setting("LOG_LEVEL", texts.ABOUT_LEVEL.format(levels=", ".join(f"`{level}`" for level in LEVELS)), texts.LEVELS),
    Setting("LOG_FORMAT", texts.ABOUT_FORMAT, "`text`"),
    Setting("SEND_SECONDS", deliveries.ABOUT_SEND, f"`{SEND_SECONDS}`"),
    Setting("LEDGER_DAYS", deliveries.ABOUT_LEDGER, f"`{LEDGER_DAYS}`"),
    Setting("NO_COLOR", texts.ABOUT_COLOUR, texts.NOT_SET),
)
"""Every setting that `read` knows."""
