"""What people put around a question when they write it to the desk in a channel, taken off."""

from __future__ import annotations

import re

_BEFORE = re.compile(r"(?:@\S+\s+|[:;,.!>\u2022\u2013\u2014-]+\s*)")
"""Whom else they address, and what parts the desk's name from the question."""

_PAIRS = (
    ("```", "```"),
    ("`", "`"),
    ("**", "**"),
    ("*", "*"),
    ("__", "__"),
    ("_", "_"),
    ('"', '"'),
    ("\u201c", "\u201d"),
)
"""What they put around the whole."""


def question(text: str) -> str:
    """The question alone: `@desk: members 2016`, in code marks or stars, is `members 2016`."""
    before = None
    while text != before:
        before = text = text.strip()
        found = _BEFORE.match(text)
        text = text[found.end() :] if found else text
        for first, last in _PAIRS:
            inner = text[len(first) : -len(last)]
            if inner and text.startswith(first) and text.endswith(last) and first not in inner:
                text = inner
    return text
