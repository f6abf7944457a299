"""The settings: the one file that reads the environment, and `.env` in the working directory.

The environment wins over `.env`. A secret may be given as NAME or, as a file that holds it, as NAME_FILE. A wrong
value stops the start and names the setting, never its content. An empty value counts as not given.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from bot.texts import deliveries
from bot.texts import terminal as texts

DEFAULT_URL = "sqlite:///summitdesk.db"
SLACK_API = "https://slack.com/api/"
DISCORD_API = "https://discord.com/api/v10"
BOT_STARTS, APP_STARTS = ("xoxb-", "xoxe.xoxb-"), ("xapp-",)
"""How the two tokens of a Slack app begin (https://docs.slack.dev/authentication/tokens)."""

HOST = "0.0.0.0"  # noqa: S104  (a container's port is mapped from outside; behind a proxy of the same machine set it)
SHORTEST_KEY = 32
"""Characters of a secret key, so that it cannot be guessed."""

SEND_SECONDS = 60
LEDGER_DAYS = 731

URL_STARTS = ("sqlite:///", "postgresql://", "postgres://", "postgresql+psycopg://")
LEVELS = ("debug", "info", "warning", "error", "critical")
FORMATS = ("text", "json")


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
    Setting("DISCORD_SERVER", texts.ABOUT_DISCORD_SERVER, texts.EVERYWHERE),
    Setting("DISCORD_API_URL", texts.ABOUT_API, f"`{DISCORD_API}`"),
    Setting("PORT", texts.ABOUT_PORT, texts.NO_PORT),
    Setting("HOST", texts.ABOUT_HOST, f"`{HOST}`"),
    Setting("SUMMITDESK_SECRET_KEY", texts.ABOUT_KEY, texts.NOT_SET),
    Setting("LOG_LEVEL", texts.ABOUT_LEVEL.format(levels=", ".join(f"`{level}`" for level in LEVELS)), texts.LEVELS),
    Setting("LOG_FORMAT", texts.ABOUT_FORMAT, "`text`"),
    Setting("SEND_SECONDS", deliveries.ABOUT_SEND, f"`{SEND_SECONDS}`"),
    Setting("LEDGER_DAYS", deliveries.ABOUT_LEDGER, f"`{LEDGER_DAYS}`"),
    Setting("NO_COLOR", texts.ABOUT_COLOUR, texts.NOT_SET),
)
"""Every setting that `read` knows."""

_PASSWORDS = re.compile(r"://[^/?]*?:(?P<user>.+)@|[?&]password=(?P<query>[^&]+)")

Layer = Mapping[str, str]
"""Where values come from, the environment or `.env`."""


Platform = Literal["slack", "discord"]
PLATFORMS: tuple[Platform, ...] = get_args(Platform)


