"""Cuts one page of the desk into sheets, each of which a platform takes as one message.

The desk's pages mostly fit. Where one does not, its lines go on to the next sheet, each sheet with the sources that
its own lines name; a line too long for any sheet is continued on the next. Nothing is left out and no word is cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.contract import Item, Part, Reply, Source
from bot.texts import platforms as texts

WRITTEN_OUT = 3
"""How many sources of a sheet stand with title and link; the others in short, unless they are all asked for."""

_NUMBER = 5
"""About how many characters the number of a source takes: ` [12]`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much one sheet holds, as a platform counts.

    `characters` is for lines, headings and sources together; `size` says how many a text takes when written, and
    `line` how many each line takes besides. `lines` and `choices` are how many lines and buttons of choice at most.
    """

    characters: int
    lines: int
    choices: int
    line: int
    size: Callable[[str], int]

    def times(self, share: float) -> Room:
        """A part of the room."""
        return replace(self, characters=int(self.characters * share), lines=max(int(self.lines * share), 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands on one message: `reply` with the lines, sources, records and choices of this sheet only.

    `full`: every source is written out.
    """

    reply: Reply
    number: int
    count: int
    full: bool = False


def with_sources_only(reply: Reply) -> Reply:
    """The card behind Cite: all sources of the page, and nothing else."""
    count = len(reply.sources)
    named = f"{count} {texts.SOURCE_ONE if count == 1 else texts.SOURCE_MANY}"
    lead = texts.SOURCES_LEAD if reply.pages == 1 else texts.SOURCES_LEAD_PAGE
    return replace(
        reply,
        title=texts.SOURCES_OF.format(title=reply.title),
        lead=lead.format(count=named, page=reply.page),
        parts=(),
        buttons=(),
    )


