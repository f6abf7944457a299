"""Two replicas of the desk over one store, on each of the two databases: what is delivered again is done once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from conftest import BRICS, open_desk
from fakes.slack import SlackWorkspace
from fakes.slack.delivery import Delivery, Outcome
from slack_desk import NOW, Running, running

from adapters.slack.manifest import EVENTS_PATH
from data import loader
from data.store import Store


@pytest.fixture
async def slack() -> AsyncIterator[SlackWorkspace]:
    async with SlackWorkspace(clock=NOW.timestamp) as workspace:
        yield workspace


@pytest.fixture
async def replicas(slack: SlackWorkspace, store: Store) -> AsyncIterator[list[Running]]:
    """Two, each with connections of its own."""
    loader.load(store, BRICS)
    async with AsyncExitStack() as opened:
        found = []
        for _ in range(2):
            own = Store(store.url)
            opened.callback(own.close)
            found.append(await opened.enter_async_context(running(slack, open_desk(own), way="http")))
        yield found


async def test_an_event_that_slack_repeats_to_another_replica_is_answered_once(
    slack: SlackWorkspace, replicas: list[Running]
) -> None:
    slack.serve_http(replicas[0].url + EVENTS_PATH)
    answer = await slack.mention("members")
    await answer.first()
    slack.serve_http(replicas[1].url + EVENTS_PATH)
    await slack.deliver_again(answer)
    assert await replicas[1].work.finish(5) == 0
    assert (answer.is_ok, len(answer.messages)) == (True, 1)


async def test_an_event_that_comes_to_both_replicas_at_once_is_answered_once(
    slack: SlackWorkspace, replicas: list[Running]
) -> None:
    deliver = slack.http.deliver

    async def to_both(delivery: Delivery) -> Outcome:
        both = []
        for one in replicas:
            slack.serve_http(one.url + EVENTS_PATH)
            both.append(asyncio.create_task(deliver(delivery)))
            await asyncio.sleep(0)  # it reads the address before the next one is set
        return (await asyncio.gather(*both))[0]

    slack.http.deliver = to_both  # type: ignore[method-assign]
    for year in (2010, 2015, 2020):
        assert (await slack.mention(f"members {year}")).is_ok
    assert [await one.work.finish(5) for one in replicas] == [0, 0]
    assert sum(message.author.startswith("U_DESK") for message in slack.world.messages) == 3
