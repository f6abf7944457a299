"""The texts of a card in Discord's Markdown: head, parts, sources, foot. Content and order are those of a terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from adapters.discord import markdown
from adapters.discord.markdown import LONGEST_URL, escape, fitted, link, said_in, to, units
from adapters.neutral import clean, lines
from adapters.sheets import LONGEST_PIECE, WRITTEN_OUT, Sheet, listed, shortened
from bot import say
from bot.contract import Item, Part, Reply, Source
from bot.texts import discord as texts
from bot.texts import platforms

TITLE, LEAD, HEADING, LABEL, PUBLISHER, FOOT = 300, 1200, 150, 150, 200, 300
"""Characters that one of these takes at most; no dataset comes near."""

CITED = 40
"""How many source numbers stand after one line at most."""

RECORDS = 100
"""Characters of the record ids: what a phone shows in two lines; the rest is counted."""

SMALL = "-# "
BULLETED = ("facts", "list", "timeline", "table", "disagreement")
OPENING = "\u201c"


def head(reply: Reply) -> str:
    """Title and lead."""
    title = said_in(reply.title, TITLE, reply.named) or platforms.GOES_ON
    lead = said_in(reply.lead, LEAD, reply.named)
    return f"## {title}\n{lead}".rstrip()


def part(part: Part, numbers: Mapping[str, int], named: Collection[str] = ()) -> str:
    """A heading, and its lines one after another."""
    heading = said_in(part.title or "", HEADING, named)
    out = [f"**{heading}**"] if heading else []
    for position, item in enumerate(part.items):
        if part.kind == "quote" and position:
            out.append("")
        out += _quoted(item, numbers) if part.kind == "quote" else [_line(part, item, numbers, named)]
    return "\n".join(out)


def sources(reply: Reply, *, full: bool, most: int) -> str:
    """Every source of the sheet: the first in full, the rest in short. Those beyond `most` characters are counted."""
    count = len(reply.sources) if full else WRITTEN_OUT
    small = "" if full else SMALL
    out = [small + _source(source) for source in reply.sources[:count]]
    short = "; ".join(_short(source) for source in reply.sources[count:])
    out += [small + short] if short else []
    if units("\n".join(out)) <= most:
        return "\n".join(out)
    return _counted(reply.sources, small, most)


def foot(sheet: Sheet) -> str:
    """Record ids; then the day for which the answer holds, the data version, the page and the part."""
    ids = listed([clean(id) for id in sheet.reply.records], RECORDS)
    out = [platforms.RECORDS.format(ids=fitted(ids, FOOT, starts=False))] if ids else []
    state = " \u00b7 ".join(_state(sheet))
    return "\n".join(SMALL + line for line in (*out, state) if line)


def _state(sheet: Sheet) -> Iterator[str]:
    reply = sheet.reply
    if reply.as_of:
        yield platforms.AS_OF.format(day=say.day(reply.as_of))
    if reply.data_version:
        yield platforms.DATA.format(version=fitted(clean(reply.data_version), LABEL, starts=False))
    if reply.pages > 1:
        yield platforms.PAGE.format(page=reply.page, pages=reply.pages)
    if sheet.count > 1:
        yield platforms.PART.format(part=sheet.number, parts=sheet.count)


def _line(part: Part, item: Item, numbers: Mapping[str, int], named: Collection[str]) -> str:
    """`- **label:** text message [1]`; further lines of the text stand under it."""
    label = _label(part, item, named)
    first, *rest = _written(item, named, starts=not label)
    bullet, indent = ("- ", "  ") if part.kind in BULLETED else ("", "")
    said = [bullet + " ".join(piece for piece in (label, first) if piece), *(indent + line for line in rest)]
    after = " ".join(filter(None, (to(item.link, platforms.MESSAGE), _cited(item, numbers))))
    return "\n".join([*said[:-1], f"{said[-1]} {after}".rstrip()])


def _quoted(item: Item, numbers: Mapping[str, int]) -> list[str]:
    """Who speaks; the words set off; under them, in small type, what is known of them, and the source."""
    speaker = fitted(clean(item.label or "").strip(), LABEL)
    out = [f"**{speaker}**"] if speaker else []
    for raw, line in zip(lines(item.text), _written(item, (), starts=True), strict=False):
        out.append(f"> {line}" if raw.startswith(OPENING) else f"{SMALL}{line}" if line else line)
    return [*out[:-1], f"{out[-1]} {_cited(item, numbers)}".rstrip()]


def _label(part: Part, item: Item, named: Collection[str]) -> str:
    """What stands before the text: the date in a timeline, and the label."""
    own = (item.label or "").strip()
    when = clean(say.when(item.date)) if item.date and part.kind == "timeline" else ""
    both = ", ".join(text for text in ("" if when in own else when, own) if text)
    return f"**{shown}:**" if (shown := said_in(both, LABEL, named)) else ""


def _written(item: Item, named: Collection[str], *, starts: bool) -> list[str]:
    """The item's text by lines, the marked words in bold."""
    pieces: list[str] = []
    done = 0
    for start, end in sorted(item.marks):
        if done <= start < end <= len(item.text) and item.text[start:end].strip() and "\n" not in item.text[start:end]:
            pieces += [item.text[done:start], item.text[start:end]]
            done = end
    pieces.append(item.text[done:])
    written = [_piece(text, named, bold=n % 2 == 1, starts=starts and not n) for n, text in enumerate(pieces)]
    return "".join(written).split("\n")


def _piece(text: str, named: Collection[str], *, bold: bool, starts: bool) -> str:
    head, *rest = text.split("\n")
    shown = "\n".join([markdown.said(head, named, starts=starts), *(markdown.said(line, named) for line in rest)])
    return f"**{shown}**" if bold and shown.strip() else shown


def _cited(item: Item, numbers: Mapping[str, int]) -> str:
    found = sorted({numbers[id] for id in item.sources if id in numbers})
    shown = "".join(f"[{number}]" for number in found[:CITED])
    return shown + (platforms.GOES_ON if len(found) > CITED else "")


def _source(source: Source) -> str:
    """`[1] Publisher, “title” with its link, date, remark`."""
    title = shortened(clean(source.title).strip(), LONGEST_PIECE // 2) if source.title else ""
    url = clean(source.url) if source.url and len(source.url) <= LONGEST_URL else None
    named = link(title or texts.LINK, url) if title or url else None
    remark = fitted(clean(source.remark), LONGEST_PIECE, starts=False) if source.remark else None
    said = (_publisher(source), named, _date(source), remark)
    return f"[{source.number}] " + ", ".join(text for text in said if text)


def _short(source: Source) -> str:
    return f"[{source.number}] {_publisher(source)}, {_date(source) or platforms.NO_DATE}"


def _counted(sources: Sequence[Source], small: str, most: int) -> str:
    """As many sources in short as fit, and how many more there are."""
    out: list[str] = []
    used = 0
    for source in sources:
        short = _short(source)
        used += units(short) + 2
        if used > most - 40:
            out.append(platforms.MORE.format(count=len(sources) - len(out)))
            break
        out.append(short)
    return small + "; ".join(out)


def _publisher(source: Source) -> str:
    return fitted(clean(source.publisher), PUBLISHER, starts=False) if source.publisher else platforms.NO_PUBLISHER


def _date(source: Source) -> str | None:
    """The source's date in words; that it has none is said by its remark."""
    return escape(clean(say.when(source.date)), starts=False) if source.date else None
