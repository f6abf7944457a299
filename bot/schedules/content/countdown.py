"""Days before an event: whether today is one on which it is reminded of, and when the next one is."""

from __future__ import annotations

from datetime import date, timedelta

from bot import say
from bot.schedules.what import LEADS, Silent, What
from bot.texts import posts as texts


def leads_of(what: What) -> tuple[int, ...]:
    """On how many days before the event it is reminded of."""
    return what.leads or LEADS


def days_before(first: date, day: date) -> int:
    """How many days are left to an event's first day; none while it lasts."""
    return max((first - day).days, 0)


def silence(what: What, name: str, first: date, days: int) -> Silent:
    """Why there is no reminder so many days before an event: when the next one is."""
    if not days:
        return Silent(texts.NOW_NO_LEAD.format(what=say.cap(name)))
    words = {"days": say.count(days, *texts.DAYS), "what": name}
    lead = max((lead for lead in leads_of(what) if lead < days), default=None)
    if lead is None:
        return Silent(texts.PAST_LEADS.format(**words))
    form = texts.WAITS if lead else texts.WAITS_TODAY
    next_day = first - timedelta(days=lead)
    return Silent(form.format(**words, day=say.day(next_day), lead=say.count(lead, *texts.DAYS)), next_day)


def title_of(days: int) -> str:
    """`In 7 days`, `Tomorrow`, `Today`."""
    named = {0: texts.TITLE_TODAY, 1: texts.TITLE_TOMORROW}
    return named.get(days) or texts.TITLE_DAYS.format(days=say.count(days, *texts.DAYS))