def cut(reply: Reply, room: Room, *, full: bool = False) -> tuple[Sheet, ...]:
    """The sheets of a reply; there is at least one."""
    bodies = list(_sources_only(reply, room) if full and not reply.parts else _bodies(reply, room, full=full))
    count = max(len(bodies), -(-len(reply.buttons) // room.choices), 1)
    bodies += [((), ())] * (count - len(bodies))
    on_lines = {id for part in reply.parts for item in part.items for id in item.records}
    loose = tuple(id for id in reply.records if id not in on_lines)
    sheets = []
    for number, (parts, sources) in enumerate(bodies, 1):
        here = {id for part in parts for item in part.items for id in item.records}
        records = tuple(id for id in reply.records if id in here or (number == 1 and id in loose))
        choices = reply.buttons[(number - 1) * room.choices : number * room.choices]
        held = _held(reply, parts, sources or reply.sources[:1], records)
        sheets.append(Sheet(reply=replace(held, buttons=choices), number=number, count=count, full=full))
    return tuple(sheets)


def _held(reply: Reply, parts: tuple[Part, ...], sources: tuple[Source, ...], records: tuple[str, ...]) -> Reply:
    return replace(reply, parts=parts, sources=sources, records=records)


_Body = tuple[tuple[Part, ...], tuple[Source, ...]]


def _sources_only(reply: Reply, room: Room) -> Iterator[_Body]:
    held: list[Source] = []
    used = 0
    for source in reply.sources:
        cost = _source_cost(source, room, long=True)
        if held and (used + cost > room.characters or len(held) >= room.lines):
            yield (), tuple(held)
            held, used = [], 0
        held.append(source)
        used += cost
    if held:
        yield (), tuple(held)


def _bodies(reply: Reply, room: Room, *, full: bool) -> Iterator[_Body]:
    """The parts in order; a part that goes on keeps its heading."""
    if not any(part.items for part in reply.parts):
        yield (), reply.sources
        return
    body = _Filling(reply, room, full=full)
    for part in reply.parts:
        for item in part.items:
            for piece in _pieces(item, room):
                if not body.takes(part, piece):
                    yield body.done()
                    body = _Filling(reply, room, full=full)
                body.add(part, piece)
    yield body.done()


class _Filling:
    """A sheet while lines are put on it."""

    def __init__(self, reply: Reply, room: Room, *, full: bool) -> None:
        self._room, self._full = room, full
        self._sources = {source.id: source for source in reply.sources}
        self._parts: list[tuple[Part, list[Item]]] = []
        self._cited: dict[str, None] = {}
        self._used = self._lines = 0

    def takes(self, part: Part, item: Item) -> bool:
        """Whether there is room for one more line; an empty sheet takes any."""
        if not self._lines:
            return True
        return self._lines < self._room.lines and self._used + self._cost(part, item) <= self._room.characters

    def add(self, part: Part, item: Item) -> None:
        """Put a line on the sheet."""
        self._used += self._cost(part, item)
        self._lines += 1
        if not self._parts or self._parts[-1][0] is not part:
            self._parts.append((part, []))
        self._parts[-1][1].append(item)
        self._cited.update(dict.fromkeys(item.sources))

    def done(self) -> _Body:
        """What stands on the sheet."""
        sources = sorted((self._sources[id] for id in self._cited if id in self._sources), key=lambda s: s.number)
        return tuple(replace(part, items=tuple(items)) for part, items in self._parts), tuple(sources)

    def _cost(self, part: Part, item: Item) -> int:
        is_new = not self._parts or self._parts[-1][0] is not part
        heading = self._room.size(part.title) + self._room.line if is_new and part.title else 0
        cited = 0
        held = len(self._cited)
        for id in item.sources:
            if id not in self._cited and id in self._sources:
                cited += _source_cost(self._sources[id], self._room, long=self._full or held < WRITTEN_OUT)
                held += 1
        return heading + _item_cost(item, self._room) + cited


def _item_cost(item: Item, room: Room) -> int:
    label = room.size(item.label) if item.label else 0
    return room.size(item.text) + label + len(item.date or "") + _NUMBER * len(item.sources) + room.line


def _source_cost(source: Source, room: Room, *, long: bool) -> int:
    short = room.size(source.publisher or "") + 30
    if not long:
        return short
    said = (source.title, source.url, source.remark)
    return short + room.line + sum(room.size(shortened(text, LONGEST_PIECE)) for text in said if text)


LONGEST_PIECE = 400
"""Characters of a title, a link's address or a remark that one source takes at most; no dataset comes near."""


def _pieces(item: Item, room: Room) -> Iterator[Item]:
    """The item, or where it alone would fill a sheet, its text in pieces of which only the first has its label."""
    most = max(room.characters // 2, 40)
    if room.size(item.text) <= most:
        yield item
        return
    start = 0
    while start < len(item.text):
        end = _end(item.text, start, most, room)
        inside = [(max(a, start) - start, min(b, end) - start) for a, b in item.marks if a < end and b > start]
        label = item.label if start == 0 else texts.GOES_ON
        yield replace(item, text=item.text[start:end], label=label, marks=tuple(inside))
        start = end


def _end(text: str, start: int, most: int, room: Room) -> int:
    """Where a piece that begins at `start` ends: after a space, where there is one in its last third."""
    low, high = start + 1, min(len(text), start + most)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if room.size(text[start:middle]) <= most else (low, middle - 1)
    if low == len(text):
        return low
    space = text.rfind(" ", start + (low - start) * 2 // 3, low)
    return space + 1 if space > start else low


def shortened(text: str, most: int) -> str:
    """The text, or its beginning and an ellipsis: at most `most` characters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "\u2026"


def listed(words: Sequence[str], most: int) -> str:
    """The words with commas between them, in at most about `most` characters; what does not fit is counted."""
    shown: list[str] = []
    used = 0
    for word in words:
        if shown and used + len(word) + 2 > most:
            return ", ".join([*shown, texts.MORE.format(count=len(words) - len(shown))])
        shown.append(shortened(word, most))
        used += len(word) + 2
    return ", ".join(shown)
