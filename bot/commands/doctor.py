"""`doctor`: how the desk is, by what it knows of itself, and whether it can post where it shall; for admins."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot import checkup, say
from bot.arguments import Word
from bot.card import PAGE_CHARACTERS, Draft
from bot.checkup import Finding, Link, Look
from bot.commands.schedule.common import called, card, line, missing
from bot.contract import Button, Channel, Part
from bot.managing import Managing
from bot.registry import Choice, Command, Example, Option
from bot.texts import doctor as texts
from bot.texts.schedules import TROUBLES
from data.operations import schedules

Links = Callable[[], Sequence[Link]]
"""The connections of this process to the platforms, as they are now."""

OPERATOR = "terminal"
"""The platform at which whoever runs the desk asks, and is told of every workspace."""


def doctor(links: Links) -> Command:
    """The command, with the connections of the process that answers it."""

    def handler(ask: Managing, *, check: Word | None = None) -> Draft:
        """Every finding, the worst first; or one."""
        if not ask.request.admin:
            return card(ask, texts.ONLY_ADMINS_TITLE, texts.ONLY_ADMINS, kind="refusal")
        found = _findings(ask, links)
        return _whole(ask, found) if check is None else _one(ask, next(one for one in found if one.id == check.id))

    return Command(
        name="doctor",
        help=texts.HELP,
        options=(
            Option(
                name="check",
                help="One of the checks alone",
                types=("choice",),
                choices=tuple(Choice(id=id, label=label) for id, label in texts.CHOICES.items()),
            ),
        ),
        examples=(
            Example(line="doctor", shows="every check, the worst first"),
            Example(line="doctor backup", shows="how old the last backup is"),
            Example(line="doctor schedules", shows="how many there are, and which the desk had to pause"),
            Example(line="doctor moonbase", shows="a check that there is not", fails=True),
        ),
        handler=handler,
        manages=True,
        tells=True,
        everywhere=True,
    )


def _findings(ask: Managing, links: Links) -> list[Finding]:
    """What is found, in the order of the choices. A workspace is told of its own schedules only."""
    is_operator = ask.request.platform == OPERATOR
    look = Look(ask.store, ask.now, None if is_operator else (ask.request.platform, ask.workspace))
    found = [*checkup.of_store(look), checkup.time_zones(), checkup.links(links()), _channels(ask)]
    return sorted(found, key=lambda one: list(texts.CHOICES).index(one.id))


def _channels(ask: Managing) -> Finding:
    """Whether it can post in each channel of a schedule, by what the adapter has just learnt of them."""
    planned = dict.fromkeys(one.channel for one in schedules.every(ask.reader, ask.request.platform, ask.workspace))
    known = [ask.request.channels[id] for id in planned if id in ask.request.channels]
    bad = [one for one in known if one.trouble or one.missing]
    if not known:
        return Finding("channels", "skip", texts.HERE_NONE)
    left = texts.HERE_LEFT.format(count=len(planned) - len(known)) if len(known) < len(planned) else ""
    if not bad:
        told = texts.HERE_OK.format(channels=say.count(len(known), *texts.HERE_COUNT))
        return Finding("channels", "ok", f"{told}{left}")
    told = "; ".join(texts.HERE_BAD.format(channel=called(one), why=_why(one)) for one in bad)
    return Finding("channels", "fail", f"{told}{left}", texts.HERE_REMEDY)


def _why(channel: Channel) -> str:
    if channel.trouble:
        return TROUBLES.get(channel.trouble, channel.trouble)
    return texts.HERE_LACK.format(missing=missing(channel))


def _whole(ask: Managing, found: Sequence[Finding]) -> Draft:
    bad = checkup.worst_first(one for one in found if one.status in ("fail", "warn"))
    rest = [one for one in found if one not in bad]
    lead = texts.LEAD_WELL.format(count=say.count(len(found), *texts.CHECK_COUNT))
    if bad:
        lead = texts.LEAD_TO_DO.format(count=say.cap(say.count(len(bad), *texts.THING_COUNT)))
    parts = (_part(bad, texts.TO_DO), _part(rest, texts.IN_ORDER))
    size = sum(len(item.text) + len(item.label or "") for part in parts for item in part.items)
    pages = 1 if size <= PAGE_CHARACTERS else None
    return card(ask, texts.TITLE, lead, parts=parts, buttons=[_again("doctor")], pages=pages)


def _one(ask: Managing, found: Finding) -> Draft:
    status = say.cap(texts.STATUSES[found.status])
    lead = f"{texts.LINE.format(status=status, detail=found.detail)}."
    items = (line(found.remedy, texts.LABEL_REMEDY),) if found.remedy else ()
    title = texts.TITLE_ONE.format(check=found.id)
    buttons = [_again(f"doctor {found.id}"), _again("doctor")]
    return card(ask, title, lead, parts=[Part(kind="facts", items=items)], buttons=buttons)


def _part(found: Sequence[Finding], title: str) -> Part:
    return Part(kind="facts", items=tuple(line(_said(one), one.id) for one in found), title=title)


def _said(one: Finding) -> str:
    said = texts.WITH_REMEDY if one.remedy else texts.DETAIL
    told = said.format(detail=one.detail, remedy=one.remedy)
    return told if one.status == "ok" else texts.LINE.format(status=texts.STATUSES[one.status], detail=told)


def _again(command: str) -> Button:
    return Button(label=texts.AGAIN if command == "doctor" else command, command=command)