class WrongSetting(ValueError):
    """A setting that cannot be used; the message names it and the reason, never the value."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(texts.WRONG_SETTING.format(name=name, reason=reason))
        self.name = name


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Discord:
    """What is set for Discord; None: not set. `server` is the one in which commands are tried out."""

    token: str | None = field(repr=False)
    server: int | None
    api_url: str


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

    def secrets(self) -> tuple[str, ...]:
        """What must never be shown: tokens, keys and passwords."""
        slack = self.slack
        passwords = [value for match in _PASSWORDS.finditer(self.database_url) for value in match.groups() if value]
        found = (slack.bot_token, slack.app_token, slack.signing_secret, slack.client_secret)
        return tuple(s for s in (*found, self.discord.token, self.secret_key, *passwords) if s)

    def platforms(self, only: Platform | None = None) -> tuple[Platform, ...]:
        """The platforms that are set. Raises WrongSetting for one that is set by halves."""
        found: list[Platform] = []
        if self.slack.is_set and only in (None, "slack"):
            self._check_slack()
            found.append("slack")
        if self.discord.token and only in (None, "discord"):
            found.append("discord")
        return tuple(found)

    def _check_slack(self) -> None:
        slack = self.slack
        if not (slack.bot_token or slack.is_installable):
            raise WrongSetting("SLACK_BOT_TOKEN", texts.NO_BOT_TOKEN)
        if not (slack.app_token or (slack.signing_secret and self.port is not None)):
            raise WrongSetting("SLACK_APP_TOKEN", texts.NO_APP_TOKEN)
        if slack.is_installable and not self.secret_key:
            raise WrongSetting("SUMMITDESK_SECRET_KEY", texts.NO_KEY)
        if slack.is_installable and self.port is None:
            raise WrongSetting("PORT", texts.NO_INSTALL_PORT)


def read(environment: Layer | None = None, directory: Path | None = None) -> Settings:
    """The settings of this process. Raises WrongSetting."""
    layers = (os.environ if environment is None else environment, _dotenv((directory or Path.cwd()) / ".env"))
    return Settings(
        database_url=_database_url(layers),
        data=_folder("SUMMITDESK_DATA", layers),
        slack=_slack(layers),
        discord=Discord(
            token=_secret("DISCORD_TOKEN", layers),
            server=_number("DISCORD_SERVER", layers, texts.BAD_SERVER, most=2**64),
            api_url=_api("DISCORD_API_URL", DISCORD_API, layers),
        ),
        host=_value("HOST", layers) or HOST,
        port=_number("PORT", layers, texts.BAD_PORT, most=65535),
        secret_key=_key(layers),
        log_level=_one_of("LOG_LEVEL", LEVELS, layers),
        log_format=_one_of("LOG_FORMAT", FORMATS, layers) or "text",
        state=_state(layers[0]),
        plain=bool(layers[0].get("NO_COLOR")) or layers[0].get("TERM") == "dumb",
        send_seconds=_number("SEND_SECONDS", layers, deliveries.BAD_SECONDS, most=3600, least=30) or SEND_SECONDS,
        ledger_days=_number("LEDGER_DAYS", layers, deliveries.BAD_DAYS, most=36_500) or LEDGER_DAYS,
    )


def _dotenv(path: Path) -> Layer:
    if not path.is_file():
        return {}
    from dotenv import dotenv_values

    try:
        found = dotenv_values(path, interpolate=False, encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise WrongSetting(path.name, texts.BAD_ENV) from None
    return {name: value for name, value in found.items() if value is not None}


def _value(name: str, layers: tuple[Layer, ...]) -> str | None:
    return next((layer[name].strip() for layer in layers if layer.get(name, "").strip()), None)


def _secret(name: str, layers: tuple[Layer, ...]) -> str | None:
    """NAME, or what stands in the file that NAME_FILE names; the first layer that has either decides."""
    for layer in layers:
        value, file = _value(name, (layer,)), _value(f"{name}_FILE", (layer,))
        if value and file:
            raise WrongSetting(name, texts.TWICE.format(name=name))
        if file:
            return _content(name, file)
        if value:
            return value
    return None


def _content(name: str, file: str) -> str:
    try:
        return Path(file).read_text("utf-8").strip()
    except UnicodeDecodeError:
        raise WrongSetting(f"{name}_FILE", texts.BAD_FILE.format(name=name)) from None
    except (OSError, ValueError):
        raise WrongSetting(f"{name}_FILE", texts.NO_FILE.format(name=name)) from None


def _database_url(layers: tuple[Layer, ...]) -> str:
    url = _secret("DATABASE_URL", layers) or DEFAULT_URL
    if not url.startswith(URL_STARTS):
        raise WrongSetting("DATABASE_URL", texts.BAD_URL)
    if url.removeprefix("sqlite:///") in ("", ":memory:"):
        raise WrongSetting("DATABASE_URL", texts.IN_MEMORY)
    return url


def _folder(name: str, layers: tuple[Layer, ...]) -> Path | None:
    value = _value(name, layers)
    if value is None:
        return None
    folder = Path(value)
    if not folder.is_dir():
        raise WrongSetting(name, texts.NO_FOLDER)
    return folder


def _slack(layers: tuple[Layer, ...]) -> Slack:
    return Slack(
        bot_token=_starting("SLACK_BOT_TOKEN", BOT_STARTS, layers),
        app_token=_starting("SLACK_APP_TOKEN", APP_STARTS, layers),
        signing_secret=_secret("SLACK_SIGNING_SECRET", layers),
        client_id=_value("SLACK_CLIENT_ID", layers),
        client_secret=_secret("SLACK_CLIENT_SECRET", layers),
        api_url=_api("SLACK_API_URL", SLACK_API, layers).rstrip("/") + "/",
    )


def _starting(name: str, starts: tuple[str, ...], layers: tuple[Layer, ...]) -> str | None:
    """A token, whose beginning tells its kind: the two of Slack are easily mixed up."""
    value = _secret(name, layers)
    if value is not None and not value.startswith(starts):
        raise WrongSetting(name, texts.BAD_START.format(start=starts[0]))
    return value


def _api(name: str, default: str, layers: tuple[Layer, ...]) -> str:
    value = _value(name, layers) or default
    if not value.startswith(("https://", "http://")):
        raise WrongSetting(name, texts.BAD_API)
    return value.rstrip("/")


def _number(name: str, layers: tuple[Layer, ...], reason: str, *, most: int, least: int = 0) -> int | None:
    value = _value(name, layers)
    if value is None:
        return None
    is_number = value.isascii() and value.isdigit() and len(value) <= len(str(most))
    if not (is_number and least <= int(value) <= most):
        raise WrongSetting(name, reason)
    return int(value)


def _key(layers: tuple[Layer, ...]) -> str | None:
    value = _secret("SUMMITDESK_SECRET_KEY", layers)
    if value is not None and len(value) < SHORTEST_KEY:
        raise WrongSetting("SUMMITDESK_SECRET_KEY", texts.SHORT_KEY.format(least=SHORTEST_KEY))
    return value


def _one_of(name: str, choices: tuple[str, ...], layers: tuple[Layer, ...]) -> str | None:
    value = (_value(name, layers) or "").casefold() or None
    if value is not None and value not in choices:
        raise WrongSetting(name, texts.NOT_ONE_OF.format(choices=", ".join(choices)))
    return value


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
