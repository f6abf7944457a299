"""Data as Discord's Markdown: nothing in it acts, and what a reader sees or copies is the data.

Rules: https://support.discord.com/hc/en-us/articles/210298617 and, for mentions and timestamps,
https://docs.discord.com/developers/reference#message-formatting. A backslash is put only where a character could act:
before every mark of emphasis and every `<`, before a colon of `:name:` or `://`, between `]` and `(`, and at the start
of a line before what begins a heading, a quotation or a list. Brackets alone stay, for quotations are full of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from adapters import references
from adapters.neutral import clean
from adapters.sheets import shortened
from bot.texts import discord as texts

JOINER = "\u2060"
"""Not seen, and no part of any name: after it `@everyone` or `<#1>` is text, whoever reads it raw."""

LONGEST_URL = 400

_ACTING = re.compile(r"[\\*_~`|<]|:(?=//|[^\s:]+:)|(?<=\])\(")
_AT_START = re.compile(r"^([^\S\n]*)([>#+-])", re.MULTILINE)
_NUMBERED = re.compile(r"^([^\S\n]*\d+)([.)])", re.MULTILINE)
_MENTION = re.compile(r"@(?=\S)|<(?=[@#/:&]|\w+:)")
_UNLINKABLE = re.compile(r"[\[\]]|://|www\.", re.IGNORECASE)
_IN_URL = re.compile(r"[\s()<>\"\\`|\x00-\x1f\x7f]|@(?=everyone|here)")


def escape(text: str, *, starts: bool = True) -> str:
    """The text as Markdown that shows it as it is. `starts`: it stands at the start of a line."""
    written = _ACTING.sub(r"\\\g<0>", text)
    if "@" in written or "<" in written:
        written = _MENTION.sub(rf"\g<0>{JOINER}", written)
    if not starts:
        return written
    return _NUMBERED.sub(r"\1\\\2", _AT_START.sub(r"\1\\\2", written))


def fitted(text: str, most: int, *, starts: bool = True) -> str:
    """The text escaped, shortened where it would take more than `most` characters (at least 4)."""
    if len(text) <= most and units(written := escape(text, starts=starts)) <= most:
        return written
    text = text[: most + 1]
    low, high = 1, min(len(text), most)
    while low < high:
        middle = (low + high + 1) // 2
        fits = units(escape(shortened(text, middle), starts=starts)) <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    return escape(shortened(text, low), starts=starts)


def said(text: str, named: Collection[str], *, starts: bool = True) -> str:
    """One line, cleaned and escaped, with the people and channels that the card names; Discord's ids are digits."""
    out = ""
    for piece in references.pieces(text, named):
        if isinstance(piece, str):
            out += escape(clean(piece), starts=starts and not out)
        elif piece.id.isascii() and piece.id.isdecimal():
            out += f"<{'@' if piece.is_person else '#'}{piece.id}>"
        else:
            out += escape(piece.plain, starts=starts and not out)
    return out


def said_in(text: str, most: int, named: Collection[str], *, starts: bool = True) -> str:
    """The same in at most `most` characters; what is too long names nobody, and is shortened."""
    whole = said(text.strip(), named, starts=starts)
    return whole if units(whole) <= most else fitted(clean(references.plain(text, named)).strip(), most, starts=starts)


def to(url: str | None, text: str) -> str:
    """A link whose text is ours; nothing where the address is none of the web."""
    address = _address(url)
    return f"[{text}]({address})" if address else ""


def link(title: str, url: str | None) -> str:
    """The title in quotation marks, leading to the address where that is one of the web.

    Discord shows no link whose text has an address or a bracket in it; there the link stands beside the title.
    """
    shown = escape(title, starts=False)
    address = _address(url)
    if address is None:
        return f"\u201c{shown}\u201d"
    if _UNLINKABLE.search(title):
        return f"\u201c{shown}\u201d ([{texts.LINK}]({address}))"
    return f"[\u201c{shown}\u201d]({address})"


def units(text: str) -> int:
    """Characters as counted at worst: an emoji can count as two."""
    return len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)


def _address(url: str | None) -> str | None:
    if not url or not url.casefold().startswith(("http://", "https://")):
        return None
    address = _IN_URL.sub(_encoded, url.strip())
    return address if len(address) <= LONGEST_URL else None


def _encoded(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode())
