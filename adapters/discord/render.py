"""A reply as one Discord message of components, version 2: as many sheets as it needs, of which one is shown.

Pure. How a reply is cut depends on the reply alone, so that everybody's part 2 is the same part 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from adapters import references
from adapters.discord import blocks, limits
from adapters.discord.markdown import escape, fitted, units
from adapters.neutral import clean
from adapters.pressing import Key, Place, keys, pack
from adapters.sheets import Room, Sheet, cut, shortened, with_sources_only
from bot.contract import Kind, Reply
from bot.texts import platforms as texts

Json = dict[str, Any]

IS_COMPONENTS_V2 = 1 << 15
IS_EPHEMERAL = 1 << 6
"""https://docs.discord.com/developers/resources/message#message-object-message-flags"""

ACTION_ROW, BUTTON, TEXT_DISPLAY, SEPARATOR, CONTAINER = 1, 2, 10, 14, 17
PRIMARY, SECONDARY = 1, 2

COLOURS: dict[Kind, int] = {
    "answer": 0x4A7A9C,
    "help": 0x4A7A9C,
    "choice": 0xB8912F,
    "not-found": 0x7F8790,
    "refusal": 0xA65A4E,
    "error": 0xA65A4E,
}
"""The bar beside the card. It only decorates: the words say the same."""

NOTES = 400
"""Characters kept free for who shared the card and for a note under it."""


@lru_cache(maxsize=1024)
def _size_of(text: str) -> int:
    return units(escape(clean(text)))


ROOM = Room(characters=3600, lines=20, choices=11, line=14, size=_size_of)
LEAST = 0.15
"""The smallest share of the room that is tried; there, sources that still find none are counted, not named."""

UNTURNED = 20
"""Choices at most under a card that cannot be turned, for the line of which there is none that asks again."""

_OTHER_KEYS = 4
"""Buttons beside the choices at most: two to turn, who sees it, Cite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One sheet, ready to be sent. `kept` are the lines that the store must hold, by token, before it is.

    `text` is the lead alone, escaped: what a message says until it is edited into the card.
    """

    components: list[Json]
    kept: Mapping[str, str]
    sheets: int
    text: str


def to_message(
    reply: Reply,
    place: Place,
    *,
    sheet: int = 1,
    full: bool = False,
    shared_by: str | None = None,
    note: str | None = None,
) -> Message:
    """A sheet of the reply, for that place. Sheet 0 is the last one, as is any beyond it; `full`: its sources only."""
    sheets, written = _fitting(with_sources_only(reply) if full else reply, full=full)
    number = sheet if 1 <= sheet <= len(sheets) else len(sheets)
    shown = sheets[number - 1]
    contents = written[number - 1] if written else _contents(shown, clipped=True)
    rows, kept = _rows(shown, place)
    container = _container(reply.kind, _noted(contents, shared_by, note))
    text = fitted(clean(references.plain(reply.lead, reply.named)), limits.CONTENT)
    return Message(components=[container, *rows], kept=kept, sheets=len(sheets), text=text)


def to_body(message: Message, *, private: bool) -> Json:
    """The body of the request that sends it. No mention in it reaches anybody."""
    flags = IS_COMPONENTS_V2 | (IS_EPHEMERAL if private else 0)
    return {"flags": flags, "components": message.components, "allowed_mentions": {"parse": []}}


_Contents = list[str | None]
"""The texts of a card from top to bottom; None is a line drawn between them, _GAP some air."""

_GAP = ""


def _fitting(reply: Reply, *, full: bool) -> tuple[Sequence[Sheet], list[_Contents] | None]:
    """The sheets and their texts: cut with less and less room until each fits. None: their texts must be clipped."""
    if reply.canonical is None:
        sheets = cut(reply, replace(ROOM, choices=UNTURNED), full=full)
        if (written := _written(sheets)) is not None:
            return sheets, written
    share = 1.0
    while share > LEAST:
        sheets = cut(reply, ROOM.times(share), full=full)
        written = _written(sheets)
        if written is not None:
            return sheets, written
        share *= 0.75
    return cut(reply, ROOM.times(LEAST), full=full), None


