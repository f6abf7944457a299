"""One normaliser of text for both databases, for looking quotations up, and for marking what was found."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256

import Stemmer

_HAN = re.compile(r"([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
_WORD = re.compile(r"[^\W_]+")
_QUOTES = re.compile(r"[\u2018\u2019\u201a\u201b\u2032`\u00b4]|[\"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]")
_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_SPACES = re.compile(r"\s+")
LONGEST_WORD = 100
"""Characters of a word that count, in the index and in a query alike: PostgreSQL takes words of up to 2 kB
(https://www.postgresql.org/docs/current/textsearch-limitations.html)."""

BREAK = "xbreakx"
"""The index word between two fields, so that no phrase is found across them."""

_CLOSING = ",.;:!?\u2026\u3002\uff0c"


def fold(text: str) -> str:
    """Compatibility form, case folded, without accents, with a space around every Han character."""
    if text.isascii():
        return text.casefold()
    flat = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(c for c in flat if not unicodedata.combining(c))
    return _HAN.sub(r" \1 ", bare)


def tokens(text: str) -> list[str]:
    """The words of a text as they are indexed and looked up: folded, and stemmed where they are Latin."""
    return [stem(word[:LONGEST_WORD]) for word in _WORD.findall(fold(text))]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a folded word; other scripts and numbers stay as they are."""
    return str(_stemmer().stemWord(word)) if word.isascii() and word.isalpha() else word


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english", 0)


def spans(text: str, wanted: set[str]) -> tuple[tuple[int, int], ...]:
    """Where in `text` the words stand whose stems are `wanted`: (start, end) positions."""
    words = re.finditer(r"[\w'\u2019]+", text)
    return tuple(match.span() for match in words if wanted.intersection(tokens(match.group())))


def plain_words(text: str) -> str:
    """A quotation without regard to the kind of mark, dash and space and without its one closing mark."""
    flat = _DASHES.sub("-", _QUOTES.sub("'", unicodedata.normalize("NFC", text)))
    flat = _SPACES.sub(" ", flat).strip()
    return flat[:-1].rstrip() if flat and flat[-1] in _CLOSING else flat


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def mark(kind: str, id: str) -> str:
    """The index word for "of this kind" (`k`) or "about this" (`e`); its hash keeps it from being a word of a text."""
    return f"{kind}x" + "".join(c if c.isalnum() else "x" for c in id.casefold()) + f"x{digest(id)[:6]}"
