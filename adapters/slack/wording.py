"""A card's texts as Slack takes them: cleaned, no longer than they may be, and with people and channels of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from adapters import references, sheets
from adapters.neutral import clean, lines
from adapters.references import Reference
from adapters.slack import blocks as kit
from adapters.slack.blocks import Run
from adapters.slack.mrkdwn import escape, literal

Named = Collection[str]
"""The ids of the people and channels that the card names itself."""

_PERSON = re.compile(r"[UW]\w+", re.ASCII)
_CHANNEL = re.compile(r"[CG]\w+", re.ASCII)


def fitted(text: str, most: int, written: Callable[[str], str] = literal) -> str:
    """The text cleaned and as it is written, shortened before that so far that it takes `most` characters."""
    said = clean(text).strip()
    length = min(len(said), most)  # nothing is shorter when written than it was
    while kit.text_size(shown := written(sheets.shortened(said, length))) > most:
        length = max(min(length - 1, length * most // kit.text_size(shown)), 1)
    return shown


def said(text: str, most: int, named: Named, *, bold: bool = False) -> list[Run]:
    """A text for a section; one that is too long names nobody, and is shortened."""
    if kit.text_size(literal(clean(text))) > most:
        return [Run(fitted(references.plain(text, named), most), bold=bold)]
    return list(runs(text.strip(), named, bold=bold))


def runs(text: str, named: Named, *, bold: bool = False) -> Iterator[Run]:
    """A text as long as it is, cleaned line by line, with the people and channels in it."""
    for piece in references.pieces(text, named):
        if isinstance(piece, str):
            yield Run("\n".join(lines(piece)), bold=bold)
        elif is_ours(piece):
            person, channel = (piece.id, "") if piece.is_person else ("", piece.id)
            yield Run(piece.plain, bold=bold, person=person, channel=channel)
        else:
            yield Run(piece.plain, bold=bold)


def mrkdwn(text: str, most: int, named: Named) -> str:
    """A text for a notification, which shows people and channels by their names too."""
    whole = "".join(
        escape(piece) if isinstance(piece, str) else _reference(piece)
        for piece in references.pieces(text.strip(), named)
    )
    return whole if len(whole) <= most else fitted(references.plain(text, named), most, escape)


def is_person(id: str) -> bool:
    """Whether it is an id of a person, as Slack makes them."""
    return _PERSON.fullmatch(id) is not None


def is_ours(reference: Reference) -> bool:
    """Whether Slack itself can show whom or what is meant."""
    return is_person(reference.id) if reference.is_person else _CHANNEL.fullmatch(reference.id) is not None


def _reference(piece: Reference) -> str:
    if not is_ours(piece):
        return escape(piece.plain)
    return f"<@{piece.id}>" if piece.is_person else f"<#{piece.id}>"
