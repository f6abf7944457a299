"""Time zones: their rules come from the locked `tzdata`, whatever the machine has, so that two replicas agree.

https://docs.python.org/3/library/zoneinfo.html#data-sources
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

NOT_PLACES = ("Etc/", "SystemV/")
"""Areas of the database that are no places."""

KNOWN_ALONE = ("UTC", "GMT")
"""Names without an area that mean one thing; `EST` or `CET` say nothing of summer time to whoever writes them."""


class NoZone(ValueError):
    """There is no zone of that name in the database."""


@cache
def zone(name: str) -> ZoneInfo:
    """The zone of that exact name. Raises NoZone."""
    if name not in names():
        raise NoZone(name)
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


@cache
def names() -> tuple[str, ...]:
    """The names that may be chosen, in their order."""
    text = resources.files("tzdata").joinpath("zones").read_text("utf-8")
    return tuple(sorted(n for n in text.split() if n in KNOWN_ALONE or ("/" in n and not n.startswith(NOT_PLACES))))


def find(typed: str) -> tuple[str, ...]:
    """The zones that a text may mean: by the whole name, else by the city; () for none."""
    wanted = _key(typed)
    whole = [name for name in names() if _key(name) == wanted]
    if whole:
        return (whole[0],)
    return tuple(name for name in names() if "/" in name and _key(name.rpartition("/")[2]) == wanted)


def _key(text: str) -> str:
    return "".join(text.casefold().replace("_", " ").replace("-", " ").split())
