"""The README's generated parts are what the program says of itself."""

from __future__ import annotations

import re
from pathlib import Path

from readme import README, written

from bot import declared, settings
from bot.desk import Desk


def test_the_generated_parts_are_up_to_date(desk: Desk) -> None:
    text = README.read_text("utf-8")
    assert written(text, desk) == text, "make docs"


def test_nothing_is_left_empty() -> None:
    text = README.read_text("utf-8")
    for name in ("conversation", "commands", "settings"):
        inside = text.partition(f"<!-- {name} -->")[2].partition(f"<!-- /{name} -->")[0]
        assert len(inside.splitlines()) > 3, name


def test_the_example_of_settings_names_every_one() -> None:
    example = (README.parent / ".env.example").read_text("utf-8")
    assert [s.name for s in declared.DECLARED if s.name not in example and s.name != "NO_COLOR"] == []


def test_every_setting_that_is_read_is_listed() -> None:
    read = set(re.findall(r'"([A-Z][A-Z_]{3,})"', Path(settings.__file__).read_text("utf-8")))
    of_the_system = {"HOME", "TERM", "XDG_STATE_HOME", "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"}
    assert {one.name for one in declared.DECLARED} == read - of_the_system
