"""The settings: the one file that reads the environment, and `.env` in the working directory.

The environment wins over `.env`. A secret may be given as NAME or, as a file that holds it, as NAME_FILE. A wrong
value stops the start and names the setting, never its content. An empty value counts as not given.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from bot import environment as env
from bot.environment import Layer, Layers, WrongSetting
from bot.texts import deliveries, running
from bot.texts import terminal as texts

DEFAULT_URL = "sqlite:///summitdesk.db"
SLACK_API = "https://slack.com/api/"
DISCORD_API = "https://discord.com/api/v10"
BOT_STARTS, APP_STARTS = ("xoxb-", "xoxe.xoxb-"), ("xapp-",)
"""How the two tokens of a Slack app begin (https://docs.slack.dev/authentication/tokens)."""

HOST = "0.0.0.0"  # noqa: S104  (a container's port is mapped from outside; behind a proxy of the same machine set it)
SHORTEST_KEY = 32
"""Characters of a secret key, so that it cannot be guessed."""
SHORTEST_TOKEN = 16
"""Characters of the token for the figures."""

SEND_SECONDS = 60
LEDGER_DAYS = 731
BACKUP_FOLDER = "backups"
BACKUPS_KEPT = 7
USER_RATE, CHANNEL_RATE = 30, 120
"""Questions a minute."""

KEY_DIGITS = 64
"""Hexadecimal digits of a Discord public key, which is one of Ed25519."""

MOST_SHARDS = 4096

URL_STARTS = ("sqlite:///", "postgresql://", "postgres://", "postgresql+psycopg://")
LEVELS = ("debug", "info", "warning", "error", "critical")
FORMATS = ("text", "json")

_PASSWORDS = re.compile(r"://[^/?]*?:(?P<user>.+)@|[?&](?:ssl)?password=(?P<query>[^&]+)")

Platform = Literal["slack", "discord"]
PLATFORMS: tuple[Platform, ...] = get_args(Platform)

Role = Literal["web", "worker", "all"]
ROLES: tuple[Role, ...] = get_args(Role)
"""What a process does: what is called over HTTP; sockets, clock and posts; or both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slack:
    """What is set for Slack; None: not set."""

    bot_token: str | None = field(repr=False)
    app_token: str | None = field(repr=False)
    signing_secret: str | None = field(repr=False)
    client_id: str | None
    client_secret: str | None = field(repr=False)
    api_url: str

    @property
    def is_set(self) -> bool:
        """Whether anything is set for Slack."""
        return any((self.bot_token, self.app_token, self.signing_secret, self.client_id, self.client_secret))

    @property
    def is_installable(self) -> bool:
        """Whether workspaces install the app by themselves, over OAuth."""
        return bool(self.client_id and self.client_secret)


@dataclass(frozen=True, slots=True)
class Shards:
    """Some of the shards into which a bot's servers are divided
    (https://docs.discord.com/developers/events/gateway#sharding)."""

    ids: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Discord:
    """What is set for Discord; None: not set. `server` is the one in which commands are tried out.

    With `public_key` Discord calls the desk over HTTP, and there is no gateway. `shards` are those that this process
    connects; None: as many as Discord asks for, all of them.
    """

    token: str | None = field(repr=False)
    public_key: str | None = None
    shards: Shards | None = None
    server: int | None
    api_url: str

    @property
    def is_set(self) -> bool:
        """Whether anything is set for Discord."""
        return bool(self.token or self.public_key)


@dataclass(frozen=True, slots=True)
class Notify:
    """Where systemd hears from its service, and within how many seconds it wants to each time; None: it need not.

    systemd sets these itself; nobody chooses them.
    """

    address: str
    watchdog: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the program was told. `plain`: the terminal shall get no colour; `state` is where history and log go, if
    anywhere. `send_seconds`: the longest time that a request to a platform can be under way."""

    database_url: str = field(repr=False)
    data: Path | None
    slack: Slack
    discord: Discord
    host: str
    port: int | None
    secret_key: str | None = field(repr=False)
    log_level: str | None
    log_format: str
    state: Path | None
    plain: bool
    send_seconds: int
    ledger_days: int
    old_keys: tuple[str, ...] = field(repr=False)
    metrics_token: str | None = field(repr=False)
    heartbeat_url: str | None = field(repr=False)
    backup_folder: Path
    backups_kept: int
    user_rate: int
    channel_rate: int
    notify: Notify | None = None

    def secrets(self) -> tuple[str, ...]:
        """What must never be shown: tokens, keys and passwords."""
        slack = self.slack
        passwords = [value for match in _PASSWORDS.finditer(self.database_url) for value in match.groups() if value]
        found = (slack.bot_token, slack.app_token, slack.signing_secret, slack.client_secret, self.discord.token)
        ours = (self.secret_key, *self.old_keys, self.metrics_token, self.heartbeat_url)
        return tuple(s for s in (*found, *ours, *passwords) if s)

    def platforms(self, only: Platform | None = None, *, role: Role = "all") -> tuple[Platform, ...]:
        """The platforms that are set, and with which a process of that role has something to do.

        Raises WrongSetting for one that is set by halves.
        """
        if role == "web" and self.port is None:
            raise WrongSetting("PORT", running.NO_WEB_PORT)
        found: list[Platform] = []
        if self.slack.is_set and only in (None, "slack"):
            self._check_slack(role)
            if role != "web" or not self.slack.app_token or self.slack.is_installable:
                found.append("slack")
        if self.discord.is_set and only in (None, "discord"):
            self._check_discord(role)
            if role != "web" or self.discord.public_key:
                found.append("discord")
        return tuple(found)

    def _check_discord(self, role: Role) -> None:
        if not self.discord.token:
            raise WrongSetting("DISCORD_TOKEN", running.NO_TOKEN)
        if self.discord.public_key and self.port is None and role != "worker":
            raise WrongSetting("PORT", running.NO_INTERACTIONS_PORT)

    def _check_slack(self, role: Role) -> None:
        slack, has_port = self.slack, self.port is not None or role == "worker"
        if not (slack.bot_token or slack.is_installable):
            raise WrongSetting("SLACK_BOT_TOKEN", texts.NO_BOT_TOKEN)
        if not (slack.app_token or (slack.signing_secret and has_port)):
            raise WrongSetting("SLACK_APP_TOKEN", texts.NO_APP_TOKEN)
        if slack.is_installable and not self.secret_key:
            raise WrongSetting("SUMMITDESK_SECRET_KEY", texts.NO_KEY)
        if slack.is_installable and not has_port:
            raise WrongSetting("PORT", texts.NO_INSTALL_PORT)


def read(environment: Layer | None = None, directory: Path | None = None) -> Settings:
    """The settings of this process. Raises WrongSetting."""
    return _read((_environment(environment), env.dotenv(_dotenv(directory))))


def read_leniently(
    environment: Layer | None = None, directory: Path | None = None
) -> tuple[Settings, tuple[WrongSetting, ...]]:
    """The settings without those that are wrong, and what is wrong with each of these."""
    wrong: list[WrongSetting] = []
    try:
        layers = (_environment(environment), env.dotenv(_dotenv(directory)))
    except WrongSetting as fault:
        wrong.append(fault)
        layers = (_environment(environment), {})
    while True:
        try:
            return _read(layers), tuple(wrong)
        except WrongSetting as fault:
            wrong.append(fault)
            dropped = {fault.name, f"{fault.name}_FILE", fault.name.removesuffix("_FILE")}
            first, second = ({k: v for k, v in layer.items() if k not in dropped} for layer in layers)
            layers = (first, second)


def _environment(given: Layer | None) -> Layer:
    return os.environ if given is None else given


def _dotenv(directory: Path | None) -> Path:
    return (directory or Path.cwd()) / ".env"


def _read(layers: Layers) -> Settings:
    return Settings(
        database_url=_database_url(layers),
        data=env.folder("SUMMITDESK_DATA", layers),
        slack=_slack(layers),
        discord=Discord(
            token=env.secret("DISCORD_TOKEN", layers),
            public_key=_public_key(layers),
            shards=_shards(layers),
            server=env.number("DISCORD_SERVER", layers, texts.BAD_SERVER, most=2**64),
            api_url=env.address("DISCORD_API_URL", layers, default=DISCORD_API),
        ),
        host=env.value("HOST", layers) or HOST,
        port=env.number("PORT", layers, texts.BAD_PORT, most=65535),
        secret_key=_key(layers),
        log_level=env.one_of("LOG_LEVEL", LEVELS, layers),
        log_format=env.one_of("LOG_FORMAT", FORMATS, layers) or "text",
        state=_state(layers[0]),
        plain=bool(layers[0].get("NO_COLOR")) or layers[0].get("TERM") == "dumb",
        send_seconds=env.number("SEND_SECONDS", layers, deliveries.BAD_SECONDS, most=3600, least=30) or SEND_SECONDS,
        ledger_days=env.number("LEDGER_DAYS", layers, deliveries.BAD_DAYS, most=36_500) or LEDGER_DAYS,
        old_keys=_old_keys(layers),
        metrics_token=_metrics_token(layers),
        heartbeat_url=_heartbeat(layers),
        backup_folder=Path(env.value("BACKUP_FOLDER", layers) or BACKUP_FOLDER),
        backups_kept=_count("BACKUPS_KEPT", layers, BACKUPS_KEPT),
        user_rate=_count("USER_RATE", layers, USER_RATE),
        channel_rate=_count("CHANNEL_RATE", layers, CHANNEL_RATE),
        notify=_notify(layers[0]),
    )


def _database_url(layers: Layers) -> str:
    url = env.secret("DATABASE_URL", layers) or DEFAULT_URL
    if not url.startswith(URL_STARTS):
        raise WrongSetting("DATABASE_URL", texts.BAD_URL)
    if url.removeprefix("sqlite:///") in ("", ":memory:"):
        raise WrongSetting("DATABASE_URL", texts.IN_MEMORY)
    return url


def _slack(layers: Layers) -> Slack:
    return Slack(
        bot_token=_starting("SLACK_BOT_TOKEN", BOT_STARTS, layers),
        app_token=_starting("SLACK_APP_TOKEN", APP_STARTS, layers),
        signing_secret=env.secret("SLACK_SIGNING_SECRET", layers),
        client_id=env.value("SLACK_CLIENT_ID", layers),
        client_secret=env.secret("SLACK_CLIENT_SECRET", layers),
        api_url=env.address("SLACK_API_URL", layers, default=SLACK_API).rstrip("/") + "/",
    )


def _starting(name: str, starts: tuple[str, ...], layers: Layers) -> str | None:
    """A token, whose beginning tells its kind: the two of Slack are easily mixed up."""
    value = env.secret(name, layers)
    if value is not None and not value.startswith(starts):
        raise WrongSetting(name, texts.BAD_START.format(start=starts[0]))
    return value


def _key(layers: Layers) -> str | None:
    value = env.secret("SUMMITDESK_SECRET_KEY", layers)
    if value is not None and len(value) < SHORTEST_KEY:
        raise WrongSetting("SUMMITDESK_SECRET_KEY", texts.SHORT_KEY.format(least=SHORTEST_KEY))
    return value


def _old_keys(layers: Layers) -> tuple[str, ...]:
    """The keys from before, one a line: any other mark may stand in a key."""
    told = env.secret("SUMMITDESK_OLD_KEYS", layers) or ""
    found = tuple(key.strip() for key in told.splitlines() if key.strip())
    if any(len(key) < SHORTEST_KEY for key in found):
        raise WrongSetting("SUMMITDESK_OLD_KEYS", running.SHORT_OLD_KEY.format(least=SHORTEST_KEY))
    return found


def _metrics_token(layers: Layers) -> str | None:
    told = env.secret("METRICS_TOKEN", layers)
    if told is not None and len(told) < SHORTEST_TOKEN:
        raise WrongSetting("METRICS_TOKEN", texts.SHORT_KEY.format(least=SHORTEST_TOKEN))
    return told


def _heartbeat(layers: Layers) -> str | None:
    told = env.secret("HEARTBEAT_URL", layers)
    if told is not None and not told.startswith(("https://", "http://")):
        raise WrongSetting("HEARTBEAT_URL", texts.BAD_API)
    return told


def _count(name: str, layers: Layers, default: int) -> int:
    found = env.number(name, layers, running.BAD_COUNT, most=1_000_000)
    return default if found is None else found


def _public_key(layers: Layers) -> str | None:
    told = env.value("DISCORD_PUBLIC_KEY", layers)
    if told is not None and not re.fullmatch(rf"[0-9a-fA-F]{{{KEY_DIGITS}}}", told):
        raise WrongSetting("DISCORD_PUBLIC_KEY", running.BAD_PUBLIC_KEY)
    return told


def _shards(layers: Layers) -> Shards | None:
    """`0/4` or `0-1/4`: which of how many."""
    told = env.value("DISCORD_SHARDS", layers)
    if told is None:
        return None
    parts = re.fullmatch(r"([0-9]{1,4})(?:-([0-9]{1,4}))?/([0-9]{1,4})", told)
    if parts is None:
        raise WrongSetting("DISCORD_SHARDS", running.BAD_SHARDS)
    first, last, count = int(parts[1]), int(parts[2] or parts[1]), int(parts[3])
    if not first <= last < count <= MOST_SHARDS:
        raise WrongSetting("DISCORD_SHARDS", running.BAD_SHARDS)
    return Shards(ids=tuple(range(first, last + 1)), count=count)


def _notify(environment: Layer) -> Notify | None:
    """Where systemd hears from us, if it wants to; what does not look like its own words is none of ours
    (https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html#Environment)."""
    address = environment.get("NOTIFY_SOCKET", "")
    if len(address) < 2 or not address.startswith(("/", "@")):
        return None
    told, process = environment.get("WATCHDOG_USEC", ""), environment.get("WATCHDOG_PID", "")
    is_ours = process in ("", str(os.getpid()))
    is_number = told.isascii() and told.isdigit() and len(told) <= 18 and int(told) > 0
    return Notify(address, int(told) / 1e6 if is_ours and is_number else None)


def _state(environment: Layer) -> Path | None:
    """The folder for history and log by the XDG rules, where a relative path is to be ignored; None: nowhere
    (https://specifications.freedesktop.org/basedir-spec/latest/#variables)."""
    told = Path(environment.get("XDG_STATE_HOME", ""))
    if told.is_absolute():
        return told / "summitdesk"
    home = environment.get("HOME")
    try:
        return (Path(home) if home else Path.home()) / ".local" / "state" / "summitdesk"
    except RuntimeError:
        return None
