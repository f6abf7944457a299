"""The command line as values: which command, with what. A wrong use says so and ends with exit code 2."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn

from bot.settings import PLATFORMS, ROLES, Platform, Role
from bot.texts import running
from bot.texts import terminal as texts
from bot.zones import NoZone, zone

if TYPE_CHECKING:
    from adapters.ask import Asker, Clock

APP_NAME = "Summit Desk"
FORMS = ("text", "json", "slack", "discord")
MANAGING = ("schedule", "settings")
"""Commands of the desk that the shell has too; what stands after them is the rest of the line."""

FORGETTABLE = (*PLATFORMS, "terminal")

SIMULATE = "simulate"
SIMULATIONS = ("text", "csv", "ics")
MOST_DAYS = 3660
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
"""The days from which schedules can be looked at."""

_VALUED = ("--as", "--on", "--timezone", "--locale")
_SIMULATING = ("--from", "--days", "--format")
_FLAGS = ("--full", "--batch", "--json", "--help", "-h")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Which manifest of a Slack app is wanted."""

    commands: Literal["single", "short"] = "single"
    name: str = APP_NAME
    url: str | None = None
    link: bool = False
    lookup: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """What was typed after `summitdesk`."""

    command: str
    words: tuple[str, ...] = ()
    form: str = "text"
    full: bool = False
    batch: bool = False
    day: date | None = None
    timezone: str = "UTC"
    locale: str = "en"
    folder: Path | None = None
    articles: Path | None = None
    only: Platform | None = None
    role: Role = "all"
    platform: Platform = "slack"
    held_on: str = "slack"
    file: Path | None = None
    check: bool = False
    person: str | None = None
    workspace: str | None = None
    yes: bool = False
    application: str | None = None
    user: bool = False
    manifest: Manifest = Manifest()
    first: date | None = None
    days: int | None = None
    simulation: Literal["text", "csv", "ics"] = "text"
    seconds: float = 60.0
    shown_in: str | None = None

    @property
    def line(self) -> str:
        """The question."""
        from adapters.ask import joined

        if self.command not in MANAGING:
            return joined(self.words)
        return f"{self.command} {joined(self.words)}".strip() if self.words else self.command

    @property
    def simulates(self) -> bool:
        """Whether the slots of a schedule are asked for, and no card."""
        return self.command == "schedule" and self.words[:1] == (SIMULATE,) and self.form == "text"

    def asker(self, clock: Clock) -> Asker:
        """Who asks, as the options say."""
        from adapters.ask import Asker

        return Asker(clock=clock, timezone=self.timezone, locale=self.locale, day=self.day)


def parse(words: Sequence[str]) -> Arguments:
    """The command line as values. Raises SystemExit: 2 for a wrong one, 0 after --help and --version."""
    parser, ask = _parsers()
    question: tuple[str, ...] = ()
    if words and words[0] in ("ask", *MANAGING):
        options, question = split_question(words[1:])
        if words[0] == "schedule" and question[:1] == (SIMULATE,):
            options, question = split_question(words[1:], _VALUED + _SIMULATING)
        words = [words[0], *options]
    given = vars(parser.parse_args(list(words)))
    given["words"] = tuple(given.get("words", question))
    given["command"] = given["command"] or "chat"
    if given["command"] == "slack-manifest":
        names = [option.name for option in fields(Manifest)]
        given["manifest"] = Manifest(**{name: given.pop(name) for name in names})
    arguments = Arguments(**given)
    if arguments.command == "ask":
        _check_question(arguments, ask)
    if arguments.command in (*MANAGING, "watch"):
        _check_days(arguments, parser)
    return arguments


def split_question(words: Sequence[str], valued: Sequence[str] = _VALUED) -> tuple[list[str], tuple[str, ...]]:
    """The options of `ask` and, in their order, the words of the question: all the rest, with dashes or without.

    After `--` everything belongs to the question. `valued` are the options that have a value.
    """
    options: list[str] = []
    question: list[str] = []
    left = iter(words)
    for word in left:
        if word == "--":
            question += left
        elif word in valued:
            options += [word, *[value for value in [next(left, None)] if value is not None]]
        elif word in _FLAGS or word.startswith(tuple(f"{name}=" for name in valued)):
            options.append(word)
        else:
            question.append(word)
    return options, tuple(question)


def _check_question(given: Arguments, ask: argparse.ArgumentParser) -> None:
    if given.batch and given.words:
        ask.error(texts.BATCH_ALONE.format(what=" ".join(given.words)[:80]))
    if not given.batch and not given.words:
        ask.error(texts.NO_QUESTION)


