"""The desk: one question in, one reply out.

find the command → read the arguments → run the handler in one read transaction → finish the card. The same question
on the same day over the same data is the same reply, so replies are kept by exactly that.
"""

from __future__ import annotations

import keyword
import logging
import time
from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial

from bot import card, grammar, left_out, places, replying
from bot.arguments import Chosen, Value
from bot.ask import Ask
from bot.card import Draft
from bot.contract import ALL_PAGES, Reply, Request
from bot.grammar import Parsed
from bot.kept import Kept, mark
from bot.managing import Managing
from bot.memory import Known, Memory
from bot.naming import made_as_data
from bot.readable import readable
from bot.reading.chosen import TERMINAL
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
from data.queries.records import LeftOut
from data.store import Reader, Store, StoreError, TooSlow

log = logging.getLogger("summitdesk.desk")

EVERYWHERE = "all"
"""The option that asks for the schedules of every channel."""

On = tuple[int, date, str, frozenset[str]]
"""Page, day, language, and the sources that are muted."""

MOST_CHANNELS = 50
"""Of how many channels an adapter learns for one question: each may cost it a request."""


class Desk:
    """Answers questions from a store. Threads may share it."""

    def __init__(
        self, store: Store, registry: Registry, *, new_reference: Callable[[], str], new_token: Callable[[], str]
    ) -> None:
        """`new_reference` gives a short code for a fault, `new_token` a name by chance that nobody can guess."""
        self.store = store
        self.registry = registry
        self._new_reference, self._new_token = new_reference, new_token
        self._memory = Memory(store)
        self._replies = Kept()

    def answer(self, request: Request) -> Reply:
        """The reply to a request. Never raises: what breaks becomes a reply with a reference that is in the log."""
        started = time.perf_counter()
        request = self.here(request)
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
        return replying.chosen(request, reply)

    @property
    def data_version(self) -> str | None:
        """The version of the data that is held in memory; None before the first question."""
        return self._memory.held.frame.data_version if self._memory.held else None

    def stored(self, request: Request) -> Reply | None:
        """The reply if it is held in memory, at the cost of a look-up; None: ask for it with `answer`."""
        started = time.perf_counter()
        known = self._memory.held
        if known is None:
            return None
        request = self.here(request)
        reply = self._replies.get((self._asked(request), *self._on(request, known), known.frame.data_version))
        if reply is not None:
            self._log(request, replying.command(reply), reply, started)
        return reply

    def here(self, request: Request) -> Request:
        """The request as it is answered: private or public as was chosen for its place, unless the asker chose."""
        request = readable(request)
        known = self._memory.held
        habit = known.places.habit(request) if known and request.private is None else None
        return request if habit is None else replace(request, private=habit)

    def unnamed(self, place: tuple[str, str]) -> Collection[str]:
        """The ids of whom and what is not to be offered in a workspace, for only muted sources tell of it."""
        return self._memory.known().places.unnamed.get(place, ())

    def muted(self, place: tuple[str, str]) -> Collection[str]:
        """The ids of the sources that are muted in a workspace."""
        return self._memory.known().places.muted.get(place, ())

    def manages(self, request: Request) -> bool:
        """Whether a request is for those who may manage a channel: it needs to be known who asks, and about what."""
        if request.command is not None:
            return self.registry.manages((request.command.split() or [""])[0])
        umbrella = self._memory.held.frame.command if self._memory.held else ""
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
        return self._read(request, day_of(request), self._memory.known())

    def _named(self, request: Request, read: Parsed) -> Iterator[str]:
        place = (request.platform, request.workspace or "")
        command = self.registry.find(read.command)
        if command is not None and command.everywhere:
            yield from self._every(*place)
        for name, value in read.arguments.items():
            if isinstance(value, Chosen) and value.kind == "channel":
                yield value.text
            elif isinstance(value, Chosen) and value.kind == "schedule":
                with self.store.read() as reader:
                    schedule = schedules.find(reader, *place, int(value.text))
                yield from (schedule.channel,) if schedule else ()
            elif name == EVERYWHERE:
                yield from self._every(*place)

    def _every(self, platform: str, workspace: str) -> list[str]:
        """The channels into which something is posted in a workspace."""
        with self.store.read() as reader:
            every = schedules.every(reader, platform, workspace)
        return list(dict.fromkeys(one.channel for one in every))[:MOST_CHANNELS]

    def compose(self, what: What, *, day: date, seen: Seen) -> Post | Silent:
        """What a schedule posts on a local day, as the data is now, or why it posts nothing.

        Raises StoreError when the store cannot be read: the post is then to be tried again, not silent.
        """
        known = self._memory.known()
        with self.store.read() as reader:
            without = places.muted_in(reader, what.place)  # as it is written now
            if frames.data_version(reader) != known.frame.data_version or without != known.places.at(what.place):
                known = self._memory.refresh()
            if what.kind == "command":
                return self._answered(what, day)
            ask = Ask(reader=reader, frame=known.frame, names=known.names, registry=self.registry, today=day)
            made = content.compose(ask, what, seen=seen)
        if not without:
            return made
        with self.store.read(without=without) as reader:
            return left_out.composed(left_out.asked(ask, reader), what, seen, whole=made)

    def _answered(self, what: What, day: date) -> Post | Silent:
        """The answer to a line, as if asked at noon of the day, as a post; whatever is no answer is not posted."""
        line, (platform, workspace) = what.subject, what.place
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        request = Request(text=line, now=noon, platform=platform or TERMINAL, workspace=workspace or None)
        if self.manages(request):
            return Silent(post_texts.MANAGES.format(line=line))
        _, reply = self._answer(request)
        return Post(reply) if reply.kind == "answer" else Silent(reply.lead)

    @staticmethod
    def _log(request: Request, command: str, reply: Reply, started: float) -> None:
        taken = (time.perf_counter() - started) * 1000
        fields = {"platform": request.platform, "command": command, "kind": reply.kind, "ms": round(taken, 1)}
        log.info("%s %s %s %.1f ms", request.platform, command, reply.kind, taken, extra=fields)

    @staticmethod
    def _asked(request: Request) -> Hashable:
        """What is asked: with what `_on` gives and the data version, the key of a reply."""
        options = tuple(sorted((name, mark(value)) for name, value in request.options.items()))
        return mark(request.text), request.command, options, request.private

    @staticmethod
    def _on(request: Request, known: Known) -> On:
        """On which page and day, in which language, and without which sources something is asked."""
        return request.page, day_of(request), request.locale, known.places.without(request)

    def _broken(self, request: Request, reason: str, title: str, *, trace: bool = False) -> Reply:
        reference = self._new_reference()
        fields = {"reference": reference, "platform": request.platform}
        log.error("%s %s: %s", reference, request.platform, reason, exc_info=trace, extra=fields)
        lead = texts.BROKE_LEAD.format(reference=reference)
        private = self.manages(request) or None
        return Reply(kind="error", title=title, lead=lead, private=private, reference=reference)

    def _answer(self, request: Request) -> tuple[str, Reply]:
        known = self._memory.known()
        asked = self._asked(request)
        kept = self._replies.get((asked, *self._on(request, known), known.frame.data_version))
        if kept is not None:
            return replying.command(kept), kept
        command, reply, on = self._first_time(request, known)
        reply = replying.personal(request, reply) if self.manages(request) else replying.chosen(request, reply)
        if (
            replying.is_told(self.registry, command)
            and reply.data_version is not None
            and len(request.text) <= grammar.LONGEST_LINE
        ):
            self._replies.put((asked, *on, reply.data_version), reply)
        return command, reply

    def _first_time(self, request: Request, known: Known) -> tuple[str, Reply, On]:
        """The reply to a line that is read now; what it says and how it was read belong to one data version.

        Beside it stands on what it was asked, for the muted sources may be others by now.
        """
        on = self._on(request, known)
        read = self._read(request, day_of(request), known)
        if isinstance(read, Unread):
            return "-", replying.unread(read), on
        command = self.registry.find(read.command)
        assert command is not None  # noqa: S101  (the grammar finds only commands of this registry)
        if command.manages:
            return self._manage(command, read, request, known)
        question = mark(read.question)
        kept = self._replies.get((question, *on, known.frame.data_version))
        if kept is None:
            kept = self._run(command, read, known, on)
            if kept is None:
                return self._first_time(request, self._memory.refresh())
            self._replies.put((question, *on, known.frame.data_version), kept)
        return command.name, replying.as_asked(kept, read), on

    def _manage(
        self,
        command: Command,
        read: Parsed,
        request: Request,
        known: Known,
    ) -> tuple[str, Reply, On]:
        """The reply of a managing command: never kept, and private.

        It writes in transactions of its own while its reader is open, which sees the store as it was before. Neither
        database lets a reader hold up a writer: SQLite is in WAL, PostgreSQL reads snapshots
        (https://sqlite.org/wal.html#concurrency, https://www.postgresql.org/docs/current/mvcc-intro.html).
        """
        on = self._on(request, known)
        with self.store.read(without=known.places.without(request)) as reader:
            if frames.data_version(reader) != known.frame.data_version:
                return self._first_time(request, self._memory.refresh())
            ask = self.managing(request, reader)
            try:
                draft: Draft = command.handler(ask, **arguments(read))
            except LeftOut:
                draft = left_out.nothing(0)
            # What changes something is not asked for again: it is one page, and no button repeats its line.
            canonical, page = (read.question, request.page) if command.tells else (None, ALL_PAGES)
            reply = card.finish(draft, reader=reader, frame=known.frame, canonical=canonical, page=page)
        if read.notes:
            reply = replace(reply, lead=" ".join([*read.notes, reply.lead]))
        if not command.tells:
            self._memory.refresh()  # what was chosen holds at once in this process
        return command.name, replace(reply, named=frozenset(ask.named)), on

    def managing(self, request: Request, reader: Reader) -> Managing:
        """What the handler of a managing command is given for a request."""
        known = self._memory.known()
        return Managing(
            reader=reader,
            frame=known.frame,
            names=known.names,
            registry=self.registry,
            today=day_of(request),
            page=request.page,
            request=request,
            store=self.store,
            compose=partial(self._composed, places.workspace_of(request)),
            new_token=self._new_token,
        )

    def _composed(self, place: places.Workspace, what: What, day: date, seen: Seen) -> Post | Silent:
        """What would be posted in a workspace, for a card that names people and channels."""
        return made_as_data(self.compose(replace(what, place=place), day=day, seen=seen))

    def _read(self, request: Request, today: date, known: Known) -> Parsed | Unread:
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

    def _run(self, command: Command, read: Parsed, known: Known, on: On) -> Reply | None:
        """The reply of a command; None where the data is another by now.

        Where sources are muted the answer is made twice: once whole, of which only the lines are counted.
        """
        page, today, _, without = on
        with self.store.read(limited=command.searches) as reader:
            if frames.data_version(reader) != known.frame.data_version:
                return None
            ask = Ask(
                reader=reader, frame=known.frame, names=known.names, registry=self.registry, today=today,
                page=ALL_PAGES if without else page,
            )  # fmt: skip
            draft: Draft = command.handler(ask, **arguments(read))
            if not without:
                return card.finish(draft, reader=reader, frame=known.frame, canonical=read.question, page=page)
        with self.store.read(limited=command.searches, without=without) as reader:
            if frames.data_version(reader) != known.frame.data_version:
                return None
            ask = left_out.asked(ask, reader, page=page)
            return left_out.told(ask, draft, partial(command.handler, **arguments(read)), canonical=read.question)

    def refresh(self) -> Known:
        """What is held in memory, read anew: the data if it changed, what was chosen for places always."""
        return self._memory.refresh()


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
