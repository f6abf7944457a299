"""The image: what goes into it, who runs it, and its health check."""

from __future__ import annotations

import http.server
import json
import os
import re
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from adapters.arguments import parse

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "deploy" / "Dockerfile").read_text("utf-8").replace("\\\n", "")
LAST = [line.split(maxsplit=1) for line in TEXT.rpartition("\nFROM ")[2].splitlines()[1:] if line[:1].isupper()]
IGNORED = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
LET_IN = [line[1:] for line in IGNORED if line.startswith("!")]


def said(instruction: str) -> str:
    """What the last stage says with an instruction."""
    return next(rest for name, rest in LAST if name == instruction)


def test_the_linter_finds_nothing(tool: Any) -> None:
    run = tool("hadolint", "deploy/Dockerfile")
    assert run.returncode == 0, run.stdout


def test_it_runs_as_nobody_in_particular_and_starts_without_a_shell() -> None:
    assert re.fullmatch(r"[1-9][0-9]{3,}:[1-9][0-9]{3,}", said("USER"))
    program, *words = json.loads(said("CMD"))
    assert (program, parse(words).command) == ("summitdesk", "run")


def test_the_lock_is_installed_with_hashes_and_nothing_is_compiled() -> None:
    installs = [line for line in TEXT.split("pip ") if " install " in line]
    assert all("--require-hashes" in one or "--no-index" in one for one in installs)
    assert sum("--only-binary=:all:" in one for one in installs) == 1
    assert "RUN pip" not in str(LAST)
    assert {name for name, _ in LAST} & {"ADD", "SHELL"} == set()


def test_everything_of_the_wheel_is_copied_and_let_in() -> None:
    copied = {
        word.rstrip("/") for line in re.findall(r"^COPY (?!--from)(.*) \S+$", TEXT, re.M) for word in line.split()
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    needed = {*project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"], *project["project"]["license-files"]}
    assert needed | {project["project"]["readme"], "pyproject.toml", "requirements.lock"} == copied == set(LET_IN)


@pytest.mark.parametrize(
    "path", [".env", "data/.env", "summitdesk.db", "data/x.db-wal", "adapters/__pycache__", "tests"]
)
def test_secrets_and_databases_are_kept_out(path: str) -> None:
    after = IGNORED[IGNORED.index("!" + LET_IN[-1]) + 1 :]
    is_let_in = path.partition("/")[0] in LET_IN
    assert not is_let_in or any(fnmatch(path.rpartition("/")[2], one.removeprefix("**/")) for one in after)


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_the_health_check_asks_the_desk(status: int, code: int) -> None:
    with answering(status) as (port, asked):
        assert health_check(port) == code
    assert asked == ["/healthz"]


def test_the_health_check_fails_where_nobody_listens() -> None:
    assert health_check(1) == 1


def health_check(port: int) -> int:
    _, command = said("HEALTHCHECK").split("CMD ", 1)
    program, *words = json.loads(command)
    assert program == "python3"
    environment = {**os.environ, "PORT": str(port), "http_proxy": "http://127.0.0.1:1"}
    run = subprocess.run([sys.executable, *words], env=environment, capture_output=True, timeout=10, check=False)
    return run.returncode


@contextmanager
def answering(status: int) -> Iterator[tuple[int, list[str]]]:
    """A server on a port of its own that answers everything so; and what it was asked."""
    asked: list[str] = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    with http.server.HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, asked
        server.shutdown()
