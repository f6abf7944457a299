"""A dataset of any size: the shipped one with made-up people and quotations added, the same at every run."""

from __future__ import annotations

import itertools
import random
import re

from data import folder, loader, schema
from data.folder import Folder
from data.store import Store
from data.version import SHIPPED
from data.wording import digest

_SYLLABLES = re.findall("..", "babebidadedogagokakikolalilomamimonaninorarirosasisotatitovavi")
_COMMON = (
    "summit trade border energy security region members leaders agreement partner growth transport water bank culture "
    "dialogue stability corridor pipeline tariff sanctions exports investment railway university science climate "
    "customs visa tourism grain cotton copper uranium satellite harbour festival archive treaty council"
)
_WORDS = [*_COMMON.split(), *("".join(found) for found in itertools.product(_SYLLABLES[:17], repeat=3))]
_ODDS = list(itertools.accumulate(1 / rank for rank in range(1, len(_WORDS) + 1)))
"""Words as often as in a language: the second half as often as the first (Zipf), the rest much more rarely."""


def fill(store: Store, *, quotes: int, people: int) -> None:
    """Load the shipped dataset with this many made-up quotations by this many made-up people."""
    loader.write(store, _folder(quotes, people), loaded_from="made up")


def _folder(quotes: int, people: int) -> Folder:
    found = folder.read(SHIPPED)
    chance = random.Random(20_260_901)  # noqa: S311  (not for secrets)
    source = found.all("sources", schema.Source)[0].id
    made = [_person(number, chance, source) for number in range(people)]
    found.lists["people"] += made
    found.lists["quotes"] += [_quote(number, chance, source, made) for number in range(quotes)]
    found.version = f"made-up-{quotes}-{people}"
    return found


def _name(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(syllables)).capitalize()


def _person(number: int, chance: random.Random, source: str) -> schema.Person:
    family, given = (
        _name(chance, 3) + f"{number % 97:02d}".translate(str.maketrans("0123456789", "abcdefghij")),
        _name(chance, 2),
    )
    return schema.Person(
        id=f"made-up-{number}",
        name=f"{given} {family}",
        sort=family,
        text=f"{given} {family} is made up.",
        src=[source],
    )


def _quote(number: int, chance: random.Random, source: str, people: list[schema.Person]) -> schema.Quote:
    speaker = people[min(int(chance.paretovariate(1.1)) - 1, len(people) - 1)]
    words = " ".join([*chance.choices(_WORDS, cum_weights=_ODDS, k=18), f"n{number}"]).capitalize() + "."
    day = f"{chance.randint(1996, 2025)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    return schema.Quote(
        id=f"made-up-quote-{number}",
        statement=f"made-up-statement-{number}",
        part=1,
        speaker=speaker.id,
        words=words,
        sha256=digest(words),
        form="sentence",
        written_as=speaker.name,
        attribution="direct",
        said=day,
        src=[source],
    )
