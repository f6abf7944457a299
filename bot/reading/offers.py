"""What is said when a line cannot be read, and the nearest lines that would run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz import fuzz, process

from bot import dates
from bot.arguments import Entity, Span
from bot.dates import Ambiguous, Impossible
from bot.names import key
from bot.reading import chosen, defining, impossible, moments, zone_words
from bot.reading.chosen import Refused
from bot.reading.fitting import KINDS, Context
from bot.reading.lexer import Token
from bot.reading.problems import Misread, Piece, Problem
from bot.registry import Command, Option, OptionType, Registry
from bot.texts import reading

MOST = 4
"""Offers on one card."""

MOST_WORDS = 12
SHORTEST_NAME = 4
LONGEST_TYPED = 40
"""Words and letters beyond which (or below which) nothing nearer is looked for."""

Offer = tuple[str, str]
"""(label, command line)."""

Try = Callable[[Command, Sequence[Token | Piece]], str | None]
"""Reads words as that command; the line as understood, or None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A line that could not be read: why, and what would run instead."""

    kind: Literal["error", "choice", "not-found", "help"]
    title: str
    lead: str
    offers: tuple[Offer, ...] = ()
    command: str | None = None


def too_long(length: int, limit: int) -> Unread:
    """The line is longer than anything that is read."""
    return Unread(kind="error", title=reading.TOO_LONG_TITLE, lead=reading.TOO_LONG.format(length=length, limit=limit))


def no_command(words: Sequence[Token], *, attempt: Try, registry: Registry, context: Context) -> Unread:
    """The first word is no command: the nearest ones, and those that would take the whole line."""
    if not words:
        return Unread(kind="help", title=reading.START_TITLE, lead=reading.START, offers=_help(registry))
    typed = words[0].text
    lines: list[str | None] = []
    if len(words) <= MOST_WORDS:
        near = _near_commands(typed, registry)
        lines.extend(attempt(other, words[1:]) or attempt(other, ()) or other.name for other in near)
        lines.extend(_near_groups(words, attempt, registry))
        if not lines:
            lines.extend(_elsewhere(words, attempt, registry, None, context))
        if len(words) > 1 and not any(lines) and (search := registry.find("search")):
            lines.append(attempt(search, words))
    found = _as_offers(line for line in lines if line != "help")
    sentence = reading.NO_COMMAND_NEAR if found else reading.NO_COMMAND
    lead = sentence.format(words=reading.shown(typed), offer=_quoted_line(found))
    return Unread(kind="error", title=reading.NO_COMMAND_TITLE, lead=lead, offers=(*found, *_help(registry)))


def unread(command: Command, misread: Misread, *, attempt: Try, registry: Registry, context: Context) -> Unread:
    """The words do not fit the command: why, and what would."""
    problem = misread.problem
    flags = [Piece(Token(flag)) for flag in misread.flags]

    def instead(*pieces: Piece) -> list[Token | Piece]:
        return [*misread.pieces[: problem.start], *pieces, *misread.pieces[problem.end :], *flags]

    if problem.code in ("doubt", "range", "slips"):
        return _doubtful(command, problem, instead, attempt, registry, context)
    if problem.code == "clash":
        either = [attempt(command, [*misread.pieces, Piece(Token(flag))]) for flag in ("private", "public")]
        return _error(command, reading.CLASH, _as_offers(either))
    if problem.code in ("missing", "no-value"):
        return _incomplete(command, problem)
    if problem.code == "what":
        return _no_post(command, misread, instead, attempt, context)
    given = (command, misread, instead, attempt, context)
    if told := _no_end(*given) or _unknown_name(*given):
        return told
    if period := _as_period(command, misread, flags, attempt, context):
        return _error(command, _reason(command, problem), _as_offers([period]))
    values = [Piece(piece.token) for piece in misread.pieces if not _is_key(piece, command)]
    changes = command.manages and not command.tells and problem.code != "twice"
    # Without the words in the way a line that changes something would change something else.
    here = () if changes else _nearest_here(command, misread, instead, attempt)
    offers = _as_offers([*_elsewhere(values, attempt, registry, command, context), *here])
    search = registry.find("search")
    if search and not command.manages and problem.code == "leftover" and len(offers) < 2 and len(values) <= MOST_WORDS:
        offers = _as_offers([*(line for _, line in offers), attempt(search, values)])
    reason = _reason(command, problem)
    if problem.option and "channel" in problem.option.types and problem.code == "misfit":
        reason += f" {chosen.how_to_pick(context.platform)}"
    return _error(command, reason, offers)


def _error(command: Command, lead: str, offers: tuple[Offer, ...]) -> Unread:
    lead = _asking(lead, offers)
    return Unread(kind="error", title=reading.NOT_READ_TITLE, lead=lead, offers=offers, command=command.name)


def _reason(command: Command, problem: Problem) -> str:
    words, option = reading.shown(problem.words), problem.option
    takes = reading.takes(command)
    if problem.code == "no-option":
        return reading.NO_OPTION.format(command=command.name, words=words, takes=takes or "no options")
    if option is None:
        sentence = reading.LEFTOVER if takes else reading.NO_OPTIONS
        return sentence.format(command=command.name, takes=takes, words=words)
    name = reading.option_name(option)
    if problem.code == "twice":
        return reading.TWICE.format(option=name)
    return reading.MISFIT.format(words=words, wanted=reading.wanted(option), option=name)


def _incomplete(command: Command, problem: Problem) -> Unread:
    """A value is missing: the examples show where it goes."""
    examples = tuple((example.line, example.line) for example in command.examples if not example.fails)[:3]
    option = problem.option
    if option is None or problem.code == "no-value":
        name = reading.option_name(option) if option else problem.words
        return _error(command, reading.NO_VALUE.format(option=name), examples)
    lead = reading.MISSING.format(command=command.name, option=reading.option_name(option), help=option.help)
    return replace(_error(command, lead, examples), lead=lead)


def _doubtful(
    command: Command,
    problem: Problem,
    instead: Callable[..., list[Token | Piece]],
    attempt: Try,
    registry: Registry,
    context: Context,
) -> Unread:
    """The words fit, but not to one value: each value is offered."""
    doubt, option, words = problem.doubt, problem.option, reading.shown(problem.words)

    def line(text: str, by: Option | None = option) -> str | None:
        return attempt(command, instead(Piece(Token(text, marked=" " in text), by)))

    if isinstance(doubt, Ambiguous):
        choices = [(dates.spelt(span), line(dates.written(span))) for span in doubt.readings]
        lead = reading.AMBIGUOUS.format(words=words, first=choices[0][0], second=choices[1][0])
        return _choice(command, lead, choices)
    if isinstance(doubt, Impossible):
        near = [(dates.spelt(span), line(dates.written(span))) for span in doubt.near]
        offers = tuple((label, text) for label, text in near if text)
        sentence = reading.IMPOSSIBLE_NEAR if offers else reading.IMPOSSIBLE
        lead = sentence.format(
            words=reading.shown(doubt.text), near=reading.either([label for label, _ in offers]) if offers else ""
        )
        return Unread(kind="error", title=reading.NOT_READ_TITLE, lead=lead, offers=offers, command=command.name)
    if isinstance(doubt, Refused):
        offered = [(each.label, line(each.id)) for each in doubt.near]
        return _error(command, doubt.sentence, tuple((label, text) for label, text in offered if text)[:MOST])
    if isinstance(doubt, Span):
        ends = [line(dates.written(end)) for end in dates.ends(doubt)]
        pair = [Piece(Token(dates.written(end))) for end in dates.ends(doubt)]
        found = [*_elsewhere(instead(*pair), attempt, registry, command, context), *ends]
        lead = reading.RANGE.format(words=words, command=command.name)
        return _error(command, lead, _as_offers(found))
    labels = [(item.name if isinstance(item, Entity) else item.label, item.id) for item in doubt or ()][:MOST]
    lines = [(label, line(item_id)) for label, item_id in labels]
    sentence = reading.SLIPS if problem.code == "slips" else reading.SEVERAL
    lead = sentence.format(words=words, names=reading.either([label for label, _ in labels]))
    return _choice(command, lead, lines)


def _choice(command: Command, lead: str, choices: Iterable[tuple[str, str | None]]) -> Unread:
    offers = tuple((label, line) for label, line in choices if line)
    return Unread(kind="choice", title=reading.CHOOSE_TITLE, lead=lead, offers=offers, command=command.name)


def _unknown_name(
    command: Command,
    misread: Misread,
    instead: Callable[..., list[Token | Piece]],
    attempt: Try,
    context: Context,
) -> Unread | None:
    """Words where a name was expected, and nobody is called so: the names that look like it."""
    problem = misread.problem
    short = len(key(problem.words)) < SHORTEST_NAME and not problem.option
    if problem.code not in ("leftover", "misfit") or short:
        return None
    if (
        problem.end - problem.start > MOST_WORDS
        or context.names.is_name(problem.words)
        or dates.read(problem.words, context.today)
        or (not problem.option and _begins_with_date(misread, context))
    ):
        return None
    options = [problem.option] if problem.option else _unfilled(command, misread)
    asked = [kind for option in options for kind in option.types if reading.nobody(kind, "")]
    lines: list[tuple[str, str | None]] = []
    for each, kind in [(option, kind) for option in options for kind in option.types]:
        if kind == "zone" and not problem.option:
            continue  # a slip of it was put right before: the words are something else
        alike = _called(each, kind, problem.words, context)
        asked = [kind] if alike and not lines else asked
        lines.extend((label, attempt(command, instead(Piece(Token(item_id), each)))) for label, item_id in alike)
    offers = tuple((label, line) for label, line in dict(lines).items() if line)[:MOST]
    asked = [kind for kind in asked if lines or problem.option or kind not in ("choice", "zone")]
    if not asked:
        return None
    lead = reading.nobody(asked[0], problem.words) or ""
    if offers:
        lead += reading.DID_YOU_MEAN.format(offer=reading.either([label for label, _ in offers]))
    elif not command.manages or command.tells:
        offers = _as_offers([attempt(command, instead())])
    return Unread(kind="not-found", title=reading.NOT_FOUND_TITLE, lead=lead, offers=offers, command=command.name)


def _begins_with_date(misread: Misread, context: Context) -> bool:
    """Do the words in the way begin with a date, or with `and` and a date?"""
    tokens = [piece.token for piece in misread.pieces[misread.problem.start : misread.problem.end]]
    if tokens and moments.is_joint(tokens[0]):
        tokens = tokens[1:]
    return bool(tokens and moments.found(tokens, context))


def _is_key(piece: Piece, command: Command) -> bool:
    """Is this only the name of an option, written with or without a value behind it?"""
    return piece.lonely or (not piece.token.marked and command.option(piece.token.text) is not None)


def _unfilled(command: Command, misread: Misread) -> list[Option]:
    return [o for o in command.options if not (o.named or o.whole or o.name in misread.places)]


def _called(option: Option, kind: OptionType, words: str, context: Context) -> list[tuple[str, str]]:
    """(name, id) of what looks like these words: a name of that kind, or a word of the choice."""
    if kind == "zone":
        return [(name, name) for name in zone_words.alike(words)]
    if kind != "choice":
        if kind not in KINDS:
            return []
        return [(entity.name, entity.id) for entity in context.names.alike(words, KINDS[kind])]
    labels = {choice.id: choice.label for choice in option.choices}
    keys = {key(name): choice.id for choice in option.choices for name in (choice.id, choice.label, *choice.names)}
    hits = process.extract(key(words)[:LONGEST_TYPED], list(keys), scorer=fuzz.ratio, score_cutoff=70, limit=3)
    return [(labels[keys[hit[0]]], keys[hit[0]]) for hit in hits]


def _as_period(
    command: Command, misread: Misread, flags: Sequence[Piece], attempt: Try, context: Context
) -> str | None:
    """The same line with its several dates as one stretch of time, where that is what the command takes."""
    pieces = misread.pieces
    period = next((o for o in command.options if moments.takes_period(o) and o.name in misread.places), None)
    if period is None or misread.problem.code not in ("leftover", "twice") or len(pieces) > MOST_WORDS:
        return None
    others = {i for name, place in misread.places.items() if name != period.name for i in range(*place)}
    places = [
        (start, end)
        for start, end in moments.every([piece.token for piece in pieces], context)
        if not others & set(range(start, end)) and all(piece.option in (None, period) for piece in pieces[start:end])
    ]
    span = moments.stretch([" ".join(p.token.text for p in pieces[start:end]) for start, end in places], context)
    if span is None:
        return None
    dated = {i for place in places for i in range(*place)}
    dropped = dated | {
        i
        for i, piece in enumerate(pieces)
        if (i + 1 in dated and not piece.option and command.option(piece.token.text) is period)
        or (i + 1 == places[0][0] and moments.is_opening(piece.token))
        or (places[0][1] <= i < places[-1][0] and moments.is_joint(piece.token))
    }
    kept = [piece for i, piece in enumerate(pieces) if i not in dropped]
    return attempt(command, [Piece(Token(dates.written(span)), period), *kept, *flags])


def _elsewhere(
    words: Sequence[Piece | Token], attempt: Try, registry: Registry, but: Command | None, context: Context
) -> Iterator[str]:
    """The same words to other commands, such as take no free text (they would take anything).

    Two dates go only to a command that compares two: any other would read one of them as something else.
    """
    if len(words) > MOST_WORDS or (but and but.manages):
        return
    found = 0
    plain = [word.token if isinstance(word, Piece) else word for word in words]
    several = len(moments.every(plain, context)) > 1
    for command in registry.commands:
        if several and not moments.takes_two(command):
            continue
        if (
            command is but
            or command.manages
            or any({"text", "record"} & set(option.types) for option in command.options)
        ):
            continue
        if found < 2 and command.options and (line := attempt(command, words)):
            found += 1
            yield line


def _nearest_here(
    command: Command, misread: Misread, instead: Callable[..., list[Token | Piece]], attempt: Try
) -> Iterator[str | None]:
    """The same command without the words in the way, or without a value that stands in theirs."""
    pieces, problem = misread.pieces, misread.problem
    if len(pieces) > MOST_WORDS:
        return
    options = {option.name: option for option in command.options}
    claimed: list[Token | Piece] = []
    for name, (start, end) in misread.places.items():
        if start < end:
            claimed += [Piece(pieces[start].token, options[name]), *pieces[start + 1 : end]]
    yield attempt(command, claimed) if claimed else attempt(command, instead())
    for start, end in misread.places.values():
        if end <= problem.start or start >= problem.end:
            yield attempt(command, [*pieces[:start], *pieces[end:]])


def _near_commands(typed: str, registry: Registry) -> list[Command]:
    asked = typed.casefold().removeprefix("/")[:LONGEST_TYPED]
    hits = process.extract(asked, registry.heads(), scorer=fuzz.ratio, score_cutoff=60, limit=3)
    return [command for hit in hits if (command := registry.find(hit[0]))]


def _near_groups(words: Sequence[Token], attempt: Try, registry: Registry) -> Iterator[str | None]:
    """Lines of the commands of two words whose first one was misspelt."""
    asked = words[0].text.casefold().removeprefix("/")[:LONGEST_TYPED]
    hits = process.extract(asked, list(registry.groups), scorer=fuzz.ratio, score_cutoff=60, limit=1)
    for group in (hit[0] for hit in hits):
        meant = registry.find(f"{group} {words[1].text}") if len(words) > 1 else registry.find(f"{group} list")
        if meant:
            yield attempt(meant, words[2:]) or attempt(meant, ()) or meant.name
        yield group


def _no_post(
    command: Command, misread: Misread, instead: Callable[..., list[Token | Piece]], attempt: Try, context: Context
) -> Unread:
    """Words that are nothing to be posted: the kinds and the commands whose names look like the first of them."""
    problem = misread.problem
    first, _, rest = problem.words.strip('"').partition(" ")
    if reason := defining.unposted(first, context):
        return _error(command, reason, ())
    able = [c.name for c in context.registry.commands if c.options and not c.manages] if context.registry else []
    hits = process.extract(key(first), [*defining.KINDS, *able], scorer=fuzz.ratio, score_cutoff=60, limit=3)
    lines = []
    for name in (hit[0] for hit in hits):
        texts = (f"{name} {rest}".strip(), name)
        tried = (attempt(command, instead(Piece(Token(text, marked=True), problem.option))) for text in texts)
        lines.append(next((line for line in tried if line), None))
    return _error(command, reading.NO_POST.format(words=reading.shown(problem.words)), _as_offers(lines))


def _no_end(
    command: Command, misread: Misread, instead: Callable[..., list[Token | Piece]], attempt: Try, context: Context
) -> Unread | None:
    """Words in the way that were to say when a pause ends: its length, for which the day is offered, or a time."""
    problem = misread.problem
    until = command.option("until") if command.manages and problem.code in ("leftover", "misfit") else None
    found = impossible.pause_end(problem.words, context.today) if until else None
    if found is None:
        return None
    reason, end = found
    return _error(
        command, reason, _as_offers([attempt(command, instead(Piece(Token(str(end)), until)))] if end else [])
    )


def _help(registry: Registry) -> tuple[Offer, ...]:
    return (("help", "help"),) if registry.find("help") else ()


def _as_offers(lines: Iterable[str | None]) -> tuple[Offer, ...]:
    return tuple((line, line) for line in dict.fromkeys(lines) if line)[:MOST]


def _asking(lead: str, offers: Sequence[Offer]) -> str:
    return lead + reading.DID_YOU_MEAN.format(offer=_quoted_line(offers)) if offers else lead


def _quoted_line(offers: Sequence[Offer]) -> str:
    return f"`{offers[0][1]}`" if offers else ""