def _written(sheets: Iterable[Sheet]) -> list[_Contents] | None:
    """The texts of the sheets; None as soon as one does not fit."""
    out: list[_Contents] = []
    for sheet in sheets:
        contents = _contents(sheet, clipped=False)
        if not _fits(sheet, contents):
            return None
        out.append(contents)
    return out


def _contents(sheet: Sheet, *, clipped: bool) -> _Contents:
    reply = sheet.reply
    numbers = {source.id: source.number for source in reply.sources}
    above: list[str | None] = [blocks.head(reply)]
    for part in reply.parts:
        above += [_GAP, blocks.part(part, numbers, reply.named)]
    foot = blocks.foot(sheet)
    left = limits.TEXT - NOTES - _size([*above, foot])
    sources = blocks.sources(reply, full=sheet.full, most=left if clipped else 10**9)
    below: _Contents = [None, sources] if sources else []
    return [*above, *below, *([foot] if foot else [])]


def _fits(sheet: Sheet, contents: _Contents) -> bool:
    buttons = len(sheet.reply.buttons) + _OTHER_KEYS
    components = 1 + len(contents) + 2 + buttons + -(-buttons // limits.BUTTONS) + 1
    return components <= limits.COMPONENTS and _size(contents) <= limits.TEXT - NOTES


def _size(contents: _Contents) -> int:
    return sum(units(text) for text in contents if text)


def _noted(contents: _Contents, shared_by: str | None, note: str | None) -> _Contents:
    """With who shared it above, and the note below, beside the buttons."""
    most = NOTES // 2
    by = fitted(clean(shared_by), most - 40, starts=False) if shared_by else None
    above: _Contents = [blocks.SMALL + texts.SHARED_BY.format(who=by)] if by else []
    return [*above, *contents, *([fitted(clean(note), most)] if note else [])]


def _container(kind: Kind, contents: _Contents) -> Json:
    inside = [_text(text) if text else _between(drawn=text is None) for text in contents]
    return {"type": CONTAINER, "accent_color": COLOURS[kind], "spoiler": False, "components": inside}


def _text(content: str) -> Json:
    return {"type": TEXT_DISPLAY, "content": content}


def _between(*, drawn: bool) -> Json:
    return {"type": SEPARATOR, "divider": drawn, "spacing": 1}


def _rows(sheet: Sheet, place: Place) -> tuple[list[Json], Mapping[str, str]]:
    """The buttons in rows, and the lines that the store must hold for them. Two that do the same are one.

    What leads on from the card stands first; what is done with it has a row of its own.
    """
    buttons: dict[str, Json] = {}
    leading: set[str] = set()
    kept: dict[str, str] = {}
    for key in keys(sheet, place):
        packed = pack(replace(key.press, line=clean(key.press.line)), limits.CUSTOM_ID)
        if packed.text not in buttons:
            buttons[packed.text] = _button(key.label, packed.text, style=_style(sheet.reply, key))
            leading |= {packed.text} if key.press.act in ("turn", "ask", "open") else set()
            kept.update([packed.kept] if packed.kept else [])
    first = [button for id, button in buttons.items() if id in leading]
    others = [button for id, button in buttons.items() if id not in leading]
    return [_row(row) for row in (*_in_rows(first), *_in_rows(others))], kept


def _in_rows(buttons: Iterable[Json]) -> Iterator[list[Json]]:
    held = list(buttons)
    return (held[at : at + limits.BUTTONS] for at in range(0, len(held), limits.BUTTONS))


def _row(buttons: list[Json]) -> Json:
    return {"type": ACTION_ROW, "components": buttons}


def _style(reply: Reply, key: Key) -> int:
    """Where the card asks back, what it offers stands out."""
    return SECONDARY if reply.kind in ("answer", "help") or key.press.act not in ("ask", "open") else PRIMARY


def _button(label: str, custom_id: str, *, style: int) -> Json:
    shown = shortened(clean(label).strip(), limits.LABEL)
    if units(shown) > limits.LABEL:
        shown = shortened(shown, limits.LABEL // 2)
    return {
        "type": BUTTON,
        "style": style,
        "disabled": False,
        "label": shown or texts.GOES_ON,
        "custom_id": custom_id,
    }
