"""A wheel built from the clone answers from another directory: the dataset and the migrations are in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
ASK = (
    "import data, sys; print(data.__file__, file=sys.stderr); "
    "from adapters.cli import main; sys.exit(main(['ask', 'members']))"
)


def test_a_wheel_answers_members_from_another_directory(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", tmp_path, ROOT], check=True)
    wheel = next(tmp_path.glob("*.whl"))
    subprocess.run([*pip, "install", "--no-deps", "--no-index", "--target", tmp_path / "site", wheel], check=True)
    (tmp_path / "elsewhere").mkdir()
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "HOME": str(tmp_path)}
    environment.pop("DATABASE_URL", None)
    run = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=tmp_path / "elsewhere",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert str(tmp_path / "site") in run.stderr
    assert run.stdout.startswith("SCO members on ")
