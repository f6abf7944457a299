"""The desk: one question in, one reply out.

find the command → read the arguments → run the handler in one read transaction → finish the card. The same question
on the same day over the same data is the same reply, so replies are kept by exactly that.
"""

from __future__ import annotations

import hashlib
import keyword
import logging
import time
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from threading import Lock
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cachetools import LRUCache

from bot import card, grammar
from bot.ask import Ask
from bot.card import Draft
from bot.contract import Button, Reply, Request
from bot.grammar import Parsed
from bot.names import Names
from bot.reading.offers import Unread
from bot.registry import Command, Registry
from bot.texts import cards as texts
from data.queries import frame as frames
from data.queries import records
from data.queries.frame import Frame
from data.store import Reader, Store, StoreError, TooSlow

log = logging.getLogger("summitdesk.desk")

KEPT_CHARACTERS = 4_000_000
"""How many characters of replies are kept: about a thousand pages, or some ten megabytes."""


LONG_KEY = 200
"""Characters of a question; a longer one is held as its hash."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is held in memory for one data version."""

    frame: Frame
    names: Names


class Desk:
    """Answers questions from a store. Threads may share it."""

    def __init__(self, store: Store, registry: Registry, *, new_reference: Callable[[], str]) -> None:
        self.store = store
        self.registry = registry
        self._new_reference = new_reference
        self._known: _Known | None = None
        self._replies: LRUCache[Hashable, Reply] = LRUCache(KEPT_CHARACTERS, getsizeof=_size)
        self._lock = Lock()

    def answer(self, request: Request) -> Reply:
        """The reply to a request. Never raises: what breaks becomes a reply with a reference that is in the log."""
        started = time.perf_counter()
        command = "-"
        try:
            command, reply = self._answer(request)
        except TooSlow:
            reply = Reply(kind="error", title=texts.TOO_SLOW_TITLE, lead=texts.TOO_SLOW_LEAD)
        except StoreError as fault:
            reply = self._broken(request, f"{fault} {fault.cause}", texts.STORE_TITLE_GONE)
        except Exception:  # noqa: BLE001  (the edge of a request)
            reply = self._broken(request, "unexpected", texts.BROKE_TITLE, trace=True)
        self._log(request, command, reply, started)
        return _chosen(request, reply)

    @property
    def data_version(self) -> str | None:
        """The version of the data that is held in memory; None before the first question."""
        return self._known.frame.data_version if self._known else None

    def stored(self, request: Request) -> Reply | None:
        """The reply if it is held in memory, at the cost of a look-up; None: ask for it with `answer`."""
        started = time.perf_counter()
        if self._known is None:
            return None
        asked, on = self._asked(request)
        reply = self._kept((asked, *on, self._known.frame.data_version))
        if reply is not None:
            self._log(request, _command(reply), reply, started)
        return reply

    def manages(self, request: Request) -> bool:
        """Whether a request is for those who may manage a channel: it needs to be known who asks, and about what."""
        return False

    def concerning(self, request: Request) -> tuple[str, ...]:
        """The channels that such a request is about, by id: an adapter learns of them, and then asks for the answer."""
        return ()

    @staticmethod
    def _log(request: Request, command: str, reply: Reply, started: float) -> None:
        taken = (time.perf_counter() - started) * 1000
        log.info("%s %s %s %.1f ms", request.platform, command, reply.kind, taken)

    @staticmethod
    def _asked(request: Request) -> tuple[Hashable, tuple[Hashable, ...]]:
        """What is asked, and on which page, day and in which language: with the data version, the key of a reply."""
        options = tuple(sorted((name, _mark(value)) for name, value in request.options.items()))
        asked = (_mark(request.text), request.command, options, request.private)
        return asked, (request.page, day_of(request), request.locale)

    def _broken(self, request: Request, reason: str, title: str, *, trace: bool = False) -> Reply:
        reference = self._new_reference()
        log.error("%s %s: %s", reference, request.platform, reason, exc_info=trace)
        lead = texts.BROKE_LEAD.format(reference=reference)
        return Reply(kind="error", title=title, lead=lead, reference=reference)

    def _answer(self, request: Request) -> tuple[str, Reply]:
        today = day_of(request)
        known = self._known or self.refresh()
        asked, on = self._asked(request)
        kept = self._kept((asked, *on, known.frame.data_version))
        if kept is not None:
            return _command(kept), kept
        command, reply = self._first_time(request, today, known, on)
        reply = _chosen(request, reply)
        if reply.data_version is not None and len(request.text) <= grammar.LONGEST_LINE:
            self._keep((asked, *on, reply.data_version), reply)
        return command, reply

    def _first_time(self, request: Request, today: date, known: _Known, on: tuple[Hashable, ...]) -> tuple[str, Reply]:
        """The reply to a line that is read now; what it says and how it was read belong to one data version."""
        read = self._read(request, today, known)
        if isinstance(read, Unread):
            return "-", _unread(read)
        command = self.registry.find(read.command)
        assert command is not None  # noqa: S101  (the grammar finds only commands of this registry)
        question = _mark(read.question)
        kept = self._kept((question, *on, known.frame.data_version))
        if kept is None:
            with self.store.read(limited=command.searches) as reader:
                if frames.data_version(reader) != known.frame.data_version:
                    return self._first_time(request, today, self._load(reader), on)
                kept = self._run(command, read, reader, known, today, request.page)
            self._keep((question, *on, known.frame.data_version), kept)
        return command.name, _as_asked(kept, read)

    def _read(self, request: Request, today: date, known: _Known) -> Parsed | Unread:
        @cache
        def is_record(word: str) -> bool:
            with self.store.read() as reader:
                return records.resolve(reader, word) is not None

        if request.command is not None:
            return grammar.read_options(
                request.command,
                request.options,
                registry=self.registry,
                names=known.names,
                today=today,
                umbrella=known.frame.command,
                is_record=is_record,
            )
        return grammar.read(
            request.text,
            registry=self.registry,
            names=known.names,
            today=today,
            umbrella=known.frame.command,
            is_record=is_record,
        )

    def _run(self, command: Command, read: Parsed, reader: Reader, known: _Known, today: date, page: int) -> Reply:
        ask = Ask(reader=reader, frame=known.frame, names=known.names, registry=self.registry, today=today, page=page)
        arguments = {parameter(name): value for name, value in read.arguments.items()}
        draft: Draft = command.handler(ask, **arguments)
        return card.finish(draft, reader=reader, frame=known.frame, canonical=read.question, page=page)

    def refresh(self) -> _Known:
        """What is held in memory, read anew if the data changed."""
        with self.store.read() as reader:
            version = frames.data_version(reader)
            if self._known is None or self._known.frame.data_version != version:
                return self._load(reader)
        return self._known

    def _load(self, reader: Reader) -> _Known:
        frame = frames.frame(reader)
        rows = [(n.entity_id, n.kind, n.name, n.position == 0) for n in frames.names(reader)]
        self._known = _Known(frame, Names(rows))
        return self._known

    def _kept(self, key: Hashable) -> Reply | None:
        with self._lock:
            return self._replies.get(key)

    def _keep(self, key: Hashable, reply: Reply) -> None:
        with self._lock, suppress(ValueError):  # a reply larger than all room is not kept
            self._replies[key] = reply


