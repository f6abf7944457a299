"""Slack messages of replies that no dataset would make: everything fits, whatever stands in them."""

from datetime import date

import pytest
from fakes.slack.rules import view_problems
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_messages import POST, PRIVATE, PUBLIC, answer, assert_taken, every, source

from adapters.pressing import LAST
from adapters.slack.render import to_home, to_message
from bot.contract import Answer, Button, Item, Part, PartKind, Reply

NASTY = (
    "",
    " ",
    "</",
    "<!channel>",
    "<@U0BOB>",
    "\ud800",
    "\x00\x1b[31m\u202e",
    "\u0633\u0644\u0627\u0645 \u05e9\u05dc\u05d5\u05dd",
    "*_~`> @here #general :x: https://x.org",
    '"\\' * 2500,
    "<" * 5000,
    "&" * 5000,
    "\U0001f1e8\U0001f1f3" * 2500,
    "word " * 1000,
    "line\n" * 1000,
    "\u65e5" * 5000,
)
WORST = st.sampled_from(NASTY) | st.text(max_size=60)
KINDS: tuple[PartKind, ...] = ("facts", "list", "quote", "timeline", "table", "note", "disagreement")


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    """Replies that no dataset would make."""
    count = draw(st.sampled_from((1, 3, 40, 400)))
    given = draw(st.lists(st.tuples(WORST, WORST, WORST, WORST), min_size=1, max_size=4))
    sources = []
    for number in range(1, count + 1):
        publisher, title, url, remark = given[number % len(given)]
        address = f"https://x.org/{url}"
        sources.append(source(number, publisher=publisher, title=title, url=address, remark=remark))
    texts = draw(st.lists(WORST, min_size=1, max_size=6))
    cited = [s.id for s in sources][: draw(st.sampled_from((1, 5, 400)))]
    label = draw(st.none() | WORST)
    many = draw(st.sampled_from((1, 6, 60)))
    items = tuple(
        Item(
            text=texts[n % len(texts)],
            sources=(cited[0], *cited[1:]),
            label=label,
            date="2025-08-31/2025-09-01",
            records=(texts[n % len(texts)],),
            marks=((0, 3), (2, 5), (4, 9999)),
        )
        for n in range(many)
    )
    parts = (
        Part(kind=draw(st.sampled_from(KINDS)), title=draw(st.none() | WORST), items=items),
        Part(kind=draw(st.sampled_from(KINDS)), title=draw(st.none() | WORST), items=items[:3]),
    )
    offered = tuple(Button(label=draw(WORST), command=draw(WORST)) for _ in range(draw(st.sampled_from((0, 2, 60)))))
    return Answer(
        title=draw(WORST),
        lead=draw(WORST) or "x",
        canonical=draw(st.none() | WORST),
        as_of=date(2025, 9, 1),
        data_version=draw(WORST),
        parts=parts if draw(st.booleans()) else (),
        sources=(sources[0], *sources[1:]),
        records=tuple(texts),
        buttons=offered,
        page=2,
        pages=3,
    )


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")  # a failing reply is long to print
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(replies(), st.booleans())
def test_any_reply_fits(reply: Reply, full: bool) -> None:
    for place in (PRIVATE, PUBLIC, POST):
        first = to_message(reply, place, full=full, shared_by="U0ALICE", note="<!channel>" * 90)
        last = to_message(reply, place, full=full, sheet=LAST)
        middle = to_message(reply, place, full=full, sheet=first.sheets // 2)
        for message in (first, middle, last):
            assert_taken(message)
    view, _ = to_home([reply, reply, reply], back=True, new="schedule add")
    assert view_problems(view) == []


def test_the_worst_of_everything_at_once_fits() -> None:
    bad = '"' * 5000
    cited = tuple(
        source(n, publisher="&" * 5000, title="<" * 5000, url="https://x.org/" + "a" * 580, remark=bad)
        for n in range(1, 401)
    )
    item = Item(text=bad, label="<@" * 2000, sources=("s1", *(s.id for s in cited[1:])), date="2025", records=(bad,))
    reply = answer(
        Part(kind="timeline", title=bad, items=(item,) * 5),
        sources=cited,
        title=bad,
        lead=bad,
        canonical=bad,
        data_version=bad,
        records=("_" * 5000,) * 9,
        buttons=tuple(Button(label=bad, command=f"{n}{bad}") for n in range(60)),
        page=2,
        pages=3,
    )
    for message in (*every(reply, PUBLIC)[:60], *every(reply, POST)[:60]):
        assert_taken(message)


def test_nothing_to_say_is_still_a_message() -> None:
    assert_taken(to_message(Reply(kind="error", title="", lead="\u200b"), PRIVATE))
