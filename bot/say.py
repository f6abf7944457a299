"""Dates, numbers and lists as a card says them, in English."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

DASH = "\u2013"
MONTHS = tuple("January February March April May June July August September October November December".split())
"""The months in English, whatever locale the process runs in."""


def day(value: date) -> str:
    """`31 December 2016`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def month_day(value: date) -> str:
    """`31 December`: a day of the year."""
    return f"{value.day} {MONTHS[value.month - 1]}"


def span(first: date, last: date) -> str:
    """`3 July 2024`, `3–4 July 2024`, `31 August – 1 September 2025`."""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{DASH}{day(last)}"
    if first.year == last.year:
        return f"{month_day(first)} {DASH} {day(last)}"
    return f"{day(first)} {DASH} {day(last)}"


def when(text: str) -> str:
    """A date as the dataset writes it, with no more precision than it has: `September 2025`, `by 15 August 2025`."""
    start, slash, end = text.partition("/")
    if not slash:
        return _single(start)
    if start == "..":
        return f"by {_single(end)}"
    if end == "..":
        return f"from {_single(start)}"
    if len(start) == len(end) == len("2025-09-01"):
        return span(date.fromisoformat(start), date.fromisoformat(end))
    return f"{_single(start)} to {_single(end)}"


def _single(text: str) -> str:
    parts = text.split("-")
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2:
        return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return day(date.fromisoformat(text))


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `11th`, `25th`."""
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(number % 10, 'th')}"


def count(number: int, one: str, many: str) -> str:
    """`no observers`, `1 observer`, `1,204 observers`."""
    return f"no {many}" if number == 0 else figure(number, one, many)


def figure(number: int, one: str, many: str) -> str:
    """`0 rows`, `1 row`, `1,204 rows`."""
    return f"{number:,} {one if number == 1 else many}"


def listing(words: Iterable[str], last: str = "and") -> str:
    """`A`, `A and B`, `A, B and C`."""
    found = list(words)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} {last} {found[-1]}" if found else ""


def years_ago(years: int) -> str:
    """`this year`, `1 year ago`, `25 years ago`."""
    return "this year" if years == 0 else f"{count(years, 'year', 'years')} ago"


def cap(text: str) -> str:
    """With a capital at the start."""
    return text[:1].upper() + text[1:]


def article(word: str) -> str:
    """`a member`, `an observer`."""
    return f"{'an' if word[:1].casefold() in 'aeiou' else 'a'} {word}"


def flag(code: str) -> str:
    """The flag of an ISO 3166-1 alpha-2 code, as two regional indicators; it only decorates."""
    return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in code)
