"""`quote`: what someone is on record with, to the letter; a paraphrase, marked as one, where there is nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot import phrases, quotation, say
from bot.arguments import Entity, Span
from bot.ask import Ask
from bot.card import Draft, item
from bot.commands.common import before_coverage, checked, command_line, period_words
from bot.contract import Button, Item, Part
from bot.registry import Example, Option, command
from bot.texts import quotes as texts
from data import search
from data.queries import quotes, records
from data.queries.quotes import Said, Statement, Window
from data.queries.records import Record

PAGE = 3
"""Statements on a page: with their passports they fill a phone."""

MOST = 1000
"""Statements written out where all pages are asked for at once."""

LOOKED_AT = 500
"""Quoted parts on a topic that are looked at: the newest. What is older is told apart by a speaker or another word."""

TOPICS = 6
OFFERED = 3
PARAPHRASE_KINDS = ("claim", "expectation", "plan", "analysis", "state", "event")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; `ids` are the statements that match the topic, `more` where there may be others.

    `by_id`: what was typed in place of a topic is the id of a quotation or of a statement.
    """

    speaker: Entity | None
    about: str | None
    window: Window
    when: Span | None = None
    ids: tuple[str, ...] | None = None
    more: bool = False
    by_id: bool = False

    @property
    def scope(self) -> str:
        """`by Temur Umarov on India before 31 December 2024`."""
        told = [
            texts.QUOTE_BY.format(speaker=self.speaker.name) if self.speaker else "",
            self._about(),
        ]
        if self.when:
            told.append(period_words(self.when))
        elif self.window.after > date.min:
            told.append(texts.QUOTE_AFTER.format(day=say.day(self.window.after)))
        if self.window.before < date.max and not self.when:
            told.append(texts.QUOTE_BEFORE.format(day=say.day(self.window.before)))
        return " ".join(filter(None, told))

    def _about(self) -> str:
        if not self.about:
            return ""
        return texts.QUOTE_WITH.format(id=self.about) if self.by_id else texts.QUOTE_ON.format(about=self.about)


@command(
    "quote",
    help="Words to the letter: by a speaker, on a topic, before or after a day.",
    options=(
        Option(name="speaker", help="Who said it", types=("person",), aliases=("by", "who")),
        Option(name="about", help="Words or a topic that it must have", types=("text",), aliases=("topic",)),
        Option(name="when", help="Said in this year or month, or on this day", types=("period",), aliases=("in", "on")),
        Option(name="before", help="Said before this day, month or year", types=("period",), named=True),
        Option(name="after", help="Said after this day, month or year", types=("period",), named=True),
    ),
    examples=(
        Example(line="quote {speaker}", shows="all statements of a speaker, the newest first"),
        Example(line="quote {speaker} {speaker_topic}", shows="a speaker on a topic"),
        Example(line='quote about "{phrase}"', shows="anyone on a topic"),
        Example(line="quote {speaker} before {until}", shows="what was said before a day"),
        Example(line='quote "{paraphrased}"', shows="a paraphrase, where there is no quotation"),
        Example(line="quote {speaker} {silent}", shows="nothing on that topic, and what there is", fails=True),
    ),
    searches=True,
)
def quote(
    ask: Ask,
    *,
    speaker: Entity | None = None,
    about: str | None = None,
    when: Span | None = None,
    before: Span | None = None,
    after: Span | None = None,
) -> Draft:
    """Statements, newest first; with a window, first what certainly lies in it, then what may."""
    if speaker is not None and speaker.kind == "organisation":
        speaker, about = None, " ".join(filter(None, [ask.frame.short, about]))
    window = _window(when, before, after)
    wanted = Wanted(speaker, about, window, when if before is None and after is None else None)
    if window.before <= ask.frame.coverage:
        return before_coverage(ask, window.before)
    if about is not None:
        if by_id := _of_id(ask, speaker, about):
            wanted = replace(wanted, about=by_id[0], ids=by_id[1:], by_id=True)
        else:
            ids, more = _on_topic(ask, speaker, phrases.read(about))
            wanted = replace(wanted, ids=ids, more=more)
    sure, maybe = _counts(ask, wanted)
    if not sure.statements + maybe.statements:
        return _nothing(ask, wanted)
    return _found(ask, wanted, sure, maybe)


