"""Every figure with its ratio to the same read by raw sqlite3, and how it grows from 1,000 to 100,000 rows.

Measured in one run on one core; compare the ratios, not the machines.
"""

from __future__ import annotations

import gc
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.commands import registry
from bot.completion import Completer
from bot.contract import Request
from bot.desk import Desk
from data import loader, migrate
from data.queries import frame
from data.store import Store
from tests.bench.made_up import fill

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ORDINARY = [
    "members", "members 2016", "members Belarus", "members observers 2016", "summit 2025", "summit Astana",
    "summit next",
    "summit Alaska", "quote Umarov", "quote Umarof", "quote Umarov Taiwan", 'quote "Wang Yi"', "onthisday 15 June",
    "onthisday 3 March", "who chair 2019", "who Putin", "timeline Belarus", "timeline 2025", "diff 2016 2026",
    "fact population", "fact trade Russia China", "search oil", "cite sco-25 ap", "summits Tashkent",
    'verify "The SCO has become something of a Putin-Xi show"',
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of one thing, done many times."""

    values: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def p99(self) -> float:
        return sorted(self.values)[min(int(len(self.values) * 0.99), len(self.values) - 1)]


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def desk_over(path: Path) -> Desk:
    store = Store(f"sqlite:///{path}")
    with store.read() as reader:
        about = frame.frame(reader)
    made = Desk(store, registry(about.command, about.samples), new_reference=lambda: "bench", new_token=lambda: "bench")
    made.refresh()
    return made


def first_time(desk: Desk, lines: list[str], rounds: int) -> Times:
    """Each question as if never asked: on a day of its own, so that no reply is kept. The first round warms up."""
    values: list[float] = []
    for number in range(rounds + 1):
        now = NOW.replace(year=2027 + number // 300, month=1 + number % 12, day=1 + number // 12 % 25)
        for line in lines:
            request = Request(text=line, now=now)
            taken = timed(lambda request=request: desk.answer(request))  # type: ignore[misc]
            if number:
                values.append(taken)
    return Times(values)


def repeated(desk: Desk, lines: list[str], rounds: int) -> Times:
    requests = [Request(text=line, now=NOW) for line in lines]
    for request in requests:
        desk.answer(request)
    return Times([timed(lambda r=r: desk.answer(r)) for _ in range(rounds) for r in requests])  # type: ignore[misc]


def raw_read(path: Path, rounds: int) -> Times:
    """The reads of an ordinary answer, bare: a record by its id and its sources, by sqlite3 itself."""
    connection = sqlite3.connect(path)
    record = "SELECT * FROM record WHERE id = ?"
    cited = "SELECT s.* FROM citation c JOIN source s ON s.id = c.source_id WHERE c.record_id = ? ORDER BY c.position"

    def read() -> None:
        connection.execute(record, ("sco-25",)).fetchall()
        connection.execute(cited, ("sco-25",)).fetchall()

    values = [timed(read) for _ in range(rounds)]
    connection.close()
    return Times(values)


def raw_search(path: Path, word: str, rounds: int) -> Times:
    connection = sqlite3.connect(path)
    query = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 1001"
    values = [timed(lambda: connection.execute(query, (f'"{word}"',)).fetchall()) for _ in range(rounds)]
    connection.close()
    return Times(values)


def say(name: str, times: Times, raw: Times, limit: str) -> None:
    print(
        f"{name:<44} median {times.median:8.3f} ms  p99 {times.p99:8.3f} ms  "
        f"x{times.median / raw.median:7.1f} raw sqlite3  (wanted: {limit})"
    )


def at_size(folder: Path, quotes: int, people: int) -> None:
    path = folder / f"{quotes}.db"
    store = Store(f"sqlite:///{path}")
    migrate.migrate(store)
    filled = timed(lambda: fill(store, quotes=quotes, people=people))
    store.close()
    desk, raw = desk_over(path), raw_read(path, 2000)
    print(f"\n{quotes:,} quotations by {people:,} people more (loaded in {filled / 1000:.1f} s)")
    say("  ordinary questions, first time", first_time(desk, ORDINARY, 6), raw, "p99 25 ms")
    heavy = [
        "quote made-up-0",
        "quote about treaty",
        "quote",
        "search summit",
        "search stability",
        "search pipeline tariff",
        "search babeba",
        'verify "Summit trade border energy security region members leaders"',
        "who made-up-1",
        "coverage",
        "fact energy",
    ]
    for line in heavy:
        word = "summit" if "summit" in line else "stabil"
        say(f"  {line[:40]}", first_time(desk, [line], 12), raw_search(path, word, 50), "p99 25 ms")
    say("  a repeated question", repeated(desk, ORDINARY[:10], 200), raw, "0.1 ms")
    say("  completion", completion(desk), raw, "2 ms")
    desk.store.close()


def completion(desk: Desk) -> Times:
    completer = Completer(desk.registry, desk.refresh().names)
    lines = [f"quote {start}" for start in ("b", "ba", "bado", "Umar", "Umarof", "xi", "zzzzzz")]
    return Times([timed(lambda line=line: completer.line(line)) for _ in range(40) for line in lines])  # type: ignore[misc]


def cold(folder: Path) -> Iterator[float]:
    """`summitdesk ask` as a whole process, over a store that is loaded."""
    command = [sys.executable, "-m", "adapters.cli", "ask", "members 2016"]
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder / 'sco.db'}"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    for _ in range(6):
        yield timed(lambda: subprocess.run(command, env=environment, check=True, capture_output=True, cwd=folder))


def chat_memory(folder: Path) -> float:
    """The largest resident size, in MB, of a chat that loads the data, answers and ends."""
    code = (
        "import resource, subprocess, sys; "
        "subprocess.run([sys.executable, '-m', 'adapters.cli'], input=b'members\\nsummit 2025\\nquit\\n', "
        "stdout=subprocess.DEVNULL, check=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder / 'chat.db'}"}
    run = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, cwd=folder)
    return float(run.stdout)


def platforms(url: str) -> None:
    """Slack and Discord, each beside its bare library; at last the whole program."""
    for name in ("slack", "discord_dispatch", "whole"):
        beside(name, url).check_returncode()


def beside(name: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Another benchmark, in a process of its own."""
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": f"{root}:{root / 'tests'}"}
    sys.stdout.flush()
    command = [sys.executable, "-W", "ignore", "-m", f"tests.bench.{name}", *words]
    return subprocess.run(command, cwd=root, env=environment, check=False)


def main() -> int:
    """The exit code of what comes last, load, memory and posts: 1 where one is not as wanted."""
    cores = os.sched_getaffinity(0) if hasattr(os, "sched_setaffinity") else set()
    if cores:
        os.sched_setaffinity(0, {min(cores)})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = Store(f"sqlite:///{folder / 'sco.db'}")
        migrate.migrate(store)
        print(f"the shipped dataset (loaded in {timed(lambda: loader.load(store)) / 1000:.1f} s)")
        store.close()
        gc.freeze()
        desk, raw = desk_over(folder / "sco.db"), raw_read(folder / "sco.db", 2000)
        print(f"  one record and its sources, raw sqlite3: {raw.median:.3f} ms")
        say("  ordinary questions, first time", first_time(desk, ORDINARY, 20), raw, "median 2 ms")
        for line in ORDINARY:
            say(f"    {line[:38]}", first_time(desk, [line], 20), raw, "")
        say("  a repeated question", repeated(desk, ORDINARY, 200), raw, "0.1 ms")
        say("  completion", completion(desk), raw, "2 ms")
        desk.store.close()
        platforms(f"sqlite:///{folder / 'sco.db'}")
        for quotes, people in ((1_000, 100), (10_000, 1_000), (100_000, 10_000)):
            at_size(folder, quotes, people)
        times = Times(list(cold(folder)))
        print(f"\nsummitdesk ask, cold: median {times.median / 1000:.2f} s, slowest {max(times.values) / 1000:.2f} s")
        print(f"the chat that loads the data: at most {chat_memory(folder):.0f} MB (wanted: 90)")
        print(f"this process: at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if cores:
        os.sched_setaffinity(0, cores)  # what comes now are several processes side by side
    codes = [beside(name).returncode for name in ("load", "memory", "posts")]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
