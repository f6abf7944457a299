"""Pictures of Slack messages: Block Kit as HTML by an npm package, in the browser. They are not Slack's own drawing."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import simcord
from playwright.async_api import async_playwright

HERE = Path(__file__).parent
MADE = HERE.parents[1] / ".venv" / "pictures"
"""Where the tools are installed, and the pages are written beside the styles that they name."""

EMOJI = next((Path(simcord.__file__).parent / "preview" / "static" / "fonts").glob("noto-color-emoji-*.ttf"))
LOGO = "data:image/svg+xml," + "".join(
    (
        "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 36 36'%3E",
        "%3Crect width='36' height='36' rx='6' fill='%234A7A9C'/%3E",
        "%3Cpath d='M6 27 15 11l6 10 3-4 6 10z' fill='white'/%3E%3C/svg%3E",
    )
)
AT = "2026-11-24T12:00:00Z"


async def draw(bodies: Mapping[Path, Mapping[str, Any]], *, width: int) -> None:
    """Draw each message."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch()
        context = await chromium.new_context(viewport={"width": width, "height": 100}, timezone_id="UTC")
        page = await context.new_page()
        for picture, card in zip(bodies, _cards(bodies), strict=True):
            made = MADE / "slack.html"
            made.write_text(_page(card), encoding="utf-8")
            await page.goto(made.as_uri())
            await page.evaluate("document.fonts.ready")
            await page.screenshot(path=picture, full_page=True)
        await chromium.close()


def _cards(bodies: Mapping[Path, Mapping[str, Any]]) -> Iterator[str]:
    done = subprocess.run(
        ["node", "slack.mjs", "Summit Desk", LOGO, AT],
        cwd=MADE / "node",
        input="".join(json.dumps(body) + "\n" for body in bodies.values()),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return map(json.loads, done.stdout.splitlines())


def _page(card: str) -> str:
    page = (HERE / "slack.html").read_text(encoding="utf-8")
    return page.replace("EMOJI", EMOJI.as_uri()).replace("CARD", card)
