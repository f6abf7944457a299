"""`help` and `about`, and the start card of the umbrella command: written from the declarations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import metadata

from rapidfuzz import fuzz, process

from bot import onthisday, say
from bot.ask import Ask
from bot.card import STORE, Draft, ids_of, item
from bot.commands.common import command_line, summit_name
from bot.contract import Button, Item, Part
from bot.registry import Command, Example, Option, command
from bot.texts import help as texts
from data.muting import muted
from data.queries import coverage, sources, summits
from data.queries.summits import SummitView

_TRIED = 3
_TODAY = 3
_OFFERED = 3
_ALIKE = 60


@command(
    "help",
    help="What can be asked, with examples that really run.",
    options=(Option(name="command", help="One command, with its options and all its examples", types=("text",)),),
    examples=(
        Example(line="help", shows="three things to try, then every command"),
        Example(line="help summit", shows="one command: options and examples"),
        Example(line="help sumit", shows="a misspelt command, and what was meant", fails=True),
    ),
    aliases=("commands",),
)
def help(ask: Ask, *, command: str | None = None) -> Draft:
    """Every command in short, or one in full."""
    if command is None:
        return _all(ask)
    name = command.strip().strip('"').casefold()
    if group := ask.registry.groups.get(name):
        return _group(name, [_shown(ask, one) for one in group])
    found = ask.registry.find(name)
    return _unknown(ask, command.strip()) if found is None else _one(_shown(ask, found))


def _all(ask: Ask) -> Draft:
    commands = [_shown(ask, c) for c in ask.registry.commands if not c.manages]
    parts = (
        Part(kind="list", title=texts.TRY, items=_tries(commands)),
        Part(kind="facts", title=texts.COMMANDS, items=tuple(_short(c) for c in commands)),
        *_managing(ask),
        Part(kind="facts", title=texts.READING, items=tuple(_own(text, label) for label, text in texts.RULES)),
    )
    return Draft(
        kind="help",
        title=texts.TITLE,
        lead=texts.LEAD.format(count=len(commands)),
        parts=parts,
        buttons=tuple(Button(label=e.line, command=e.line) for e in _examples(commands)),
    )


def _shown(ask: Ask, declared: Command) -> Command:
    """A command without the examples that name a muted source."""
    without = muted(ask.reader)
    if not without:
        return declared
    return replace(declared, examples=tuple(e for e in declared.examples if without.isdisjoint(e.line.split())))


def _managing(ask: Ask) -> tuple[Part, ...]:
    """What those can ask who manage a channel: each command, those of a group in one line."""
    items = [_short(_shown(ask, c)) for c in ask.registry.commands if c.manages and c.group is None]
    for name, commands in ask.registry.groups.items():
        tried = " · ".join([e.line for e in commands[0].examples if not e.fails][:_TRIED])
        known = say.listing([c.name.partition(" ")[2] for c in commands])
        items.insert(0, _own(texts.MANAGING_LINE.format(commands=known, examples=tried, line=f"help {name}"), name))
    return (Part(kind="facts", title=texts.MANAGING, items=tuple(items)),) if items else ()


def _group(name: str, commands: Sequence[Command]) -> Draft:
    """The commands of two words that begin so, each with its first example, and a button that explains it."""
    items = []
    for declared in commands:
        example = next((e.line for e in declared.examples if not e.fails), declared.name)
        items.append(_own(texts.COMMAND.format(help=declared.help, examples=example), declared.name))
    return Draft(
        kind="help",
        title=texts.GROUP_TITLE.format(group=name),
        lead=texts.GROUP_LEAD.format(group=name),
        parts=(Part(kind="facts", items=tuple(items)),),
        buttons=tuple(Button(label=c.name, command=f"help {c.name}") for c in commands),
    )


def _own(text: str, label: str | None = None) -> Item:
    """A line that the desk says of itself."""
    return Item(text=text, label=label, sources=(STORE,))


def _examples(commands: Sequence[Command]) -> list[Example]:
    """The first example with an argument of each of the first commands, no two alike: what a newcomer tries."""
    found: dict[str, Example] = {}
    for declared in commands:
        able = [e for e in declared.examples if not e.fails and " " in e.line]
        if able and not any(declared.name.startswith(name) for name in found):
            found[declared.name] = able[0]
    return list(found.values())[:_TRIED]


def _tries(commands: Sequence[Command]) -> tuple[Item, ...]:
    return tuple(_own(e.shows, e.line) for e in _examples(commands))


def _short(declared: Command) -> Item:
    lines = " · ".join(e.line for e in declared.examples if not e.fails)
    return _own(texts.COMMAND.format(help=declared.help, examples=lines), declared.name)


def _one(declared: Command) -> Draft:
    names = (_own(say.listing(declared.aliases), texts.ONE_NAMES),) if declared.aliases else ()
    examples = tuple(_own(texts.FAILS.format(shows=e.shows) if e.fails else e.shows, e.line) for e in declared.examples)
    parts = (
        Part(kind="facts", items=names),
        Part(kind="facts", title=texts.ONE_OPTIONS, items=tuple(_option(o) for o in declared.options)),
        Part(kind="facts", title=texts.ONE_EXAMPLES, items=examples),
    )
    able = [] if declared.manages and not declared.tells else [e for e in declared.examples if not e.fails]
    buttons = [Button(label=e.line, command=e.line) for e in able]
    return Draft(
        kind="help",
        title=texts.ONE_TITLE.format(command=declared.name),
        lead=declared.help,
        parts=tuple(p for p in parts if p.items),
        buttons=(*buttons, Button(label=texts.ALL_COMMANDS, command="help")),
    )


def _option(option: Option) -> Item:
    text = texts.OPTION.format(
        help=option.help,
        required=texts.REQUIRED if option.required else "",
        choices=texts.CHOICES.format(choices=", ".join(c.id for c in option.choices)) if option.choices else "",
        aliases=texts.ALIASES.format(aliases=", ".join(option.aliases)) if option.aliases else "",
    )
    return _own(text, option.name.replace("_", "-"))


def _unknown(ask: Ask, name: str) -> Draft:
    names = (*ask.registry.names(), *ask.registry.groups)
    known = process.extract(name.casefold(), names, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_OFFERED)
    near = [found for found, _, _ in known]
    lead = texts.UNKNOWN.format(command=name)
    if near:
        lead += texts.DID_YOU_MEAN.format(near=say.listing(near, "or"))
    buttons = [Button(label=n, command=command_line("help", command=n)) for n in near]
    return Draft(
        kind="not-found",
        title=texts.UNKNOWN_TITLE,
        lead=lead,
        buttons=(*buttons, Button(label=texts.ALL_COMMANDS, command="help")),
    )


@command(
    "about",
    help="What this desk is, whose data it answers from, and what it promises.",
    examples=(
        Example(line="about", shows="the desk, its data and its promises"),
        Example(line="about private", shows="the same, for your eyes only"),
        Example(line="about you", shows="a word too many is named, not dropped", fails=True),
    ),
)
def about(ask: Ask) -> Draft:
    """The desk itself, with the store as its source."""
    frame = ask.frame
    counted = sum(sources.counts(ask.reader).values())
    records = sum(k.count for k in coverage.by_kind(ask.reader) if k.kind not in coverage.INNER)
    values = {
        "name": frame.name,
        "edition": frame.edition,
        "version": frame.data_version,
        "coverage": say.day(frame.coverage),
        "checked": say.day(frame.checked),
        "program": _version(),
    }
    own = tuple(_own(text.format(**values), label) for label, text in texts.ABOUT)
    promised = tuple(_own(text, label) for label, text in texts.PROMISED)
    return Draft(
        title=texts.ABOUT_TITLE,
        lead=texts.ABOUT_LEAD.format(
            name=frame.name,
            short=frame.short,
            records=say.count(records, "record", "records"),
            sources=say.count(counted, "source", "sources"),
        ),
        as_of=ask.checked,
        parts=(
            Part(kind="facts", items=own),
            Part(kind="facts", title=texts.PROMISES, items=promised),
        ),
        sources=(STORE,),
        buttons=(
            Button(label=texts.HELP_BUTTON, command="help"),
            Button(label=texts.COVERAGE_BUTTON, command="coverage"),
        ),
    )


def _version() -> str:
    try:
        return metadata.version("summitdesk")
    except metadata.PackageNotFoundError:
        return texts.VERSION_UNKNOWN


def start(umbrella: str) -> Command:
    """The umbrella command, called as the dataset says: alone it is the start card."""
    return Command(
        name=umbrella,
        help=texts.START_HELP,
        options=(),
        examples=(
            Example(line=umbrella, shows=texts.SHOWS_START),
            Example(line=f"{umbrella} members", shows=texts.SHOWS_UNDER),
            Example(line=f"{umbrella} help", shows=texts.SHOWS_UNDER),
            Example(line=f"{umbrella} membres", shows=texts.SHOWS_SLIP, fails=True),
        ),
        handler=_start,
    )


def _start(ask: Ask) -> Draft:
    others = [c for c in ask.registry.commands if c.handler is not _start and not c.manages]
    parts = (
        Part(kind="list", title=texts.START_TRY, items=_tries(others)),
        Part(kind="facts", title=texts.START_SUMMITS, items=_summits(ask)),
        Part(kind="list", title=texts.START_TODAY, items=_today(ask)),
    )
    return Draft(
        kind="help",
        title=texts.START_TITLE.format(name=ask.frame.name),
        lead=texts.START_LEAD.format(short=ask.frame.short, commands=say.listing(c.name for c in others)),
        as_of=ask.checked,
        parts=tuple(p for p in parts if p.items),
        buttons=(
            *(Button(label=e.line, command=e.line) for e in _examples(others)),
            Button(label=texts.HELP_BUTTON, command="help"),
        ),
    )


def _summits(ask: Ask) -> tuple[Item, ...]:
    """The summit that is under way or comes next, and the last one before today."""
    every = summits.summits(ask.reader)
    ahead = next((s for s in every if s.last_day >= ask.today), None)
    ended = [s for s in every if s.last_day < ask.today and s.state == "held"]
    lines = []
    if ahead is not None:
        is_on = ahead.state == "held" and ahead.first_day <= ask.today
        lines.append(_summit(ask, ahead, texts.UNDER_WAY if is_on else texts.NEXT))
    if ended:
        lines.append(_summit(ask, ended[-1], texts.LAST))
    return tuple(lines)


def _summit(ask: Ask, summit: SummitView, label: str) -> Item:
    text = summit_name(ask, summit)
    if summit.state == "planned":
        text = texts.PLANNED.format(summit=text)
    return Item(
        text=text,
        label=label,
        date=summit.record.date,
        records=(summit.record.id,),
        sources=ids_of(summit.record),
        record_kind="summit",
    )


def _today(ask: Ask) -> tuple[Item, ...]:
    """The best events of this day of the year, as they would be posted."""
    told = onthisday.posts(onthisday.events(ask.reader, [ask.today], ask.today))[:_TODAY]
    return tuple(
        item(
            event.record,
            texts.YEARS_AGO.format(text=event.record.text.removesuffix("."), ago=say.years_ago(event.years)),
            label=str(event.year),
            also=event.also,
        )
        for event in told
    )
