"""Takes out of a text what would steer a screen: control and direction characters, and what cannot be seen.

Every output uses it, for what it shows may come from a dataset or from a stranger's line. Joiners stay where a script
or an emoji needs them; there they change only the letters beside them.
"""

from __future__ import annotations

import re
import unicodedata

_SPACES = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_JOINERS = "\u200c\u200d"
RISKY = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINING = re.compile("[\u0600-\u109f\u1780-\u18af\u1b00-\u1bff\ua800-\uabff\ufb50-\ufdff\ufe70-\ufefc]")
"""The scripts whose spelling needs a joiner: Arabic, the Indic ones, Myanmar, Khmer, Mongolian."""


def clean(text: str) -> str:
    """The text on one line: line ends and tabs are spaces, lone surrogates U+FFFD, the rest of the risky is gone."""
    return text if text.isascii() and text.isprintable() else RISKY.sub(_one, text)


def lines(text: str) -> list[str]:
    """The text cleaned, line by line as it is written."""
    return [clean(line) for line in text.split("\n")]


def _one(match: re.Match[str]) -> str:
    found = match.group()
    if found in _SPACES:
        return " "
    if unicodedata.category(found) == "Cs":
        return "\ufffd"
    if found in _JOINERS and _is_needed(match.string, match.start()):
        return found
    return ""


def _is_needed(text: str, at: int) -> bool:
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if _JOINING.match(before) and _JOINING.match(after):
        return True
    return text[at] == "\u200d" and _is_symbol(after) and (_is_symbol(before) or before == "\ufe0f")


def _is_symbol(character: str) -> bool:
    """An emoji or one of its skin tones; the joined ones are all symbols."""
    return bool(character) and unicodedata.category(character) in ("So", "Sk")
