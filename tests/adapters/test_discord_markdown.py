"""Data in Discord's Markdown shows as it is, whatever stands in it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.markdown import JOINER, escape, fitted, link, units

TEXTS = st.text(alphabet=st.sampled_from("a1 .)(:/\n\\*_~`|><#-+[]@&!t\u2019\U0001f1e8")) | st.text()
RAW_MENTION = re.compile(r"@everyone|@here|<@[!&]?\d+>|<#\d+>|<t:-?\d+|</[^>]+:\d+>|<a?:\w+:\d+>|<id:")


def unescaped(written: str) -> str:
    """As a reader sees it, and as a copy of it has it."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", written.replace(JOINER, ""))


@given(TEXTS.filter(lambda text: JOINER not in text))
def test_a_reader_sees_the_data(text: str) -> None:
    assert unescaped(escape(text)) == text


@given(TEXTS)
def test_no_mark_is_left_to_act(text: str) -> None:
    bare = re.sub(r"\\[^0-9A-Za-z\s]", " ", escape(text))
    assert not re.search(r"[\\*_~`|<]|\]\(|://|:[^\s:]+:", bare.replace(JOINER, ""))
    assert not re.search(r"^\s*(?:[>#+-]|\d+[.)])", escape(text), re.MULTILINE)


@given(st.lists(st.sampled_from(["@everyone", "@here", "<@1>", "<@!1>", "<@&1>", "<#1>", "<t:1>", "</x:1>", "<:e:1>",
                                 "<a:e:1>", "<id:home>", " ", "@", "<", "\\"])).map("".join))  # fmt: skip
def test_nothing_can_become_a_mention_even_raw(text: str) -> None:
    assert not RAW_MENTION.search(escape(text))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("\u201cIt\u2019s less about [the] summit,\u201d he said (in 2025): 10:30.", None),
        ("a-b c+d #1 e>f 1.5", None),
        ("*bold* snake_case", "\\*bold\\* snake\\_case"),
        ("- item", "\\- item"),
        ("> said", "\\> said"),
        ("-# small", "\\-# small"),
        ("12. December", "12\\. December"),
        ("[a](https://x.org)", "[a]\\(https\\://x.org)"),
        ("a :smile: b", "a \\:smile: b"),
        ("@everyone", f"@{JOINER}everyone"),
        ("<@1>", f"\\<{JOINER}@{JOINER}1>"),
    ],
)
def test_only_what_could_act_is_escaped(text: str, written: str | None) -> None:
    assert escape(text) == (text if written is None else written)


def test_within_a_line_a_dash_begins_no_list() -> None:
    assert escape("- 5", starts=False) == "- 5"


@given(TEXTS, st.integers(4, 60))
def test_what_is_too_long_is_shortened_to_fit_when_written(text: str, most: int) -> None:
    written = fitted(text, most)
    assert units(written) <= most
    if units(escape(text)) <= most:
        assert written == escape(text)
    else:
        assert written.endswith("\u2026")


@pytest.mark.parametrize(
    ("title", "url", "written"),
    [
        ("A title", "https://x.org/a", "[\u201cA title\u201d](https://x.org/a)"),
        ("A title", "https://x.org/a_(b) c", "[\u201cA title\u201d](https://x.org/a_%28b%29%20c)"),
        ("A title", "javascript:alert(1)", "\u201cA title\u201d"),
        ("A title", None, "\u201cA title\u201d"),
        ("See [1]", "http://x.org", "\u201cSee [1]\u201d ([link](http://x.org))"),
        ("x](https://evil.org", "http://x.org", "\u201cx]\\(https\\://evil.org\u201d ([link](http://x.org))"),
    ],
)
def test_a_title_links_only_to_the_web(title: str, url: str | None, written: str) -> None:
    assert link(title, url) == written


@given(TEXTS)
def test_no_address_ends_its_link_early(text: str) -> None:
    written = link("T", f"https://x.org/{text}")
    assert re.fullmatch(r"\[\u201cT\u201d\]\(https://x\.org/[^\s()<>]*\)|\u201cT\u201d", written)
    assert "@everyone" not in written
