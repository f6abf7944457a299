"""`check-data --articles`: the articles are not part of the repository, so files that hold the quotations are made."""

from __future__ import annotations

import hashlib
import io
import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from adapters import dataset
from data import folder, schema
from data.version import SHIPPED

REPUBLISHED = "on this site"


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the shipped dataset whose quotations were taken from made files, and the folder of these files."""
    copied, articles = tmp_path / "data", tmp_path / "articles"
    shutil.copytree(SHIPPED, copied)
    articles.mkdir()
    quotes: dict[str, list[schema.Quote]] = defaultdict(list)
    for quote in folder.read(SHIPPED).all("quotes", schema.Quote):
        quotes[quote.file_sha256 or ""].append(quote)
    for number, (sha256, found) in enumerate(quotes.items()):
        lines = [""] * (max(q.line or 0 for q in found) + 1)
        for quote in found:
            lines[(quote.line or 0) - 1] += f" \u201c{quote.words}\u201d {REPUBLISHED}"
        write(copied, articles / f"{number}.txt", "\n".join(lines), sha256)
    return copied, articles


def write(copied: Path, article: Path, text: str, known_as: str) -> None:
    article.write_text(text, "utf-8")
    sha256 = hashlib.sha256(article.read_bytes()).hexdigest()
    for file in (copied / "quotes.yaml", copied / "articles.yaml"):
        file.write_text(file.read_text("utf-8").replace(known_as, sha256), "utf-8")


def checked(copied: Path, articles: Path) -> tuple[int, str]:
    out = io.StringIO()
    return dataset.check(copied, articles, out=out), out.getvalue()


def test_every_quotation_that_stands_in_its_file_is_counted(made: tuple[Path, Path]) -> None:
    code, said = checked(*made)
    assert (code, "46 quotations stand to the letter" in said) == (0, True)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("a Putin-Xi show,", "a Putin\u2013Xi show,", "Q001: words: they do not stand on line 22 of 0.txt"),
        ("\n" * 20, "\n" * 19, "Q001: words: they do not stand on line 22 of 0.txt"),
    ],
    ids=["another dash", "a line lost"],
)
def test_a_word_or_a_line_that_is_another_is_named(made: tuple[Path, Path], old: str, new: str, reason: str) -> None:
    copied, articles = made
    article = articles / "0.txt"
    text = article.read_text("utf-8")
    assert old in text
    write(copied, article, text.replace(old, new, 1), hashlib.sha256(article.read_bytes()).hexdigest())
    code, said = checked(copied, articles)
    assert (code, f"quotes.yaml: {reason}" in said) == (1, True)


def test_a_file_that_ends_before_the_line_is_named(made: tuple[Path, Path]) -> None:
    copied, articles = made
    article = articles / "0.txt"
    write(copied, article, "one line", hashlib.sha256(article.read_bytes()).hexdigest())
    code, said = checked(copied, articles)
    assert (code, "Q001: line: 0.txt has no line 22" in said) == (1, True)


def test_an_article_that_was_changed_is_no_longer_known(made: tuple[Path, Path]) -> None:
    copied, articles = made
    (articles / "0.txt").write_bytes(b"changed")
    code, said = checked(copied, articles)
    assert (code, "Q001: file_sha256: no file of the articles has this hash" in said) == (1, True)


def test_a_folder_of_articles_that_is_not_there_is_said(tmp_path: Path) -> None:
    code, said = checked(SHIPPED, tmp_path / "none")
    assert (code, "no such folder of articles" in said) == (1, True)
