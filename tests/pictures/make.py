"""Draws the cards of a few questions as they look in Discord and in Slack, and writes docs/pictures.md around them.

Every picture is of the body that the platform would be sent, as `summitdesk ask --as` prints it.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import browser
import discord_cards
import slack_cards
from PIL import Image

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "pictures"
TODAY = "2026-11-24"

QUESTIONS: Mapping[str, str] = {
    "members": "members 2016",
    "quote": "quote Umarov",
    "summit": "summit 2025",
    "choice": "summit Astana",
    "fact": "fact population",
    "onthisday": "onthisday 15 June",
    "verify": 'verify "The SCO has become something of a Xi-Putin show"',
    "not-found": "members Belarussia",
}
"""Questions by the name of their pictures."""

WIDE = ("members",)
"""Those that are drawn for a desktop too."""

PHONE, DESKTOP = 390, 760
"""CSS pixels."""

COLOURS = 256
"""Enough for type on a plain ground and for flags, and half the size."""

HEAD = """# Pictures of the cards

Made by `make pictures` at the width of a phone, from the very bodies that would have been sent on 24 November 2026: to
Discord in answer to a mention, drawn by simcord's preview, and to Slack for the asker alone, drawn by the npm package
`slack-blocks-to-jsx`. Neither is the platform's own drawing: spacing, type and colours differ a little in the apps, and
flags and other emoji, here Noto's, look as the device's fonts draw them.
"""

Body = Mapping[str, Any]


def main() -> None:
    """Draw everything anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    browser.use_installed()
    bodies = {name: _bodies(name) for name in ("discord", "slack")}
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for width, suffix, names in ((PHONE, "", tuple(QUESTIONS)), (DESKTOP, "-wide", WIDE)):
        asked = {FOLDER / f"discord-{name}{suffix}.png": (QUESTIONS[name], bodies["discord"][name]) for name in names}
        asyncio.run(discord_cards.draw(asked, width=width))
        slack = {FOLDER / f"slack-{name}{suffix}.png": bodies["slack"][name] for name in names}
        asyncio.run(slack_cards.draw(slack, width=width))
    for picture in FOLDER.glob("*.png"):
        _made_small(picture)
    (ROOT / "docs" / "pictures.md").write_text("\n".join(_page(bodies["slack"])), encoding="utf-8")


def _bodies(platform: str) -> dict[str, Body]:
    """The bodies that the desk makes of the shipped dataset for a platform, by the name of the question."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [ROOT / ".venv" / "bin" / "summitdesk", "ask", "--batch", "--as", platform, "--on", TODAY],
            input="\n".join(QUESTIONS.values()),
            env={**os.environ, "DATABASE_URL": f"sqlite:///{folder}/pictures.db"},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    answers = map(json.loads, done.stdout.splitlines())
    return {name: answer["payload"] for name, answer in zip(QUESTIONS, answers, strict=True)}


def _made_small(picture: Path) -> None:
    with Image.open(picture) as drawn:
        few = drawn.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(picture, optimize=True)


def _page(bodies: Mapping[str, Body]) -> Iterator[str]:
    yield HEAD
    for name, line in QUESTIONS.items():
        yield from (f"## `{line}`", "")
        said = bodies[name]["text"].replace("\n", ". ", 1).replace("|", "\\|")
        yield from _pair(name, said)
    yield from ("## At a desktop's width", "")
    for name in WIDE:
        for platform in ("Discord", "Slack"):
            yield from (f"![{QUESTIONS[name]} in {platform}, wide](pictures/{platform.lower()}-{name}-wide.png)", "")


def _pair(name: str, said: str) -> Sequence[str]:
    cells = [f"![In {one}: {said}](pictures/{one.lower()}-{name}.png)" for one in ("Discord", "Slack")]
    return ("| Discord | Slack (not Slack's own drawing) |", "|---|---|", f"| {' | '.join(cells)} |", "")


if __name__ == "__main__":
    main()
