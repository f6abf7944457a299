"""Time zones: their rules come from the locked `tzdata`, whatever the machine has, so that two replicas agree.

https://docs.python.org/3/library/zoneinfo.html#data-sources
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

OFFSETS = "Etc/"
"""The area of fixed offsets, in which the sign is turned: `Etc/GMT-5` is five hours ahead of UTC. Whoever knows them
may write them, to the letter; they are never offered (https://data.iana.org/time-zones/tzdb/etcetera)."""

NOT_PLACES = (OFFSETS, "SystemV/")
"""Areas of the database that are no places."""

KNOWN_ALONE = ("UTC", "GMT")
"""Names without an area that mean one thing; `EST` or `CET` say nothing of summer time to whoever writes them."""


class NoZone(ValueError):
    """There is no zone of that name in the database."""


@cache
def zone(name: str) -> ZoneInfo:
    """The zone of that exact name. Raises NoZone."""
    if name not in names() and name not in _offsets():
        raise NoZone(name)
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


@cache
def names() -> tuple[str, ...]:
    """The names that may be chosen, in their order."""
    return tuple(sorted(n for n in _all() if n in KNOWN_ALONE or ("/" in n and not n.startswith(NOT_PLACES))))


def find(typed: str) -> tuple[str, ...]:
    """The zones that a text may mean: by the whole name, else by the city; () for none."""
    if is_offset(typed):
        return tuple(name for name in _offsets() if name.casefold() == typed.casefold())
    wanted = _key(typed)
    whole = [name for name in names() if _key(name) == wanted]
    if whole:
        return (whole[0],)
    return tuple(name for name in names() if "/" in name and _key(name.rpartition("/")[2]) == wanted)


def is_offset(typed: str) -> bool:
    """Whether a text is written as one of the fixed offsets of the database."""
    return typed.casefold().startswith(OFFSETS.casefold())


def _all() -> tuple[str, ...]:
    return tuple(resources.files("tzdata").joinpath("zones").read_text("utf-8").split())


@cache
def _offsets() -> tuple[str, ...]:
    return tuple(sorted(name for name in _all() if name.startswith(OFFSETS)))


def _key(text: str) -> str:
    return "".join(text.casefold().replace("_", " ").replace("-", " ").split())
