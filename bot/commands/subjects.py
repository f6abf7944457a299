"""Words that no option claims, as what they are about: topics, countries, people, meetings, or plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot import phrases, say
from bot.arguments import Entity, EntityKind
from bot.ask import Ask
from bot.names import Names
from bot.reading.fitting import FILLERS
from data import search

KINDS: tuple[EntityKind, ...] = ("topic", "country", "person", "meeting", "summit", "status", "office", "organisation")
"""The kinds of names that are looked for, the first that answers is meant."""

_NEAR: tuple[EntityKind, ...] = ("topic", "country", "person", "meeting")
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Subject:
    """Some words and what they name; several entities where that is not clear, none where they are plain words."""

    words: str
    entities: tuple[Entity, ...] = ()

    @property
    def entity(self) -> Entity | None:
        """What is named."""
        return self.entities[0] if self.entities else None

    @property
    def name(self) -> str:
        """How a title says it."""
        return self.entities[0].name if self.entities else self.words


@dataclass(frozen=True, slots=True)
class Matched:
    """The subjects as they were understood, and the `seq` of the records that match them all, newest first."""

    subjects: tuple[Subject, ...]
    seqs: tuple[int, ...]
    missing: tuple[Subject, ...] = ()
    """The subjects that match nothing even alone; set only where nothing matches all."""


def read(names: Names, text: str, organisation: str) -> tuple[Subject, ...]:
    """The subjects of a text, the longest names first. The organisation itself is meant anyway, and says nothing."""
    words = phrases.read(text)
    found: list[Subject] = []
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + _LONGEST), start, -1):
            named = _named(names, " ".join(words[start:end]))
            if named.entities:
                found.append(named)
                start = end
                break
        else:
            if words[start].casefold() not in FILLERS | {"and"}:
                found.append(Subject(words[start]))
            start += 1
    told = [s for s in found if s.entity is None or s.entity.id != organisation]
    return tuple(dict.fromkeys(told or found))


def are_linked(subjects: Sequence[Subject]) -> bool:
    """Whether all of them are what records link to, and none is looked for by words."""
    return all(s.entity is not None and s.entity.kind not in ("office", "status") for s in subjects)


def _named(names: Names, text: str) -> Subject:
    every = names.exact(text, KINDS)
    for kind in KINDS:
        if of_kind := tuple(e for e in every if e.kind == kind):
            return Subject(text, of_kind)
    return Subject(text)


def match(ask: Ask, subjects: Sequence[Subject], kinds: Sequence[str]) -> Matched:
    """The records of these kinds that match every subject. A word that stands nowhere is tried as a slip of a name."""
    found = _find(ask, subjects, kinds)
    if found:
        return Matched(tuple(subjects), found)
    mended = mend(ask, subjects)
    if mended != tuple(subjects) and (found := _find(ask, mended, kinds)):
        return Matched(mended, found)
    apart = tuple(dict.fromkeys(one for s in subjects for one in _apart(ask, s)))
    if apart != tuple(subjects) and (found := _find(ask, apart, kinds)):
        return Matched(apart, found)
    missing = tuple(s for s in subjects if not _find(ask, [s], kinds))
    return Matched(tuple(subjects), (), missing)


def _find(ask: Ask, subjects: Sequence[Subject], kinds: Sequence[str]) -> tuple[int, ...]:
    phrases = [_phrase(s) for s in subjects if _phrase(s)]
    about = [s.entity.id for s in subjects if s.entity is not None and not _phrase(s)]
    if not phrases and not about:
        return ()
    found = search.find(ask.reader, phrases, kinds=kinds, about=about).seqs
    standing = next((s for s in subjects if s.entity is not None and s.entity.kind == "status"), None)
    topic = _topic_of(ask, standing.entity.id) if standing and standing.entity else None
    if not standing or not standing.entity or not topic:
        return found
    others = [id for id in about if id != standing.entity.id]
    named = search.find(ask.reader, [*phrases, standing.words], kinds=kinds, about=[*others, topic]).seqs
    return tuple(sorted({*found, *named}, reverse=True))


def _apart(ask: Ask, subject: Subject) -> tuple[Subject, ...]:
    """The countries in the name of a topic, where it has nothing else: `India and Pakistan` as the two of them."""
    if subject.entity is None or subject.entity.kind != "topic":
        return (subject,)
    words = [w for w in subject.words.split() if w.casefold() not in FILLERS | {"and"}]
    each = tuple(_named(ask.names, word) for word in words)
    are_countries = all(one.entity is not None and one.entity.kind == "country" for one in each)
    return each if len(each) > 1 and are_countries else (subject,)


def _topic_of(ask: Ask, status: str) -> str | None:
    """The topic that is called like a class of standing, or like the one in its place.

    What links to it and names the class is about the class too: few records link to the class itself.
    """
    own = ask.frame.status(status)
    classes = [own, *(s for s in ask.frame.statuses if s.id == own.instead)]
    return next((e.id for s in classes for e in ask.names.exact(s.many, ("topic",))), None)


def _phrase(subject: Subject) -> str:
    """The words to be found in the text: an office is looked for by its title, for few records link to it."""
    if subject.entity is None:
        return subject.words
    return subject.entity.name if subject.entity.kind == "office" else ""


def mend(ask: Ask, subjects: Sequence[Subject]) -> tuple[Subject, ...]:
    """The subjects with runs of plain words read as slips of names, where there is one name that fits best."""
    mended: list[Subject] = []
    start = 0
    while start < len(subjects):
        run = start
        while run < len(subjects) and subjects[run].entity is None:
            run += 1
        for end in range(run, start, -1):
            near = ask.names.near(" ".join(s.words for s in subjects[start:end]), _NEAR)
            if near:
                mended.append(Subject(" ".join(s.words for s in subjects[start:end]), near[:1]))
                start = end
                break
        else:
            mended.append(subjects[start])
            start += 1
    return tuple(mended)


def listing(subjects: Sequence[Subject], last: str = "and") -> str:
    """`trade, Russia and China`."""
    return say.listing((s.name for s in subjects), last)


def title(subjects: Sequence[Subject]) -> str:
    """`trade, China and Russia, oil`: names that may have an `and` of their own."""
    return ", ".join(s.name for s in subjects)


def line(command: str, subjects: Sequence[Subject]) -> str:
    """A command line that asks about these together; a name of several words stays one in quotation marks."""
    return " ".join([command, *(f'"{s.name}"' if " " in s.name else s.name for s in subjects)])


def topics(ask: Ask) -> tuple[Entity, ...]:
    """Every topic, by name."""
    return tuple(sorted(ask.names.complete("", ("topic",), limit=1000), key=lambda e: e.name.casefold()))


def nearest(ask: Ask, asked: Sequence[Subject]) -> tuple[Entity, ...]:
    """The names that look most like the words that name nothing."""
    return tuple(e for s in asked if s.entity is None for e in ask.names.alike(s.words, _NEAR))
