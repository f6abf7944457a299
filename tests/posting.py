"""For tests of what is posted: a channel's posts day after day, and a small dataset that a test may change."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from conftest import BRICS, open_desk

from bot.desk import Desk
from bot.schedules.simulate import Channel
from bot.schedules.what import Kind, Post, Silent, What
from data import loader, migrate
from data.store import Store

LAST_SUMMIT, FIRST_MILESTONE = "- {id: brics-4,", "- {id: b-20090616,"
PLANNED = (
    "series: brics, number: 5, city: Durban, country: ZA, format: in person, chairing_country: ZA, state: planned, "
    "text: The fifth summit is planned for Durban., src: [delhi-2012]"
)


class Posting:
    """One schedule in a channel that begins empty; what it shows is remembered."""

    def __init__(self, desk: Desk, kind: Kind, **what: Any) -> None:
        self.desk, self.what, self.channel = desk, What(kind=kind, **what), Channel()

    def on(self, day: str) -> Post | Silent:
        """What is posted on a day, as the channel was left by the days asked before."""
        local = date.fromisoformat(day)
        made = self.desk.compose(self.what, day=local, seen=self.channel)
        if isinstance(made, Post):
            self.channel.shown.update(dict.fromkeys(made.shown, local))
        return made

    def post(self, day: str) -> Post:
        """The same, where there must be a post."""
        made = self.on(day)
        assert isinstance(made, Post), made
        return made

    def silence(self, day: str) -> str:
        """The same, where there must be none: why."""
        made = self.on(day)
        assert isinstance(made, Silent), made
        return made.reason


class Small:
    """The small dataset in a store of its own, and a desk over it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "brics"
        self.folder.mkdir()
        self.store = Store(f"sqlite:///{folder}/small.db")
        migrate.migrate(self.store)
        self.load()
        self.desk: Desk = open_desk(self.store)

    def load(self, *, planned: str = "", milestone: str = "") -> None:
        """Load it anew; `planned` is the id and date of a summit to come, `milestone` one more milestone."""
        added = {LAST_SUMMIT: f"{planned}, {PLANNED}" if planned else "", FIRST_MILESTONE: milestone}
        for file in BRICS.iterdir():
            text = file.read_text("utf-8")
            for before, line in added.items():
                text = text.replace(before, f"- {{{line}}}\n{before}" if line else before)
            (self.folder / file.name).write_text(text, "utf-8")
        loader.load(self.store, self.folder)
