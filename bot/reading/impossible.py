"""Times and days that people write and that no schedule can keep: what is said of them. Nothing is offered in their
place that would mean something else."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.schedules import rule
from bot.texts import reading

_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?", re.IGNORECASE)
_INTERVAL = re.compile(
    r"(?:other|\d{1,3}|two|three|four|five|six) "
    r"(?:days?|weeks?|fortnights?|months?|years?|hours?|minutes?|weekdays?|" + "|".join(rule.FULL) + r")"
)
_OFTEN = ("hourly", "biweekly", "fortnightly", "hour", "minute", "fortnight")
_LENGTH = re.compile(r"(?:for )?(\d{1,3}) ?(day|week)s?")
_NUMBERED = re.compile(r"(fifth|sixth|\d{1,2}(?:st|nd|rd|th))[ -](\w+)")
_DATE = re.compile(r"\d{1,2}(?:st|nd|rd|th)?[ .]+(?:of )?([a-z]{3,9})|([a-z]{3,9})[ .]+\d{1,2}(?:st|nd|rd|th)?")
_YEARLY = re.compile(r"\d{2}-\d{2}")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


def time(text: str) -> str | None:
    """Why words that look like times of the day are none; None for what does not look like it, or is one."""
    parts = [part.strip() for part in text.split(",")]
    found = [_CLOCK.fullmatch(part) for part in parts]
    wrong = [part for part in parts if rule.read_times(part) is None]
    if not all(found) or not wrong:
        return None
    form = reading.DAY_ENDS if re.match("24[:.h]00$", wrong[0]) else reading.NO_TIME
    return form.format(words=reading.shown(wrong[0]))


def days(text: str, typed: str, *, named: bool) -> str | None:
    """Why words that look like days are none that a schedule keeps; None for what looks like none, or is one.

    `text` is what was `typed` in the form that is read. `named`: they stand after `every` or `on`; only there `2 days`
    is a distance.
    """
    said = " ".join(text.casefold().split())
    if (named and _INTERVAL.fullmatch(said)) or (said in _OFTEN and (named or said.endswith("ly"))):
        return reading.NO_INTERVAL.format(words=reading.shown(typed))
    numbered = _NUMBERED.fullmatch(said)
    if numbered and rule.read_days(said) is None and _is_weekday(numbered[2]):
        return reading.NO_FIFTH.format(words=reading.shown(typed))
    dated = _DATE.fullmatch(said)
    looks = _YEARLY.fullmatch(said) or (dated and _is_month(dated[1] or dated[2]))
    if looks and rule.read_days(said.replace(" of ", " ")) is None:
        return reading.IMPOSSIBLE.format(words=reading.shown(typed))
    return None


def pause_end(words: str, today: date) -> tuple[str, date | None] | None:
    """Why words do not say when a pause ends: a length, of which the day that it means comes back too, or a time."""
    said = " ".join(words.casefold().split())
    if length := _LENGTH.fullmatch(said):
        end = today + timedelta(days=int(length[1]) * (7 if length[2] == "week" else 1))
        return reading.NO_LENGTH.format(words=reading.shown(words)), end
    if _CLOCK.fullmatch(said.removeprefix("at ")) or rule.read_times(said.removeprefix("at ")):
        return reading.NO_HOUR.format(words=reading.shown(words)), None
    return None


def _is_weekday(word: str) -> bool:
    days = rule.read_days(word)
    return days is not None and len(days.weekdays) == 1


def _is_month(word: str) -> bool:
    return word in rule.MONTHS or word in _MONTHS or word == "sept"
