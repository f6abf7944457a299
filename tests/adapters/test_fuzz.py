"""Two thousand hostile requests against the desk as it runs; `python -m tests.fuzz` sends a hundred thousand."""

from __future__ import annotations

import shutil
from pathlib import Path

from data.store import Store
from tests.fuzz.attack import CALM, attack

REQUESTS = 2_000


async def test_hostile_requests_break_nothing_and_tell_no_secret(sco: Store, tmp_path: Path) -> None:
    assert sco.file
    sco.close()  # what is in its journal goes into the file
    shutil.copyfile(sco.file, tmp_path / "own.db")
    found = await attack(
        tmp_path, f"sqlite:///{tmp_path}/own.db", requests=REQUESTS, seed=2026, form="json", installs=True
    )
    assert found.is_right, str(found)
    assert found.sent >= REQUESTS and found.calm == 1 + REQUESTS // CALM
    assert {200, 400, 401, 404, 405, 413} <= set(found.statuses)
