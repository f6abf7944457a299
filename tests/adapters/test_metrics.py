"""The figures as Prometheus reads them, and who may read them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from conftest import open_desk
from posting_desk import START, ShakyStore, add
from prometheus_client.parser import text_string_to_metric_families
from watched import Seconds, down, served, up

from adapters.asking import Asking
from adapters.metrics import Metrics, Seen
from adapters.scraping import Scraping
from bot.contract import Request
from bot.schedules import planner
from data.operations.queue import Queue
from data.store import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TOKEN = "a token of the one who reads"  # noqa: S105

Figures = dict[tuple[str, str], float]
"""A name with the values of its labels in the order of their names, and the figure."""


def figures(text: str) -> Figures:
    return {
        (sample.name, " ".join(sample.labels[name] for name in sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def read(metrics: Metrics, **other: object) -> Figures:
    given = {"states": [], "since_tick": None, "data_version": "v1", "queues": None} | other
    return figures(metrics.text(Seen(**given)).decode())  # type: ignore[arg-type]


@pytest.fixture
def metrics() -> Metrics:
    return Metrics(version="1.2.3")


def test_answers_are_counted_by_platform_command_and_kind_and_timed(metrics: Metrics) -> None:
    for seconds, kind in ((0.000004, "answer"), (0.3, "answer"), (9, "error")):
        metrics.asked("slack", "members", kind, seconds)
    found = read(metrics)
    assert found["summitdesk_answers_total", "members answer slack"] == 2
    assert found["summitdesk_answers_total", "members error slack"] == 1
    assert found["summitdesk_answer_seconds_count", "members slack"] == 3
    assert found["summitdesk_answer_seconds_bucket", "members 0.001 slack"] == 1
    assert found["summitdesk_answer_seconds_bucket", "members 0.5 slack"] == 2


def test_posts_are_counted_by_what_became_of_them_and_their_lag_by_what_was_sent(metrics: Metrics) -> None:
    for state, late in (("sent", 3.0), ("sent", -0.5), ("sent", None), ("failed", None)):
        metrics.became("discord", state, late)
    found = read(metrics)
    assert found["summitdesk_posts_total", "sent discord"] == 3
    assert found["summitdesk_posts_total", "failed discord"] == 1
    assert found["summitdesk_post_late_seconds_count", "discord"] == 2
    assert found["summitdesk_post_late_seconds_sum", "discord"] == 3.0


def test_adapters_the_clock_and_the_queue_are_looked_at_when_they_are_read(metrics: Metrics) -> None:
    slack, discord = up("Slack"), down("Discord", "ConnectionError")
    for _ in range(2):
        slack.down("lost"), slack.ready()
    found = read(metrics, states=[slack, discord], since_tick=4.5, queues={"slack": Queue(7, 2)})
    assert found["summitdesk_adapter_up", "Slack"] == 1 and found["summitdesk_adapter_up", "Discord"] == 0
    assert found["summitdesk_reconnects_total", "Slack"] == 2 and found["summitdesk_reconnects_total", "Discord"] == 0
    assert found["summitdesk_seconds_since_tick", ""] == 4.5
    assert (found["summitdesk_posts_waiting", "slack"], found["summitdesk_posts_due", "slack"]) == (7, 2)


def test_the_process_and_the_program_are_told_and_what_is_not_known_is_left_out(metrics: Metrics) -> None:
    metrics.limited("slack", "user")
    found = read(metrics)
    assert found["summitdesk_limited_total", "user slack"] == 1
    assert found["summitdesk_build_info", "v1 1.2.3"] == 1
    assert found["process_resident_memory_bytes", ""] > 10_000_000
    assert not [name for name, _ in found if name.endswith("_created") or "tick" in name or "waiting" in name]


def test_each_has_a_registry_of_its_own(metrics: Metrics) -> None:
    metrics.limited("slack", "user")
    assert ("summitdesk_limited_total", "user slack") not in read(Metrics(version="2"))


# The route


class Watched:
    """A desk that is measured, with a clock for what is looked up again."""

    def __init__(self, store: ShakyStore) -> None:
        self.store, self.clock, self.metrics, self.looks = store, Seconds(), Metrics(version="1"), 0
        self.asking = Asking(open_desk(store), clock=lambda: NOW, observe=self.metrics.asked)

    def scraping(self, token: str | None = None) -> Scraping:
        states = [up("Slack")]
        return Scraping(self.metrics, self.asking, states, token=token, since_tick=self._looked, clock=self.clock)

    def _looked(self) -> float:
        self.looks += 1
        return 1.0


@pytest.fixture
def watched(own_sco: Store) -> Iterator[Watched]:
    found = Watched(ShakyStore(own_sco.url))
    yield found
    found.asking.close()
    found.store.close()


async def test_no_label_holds_what_somebody_wrote(watched: Watched) -> None:
    for number in range(50):
        await watched.asking.answer(Request(text=f"secret{number} xyz", now=NOW, platform="slack", user="U0ALICE"))
    await watched.asking.answer(Request(text="who secret-person", now=NOW, platform="slack", channel="C0SECRET"))
    async with served(watched.scraping().routes()) as client:
        text = await (await client.get("/metrics")).text()
    assert "secret" not in text.casefold() and "ALICE" not in text
    counted = {labels for name, labels in figures(text) if name == "summitdesk_answers_total"}
    assert {labels.split()[0] for labels in counted} == {"none", "who"}


async def test_what_waits_is_told_and_when_the_database_is_gone_the_rest(watched: Watched) -> None:
    add(watched.store, START, platform="slack")
    planner.plan(watched.store, START)
    async with served(watched.scraping().routes()) as client:
        first = figures(await (await client.get("/metrics")).text())
        watched.store.down = True
        watched.clock.now += 11
        got = await client.get("/metrics")
        second = figures(await got.text())
    assert first["summitdesk_posts_due", "slack"] > 0
    assert got.status == 200 and ("summitdesk_posts_due", "slack") not in second
    assert second["summitdesk_adapter_up", "Slack"] == 1


async def test_many_who_read_at_once_cost_one_look(watched: Watched) -> None:
    async with served(watched.scraping().routes()) as client:
        await asyncio.gather(*(client.get("/metrics") for _ in range(20)))
        assert watched.looks == 1
        watched.clock.now += 1.1
        await client.get("/metrics")
    assert watched.looks == 2


@pytest.mark.parametrize("said", [None, "", "Bearer", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer \u00e9", TOKEN])
async def test_where_a_token_is_set_nobody_reads_without_it(watched: Watched, said: str | None) -> None:
    async with served(watched.scraping(TOKEN).routes()) as client:
        headers = {"Authorization": said} if said is not None else {}
        for call in (client.get, client.head):
            got = await call("/metrics", headers=headers)
            assert (got.status, got.headers["WWW-Authenticate"], await got.text()) == (401, "Bearer", "")


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
async def test_with_the_token_it_is_read(watched: Watched, scheme: str) -> None:
    async with served(watched.scraping(TOKEN).routes()) as client:
        headers = {"Authorization": f"{scheme} {TOKEN}"}
        got, head = await client.get("/metrics", headers=headers), await client.head("/metrics", headers=headers)
        assert (got.status, head.status) == (200, 200)
        assert got.headers["Content-Type"].startswith("text/plain; version=")
