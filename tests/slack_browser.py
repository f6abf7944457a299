"""Somebody who installs the app in a workspace, with a browser."""

from __future__ import annotations

import html
import re
from http.cookies import SimpleCookie

import aiohttp
from fakes.slack import SlackWorkspace
from slack_desk import Running


async def begun(session: aiohttp.ClientSession, url: str) -> tuple[str, str]:
    """The address to which Slack would be gone to, and the cookie."""
    async with session.get(f"{url}/slack/install") as page:
        text = await page.text()
        cookie = SimpleCookie(page.headers["Set-Cookie"])
    address = html.unescape(re.findall(r'href="(http[^"]+)"', text)[0])
    ((name, morsel),) = cookie.items()
    assert morsel["httponly"] and morsel["secure"]
    return address, f"{name}={morsel.value}"


async def back(session: aiohttp.ClientSession, address: str, cookie: str | None) -> tuple[int, str]:
    """Consent, and come back to the desk; its status and page."""
    async with session.get(address, allow_redirects=False) as consent:
        location = consent.headers["Location"]
    headers = {"Cookie": cookie} if cookie else {}
    async with session.get(location, headers=headers, allow_redirects=False) as page:
        return page.status, await page.text()


async def install(slack: SlackWorkspace, one: Running) -> tuple[int, str]:
    async with slack.browser() as session:
        return await back(session, *await begun(session, one.url))
