"""Writes the cards of the acceptance list to tests/cards/; a test compares them, so that a changed answer is seen."""

from __future__ import annotations

import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from conftest import open_desk

from adapters.render_text import render
from bot.contract import ALL_PAGES, Request
from bot.desk import Desk
from data import loader, migrate
from data.store import Store

FOLDER = Path(__file__).parent / "cards"
TODAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
ALTERED = 'verify "The SCO has become something of a Xi-Putin show"'
LINES = (
    "members",
    "members 2024-07-03",
    "members 2024-07-05",
    "members Belarus",
    "members observers 2016",
    "summit 2025",
    "summit Astana",
    "summit next",
    "summit Alaska",
    "quote Umarov",
    "quote Umarof",
    "quote Умаров",
    "quote Umarov Taiwan",
    'quote "Wang Yi"',
    ALTERED,
    "onthisday 15 June",
    "onthisday 3 March",
    "who chair 2019",
    "timeline Belarus",
    "diff 2016 2026",
    "fact population",
    "search oil",
    "cite sco-25 ap",
    "coverage",
)


def path(line: str) -> Path:
    """The file in which the card of a line stands."""
    name = re.sub(r"[^\w]+", "-", line.casefold()).strip("-")
    return FOLDER / f"{name[:60]}.txt"


def card(desk: Desk, line: str) -> str:
    """A line and its whole card. The data version is left out, or every change would show in every card."""
    reply = desk.answer(Request(text=line, now=TODAY, page=ALL_PAGES))
    text = render(reply, colour=False, full=True)
    return f"> {line}\n\n{text.replace(reply.data_version or '-', '(version)').rstrip()}\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/cards.db")
        migrate.migrate(store)
        loader.load(store)
        desk = open_desk(store)
        FOLDER.mkdir(exist_ok=True)
        for line in LINES:
            path(line).write_text(card(desk, line), "utf-8")
        store.close()


if __name__ == "__main__":
    main()
