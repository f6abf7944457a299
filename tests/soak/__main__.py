"""Kills by the hundred, a year of odd zones minute by minute, a month of everything; a fault ends it with 1."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from conftest import POSTGRES, without_postgres
from killing.rounds import Round, Tally, Trouble
from killing.stores import Make, on_postgresql, on_sqlite
from killing.worker import Platform

from tests.soak import month, zones

ROUNDS = int(os.environ.get("SOAK_ROUNDS", "200"))
"""How many of each kind."""

AT_ONCE = 3
TROUBLES: tuple[Trouble, ...] = ("none", "late", "busy", "broken", "cut")


async def killed(make: Make, *, name: str, platform: Platform, workers: int, looks: bool = True) -> bool:
    """Rounds of one kind, through all troubles; whether all of them are right."""
    room, total = asyncio.Semaphore(AT_ONCE), Tally()

    async def one(number: int) -> None:
        nonlocal total
        async with room:
            trouble = TROUBLES[number % len(TROUBLES)]
            url = make()
            tally = await Round(
                url=url, platform=platform, seed=number, workers=workers, trouble=trouble, looks=looks
            ).run()
            if not tally.is_right:
                print(f"  round {number} ({trouble}): {tally}", flush=True)
            total += tally

    await asyncio.gather(*(one(number) for number in range(ROUNDS)))
    print(f"{name}: {total}", flush=True)
    return total.is_right and (not looks or total.uncertain == 0)


async def kills(folder: Path) -> bool:
    """All kinds, one after another; False also where there is no PostgreSQL for two workers."""
    right = True
    with on_sqlite(folder) as make:
        right &= await killed(make, name="Discord, one worker, SQLite", platform="discord", workers=1)
        right &= await killed(make, name="Slack, one worker, SQLite", platform="slack", workers=1)
        right &= await killed(
            make, name="Slack without look-up, one worker, SQLite", platform="slack", workers=1, looks=False
        )
    if reason := without_postgres():
        print(f"{reason}\nTwo workers were not killed, and that is no proof.", flush=True)
        return False
    with on_postgresql(POSTGRES, f"summitdesk_soak_{os.getpid()}") as make:
        right &= await killed(make, name="Discord, two workers, PostgreSQL", platform="discord", workers=2)
        right &= await killed(make, name="Slack, two workers, PostgreSQL", platform="slack", workers=2)
    return right


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        right = asyncio.run(kills(folder))
        print(asyncio.run(zones.year(folder)))
        right &= month.month(folder)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
