"""Whether what is scheduled can be posted: each channel asked about, a few at a time, as long as there is time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot import say
from bot.checkup import Finding, few
from bot.sender import Sender, SendFailed, Target
from bot.texts import doctor as texts
from bot.texts.schedules import TROUBLES
from data.checkup import Place

MOST = 100
"""Of how many channels the platform is asked; each costs it some requests."""

AT_ONCE = 3
SECONDS = 8.0
"""How long channels are asked about; those that are left then are said to be."""

PASSING = ("busy", "down")
"""Troubles that say nothing of the channel."""


@dataclass(slots=True)
class _Seen:
    asked: int = 0
    bad: list[str] = field(default_factory=list)
    unknown: int = 0


async def channels(
    id: str, platform: str, sender: Sender, places: Sequence[Place], *, seconds: float = SECONDS
) -> Finding:
    """Whether each place can be posted to, and which permission is missing where. Never raises SendFailed."""
    if not places:
        return Finding(id, "ok", texts.CHANNELS_NONE)
    seen, left = _Seen(), iter(places[:MOST])
    try:
        async with asyncio.timeout(seconds):
            await asyncio.gather(*(_ask(platform, sender, left, seen) for _ in range(AT_ONCE)))
    except TimeoutError:
        pass  # what is not known by now is said to be left out
    return _found(id, seen, len(places) - seen.asked)


async def _ask(platform: str, sender: Sender, left: Iterator[Place], seen: _Seen) -> None:
    for place in left:
        target = Target(platform=platform, workspace=place.workspace or None, channel=place.channel)
        try:
            missing = await sender.inspect(target)
        except SendFailed as fault:
            seen.asked += 1
            if fault.reason == "busy":
                seen.unknown += 1
                return
            if fault.reason in PASSING:
                seen.unknown += 1
                continue
            reason = TROUBLES.get(fault.reason, fault.reason)
        else:
            seen.asked += 1
            if not missing:
                continue
            reason = texts.CHANNELS_MISSING.format(names=say.listing(missing))
        seen.bad.append(texts.CHANNELS_ONE.format(channel=named(place), reason=reason))


def named(place: Place) -> str:
    """`#world`, or the id of a channel whose name is not known."""
    return f"#{place.name.removeprefix('#')}" if place.name else place.channel


def _found(id: str, seen: _Seen, left: int) -> Finding:
    good = seen.asked - len(seen.bad) - seen.unknown
    said = texts.CHANNELS_OK.format(count=say.count(good, *texts.CHANNEL_COUNT))
    if seen.bad:
        counted = say.count(seen.asked, *texts.CHANNEL_COUNT)
        said = texts.CHANNELS_BAD.format(bad=len(seen.bad), looked=counted, those=few(sorted(seen.bad)))
    if seen.unknown:
        said = texts.CHANNELS_NOW.format(said=said, asked=seen.unknown)
    if left:
        said = texts.CHANNELS_LEFT.format(said=said, left=left)
    if seen.bad:
        return Finding(id, "fail", said, texts.CHANNELS_REMEDY)
    return Finding(id, "warn", said, texts.UNREACHED_REMEDY) if seen.unknown and not good else Finding(id, "ok", said)
