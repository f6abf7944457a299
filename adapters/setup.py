"""The walk of a newcomer from nothing to a running bot: links, tokens that are tried at once, and `.env`."""

from __future__ import annotations

import asyncio
import getpass
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from adapters.loading import NotLoaded
from adapters.supervisor import Refused
from bot.settings import APP_STARTS, BOT_STARTS, Platform, Settings, read
from bot.texts import setup as texts

TRIES = 5
"""How often a token may be pasted."""

Check = Callable[[str], str]
"""Tries a token; says what it opens. Raises Refused with a sentence."""


def walk(platform: Platform, settings: Settings, file: Path, *, link: str, command: str, out: TextIO) -> int:
    """Walk through the set-up of one platform; the exit code comes back. Raises NotLoaded where it is given up."""
    steps = _slack if platform == "slack" else _discord
    found = steps(settings, out, link=link)
    _write(file, found)
    out.write(texts.WRITTEN.format(file=file) + "\n")
    for name in _overruled(file, found):
        out.write(texts.WON.format(name=name, file=file) + "\n")
    out.write("\n")
    done = texts.SLACK_DONE if platform == "slack" else texts.DISCORD_DONE
    out.write(done.format(command=f"/{command}"))
    return 0


def _slack(settings: Settings, out: TextIO, *, link: str) -> dict[str, str]:
    from adapters.slack import checking

    api = settings.slack.api_url

    def bot(token: str) -> str:
        team, user = asyncio.run(checking.check_bot(_starting(token, *BOT_STARTS), api_url=api))
        return texts.IN_WORKSPACE.format(team=team, user=user)

    def app(token: str) -> str:
        asyncio.run(checking.check_app(_starting(token, *APP_STARTS), api_url=api))
        return texts.OPENS

    out.write(texts.SLACK_STEPS.format(link=link) + "\n" + texts.SLACK_BOT)
    tokens = {"SLACK_BOT_TOKEN": _token("SLACK_BOT_TOKEN", settings.slack.bot_token, bot, out)}
    out.write("\n" + texts.SLACK_APP)
    return tokens | {"SLACK_APP_TOKEN": _token("SLACK_APP_TOKEN", settings.slack.app_token, app, out)}


def _discord(settings: Settings, out: TextIO, *, link: str) -> dict[str, str]:
    from adapters.discord.checking import application_of
    from adapters.discord.invite import invite

    applications = []

    def bot(token: str) -> str:
        applications.append(asyncio.run(application_of(token, api_url=settings.discord.api_url)))
        return applications[-1].name

    out.write(texts.DISCORD_STEPS)
    token = _token("DISCORD_TOKEN", settings.discord.token, bot, out)
    out.write("\n" + texts.DISCORD_INVITE.format(link=invite(applications[-1].id)) + "\n")
    return {"DISCORD_TOKEN": token}


def _token(name: str, present: str | None, check: Check, out: TextIO) -> str:
    """The token that is set already and is good, else the first good one that is pasted."""
    if present is not None:
        try:
            out.write(texts.KEPT.format(name=name, said=check(present)) + "\n")
        except Refused as refusal:
            out.write(f"{name}: {refusal}\n")
        else:
            return present
    for _ in range(TRIES):
        pasted = _asked(texts.ASKED[name], out)
        try:
            _check_form(pasted)
            out.write(texts.GOOD.format(said=check(pasted)) + "\n")
        except Refused as refusal:
            out.write(texts.TRY_AGAIN.format(reason=refusal) + "\n")
        else:
            return pasted
    raise NotLoaded(texts.GIVEN_UP)


def _asked(prompt: str, out: TextIO) -> str:
    """What is pasted; on a terminal it is not shown. Raises NotLoaded where there is nothing more to read."""
    out.flush()
    try:
        if sys.stdin.isatty():
            return _bare(getpass.getpass(prompt))
        return _bare(input(prompt))
    except EOFError:
        raise NotLoaded(texts.GIVEN_UP) from None


def _bare(pasted: str) -> str:
    """What was pasted, without the marks or the word that stand around a token in examples."""
    return pasted.strip().strip("\"'").removeprefix("Bot ").strip()


def _check_form(token: str) -> None:
    """A token has no character that means something in `.env`."""
    if not token:
        raise Refused(texts.EMPTY)
    if not re.fullmatch(r"[\w.:/+=-]+", token, re.ASCII):
        raise Refused(texts.NO_TOKEN)


def _starting(token: str, *starts: str) -> str:
    if not token.startswith(starts):
        raise Refused(texts.WRONG_START.format(start=starts[0]))
    return token


def _overruled(file: Path, written: dict[str, str]) -> list[str]:
    """The settings that are written, and have another value all the same."""
    now = read(directory=file.parent)
    found = {
        "SLACK_BOT_TOKEN": now.slack.bot_token,
        "SLACK_APP_TOKEN": now.slack.app_token,
        "DISCORD_TOKEN": now.discord.token,
    }
    return [name for name, value in written.items() if found[name] != value]


def _write(file: Path, values: dict[str, str]) -> None:
    """Set the values in the file, which is made readable to its owner only before anything is in it."""
    from dotenv import set_key

    try:
        if file.is_symlink():
            raise NotLoaded(texts.NOT_WRITTEN.format(file=file, reason=texts.SYMLINK))
        file.touch(mode=0o600)
        file.chmod(0o600)
        for name, value in values.items():
            set_key(file, name, value, quote_mode="never")
        file.chmod(0o600)
    except OSError as fault:
        raise NotLoaded(texts.NOT_WRITTEN.format(file=file, reason=fault.strerror or os.strerror(0))) from None
