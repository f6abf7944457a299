"""The desk as it is run, for benchmarks: processes of its own, which the fakes in this one serve."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
STARTS, ENDS = 60, 15
"""Seconds for the start and the end, on a machine with other work."""

Process = asyncio.subprocess.Process


@asynccontextmanager
async def desk(
    folder: Path, told: Mapping[str, str], *words: str, within: Callable[[], None] | None = None
) -> AsyncIterator[tuple[Process, str]]:
    """`summitdesk run` with these settings and words; its process, and what it said until all of it was connected.

    `within` is called in the new process before it begins, to set its limits.
    """
    environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environment |= {"PYTHONPATH": str(ROOT), "HOME": str(folder), "HOST": "127.0.0.1", **told}
    log = folder / f"desk{len(list(folder.glob('*.log')))}.log"
    with log.open("wb") as out:
        command = (sys.executable, "-m", "adapters.cli", "run", *words)
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, env=environment, stdout=out, stderr=out, preexec_fn=within
        )
    try:
        yield process, await _said(process, log)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), ENDS)
        except TimeoutError:
            process.kill()
            await process.wait()


def port(said: str) -> int:
    """The port on which it is called."""
    found = re.search(r"HTTP: connected \(127\.0\.0\.1:(\d+)\)", said)
    assert found, said
    return int(found[1])


async def _said(process: Process, log: Path) -> str:
    """What stands in its log when everything that it serves is connected."""
    async with asyncio.timeout(STARTS):
        while True:
            said = log.read_text("utf-8", "replace")
            assert process.returncode is None, said
            serving = re.search(r"serving ([\w, ]+);", said)
            if serving and all(f"{name}: connected" in said for name in serving[1].split(", ")):
                return said
            await asyncio.sleep(0.05)
