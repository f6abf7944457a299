"""The desk: one question in, one reply out.

find the command → read the arguments → run the handler in one read transaction → finish the card. The same question
on the same day over the same data is the same reply, so replies are kept by exactly that.
"""

from __future__ import annotations

import keyword
import logging
import time
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from bot import card, grammar
from bot.arguments import Chosen, Value
from bot.ask import Ask
from bot.card import Draft
from bot.contract import ALL_PAGES, Button, Reply, Request
from bot.grammar import Parsed
from bot.kept import Kept, mark
from bot.managing import Managing
from bot.names import Names
from bot.naming import made_as_data
from bot.reading.offers import Unread
from bot.registry import Command, Registry
from bot.schedules import content
from bot.schedules.what import Post, Seen, Silent, What
from bot.texts import cards as texts
from bot.texts import posts as post_texts
from bot.zones import NoZone, zone
from data.operations import schedules
from data.queries import frame as frames
from data.queries import records
from data.queries.frame import Frame
from data.store import Reader, Store, StoreError, TooSlow

log = logging.getLogger("summitdesk.desk")

EVERYWHERE = "all"
"""The option that asks for the schedules of every channel."""

MOST_CHANNELS = 50
"""Of how many channels an adapter learns for one question: each may cost it a request."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is held in memory for one data version."""

    frame: Frame
    names: Names


class Desk:
    """Answers questions from a store. Threads may share it."""

    def __init__(
        self, store: Store, registry: Registry, *, new_reference: Callable[[], str], new_token: Callable[[], str]
    ) -> None:
        """`new_reference` gives a short code for a fault, `new_token` a name by chance that nobody can guess."""
        self.store = store
        self.registry = registry
        self._new_reference, self._new_token = new_reference, new_token
        self._known: _Known | None = None
        self._replies = Kept()

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
        reply = self._replies.get((asked, *on, self._known.frame.data_version))
        if reply is not None:
            self._log(request, _command(reply), reply, started)
        return reply

    def manages(self, request: Request) -> bool:
        """Whether a request is for those who may manage a channel: it needs to be known who asks, and about what."""
        if request.command is not None:
            return self.registry.manages((request.command.split() or [""])[0])
        umbrella = self._known.frame.command if self._known else ""
        return grammar.manages(request.text, self.registry, umbrella)

    def concerning(self, request: Request) -> tuple[str, ...]:
        """The channels that such a request is about, by id: an adapter learns of them, and then asks for the answer.

        Those that it names, that of the schedule whose number it gives, and the one in which it is asked. Never raises:
        what cannot be read now is said when the answer is asked for.
        """
        found: tuple[str, ...] = ()
        try:
            read = self.read(request)
            if not isinstance(read, Unread):
                found = tuple(self._named(request, read))
        except StoreError as fault:
            log.warning("the channels of a question could not be read: %s", fault)
        here = (request.channel,) if request.channel else ()
        return tuple(dict.fromkeys((*found, *here)))

    def read(self, request: Request) -> Parsed | Unread:
        """A request as it is understood. Raises StoreError."""
        return self._read(request, day_of(request), self._known or self.refresh())

    def _named(self, request: Request, read: Parsed) -> Iterator[str]:
        place = (request.platform, request.workspace or "")
        for name, value in read.arguments.items():
            if isinstance(value, Chosen) and value.kind == "channel":
                yield value.text
            elif isinstance(value, Chosen) and value.kind == "schedule":
                with self.store.read() as reader:
                    schedule = schedules.find(reader, *place, int(value.text))
                yield from (schedule.channel,) if schedule else ()
            elif name == EVERYWHERE:
                with self.store.read() as reader:
                    every = schedules.every(reader, *place)
                yield from list(dict.fromkeys(one.channel for one in every))[:MOST_CHANNELS]

    def compose(self, what: What, *, day: date, seen: Seen) -> Post | Silent:
        """What a schedule posts on a local day, as the data is now, or why it posts nothing.

        Raises StoreError when the store cannot be read: the post is then to be tried again, not silent.
        """
        if what.kind == "command":
            return self._answered(what.subject, day)
        known = self._known or self.refresh()
        with self.store.read() as reader:
            if frames.data_version(reader) != known.frame.data_version:
                known = self._load(reader)
            ask = Ask(reader=reader, frame=known.frame, names=known.names, registry=self.registry, today=day)
            return content.compose(ask, what, seen=seen)

    def _answered(self, line: str, day: date) -> Post | Silent:
        """The answer to a line, as if asked at noon of the day, as a post; whatever is no answer is not posted."""
        request = Request(text=line, now=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
        self._known = self._known or self.refresh()
        if self.manages(request):
            return Silent(post_texts.MANAGES.format(line=line))
        _, reply = self._answer(request)
        return Post(reply) if reply.kind == "answer" else Silent(reply.lead)

    @staticmethod
    def _log(request: Request, command: str, reply: Reply, started: float) -> None:
        taken = (time.perf_counter() - started) * 1000
        log.info("%s %s %s %.1f ms", request.platform, command, reply.kind, taken)

    @staticmethod
    def _asked(request: Request) -> tuple[Hashable, tuple[Hashable, ...]]:
        """What is asked, and on which page, day and in which language: with the data version, the key of a reply."""
        options = tuple(sorted((name, mark(value)) for name, value in request.options.items()))
        asked = (mark(request.text), request.command, options, request.private)
        return asked, (request.page, day_of(request), request.locale)

    def _broken(self, request: Request, reason: str, title: str, *, trace: bool = False) -> Reply:
        reference = self._new_reference()
        log.error("%s %s: %s", reference, request.platform, reason, exc_info=trace)
        lead = texts.BROKE_LEAD.format(reference=reference)
        private = self.manages(request) or None
        return Reply(kind="error", title=title, lead=lead, private=private, reference=reference)

    def _answer(self, request: Request) -> tuple[str, Reply]:
        today = day_of(request)
        known = self._known or self.refresh()
        asked, on = self._asked(request)
        kept = self._replies.get((asked, *on, known.frame.data_version))
        if kept is not None:
            return _command(kept), kept
        command, reply = self._first_time(request, today, known, on)
        reply = _personal(request, reply) if self.manages(request) else _chosen(request, reply)
        if (
            _is_told(self.registry, command)
            and reply.data_version is not None
            and len(request.text) <= grammar.LONGEST_LINE
        ):
            self._replies.put((asked, *on, reply.data_version), reply)
        return command, reply

    def _first_time(self, request: Request, today: date, known: _Known, on: tuple[Hashable, ...]) -> tuple[str, Reply]:
        """The reply to a line that is read now; what it says and how it was read belong to one data version."""
        read = self._read(request, today, known)
        if isinstance(read, Unread):
            return "-", _unread(read)
        command = self.registry.find(read.command)
        assert command is not None  # noqa: S101  (the grammar finds only commands of this registry)
        if command.manages:
            return self._manage(command, read, request, today, known, on)
        question = mark(read.question)
        kept = self._replies.get((question, *on, known.frame.data_version))
        if kept is None:
            with self.store.read(limited=command.searches) as reader:
                if frames.data_version(reader) != known.frame.data_version:
                    return self._first_time(request, today, self._load(reader), on)
                kept = self._run(command, read, reader, known, today, request.page)
            self._replies.put((question, *on, known.frame.data_version), kept)
        return command.name, _as_asked(kept, read)

    def _manage(
        self,
        command: Command,
        read: Parsed,
        request: Request,
        today: date,
        known: _Known,
        on: tuple[Hashable, ...],
    ) -> tuple[str, Reply]:
        """The reply of a managing command: never kept, and private.

        It writes in transactions of its own while its reader is open, which sees the store as it was before. Neither
        database lets a reader hold up a writer: SQLite is in WAL, PostgreSQL reads snapshots
        (https://sqlite.org/wal.html#concurrency, https://www.postgresql.org/docs/current/mvcc-intro.html).
        """
        with self.store.read() as reader:
            if frames.data_version(reader) != known.frame.data_version:
                return self._first_time(request, today, self._load(reader), on)
            ask = self.managing(request, reader)
            draft: Draft = command.handler(ask, **arguments(read))
            # What changes something is not asked for again: it is one page, and no button repeats its line.
            canonical, page = (read.question, request.page) if command.tells else (None, ALL_PAGES)
            reply = card.finish(draft, reader=reader, frame=known.frame, canonical=canonical, page=page)
        if read.notes:
            reply = replace(reply, lead=" ".join([*read.notes, reply.lead]))
        return command.name, replace(reply, named=frozenset(ask.named))

    def managing(self, request: Request, reader: Reader) -> Managing:
        """What the handler of a managing command is given for a request."""
        known = self._known or self._load(reader)
        return Managing(
            reader=reader,
            frame=known.frame,
            names=known.names,
            registry=self.registry,
            today=day_of(request),
            page=request.page,
            request=request,
            store=self.store,
            compose=self._composed,
            new_token=self._new_token,
        )

    def _composed(self, what: What, day: date, seen: Seen) -> Post | Silent:
        """What would be posted, for a card that names people and channels."""
        return made_as_data(self.compose(what, day=day, seen=seen))

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
                platform=request.platform,
                channel=request.channel,
            )
        return grammar.read(
            request.text,
            registry=self.registry,
            names=known.names,
            today=today,
            umbrella=known.frame.command,
            is_record=is_record,
            platform=request.platform,
            channel=request.channel,
        )

    def _run(self, command: Command, read: Parsed, reader: Reader, known: _Known, today: date, page: int) -> Reply:
        ask = Ask(reader=reader, frame=known.frame, names=known.names, registry=self.registry, today=today, page=page)
        draft: Draft = command.handler(ask, **arguments(read))
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


