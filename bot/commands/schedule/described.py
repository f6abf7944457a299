"""What was said of a schedule, read: what it posts and when. What cannot work is refused here, with what would."""

from __future__ import annotations

from dataclasses import replace

from bot import grammar, say, zones
from bot.arguments import Chosen
from bot.card import Draft
from bot.commands.schedule import coming
from bot.commands.schedule.common import card
from bot.commands.schedule.given import Given
from bot.contract import Button
from bot.grammar import Parsed
from bot.managing import Managing
from bot.naming import as_data
from bot.onthisday import POSTING, may_post
from bot.reading.offers import Unread
from bot.schedules.chosen import ZONE
from bot.schedules.rule import DAILY, Rule, read_days, read_times
from bot.schedules.what import LEADS, Silent, What
from bot.schedules.written import readable, what_of
from bot.texts import schedules as texts
from bot.zones import NoZone
from data.operations import settings
from data.operations.schedules import Schedule
from data.queries import records, summits

MOST_YEARS = 100
MOST_LEAD = 366
"""Days before an event."""

_ALONE = ("onthisday", "quote")
_SPANS = ("week", "month")
_REPEATS = ("onthisday",)
_NAMES_NEXT = ("onthisday", "digest")
_SUMMITS = 3
_TIMES = ("08:00", "09:00", "12:00", "18:00")
_OFFERED = ("onthisday", "reminder", "quote", "digest week")


def described(ask: Managing, given: Given, channel: str | None, command: str) -> tuple[What, Rule] | Draft:
    """What is to be posted and when, in a channel; else what is missing or wrong, with what to ask instead."""
    what = what_said(ask, given, command)
    if isinstance(what, Draft):
        return what
    times = read_times(given.at.text) if given.at else None
    if times is None:
        buttons = [Button(label=at, command=given.with_time(at).line(command)) for at in _TIMES]
        return card(ask, texts.AT_TITLE, texts.AT_LEAD, kind="error", buttons=buttons)
    zone = _zone(ask, given.zone, channel)
    if zone is None:
        return _ask_zone(ask, given, command)
    days = read_days(given.days.text) if given.days else None
    return what, Rule(times=times, days=days or DAILY, zone=zone)


def changed(ask: Managing, given: Given, old: Schedule, command: str) -> tuple[What, Rule] | Draft:
    """What an existing schedule becomes: only what is said changes."""
    rule = readable(old)
    before = what_of(old)
    what = what_said(ask, given, command) if given.what is not None else _options(ask, before, given)
    if isinstance(what, Draft):
        return what
    what = _kept(what, before, given)
    times = read_times(given.at.text) if given.at else rule.times if rule else None
    if times is None:
        return card(ask, texts.AT_TITLE, texts.AT_LEAD, kind="error")
    days = read_days(given.days.text) if given.days else rule.days if rule else None
    zone = given.zone.text if given.zone else rule.zone if rule else _zone(ask, None, old.channel)
    if zone is None:
        return _ask_zone(ask, given, command)
    return what, Rule(times=times, days=days or DAILY, zone=zone)


def _kept(what: What, before: What, given: Given) -> What:
    """The options that were not said anew stay where the kind does."""
    if what.kind != before.kind:
        return what
    return replace(
        what,
        leads=what.leads if given.lead else before.leads,
        years=what.years if given.years else before.years,
        empty=what.empty if given.empty else before.empty,
    )


def what_said(ask: Managing, given: Given, command: str) -> What | Draft:
    """What is to be posted, with its options; a question is really asked, and must give an answer now."""
    text = given.what or ""
    word, _, rest = text.partition(" ")
    if text in _ALONE:
        return _options(ask, What(kind="quote" if text == "quote" else "onthisday"), given)
    if word == "digest" and rest in _SPANS:
        return _options(ask, What(kind="digest", subject=rest), given)
    if word == "reminder":
        return _reminder(ask, given, rest, command)
    read = _read(ask, text) if text else None
    declared = ask.registry.find(read.command) if isinstance(read, Parsed) else None
    if declared is None or declared.manages:
        buttons = [Button(label=one, command=given.with_what(one).line(command)) for one in _OFFERED]
        return card(ask, texts.WHAT_TITLE, texts.WHAT_LEAD, kind="error", buttons=buttons)
    what = What(kind="command", subject=text)
    made = ask.compose(what, ask.today, coming.seen(ask, ""))
    if isinstance(made, Silent):
        lead = texts.NO_ANSWER_LEAD.format(line=as_data(text), reason=made.reason)
        return card(ask, texts.NO_ANSWER_TITLE, lead, kind="error")
    return _options(ask, what, given)


