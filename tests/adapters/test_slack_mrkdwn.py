"""Slack's mrkdwn: data formats nothing, and what Slack sends comes out plain."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.neutral import lines
from adapters.slack.mrkdwn import JOINER, SPACE, address_of, escape, literal, unescape


@given(st.text())
def test_escaped_data_has_no_markup(text: str) -> None:
    said = escape(text)
    assert not re.search(r"[<>]|&(?!(?:amp|lt|gt);)", said)
    assert not re.search(rf"(?<!{JOINER})[*_~`]|[*_~`](?!{SPACE})|[@#]\w|://", said)
    assert not re.search(r"^\s*&gt;|:[\w+'-]+:", said, re.MULTILINE)


@given(st.text())
def test_escaped_data_reads_as_it_was(text: str) -> None:
    said = unescape(escape(text)).replace(JOINER, "").replace(SPACE, "")
    assert said == "\n".join(lines(text))


@pytest.mark.parametrize(
    ("sent", "plain"),
    [
        ("<@U1|alice> asks", "@alice asks"),
        ("<@U1>", "@U1"),
        ("in <#C1|general>", "in #general"),
        ("<#C1>", "#C1"),
        ("<https://x.org/a?b&amp;c|a label>", "https://x.org/a?b&c"),
        ("<https://x.org>", "https://x.org"),
        ("<mailto:a@b.org|a@b.org>", "a@b.org"),
        ("<!here> <!channel|channel>", "@here @channel"),
        ("<!subteam^S1|@team> <!subteam^S1>", "@team @S1"),
        ("<!date^1^{date}|1 July>", "1 July"),
        ("R&amp;D &lt;b&gt; &amp;lt;", "R&D <b> &lt;"),
        ("a < b", "a < b"),
    ],
)
def test_what_slack_sends_comes_out_plain(sent: str, plain: str) -> None:
    assert unescape(sent) == plain


def test_marks_that_slack_knows_no_escape_for_are_set_apart() -> None:
    assert escape("*a* @here") == f"{JOINER}*{SPACE}a{JOINER}*{SPACE} @{JOINER}here"
    assert escape("> :x: https://x") == f"{JOINER}&gt; :{JOINER}x: https:{JOINER}//x"


def test_text_that_slack_shows_as_it_is_mentions_nobody() -> None:
    assert literal("<!channel> <@U1> <#C1> a < b *c*") == f"<{JOINER}!channel> <{JOINER}@U1> <{JOINER}#C1> a < b *c*"


def test_an_address_cannot_leave_its_link() -> None:
    assert address_of("HTTPS://x.org/a|b>c<d&e`f g", most=300) == "HTTPS://x.org/a%7Cb%3Ec%3Cd&amp;e%60f%20g"
    assert address_of("ftp://x.org", most=300) is None
    assert address_of("https://x.org/" + "&" * 100, most=300) is None
