"""Dates, YAML and words: the small pure modules of the store."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import BRICS
from hypothesis import given
from hypothesis import strategies as st

from data import loader, search, when, yaml12
from data.queries import records
from data.store import Store
from data.wording import digest, plain_words, spans, stem, tokens


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-09-01", date(2025, 9, 1), date(2025, 9, 1)),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("../2025-08-15", None, date(2025, 8, 15)),
        ("2022-02/..", date(2022, 2, 1), None),
        ("2013/2024", date(2013, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_date_keeps_its_precision(text: str, first: date | None, last: date | None) -> None:
    found = when.read(text)
    assert (found.first, found.last, found.is_day) == (first, last, text == "2025-09-01")


@pytest.mark.parametrize("text", ["2025-13", "2025-02-30", "25-01-01", "..", "../..", "2025-09-02/2025-09-01", ""])
def test_a_date_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(when.BadDate):
        when.read(text)


def test_yaml_is_read_by_the_core_rules() -> None:
    text = "a: NO\nb: 2025-09-01\nc: on\nd: true\ne: ~\nf: 0o17\ng: 1_000\non: yes"
    assert yaml12.read(text) == {
        "a": "NO", "b": "2025-09-01", "c": "on", "d": True, "e": None, "f": 15, "g": "1_000", "on": "yes",
    }  # fmt: skip


def test_words_are_found_in_every_script() -> None:
    assert tokens("Exports, EXPORTED; Zürich") == ["export", "export", "zurich"]
    assert tokens("上海合作") == list("上海合作")
    assert tokens("Ёлка и Йод") == ["елка", "и", "иод"]
    assert spans("Oil exports rose.", {stem("exporting")}) == ((4, 11),)


def test_only_marks_dashes_and_spaces_may_differ_in_a_quotation() -> None:
    same = digest(plain_words("It’s “fine” — really, "))
    assert same == digest(plain_words("It's 'fine' - really"))
    assert same != digest(plain_words("It's 'fine' - Really"))


@given(st.text(max_size=80))
def test_tokens_of_any_text_are_letters_and_digits(text: str) -> None:
    assert all(token.isalnum() for token in tokens(text))


@pytest.mark.parametrize(
    ("phrases", "kinds", "expected"),
    [
        (["south africa"], (), {"ZA-2011-member", "b-20110414", "brics-3"}),
        (["africa south"], (), set()),
        (["africa", "south"], ("milestone",), {"b-20110414"}),
        (["Brasilia"], ("summit",), {"brics-2"}),
        (['"; DROP TABLE record; --'], (), set()),
        (["NEAR( * AND"], (), set()),
        (["x" * 5000], (), set()),
    ],
)
def test_both_databases_find_the_same(
    store: Store, phrases: list[str], kinds: tuple[str, ...], expected: set[str]
) -> None:
    loader.load(store, BRICS)
    with store.read() as reader:
        found = search.find(reader, phrases, kinds=kinds)
        assert {record.id for record in records.by_seqs(reader, found.seqs)} == expected


def test_a_search_may_be_about_an_entity_and_looks_at_a_bounded_number(store: Store) -> None:
    loader.load(store, BRICS)
    with store.read() as reader:
        about = search.find(reader, ["summit"], about=["brics-1"])
        some = search.find(reader, ["summit"], most=2)
    assert about.seqs and len(some.seqs) == 2 and some.more
    assert some.seqs == tuple(sorted(some.seqs, reverse=True))
