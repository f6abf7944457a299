"""A reply as text of at most 80 columns, as wcwidth counts them; only a link alone on its line may be longer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adapters import references
from adapters.layout import ACCENT, BOLD, BREAK, END, FAINT, KEEP, WARN, paint, styled, width, wrap
from adapters.neutral import clean, lines
from bot import say
from bot.contract import Button, Item, Part, Reply, Source
from bot.texts import terminal as texts

COLUMNS = 80
WRITTEN_OUT = 3
"""How many sources of a page stand with title and link; the others in short, unless all is asked for."""

KEPT_TO_THE_LETTER = "quote"
"""The kind of record whose words no mark of ours may enter."""

LABEL_COLUMNS = 34
"""A label wider than this stands on a line of its own."""


def render(reply: Reply, *, colour: bool, full: bool, numbered: bool = False, columns: int = COLUMNS) -> str:
    """The card as text. `full`: every source written out. `numbered`: the choices carry the number to be typed."""
    card = _Card(reply, colour=colour, full=full, columns=columns)
    blocks = [
        card.head(),
        *map(card.part, reply.parts),
        card.sources(),
        card.buttons(numbered=numbered),
        card.foot(numbered=numbered),
    ]
    out: list[str] = []
    for block in blocks:
        if block:
            out += [*([""] if out else []), *block]
    return paint(out, colour=colour)


class _Card:
    """A reply while it is written: what all its blocks need."""

    def __init__(self, reply: Reply, *, colour: bool, full: bool, columns: int) -> None:
        self.reply, self.colour, self.full, self.columns = reply, colour, full, columns
        self.numbers = {source.id: source.number for source in reply.sources}

    def wrap(self, text: str, *, first: str = "", rest: str = "") -> list[str]:
        """Lines of this card's width."""
        return wrap(text, columns=self.columns, first=first, rest=rest)

    def said(self, text: str) -> str:
        """The text cleaned, with people and channels as they are called."""
        return clean(references.plain(text, self.reply.named))

    def head(self) -> list[str]:
        """Title and lead."""
        style = BOLD if self.reply.kind in ("answer", "help", "choice") else WARN
        title = self.wrap(styled(self.said(self.reply.title), style))
        return [*title, *self.wrap(self.said(self.reply.lead))]

    def part(self, part: Part) -> list[str]:
        """A heading, and its lines one after another."""
        out = self.wrap(styled(self.said(part.title), BOLD)) if part.title else []
        for number, item in enumerate(part.items):
            if part.kind == "quote" and number:
                out.append("")
            out += [*self._line(part, item), *self._link(item)]
        return out

    def _line(self, part: Part, item: Item) -> list[str]:
        cited = self._cited(item)
        written = self._written(item)
        label = self._label(part, item)
        if part.kind == "quote":
            return self._quoted(written, label, cited)
        bullet = "- " if part.kind in ("list", "disagreement") else "  "
        written[-1] = f"{written[-1]} {cited}"
        if label and width(label) > LABEL_COLUMNS:
            return [*self.wrap(label, first=bullet, rest="  "), *self._under(written, "    ")]
        head = f"{label} {written[0]}" if label else written[0]
        rest = "  " if bullet == "- " else "    "
        return [*self.wrap(head, first=bullet, rest=rest), *self._under(written[1:], "    ")]

    def _link(self, item: Item) -> list[str]:
        """Where the message stands that the line tells of, on a line of its own."""
        link = clean(item.link) if item.link else ""
        link = link.replace(" ", "%20") if "://" in link else link
        return [styled(f"    {link}" if width(link) + 4 <= self.columns else link, FAINT)] if link else []

    def _under(self, written: Sequence[str], indent: str) -> list[str]:
        return [line for text in written for line in self.wrap(text, first=indent, rest=indent)]

    def _quoted(self, written: Sequence[str], label: str, cited: str) -> list[str]:
        """Who speaks; under it, further in, the words."""
        *words, last = written
        under = self._under([*words, f"{last} {cited}"], "    " if label else "  ")
        return [*self.wrap(label, first="  ", rest="  "), *under] if label else under

    def _label(self, part: Part, item: Item) -> str:
        """What stands before the text: the date in a timeline, and the label."""
        own = self.said(item.label) if item.label else ""
        when = clean(say.when(item.date)) if item.date and part.kind == "timeline" else ""
        both = ", ".join(text for text in ("" if when in own else when, own) if text)
        return styled(f"{both}:", ACCENT) if both else ""

    def _written(self, item: Item) -> list[str]:
        """The item's text by lines, with the marked words set off where that is allowed."""
        if not item.marks or (not self.colour and item.record_kind == KEPT_TO_THE_LETTER):
            return lines(references.plain(item.text, self.reply.named))
        before, after = (BOLD, END) if self.colour else ("*", "*")
        pieces, done = [], 0
        for start, end in sorted(item.marks):
            if done <= start < end <= len(item.text):
                pieces += [_cleaned(item.text[done:start]), before, _cleaned(item.text[start:end]), after]
                done = end
        return "".join([*pieces, _cleaned(item.text[done:])]).split("\n")

    def _cited(self, item: Item) -> str:
        numbers = sorted({self.numbers[id] for id in item.sources if id in self.numbers})
        return styled(BREAK.join(f"[{number}]" for number in numbers), FAINT)

    def sources(self) -> list[str]:
        """The list under the card: the first in full, the rest in short."""
        if not self.reply.sources:
            return []
        count = len(self.reply.sources) if self.full else WRITTEN_OUT
        out = [styled(texts.SOURCES, BOLD)]
        for source in self.reply.sources[:count]:
            out += self._source(source)
        short = "; ".join(_short(source) for source in self.reply.sources[count:])
        return [*out, *self.wrap(short)] if short else out

    def _source(self, source: Source) -> list[str]:
        first = f"[{source.number}] "
        rest = " " * len(first)
        title = f"\u201c{clean(source.title)}\u201d" if source.title else None
        said = (_publisher(source), title, _date(source), clean(source.remark) if source.remark else None)
        out = self.wrap(", ".join(text for text in said if text), first=first, rest=rest)
        if not source.url:
            return out
        url = clean(source.url).replace(" ", "%20")
        indented = rest + url
        return [*out, styled(indented if width(indented) <= self.columns else url, FAINT)]

    def buttons(self, *, numbered: bool) -> list[str]:
        """What to ask next: with numbers to be typed, or the command lines themselves."""
        out: list[str] = []
        for number, button in enumerate(self.reply.buttons, 1):
            first = f"{number:>2}  " if numbered else f"{texts.TRY}: " if number == 1 else " " * (len(texts.TRY) + 2)
            out += self.wrap(_button(button), first=first, rest=" " * len(first))
        return out

    def foot(self, *, numbered: bool) -> list[str]:
        """Record ids, the day for which the answer holds, the data version, the page."""
        ids = ", ".join(clean(id) for id in self.reply.records)
        out = self.wrap(styled(f"{texts.RECORDS}: {ids}", FAINT), rest="  ") if ids else []
        said = list(self._state(numbered=numbered))
        return [*out, *self.wrap(styled(" \u00b7 ".join(said), FAINT))] if said else out

    def _state(self, *, numbered: bool) -> Iterator[str]:
        if self.reply.as_of:
            yield texts.AS_OF.format(day=say.day(self.reply.as_of))
        if self.reply.data_version:
            yield texts.DATA.format(version=clean(self.reply.data_version))
        if self.reply.pages > 1:
            said = texts.PAGE_TURN if numbered else texts.PAGE
            yield said.format(page=self.reply.page, pages=self.reply.pages)


def _cleaned(text: str) -> str:
    return "\n".join(lines(text))


def _button(button: Button) -> str:
    label, line = clean(button.label), clean(button.command)
    return line if label == line else f"{line} {styled(f'({label})', FAINT)}"


def _publisher(source: Source) -> str:
    return clean(source.publisher) if source.publisher else texts.NO_PUBLISHER


def _date(source: Source) -> str | None:
    """The source's date in words; that it has none is said by its remark."""
    return clean(say.when(source.date)) if source.date else None


def _short(source: Source) -> str:
    return f"[{source.number}]{KEEP}{', '.join([_publisher(source), _date(source) or texts.NO_DATE])}"
