"""Names found exactly, nearly, and by their beginning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_desk import NAMES

from bot.names import Names, key


def ids(found: tuple[object, ...]) -> list[str]:
    return [entity.id for entity in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    ["Li Mingjiang", "li mingjiang", "Mingjiang Li", "LiMingjiang", "Lí Míngjiāng", "Li  Mingjiang", "Li-Mingjiang’s"],
)
def test_a_name_is_found_without_regard_to_case_accents_order_and_spacing(text: str) -> None:
    assert ids(NAMES.exact(text, ("person",))) == ["li-mingjiang"]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Умаров", "person", "umarov"),
        ("习近平", "person", "xi-jinping"),
        ("Ташкент", "city", "tashkent"),
        ("secretary general", "office", "secretary-general"),
        ("Turkiye", "country", "TR"),
        ("Turkey", "country", "TR"),
        ("Bosnia and Herzegovina", "country", "BA"),
        ("Ivory Coast", "country", "CI"),
        ("Iraq", "country", "IQ"),
        ("umarov", "person", "umarov"),
        ("sco-25", "summit", "sco-25"),
    ],
)
def test_a_name_is_found_in_any_script_by_any_spelling_and_by_its_id(text: str, kind: str, found: str) -> None:
    assert ids(NAMES.exact(text, (kind,))) == [found]


def test_a_family_name_that_two_people_share_finds_both() -> None:
    assert ids(NAMES.exact("Li", ("person",))) == ["li-mingjiang", "li-qiang"]


def test_a_two_letter_code_counts_only_in_capitals() -> None:
    assert ids(NAMES.exact("BY", ("country",))) == ["BY"]
    assert ids(NAMES.exact("UK", ("country",))) == ["GB"]
    assert ids(NAMES.exact("U.S.", ("country",))) == ["US"]
    assert [NAMES.exact(text, ("country",)) for text in ("by", "By", "in", "us")] == [()] * 4


def test_a_name_is_found_only_among_the_kinds_that_were_asked_for() -> None:
    assert NAMES.exact("Umarov", ("country", "city")) == ()


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Umarof", "person", ["umarov"]),
        ("Umraov", "person", ["umarov"]),
        ("Temur Umarof", "person", ["umarov"]),
        ("Umarof Temur", "person", ["umarov"]),
        ("Kazakstan", "country", ["KZ"]),
        ("Kasakstan", "country", ["KZ"]),
        ("Tashkant", "city", ["tashkent"]),
        ("Karimo", "person", ["karimov"]),
        ("Karimovv", "person", ["karimova", "karimov"]),
        ("Umorof", "person", []),
        ("Irab", "country", []),
        ("Xo", "person", []),
        ("Belarussia", "country", []),
    ],
)
def test_a_slip_is_one_edit_from_five_letters_and_two_from_eight(text: str, kind: str, found: list[str]) -> None:
    assert ids(NAMES.near(text, (kind,))) == found


def test_a_slip_says_what_was_typed() -> None:
    assert NAMES.near("Umarof", ("person",))[0].read_from == "Umarof"


@pytest.mark.parametrize(
    "text", ["Iraq", "Indonesia", "Turkmenistan", "Niger", "Slovenia", "Austria", "Karimova", "Mali"]
)
def test_what_is_itself_a_name_is_never_a_slip_of_another(text: str) -> None:
    assert NAMES.near(text, ("country", "person")) == ()


def test_what_looks_like_a_name_is_offered() -> None:
    assert ids(NAMES.alike("Belarussia", ("country",))) == ["BY"]
    assert NAMES.alike("Qqqqqqq", ("country",)) == ()


def test_a_beginning_is_completed_at_any_word_of_the_name() -> None:
    assert ids(NAMES.complete("mingj", ("person",))) == ["li-mingjiang"]
    assert ids(NAMES.complete("temur u", ("person",))) == ["umarov"]
    assert ids(NAMES.complete("li", ("person",))) == ["li-mingjiang", "li-qiang"]
    assert ids(NAMES.complete("习", ("person",))) == ["xi-jinping"]


def test_a_beginning_is_completed_with_one_slip_only_if_nothing_else_completes_it() -> None:
    assert ids(NAMES.complete("umorov", ("person",))) == ["umarov"]
    assert ids(NAMES.complete("kazaks", ("country",))) == ["KZ"]
    assert NAMES.complete("xyz", ("person",)) == ()


def test_nothing_typed_completes_to_the_first_names_and_to_no_more_than_asked() -> None:
    assert len(NAMES.complete("", ("person",), limit=3)) == 3


def test_a_country_outside_the_dataset_is_known_but_not_offered() -> None:
    assert [e.id for e in NAMES.exact("Iraq", ("country",))] == ["IQ"]
    assert NAMES.complete("iraq", ("country",)) == ()
    assert NAMES.exact("Umarov", ("country",)) == ()


def test_a_country_has_its_common_english_name_unless_the_rows_overrule_it() -> None:
    names = Names([("BY", "country", "Byelorussia", False), ("KG", "country", "Kyrgyz Republic", True)])

    assert (names.country("BY"), names.country("kg"), names.country("IQ")) == ("Belarus", "Kyrgyz Republic", "Iraq")
    assert names.country("XX") is None
    assert ids(names.exact("Belarus", ("country",))) == ids(names.exact("Byelorussia", ("country",))) == ["BY"]


@given(st.text(max_size=100))
def test_no_text_breaks_the_search_for_names(text: str) -> None:
    kinds = ("country", "person")

    for found in (NAMES.exact(text, kinds), NAMES.near(text, kinds), NAMES.complete(text, kinds)):
        assert all(entity.kind in kinds for entity in found)


@given(st.sampled_from(["Xi Jinping", "Li Mingjiang", "Temur Umarov"]), st.randoms())
def test_the_order_and_case_of_the_words_never_matter(name: str, random: object) -> None:
    words = name.split()
    random.shuffle(words)  # type: ignore[attr-defined]

    assert ids(NAMES.exact(" ".join(words).swapcase(), ("person",))) == ids(NAMES.exact(name, ("person",)))
    assert len(key(name)) == len(name) - 1
