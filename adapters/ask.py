"""Questions from the shell: one, or one a line from standard input."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import BinaryIO, TextIO

from adapters import render_json, render_text, terminal_posting
from adapters.arguments import FIRST_DAY, LAST_DAY
from bot.contract import ALL_PAGES, Reply, Request
from bot.desk import Desk
from bot.grammar import Parsed
from bot.reading.chosen import TERMINAL
from bot.reading.lexer import quoted
from bot.texts import terminal as texts
from bot.zones import zone

GOOD = ("answer", "help")
"""The kinds of reply for which the shell is told that all went well."""

_TELLING = ("schedule show", "schedule explain")
"""Managing commands that change nothing, beside those whose cards can be turned."""

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


def answer(desk: Desk, line: str, asker: Asker, *, page: int, looks: bool = False) -> Reply:
    """The reply to a line. `looks`: the message for a platform is wanted, so that nothing may be changed.

    As if on another day nothing is changed either: it would be written down as of that day.
    """
    request = asker.request(line, page=page)
    if not desk.manages(request):
        return desk.answer(request)
    if asker.day is not None and not FIRST_DAY <= asker.day <= LAST_DAY:
        return _refusal(texts.ON_RANGE.format(first=FIRST_DAY, last=LAST_DAY))
    if (looks or asker.day is not None) and _changes(desk, request):
        return _refusal(texts.AS_LOOKS if asker.day is None else texts.ON_LOOKS)
    return desk.answer(with_channels(desk, request))


def with_channels(desk: Desk, request: Request) -> Request:
    """The request with what is known of the files that it concerns: their paths in full, and what is in the way."""
    looked_at = {id: terminal_posting.channel(id) for id in desk.concerning(request)}
    return replace(request, channels=looked_at)


def _changes(desk: Desk, request: Request) -> bool:
    """Whether a managing line changes something. Raises StoreError."""
    read = desk.read(request)
    if not isinstance(read, Parsed) or read.command in _TELLING:
        return False
    command = desk.registry.find(read.command)
    shows = read.command == "settings" and not read.arguments
    return command is not None and command.manages and not command.tells and not shows


def _refusal(reason: str) -> Reply:
    return Reply(kind="error", title=texts.LOOKS_TITLE, lead=reason, private=True)


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
    reply = answer(desk, line, asker, page=ALL_PAGES if full else 1, looks=payload is not None)
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
        reply = answer(desk, line, asker, page=ALL_PAGES, looks=payload is not None)
        text = render_text.render(reply, colour=False, full=True)
        said = {"command": line, "reply": render_json.render(reply), "text": text}
        if payload is not None:
            again = None if desk.manages(request) else desk.answer(asker.request(line, page=1))
            said["payload"] = payload(again or reply)
        out.write(render_json.line(said))
        out.flush()
    return 0
