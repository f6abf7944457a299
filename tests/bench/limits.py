"""Less memory than the machine has, for one process: a limit that the kernel keeps, and a control group where one is.

Anybody may limit what a process writes to (RLIMIT_DATA: heap, private mappings, the stacks of its threads;
https://man7.org/linux/man-pages/man2/getrlimit.2.html). It is counted as it is asked for and not as it is used, so it
is stricter than a control group for that part, and leaves out files and shared pages. A control group counts all pages,
but needs one that was handed to us: `MEMORY_GROUP=/sys/fs/cgroup/...` names a folder in which groups may be made
(https://docs.kernel.org/admin-guide/cgroup-v2.html#delegation).
"""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """`enter` is called in the process that is to be limited; `peak`: megabytes that its group had at most, if any."""

    enter: Callable[[], None]
    peak: Callable[[], float | None]
    about: str


@contextmanager
def limited(megabytes: int) -> Iterator[Limits]:
    """The limits that can be set here."""
    named = os.environ.get("MEMORY_GROUP")
    if not named:
        about = f"RLIMIT_DATA {megabytes} MB; no control group (MEMORY_GROUP names none)"
        yield Limits(lambda: _data(megabytes), lambda: None, about)
        return
    group = Path(named) / f"summitdesk-bench-{os.getpid()}"
    group.mkdir()
    try:
        is_second = (group / "memory.max").exists()
        (group / ("memory.max" if is_second else "memory.limit_in_bytes")).write_text(str(megabytes * MB))
        used = group / ("memory.peak" if is_second else "memory.max_usage_in_bytes")

        def enter() -> None:
            (group / "cgroup.procs").write_text(str(os.getpid()))
            _data(megabytes)

        yield Limits(enter, lambda: int(used.read_text()) / MB, f"RLIMIT_DATA and a control group of {megabytes} MB")
    finally:
        group.rmdir()


def _data(megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * MB, megabytes * MB))
