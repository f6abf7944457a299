"""What the reader of command lines says: what it read, and what it could not read."""

from __future__ import annotations

from bot import dates
from bot.arguments import Span
from bot.registry import Command, Option, OptionType

LONGEST_SHOWN = 60

CHOOSE_TITLE = "Which one?"
NOT_READ_TITLE = "I could not read that"
NOT_FOUND_TITLE = "Not found"
NO_COMMAND_TITLE = "No such command"
TOO_LONG_TITLE = "That is too long"
START_TITLE = "Where to begin"

START = "Type a command, for example `help`."
NO_COMMAND = "There is no command called {words}."
NO_COMMAND_NEAR = "There is no command called {words}. Did you mean {offer}?"
TOO_LONG = "The line has {length:,} characters; I read up to {limit:,}. Please shorten it."
CLASH = "A reply cannot be both private and public. Please choose one."
NO_OPTION = "{command} has no option called {words}. It takes {takes}."
NO_OPTIONS = "{command} takes nothing after it, so I did not know what to do with {words}."
NO_VALUE = "{option} needs something after it."
MISSING = "{command} needs {option}: {help}"
TWICE = "{option} was given twice. Please say it once."
LEFTOVER = "{command} takes {takes}; {words} was left over."
MISFIT = "{words} is not {wanted}, which {option} needs."
RANGE = "{words} is a stretch of time, and {command} needs one date."
SEVERAL = "{words} can be {names}. Which one?"
SLIPS = "Nothing is called {words}. Did you mean {names}?"
AMBIGUOUS = "{words} can be {first} or {second}. Which one?"
IMPOSSIBLE = "The calendar has no {words}."
IMPOSSIBLE_NEAR = "The calendar has no {words}. Did you mean {near}?"
DID_YOU_MEAN = " Did you mean {offer}?"

NO_POST = (
    "{words} is nothing that I can post: that is onthisday, reminder, quote, digest week, digest month, or a command "
    'line in quotation marks, such as "members 2016".'
)
NO_PLACE = "{words} names no place, so it says nothing of summer time. Please name a city, such as Tashkent."
BARE_HOUR = "{words} can be {near}; please write hour and minutes."
NO_DIGEST = "A digest is of a week or of a month, so {words} cannot be posted."
DAY_ENDS = "A day ends at 23:59, so {words} is no time of it; its beginning is written 00:00."
NO_TIME = "{words} is no time of the day; a day goes from 00:00 to 23:59."
NO_INTERVAL = (
    "{words} cannot be kept: posts come on days of the week, of the month or of the year, such as monday, 1,15 or "
    "15 June."
)
NO_FIFTH = "{words} is not in every month: please say the 1st, 2nd, 3rd, 4th or last one."
NO_LENGTH = "A pause ends on a day that you name, not after {words}."
NO_HOUR = "A pause ends when a day begins, so {words} cannot be kept: please name the day alone."
NO_ANSWER = {
    "help": "“help” lists commands and answers nothing, so it cannot be posted.",
    "about": "“about” is what the desk says of itself, not of the records, so it cannot be posted.",
}
"""Of commands that answer nothing from the records, why they are not posted."""
ONLY_A_NAME = "{words} is only a name here, and not yet the channel. {pick}"
PICK_CHANNEL = {
    "slack": "Type # and pick the channel from the list that opens.",
    "discord": "Type # and pick the channel from the list that opens.",
    "terminal": "Name a file such as posts.txt, or terminal for the screen.",
}

GROUP_TITLE = "What about {group}?"
GROUP = "{group} needs one more word: {words}."
GROUP_UNKNOWN = "There is no command called {words}; after {group} comes {takes}."
GROUP_NEAR = NO_COMMAND_NEAR

_READ_AS = "Read {words} as {name}."
_TURNED = "{words} was read as {span}."
_MOVED = "{year} has no 29 February, so 28 February stands in for it."

_NOBODY: dict[OptionType, str] = {
    "country": "No member or partner is called {words}.",
    "person": "Nobody in the records is called {words}.",
    "city": "No summit city is called {words}.",
    "office": "No office is called {words}.",
    "status": "No status is called {words}.",
    "topic": "No topic is called {words}.",
    "summit": "No summit, city or meeting is called {words}.",
    "choice": "{words} is not one of the choices here.",
    "zone": "There is no time zone called {words}.",
}

_WANTED: dict[OptionType, str] = {
    "moment": "a date",
    "period": "a date or a range of dates",
    "day": "a day",
    "country": "a country",
    "person": "a person",
    "city": "a city",
    "office": "an office",
    "status": "a status",
    "summit": "a summit",
    "record": "the id of a record",
    "topic": "a topic",
    "choice": "one of its choices",
    "text": "words",
    "channel": "a channel",
    "person-here": "a person picked from the list that opens when you type @",
    "zone": "a time zone (such as Asia/Tashkent)",
    "time": "a time (such as 08:30)",
    "days": "days (such as weekdays or mon,thu)",
    "leads": "days before (such as 7d,1d,0d)",
    "schedule": "the number of a schedule",
    "number": "a number",
}


def shown(words: str) -> str:
    """What someone typed, in quotation marks, and cut where it is long."""
    return f"“{words if len(words) <= LONGEST_SHOWN else words[: LONGEST_SHOWN - 1] + '…'}”"


def either(names: list[str]) -> str:
    """`A, B or C`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def read_as(words: str, name: str) -> str:
    """The note under an answer to a misspelt name."""
    return _READ_AS.format(words=shown(words), name=name)


def of_date(words: str, span: Span) -> tuple[str, ...]:
    """The notes on a date that was put right."""
    if span.turned:
        return (_TURNED.format(words=shown(words), span=dates.spelt(span)),)
    return (_MOVED.format(year=span.start.year),) if span.moved else ()


def option_name(option: Option) -> str:
    """An option's name as it is typed."""
    return option.name.replace("_", "-")


def takes(command: Command) -> str:
    """The options of a command by name: `country, as-of and kind`."""
    names = [option_name(option) for option in command.options]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def wanted(option: Option) -> str:
    """What an option needs: `a date`, `an office or a person`."""
    return either(list(dict.fromkeys(_WANTED[kind] for kind in option.types)))


def nobody(kind: OptionType, words: str) -> str | None:
    """That nothing of this type is called so."""
    sentence = _NOBODY.get(kind)
    return sentence and sentence.format(words=shown(words))
