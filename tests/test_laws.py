"""The laws of the house that a machine can check, beyond the import contracts of `make check`."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("adapters", "bot", "data")
EDGES = {
    "bot/desk.py": "a request",
    "bot/schedules/clock.py": "a tick",
    "bot/schedules/delivery.py": "a post",
    "bot/schedules/looking.py": "a look for a post",
    "bot/schedules/posting.py": "composing and sending a post",
    "bot/schedules/telling.py": "a notice",
    "adapters/cli.py": "the start of the program",
    "adapters/loading.py": "a process that loads",
    "adapters/discord/http.py": "a request of Discord",
    "adapters/slack/edge.py": "a request of Slack",
    "adapters/slack/http.py": "a page of the installation",
    "adapters/supervisor.py": "a supervised adapter",
}
"""Where `except Exception` may stand, and what it is the edge of."""


def files(*packages: str) -> Iterator[tuple[str, ast.Module]]:
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def names(tree: ast.AST) -> Iterator[str]:
    """Every dotted name that is used: `datetime.now`, `os.environ`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


def test_the_import_contracts_hold() -> None:
    """In a process of its own: the linter sets up logging for the whole one it runs in."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_everything_is_caught_only_at_the_edges() -> None:
    catching = {
        name
        for name, tree in files(*PACKAGES)
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
    }
    assert catching == set(EDGES)


def test_only_the_start_of_the_program_asks_for_the_clock_or_for_chance() -> None:
    forbidden = {"datetime.now", "datetime.utcnow", "date.today", "time.time", "random.random", "secrets.token_hex"}
    asking = {name for name, tree in files(*PACKAGES) if forbidden & set(names(tree))}
    assert asking == {"adapters/cli.py", "adapters/host.py"}


def test_zones_are_made_of_the_locked_database_alone() -> None:
    """`ZoneInfo(name)` would ask the machine first, so that two replicas could disagree."""
    making = {
        name
        for name, tree in files(*PACKAGES)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and "ZoneInfo" in ast.unparse(node.func).split(".")
    }
    assert making == {"bot/zones.py"}


def test_the_environment_is_read_in_one_file() -> None:
    reading = {name for name, tree in files(*PACKAGES) if {"os.environ", "os.getenv"} & set(names(tree))}
    assert reading == {"bot/settings.py"}


def test_statements_are_written_only_in_the_store() -> None:
    importing = {
        name
        for name, tree in files("adapters", "bot")
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and any("sqlalchemy" in part for part in (getattr(node, "module", "") or "", *(a.name for a in node.names)))
    }
    assert not importing


def test_files_and_functions_fit_a_glance() -> None:
    long_files = [p for p in ROOT.rglob("*.py") if ".venv" not in p.parts and p.read_text("utf-8").count("\n") > 400]
    long_functions = [
        f"{name}:{node.name}"
        for name, tree in files(*PACKAGES)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= 60
    ]
    assert not long_files
    assert not long_functions