def _window(when: Span | None, before: Span | None, after: Span | None) -> Window:
    """What lies between: in a stretch of time is after the day before it and before the day after it."""
    lower = [after.end] if after else []
    upper = [before.start] if before else []
    if when:
        lower += [when.start - timedelta(days=1)] if when.start > date.min else []
        upper += [when.end + timedelta(days=1)] if when.end < date.max else []
    return Window(after=max(lower, default=date.min), before=min(upper, default=date.max))


def _of_id(ask: Ask, speaker: Entity | None, about: str) -> tuple[str, str] | None:
    """The id as it is written and its statement, where a quotation's or a statement's id was typed."""
    if len(about.split()) > 1 or not any(letter.isdigit() for letter in about):
        return None
    record = records.resolve(ask.reader, about)
    of = quotes.statement_of(ask.reader, record) if record else None
    found = quotes.by_ids(ask.reader, [of] if of else [about.upper(), about.lower(), about])
    if not found or (speaker and found[0].speaker_id != speaker.id):
        return None
    return (record if of and record else found[0].id), found[0].id


def _on_topic(ask: Ask, speaker: Entity | None, words: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """The statements in which every word stands, in one part or in several together."""
    wanted = [phrases.cut(word) for word in words[: phrases.MOST]]
    if not wanted:
        return (), False
    together, more = _matches(ask, speaker, wanted)
    if len(wanted) > 1 and not more:
        each = [_matches(ask, speaker, [word]) for word in wanted]
        together |= set.intersection(*(ids for ids, _ in each))
    return tuple(sorted(together)), more


def _matches(ask: Ask, speaker: Entity | None, words: Sequence[str]) -> tuple[set[str], bool]:
    found = search.find(ask.reader, words, kinds=("quote",), about=[speaker.id] if speaker else (), most=LOOKED_AT)
    of = quotes.of_seqs(ask.reader, found.seqs)
    return {id for id, by in of if speaker is None or by == speaker.id}, found.more


def _counts(ask: Ask, wanted: Wanted) -> tuple[Said, Said]:
    if wanted.window.after >= ask.frame.checked:
        return Said(0, 0), Said(0, 0)
    if wanted.ids is not None:
        found = quotes.count_within(ask.reader, wanted.window, ids=wanted.ids)
        return found if wanted.ids else (Said(0, 0), Said(0, 0))
    if not wanted.window.is_open:
        return quotes.count_within(ask.reader, wanted.window, speaker=wanted.speaker.id if wanted.speaker else None)
    speaker = wanted.speaker
    return (quotes.said(ask.reader, speaker.id) if speaker else quotes.said_by_all(ask.reader)), Said(0, 0)


def _found(ask: Ask, wanted: Wanted, sure: Said, maybe: Said) -> Draft:
    pages = -(-(sure.statements + maybe.statements) // PAGE)
    page = min(max(ask.page, 1), pages)
    skip, most = (0, MOST) if ask.whole else ((page - 1) * PAGE, PAGE)
    fitting = _certain(ask, wanted, skip=skip, most=most) if skip < sure.statements else []
    left = min(most - len(fitting), maybe.statements)
    not_exact = _possible(ask, wanted, skip=max(0, skip - sure.statements), most=left) if left else []
    lines = quotation.items(ask, [*fitting, *not_exact])
    parts = (
        Part(kind="quote", items=lines[: len(fitting)]),
        Part(kind="quote", title=texts.NOT_EXACT, items=lines[len(fitting) :]),
    )
    lead = _lead(ask, wanted, sure, maybe)
    if ask.whole and sure.statements + maybe.statements > MOST:
        lead = f"{lead} {texts.CAPPED.format(most=f'{MOST:,}')}"
    return Draft(
        title=f"{texts.QUOTE_TITLE} {wanted.scope}" if wanted.scope else texts.QUOTE_TITLE_NEWEST,
        lead=lead,
        as_of=ask.checked,
        parts=tuple(part for part in parts if part.items),
        pages=pages,
        buttons=_cite_buttons(lines),
    )


def _certain(ask: Ask, wanted: Wanted, *, skip: int, most: int) -> list[Statement]:
    speaker = wanted.speaker.id if wanted.speaker else None
    return quotes.certain(ask.reader, wanted.window, speaker=speaker, ids=wanted.ids, skip=skip, most=most)


def _possible(ask: Ask, wanted: Wanted, *, skip: int, most: int) -> list[Statement]:
    speaker = wanted.speaker.id if wanted.speaker else None
    return quotes.possible(ask.reader, wanted.window, speaker=speaker, ids=wanted.ids, skip=skip, most=most)


def _lead(ask: Ask, wanted: Wanted, sure: Said, maybe: Said) -> str:
    told = checked(ask, ask.today)
    count, more = quotation.count(sure), quotation.count(maybe)
    if not wanted.scope:
        return texts.LEAD_ALL.format(count=count, checked=told)
    template = texts.LEAD
    if not wanted.window.is_open:
        template = texts.LEAD_SURE_ONLY if not maybe.statements else texts.LEAD_SURE
        template = template if sure.statements else texts.LEAD_MAYBE
    newest = texts.NEWEST_FIRST if sure.statements > 1 else ""
    lead = template.format(count=count, more=more, scope=wanted.scope, newest=newest, checked=told)
    return texts.AT_LEAST.format(most=LOOKED_AT, lead=lead) if wanted.more else lead


def _cite_buttons(lines: Sequence[Item]) -> tuple[Button, ...]:
    first = [line.records[0] for line in lines[:PAGE]]
    return tuple(Button(label=texts.BUTTON_CITE.format(id=id), command=command_line("cite", record=id)) for id in first)


def _nothing(ask: Ask, wanted: Wanted) -> Draft:
    if wanted.speaker is None:
        return _nobody(ask, wanted)
    there = quotes.said(ask.reader, wanted.speaker.id)
    told = _paraphrases(ask, wanted.speaker)
    fitting = _fitting(ask, wanted, told)
    if fitting and wanted.window.is_open:
        return _paraphrased(ask, wanted, wanted.speaker, fitting)
    if there.statements:
        return _other_topics(ask, wanted, wanted.speaker, there)
    name = wanted.speaker.name
    if told:
        instead = texts.PARAPHRASES_ON.format(speaker=name, count=len(told))
        buttons = (Button(label=texts.BUTTON_ALL.format(speaker=name), command=command_line("quote", speaker=name)),)
    else:
        instead = texts.NEITHER.format(speaker=name, checked=checked(ask, ask.today))
        buttons = (
            Button(label=texts.BUTTON_WHO.format(speaker=name), command=command_line("who", name_or_office=name)),
        )
    return Draft(
        kind="not-found",
        title=f"{texts.QUOTE_TITLE} {wanted.scope}",
        lead=texts.NOTHING_AT_ALL.format(nothing=texts.NOTHING.format(scope=wanted.scope), instead=instead),
        as_of=ask.checked,
        buttons=buttons,
    )


def _nobody(ask: Ask, wanted: Wanted) -> Draft:
    alike = ask.names.alike(wanted.about, ("person",), OFFERED) if wanted.about else ()
    buttons = [
        *(
            Button(label=texts.BUTTON_ALL.format(speaker=e.name), command=command_line("quote", speaker=e.name))
            for e in alike
        ),
        Button(label=texts.BUTTON_NEWEST, command="quote"),
    ]
    meant = texts.MEANT.format(names=say.listing((e.name for e in alike), "or")) if alike else ""
    if wanted.about and phrases.read(wanted.about):
        label = texts.BUTTON_SEARCH.format(words=wanted.about[:40])
        buttons.insert(0, Button(label=label, command=f"search {wanted.about}"))
    return Draft(
        kind="not-found",
        title=f"{texts.QUOTE_TITLE} {wanted.scope}",
        lead=" ".join(filter(None, [texts.NOTHING.format(scope=wanted.scope), meant])),
        as_of=ask.checked,
        buttons=tuple(buttons),
    )


def _other_topics(ask: Ask, wanted: Wanted, speaker: Entity, there: Said) -> Draft:
    """A known speaker with nothing that fits: what there is instead."""
    subjects = sorted(quotes.subjects(ask.reader, speaker.id), key=lambda pair: (-pair[1], pair[0]))
    names = [name for name, _ in subjects[:TOPICS]]
    instead = (texts.THERE_IS if there.statements == 1 else texts.THERE_ARE).format(
        statements=say.count(there.statements, texts.ONE, texts.MANY),
        parts=say.count(there.parts, texts.PART_ONE, texts.PART_MANY),
        speaker=speaker.name,
        topics=texts.TOPICS.format(topics="; ".join(names)) if names else "",
    )
    lines = [(texts.BUTTON_ALL.format(speaker=speaker.name), command_line("quote", speaker=speaker.name))]
    lines += [
        (texts.BUTTON_TOPIC.format(speaker=speaker.name, topic=n), command_line("quote", speaker=speaker.name, about=n))
        for n in names[:3]
    ]
    return Draft(
        kind="not-found",
        title=f"{texts.QUOTE_TITLE} {wanted.scope}",
        lead=texts.NOTHING_AT_ALL.format(nothing=texts.NOTHING.format(scope=wanted.scope), instead=instead),
        as_of=ask.checked,
        buttons=tuple(Button(label=label, command=line) for label, line in lines),
    )


def _paraphrases(ask: Ask, speaker: Entity) -> list[Record]:
    """Records in our own words of what a speaker said: those whose statement it is, not those only about them."""
    name = speaker.name.casefold()
    found = records.about(ask.reader, speaker.id, PARAPHRASE_KINDS)
    return sorted((r for r in found if name in (r.said_by or "").casefold()), key=lambda r: (-r.seq, r.id))


def _fitting(ask: Ask, wanted: Wanted, told: Sequence[Record]) -> list[Record]:
    if wanted.about is None or wanted.speaker is None or not told:
        return list(told)
    words = [phrases.cut(word) for word in phrases.read(wanted.about)[: phrases.MOST]]
    found = search.find(ask.reader, words, kinds=PARAPHRASE_KINDS, about=[wanted.speaker.id])
    return [record for record in told if record.seq in found.seqs] if words else []


def _paraphrased(ask: Ask, wanted: Wanted, speaker: Entity, told: Sequence[Record]) -> Draft:
    label = texts.PARAPHRASE_LABEL.format(speaker=speaker.name)
    lines = tuple(item(r, f"{r.text} {r.note}" if r.note else None, label=label) for r in told)
    scope = f" {texts.QUOTE_ON.format(about=wanted.about)}" if wanted.about else ""
    count = say.count(len(told), texts.PARAPHRASE_ONE, texts.PARAPHRASE_MANY)
    return Draft(
        title=f"{texts.QUOTE_TITLE} {wanted.scope}",
        lead=texts.PARAPHRASE_LEAD.format(
            speaker=speaker.name, scope=scope, count=count, checked=checked(ask, ask.today)
        ),
        as_of=ask.checked,
        parts=(Part(kind="list", title=texts.PARAPHRASES, items=lines),),
        buttons=_cite_buttons(lines),
    )
