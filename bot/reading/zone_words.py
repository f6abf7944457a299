"""Words that mean a time zone, and those that name none: offsets and letters, which say nothing of summer time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot import zones
from bot.names import slips

_LETTERS: dict[str, tuple[str, ...]] = {
    "EST": ("America/New_York", "America/Toronto"),
    "CST": ("America/Chicago", "Asia/Shanghai"),
    "MST": ("America/Denver",),
    "PST": ("America/Los_Angeles",),
    "BST": ("Europe/London", "Asia/Dhaka"),
    "WET": ("Europe/Lisbon",),
    "CET": ("Europe/Berlin", "Europe/Paris", "Europe/Warsaw"),
    "EET": ("Europe/Helsinki", "Europe/Athens", "Africa/Cairo"),
    "MSK": ("Europe/Moscow", "Europe/Minsk"),
    "IST": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "PKT": ("Asia/Karachi",),
    "UZT": ("Asia/Tashkent",),
    "KGT": ("Asia/Bishkek",),
    "TJT": ("Asia/Dushanbe",),
    "ALMT": ("Asia/Almaty",),
    "IRST": ("Asia/Tehran",),
    "HKT": ("Asia/Hong_Kong",),
    "SGT": ("Asia/Singapore",),
    "JST": ("Asia/Tokyo",),
    "KST": ("Asia/Seoul",),
    "AEST": ("Australia/Sydney", "Australia/Brisbane"),
    "ACST": ("Australia/Adelaide", "Australia/Darwin"),
    "AWST": ("Australia/Perth",),
    "NZST": ("Pacific/Auckland",),
}
"""What people write for a zone, and where they may mean."""

_SUMMER = {
    "EDT": "EST", "CDT": "CST", "MDT": "MST", "PDT": "PST", "WEST": "WET", "CEST": "CET", "EEST": "EET", "MSD": "MSK",
    "AEDT": "AEST", "ACDT": "ACST", "NZDT": "NZST", "IRDT": "IRST",
}  # fmt: skip

CITIES = (
    "Asia/Tashkent", "Asia/Almaty", "Asia/Shanghai", "Europe/Moscow", "Asia/Kolkata", "Asia/Tehran", "Asia/Karachi",
    "Europe/London", "Europe/Berlin", "Europe/Paris", "Africa/Cairo", "Africa/Lagos", "Africa/Johannesburg",
    "Africa/Nairobi", "Asia/Dubai", "Asia/Kabul", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Yangon", "Asia/Bangkok",
    "Asia/Jakarta", "Asia/Singapore", "Asia/Tokyo", "Australia/Adelaide", "Australia/Sydney", "Pacific/Auckland",
    "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver", "America/Chicago",
    "America/New_York", "America/Halifax", "America/Sao_Paulo", "Atlantic/South_Georgia", "Atlantic/Azores",
)  # fmt: skip
"""Well-known places, of which those with an offset are offered for it."""

_OFFSET = re.compile(r"(?:(?:utc|gmt)\s*)?([+\-−])(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_OFFERED = 4
_ALIKE = 70

find = lru_cache(maxsize=4096)(zones.find)
"""The zones that a text may mean: by the whole name, else by the city; () for none."""


@lru_cache(maxsize=512)
def unclear(text: str, day: date) -> tuple[str, ...] | None:
    """What a text that only gives letters or an offset may mean on a day; None for a text that is neither."""
    letters = text.upper()
    if places := _LETTERS.get(_SUMMER.get(letters, letters)):
        return places
    offset = _OFFSET.fullmatch(text.strip())
    if offset is None or int(offset[2]) > 14:
        return None
    ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0)) * (1 if offset[1] == "+" else -1)
    noon = datetime.combine(day, time(12), UTC)
    found = [name for name in CITIES if noon.astimezone(zones.zone(name)).utcoffset() == ahead]
    return tuple(found[:_OFFERED])


def near(text: str) -> tuple[str, ...]:
    """The zones whose name or city the text is a slip of."""
    typed = _key(text)
    allowed = slips(typed)
    if not allowed or len(typed) > 40:
        return ()
    hits = process.extract(typed, _keys(), scorer=OSA.distance, score_cutoff=allowed, limit=8)
    closest = min((distance for _, distance, _ in hits), default=0)
    return tuple(sorted({name.strip() for _, distance, name in hits if distance == closest}))


def alike(text: str, limit: int = 3) -> tuple[str, ...]:
    """Zones that look like this one: to be offered, never to be taken for it."""
    if zones.is_offset(text):
        return ()
    hits = process.extract(_key(text)[:40], _keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=limit)
    return tuple(dict.fromkeys(name.strip() for _, _, name in hits))


@lru_cache(maxsize=1)
def _keys() -> dict[str, str]:
    """What each zone is compared as: its name, and its city, for which a space stands after the name."""
    keys = {name: _key(name) for name in zones.names()}
    cities = {f"{name} ": _key(name.rpartition("/")[2]) for name in zones.names() if "/" in name}
    return keys | cities


def _key(text: str) -> str:
    return "".join(text.casefold().replace("_", " ").replace("-", " ").split())
