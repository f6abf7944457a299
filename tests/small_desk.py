"""A small desk to read lines with: commands shaped like the real ones, and a few names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.arguments import Entity, Span, Value
from bot.grammar import Parsed, read
from bot.names import Names
from bot.reading.offers import Unread
from bot.registry import Choice, Command, Example, Option, OptionType, Registry

TODAY = date(2026, 11, 22)


def _never(*args: object, **kwargs: object) -> None:
    raise AssertionError("reading a line runs no command")


def _option(name: str, *types: OptionType, **more: object) -> Option:
    return Option(name=name, help=f"the {name}", types=types, **more)  # type: ignore[arg-type]


def _command(name: str, *options: Option, aliases: tuple[str, ...] = ()) -> Command:
    examples = (Example(line=name, shows="it"),)
    return Command(name=name, help=name, options=options, examples=examples, aliases=aliases, handler=_never)  # type: ignore[arg-type]


def _choices(**names: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(id=name.replace("_", "-"), label=name.replace("_", " "), names=n) for name, n in names.items())


REGISTRY = Registry(
    (
        _command(
            "members",
            _option("country", "country"),
            _option("as_of", "moment"),
            _option("kind", "status", "choice", choices=_choices(founding=("founders",), all=())),
        ),
        _command(
            "summit",
            _option("which", "summit"),
            _option("section", "choice", choices=_choices(decisions=(), attendees=("attendance",), documents=())),
        ),
        _command("summits", _option("place", "city", "country"), _option("years", "period")),
        _command(
            "quote",
            _option("speaker", "person"),
            _option("about", "text"),
            _option("before", "moment", named=True),
            _option("after", "moment", named=True, aliases=("since",)),
        ),
        _command("verify", _option("text", "text", whole=True, required=True)),
        _command(
            "onthisday",
            _option("date", "day"),
            _option("span", "choice", choices=_choices(week=(), month=())),
            aliases=("today",),
        ),
        _command(
            "who",
            _option("name_or_office", "office", "person"),
            _option("country", "country"),
            _option("as_of", "period"),
        ),
        _command("timeline", _option("topic", "topic"), _option("country", "country"), _option("years", "period")),
        _command("diff", _option("from", "moment", required=True), _option("to", "moment")),
        _command("fact", _option("topic", "text")),
        _command(
            "search",
            _option("words", "text", whole=True, required=True),
            _option("kind", "choice", choices=_choices(quote=(), figure=("figures",))),
        ),
        _command(
            "cite",
            _option("record", "record", required=True),
            _option("style", "choice", choices=_choices(plain=(), ap=(), apa=())),
        ),
        _command("coverage", _option("topic", "text")),
        _command("help", _option("command", "text")),
        _command("about"),
        _command("sco"),
    )
)

_PEOPLE = {
    "umarov": ("Temur Umarov", "Umarov", "Умаров"),
    "li-mingjiang": ("Li Mingjiang", "Li"),
    "li-qiang": ("Li Qiang", "Li"),
    "xi-jinping": ("Xi Jinping", "Xi", "习近平"),
    "putin": ("Vladimir Putin", "Putin"),
    "yermekbayev": ("Nurlan Yermekbayev", "Yermekbayev"),
    "karimov": ("Islam Karimov", "Karimov"),
    "karimova": ("Gulnara Karimova", "Karimova"),
}
_COUNTRIES = {
    "BY": ("Belarus", "Byelorussia"), "IN": ("India",), "IR": ("Iran",), "KZ": ("Kazakhstan",), "CN": ("China",),
    "KG": ("Kyrgyzstan",), "TJ": ("Tajikistan",), "UZ": ("Uzbekistan",), "RU": ("Russia",), "PK": ("Pakistan",),
    "TR": ("Türkiye",), "MN": ("Mongolia",),
}  # fmt: skip
_REST = {
    "city": {"astana": ("Astana",), "tianjin": ("Tianjin",), "tashkent": ("Tashkent",), "shanghai": ("Shanghai",)},
    "office": {"president": ("President",), "secretary-general": ("Secretary-General", "sg"), "chair": ("Chair",)},
    "status": {
        "member": ("member", "members"), "observer": ("observer", "observers"), "partner": ("partner", "partners"),
        "dialogue-partner": ("dialogue partner", "dialogue partners"),
    },
    "topic": {"membership": ("membership",), "population": ("population", "people")},
    "summit": {"sco-25": ("Tianjin 2025",), "sco-24": ("Astana 2024",)},
    "meeting": {"alaska-2025": ("Alaska meeting of Putin and Trump", "Alaska", "Alaska summit")},
}  # fmt: skip

NAMES = Names(
    (entity_id, kind, name, place == 0)
    for kind, entities in {"person": _PEOPLE, "country": _COUNTRIES, **_REST}.items()
    for entity_id, names in entities.items()
    for place, name in enumerate(names)
)


def is_record(text: str) -> bool:
    return text.casefold() in {"q001", "f009", "sco-25", "by-2024-member"}


def understand(line: str, today: date = TODAY) -> Parsed | Unread:
    return read(line, registry=REGISTRY, names=NAMES, today=today, is_record=is_record)


def parsed(line: str, today: date = TODAY) -> Parsed:
    found = understand(line, today)
    assert isinstance(found, Parsed), found
    return found


def unread(line: str, today: date = TODAY) -> Unread:
    found = understand(line, today)
    assert isinstance(found, Unread), found
    return found


def without_traces(found: Parsed) -> tuple[str, dict[str, Value], frozenset[str]]:
    """What was understood, without how it was typed."""
    values = {
        name: replace(value, read_from=None)
        if isinstance(value, Entity)
        else replace(value, turned=False)
        if isinstance(value, Span)
        else value
        for name, value in found.arguments.items()
    }
    return found.command, values, found.flags


def offered(found: Unread) -> list[str]:
    return [line for _, line in found.offers]
