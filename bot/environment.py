"""Values as the environment and `.env` give them: text, secret, number, choice, each checked where it is read.

A secret may be given as NAME or, as a file that holds it, as NAME_FILE. An empty value counts as not given.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.texts import terminal as texts

Layer = Mapping[str, str]
"""Where values come from, the environment or `.env`."""

Layers = tuple[Layer, ...]
"""Those that come first win."""


class WrongSetting(ValueError):
    """A setting that cannot be used; the message names it and the reason, never the value."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(texts.WRONG_SETTING.format(name=name, reason=reason))
        self.name = name


def dotenv(path: Path) -> Layer:
    """What an `.env` file sets; nothing where there is none. Raises WrongSetting."""
    if not path.is_file():
        return {}
    from dotenv import dotenv_values
    from dotenv.parser import parse_stream

    try:
        with path.open(encoding="utf-8") as file:
            wrong = next((each.original.line for each in parse_stream(file) if each.error), None)
        if wrong is not None:
            raise WrongSetting(path.name, texts.BAD_ENV_LINE.format(line=wrong))
        found = dotenv_values(path, interpolate=False, encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise WrongSetting(path.name, texts.BAD_ENV) from None
    return {name: value for name, value in found.items() if value is not None}


def value(name: str, layers: Layers) -> str | None:
    """A value as text."""
    return next((layer[name].strip() for layer in layers if layer.get(name, "").strip()), None)


def secret(name: str, layers: Layers) -> str | None:
    """NAME, or what stands in the file that NAME_FILE names; the first layer that has either decides."""
    for layer in layers:
        told, file = value(name, (layer,)), value(f"{name}_FILE", (layer,))
        if told and file:
            raise WrongSetting(name, texts.TWICE.format(name=name))
        if file:
            return _content(name, file)
        if told:
            return told
    return None


def number(name: str, layers: Layers, reason: str, *, most: int, least: int = 0) -> int | None:
    """A whole number within bounds."""
    told = value(name, layers)
    if told is None:
        return None
    is_number = told.isascii() and told.isdigit() and len(told) <= len(str(most))
    if not (is_number and least <= int(told) <= most):
        raise WrongSetting(name, reason)
    return int(told)


def one_of(name: str, choices: tuple[str, ...], layers: Layers) -> str | None:
    """One of some words."""
    told = (value(name, layers) or "").casefold() or None
    if told is not None and told not in choices:
        raise WrongSetting(name, texts.NOT_ONE_OF.format(choices=", ".join(choices)))
    return told


def folder(name: str, layers: Layers) -> Path | None:
    """A folder that is there."""
    told = value(name, layers)
    if told is None:
        return None
    found = Path(told)
    if not found.is_dir():
        raise WrongSetting(name, texts.NO_FOLDER)
    return found


def address(name: str, layers: Layers, *, default: str) -> str:
    """The address of an API, without a slash at its end."""
    told = value(name, layers) or default
    if not told.startswith(("https://", "http://")):
        raise WrongSetting(name, texts.BAD_API)
    return told.rstrip("/")


def _content(name: str, file: str) -> str:
    try:
        found = Path(file).read_text("utf-8").strip()
    except UnicodeDecodeError:
        raise WrongSetting(f"{name}_FILE", texts.BAD_FILE.format(name=name)) from None
    except (OSError, ValueError):
        raise WrongSetting(f"{name}_FILE", texts.NO_FILE.format(name=name)) from None
    if not found:  # a file that was named and is empty was meant to hold something: nothing may go open, or elsewhere
        raise WrongSetting(f"{name}_FILE", texts.EMPTY_FILE.format(name=name))
    return found
