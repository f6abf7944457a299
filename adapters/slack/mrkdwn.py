"""Slack's mrkdwn: data goes in so that nothing in it formats, links or mentions, and what Slack sends comes out plain.

Only `&`, `<` and `>` have an escape of their own; see https://docs.slack.dev/messaging/formatting-message-text. There
is none for the other marks, so invisible characters stand beside them: a word joiner before, which is no place where a
format may begin, and a zero-width space after, for a format does not begin or end next to a space. Both are among the
characters that `neutral.clean` takes out of data, so they are always ours.
"""

from __future__ import annotations

import re

from adapters.neutral import lines

JOINER = "\u2060"
SPACE = "\u200b"

_NAMED = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_FORMAT = re.compile(r"[*_~`]")
_MENTION = re.compile(r"([@#])(?=\w)")
_EMOJI = re.compile(r":(?=[^\s:]+:)")
_LINK = re.compile(r":(?=//)")
_QUOTE = re.compile(r"^([^\S\n]*)(?=>)", re.MULTILINE)

_CONTROL = re.compile(r"<([^<>]*)>")
_REFERENCE = re.compile(r"<[@#][A-Z0-9][A-Za-z0-9_]*(?:\|[^<>]*)?>")
_ENTITY = re.compile("&(?:lt|gt|amp);")


def escape(text: str) -> str:
    """Data for a mrkdwn object or for a message's text: cleaned line by line, and shown as it is written."""
    said = "\n".join(lines(text))
    said = _QUOTE.sub(rf"\1{JOINER}", said)
    said = _FORMAT.sub(lambda m: f"{JOINER}{m[0]}{SPACE}", said)
    said = _MENTION.sub(rf"\1{JOINER}", said)
    said = _EMOJI.sub(f":{JOINER}", said)
    said = _LINK.sub(f":{JOINER}", said)
    return said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def link(url: str, label: str, *, most: int) -> str:
    """A link with a label that is already escaped; the label alone where the address is no web address or too long."""
    address = address_of(url, most=most)
    return f"<{address}|{label}>" if address else label


def address_of(url: str, *, most: int) -> str | None:
    """A web address as it stands between `<` and `|`; None for another scheme, or for more than `most` characters."""
    address = "".join(lines(url))
    if len(address) > most or not re.match(r"https?://[^\s/]", address, re.IGNORECASE):
        return None
    encoded = re.sub(r"[|<>\"`\s\\^{}]", _percent, address).replace("&", "&amp;")
    return encoded if len(encoded) <= most else None


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def literal(text: str) -> str:
    """Cleaned text for a rich text element, which Slack shows as it is; what looks like a mention is broken up."""
    return re.sub(r"<(?=[!@#])", f"<{JOINER}", "\n".join(lines(text)))


def unescape(text: str, *, references: bool = False) -> str:
    """What Slack sends as plain text: mentions and links as people read them, then the three entities.

    `references`: channels and people stay as Slack writes them, `<#C024BE91L|world>`, for whoever needs their ids.
    """
    plain = _CONTROL.sub(_referring if references else _plain, text)
    return _ENTITY.sub(lambda m: _NAMED[m[0]], plain)


def refers(text: str) -> bool:
    """Whether a text that Slack sends names a channel or a person by id."""
    return _REFERENCE.search(text) is not None


def _referring(match: re.Match[str]) -> str:
    return match[0] if _REFERENCE.fullmatch(match[0]) else _plain(match)


def _plain(match: re.Match[str]) -> str:
    target, _, label = match[1].partition("|")
    if target.startswith("@"):
        return f"@{(label or target).removeprefix('@')}"
    if target.startswith("#"):
        return f"#{(label or target).removeprefix('#')}"
    if target.startswith("!date^"):
        return label
    if target.startswith("!"):
        return f"@{(label or target[1:].rpartition('^')[2]).removeprefix('@')}"
    if target.startswith("mailto:"):
        return label or target.removeprefix("mailto:")
    return target if re.match(r"\w+:", target) else match[0]
