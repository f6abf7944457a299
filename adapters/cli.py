"""The console script `summitdesk`: reads the command line, starts what it asks for, and tells the shell how it went.

Whatever fails is one sentence on standard error and an exit code, never a trace; a reader that has gone away and
Ctrl-C are quiet.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from adapters import arguments
from adapters.arguments import Arguments
from bot.environment import WrongSetting
from bot.settings import Settings, read, read_leniently
from bot.texts import running
from bot.texts import terminal as texts

if TYPE_CHECKING:
    from bot.desk import Desk

log = logging.getLogger("summitdesk.cli")

FAILED, PIPE_CLOSED, INTERRUPTED = 1, 141, 130


def main(words: Sequence[str] | None = None) -> int:
    """Run one command line; the exit code comes back."""
    _streams()
    try:
        code = _start(arguments.parse(sys.argv[1:] if words is None else list(words)))
        sys.stdout.flush()
    except BrokenPipeError:
        return _quiet(PIPE_CLOSED)
    except KeyboardInterrupt:
        return _quiet(INTERRUPTED)
    except OSError as fault:
        return _failed(fault.strerror or type(fault).__name__)
    return code


def _start(given: Arguments) -> int:
    if given.command == "doctor":
        settings, wrong = read_leniently()
    else:
        try:
            settings, wrong = read(), ()
        except WrongSetting as fault:
            return _failed(str(fault))
    from adapters import logs

    log_file = logs.to_file(settings)
    from adapters.loading import NotLoaded
    from adapters.supervisor import Refused
    from data.store import StoreError, Unusable

    try:
        return _looked(given, settings, *wrong) if wrong else _COMMANDS[given.command](given, settings)
    except Unusable as fault:
        from bot import checkup

        return _failed(texts.UNUSABLE.format(said=checkup.said(fault)))
    except (StoreError, NotLoaded, WrongSetting, Refused) as fault:
        return _failed(str(fault))
    except OSError:
        raise
    except Exception:
        from adapters.host import new_reference

        reference = new_reference()
        log.exception("%s %s", reference, given.command)
        return _failed(texts.BROKE.format(reference=reference, log=log_file or texts.LOG_NOWHERE))


def _chat(given: Arguments, settings: Settings) -> int:
    from adapters import host, terminal
    from adapters.progress import shown

    with shown() as progress:
        desk = host.open_desk(settings, progress=progress, warn=_warn).desk
    return terminal.chat(desk, given.asker(_now), settings)


def _ask(given: Arguments, settings: Settings) -> int:
    from adapters import ask, host, platforms
    from adapters.progress import shown

    with shown() as progress:
        desk = host.open_desk(settings, progress=progress, warn=_warn).desk
    if given.simulates:
        return _simulate(given, desk)
    asker, payload = given.asker(_now), platforms.payload(given.form)
    if given.batch:
        return ask.batch(desk, sys.stdin.buffer, asker, out=sys.stdout.buffer, payload=payload)
    colour = sys.stdout.isatty() and not settings.plain
    return ask.one(
        desk,
        given.line,
        asker,
        out=sys.stdout,
        as_json=given.form == "json",
        full=given.full,
        colour=colour,
        payload=payload,
    )


def _simulate(given: Arguments, desk: Desk) -> int:
    """The slots on standard output and nothing else; where there is nothing to simulate, why, on standard error."""
    from adapters import ask, render_text, simulating
    from bot.contract import Reply
    from bot.schedules.simulate import rows
    from bot.simulating import defined

    request = ask.with_channels(desk, given.asker(_now).request(given.line, page=1))
    found = defined(desk, request)
    if isinstance(found, Reply):
        _warn(render_text.render(found, colour=False, full=False).rstrip())
        return FAILED
    what, rule, days = found
    first = given.first or request.now.astimezone(rule.place).date()
    slots = rows(desk, rule, what, first, given.days or days)
    simulating.write(slots, given.simulation, sys.stdout.buffer, place=rule.place, stamp=request.now)
    return 0


def _watch(given: Arguments, settings: Settings) -> int:
    from adapters import host, watching
    from adapters.progress import shown
    from adapters.watching import Watch

    wanted = Watch(
        definitions=given.words,
        start=given.first or _now().date(),
        days=given.days or watching.DAYS,
        seconds=given.seconds,
        zone=given.shown_in,
    )
    colour = sys.stdout.isatty() and not settings.plain

    def open_desk(url: str) -> Desk:
        with shown() as progress:
            return host.open_desk(replace(settings, database_url=url), progress=progress, warn=_warn).desk

    return watching.watch(wanted, open_desk, out=sys.stdout, colour=colour)


def _load(given: Arguments, settings: Settings) -> int:
    from adapters import dataset
    from adapters.progress import shown

    with shown() as progress:
        return dataset.load(settings, given.folder, now=_now(), progress=progress, out=sys.stdout, err=sys.stderr)


def _migrate(given: Arguments, settings: Settings) -> int:
    from adapters import dataset

    return dataset.migrate(settings, now=_now(), out=sys.stdout)


def _check(given: Arguments, settings: Settings) -> int:
    from adapters import dataset

    return dataset.check(given.folder or settings.data, given.articles, out=sys.stdout)


def _backup(given: Arguments, settings: Settings) -> int:
    from adapters import backups

    return backups.backup(settings, given.file, now=_now(), out=sys.stdout)


def _restore(given: Arguments, settings: Settings) -> int:
    from adapters import backups

    if given.file is None:
        return FAILED  # the parser does not let that come here
    return backups.restore(settings, given.file, check=given.check, now=_now(), out=sys.stdout)


def _forget(given: Arguments, settings: Settings) -> int:
    from adapters import keeping

    whom = {"person": given.person, "workspace": given.workspace}
    return keeping.forget(settings, given.held_on, **whom, yes=given.yes, now=_now(), out=sys.stdout)


def _rotate_key(given: Arguments, settings: Settings) -> int:
    from adapters import keeping

    return keeping.rotate_key(settings, out=sys.stdout)


def _run(given: Arguments, settings: Settings) -> int:
    platforms = settings.platforms(given.only, role=given.role)
    from adapters import host

    if not platforms and given.role == "web" and settings.platforms(given.only):
        return _failed(running.NOTHING_CALLED)
    if not platforms and (given.only or not host.has_posts(settings)):
        return _failed(texts.NOTHING_SET_FOR.format(platform=given.only) if given.only else texts.NOTHING_SET)
    import asyncio

    from adapters import logs
    from adapters.progress import shown

    logs.to_stream(settings)
    with shown() as progress:
        start = host.open_desk(settings, progress=progress, warn=_warn)
    asyncio.run(host.run(settings, start, platforms, role=given.role))
    return 0


def _manifest(given: Arguments, settings: Settings) -> int:
    from adapters import platforms

    sys.stdout.write(platforms.slack_manifest(given.manifest, settings.data) + "\n")
    return 0


def _invite(given: Arguments, settings: Settings) -> int:
    from adapters import platforms

    sys.stdout.write(platforms.discord_invite(settings, given.application, for_user=given.user) + "\n")
    return 0


def _setup(given: Arguments, settings: Settings) -> int:
    from adapters import loading, platforms, setup
    from adapters.arguments import Manifest

    link = platforms.slack_manifest(Manifest(link=True), settings.data)
    command = loading.organisation(settings.data).command
    return setup.walk(given.platform, settings, Path.cwd() / ".env", link=link, command=command, out=sys.stdout)


def _doctor(given: Arguments, settings: Settings) -> int:
    return _looked(given, settings)


def _looked(given: Arguments, settings: Settings | None, *wrong: WrongSetting) -> int:
    """What the doctor finds, with the settings or with what is wrong with them."""
    from functools import partial

    from adapters import platforms
    from adapters.doctor.examining import Round, doctor

    looks = partial(platforms.checks, clock=_now)
    round = Round(settings=settings, wrong=wrong, now=_now(), folder=Path.cwd(), platforms=looks)
    return doctor(round, as_json=given.form == "json", out=sys.stdout)


_COMMANDS = {
    "run": _run,
    "setup": _setup,
    "slack-manifest": _manifest,
    "discord-invite": _invite,
    "chat": _chat,
    "ask": _ask,
    "schedule": _ask,
    "settings": _ask,
    "watch": _watch,
    "doctor": _doctor,
    "load": _load,
    "migrate": _migrate,
    "check-data": _check,
    "backup": _backup,
    "restore": _restore,
    "forget": _forget,
    "rotate-key": _rotate_key,
}


def _now() -> datetime:
    return datetime.now(UTC)


def _streams() -> None:
    """A closed stream becomes an empty one, and what is no text in the terminal's encoding is replaced."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  (as long as we)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def _warn(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


def _failed(reason: str) -> int:
    _warn(texts.FAILED.format(reason=reason))
    return _quiet(FAILED)


def _quiet(code: int) -> int:
    """The exit code, with standard output put aside: Python would complain when it flushes it at the end."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


if __name__ == "__main__":
    sys.exit(main())
