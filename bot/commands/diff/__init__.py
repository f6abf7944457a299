"""`diff`: what is different between two days: standings, offices, the chair."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot import say
from bot.arguments import Span
from bot.ask import Ask
from bot.card import Draft, ids_of
from bot.commands.common import as_of as holds_on
from bot.commands.common import before_coverage, checked, command_line, countries, moment
from bot.commands.diff import handover
from bot.contract import Button, Item, Part
from bot.registry import Example, Option, command
from bot.texts import cards as card_texts
from bot.texts import members as texts
from data.queries import standings
from data.queries.standings import StandingView


@command(
    "diff",
    help="What is different between two days: who joined, left or changed standing, and which offices changed hands.",
    options=(
        Option(name="from", help="The earlier day, month or year", types=("moment",), aliases=("since",)),
        Option(name="to", help="The later one; without it, today", types=("moment",), aliases=("until",)),
    ),
    examples=(
        Example(line="diff {from} {to}", shows="ten years of the list, the offices and the chair"),
        Example(line="diff {turn}", shows="one day to the next"),
        Example(line="diff {from}", shows="from then to today"),
        Example(line="diff", shows="no day is named, so it asks", fails=True),
    ),
)
def diff(ask: Ask, *, from_: Span | None = None, to: Span | None = None) -> Draft:
    """What changed from one day to another; one day alone is compared with today."""
    if from_ is None and to is None:
        return _ask_days()
    first_span = from_ or to
    assert first_span is not None  # noqa: S101  (one of the two is there)
    first = holds_on(ask, moment(first_span, ask.today))
    other = moment(to, ask.today) if from_ and to else ask.today
    last = holds_on(ask, other)
    asked = max(moment(first_span, ask.today), other)
    turned = first > last
    if turned:
        first, last = last, first
    if first < ask.frame.coverage:
        return before_coverage(ask, first)
    if first == last:
        return _same_day(ask, first, first_span, asked)
    return _answer(ask, first, last, asked=asked, spans=[s for s in (from_, to) if s], turned=turned)


def _ask_days() -> Draft:
    example = "diff 2016 2026"
    buttons = (Button(label=example, command=example),)
    return Draft(kind="error", title=texts.DIFF_ASK_TITLE, lead=texts.DIFF_ASK_LEAD, buttons=buttons)


def _same_day(ask: Ask, day: date, span: Span, asked: date) -> Draft:
    before = span.start - timedelta(days=1)
    line = command_line("diff", from_=before.isoformat(), to=day.isoformat())
    members = command_line("members", as_of=day.isoformat())
    buttons = [Button(label=f"Members on {say.day(day)}", command=members)]
    if ask.frame.coverage <= before < day:
        buttons.insert(0, Button(label=f"From {say.day(before)}", command=line))
    form = texts.DIFF_AFTER_CHECK if asked > ask.frame.checked else texts.DIFF_SAME_DAY
    lead = form.format(day=say.day(day))
    return Draft(kind="error", title=texts.DIFF_SAME_TITLE, lead=lead, buttons=tuple(buttons))


def _answer(ask: Ask, first: date, last: date, *, asked: date, spans: Sequence[Span], turned: bool) -> Draft:
    found = standings.standings(ask.reader)
    pairs = _pairs(found, first, last)
    joined = [(b, a) for b, a in pairs if b is None]
    left = [(b, a) for b, a in pairs if a is None]
    changed = [(b, a) for b, a in pairs if a is not None and b is not None]
    offices = handover.offices(ask, found, first, last)
    chair = handover.chair(ask, first, last)
    parts = (
        Part(kind="list", title=texts.JOINED, items=_grouped(ask, joined, found, first)),
        Part(kind="list", title=texts.LEFT_TITLE, items=_left(ask, left)),
        Part(kind="list", title=texts.CHANGED, items=_grouped(ask, changed, found, first)),
        Part(kind="list", title=texts.OFFICES, items=offices.changed),
        Part(kind="list", title=texts.OFFICES_NOT_KNOWN, items=offices.not_known),
        Part(kind="facts", items=chair),
        Part(kind="note", title=texts.DIFF_NOTE, items=_inside(ask, found, first, last, spans)),
    )
    lead = _lead(ask, first, last, [(b, a) for b, a in pairs], len(offices.changed))
    said = checked(ask, asked).removeprefix(", ")
    return Draft(
        title=_title(ask, first, last),
        lead=(texts.DIFF_TURNED if turned else "") + lead + (f" ({say.cap(said)}.)" if said else ""),
        as_of=last,
        parts=tuple(p for p in parts if p.items),
        sources=(ask.frame.source_id,),
        buttons=tuple(
            Button(label=f"Members on {say.day(d)}", command=command_line("members", as_of=d.isoformat()))
            for d in (first, last)
        ),
    )


def _title(ask: Ask, first: date, last: date) -> str:
    """The group that it was on each of the days: it may have been another before."""
    before, after = ask.frame.series_on(first).group, ask.frame.series_on(last).group
    form = texts.DIFF_TITLE if before == after else texts.DIFF_TITLE_GROUPS
    return form.format(group=after, before=before, from_=say.day(first), to=say.day(last))


Pair = tuple[StandingView | None, StandingView | None]
"""A country's standing on the first and on the last day."""


def _pairs(found: Sequence[StandingView], first: date, last: date) -> list[Pair]:
    """The countries whose standing differs, in the dataset's order."""
    pairs = []
    for country in dict.fromkeys(s.country for s in found):
        own = [s for s in found if s.country == country]
        before = next((s for s in own if s.holds(first)), None)
        after = next((s for s in own if s.holds(last)), None)
        if (before and before.status_id) != (after and after.status_id):
            pairs.append((before, after))
    return pairs


