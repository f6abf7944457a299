"""A record told in the desk's own words is found by the article's own term as well."""

from __future__ import annotations

import pytest
from conftest import Asker


@pytest.mark.parametrize(
    ("line", "record"),
    [
        ("fact trilateral talks", "F024"),
        ("search trilateral", "F024"),
        ("fact three-way talks", "F024"),
        ('fact "junior partner"', "F171"),
        ("search junior partner", "F171"),
        ("search transit", "F085"),
        ("search aerial", "F224"),
        ("search air attack", "F224"),
        ("fact phone call Xi Putin", "F056"),
        ("search telephone Putin", "F056"),
        ('fact "economic cooperation plan"', "F160"),
        ("fact negotiating window", "F057"),
        ("fact 90-day negotiating window", "F057"),
        ("quote about:nvidia", "Q017"),
        ('quote about:"safety balance"', "Q028"),
        ('quote about:"security balance"', "Q028"),
    ],
)
def test_a_record_is_found_by_the_words_of_its_article(ask: Asker, line: str, record: str) -> None:
    reply = ask(line)
    assert (reply.kind, record in reply.records) == ("answer", True)
