"""Writes the generated parts of the README; a test compares them, so that they cannot rot."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from conftest import open_desk

from adapters.render_text import render
from bot import declared
from bot.contract import Request
from bot.desk import Desk
from bot.registry import Command
from bot.texts import help as help_texts
from data import loader, migrate
from data.store import Store

README = Path(__file__).parents[1] / "README.md"
TODAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
CONVERSATION = ("members 2016", "quote Umarov India", "fact population")


def commands(desk: Desk) -> str:
    """The tables of commands, from the declarations: those that anybody may ask, and those of who manages a channel."""
    asked = [c for c in desk.registry.commands if not c.manages]
    managing = [c for c in desk.registry.commands if c.manages]
    tables = [_table(asked, "What it answers")]
    if managing:
        tables += [f"**{help_texts.MANAGING}**", _table(managing, "What it does")]
    return "\n\n".join(tables)


def _table(declared: Sequence[Command], does: str) -> str:
    rows = [f"| Command | {does} | Try |", "|---|---|---|"]
    for command in declared:
        name = " ".join(f"`{n}`" for n in (command.name, *command.aliases))
        tries = " · ".join(f"`{e.line}`" for e in command.examples if not e.fails and e.line)
        rows.append(f"| {name} | {command.help} | {tries} |")
    return "\n".join(rows)


def settings_table() -> str:
    """The table of settings, from the one file that reads them."""
    rows = ["| Setting | Meaning | Default |", "|---|---|---|"]
    rows += [f"| `{s.name}` | {s.meaning} | {s.default} |" for s in declared.DECLARED]
    return "\n".join(rows)


def conversation(desk: Desk) -> str:
    """A few questions with the cards that the desk gives."""
    told = []
    for line in CONVERSATION:
        card = render(desk.answer(Request(text=line, now=TODAY)), colour=False, full=False)
        told.append(f"> {line}\n\n{card.rstrip()}")
    return "```text\n" + "\n\n\n".join(told) + "\n```"


def written(text: str, desk: Desk) -> str:
    """The README with its generated parts anew."""
    parts = {"conversation": conversation(desk), "commands": commands(desk), "settings": settings_table()}
    for name, part in parts.items():
        block = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text = block.sub(lambda found, part=part: f"{found[1]}{part}\n{found[2]}", text)  # type: ignore[misc]
    return text


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/readme.db")
        migrate.migrate(store)
        loader.load(store)
        desk = open_desk(store)
        README.write_text(written(README.read_text("utf-8"), desk), "utf-8")
        store.close()


if __name__ == "__main__":
    main()
