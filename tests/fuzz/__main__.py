"""100,000 hostile requests: half on SQLite with one workspace, half on PostgreSQL with an app that installs itself.

`FUZZ_REQUESTS` and `FUZZ_SEED` set another number and another sequence; the exit code is 1 where anything was wrong.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import tempfile
import time
from pathlib import Path

from conftest import POSTGRES, without_postgres
from killing.stores import on_postgresql, on_sqlite

from tests.fuzz.attack import Verdict, attack
from tests.fuzz.target import Canaries

REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "100000"))
SEED = int(os.environ.get("FUZZ_SEED") or random.randrange(10**9))  # noqa: S311  (other requests at each run)


def _told(name: str, verdict: Verdict, began: float) -> bool:
    print(f"{name}, seed {SEED}, {time.monotonic() - began:.0f} s: {verdict}", flush=True)
    return verdict.is_right


def on_one(folder: Path) -> bool:
    """A workspace whose token is set, a text log, SQLite."""
    began = time.monotonic()
    with on_sqlite(folder) as make:
        found = asyncio.run(attack(folder, make(), requests=REQUESTS // 2, seed=SEED, form="text", installs=False))
    return _told("SQLite, one workspace", found, began)


def on_many(folder: Path) -> bool:
    """Workspaces that install the app, a log as JSON, PostgreSQL with a password; False where there is none."""
    if reason := without_postgres():
        print(f"{reason}\nHalf of the requests were not sent, and that is no proof.")
        return False
    began = time.monotonic()
    with on_postgresql(POSTGRES, f"summitdesk_fuzz_{os.getpid()}") as make:
        user, _, rest = make().removeprefix("postgresql://").partition("@")
        url = f"postgresql://{user.partition(':')[0]}:{user.partition(':')[2] or Canaries().database}@{rest}"
        found = asyncio.run(
            attack(folder, url, requests=REQUESTS - REQUESTS // 2, seed=SEED + 1, form="json", installs=True)
        )
    return _told("PostgreSQL, many workspaces", found, began)


def main() -> int:
    """0 where nothing was wrong."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return 0 if on_one(folder) & on_many(folder) else 1


if __name__ == "__main__":
    sys.exit(main())
