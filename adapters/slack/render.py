"""A reply as a Slack message or as the Home of the app: pure, and within every limit whatever the reply holds.

The content and its order are those of `adapters.render_text`. What a card says stands in rich text, which Slack shows
as it is written, so that quotations stay to the letter; sources and foot are small grey mrkdwn, escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from adapters import pressing, references, sheets
from adapters.neutral import clean
from adapters.pressing import Key, Packed, Place, Press
from adapters.sheets import Room, Sheet
from adapters.slack import blocks as kit
from adapters.slack import limits
from adapters.slack.blocks import Json, Run
from adapters.slack.mrkdwn import address_of, escape, link, literal
from adapters.slack.wording import Named, fitted, is_person, mrkdwn, runs, said
from bot import say
from bot.contract import Item, Part, Reply, Source
from bot.texts import platforms as texts
from bot.texts import slack

ROOM = Room(characters=13_000, lines=25, choices=10, line=215, size=kit.text_size)
"""What is tried first: about what the blocks may hold, less title, lead, foot and buttons."""

UNTURNED = 25
"""Buttons of choice at most under a card that cannot be turned, for the line of which there is none that asks again."""

FIT = limits.BLOCKS_JSON - 1000
"""Characters of blocks as they are measured; the rest is for what a place adds, and in case Slack counts otherwise."""

INLINE = 200
"""Characters of a press within its button, of 2,000 that Slack would take
(https://docs.slack.dev/reference/block-kit/block-elements/button-element): all blocks together have their limit too.
A longer line is kept in the store under its token."""

# Characters that one text takes at most, as written; whatever a reply holds, the least of a card then fits.
# No dataset comes near: what is shortened is marked with an ellipsis.
TITLE, LEAD, LABEL, CITED, NOTE = 600, 1000, 200, 400, 200
PUBLISHER, WORK, LINK, REMARK, RECORDS, STATE = 150, 400, 600, 300, 120, 200
LONG_SOURCES, SHORT_SOURCES = 2400, 1600

PLACED = 100
"""Characters that the buttons of another place may take beyond those that were measured."""

_BLOCK = 150
"""About how many characters a block of small type takes besides its text."""

_LEADING = ("turn", "ask", "open")
"""What leads on from the card stands in the first row of buttons; what is done with it, in the second."""

_MEASURED = Place(private=False, asker="W0123456789A")
"""The place for which sheets are measured, wherever they will stand: a part of a card is the same part everywhere."""

_HOME = Place(private=True, alone=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message ready to be sent.

    `text` is what notifications and screen readers use. `kept` are the lines, by token, that the store must hold for
    the buttons. `sheets` is how many parts the page of the desk has here.
    """

    text: str
    blocks: list[Json]
    kept: Mapping[str, str]
    sheets: int


def to_message(
    reply: Reply,
    place: Place,
    *,
    sheet: int = 1,
    full: bool = False,
    shared_by: str | None = None,
    note: str | None = None,
) -> Message:
    """One sheet of a reply; LAST and any number too high mean the last.

    `full`: only the sources, each written out. `shared_by` is the Slack id of whoever shared the card. `note` is a
    sentence of the adapter under it.
    """
    shown = _with_sources(reply) if full else reply
    cut = _sheets(shown, full=full)
    blocks, kept = _blocks(_chosen(cut, sheet), place)
    blocks += _remarks(shared_by, note)
    return Message(text=_fallback(shown), blocks=kit.numbered(blocks), kept=kept, sheets=len(cut))


def to_body(message: Message, *, private: bool) -> Json:
    """What is sent to a response_url, or returned with the acknowledgement."""
    return {
        "response_type": "ephemeral" if private else "in_channel",
        "text": message.text,
        "blocks": message.blocks,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def to_home(
    replies: Sequence[Reply], *, sheet: int = 1, full: bool = False, back: bool, new: str | None = None
) -> tuple[Json, Mapping[str, str]]:
    """The Home with replies one under another, and the lines that the store must hold for its buttons.

    `sheet` and `full` are for a Home of one reply. `back`: a button leads to the start. `new`: the line of a button for
    a new schedule. A reply for which there are not blocks enough is left out, with those after it.
    """
    blocks: list[Json] = []
    kept: dict[str, str] = {}
    end = [*(_asks(texts.START, "") if back else []), *(_asks(slack.NEW_SCHEDULE, new) if new else [])]
    for reply in replies:
        shown = _with_sources(reply) if full else reply
        card, lines = _blocks(_chosen(_sheets(shown, full=full), sheet if len(replies) == 1 else 1), _HOME)
        if len(blocks) + 1 + len(card) + len(end) > limits.HOME_BLOCKS:
            break
        blocks += [*([kit.divider()] if blocks else []), *card]
        kept.update(lines)
    return {"type": "home", "blocks": kit.numbered([*blocks, *end])}, kept


def _with_sources(reply: Reply) -> Reply:
    """The card behind Cite; a reply without sources stays as it is."""
    return sheets.with_sources_only(reply) if reply.sources else reply


def _asks(label: str, line: str) -> list[Json]:
    packed = pressing.pack(Press(act="ask", line=line), INLINE)
    return kit.actions([kit.button(label, action="ask", value=packed.text)])


def _fallback(reply: Reply) -> str:
    both = (mrkdwn(text, LEAD, reply.named) for text in (reply.title, reply.lead))
    return "\n".join(text for text in both if text) or texts.GOES_ON


def _sheets(reply: Reply, *, full: bool) -> tuple[Sheet, ...]:
    """The reply cut so that each sheet fits: less room is tried until all do."""
    room = ROOM if reply.canonical else replace(ROOM, choices=UNTURNED)
    while True:
        cut = sheets.cut(reply, room, full=full)
        less = replace(room.times(0.8), choices=max(int(room.choices * 0.8), 1))
        if less == room or all(map(_fits, cut)):
            return cut
        room = less


def _fits(sheet: Sheet) -> bool:
    """Whether the sheet is within the limits, with every source named unless one line alone has too many."""
    lines = sum(len(part.items) for part in sheet.reply.parts)
    blocks, _ = _blocks(sheet, _MEASURED, whole=lines > 1)
    return len(blocks) < limits.BLOCKS and kit.size(kit.numbered(blocks)) <= FIT


def _chosen(cut: Sequence[Sheet], number: int) -> Sheet:
    return cut[-1] if number == pressing.LAST or number > len(cut) else cut[max(number, 1) - 1]


def _blocks(sheet: Sheet, place: Place, *, whole: bool = False) -> tuple[list[Json], Mapping[str, str]]:
    """A card, and the lines to be kept for its buttons. `whole`: with all sources, whether there is room or not."""
    pressed = [(key, _packed(key.press)) for key in pressing.keys(sheet, place)]
    leading = [_button(*one) for one in pressed if one[0].press.act in _LEADING]
    others = [_button(*one) for one in pressed if one[0].press.act not in _LEADING]
    above = [*_head(sheet.reply), *_parts(sheet.reply)]
    above += [kit.divider()] if above and sheet.reply.sources else []
    under = [*_foot(sheet), *kit.actions(leading), *kit.actions(others)]
    room = FIT + PLACED - kit.size(kit.numbered([*above, *under]))
    card = [*above, *_sources(sheet, most=None if whole else room), *under]
    return card or [kit.context(texts.GOES_ON)], dict(packed.kept for _, packed in pressed if packed.kept)


def _packed(press: Press) -> Packed:
    return pressing.pack(press, INLINE if kit.text_size(press.line) <= INLINE else 0)


def _button(key: Key, packed: Packed) -> Json:
    labels = (sheets.shortened(literal(clean(text).strip()), limits.BUTTON) for text in (key.label, key.press.line))
    label = next((text for text in labels if text), texts.GOES_ON)
    return kit.button(label, action=key.press.act, value=packed.text)


def _head(reply: Reply) -> Iterator[Json]:
    """The title; where it is too long for a title, all of it in bold too; and the lead."""
    title = literal(clean(references.plain(reply.title, reply.named)).strip())
    if title:
        yield kit.header(sheets.shortened(title, limits.HEADER))
    whole = [kit.section([Run(fitted(title, TITLE), bold=True)])] if len(title) > limits.HEADER else []
    yield from _rich_text([*whole, kit.section(said(reply.lead, LEAD, reply.named))])


def _parts(reply: Reply) -> Iterator[Json]:
    numbers = {source.id: source.number for source in reply.sources}
    for part in reply.parts:
        title = [kit.section(said(part.title, LABEL, reply.named, bold=True))] if part.title else []
        if part.kind == "quote":
            for item in part.items:
                yield from _rich_text([*title, *_quoted(item, numbers)])
                yield from _told_of(item, numbers)
                title = []
            continue
        lines = [kit.section(_line(part, item, numbers, reply.named)) for item in part.items]
        written = [line for line in lines if line["elements"]]
        listed = written if part.kind == "note" or not written else [kit.bullets(written)]
        yield from _rich_text([*title, *listed])


def _rich_text(elements: Sequence[Json]) -> Iterator[Json]:
    """A block of what says something, if anything does."""
    saying = [element for element in elements if element["elements"]]
    if saying:
        yield kit.rich_text(*saying)


def _line(part: Part, item: Item, numbers: Mapping[str, int], named: Named) -> Iterator[Run]:
    label = _label(part, item, named)
    if label:
        yield from label
        yield Run(":", bold=True)
        yield Run(" ")
    yield from _marked(item, 0, len(item.text), named)
    if address := address_of(item.link or "", most=LINK):
        yield Run(" ")
        yield Run(texts.MESSAGE, url=address.replace("&amp;", "&"))
    yield _cited(item, numbers)


def _quoted(item: Item, numbers: Mapping[str, int]) -> Iterator[Json]:
    """Who speaks; the words beside a bar.

    A piece that goes on from another sheet may hold no more of the words, so it is never dressed up as a quotation.
    """
    whole = len(item.text)
    if item.label:
        yield kit.section([Run(fitted(item.label, LABEL), bold=True)])
    if item.label == texts.GOES_ON:
        yield kit.section([*_marked(item, 0, whole), _cited(item, numbers)])
        return
    end = item.text.rfind("\n")
    if end < 0:
        yield kit.quotation([*_marked(item, 0, whole), _cited(item, numbers)])
        return
    yield kit.quotation(_marked(item, 0, end))


def _told_of(item: Item, numbers: Mapping[str, int]) -> Iterator[Json]:
    """In small type under a quotation its last line, which tells of it."""
    _, line, told = item.text.rpartition("\n")
    if line and item.label != texts.GOES_ON:
        yield from _contexts(list(_pieces(escape(clean(told).strip()) + _cited(item, numbers).text)))


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces that a context takes; no dataset has one that is longer."""
    for start in range(0, len(text), limits.SECTION):
        yield text[start : start + limits.SECTION]


def _label(part: Part, item: Item, named: Named) -> list[Run]:
    """What stands before the text: the date in a timeline, and the label."""
    own = item.label or ""
    when = clean(say.when(item.date)) if item.date and part.kind == "timeline" and own != texts.GOES_ON else ""
    both = ", ".join(text for text in ("" if when in own else when, own) if text)
    return said(both, LABEL, named, bold=True) if clean(both).strip() else []


def _marked(item: Item, start: int, end: int, named: Named = ()) -> Iterator[Run]:
    """The text between two positions, with the words set off that are marked there."""
    done = start
    for first, last in sorted(item.marks):
        if done <= first < last <= end:
            yield from runs(item.text[done:first], named)
            yield Run(item.text[first:last], bold=True)
            done = last
    yield from runs(item.text[done:end], named)


def _cited(item: Item, numbers: Mapping[str, int]) -> Run:
    found = sorted({numbers[id] for id in item.sources if id in numbers})
    said = "".join(f"[{number}]" for number in found)
    return Run(f" {sheets.shortened(said, CITED)}" if said else "")


def _sources(sheet: Sheet, *, most: int | None) -> Iterator[Json]:
    """The first in full, the rest in short; or all in full. `most`: how many characters they may take."""
    cited = sheet.reply.sources
    long = [_long(source) for source in (cited if sheet.full else cited[: sheets.WRITTEN_OUT])]
    while not sheet.full and sum(map(kit.text_size, long)) > LONG_SOURCES:
        long.pop()
    left = (
        None
        if most is None
        else max(most - sum(map(kit.text_size, long)) - _BLOCK * (2 + most // limits.SECTION), SHORT_SOURCES)
    )
    yield from _contexts([*long, *_in_short(cited[len(long) :], left)])


def _in_short(cited: Sequence[Source], most: int | None) -> Iterator[str]:
    """Sources one after another, in as many lines as Slack needs; those for which there is no room are counted."""
    line, used = "", 0
    for number, source in enumerate(cited):
        said = _short(source)
        used += kit.text_size(said) + 2
        if most is not None and used > most:
            yield f"{line}; {texts.MORE.format(count=len(cited) - number)}"
            return
        if line and len(line) + len(said) + 50 > limits.SECTION:
            yield line
            line = ""
        line = f"{line}; {said}" if line else said
    if line:
        yield line


def _long(source: Source) -> str:
    """`[1] Publisher, \u201ctitle\u201d, date, remark`; the title is the link, or the publisher where there is none."""
    publisher, url = _publisher(source), source.url or ""
    title = fitted(source.title, WORK, escape) if source.title else ""
    named = [publisher, f"\u201c{link(url, title, most=LINK)}\u201d"] if title else [link(url, publisher, most=LINK)]
    remark = fitted(source.remark, REMARK, escape) if source.remark else ""
    return f"[{source.number}] {', '.join(text for text in (*named, _date(source), remark) if text)}"


def _short(source: Source) -> str:
    return f"[{source.number}]\u00a0{_publisher(source)}, {_date(source) or texts.NO_DATE}"


def _publisher(source: Source) -> str:
    return fitted(source.publisher or "", PUBLISHER, escape) or texts.NO_PUBLISHER


def _date(source: Source) -> str:
    """In words; that a source has no date is said by its remark."""
    return escape(say.when(source.date)) if source.date else ""


def _foot(sheet: Sheet) -> Iterator[Json]:
    """Record ids, the day for which the answer holds, the data version, the page and the part."""
    ids = texts.RECORDS.format(ids=sheets.listed([clean(id) for id in sheet.reply.records], RECORDS))
    said = [fitted(ids, RECORDS * 2, escape)] if sheet.reply.records else []
    state = " \u00b7 ".join(_state(sheet))
    yield from _contexts([*said, *([state] if state else [])])


def _state(sheet: Sheet) -> Iterator[str]:
    reply = sheet.reply
    if reply.as_of:
        yield texts.AS_OF.format(day=say.day(reply.as_of))
    if reply.data_version:
        yield texts.DATA.format(version=fitted(reply.data_version, STATE, escape))
    if reply.pages > 1:
        yield texts.PAGE.format(page=reply.page, pages=reply.pages)
    if sheet.count > 1:
        yield texts.PART.format(part=sheet.number, parts=sheet.count)


def _remarks(shared_by: str | None, note: str | None) -> list[Json]:
    """What the adapter adds: who shared the card (the one mention there is), and a sentence of its own."""
    mention = shared_by if shared_by and is_person(shared_by) else None
    said = [texts.SHARED_BY.format(who=f"<@{mention}>")] if mention else []
    return list(_contexts([*said, *([fitted(note, NOTE, escape)] if note else [])]))


def _contexts(lines: Sequence[str]) -> Iterator[Json]:
    """Lines of small grey type in as few blocks as they fit."""
    held = ""
    for line in lines:
        if held and len(held) + 1 + len(line) > limits.SECTION:
            yield kit.context(held)
            held = ""
        held = f"{held}\n{line}" if held else line
    if held:
        yield kit.context(held)