def _check_days(given: Arguments, parser: argparse.ArgumentParser) -> None:
    for day in (given.first, given.day):
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            parser.error(texts.BAD_RANGE.format(first=FIRST_DAY, last=LAST_DAY, value=day))


class _Version(argparse.Action):
    """Says the version; what tells it is only imported then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from adapters.program import program

        sys.stdout.write(f"summitdesk {program()}\n")
        sys.stdout.flush()
        parser.exit()


def _parsers() -> tuple[argparse.ArgumentParser, argparse.ArgumentParser]:
    parser = argparse.ArgumentParser(prog="summitdesk", description=texts.DESCRIPTION, allow_abbrev=False)
    parser.add_argument(
        "--version",
        action=_Version,
        nargs=0,
        dest=argparse.SUPPRESS,
        default=argparse.SUPPRESS,
        help=texts.VERSION_HELP,
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("chat", help=texts.CHAT_HELP, description=texts.CHAT_HELP, allow_abbrev=False)
    ask = commands.add_parser(
        "ask",
        help=texts.ASK_HELP,
        description=texts.ASK_HELP,
        usage="summitdesk ask [options] WORDS... | summitdesk ask --batch [options]",
        epilog=texts.ASK_WORDS,
        allow_abbrev=False,
    )
    _ask_options(ask)
    ask.add_argument("--batch", action="store_true", help=texts.BATCH_HELP)
    _managing_commands(commands)
    _platform_commands(commands)
    _keeping_commands(commands)
    load = commands.add_parser("load", help=texts.LOAD_HELP, description=texts.LOAD_HELP, allow_abbrev=False)
    load.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help=texts.FOLDER_HELP)
    commands.add_parser("migrate", help=texts.MIGRATE_HELP, description=texts.MIGRATE_HELP, allow_abbrev=False)
    check = commands.add_parser("check-data", help=texts.CHECK_HELP, description=texts.CHECK_HELP, allow_abbrev=False)
    check.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help=texts.FOLDER_HELP)
    check.add_argument("--articles", type=Path, metavar="FOLDER", help=texts.ARTICLES_HELP)
    return parser, ask


def _platform_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    run = commands.add_parser("run", help=texts.RUN_HELP, description=texts.RUN_HELP, allow_abbrev=False)
    run.add_argument("--only", choices=PLATFORMS, help=texts.ONLY_HELP)
    run.add_argument("--role", choices=ROLES, default="all", help=running.ROLE_HELP)
    setup = commands.add_parser("setup", help=texts.SETUP_HELP, description=texts.SETUP_HELP, allow_abbrev=False)
    setup.add_argument("platform", choices=PLATFORMS, help=texts.PLATFORM_HELP)
    manifest = commands.add_parser(
        "slack-manifest", help=texts.MANIFEST_HELP, description=texts.MANIFEST_HELP, allow_abbrev=False
    )
    manifest.add_argument("--commands", choices=("single", "short"), default="single", help=texts.MANIFEST_COMMANDS)
    manifest.add_argument("--name", default=APP_NAME, help=texts.MANIFEST_NAME)
    manifest.add_argument("--url", type=_https, metavar="URL", help=texts.MANIFEST_URL)
    manifest.add_argument("--link", action="store_true", help=texts.MANIFEST_LINK)
    manifest.add_argument("--with-lookup", dest="lookup", action="store_true", help=texts.MANIFEST_LOOKUP)
    invite = commands.add_parser(
        "discord-invite", help=texts.INVITE_HELP, description=texts.INVITE_HELP, allow_abbrev=False
    )
    invite.add_argument("application", nargs="?", metavar="APPLICATION", type=_digits, help=texts.INVITE_ID)
    invite.add_argument("--user", action="store_true", help=texts.INVITE_USER)


def _keeping_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    doctor = commands.add_parser(
        "doctor", help=running.DOCTOR_HELP, description=running.DOCTOR_HELP, allow_abbrev=False
    )
    doctor.add_argument("--json", action="store_const", const="json", dest="form", help=running.DOCTOR_JSON)
    backup = commands.add_parser(
        "backup", help=running.BACKUP_HELP, description=running.BACKUP_HELP, allow_abbrev=False
    )
    backup.add_argument("file", nargs="?", type=Path, metavar="FILE", help=running.BACKUP_FILE)
    restore = commands.add_parser(
        "restore", help=running.RESTORE_HELP, description=running.RESTORE_HELP, allow_abbrev=False
    )
    restore.add_argument("file", type=Path, metavar="FILE", help=running.RESTORE_FILE)
    restore.add_argument("--check", action="store_true", help=running.RESTORE_CHECK)
    forget = commands.add_parser(
        "forget", help=running.FORGET_HELP, description=running.FORGET_HELP, allow_abbrev=False
    )
    forget.add_argument("held_on", choices=FORGETTABLE, metavar="PLATFORM", help=running.FORGET_PLATFORM)
    whom = forget.add_mutually_exclusive_group(required=True)
    whom.add_argument("--user", dest="person", metavar="ID", help=running.FORGET_PERSON)
    whom.add_argument("--workspace", metavar="ID", help=running.FORGET_WORKSPACE)
    forget.add_argument("--yes", action="store_true", help=running.FORGET_YES)
    commands.add_parser("rotate-key", help=running.ROTATE_HELP, description=running.ROTATE_HELP, allow_abbrev=False)


def _managing_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    schedule = commands.add_parser(
        "schedule",
        help=texts.SCHEDULE_HELP,
        description=texts.SCHEDULE_HELP,
        usage="summitdesk schedule [options] WORDS...",
        epilog=texts.SCHEDULE_WORDS,
        allow_abbrev=False,
    )
    schedule.add_argument("--from", dest="first", type=_day, metavar="DAY", help=texts.FROM_HELP)
    schedule.add_argument("--days", type=_count, metavar="N", help=texts.DAYS_HELP)
    schedule.add_argument(
        "--format", dest="simulation", choices=SIMULATIONS, default=SIMULATIONS[0], help=texts.FORMAT_HELP
    )
    watch = commands.add_parser("watch", help=texts.WATCH_HELP, description=texts.WATCH_HELP, allow_abbrev=False)
    watch.add_argument("words", nargs="+", metavar="SCHEDULE", help=texts.WATCH_WHAT)
    watch.add_argument("--from", dest="first", type=_day, metavar="DAY", help=texts.FROM_HELP)
    watch.add_argument("--days", type=_count, metavar="N", help=texts.WATCH_DAYS)
    watch.add_argument("--seconds", type=_seconds, default=60.0, metavar="N", help=texts.WATCH_SECONDS)
    watch.add_argument("--timezone", dest="shown_in", type=_zone, metavar="ZONE", help=texts.WATCH_ZONE)
    settings = commands.add_parser(
        "settings",
        help=texts.SETTINGS_HELP,
        description=texts.SETTINGS_HELP,
        usage="summitdesk settings [options] WORDS...",
        allow_abbrev=False,
    )
    for parser in (schedule, settings):
        _ask_options(parser)


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= MOST_DAYS:
        raise argparse.ArgumentTypeError(texts.BAD_DAYS.format(most=MOST_DAYS, value=text))
    return int(text)


def _seconds(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,3})?", text):
        raise argparse.ArgumentTypeError(texts.BAD_SECONDS.format(value=text))
    return float(text)


def _https(text: str) -> str:
    if not re.fullmatch(r"https://[^\s/?#]+(/[^\s?#]*)?", text):
        raise argparse.ArgumentTypeError(texts.BAD_URL_ARGUMENT.format(value=text))
    return text.rstrip("/")


def _digits(text: str) -> str:
    if not re.fullmatch(r"[0-9]{5,25}", text):
        raise argparse.ArgumentTypeError(texts.BAD_ID.format(value=text))
    return text


def _ask_options(ask: argparse.ArgumentParser) -> None:
    ask.add_argument("--as", dest="form", choices=FORMS, default="text", help=texts.AS_HELP)
    ask.add_argument("--full", action="store_true", help=texts.FULL_HELP)
    ask.add_argument("--on", dest="day", type=_day, metavar="DAY", help=texts.ON_HELP)
    ask.add_argument("--timezone", type=_zone, default="UTC", metavar="ZONE", help=texts.TIMEZONE_HELP)
    ask.add_argument("--json", action="store_const", const="json", dest="form", help=texts.JSON_HELP)
    ask.add_argument("--locale", type=_locale, default="en", metavar="TAG", help=texts.LOCALE_HELP)


def _day(text: str) -> date:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass  # a day that the calendar does not have; said below
    raise argparse.ArgumentTypeError(texts.BAD_DAY.format(value=text))


def _zone(text: str) -> str:
    try:
        return zone(text).key
    except NoZone:
        raise argparse.ArgumentTypeError(texts.BAD_ZONE.format(value=text)) from None


def _locale(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", text):
        raise argparse.ArgumentTypeError(texts.BAD_LOCALE.format(value=text))
    return text
