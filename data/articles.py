"""Looks the quotations of a dataset up in the files of the articles from which they were taken."""

from __future__ import annotations

import hashlib
from pathlib import Path

from data import folder, schema
from data.folder import Fault

NO_FILE = "file_sha256: no file of the articles has this hash"
NO_LINE = "line: {file} has no line {line}"
NO_WORDS = "words: they do not stand on line {line} of {file}"


def check(path: Path, articles: Path) -> tuple[int, list[Fault]]:
    """How many quotations the dataset at `path` has, and those that do not stand to the letter where they should."""
    found = folder.read(path)
    files = {hashlib.sha256(content).hexdigest(): (name, content) for name, content in _contents(articles)}
    quotes = found.all("quotes", schema.Quote)
    reasons = ((quote, _reason(quote, files.get(quote.file_sha256 or ""))) for quote in quotes)
    return len(quotes), [Fault(found.file_of(quote), quote.id, reason) for quote, reason in reasons if reason]


def _contents(articles: Path) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(articles.iterdir()) if path.is_file()]


def _reason(quote: schema.Quote, found: tuple[str, bytes] | None) -> str | None:
    if found is None:
        return NO_FILE
    file, content = found
    lines = content.decode("utf-8", "replace").split("\n")
    if quote.line is None or quote.line > len(lines):
        return NO_LINE.format(file=file, line=quote.line)
    return None if quote.words in lines[quote.line - 1] else NO_WORDS.format(file=file, line=quote.line)