def _reminder(ask: Managing, given: Given, id: str, command: str) -> What | Draft:
    """A reminder of the next summit, or of a record that has an anniversary or lies ahead."""
    if not id:
        return _options(ask, What(kind="reminder", leads=LEADS), given)
    found = records.resolve(ask.reader, id) or id
    record = records.by_ids(ask.reader, [found]).get(found)
    planned = {s.record.id for s in summits.summits(ask.reader) if s.state == "planned" and s.last_day >= ask.today}
    can_return = record and record.kind in POSTING and record.is_day and record.first_day and may_post(record)
    if found not in planned and not can_return:
        buttons = [
            Button(label=texts.REMIND_SUMMIT.format(id=one), command=given.with_what(f"reminder {one}").line(command))
            for one in _summits_in(ask, found)
        ]
        return card(ask, texts.RECORD_TITLE, texts.RECORD_NO_DAY.format(id=found), kind="error", buttons=buttons)
    return _options(ask, What(kind="reminder", subject=found, leads=LEADS), given)


def _summits_in(ask: Managing, id: str) -> list[str]:
    """The last summits in a city or a country that have an anniversary, by id; none for another record."""
    met = [
        s.record
        for s in summits.summits(ask.reader)
        if s.country == id or id in [entity.id for entity in ask.names.exact(s.city, ("city",))]
    ]
    return [record.id for record in reversed(met) if record.is_day and may_post(record)][:_SUMMITS]


def _read(ask: Managing, text: str) -> Parsed | Unread:
    """A question of the desk, read."""
    return grammar.read(
        text,
        registry=ask.registry,
        names=ask.names,
        today=ask.today,
        umbrella=ask.frame.command,
        is_record=lambda word: records.resolve(ask.reader, word) is not None,
    )


def _options(ask: Managing, what: What, given: Given) -> What | Draft:
    """What is posted with the options that were said; one that would do nothing is refused."""
    name = texts.KIND_NAMES[what.kind]
    if given.lead is not None and what.kind != "reminder":
        return card(ask, texts.NO_LEADS_TITLE, texts.NO_LEADS.format(what=name), kind="error")
    if given.years is not None and what.kind not in _REPEATS:
        return card(ask, texts.NO_YEARS_TITLE, texts.NO_YEARS.format(what=name), kind="error")
    if given.empty is not None and what.kind not in _NAMES_NEXT:
        return card(ask, texts.NO_EMPTY_TITLE, texts.NO_EMPTY.format(what=name), kind="error")
    if given.lead is not None:
        leads = tuple(int(lead) for lead in given.lead.text.split(","))
        if max(leads) > MOST_LEAD:
            lead = texts.MANY_LEADS.format(most=say.count(MOST_LEAD, *texts.DAY_COUNT))
            return card(ask, texts.MANY_LEADS_TITLE, lead, kind="error")
        what = replace(what, leads=leads)
    if given.years is not None:
        years = _years(given.years)
        if years is None:
            return card(ask, texts.YEARS_TITLE, texts.YEARS_LEAD.format(most=MOST_YEARS), kind="error")
        what = replace(what, years=years)
    if given.empty is not None:
        what = replace(what, empty="next" if given.empty.id == "next" else "silent")
    return what


def _years(given: Chosen) -> int | None:
    years = int(given.text) if given.text.isdecimal() and len(given.text) <= len(str(MOST_YEARS)) else MOST_YEARS + 1
    return years if years <= MOST_YEARS else None


def _zone(ask: Managing, given: Chosen | None, channel: str | None) -> str | None:
    """The zone that was said, else that of the channel, else that of the workspace; it is never guessed."""
    if given is not None:
        return given.text
    return settings.of(ask.reader, ask.request.platform, ask.workspace, channel).get(ZONE)


def _ask_zone(ask: Managing, given: Given, command: str) -> Draft:
    own = ask.request.timezone
    try:
        zones.zone(own)
        offered = [own] if own != texts.UTC else []
    except NoZone:
        offered = []
    lead = texts.ZONE_LEAD.format(example=offered[0] if offered else texts.ZONE_EXAMPLE)
    buttons = [
        Button(label=texts.IN_ZONE.format(zone=zone), command=given.with_zone(zone).line(command))
        for zone in (*offered, texts.UTC)
    ]
    return card(ask, texts.ZONE_TITLE, lead, kind="error", buttons=buttons)
