"""Questions from the shell: one, or one a line from standard input."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import BinaryIO, TextIO

from adapters import render_json, render_text
from bot.contract import ALL_PAGES, Reply, Request
from bot.desk import Desk
from bot.reading.chosen import TERMINAL
from bot.reading.lexer import quoted
from bot.zones import zone

GOOD = ("answer", "help")
"""The kinds of reply for which the shell is told that all went well."""

_VALUED = re.compile(r"(--[\w-]+=|[A-Za-z_-]+[:=])(?=\S)(.*)", re.DOTALL)

Payload = Callable[[Reply], dict[str, object]]
"""A reply as the body of the message that a platform would be sent."""

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks from a terminal: the zone, the language, and the day that counts as today (None: that of the clock)."""

    clock: Clock
    timezone: str = "UTC"
    locale: str = "en"
    day: date | None = None

    def request(self, line: str, *, page: int) -> Request:
        """A line as the desk takes it. Whoever sits at the terminal has the store, and may manage everything in it."""
        now = self.clock()
        if self.day is not None:
            now = datetime.combine(self.day, time(12), zone(self.timezone))
        return Request(
            text=line,
            now=now,
            page=page,
            timezone=self.timezone,
            locale=self.locale,
            channel=TERMINAL,
            user=TERMINAL,
            may_manage=True,
            admin=True,
        )


def joined(words: Sequence[str]) -> str:
    """Shell arguments as one line; the only one stands as it is, of several one with spaces is quoted again."""
    given = [word for word in words if word.strip()]
    return given[0] if len(given) == 1 else " ".join(_requoted(word) for word in given)


def _requoted(word: str) -> str:
    """`Wang Yi` in marks; of `about:dual use` only the value."""
    if not re.search(r"\s", word):
        return word
    valued = _VALUED.fullmatch(word)
    return valued[1] + quoted(valued[2]) if valued else quoted(word)


def one(
    desk: Desk,
    line: str,
    asker: Asker,
    *,
    out: TextIO,
    as_json: bool,
    full: bool,
    colour: bool,
    payload: Payload | None = None,
) -> int:
    """Ask one line and write the reply, or its `payload`; the exit code comes back."""
    reply = desk.answer(asker.request(line, page=ALL_PAGES if full else 1))
    if payload is not None:
        out.buffer.write(render_json.line(payload(reply)))
    elif as_json:
        out.buffer.write(render_json.line(render_json.render(reply)))
    else:
        out.write(render_text.render(reply, colour=colour, full=full))
    out.flush()
    return 0 if reply.kind in GOOD else 1


def batch(desk: Desk, lines: Iterable[bytes], asker: Asker, *, out: BinaryIO, payload: Payload | None = None) -> int:
    """Each line of `lines`, which end in `\\n` only, answered by one line of JSON that is written at once.

    With `payload` each carries the message that a platform would be sent of the first page.
    """
    for raw in lines:
        line = raw.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "replace")
        request = asker.request(line, page=ALL_PAGES)
        reply = desk.answer(request)
        text = render_text.render(reply, colour=False, full=True)
        said = {"command": line, "reply": render_json.render(reply), "text": text}
        if payload is not None:
            again = None if desk.manages(request) else desk.answer(asker.request(line, page=1))
            said["payload"] = payload(again or reply)
        out.write(render_json.line(said))
        out.flush()
    return 0
