"""Sends hostile requests, some at a time, and judges what comes back and what the desk says of it."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz import recorded
from tests.fuzz.hostile import READY, Keys, Maker
from tests.fuzz.recorded import Recorded
from tests.fuzz.target import Form, Target, running
from tests.fuzz.wire import Answer, Line, Request

AT_ONCE = 8
CALM = 500
"""After so many requests an ordinary question is asked, and must be answered."""

MOST, GROWTH = 260.0, 40.0
"""Megabytes that the desk may have at the end, and by which it may grow over the second half."""


@dataclass(slots=True)
class Verdict:
    """What came of an attack. `statuses`: how often each was answered; 0: closed without an answer. `known`: errors in
    the log for what a platform signed and its own library broke on."""

    sent: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    calm: int = 0
    known: int = 0

    @property
    def is_right(self) -> bool:
        """Whether the desk took no harm, and did none."""
        return not self.faults

    def __str__(self) -> str:
        shown = ", ".join(f"{status or 'closed'} {count:,}" for status, count in sorted(self.statuses.items()))
        first, last = (self.memory[0], self.memory[-1]) if self.memory else (0.0, 0.0)
        told = "".join(f"\n  {fault[:600]}" for fault in self.faults[:40])
        return (
            f"{self.sent:,} requests ({shown}); {self.calm} ordinary questions between them answered; {self.known}"
            f" errors of the platforms' libraries, answered; memory {first:.0f} MB, {last:.0f} MB at the end;"
            f" {len(self.faults)} faults{told}"
        )


async def attack(
    folder: Path, database: str, *, requests: int, seed: int, form: Form, installs: bool, first: int = 0
) -> Verdict:
    """Send the requests from `first` on, and say what came of it."""
    verdict = Verdict()
    async with running(folder, database, form=form, installs=installs) as target:
        if installs:
            assert await target.install() == 200
        real = Recorded(await recorded.slack(target.slack), recorded.discord())
        keys = Keys(slack=target.canaries.signing, discord=target.key, metrics=target.canaries.metrics)
        maker = Maker(seed=seed, keys=keys, recorded=real)
        await _calm(target, maker, verdict)
        for start in range(first, first + requests, CALM):
            numbers = iter(range(start, min(start + CALM, first + requests)))
            await asyncio.gather(*(_send(target, maker, numbers, verdict) for _ in range(AT_ONCE)))
            if not target.is_running:
                verdict.faults.append(f"the desk ended between {start} and {start + CALM}")
                break
            await _calm(target, maker, verdict)
    _judge(target, verdict)
    return verdict


async def _send(target: Target, maker: Maker, numbers: Iterator[int], verdict: Verdict) -> None:
    line = Line(target.port)
    for number in numbers:
        if not target.is_running:
            break
        request = maker.request(number)
        for _ in range(1 + request.again):
            verdict.sent += 1
            try:
                answer = await line.ask(request)
            except (TimeoutError, OSError, ValueError, asyncio.LimitOverrunError) as fault:
                line.hang_up()
                verdict.faults.append(f"{number} ({request.what}): {type(fault).__name__} {fault}")
                continue
            verdict.statuses[answer.status if answer else 0] += 1
            verdict.faults += [f"{number} ({request.what}): {fault}" for fault in _wrong(target, request, answer)]
    line.hang_up()


def _wrong(target: Target, request: Request, answer: Answer | None) -> Iterator[str]:
    """What is wrong with an answer. Only what is no request may be left without one."""
    if answer is None:
        if not request.ends:
            yield "closed without an answer"
        return
    is_not_ready = answer.status == 503 and request.path.startswith(READY)
    if answer.status >= 500 and not is_not_ready:
        yield f"{answer.status} {answer.body[:200]!r}"
    told = answer.head + answer.body
    yield from (f"{secret} in the answer" for secret in target.secrets() if secret.encode() in told)
    if b"Traceback" in told or b'File "' in told:
        yield f"a trace: {answer.body[:200]!r}"


async def _calm(target: Target, maker: Maker, verdict: Verdict) -> None:
    """The desk still works: the app can be installed, a question is answered on both platforms."""
    if target.installs and (status := await target.install()) != 200:
        verdict.faults.append(f"the installation answers {status}")
    answer = await target.slack.command("/sco", "members 2016")
    on_slack = answer.is_ok and answer.message and "6 members" in answer.message.plain
    line = Line(target.port)
    said = await line.ask(maker.ordinary(verdict.calm))
    line.hang_up()
    if on_slack and said and b"6 members" in said.body:
        verdict.calm += 1
    else:
        verdict.faults.append(f"an ordinary question is not answered: {answer} {said}")
    verdict.memory.append(target.resident)


def _judge(target: Target, verdict: Verdict) -> None:
    """What the whole of it shows: the end, the log, secrets, memory."""
    if target.code != 0:
        verdict.faults.append(f"the desk ended with {target.code}")
    verdict.known = target.known()
    verdict.faults += [f"log, {count} times: {line}" for line, count in target.faults().items()]
    verdict.faults += target.leaks()
    verdict.faults += [f"a line of the log is too long: {line}" for line in target.wordy()[:10]]
    middle = verdict.memory[len(verdict.memory) // 2 :] or [0.0]
    if middle[-1] > MOST or middle[-1] - middle[0] > GROWTH:
        verdict.faults.append(
            f"memory: {' '.join(f'{mb:.0f}' for mb in itertools.islice(verdict.memory, 0, None, 20))}"
        )
