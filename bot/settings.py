"""The settings: the one file that reads the environment, and `.env` in the working directory.

The environment wins over `.env`. A secret may be given as NAME or, as a file that holds it, as NAME_FILE. A wrong
value stops the start and names the setting, never its content. An empty value counts as not given.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.texts import terminal as texts

DEFAULT_URL = "sqlite:///summitdesk.db"
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
    Setting("LOG_LEVEL", texts.ABOUT_LEVEL.format(levels=", ".join(f"`{level}`" for level in LEVELS)), "`warning`"),
    Setting("LOG_FORMAT", texts.ABOUT_FORMAT, "`text`"),
    Setting("NO_COLOR", texts.ABOUT_COLOUR, texts.NOT_SET),
)
"""Every setting that `read` knows."""

Layer = Mapping[str, str]
"""Where values come from, the environment or `.env`."""


class WrongSetting(ValueError):
    """A setting that cannot be used; the message names it and the reason, never the value."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(texts.WRONG_SETTING.format(name=name, reason=reason))
        self.name = name


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the program was told. `plain`: the terminal shall get no colour; `state` is where
    history and log go, if anywhere."""

    database_url: str
    data: Path | None
    log_level: str
    log_format: str
    state: Path | None
    plain: bool


def read(environment: Layer | None = None, directory: Path | None = None) -> Settings:
    """The settings of this process. Raises WrongSetting."""
    layers = (os.environ if environment is None else environment, _dotenv((directory or Path.cwd()) / ".env"))
    return Settings(
        database_url=_database_url(layers),
        data=_folder("SUMMITDESK_DATA", layers),
        log_level=_one_of("LOG_LEVEL", LEVELS, "warning", layers),
        log_format=_one_of("LOG_FORMAT", FORMATS, "text", layers),
        state=_state(layers[0]),
        plain=bool(layers[0].get("NO_COLOR")) or layers[0].get("TERM") == "dumb",
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


def _one_of(name: str, choices: tuple[str, ...], default: str, layers: tuple[Layer, ...]) -> str:
    value = (_value(name, layers) or default).casefold()
    if value not in choices:
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
