"""A wheel built from the clone works from another directory: dataset, migrations and platforms are in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RUN = (
    "import data, sys; print(data.__file__, file=sys.stderr); "
    "from adapters.cli import main; sys.exit(main(sys.argv[1:]))"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory in which the wheel is installed, in `site`."""
    path = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", path, ROOT], check=True)
    wheel = next(path.glob("*.whl"))
    subprocess.run([*pip, "install", "--no-deps", "--no-index", "--target", path / "site", wheel], check=True)
    (path / "elsewhere").mkdir()
    return path


def summitdesk(home: Path, *arguments: str) -> str:
    """What the installed program prints, from a directory in which nothing of ours is."""
    environment = {**os.environ, "PYTHONPATH": str(home / "site"), "HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    run = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        cwd=home / "elsewhere",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert str(home / "site") in run.stderr
    return run.stdout


def test_a_wheel_answers_members_from_another_directory(home: Path) -> None:
    assert summitdesk(home, "ask", "members").startswith("SCO members on ")


@pytest.mark.parametrize(("platform", "part"), [("slack", "blocks"), ("discord", "components")])
def test_a_wheel_shows_what_a_platform_would_be_sent(home: Path, platform: str, part: str) -> None:
    sent = json.loads(summitdesk(home, "ask", "--as", platform, "members 2016"))
    assert "31 December 2016" in json.dumps(sent[part])


def test_a_wheel_writes_the_manifest_of_the_slack_app(home: Path) -> None:
    written = json.loads(summitdesk(home, "slack-manifest"))
    assert written["features"]["slash_commands"][0]["command"] == "/sco"
