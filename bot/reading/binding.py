"""The words of a line bound to the options of a command: named ones first, then by type, then what is left.

A line that does not bind raises `Misread`, with a `Problem` that says which words are in the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from bot import dates
from bot.arguments import Chosen, Entity, Span, Value, Word
from bot.reading import defining, fitting, moments
from bot.reading.chosen import Refused
from bot.reading.fitting import Context, Doubt, Fit, is_filler
from bot.reading.keys import flags_of, keys_of, with_keys
from bot.reading.lexer import Token, bare, joined
from bot.reading.lexer import tokens as cut
from bot.reading.problems import Code, Misread, Piece, Problem
from bot.registry import Choice, Command, Option, OptionType, plain
from bot.texts import reading

_LONGEST_RUN = 12
_MANY_WORDS = 8
"""Left-over words beyond which nobody has merely mistyped a name."""


@dataclass(slots=True)
class Binding:
    """What is known so far: the values by option, the notes, and which tokens nobody has claimed."""

    command: Command
    pieces: list[Piece]
    context: Context
    free: list[bool]
    given: dict[str, Value] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)

    def tokens(self, start: int, end: int) -> list[Token]:
        return [piece.token for piece in self.pieces[start:end]]

    def take(self, option: Option, value: Value, start: int, end: int) -> None:
        """The option has this value, read from these tokens."""
        if option.name in self.given:
            raise self.misread("twice", start, end, option)
        self.given[option.name] = value
        self.places[option.name] = (start, end)
        self.free[start:end] = [False] * (end - start)
        if isinstance(value, Span):
            self.notes.extend(reading.of_date(joined(self.tokens(start, end)), value))

    def misread(
        self,
        code: Code,
        start: int,
        end: int,
        option: Option | None = None,
        doubt: Doubt | Span | tuple[Choice, ...] | None = None,
        *,
        since: int | None = None,
    ) -> Misread:
        """These words are in the way, with what stands before them from `since` on (their key)."""
        words = joined(self.tokens(start, end))
        first = start if since is None else since
        found = Misread(Problem(code, words, first, end, option, doubt), self.pieces, self.flags)
        found.places = dict(self.places)
        return found

    def open_options(self) -> Iterator[Option]:
        """The options that still may bind by type, in their order."""
        return (o for o in self.command.options if not (o.named or o.whole or o.name in self.given))

    def run_end(self, start: int) -> int:
        """The end of the unclaimed tokens that begin at `start`, as far as a name or date can be long."""
        end, last = start, min(len(self.pieces), start + _LONGEST_RUN)
        while end < last and self.free[end] and (end == start or self.pieces[end].option is None):
            end += 1
        return end


def bind(command: Command, tokens: Iterable[Token | Piece], *, context: Context) -> Binding:
    """Give every token to an option, or raise `Misread`."""
    options = keys_of(command)
    whole = next((option for option in command.options if option.whole), None)
    what = defining.option_of(command)
    reads = partial(_reads, context=context)
    if what:
        tokens = defining.unfolded(tokens, what, context, reads)
    pieces, dashed = with_keys(tokens, options, whole)
    flags = flags_of(pieces, whole, options)
    binding = Binding(command, pieces, context, [True] * len(pieces), flags=(*dashed, *flags))
    if {"private", "public"} <= set(binding.flags):
        raise binding.misread("clash", 0, len(pieces))
    if what:
        _bind_what(binding, what, options, reads)
    _bind_keys(binding, whole, what)
    if whole:
        _bind_whole(binding, whole)
    else:
        _bind_spaced_keys(binding, options)
        _bind_by_type(binding)
        _bind_any_record(binding)
        _bind_slips(binding)
        _bind_text(binding)
        _refuse_leftovers(binding)
    for option in command.options:
        if option.required and option.name not in binding.given:
            raise binding.misread("missing", len(pieces), len(pieces), option)
    return binding


def _reads(command: Command, words: Sequence[Token], *, context: Context) -> bool:
    """Can these words be read as the arguments of a command, with no flag among them?"""
    try:
        return not bind(command, words, context=context).flags
    except Misread:
        return False


def _bind_what(binding: Binding, what: Option, options: Mapping[str, Option], reads: defining.Reads) -> None:
    """What is posted, found by the word with which it begins."""
    pieces, context = binding.pieces, binding.context
    start = next((i for i, p in enumerate(pieces) if _may_begin(p, what, context)), None)
    if start is None or pieces[start].lonely:
        return
    phrase = pieces[start].token
    if phrase.marked or " " in phrase.text:
        stop, words = start + 1, cut(phrase.text)
        found = defining.subject(words, context, reads)
        end = stop
    else:
        stop = defining.stop(pieces, start, options, context)
        found, length = defining.longest(binding.tokens(start, stop), context, reads) or (None, 0)
        end = start + length
    if found is None:
        raise binding.misread("what", start, stop, what)
    if not isinstance(found, str):
        raise binding.misread("doubt", start, end, what, found)
    binding.take(what, found, start, end)
    if start and not pieces[start - 1].option and plain(bare(pieces[start - 1].token)) == what.name:
        binding.free[start - 1] = False


def _may_begin(piece: Piece, what: Option, context: Context) -> bool:
    """Does what is posted begin here: by its name, or with a word or a phrase that can be posted?"""
    if piece.option is not None:
        return piece.option is what
    return defining.begins(cut(piece.token.text)[0] if piece.token.marked else piece.token, context)


def _bind_keys(binding: Binding, whole: Option | None, what: Option | None) -> None:
    for start, piece in enumerate(binding.pieces):
        option = piece.option
        if option is None or option is whole or (option is what and not binding.free[start]):
            continue
        if piece.lonely:
            raise binding.misread("no-value", start, start + 1, option)
        end = start + 1 if whole else binding.run_end(start)
        _bind_named_value(binding, option, start, end)


def _bind_named_value(binding: Binding, option: Option, start: int, stop: int) -> None:
    """The value that was given by name: it must fit exactly or nearly; free text takes the first token."""
    if fit := _fit(binding, option, start, stop):
        _accept(binding, option, fit, start)
    elif "record" in option.types:
        binding.take(option, bare(binding.pieces[start].token), start, start + 1)
    elif not _bind_slip(binding, option, start, start + 1):
        if "text" not in option.types:
            raise binding.misread("misfit", start, start + 1, option)
        binding.take(option, binding.pieces[start].token.form, start, start + 1)


def _bind_spaced_keys(binding: Binding, options: dict[str, Option]) -> None:
    """`before 2024-12-31`: a key without a sign binds only if what follows fits."""
    names = [
        None if piece.option or piece.token.marked else options.get(plain(bare(piece.token)))
        for piece in binding.pieces
    ]
    for place, option in enumerate(names):
        if option is None or not binding.free[place]:
            continue
        start = place + 1
        while "text" in option.types and start < len(names) and is_filler(binding.pieces[start].token):
            start += 1
        if start >= len(names) or binding.pieces[start].option or not binding.free[start]:
            continue
        run = binding.run_end(start)
        stop = next((i for i in range(start + 1, run) if names[i] not in (None, option)), run)
        if _bind_after_key(binding, option, place, start, stop):
            binding.free[place:start] = [False] * (start - place)


def _bind_after_key(binding: Binding, option: Option, place: int, start: int, stop: int) -> bool:
    """Bind what stands from `start` on to the option that was named at `place`, if it fits."""
    if fit := _fit(binding, option, start, stop):
        _accept(binding, option, fit, start, since=place)
        return True
    if _bind_slip(binding, option, start, start + 1):
        return True
    if "text" not in option.types or option.name in binding.given:
        return False
    binding.take(option, binding.pieces[start].token.form, start, start + 1)
    return True


def _bind_by_type(binding: Binding) -> None:
    """Each option in its order takes the longest run that fits one of its types exactly."""
    for option in list(binding.open_options()):
        if option.name in binding.given:
            continue
        for kind in option.types:
            best = _longest(binding, option, kind)
            if best is not None:
                _accept(binding, option, best[1], best[0])
                break


def _longest(binding: Binding, option: Option, kind: OptionType) -> tuple[int, Fit] | None:
    best: tuple[int, Fit] | None = None
    if kind == "text":
        return None
    for start in range(len(binding.pieces)):
        if not binding.free[start] or binding.pieces[start].option:
            continue
        window = binding.tokens(start, binding.run_end(start))
        fit = fitting.exact(kind, option, tokens=window, context=binding.context)
        if fit and (best is None or fit[1] > best[1][1]):
            best = (start, fit)
    return best


def _fit(binding: Binding, option: Option, start: int, stop: int) -> Fit | None:
    window = binding.tokens(start, stop)
    fits = (fitting.exact(kind, option, tokens=window, context=binding.context, named=True) for kind in option.types)
    return max((fit for fit in fits if fit), key=lambda fit: fit[1], default=None)


def _accept(binding: Binding, option: Option, fit: Fit, start: int, *, since: int | None = None) -> None:
    """Take a fit, unless it leaves a doubt; a range given to a moment goes to the two moments of the command."""
    value, length = fit
    end = start + length
    if isinstance(value, (dates.Ambiguous, dates.Impossible, Refused, tuple)):
        raise binding.misread("doubt", start, end, option, value, since=since)
    if not (isinstance(value, Span) and value.precision == "range" and "moment" in option.types):
        binding.take(option, value, start, end)
        return
    second = next((o for o in binding.open_options() if o is not option and "moment" in o.types), None)
    if second is None:
        raise binding.misread("range", start, end, option, value, since=since)
    binding.notes.extend(reading.of_date(joined(binding.tokens(start, end)), value))
    for each, moment in zip((option, second), dates.ends(value), strict=True):
        binding.take(each, moment, start, end)


def _bind_any_record(binding: Binding) -> None:
    """An option for a record takes any one word that nobody else wants: the store will say if it knows it."""
    for option in list(binding.open_options()):
        place = next(iter(_loose(binding)), None)
        if "record" in option.types and place is not None:
            binding.take(option, bare(binding.pieces[place].token), place, place + 1)


def _bind_slips(binding: Binding) -> None:
    """What fits nothing may be a slip; of the options before the free text only, where there is one."""
    if len(_loose(binding)) > _MANY_WORDS:
        return
    options = list(binding.open_options())
    what = defining.option_of(binding.command)
    texts = (i for i, option in enumerate(binding.command.options) if "text" in option.types and option is not what)
    text = next(texts, None)
    before = options if text is None else [o for o in options if o in binding.command.options[:text]]
    for option in before:
        for start, end in _loose_runs(binding):
            if _bind_slip(binding, option, start, end):
                break


def _bind_slip(binding: Binding, option: Option, start: int, end: int) -> bool:
    text = " ".join(bare(token) for token in binding.tokens(start, end))
    for kind in option.types:
        found = fitting.near(kind, option, text=text, context=binding.context)
        if not found:
            continue
        if len(found) > 1:
            raise binding.misread("slips", start, end, option, found)
        one = found[0]
        value = Chosen("zone", one.id) if kind == "zone" else Word(one.id)
        binding.take(option, one if isinstance(one, Entity) else value, start, end)
        binding.notes.append(reading.read_as(text, one.name if isinstance(one, Entity) else one.label))
        return True
    return False


def _bind_text(binding: Binding) -> None:
    """Free text takes what is left; where it was begun by name, the words that follow."""
    what = defining.option_of(binding.command)
    able = [o for o in binding.command.options if "text" in o.types and not o.whole and o is not what]
    option = next((o for o in able if o.name in binding.given), next(iter(able), None))
    if option is None:
        return
    if option.name in binding.given:
        _, start = binding.places[option.name]
        taken = []
        while start < len(binding.pieces) and binding.free[start]:
            if not is_filler(binding.pieces[start].token):
                taken.append(start)
            start += 1
        _refuse_second_date(binding, taken)
        more = binding.given[option.name] if taken else None
        if not isinstance(more, str):
            return
        binding.given[option.name] = joined([Token(more), *(binding.pieces[place].token for place in taken)])
    elif not option.named and (taken := _loose(binding)):
        _refuse_second_date(binding, taken)
        binding.given[option.name] = joined(binding.pieces[place].token for place in taken)
    else:
        return
    for place in taken:
        binding.free[place] = False


def _refuse_second_date(binding: Binding, places: Sequence[int]) -> None:
    """A date among the words of a free text is none of them where the command has its date already."""
    dated = (o for o in binding.command.options if moments.is_date(o) and isinstance(binding.given.get(o.name), Span))
    option = next(dated, None)
    if option is None:
        return
    for start in places:
        if found := moments.found(binding.tokens(start, binding.run_end(start)), binding.context):
            raise binding.misread("twice", start, start + found[1], option)


def _bind_whole(binding: Binding, whole: Option) -> None:
    """The text as it stands, without the options that were named in it."""
    text = joined(
        piece.token for piece, free in zip(binding.pieces, binding.free, strict=True) if free and not piece.lonely
    )
    if text:
        binding.given[whole.name] = text


def _refuse_leftovers(binding: Binding) -> None:
    loose = _loose(binding)
    if not loose:
        return
    start = loose[0]
    end = next((i for i in range(start, len(binding.pieces)) if not binding.free[i]), len(binding.pieces))
    what = defining.option_of(binding.command)
    is_new = not any("schedule" in option.types for option in binding.command.options)
    if what and is_new and what.name not in binding.given:
        raise binding.misread("what", start, end, what)
    option = None if binding.pieces[start].token.marked else binding.command.option(bare(binding.pieces[start].token))
    if option is None and start and (pointed := _pointed_at(binding, start - 1)):
        raise binding.misread("misfit", start, end, pointed, since=start - 1)
    if option is None:
        raise binding.misread("leftover", start, end)
    if start + 1 == end:
        raise binding.misread("no-value", start, end, option)
    raise binding.misread("misfit", start + 1, end, option, since=start)


def _pointed_at(binding: Binding, place: int) -> Option | None:
    """The option for a channel, where `in` stood before words that are none."""
    word = binding.pieces[place].token
    option = keys_of(binding.command).get(plain(bare(word))) if binding.command.manages and not word.marked else None
    return option if option and "channel" in option.types and option.name not in binding.given else None


def _loose(binding: Binding) -> list[int]:
    """The places of unclaimed words, fillers aside."""
    return [i for i, free in enumerate(binding.free) if free and not _is_idle(binding, i)]


def _is_idle(binding: Binding, place: int) -> bool:
    """Is this a filler, or in a line of those who manage a word that leads to what was claimed after it?"""
    word = binding.pieces[place].token
    if is_filler(word) or not (binding.command.manages and defining.is_joining(word)):
        return is_filler(word)
    after = next((i for i in range(place, len(binding.free)) if not defining.is_joining(binding.pieces[i].token)), None)
    return after is not None and not binding.free[after]


def _loose_runs(binding: Binding) -> Sequence[tuple[int, int]]:
    """Runs of up to four unclaimed words that stand together, the longest first."""
    loose = set(_loose(binding))
    return [
        (start, start + length)
        for length in range(min(4, len(loose)), 0, -1)
        for start in sorted(loose)
        if all(place in loose for place in range(start, start + length))
    ]