_ROOM = timedelta(days=800)


def day_of(request: Request) -> date:
    """The asker's day, with a year of room to either end of the calendar. An unknown zone counts as UTC."""
    try:
        day = request.now.astimezone(ZoneInfo(request.timezone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError, OverflowError):
        day = request.now.date()
    return min(max(day, date.min + _ROOM), date.max - _ROOM)


def parameter(option: str) -> str:
    """The name of a handler's parameter for an option: `as_of` for `as-of`, `from_` for `from`."""
    name = option.replace("-", "_")
    return f"{name}_" if keyword.iskeyword(name) else name


def _chosen(request: Request, reply: Reply) -> Reply:
    """The reply, private or public as was chosen beside the line, unless the line itself said so."""
    if request.private is None or reply.private is not None:
        return reply
    return replace(reply, private=request.private)


def _command(reply: Reply) -> str:
    """The name of the command that a reply answers."""
    return (reply.canonical or "-").split(" ", 1)[0]


def _mark(text: str) -> str:
    """The text, or what stands for a long one in a key."""
    return text if len(text) <= LONG_KEY else hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _size(reply: Reply) -> int:
    """About how many characters a reply holds."""
    items = sum(200 + len(item.text) for part in reply.parts for item in part.items)
    buttons = sum(100 + len(button.label) + len(button.command) for button in reply.buttons)
    own = len(reply.title) + len(reply.lead) + len(reply.canonical or "")
    return 500 + own + items + buttons + 300 * len(reply.sources)


def _unread(read: Unread) -> Reply:
    buttons = tuple(Button(label=label, command=line) for label, line in read.offers)
    return Reply(kind=read.kind, title=read.title, lead=read.lead, buttons=buttons)


def _as_asked(reply: Reply, read: Parsed) -> Reply:
    """The reply with what was noticed when its line was read, and private or public as the line said."""
    if read.notes:
        reply = replace(reply, lead=" ".join([*read.notes, reply.lead]))
    if read.flags:
        reply = replace(reply, canonical=read.canonical)
    if "private" in read.flags:
        return replace(reply, private=True)
    return replace(reply, private=False) if "public" in read.flags else reply
