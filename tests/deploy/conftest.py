"""The checkers of others that know these files; and what stands in the folder `deploy`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

Tool = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def tool() -> Tool:
    """Runs a tool in the clone; where it is not there that is skipped with the reason, and under CI a fault."""
    return run_tool


def run_tool(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None and os.environ.get("CI"):
        pytest.fail(f"{name} is not installed", pytrace=False)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return subprocess.run([found, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def deploy() -> Path:
    return ROOT / "deploy"
