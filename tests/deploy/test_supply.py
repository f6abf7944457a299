"""What the desk is made of: every package by its hash, and from nowhere in particular."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
REGISTRIES = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("debian", "org"),
    ("docker", "io"),
    ("ghcr", "io"),
    ("quay", "io"),
    ("gcr", "io"),
)
"""Hosts, in two parts, for this file is looked through too."""


def tracked(*patterns: str) -> list[str]:
    """The files that are in the history, or will be."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns]
    run = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in run.stdout.splitlines() if (ROOT / name).is_file()]


def requirements(lock: str) -> dict[str, str]:
    """Each requirement of a lock, by what it asks for, with its lines."""
    text = re.sub(r"\s*#.*", "", (ROOT / lock).read_text("utf-8")).replace("\\\n", " ")
    return {line.split()[0]: line for line in text.splitlines() if line.strip()}


@pytest.mark.parametrize("lock", tracked("*.lock"))
def test_every_requirement_is_one_version_by_its_hash(lock: str) -> None:
    found = requirements(lock)
    assert len(found) > 5
    loose = [
        asked for asked, line in found.items() if not re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)
    ]
    assert loose == []


@pytest.mark.parametrize("lock", tracked("*/package-lock.json"))
def test_every_package_of_node_is_one_version_by_its_hash(lock: str) -> None:
    packages = json.loads((ROOT / lock).read_text("utf-8"))["packages"]
    assert [name for name, one in packages.items() if name and not one["integrity"].startswith("sha512-")] == []


def test_no_file_names_a_registry() -> None:
    host = re.compile("|".join(rf"\b{name}\.{end}\b" for name, end in REGISTRIES), re.IGNORECASE)
    texts = {name: (ROOT / name).read_bytes().decode("utf-8", "replace") for name in tracked()}
    assert {name: found[0] for name, text in texts.items() if (found := host.search(text))} == {}


def test_the_bill_of_materials_lists_what_is_locked(tool: Any, tmp_path: Path) -> None:
    bill = tmp_path / "bill.json"
    run = tool("cyclonedx-py", "requirements", "--pyproject", "pyproject.toml", "-o", bill, "requirements.lock")
    assert run.returncode == 0, run.stderr
    listed = {f"{one['name']}=={one['version']}" for one in json.loads(bill.read_text("utf-8"))["components"]}
    assert listed == set(requirements("requirements.lock"))
