"""`doctor`: how the desk is, by what it knows of itself; for admins. The platforms are not asked anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot import checkup, say
from bot.arguments import Word
from bot.card import PAGE_CHARACTERS, Draft
from bot.checkup import Finding, Link, Look
from bot.commands.schedule.common import card, line
from bot.contract import Button, Part
from bot.managing import Managing
from bot.registry import Choice, Command, Example, Option
from bot.texts import doctor as texts

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
    )


def _findings(ask: Managing, links: Links) -> list[Finding]:
    """What is found, in the order of the choices. A workspace is told of its own schedules only."""
    is_operator = ask.request.platform == OPERATOR
    look = Look(ask.store, ask.now, None if is_operator else (ask.request.platform, ask.workspace))
    found = [*checkup.of_store(look), checkup.time_zones(), checkup.links(links())]
    return sorted(found, key=lambda one: list(texts.CHOICES).index(one.id))


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
