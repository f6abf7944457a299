"""What the desk counts and measures, as Prometheus reads it.

No label holds what somebody wrote, and none an id: platforms, adapters, and the commands that are declared.
https://prometheus.io/docs/practices/naming/ · https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from adapters.supervisor import State
from data.operations.queue import Queue

NAMESPACE = "summitdesk"

ANSWERED = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
"""Seconds: what is held in memory takes microseconds, a search two seconds at most; the platforms wait for three."""

LATE = (1, 2, 5, 15, 30, 60, 120, 300, 900, 3600, 14400, 86400)
"""Seconds: the clock ticks every five; a post counts as late after fifteen minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is looked at when the figures are read. `since_tick`: None in a process without a clock; `queues`: None
    where the database did not say."""

    states: Iterable[State]
    since_tick: float | None
    data_version: str | None
    queues: Mapping[str, Queue] | None


class Metrics:
    """The figures of one process, in a registry of their own. `version` is the program's."""

    def __init__(self, *, version: str) -> None:
        self._registry = _Registry()
        self._answers = Counter(
            "answers",
            "Questions that were answered, by the first word of their command and the kind of the reply.",
            ("platform", "command", "outcome"),
            namespace=NAMESPACE,
            registry=self._registry,
        )
        self._seconds = Histogram(
            "answer_seconds",
            "How long the desk took to answer, without what the platform took.",
            ("platform", "command"),
            namespace=NAMESPACE,
            registry=self._registry,
            buckets=ANSWERED,
        )
        self._refusals = self._counter("limited", "Questions that were one too many.", ("platform", "limit"))
        self._posts = self._counter("posts", "What became of tries to post.", ("platform", "outcome"))
        self._late = Histogram(
            "post_late_seconds",
            "How long after its moment a post stood.",
            ("platform",),
            namespace=NAMESPACE,
            registry=self._registry,
            buckets=LATE,
        )
        self._bound: dict[tuple[str, str, str], tuple[Callable[[], None], Callable[[float], None]]] = {}
        self._live = _Live(version)
        self._registry.register(self._live)
        ProcessCollector(registry=self._registry)

    def asked(self, platform: str, command: str, kind: str, seconds: float) -> None:
        """A question was answered. `command` is one of a bounded number of words, never what somebody wrote."""
        key = (platform, command, kind)
        bound = self._bound.get(key)
        if bound is None:  # the labels are looked up once, for an answer from memory takes microseconds
            count, took = self._answers.labels(*key), self._seconds.labels(platform, command)
            bound = self._bound[key] = (count.inc, took.observe)
        bound[0]()
        bound[1](seconds)

    def limited(self, platform: str, limit: str) -> None:
        """A question was one too many."""
        self._refusals.labels(platform, limit).inc()

    def became(self, platform: str, state: str, late: float | None) -> None:
        """What became of a post, as in `bot.schedules.means.Became`."""
        self._posts.labels(platform, state).inc()
        if late is not None:
            self._late.labels(platform).observe(max(late, 0.0))

    def text(self, seen: Seen) -> bytes:
        """All figures, as Prometheus' text."""
        self._live.seen = seen
        return generate_latest(self._registry)

    def _counter(self, name: str, about: str, labels: tuple[str, ...]) -> Counter:
        return Counter(name, about, labels, namespace=NAMESPACE, registry=self._registry)


class _Registry(CollectorRegistry):
    """Without the moments at which each figure was begun: they would be as many lines again, and nobody asks."""

    def collect(self) -> Iterator[Metric]:
        for metric in super().collect():
            metric.samples = [sample for sample in metric.samples if not sample.name.endswith("_created")]
            yield metric


class _Live(Collector):
    """The figures that are looked at when they are read."""

    def __init__(self, version: str) -> None:
        self._version = version
        self.seen: Seen | None = None

    def collect(self) -> Iterator[Metric]:
        if self.seen is None:
            return
        yield self._build(self.seen)
        yield from _adapters(list(self.seen.states))
        if self.seen.since_tick is not None:
            yield _gauge("seconds_since_tick", "Since the clock last did all it had to.", self.seen.since_tick)
        if self.seen.queues is not None:
            yield from _queues(self.seen.queues)

    def _build(self, seen: Seen) -> Metric:
        about = {"version": self._version, "data_version": seen.data_version or ""}
        return InfoMetricFamily(f"{NAMESPACE}_build", "The program, and the data that it answers from.", about)


def _adapters(states: list[State]) -> Iterator[Metric]:
    up = GaugeMetricFamily(f"{NAMESPACE}_adapter_up", "Whether an adapter is connected.", labels=["adapter"])
    again = CounterMetricFamily(
        f"{NAMESPACE}_reconnects", "How often an adapter was connected again.", labels=["adapter"]
    )
    for state in states:
        up.add_metric([state.name], state.is_up)
        again.add_metric([state.name], max(state.connections - 1, 0))
    yield from (up, again)


def _queues(queues: Mapping[str, Queue]) -> Iterator[Metric]:
    waiting = GaugeMetricFamily(
        f"{NAMESPACE}_posts_waiting", "Posts in the ledger that wait for their moment.", labels=["platform"]
    )
    due = GaugeMetricFamily(f"{NAMESPACE}_posts_due", "Those whose moment has come.", labels=["platform"])
    for platform, queue in queues.items():
        waiting.add_metric([platform], queue.waiting)
        due.add_metric([platform], queue.due)
    yield from (waiting, due)


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(f"{NAMESPACE}_{name}", about, value=value)
