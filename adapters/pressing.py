"""What a button carries, and which buttons stand under a card.

A button holds the command line that it stands for, so that it works after a restart and on another replica. Where a
platform gives less room than the line needs, the button holds the line's token, and the store the line.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, replace
from typing import Literal, get_args

from adapters import references
from adapters.sheets import Sheet
from bot.contract import Reply
from bot.texts import platforms as texts

Act = Literal["turn", "ask", "open", "cite", "copy", "share"]
"""turn: another page or part in place. ask: the answer in the place of this card. open: the answer as a private card.
cite: the page's sources as a private card. copy: this card, private. share: this card, for the channel."""

_LETTERS: dict[Act, str] = {act: act[0] for act in get_args(Act)} | {"copy": "k"}
_ACTS = {letter: act for act, letter in _LETTERS.items()}
_FORM = re.compile(
    r"sd1([aoctks])(\d{1,6})\.(\d{1,4})(f?)(a?)(?:~([A-Za-z0-9_-]{1,64}))?(?:!([a-z2-7]{1,25}))?"
    r"(?:\|(.*)|#([a-z2-7]{24}))",
    re.DOTALL,
)

LAST = 0
"""As `Press.sheet`: the last one of the page."""

_ANSWERING = ("answer", "help", "not-found")
"""The kinds of reply that say something; the others ask back or refuse."""

ALWAYS_PRIVATE = ("error", "refusal")
"""Kinds of reply that concern only the one who asked."""

SHARED_KINDS = _ANSWERING
"""The kinds of reply that can be shared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What is to be done when a button is pressed.

    `asker` is the platform's id of whoever asked for a public card: for others the card is not turned in place.
    `alone`: nobody else is where the card stands, or it needs no more sharing. `post` is the key of the scheduled post
    under which the button stands: by it the post is found again.
    """

    act: Act
    line: str
    page: int = 1
    sheet: int = 1
    full: bool = False
    asker: str = ""
    alone: bool = False
    post: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A button under a card: what stands on it, and what pressing it does."""

    label: str
    press: Press


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a card stands. `asker`: whose public card it is; "" on a private one. `alone`: nobody else is there.
    `post`: the key of the scheduled post that it is, else ""."""

    private: bool
    asker: str = ""
    alone: bool = False
    post: str = ""


def is_private(reply: Reply, *, habit: bool) -> bool:
    """Whether a reply is for the asker's eyes only: as was chosen, else as is the habit of the platform."""
    return reply.kind in ALWAYS_PRIVATE or (habit if reply.private is None else reply.private)


def keys(sheet: Sheet, place: Place) -> tuple[Key, ...]:
    """The buttons of a sheet: turning, choices, who sees it, the sources."""
    found = (*_turns(sheet, place), *_choices(sheet.reply, place), *_others(sheet, place))
    return tuple(replace(one, press=replace(one.press, post=place.post)) for one in found) if place.post else found


def _turns(sheet: Sheet, place: Place) -> list[Key]:
    reply = sheet.reply
    if reply.canonical is None:
        return []
    here = Press(act="turn", line=reply.canonical, page=reply.page, full=sheet.full)
    here = replace(here, asker=place.asker, alone=place.alone)
    before, after = reply.page - 1, reply.page + 1
    found = []
    if sheet.number > 1:
        found.append(Key(label=texts.BACK_PART.format(part=sheet.number - 1), press=_at(here, sheet.number - 1)))
    elif before >= 1 and not sheet.full:
        found.append(Key(label=texts.BACK.format(page=before), press=replace(here, page=before, sheet=LAST)))
    if sheet.number < sheet.count:
        found.append(Key(label=texts.ON_PART.format(part=sheet.number + 1), press=_at(here, sheet.number + 1)))
    elif after <= reply.pages and not sheet.full:
        found.append(Key(label=texts.ON.format(page=after), press=replace(here, page=after)))
    return found


def _at(press: Press, sheet: int) -> Press:
    return replace(press, sheet=sheet)


def _choices(reply: Reply, place: Place) -> list[Key]:
    """On a public card that answers something, a choice opens a private one: the answer stays for the others."""
    act: Act = "ask" if place.private or place.alone or reply.kind not in ("answer", "help") else "open"
    asker = place.asker if act == "ask" else ""
    base = Press(act=act, line="", asker=asker, alone=place.alone)
    shown = references.label if reply.personal else str
    return [Key(label=shown(b.label), press=replace(base, line=b.command)) for b in reply.buttons]


def _others(sheet: Sheet, place: Place) -> list[Key]:
    reply = sheet.reply
    if reply.canonical is None:
        return []
    here = Press(act="cite", line=reply.canonical, page=reply.page, alone=place.alone)
    this = replace(here, sheet=sheet.number, full=sheet.full)
    found = []
    if not place.alone and not reply.personal and reply.kind in SHARED_KINDS:
        shown = (replace(this, act="share"), texts.SHARE) if place.private else (replace(this, act="copy"), texts.COPY)
        found.append(Key(press=shown[0], label=shown[1]))
    if reply.kind == "answer" and not sheet.full:
        found.append(Key(label=texts.CITE, press=replace(here, full=True)))
    return found


@dataclass(frozen=True, slots=True)
class Packed:
    """A press as a button carries it; `kept` is a line that the store must hold under its token, if any."""

    text: str
    kept: tuple[str, str] | None = None


def pack(press: Press, most: int) -> Packed:
    """The press in at most `most` characters: with its line, or with the line's token."""
    asker = f"~{press.asker}" if press.asker else ""
    marks = ("f" if press.full else "") + ("a" if press.alone else "")
    post = f"!{press.post}" if press.post else ""
    head = f"sd1{_LETTERS[press.act]}{press.page}.{press.sheet}{marks}{asker}{post}"
    line = press.line.encode("utf-8", "replace").decode()  # half a surrogate pair could not be sent
    if len(head) + 1 + len(line) <= most:
        return Packed(f"{head}|{line}")
    name = token(line)
    return Packed(f"{head}#{name}", (name, line))


def token(line: str) -> str:
    """The name under which a line is kept: the same line has the same one everywhere."""
    return base64.b32encode(hashlib.sha256(line.encode()).digest()[:15]).decode().casefold()


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What a button carried; where `token` is given the line must be fetched from the store."""

    press: Press
    token: str | None


def unpack(text: str) -> Unpacked | None:
    """What `pack` wrote; None for what it cannot have written."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    letter, page, sheet, full, alone, asker, post, line, name = found.groups()
    press = Press(
        act=_ACTS[letter],
        line=line or "",
        page=max(int(page), 1),
        sheet=int(sheet),
        full=bool(full),
        asker=asker or "",
        alone=bool(alone),
        post=post or "",
    )
    return Unpacked(press, name)