def _lead(ask: Ask, first: date, last: date, pairs: Sequence[Pair], offices: int) -> str:
    full = [a for b, a in pairs if a and a.status_id == ask.frame.full_status]
    joined = [a for b, a in pairs if b is None and a and a not in full]
    changed = [a for b, a in pairs if b and a and a not in full]
    left = [b for b, a in pairs if a is None and b]
    told = []
    if full:
        status = ask.frame.status(ask.frame.full_status)
        word = say.article(status.one) if len(full) == 1 else status.many
        told.append(texts.DIFF_BECAME_FULL.format(countries=countries(ask, [s.country for s in full]), status=word))
    told += [_counted(ask, texts.DIFF_JOINED_AS, them) for them in _by_status(joined)]
    told += [_counted(ask, texts.DIFF_BECAME, them) for them in _by_status(changed)]
    if pairs:
        gone = texts.DIFF_LEFT_SOME.format(countries=countries(ask, [s.country for s in left]))
        told.append(gone if left else texts.DIFF_LEFT_NONE)
    if offices:
        told.append(texts.DIFF_OFFICES.format(count=say.count(offices, "office", "offices")))
    later = f" ({card_texts.LATER})" if last > ask.today else ""
    days = {"from_": say.day(first), "to": say.day(last) + later}
    return (
        texts.DIFF_LEAD.format(changes=say.listing(told), **days) if pairs or told else texts.DIFF_SAME.format(**days)
    )


def _by_status(found: Sequence[StandingView]) -> list[list[StandingView]]:
    groups: dict[str, list[StandingView]] = {}
    for one in found:
        groups.setdefault(one.status_id, []).append(one)
    return list(groups.values())


def _counted(ask: Ask, words: str, them: Sequence[StandingView]) -> str:
    status = ask.frame.status(them[0].status_id)
    count = say.count(len(them), "country", "countries")
    return words.format(count=count, status=status.many if len(them) > 1 else say.article(status.one))


def _grouped(ask: Ask, pairs: Sequence[Pair], found: Sequence[StandingView], first: date) -> tuple[Item, ...]:
    """One line for the countries that went the same way on the same days, the oldest first."""
    groups: dict[tuple[date, str, date, str, str], list[tuple[StandingView, StandingView]]] = {}
    for before, after in pairs:
        assert after is not None  # noqa: S101  (those who left are told apart)
        start = before or next(s for s in found if s.country == after.country and s.decided > first)
        way = (after.decided, after.status_id, start.decided if before is None else date.min, start.status_id, "")
        groups.setdefault(way, []).append((start, after))
    return tuple(_way(ask, groups[way], is_new=pairs[0][0] is None) for way in sorted(groups))


def _way(ask: Ask, group: Sequence[tuple[StandingView, StandingView]], *, is_new: bool) -> Item:
    start, after = group[0]
    if not is_new:
        words = texts.DIFF_CHANGE_LINE
    else:
        words = texts.DIFF_JOIN_LINE if start is after else texts.DIFF_JOIN_THEN_LINE
    status = ask.frame.status(after.status_id).one
    earlier = ask.frame.status(start.status_id).one
    text = words.format(
        countries=countries(ask, [a.country for _, a in group]),
        status=status,
        day=say.day(after.decided),
        before=earlier,
        first=earlier,
        first_day=say.day(start.decided),
    )
    records = [s.record for pair in group for s in dict.fromkeys(pair)]
    return Item(
        text=text,
        date=after.decided.isoformat(),
        records=tuple(r.id for r in records),
        sources=ids_of(*(a.record for _, a in group), *(s.record for s, _ in group), most=2),
        record_kind="standing",
    )


def _left(ask: Ask, pairs: Sequence[Pair]) -> tuple[Item, ...]:
    lines = []
    for before, _ in pairs:
        assert before is not None and before.decided_until is not None  # noqa: S101  (a country that left had a standing, and it ended)
        text = texts.DIFF_LEAVE_LINE.format(
            countries=countries(ask, [before.country]),
            before=ask.frame.status(before.status_id).one,
            day=say.day(before.decided_until),
        )
        ids = (before.record.id,)
        day = before.decided_until.isoformat()
        lines.append(Item(text=text, date=day, records=ids, sources=ids_of(before.record), record_kind="standing"))
    return tuple(lines)


def _inside(
    ask: Ask, found: Sequence[StandingView], first: date, last: date, spans: Sequence[Span]
) -> tuple[Item, ...]:
    """What changed inside a year or month that stands for its last day, and so is not counted."""
    lines = []
    for span in spans:
        came = [s for s in found if span.start < s.decided <= first]
        if span.precision not in ("year", "month") or not span.start <= first <= span.end or not came:
            continue
        text = texts.DIFF_INSIDE.format(
            asked=say.when(span.start.isoformat()[: 4 if span.precision == "year" else 7]),
            day=say.day(first),
            changes=say.listing(
                texts.DIFF_JOIN_LINE.format(
                    countries=countries(ask, [s.country]),
                    status=ask.frame.status(s.status_id).one,
                    day=say.day(s.decided),
                )
                for s in came
            ),
        )
        lines.append(
            Item(
                text=f"{text}.",
                records=tuple(s.record.id for s in came),
                sources=ids_of(*(s.record for s in came), most=1),
                record_kind="standing",
            )
        )
    return tuple(lines)
