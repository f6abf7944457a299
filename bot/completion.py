"""What could be typed next, from the declarations and the names: for the terminal's menu and Discord's autocompletion.

Built once for each version of the data; a suggestion then costs a few look-ups in memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot import offering, say
from bot.arguments import Entity
from bot.commands.common import summit_dates
from bot.desk import Desk
from bot.names import Names, key
from bot.offering import Clock
from bot.places import Workspace
from bot.reading import defining
from bot.reading.chosen import TERMINAL
from bot.reading.fitting import KINDS
from bot.reading.keys import keys_of
from bot.reading.lexer import quoted
from bot.registry import Command, Option, Registry, plain
from bot.texts import completion as texts
from data.queries import quotes, sources, standings, summits
from data.queries.sources import Named
from data.queries.summits import SummitView

MOST = 25
"""Discord shows no more (https://discord.com/developers/docs/interactions/application-commands#autocomplete)."""

LONGEST = 500
"""Characters; nothing is suggested for a longer line."""

COMMAND = "command"
"""The option that takes the name of a command."""

SUBJECTS = ("topic", "about")
"""Options that take free words on a subject: what the dataset has a name for is offered."""

SPEAKER = "speaker"
"""The option that takes whoever said something."""

MUTE = "mute"
"""The option that takes a source or a publisher."""

HERE: Workspace = (TERMINAL, "")
"""The workspace of a terminal."""

LeftOut = Callable[[Workspace], Collection[str]]
"""The ids of what is not to be offered in a workspace."""

_NO_RECORDS = ("city", "office", "status")
"""Kinds of names that are no records."""

_NAME_WORDS = 3
"""How many of the last words of a line may be the beginning of one name."""

_KEYED = re.compile(r"(?:^|.*\s)(?:--(?P<dashed>[\w-]+)(?:\s+|=)|(?P<key>[\w-]+)[:=])\s*[\"“]?(?P<typed>[^:=\"“]*)")
_SPACED = re.compile(r"(?:^|(?<=\s))(?P<key>[\w-]+)\s+(?=[\"“]?(?P<typed>[^\"“]*)$)")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to put (`value`), how to show it, and how many characters at the end of the line it takes the place of.

    `id` is that of the person, the meeting or whatever else the name stands for.
    """

    value: str
    label: str
    replaces: int = 0
    id: str = ""


class Completer:
    """Suggestions over one version of the data. `summits` and `days` are offered where nothing is typed yet.

    `speakers` are the ids of those who are on record with words, who come first; `hosts` those of countries with a
    summit, the only ones that lead to one. With a `clock` zones show how far they are from UTC now. `sources` can be
    muted. `unnamed` and `muted` say for a workspace of whom and of which sources nothing is shown there.
    """

    def __init__(
        self,
        registry: Registry,
        names: Names,
        *,
        umbrella: str = "",
        summits: Iterable[Suggestion] = (),
        days: Iterable[Suggestion] = (),
        speakers: Collection[str] = (),
        hosts: Collection[str] = (),
        clock: Clock | None = None,
        sources: Iterable[Named] = (),
        unnamed: LeftOut = lambda _: (),
        muted: LeftOut = lambda _: (),
    ) -> None:
        self.registry, self.names, self.umbrella = registry, names, umbrella
        self.summits, self.days = tuple(summits), tuple(days)
        self.speakers, self.hosts, self.clock = speakers, hosts, clock
        self.sources, self.unnamed, self.muted = tuple(sources), unnamed, muted

    def option(self, command: str, option: str, typed: str, *, place: Workspace = HERE) -> tuple[Suggestion, ...]:
        """For one typed option of a command in a workspace, at most 25."""
        declared = self.registry.find(command)
        found = declared.option(option) if declared else None
        if found is None or len(typed) > LONGEST:
            return ()
        without = self.unnamed(place)
        return self._most(one for one in self._values(found, typed.strip(), place) if one.id not in without)

    def line(self, text: str) -> tuple[Suggestion, ...]:
        """For a line as typed up to the cursor in a terminal, at most 25."""
        if len(text) > LONGEST:
            return ()
        without = self.unnamed(HERE)
        return self._most(one for one in self._line(text) if one.id not in without)

    def _line(self, text: str) -> Iterable[Suggestion]:
        head, space, tail = text.lstrip().removeprefix("/").partition(" ")
        if self.umbrella and space and head.casefold() == self.umbrella:
            head, space, tail = tail.lstrip().partition(" ")
        if not space:
            return self._heads(head)
        if group := self.registry.groups.get(head.casefold()):
            second, space, rest = tail.lstrip().partition(" ")
            if not space:
                return _seconds(group, second)
            head, tail = f"{head} {second}", rest
        command = self.registry.find(head)
        return self._arguments(command, tail) if command else ()

    def _most(self, found: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
        return tuple(islice({(s.value, s.replaces): s for s in islice(found, MOST * 4)}.values(), MOST))

    def _heads(self, typed: str) -> Iterator[Suggestion]:
        """First words of a line that begin so."""
        for name in self.registry.heads():
            if name.startswith(typed.casefold()):
                command, group = self.registry.find(name), self.registry.groups.get(name, ())
                words = say.listing([c.name.partition(" ")[2] for c in group], "or")
                yield Suggestion(name, command.help if command else texts.GROUP.format(words=words), len(typed))

    def _commands(self, typed: str) -> Iterator[Suggestion]:
        """Commands that begin so; those of two words once the first is typed."""
        if " " not in typed.strip() and typed.strip().casefold() not in self.registry.groups:
            yield from self._heads(typed)
            return
        for command in self.registry.commands:
            if command.name.startswith(" ".join(typed.casefold().split())):
                yield Suggestion(command.name, command.help, len(typed))

    def _arguments(self, command: Command, tail: str) -> Iterator[Suggestion]:
        keyed = self._keyed(command, tail)
        if keyed:
            option, typed = keyed
            values = list(self._values(option, typed.strip()))
            for found in values:
                yield Suggestion(_written(found.value), found.label, len(tail) - len(_before(tail, typed)), found.id)
            if values or " " not in typed.strip():
                return
        word = re.split(r"\s", tail)[-1]
        bare = word.removeprefix("--")
        if not word.startswith("--") and not any(option.whole for option in command.options):
            yield from self._free(command, tail, bare)
        for option in command.options:
            if plain(option.name).startswith(plain(bare)) and (option.named or bare):
                yield Suggestion(_key(option, dashed=word.startswith("--")), option.help, len(word))

    def _free(self, command: Command, tail: str, word: str) -> Iterator[Suggestion]:
        """Values of every option that binds without its name: the last words, as many as begin a name together."""
        options = [option for option in command.options if not option.named]
        if not word:
            for option in options:
                yield from self._choices(option, "")
                yield from self._offered(option, "")
            return
        endings = list(_endings(tail))
        for typed, nearly in (*((ending, False) for ending in endings), (endings[-1], True)):
            found = [s for option in options for s in (*self._choices(option, typed), *self._offered(option, typed))]
            found += self._names(options, typed, nearly=nearly)
            if found:
                for one in found:
                    yield Suggestion(_written(one.value), one.label, len(tail) - len(_before(tail, typed)), one.id)
                return

    def _keyed(self, command: Command, tail: str) -> tuple[Option, str] | None:
        """The option whose name or alias stands before what is being typed, and that."""
        options = keys_of(command)
        if (match := _KEYED.fullmatch(tail)) and (named := options.get(plain(match["key"] or match["dashed"]))):
            return named, match["typed"]
        if any(option.whole for option in command.options):
            return None
        spaced = ((options.get(plain(match["key"])), match["typed"]) for match in _SPACED.finditer(tail))
        return next(((option, typed) for option, typed in reversed(list(spaced)) if option), None)

    def _values(self, option: Option, typed: str, place: Workspace = HERE) -> Iterator[Suggestion]:
        if option.name == MUTE:
            yield from _mutable(self.sources, typed, self.muted(place))
        yield from self._choices(option, typed)
        yield from self._offered(option, typed)
        yield from self._names([option], typed)

    def _names(self, options: Sequence[Option], typed: str, *, nearly: bool = True) -> Iterator[Suggestion]:
        """Names that begin so, of every kind that one of the options takes; records go by their ids."""
        kinds = dict.fromkeys(kind for option in options for kind in _kinds(option))
        is_record = any("record" in option.types for option in options)
        found = list(self.names.complete(typed, tuple(kinds), MOST * 2, nearly=nearly)) if key(typed) else []
        if any(option.name == SPEAKER for option in options):
            found.sort(key=lambda entity: entity.id not in self.speakers)
        for entity in found:
            if self._leads_somewhere(entity, options):
                yield Suggestion(entity.id if is_record else entity.name, entity.name, id=entity.id)

    def _leads_somewhere(self, entity: Entity, options: Sequence[Option]) -> bool:
        """Whether there is a record of it, or a summit in it, where only those are asked for."""
        if any("record" in option.types for option in options):
            return entity.kind not in _NO_RECORDS
        is_host = entity.kind != "country" or not self.hosts or entity.id in self.hosts
        return is_host or not all("summit" in option.types for option in options)

    def _choices(self, option: Option, typed: str) -> Iterator[Suggestion]:
        if option.name == COMMAND:
            yield from (Suggestion(s.value, f"{s.value}: {s.label}") for s in self._commands(typed))
        wanted = typed.casefold()
        for choice in option.choices:
            if any(word.casefold().startswith(wanted) for word in (choice.id, choice.label, *choice.names)):
                yield Suggestion(choice.id, choice.label)

    def _offered(self, option: Option, typed: str) -> Iterator[Suggestion]:
        """Summits by year or place, days on which the list changed, the latest first; and what a schedule needs."""
        offered = (
            *(self.summits if "summit" in option.types else ()),
            *(self.days if "moment" in option.types else ()),
        )
        wanted = typed.casefold()
        for one in offered:
            if any(part.casefold().startswith(wanted) for part in (one.value, *one.label.split(" \u00b7 "))):
                yield one
        found = [offer for kind in option.types for offer in offering.of_type(kind, typed, self.clock)]
        if option.name == defining.WHAT:
            found.extend(offering.posts(self.registry, typed))
        yield from (Suggestion(value, label) for value, label in found)


def completer(desk: Desk, *, clock: Clock | None = None) -> Completer:
    """The completer over the data that a desk answers from now."""
    known = desk.refresh()
    with desk.store.read() as reader:
        every = summits.summits(reader)
        found = [s for s in reversed(every) if s.series_id == known.frame.main_series.id]
        speakers = quotes.speakers(reader)
        named = sources.publishers(reader)
        days = sorted({s.decided for s in standings.standings(reader)}, reverse=True)
    return Completer(
        desk.registry,
        known.names,
        umbrella=known.frame.command,
        summits=[Suggestion(word, word) for word in ("next", "last")] + [_summit(s) for s in found],
        days=[Suggestion(day.isoformat(), say.day(day)) for day in days],
        speakers=speakers,
        hosts=frozenset(s.country for s in every),
        clock=clock,
        sources=named,
        unnamed=desk.unnamed,
        muted=desk.muted,
    )


def _mutable(found: Iterable[Named], typed: str, muted: Collection[str]) -> Iterator[Suggestion]:
    """Publishers and sources that are not muted: by publisher, by title, by id. What is muted is not offered anywhere,
    for whoever may not manage would read it here."""
    wanted = typed.casefold()
    shown = [one for one in found if one.id not in muted]
    for one in shown:
        if one.publisher and any(part.startswith(wanted) for part in _beginnings(one.publisher)):
            yield Suggestion(one.publisher, texts.PUBLISHER.format(name=one.publisher))
    for one in shown:
        if one.id.casefold().startswith(wanted) or any(p.startswith(wanted) for p in _beginnings(one.title or "")):
            yield Suggestion(one.id, " \u00b7 ".join(filter(None, (one.id, one.publisher, one.title))))


def _beginnings(name: str) -> list[str]:
    """A name from each of its words on."""
    words = name.casefold().split()
    return [" ".join(words[start:]) for start in range(len(words))]


def _seconds(group: Iterable[Command], typed: str) -> Iterator[Suggestion]:
    """The second words of a group's commands that begin so."""
    for command in group:
        second = command.name.partition(" ")[2]
        if second.startswith(typed.casefold()):
            yield Suggestion(second, command.help, len(typed))


def _summit(summit: SummitView) -> Suggestion:
    """`2025 · City · 31 August – 1 September 2025`; the dates of a planned one may not be known."""
    said = (str(summit.first_day.year), summit.city, summit_dates(summit))
    label = " \u00b7 ".join(dict.fromkeys(word for word in said if word))
    return Suggestion(said[0], label, id=summit.record.id)


def _kinds(option: Option) -> Iterator[str]:
    """The kinds of names that an option takes; where it takes words on a subject, those of subjects."""
    for type in option.types:
        yield from KINDS.get(type, ())
    if option.name in SUBJECTS:
        yield from ("topic", "country", "person")


def _endings(tail: str) -> Iterator[str]:
    """The last three words, the last two, the last; without an opening mark."""
    words = tail.split()
    for count in range(min(_NAME_WORDS, len(words)), 0, -1):
        yield " ".join(words[-count:]).lstrip('"\u201c')


def _before(tail: str, typed: str) -> str:
    """What stays of the tail when the typed words and a mark that opens them go."""
    words = typed.split()
    kept = tail.rstrip() if words else tail
    for word in reversed(words):
        kept = kept.removesuffix(word).rstrip()
    stays = tail[: len(kept)] + (" " if tail[len(kept) : len(kept) + 1] == " " else "")
    return stays[:-1] if stays.endswith(('"', "\u201c")) else stays


def _written(value: str) -> str:
    return quoted(value) if " " in value else value


def _key(option: Option, *, dashed: bool) -> str:
    name = option.name.replace("_", "-")
    return f"--{name} " if dashed else f"{name}:"
