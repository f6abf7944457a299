"""The reminder of the next summit, so many days before it; that it has no date yet is said once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import say
from bot.arguments import Word
from bot.ask import Ask
from bot.card import Draft
from bot.commands.common import country_name, summit_dates, summit_name
from bot.commands.summit import summit as command
from bot.commands.summit.overview import facts
from bot.commands.summits import button, is_dated, ordinal_name
from bot.contract import Item, Part
from bot.schedules.content import anniversary
from bot.schedules.content.countdown import days_before, leads_of, silence, title_of
from bot.schedules.content.made import Made, as_checked, fingerprint, last_shown
from bot.schedules.what import Seen, Silent, What
from bot.texts import posts as texts
from bot.texts import summit as summit_texts
from data.queries import records
from data.queries import summits as queries
from data.queries.summits import SummitView


def compose(ask: Ask, what: What, seen: Seen) -> Made | Silent:
    """The reminder of the day, or when the next one is: of the next summit, or of the record that `subject` names."""
    known = queries.summits(ask.reader)
    if not what.subject:
        ahead = next((s for s in known if s.last_day >= ask.today), None)
        return _none(ask, known, seen) if ahead is None else _summit(ask, what, ahead, seen)
    id = records.resolve(ask.reader, what.subject)
    if id is None:
        return Silent(texts.NO_RECORD.format(id=what.subject))
    planned = next((s for s in known if s.record.id == id and s.state == "planned" and s.last_day >= ask.today), None)
    if planned is not None:
        return _summit(ask, what, planned, seen)
    return anniversary.compose(ask, what, records.one(ask.reader, id), seen)


def _summit(ask: Ask, what: What, summit: SummitView, seen: Seen) -> Made | Silent:
    if not is_dated(summit):
        return _undated(ask, summit, seen)
    days = days_before(summit.first_day, ask.today)
    name = texts.THE_SUMMIT.format(name=summit_name(ask, summit))
    if days not in leads_of(what):
        return silence(what, name, summit.first_day, days)
    mark = f"{summit.record.id}@{summit.first_day}:{days}d"
    if shown := last_shown(seen, [mark]):
        return Silent(texts.REMINDED.format(what=name, last=say.day(shown[mark])))
    return Made(draft=_card(ask, summit, days), line=f"summit {summit.record.id}", shown=(mark,))


def _card(ask: Ask, summit: SummitView, days: int) -> Draft:
    lead = _lead(ask, summit, days)
    if summit.state == "held" and summit.first_day > ask.today:
        lead = f"{lead} {texts.KNOWN_LATER}"
    return Draft(
        title=texts.SUMMIT_TITLE.format(when=_when(ask, summit, days), name=summit_name(ask, summit)),
        lead=as_checked(ask, lead),
        as_of=ask.checked,
        parts=(Part(kind="facts", items=tuple(_facts(ask, summit))),),
        buttons=(button(summit, texts.BUTTON_SUMMIT),),
    )


def _when(ask: Ask, summit: SummitView, days: int) -> str:
    if summit.first_day < ask.today:
        return texts.TITLE_NOW if summit.state == "held" else texts.TITLE_PLANNED
    return texts.TITLE_PLANNED if days == 0 and summit.state == "planned" else title_of(days)


def _lead(ask: Ask, summit: SummitView, days: int) -> str:
    """How many days are left; of a planned summit never that it is held."""
    planned = summit.state == "planned"
    if summit.first_day < ask.today:
        form = texts.SUMMIT_NOW_PLANNED if planned else texts.SUMMIT_NOW
    elif days:
        form = texts.SUMMIT_DAYS_PLANNED if planned else texts.SUMMIT_DAYS
    elif planned:
        form = texts.SUMMIT_PLANNED_TODAY
    else:
        form = texts.SUMMIT_MEETS if summit.first_day == summit.last_day else texts.SUMMIT_OPENS
    return form.format(
        days=say.count(days, *texts.DAYS), name=ordinal_name(ask, summit), place=_place(ask, summit),
        dates=summit_dates(summit),
    )  # fmt: skip


def _place(ask: Ask, summit: SummitView) -> str:
    return f"{summit.city}, {country_name(ask, summit.country)}"


def _facts(ask: Ask, summit: SummitView) -> Sequence[Item]:
    """What is known of it; not to whom the chair goes at its end while that lies ahead."""
    return [i for i in facts(ask, summit) if i.label != summit_texts.PASSED or summit.last_day < ask.today]


def _undated(ask: Ask, summit: SummitView, seen: Seen) -> Made | Silent:
    """Said once, and again when what is known of its time and place has changed."""
    mark = f"{summit.record.id}={fingerprint(summit.record.date, summit.city, summit.country)}"
    name = ordinal_name(ask, summit)
    if shown := last_shown(seen, [mark]):
        return Silent(texts.UNDATED_SAID.format(name=name, last=say.day(shown[mark])))
    lead = texts.UNDATED.format(name=name, when=summit_dates(summit), place=_place(ask, summit))
    draft = Draft(
        title=texts.UNDATED_TITLE.format(name=name),
        lead=as_checked(ask, lead),
        as_of=ask.checked,
        parts=(Part(kind="facts", items=tuple(_facts(ask, summit))),),
        buttons=(button(summit, texts.BUTTON_SUMMIT),),
    )
    return Made(draft=draft, line=f"summit {summit.record.id}", shown=(mark,))


def _none(ask: Ask, known: Sequence[SummitView], seen: Seen) -> Made | Silent:
    """That none is known, as the command says it; once, and again when the summits that are known have changed."""
    mark = f"next={fingerprint(*((s.record.id, s.record.date, s.state) for s in known))}"
    if shown := last_shown(seen, [mark]):
        return Silent(texts.NO_NEXT_SAID.format(last=say.day(shown[mark])))
    draft: Draft = command.handler(ask, which=Word("next"))
    return Made(draft=replace(draft, kind="answer"), line="summit next", shown=(mark,))
