"""The browser that draws: the installed chromium, as on a phone, with two pixels to one."""

from __future__ import annotations

import shutil
from typing import Any

from playwright.async_api import Browser, BrowserType

SCALE = 2
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--hide-scrollbars")
"""Without a sandbox, which root cannot have: it sees only pages that were made here."""


def use_installed() -> None:
    """Have playwright start the browser that is installed. simcord asks playwright for one without saying which."""
    launch, new_context = BrowserType.launch, Browser.new_context

    async def launched(self: BrowserType, **how: Any) -> Browser:
        return await launch(self, **{**how, "executable_path": shutil.which("chromium"), "args": ARGUMENTS})

    async def opened(self: Browser, **how: Any) -> Any:
        return await new_context(self, **{**how, "device_scale_factor": SCALE})

    BrowserType.launch, Browser.new_context = launched, opened  # type: ignore[method-assign]
