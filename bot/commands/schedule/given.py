"""The options by which a schedule is described, as `add`, `edit` and `simulate` take them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from bot.arguments import Chosen, Value, Word
from bot.reading import chosen
from bot.reading.lexer import phrased
from bot.registry import Choice, Option

NUMBER = Option(name="schedule", help="Its number, as `schedule list` shows it", types=("schedule",), aliases=("id",))

OPTIONS = (
    Option(
        name="what",
        help="onthisday, reminder, quote, digest week, digest month, or a question such as “members”",
        types=("text",),
    ),
    Option(name="at", help="The local time, or several with commas: 08:30,18:00", types=("time",), aliases=("time",)),
    Option(name="zone", help="The time zone: Asia/Tashkent, or a city", types=("zone",), aliases=("timezone", "tz")),
    Option(
        name="days",
        help="Every day, or weekdays, mon,thu, 1,15,last, first monday, 15 June",
        types=("days",),
        aliases=("every",),
    ),
    Option(name="in", help="The channel; else the one in which it is asked", types=("channel",), aliases=("channel",)),
    Option(
        name="lead",
        help="Of a reminder, how many days before the event: 7d,1d,0d",
        types=("leads",),
        aliases=("leads",),
        named=True,
    ),
    Option(
        name="years",
        help="Of onthisday, within how many years an event is not repeated in the channel",
        types=("number",),
        named=True,
    ),
    Option(
        name="empty",
        help="Of onthisday and digest, what happens when there is nothing",
        types=("choice",),
        choices=(Choice(id="silent", label="post nothing"), Choice(id="next", label="name the next date")),
        named=True,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was said of a schedule; None: nothing of that."""

    what: str | None = None
    at: Chosen | None = None
    zone: Chosen | None = None
    days: Chosen | None = None
    in_: Chosen | None = None
    lead: Chosen | None = None
    years: Chosen | None = None
    empty: Word | None = None

    @classmethod
    def of(cls, said: Mapping[str, Value]) -> Given:
        """What a line said of a schedule, among all that it said."""
        names = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in said.items() if name in names})  # type: ignore[arg-type]

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was said at all."""
        return all(getattr(self, field.name) is None for field in fields(self))

    def line(self, command: str) -> str:
        """The command line that says the same."""
        said = [command]
        for field in fields(self):
            value = getattr(self, field.name)
            if value is not None:
                said.append(f"{field.name.rstrip('_')}:{_written(value)}")
        return " ".join(said)

    def with_time(self, text: str) -> Given:
        """The same at another time."""
        return replace(self, at=Chosen("time", text))

    def with_zone(self, name: str) -> Given:
        """The same in another zone."""
        return replace(self, zone=Chosen("zone", name))

    def with_what(self, text: str) -> Given:
        """The same with something else to post."""
        return replace(self, what=text)


def _written(value: str | Chosen | Word) -> str:
    if isinstance(value, Chosen):
        return chosen.written(value)
    if isinstance(value, Word):
        return value.id
    return phrased(value) if any(mark in value for mark in ' ":=') else value
