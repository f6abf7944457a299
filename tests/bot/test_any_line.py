"""Any line of any length in any script gets a card: never a trace, never a line without a source."""

from __future__ import annotations

import json
import unicodedata
from datetime import date

import pytest
from conftest import TODAY, Asker
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from adapters import render_json, render_text
from bot.contract import Reply

COMMANDS = [
    "members",
    "summit",
    "summits",
    "quote",
    "verify",
    "onthisday",
    "who",
    "timeline",
    "diff",
    "fact",
    "search",
    "cite",
    "coverage",
    "help",
    "about",
    "sco",
    "schedule",
    "schedule add",
    "schedule simulate",
    "schedule list",
    "settings",
]
WORDS = [
    "2016",
    "2024-07-03",
    "June",
    "15",
    "30",
    "February",
    "2005-2017",
    "2017-2005",
    "Belarus",
    "India",
    "Umarov",
    "Umarof",
    "Умаров",
    "习近平",
    "Astana",
    "Tianjin",
    "next",
    "last",
    "25th",
    "all",
    "founding",
    "observers",
    "president",
    "chair",
    "secretary-general",
    "oil",
    "population",
    "before",
    "after",
    "about",
    "as-of",
    "on",
    "in",
    "the",
    "of",
    "kind:figure",
    "style:ap",
    "private",
    "compact",
    "Q001",
    "D15",
    "sco-25",
    "to",
    "until",
    "week",
    "attendees",
    "03/04/2016",
    "Iraq",
    "onthisday",
    "digest",
    "at",
    "09:00",
    "9am",
    "Asia/Tashkent",
    "weekdays",
    "<#C1|world>",
    "lead",
    "7d,1d",
    "zone",
]
HOSTILE = [
    "",
    " ",
    "/",
    "?",
    '"',
    "“",
    "\x00\x01\x1b[31m",
    "\u202emembers\u202c",
    "\u200bmembers\u2060 2016",
    "🏳️‍🌈 🇨🇳",
    "'; DROP TABLE record; --",
    'search " OR "*" NEAR(a b) AND NOT ^x',
    "search {}[]()<>|&!:*",
    "members as-of:",
    "members --as-of",
    "members country:Belarus country:Iran",
    "quote speaker: about: before: after:",
    "onthisday 31 April",
    "members 0000-00-00",
    "members 9999",
    "quote Modi 0001-01-01",
    "quote when:9999",
    "diff 0001-01-01 2016",
    "onthisday 9999-12-31",
    "onthisday 0001-01-01",
    "diff 9999 1",
    "summit 0",
    "summit 999999999999999999999",
    "summits 9999-0001",
    "diff 2026 1996",
    "verify " + "x" * 19_000,
    "a" * 100_000,
    "members " * 12_000,
    "search " + "oil " * 900,
    "verify " + "«".join("ab" * 2000),
    "cite " + "\u0301" * 500,
    "fact " + "上" * 900,
    "timeline \ud800",
]
ANY_LINE = st.one_of(
    st.text(max_size=60),
    st.builds(lambda c, t: f"{c} {t}", st.sampled_from(COMMANDS), st.text(max_size=40)),
    st.builds(lambda c, w: " ".join([c, *w]), st.sampled_from(COMMANDS), st.lists(st.sampled_from(WORDS), max_size=5)),
)


def check(reply: Reply, line: str) -> None:
    """What holds of every card."""
    assert reply.reference is None, line
    assert reply.title.strip() and reply.lead.strip()
    known = {source.id for source in reply.sources}
    for part in reply.parts:
        assert part.items
        assert all(item.sources and set(item.sources) <= known for item in part.items)
    if reply.kind == "answer":
        assert reply.as_of and reply.sources
    shown = render_text.render(reply, colour=False, full=True)
    steering = {c for c in shown if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    assert steering <= set("\n\u200c\u200d"), steering
    wide = [row for row in shown.splitlines() if wcswidth(row) > 80 and not row.strip().startswith("http")]
    assert not wide, wide
    assert json.loads(json.dumps(render_json.render(reply)))["kind"] == reply.kind


@pytest.mark.parametrize("line", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_line_gets_a_card(ask: Asker, line: str) -> None:
    check(ask(line), line)


@given(line=ANY_LINE, page=st.sampled_from([0, 1, 2, 99, -1]))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_line_gets_a_card(ask: Asker, line: str, page: int) -> None:
    check(ask(line, page=page), line)


@given(
    day=st.dates() | st.sampled_from([date.min, date.max]),
    line=st.sampled_from(["members", "summit next", "summit last", "onthisday", "who chair", "", "diff 2016"]),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_day_has_an_answer_or_says_why_not(ask: Asker, day: object, line: str) -> None:
    check(ask(line, on=str(day)), line)


def test_pages_together_are_the_whole(ask: Asker) -> None:
    for line in ("summit 2025", "timeline", "members all", "search Russia", "quote", "fact Russia"):
        whole, first = ask(line), ask(line, page=1)
        pages = [ask(line, page=page) for page in range(1, first.pages + 1)]
        assert len(pages) > 1, line
        paged = [
            r for page in pages for p in page.parts if p.kind != "disagreement" for i in p.items for r in i.records
        ]
        said = [r for p in whole.parts if p.kind != "disagreement" for i in p.items for r in i.records]
        assert paged == said, line


def test_the_same_question_gives_the_same_bytes(ask: Asker) -> None:
    for line in ("members", "quote Umarov", "fact population", "search oil"):
        assert render_json.line(render_json.render(ask(line))) == render_json.line(
            render_json.render(ask(line, on=TODAY))
        )
