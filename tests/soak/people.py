"""What happens to a desk in a day beside its posts: people, an installation, lost connections, platforms in trouble."""

from __future__ import annotations

import asyncio
import re

from tests.soak.driving import Month


async def install(month: Month) -> None:
    """Install the app in the workspace, in a browser."""
    async with month.slack.browser() as browser:
        async with browser.get(f"{month.root}/slack/install") as page:
            text, cookie = await page.text(), page.headers["Set-Cookie"].split(";")[0]
        address = re.findall(r'href="(http[^"]+)"', text)[0].replace("&amp;", "&")
        async with browser.get(address, allow_redirects=False) as consent:
            back = consent.headers["Location"]
        async with browser.get(back, headers={"Cookie": cookie}) as done:
            assert done.status == 200, await done.text()


async def gestures(month: Month, how_many: int) -> None:
    """What people do; each must be answered."""
    for _ in range(how_many):
        month.gestures += 1
        year, what = month.chance.randint(2001, 2026), month.chance.randrange(6)
        try:
            if what == 0:
                card = await (await month.slack.command("/sco", f"members {year}")).first(5)
                if card.labels:
                    await month.slack.click(card, label=card.labels[0])
            elif what == 1:
                await (await month.slack.mention(f"timeline {year}")).first(5)
            elif what == 2:
                await (await month.slack.open_home()).home(5)
            elif what == 3:
                await (await month.slack.direct_message("quote Umarof")).first(5)
            elif what == 4:
                answer = await month.discord.slash("members", {"as_of": str(year)})
                await answer.finished()
            else:
                await month.discord.mention(f"members {year}")
        except (AssertionError, TimeoutError) as fault:
            month.unanswered.append(f"{month.now:%d %H:%M} {what}: {str(fault)[:200]}")


def trouble(month: Month) -> None:
    """Let some of the next posts go wrong, each in another way."""
    chance, slack, discord = month.chance, month.slack, month.discord
    for _ in range(chance.randint(2, 6)):
        month.troubles += 1
        after = chance.random() < 0.5
        kind = chance.choice(("busy", "broken", "cut"))
        if chance.random() < 0.5:
            if kind == "busy":
                slack.fail_next("chat.postMessage", status=429, retry_after=30)
            elif kind == "broken":
                slack.fail_next("chat.postMessage", status=500, is_after=after)
            else:
                slack.cut_next("chat.postMessage")
        elif kind == "busy":
            discord.limit("POST", "/channels/*/messages", retry_after=0.1)
        else:
            discord.fail("POST", "/channels/*/messages", status=500 if kind == "broken" else "reset", taken=after)


def calm(month: Month) -> None:
    """No more troubles."""
    month.slack.faults.planned.clear()
    month.discord._faults.clear()


async def reconnect(month: Month, number: int) -> None:
    """Discord's connection breaks, in another way each day."""
    if number % 4 == 0:
        month.discord.drop()
    elif number % 4 == 1:
        await month.discord.reconnect()
    elif number % 4 == 2:
        await month.discord.invalidate()
    await month.discord.connected(timeout=20)
    await asyncio.sleep(0.2)