_ROOM = timedelta(days=800)


def day_of(request: Request) -> date:
    """The asker's day, with a year of room to either end of the calendar. An unknown zone counts as UTC."""
    try:
        day = request.now.astimezone(zone(request.timezone)).date()
    except (NoZone, OverflowError):
        day = request.now.date()
    return min(max(day, date.min + _ROOM), date.max - _ROOM)


def parameter(option: str) -> str:
    """The name of a handler's parameter for an option: `as_of` for `as-of`, `from_` for `from`."""
    name = option.replace("-", "_")
    return f"{name}_" if keyword.iskeyword(name) else name


def arguments(read: Parsed) -> dict[str, Value]:
    """The arguments of a line by the names of a handler's parameters."""
    return {parameter(name): value for name, value in read.arguments.items()}


def _is_told(registry: Registry, command: str) -> bool:
    """Whether the reply to a command of that name may be kept."""
    found = registry.find(command)
    return found is None or not found.manages


def _chosen(request: Request, reply: Reply) -> Reply:
    """The reply, private or public as was chosen beside the line, unless the line itself said so."""
    if request.private is None or reply.private is not None:
        return reply
    return replace(reply, private=request.private)


def _personal(request: Request, reply: Reply) -> Reply:
    """A reply to what only some may ask; the channels that the question concerns may be named in it."""
    channels = (*request.channels, *([request.channel] if request.channel else []))
    return replace(reply, private=True, personal=True, named=reply.named.union(channels))


def _command(reply: Reply) -> str:
    """The name of the command that a reply answers."""
    return (reply.canonical or "-").split(" ", 1)[0]


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
