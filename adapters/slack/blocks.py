"""The blocks of which a Slack message is made, each built by a function; nothing here knows what a card is.

The reference: https://docs.slack.dev/reference/block-kit/blocks
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.slack import limits
from adapters.slack.mrkdwn import literal

Json = dict[str, Any]
"""An object as it goes over the wire."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of rich text in one style; with an id, a person or a channel, and with an address, a link."""

    text: str
    bold: bool = False
    person: str = ""
    channel: str = ""
    url: str = ""

    @property
    def is_text(self) -> bool:
        """Whether it is nothing but text."""
        return not (self.person or self.channel or self.url)


def plain(text: str) -> Json:
    """Text without any format, on buttons, in menus and beside fields."""
    return {"type": "plain_text", "text": text, "emoji": False}


def header(text: str) -> Json:
    """A large title, shown as it is written."""
    return {"type": "header", "text": plain(text)}


def divider() -> Json:
    """A thin line."""
    return {"type": "divider"}


def context(text: str) -> Json:
    """Small grey type from escaped mrkdwn; Slack itself links nothing in it."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}


def button(label: str, *, action: str, value: str) -> Json:
    """A button; `numbered` makes its action's name the only one of its kind."""
    return {"type": "button", "action_id": action, "text": plain(label), "value": value}


def actions(buttons: Sequence[Json]) -> list[Json]:
    """Buttons in as many rows as they need."""
    most = limits.ACTIONS
    return [{"type": "actions", "elements": list(buttons[at : at + most])} for at in range(0, len(buttons), most)]


def rich_text(*elements: Json) -> Json:
    """Text that Slack shows as it is written, in sections, lists and quotations."""
    return {"type": "rich_text", "elements": list(elements)}


def section(runs: Iterable[Run]) -> Json:
    """A paragraph, or a line of a list."""
    return {"type": "rich_text_section", "elements": _elements(runs)}


def bullets(items: Sequence[Json]) -> Json:
    """A list of sections."""
    return {"type": "rich_text_list", "style": "bullet", "elements": list(items)}


def quotation(runs: Iterable[Run]) -> Json:
    """Words with a bar beside them."""
    return {"type": "rich_text_quote", "elements": _elements(runs)}


def numbered(blocks: Iterable[Json]) -> list[Json]:
    """The blocks with an id each, and with no two buttons of one action: both are counted from one."""
    out: list[Json] = []
    pressed = 0
    for number, block in enumerate(blocks, 1):
        named = {"type": block["type"], "block_id": f"card_{number}", **block}
        if block["type"] == "actions":
            first = pressed + 1
            pressed += len(block["elements"])
            named["elements"] = [
                {**one, "action_id": f"{one['action_id']}_{at}"} for at, one in enumerate(block["elements"], first)
            ]
        out.append(named)
    return out


def size(blocks: Sequence[Json]) -> int:
    """How many characters the blocks take as JSON, written at its widest."""
    return len(json.dumps(blocks, ensure_ascii=False))


def text_size(text: str) -> int:
    """How many characters a text takes in JSON."""
    return len(text) + text.count('"') + text.count("\\") + text.count("\n")


def _elements(runs: Iterable[Run]) -> list[Json]:
    """Neighbours of one style are one element; none is longer than Slack takes, and none is empty."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].bold == run.bold and joined[-1].is_text and run.is_text:
            joined[-1] = Run(joined[-1].text + run.text, run.bold)
        else:
            joined.append(run)
    found: list[Json] = []
    for run in joined:
        style = {"style": {"bold": True}} if run.bold else {}
        found += [{**element, **style} for element in _pieces(run)]
    return found


def _pieces(run: Run) -> Iterator[Json]:
    if run.person:
        yield {"type": "user", "user_id": run.person}
    elif run.channel:
        yield {"type": "channel", "channel_id": run.channel}
    elif run.url:
        yield {"type": "link", "url": run.url, "text": literal(run.text)}
    else:
        text = literal(run.text)
        for at in range(0, len(text), limits.SECTION):
            yield {"type": "text", "text": text[at : at + limits.SECTION]}
