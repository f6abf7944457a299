"""Which sources a workspace does not show: muted one by one, or all of a publisher, and shown again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from bot import muting, say
from bot.card import Draft
from bot.commands.schedule.common import card
from bot.commands.settings.common import refused, shown
from bot.contract import Button
from bot.managing import Managing
from bot.muting import Mute
from bot.names import key_words
from bot.reading.fitting import FILLERS
from bot.reading.lexer import quoted, tokens
from bot.schedules import chosen
from bot.texts import settings as texts
from data.operations import settings as operations
from data.queries import coverage, sources
from data.queries.sources import Named

MOST_MUTED = 200
"""How many sources and publishers can be muted one by one."""

ALIKE = 70
"""Per cent: how like a publisher's name must be to be offered."""

_OFFERED = 5


def mute(ask: Managing, given: str) -> Draft:
    """Show nothing any more of a source, or of every source of a publisher."""
    if refusal := refused(ask, None):
        return refusal
    asked, named = _plain(given), sources.publishers(ask.reader)
    found = _meant(named, asked)
    if len(found) != 1:
        return _which(ask, asked, found or _alike(named, asked), is_known=bool(found))
    before = _chosen(ask)
    if found[0] in before or any(one.kind == "publisher" and _covers(one, found[0], named) for one in before):
        return card(ask, texts.MUTE_TITLE, texts.MUTE_ALREADY.format(what=_called(found[0])), buttons=[shown()])
    if len(before) >= MOST_MUTED:
        return card(ask, texts.MUTE_MOST_TITLE, texts.MUTE_MOST.format(most=MOST_MUTED), kind="error")
    return _muted(ask, found[0], (*before, found[0]), named)


def _muted(ask: Managing, new: Mute, mutes: Sequence[Mute], named: Sequence[Named]) -> Draft:
    _put(ask, mutes)
    own = muting.covered([new], named)
    with ask.store.read(without=muting.covered(mutes, named)) as reader:
        records, _ = coverage.left_out(reader)
    lead = [texts.MUTED.format(what=_called(new), sources=say.count(len(own), *texts.SOURCES))]
    if new.kind == "publisher":
        lead.append(texts.MUTED_LATER)
    lead += [texts.MUTED_RECORDS.format(records=say.count(records, *texts.RECORDS)), texts.MUTED_SINCE]
    return card(ask, texts.MUTE_TITLE, " ".join(lead), buttons=[_unmute(new), shown()])


def unmute(ask: Managing, given: str) -> Draft:
    """Show a muted source or publisher again."""
    if refusal := refused(ask, None):
        return refusal
    asked, before = _plain(given), _chosen(ask)
    found = next((one for one in before if _words(one.name) == _words(asked) or one.name == asked), None)
    if found is None:
        lead = texts.UNMUTE_NOT.format(asked=asked[:60])
        buttons = [*(_unmute(one) for one in before[:_OFFERED]), shown()]
        return card(ask, texts.UNMUTE_NOT_TITLE, lead, kind="not-found", buttons=buttons)
    _put(ask, [one for one in before if one != found])
    return card(ask, texts.UNMUTE_TITLE, texts.UNMUTED.format(what=_called(found)), buttons=[shown()])


def told(ask: Managing) -> str:
    """What is muted, as a line of the card."""
    named = sources.publishers(ask.reader)
    lines = []
    for one in _chosen(ask):
        own = [source for source in named if one.covers(source)]
        lines.append(texts.MUTED_LINE.format(what=_called(one), sources=say.count(len(own), *texts.SOURCES)))
    return "; ".join(lines) or texts.MUTED_NONE


def _chosen(ask: Managing) -> tuple[Mute, ...]:
    whole = operations.of(ask.reader, ask.request.platform, ask.workspace)
    return muting.read(whole.get(chosen.MUTED))


def _put(ask: Managing, mutes: Iterable[Mute]) -> None:
    operations.put(ask.store, ask.request.platform, ask.workspace, chosen.MUTED, muting.written(mutes))


def _meant(named: Sequence[Named], asked: str) -> list[Mute]:
    """What may be meant: a source by its id, a publisher by its name, a source by its title, or a part of a name."""
    if by_id := [one.id for one in named if one.id.casefold() == asked.casefold()]:
        return [Mute("source", by_id[0])]
    publishers = list(dict.fromkeys(one.publisher for one in named if one.publisher))
    if same := [one for one in publishers if one.casefold() == asked.casefold()]:
        return [Mute("publisher", same[0])]
    if same := [one for one in publishers if _words(one) == _words(asked) != ()]:
        return [Mute("publisher", one) for one in same]
    if titled := [one.id for one in named if one.title and _words(one.title) == _words(asked) != ()]:
        return [Mute("source", id) for id in titled]
    return [Mute("publisher", one) for one in publishers if muting.stands_in(asked, one)]


def _alike(named: Sequence[Named], asked: str) -> list[Mute]:
    publishers = dict.fromkeys(one.publisher for one in named if one.publisher)
    folded = {one: one.casefold() for one in publishers}
    near = process.extract(asked.casefold(), folded, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=_OFFERED)
    return [Mute("publisher", name) for _, _, name in near]


def _covers(publisher: Mute, other: Mute, named: Sequence[Named]) -> bool:
    """Whether a muted publisher leaves nothing of another mute over."""
    return muting.covered([other], named) <= muting.covered([publisher], named)


def _which(ask: Managing, asked: str, offered: Sequence[Mute], *, is_known: bool) -> Draft:
    form = texts.MUTE_SEVERAL if is_known else texts.MUTE_NEAR if offered else texts.MUTE_UNKNOWN
    names = say.listing([_called(one) for one in offered[:_OFFERED]], "or")
    return card(
        ask,
        texts.MUTE_WHICH_TITLE,
        form.format(asked=asked[:60], names=names),
        kind="choice" if is_known else "not-found",
        buttons=[Button(label=one.name, command=f"settings mute:{quoted(one.name)}") for one in offered[:_OFFERED]],
    )


def _unmute(one: Mute) -> Button:
    label = texts.UNMUTE_BUTTON.format(what=one.name)
    return Button(label=label, command=f"settings unmute:{quoted(one.name)}")


def _called(one: Mute) -> str:
    return (texts.CALLED_SOURCE if one.kind == "source" else texts.CALLED_PUBLISHER).format(name=one.name)


def _plain(given: str) -> str:
    """What was typed without the marks around it."""
    return " ".join(token.text for token in tokens(given)).strip()


def _words(name: str) -> tuple[str, ...]:
    """A name as it is compared to what was typed, of which small words may be missing."""
    return tuple(word for word in key_words(name) if word not in FILLERS)
