"""Who held an office: of one country, of the organisation, or of every country covered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot import say
from bot.arguments import Entity, Span
from bot.ask import Ask
from bot.card import Draft, ids_of, item
from bot.commands.common import before_coverage, command_line, country_name, named
from bot.commands.told import as_of, dated
from bot.commands.who.terms import (
    Period,
    dates,
    gaps,
    held,
    holder,
    in_order,
    line,
    of_name,
    office_title,
    only_seen,
    opening,
    period,
)
from bot.contract import Button, Item, Part
from bot.texts import who as texts
from data.queries import people, records
from data.queries.frame import OfficeView
from data.queries.people import TermView
from data.queries.records import Record


def answer(ask: Ask, office: OfficeView, country: Entity | None, span: Span | None) -> Draft:
    """The holders of an office in the time asked, in order."""
    found = people.terms_of_office(ask.reader, office.id)
    asked = period(ask, span)
    if office.holder == "organisation":
        return _from(ask, office, country, found, span) if country else _one(ask, office, found, asked, ask.frame.id)
    if country is None:
        return _every(ask, office, found, asked)
    own = [t for t in found if t.of == country.id]
    return _one(ask, office, own, asked, country.id) if own else _uncovered(ask, office, country, found)


def _one(ask: Ask, office: OfficeView, found: Sequence[TermView], asked: Period, of: str) -> Draft:
    there = held(ask, found, asked.first, asked.last)
    title = texts.OFFICE_OF.format(office=office.title, of=of_name(ask, of))
    if not there.certain:
        if of == ask.frame.id and asked.last < ask.frame.founded:
            return _not_founded(ask, found, asked, title)
        if (opened := opening(ask, found)) and asked.last.isoformat() < (opened.date or ""):
            return _not_opened(ask, found, asked, title, opened)
        return _not_known(ask, found, asked, title)
    shown = (*there.certain, *there.perhaps)
    others = [t for t in found if t not in shown]
    if not asked.is_now:
        others = [*_ended(others, asked.first)[-1:], *_begun(others, asked.last)[:1]]
    parts = (
        Part(kind="list", title=texts.HOLDERS, items=tuple(line(ask, t) for t in there.certain)),
        Part(kind="list", title=texts.UNCERTAIN, items=tuple(line(ask, t) for t in there.perhaps)),
        Part(kind="note", items=tuple(_gaps(ask, found, there.certain, asked))),
        Part(kind="list", title=texts.OTHERS, items=tuple(line(ask, t) for t in others)),
    )
    return Draft(
        title=texts.TITLE.format(office=title, when=asked.words),
        lead=asked.ahead + _held_lead(ask, found, there.certain, asked, title),
        as_of=asked.last,
        parts=tuple(p for p in parts if p.items),
        buttons=_people(ask, there.certain),
    )


def _held_lead(ask: Ask, found: Sequence[TermView], certain: Sequence[TermView], asked: Period, title: str) -> str:
    """Who held it, and for which days that is not known: no one day stands for a whole time."""
    if len(certain) == 1 and only_seen(certain[0]) and asked.first < asked.last:
        day = say.when(certain[0].seen or "")
        return texts.SEEN_LEAD.format(day=day, office=title, holder=holder(ask, certain[0]), when=asked.words)
    words = texts.IS if asked.is_now else texts.WAS
    missing = gaps(ask, found, asked.first, asked.last)
    opens = None
    if missing and certain[0].first_day and _is_first_known(found, missing[0]):
        opens = texts.FIRST_EVER if opening(ask, found) else texts.FIRST_KNOWN
        missing = missing[1:]
    holders = in_order(ask, certain, asked.first, opens=opens)
    lead = words.format(when=say.cap(asked.words), office=title, holders=holders, checked=asked.checked)
    return " ".join([lead, *(texts.GAP.format(span=_span(*days)) for days in missing)])


def _is_first_known(found: Sequence[TermView], gap: tuple[date, date]) -> bool:
    """Whether a gap lies before every term that is known: then it is no gap between two holders."""
    return all(t.first_day is not None and gap[1] < t.first_day for t in found if not only_seen(t))


def _not_founded(ask: Ask, found: Sequence[TermView], asked: Period, title: str) -> Draft:
    """An office of the organisation before there was one."""
    first = sorted(found, key=_first_day)[:1]
    lead = texts.NOT_FOUNDED.format(
        when=say.cap(asked.words),
        office=title,
        short=ask.frame.short,
        founded=say.day(ask.frame.founded),
        holders=_with_dates(ask, first) or texts.NOT_KNOWN,
    )
    return _no_such(ask, first, asked, title, lead, (ask.frame.source_id,))


def _not_opened(ask: Ask, found: Sequence[TermView], asked: Period, title: str, opened: Record) -> Draft:
    """An office of the organisation before it opened."""
    first = sorted(found, key=_first_day)[:1]
    lead = texts.NOT_OPENED.format(
        when=say.cap(asked.words),
        office=title,
        opened=say.when(opened.date or ""),
        holders=_with_dates(ask, first),
    )
    return _no_such(ask, first, asked, title, lead, ids_of(opened))


def _with_dates(ask: Ask, terms: Iterable[TermView]) -> str:
    return say.listing(texts.HOLDER_OF.format(holder=holder(ask, t), of=dates(ask, t)) for t in terms)


def _no_such(
    ask: Ask, first: Sequence[TermView], asked: Period, title: str, lead: str, sources: tuple[str, ...]
) -> Draft:
    return Draft(
        kind="not-found",
        title=texts.NOT_FOUNDED_TITLE.format(office=title, when=asked.words),
        lead=lead,
        as_of=asked.last,
        parts=(Part(kind="list", title=texts.BEFORE_AND_AFTER, items=tuple(line(ask, t) for t in first)),),
        sources=sources,
        buttons=_people(ask, first),
    )


def _gaps(ask: Ask, found: Sequence[TermView], certain: Sequence[TermView], asked: Period) -> list[Item]:
    opened = opening(ask, found)
    before_first = texts.BEFORE_OPENING if opened else texts.BEFORE_FIRST
    day = say.when(opened.date) if opened and opened.date else ""
    sources = ids_of(*([opened] if opened else []), *(t.record for t in certain))
    return [
        Item(
            text=(before_first if _is_first_known(found, (start, end)) else texts.GAP).format(
                span=_span(start, end), day=day
            ),
            date=f"{start.isoformat()}/{end.isoformat()}",
            sources=sources,
        )
        for start, end in gaps(ask, found, asked.first, asked.last)
    ]


def _span(start: date, end: date) -> str:
    return f"on {say.day(start)}" if start == end else f"from {say.day(start)} to {say.day(end)}"


def _ended(terms: Iterable[TermView], first: date) -> list[TermView]:
    """Those that ended before a day, the latest last; on a handover the outgoing one ends on that day."""
    return sorted((t for t in terms if not t.is_open and t.last_day and t.last_day <= first), key=_last_day)


def _begun(terms: Iterable[TermView], last: date) -> list[TermView]:
    """Those that began after a day, the earliest first."""
    return sorted((t for t in terms if t.first_day and t.first_day > last), key=_first_day)


def _last_day(term: TermView) -> tuple[date, str]:
    return term.last_day or date.max, term.record.id


def _first_day(term: TermView) -> tuple[date, str]:
    return term.first_day or date.min, term.record.id


def _people(ask: Ask, terms: Sequence[TermView]) -> tuple[Button, ...]:
    names = dict.fromkeys(named(ask, t.person_id, "person") for t in terms)
    return tuple(Button(label=n, command=command_line("who", name_or_office=n)) for n in list(names)[:4])


def _nearest(ask: Ask, found: Sequence[TermView], asked: Period) -> tuple[str, list[TermView]]:
    """What is known around days for which nobody is: as words, and the terms that carry them.

    Of a term with no known first day nobody can say how far back it reaches, so it is only the next one known.
    """
    may = held(ask, found, asked.first, asked.last).perhaps
    undated = [t for t in may if t.first_day is None]
    after = [t for t in undated if t.last_day and t.last_day > asked.last]
    told, terms = [], []
    for words, one in [
        *((texts.PERHAPS, t) for t in may if t not in undated),
        *((texts.NEAREST_BEFORE, t) for t in _ended(found, asked.first)[-1:]),
        *((texts.NEAREST_UNDATED, t) for t in undated if t in after or only_seen(t)),
        *((texts.NEAREST_AFTER, t) for t in _begun(found, asked.last)[:1] if not after),
    ]:
        told.append(words.format(holder=holder(ask, one), dates=dates(ask, one)))
        terms.append(one)
    return say.listing(told) or texts.NEAREST_NONE, terms


def _not_known(ask: Ask, found: Sequence[TermView], asked: Period, title: str) -> Draft:
    told, near = _nearest(ask, found, asked)
    if not near and asked.last < ask.frame.coverage:
        return before_coverage(ask, asked.last)
    shown = near or list(found)
    return Draft(
        kind="not-found",
        title=texts.NOT_KNOWN_TITLE.format(office=title, when=asked.words),
        lead=texts.NOT_KNOWN_LEAD.format(office=title, when=asked.words, nearest=told),
        as_of=asked.last,
        parts=(Part(kind="list", title=texts.BEFORE_AND_AFTER, items=tuple(line(ask, t) for t in shown)),),
        buttons=_people(ask, shown),
    )


def _every(ask: Ask, office: OfficeView, found: Sequence[TermView], asked: Period) -> Draft:
    """Every country's holders, by the country's name; where nobody is known, that is said."""
    by_country: dict[str, list[TermView]] = {}
    for term in found:
        by_country.setdefault(term.of, []).append(term)
    lines, known, unknown = [], [], []
    for of, own in sorted(by_country.items(), key=lambda pair: country_name(ask, pair[0])):
        there = held(ask, own, asked.first, asked.last).certain
        if there:
            lines += [line(ask, t) for t in there]
            known.append(texts.HOLDER_OF.format(holder=in_order(ask, there, date.min), of=country_name(ask, of)))
            continue
        told, near = _nearest(ask, own, asked)
        unknown.append(country_name(ask, of))
        text = texts.NOT_KNOWN_LINE.format(of=country_name(ask, of), nearest=say.cap(told))
        shown = near or own
        records_ = tuple(t.record.id for t in shown)
        lines.append(Item(text=text, records=records_, sources=ids_of(*(t.record for t in shown)), record_kind="term"))
    words = texts.ALL_LEAD_NOW if asked.is_now else texts.ALL_LEAD
    words = words if known else texts.ALL_NOBODY
    return Draft(
        title=texts.TITLE_ALL.format(office=office.title, when=asked.words),
        lead=asked.ahead
        + words.format(
            when=say.cap(asked.words),
            words=asked.words,
            office=office.title,
            holders=say.listing(known),
            countries=say.listing(unknown),
            unknown=texts.ALL_UNKNOWN.format(countries=say.listing(unknown)) if unknown else "",
            checked=asked.checked,
        ),
        as_of=asked.last,
        parts=(Part(kind="list", items=tuple(lines)),),
    )


def _uncovered(ask: Ask, office: OfficeView, country: Entity, found: Sequence[TermView]) -> Draft:
    """An office of which the data has nothing for that country: what is covered, and what articles say."""
    title = texts.OFFICE_OF.format(office=office.title, of=country.name)
    own = people.terms(ask.reader, [country.id])
    others = list(dict.fromkeys(t.office_id for t in own))
    covered = [
        texts.COVERED_COUNTRY.format(
            country=country.name, offices=say.listing(o.title for o in ask.frame.offices if o.id in others)
        )
        if others
        else texts.COVERED_NOBODY.format(country=country.name),
        texts.COVERED_OFFICE.format(
            office=office.title, countries=say.listing(sorted({country_name(ask, t.of) for t in found}))
        ),
    ]
    named_in = [
        r for r in records.about(ask.reader, country.id, ("person",)) if office.title.casefold() in r.text.casefold()
    ]
    parts = (
        Part(kind="list", title=texts.REPORTED, items=tuple(item(r, _person_text(r)) for r in named_in if not others)),
        Part(kind="list", title=texts.BEFORE_AND_AFTER, items=tuple(line(ask, t) for t in own)),
    )
    return Draft(
        kind="not-found",
        title=texts.UNCOVERED_TITLE.format(office=title),
        lead=texts.UNCOVERED.format(office=title, covered=" ".join(covered)),
        as_of=ask.checked,
        parts=tuple(p for p in parts if p.items),
        buttons=tuple(
            Button(label=o.title, command=command_line("who", name_or_office=o.id, country=country.name))
            for o in ask.frame.offices
            if o.id in others
        ),
    )


def _person_text(record: Record) -> str:
    return dated(record.text, as_of(record)) if record.as_of else record.text


def _from(ask: Ask, office: OfficeView, country: Entity, found: Sequence[TermView], span: Span | None) -> Draft:
    """The holders of an office of the organisation who came from one country."""
    asked = period(ask, span)
    nationals = {r.id for r in records.about(ask.reader, country.id, ("person",))}
    there = [t for t in found if t.person_id in nationals]
    if span is not None:
        there = list(held(ask, there, asked.first, asked.last).certain)
    title = texts.OFFICE_OF.format(office=office.title, of=of_name(ask, ask.frame.id))
    if not there:
        when = asked.words if span else f"by {say.day(asked.last)}"
        lead = texts.NOBODY_FROM.format(office=title, country=country.name, when=when)
        return Draft(
            kind="not-found",
            title=texts.TITLE_FROM.format(office=title, country=country.name),
            lead=lead,
            as_of=asked.last,
            parts=(Part(kind="list", title=texts.OTHERS, items=tuple(line(ask, t) for t in found)),),
        )
    holders = say.listing(texts.HOLDER_OF.format(holder=holder(ask, t), of=dates(ask, t)) for t in there)
    return Draft(
        title=texts.TITLE_FROM.format(office=title, country=country.name),
        lead=texts.IS_FROM.format(country=country.name, office=title, holders=holders),
        as_of=asked.last,
        parts=(Part(kind="list", title=texts.HOLDERS, items=tuple(line(ask, t) for t in there)),),
        buttons=_people(ask, there),
    )


def of_country(ask: Ask, country: Entity, span: Span | None) -> Draft:
    """The offices of a country, and those of the organisation that its people held."""
    asked = period(ask, span)
    nationals = {r.id: r for r in records.about(ask.reader, country.id, ("person",))}
    found = people.terms(ask.reader, [country.id, *nationals])
    found = [t for t in found if t.of in (country.id, ask.frame.id)]
    now = held(ask, found, asked.first, asked.last).certain
    shown = [t for t in found if span is None or t in now]
    if not shown:
        return _no_offices(ask, country, asked, list(nationals.values()), found)
    parts = [
        Part(
            kind="list",
            title=_heading(ask, country, o),
            items=tuple(line(ask, t) for t in shown if t.office_id == o.id),
        )
        for o in ask.frame.offices
    ]
    holders = say.listing(
        texts.COUNTRY_HELD.format(
            holder=holder(ask, t), verb="is" if asked.is_now else "was", office=office_title(ask, t)
        )
        for t in now
    )
    lead = texts.COUNTRY_LEAD if asked.is_now else texts.COUNTRY_LEAD_THEN
    return Draft(
        title=texts.TITLE_COUNTRY.format(country=country.name, when=asked.words)
        if span
        else texts.TITLE_COUNTRY_WHOLE.format(country=country.name),
        lead=lead.format(when=say.cap(asked.words), holders=holders, checked=asked.checked)
        if now
        else texts.COUNTRY_NOBODY.format(country=country.name, when=asked.words),
        as_of=asked.last,
        parts=tuple(p for p in parts if p.items),
        buttons=_people(ask, now),
    )


def _heading(ask: Ask, country: Entity, office: OfficeView) -> str:
    if office.holder == "organisation":
        return texts.TITLE_FROM.format(
            office=texts.OFFICE_OF.format(office=office.title, of=of_name(ask, ask.frame.id)), country=country.name
        )
    return texts.OFFICE_OF.format(office=office.title, of=country.name)


def _no_offices(
    ask: Ask, country: Entity, asked: Period, nationals: Sequence[Record], found: Sequence[TermView]
) -> Draft:
    parts = (
        Part(kind="list", title=texts.BEFORE_AND_AFTER, items=tuple(line(ask, t) for t in found)),
        Part(kind="list", title=texts.REPORTED, items=tuple(item(r, _person_text(r)) for r in nationals if not found)),
    )
    return Draft(
        kind="not-found",
        title=texts.UNCOVERED_TITLE.format(office=texts.TITLE_COUNTRY_WHOLE.format(country=country.name)),
        lead=texts.NO_OFFICES.format(country=country.name, when=f" {asked.words}" if found else ""),
        as_of=asked.last,
        parts=tuple(p for p in parts if p.items),
    )
