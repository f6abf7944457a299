"""Workers are killed with `kill -9` at any moment: no post is lost, none is doubled, and what is uncertain is told.

Forty rounds; `make soak` plays the same for longer.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace

import pytest
from conftest import POSTGRES, need_postgres

from killing.rounds import Round, Tally, Trouble
from killing.stores import Make, on_postgresql, on_sqlite
from killing.worker import Platform

ROUNDS = 5
AT_ONCE = 3


@pytest.fixture(scope="module")
def sqlite_stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Make]:
    with on_sqlite(tmp_path_factory.mktemp("killing")) as make:
        yield make


@pytest.fixture(scope="module")
def postgresql_stores() -> Iterator[Make]:
    need_postgres()
    with on_postgresql(POSTGRES, f"summitdesk_kill_{os.getpid()}") as make:
        yield make


async def play(rounds: list[Round]) -> Tally:
    """Some rounds, a few at once."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(played: Round) -> Tally:
        async with room:
            return await played.run()

    return sum(await asyncio.gather(*map(one, rounds)), Tally())


def test_rounds_in_which_nobody_was_killed_or_nothing_posted_prove_nothing() -> None:
    right = Tally(rounds=2, lives=6, kills=6, posts=20, accepted=20)
    wrong = [replace(right, kills=5), replace(right, accepted=0), replace(right, lost=1), replace(right, posts=19)]
    assert right.is_right and not any(one.is_right for one in (*wrong, Tally()))


@pytest.mark.parametrize("platform", ["slack", "discord"])
@pytest.mark.parametrize("trouble", ["none", "mixed"])
async def test_one_worker_on_sqlite(sqlite_stores: Make, platform: Platform, trouble: Trouble) -> None:
    rounds = [Round(url=sqlite_stores(), platform=platform, seed=n, trouble=trouble) for n in range(ROUNDS)]
    tally = await play(rounds)
    assert tally.is_right and tally.uncertain == 0, tally


@pytest.mark.parametrize(("platform", "trouble"), [("slack", "none"), ("slack", "mixed"), ("discord", "mixed")])
async def test_two_workers_on_postgresql(postgresql_stores: Make, platform: Platform, trouble: Trouble) -> None:
    rounds = [
        Round(url=postgresql_stores(), platform=platform, seed=n, workers=2, trouble=trouble) for n in range(ROUNDS)
    ]
    tally = await play(rounds)
    assert tally.is_right and tally.uncertain == 0, tally


async def test_what_cannot_be_looked_up_is_never_sent_twice(sqlite_stores: Make) -> None:
    rounds = [Round(url=sqlite_stores(), platform="slack", seed=n, trouble="mixed", looks=False) for n in range(ROUNDS)]
    tally = await play(rounds)
    assert tally.is_right and tally.uncertain > 0, tally
