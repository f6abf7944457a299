"""Replies as Discord messages: to the byte for a few, within every limit for all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest
from cards import LINES
from conftest import Asker
from fakes.discord_api.payloads import walked
from fakes.discord_api.rules import rules
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.discord.markdown import units
from adapters.discord.render import Json, Message, to_body, to_message
from adapters.pressing import LAST, Place, unpack
from bot.contract import Answer, Button, Item, Part, PartKind, Reply, Source

PUBLIC = Place(private=False, asker="1100000000000000011")
PRIVATE = Place(private=True)
ALONE = Place(private=True, alone=True)


def source(number: int, **more: str | None) -> Source:
    given: dict[str, str | None] = {"publisher": "TASS", "title": f"Title {number}", "date": "2016-07-01", "url": None}
    return Source(id=f"s{number}", number=number, **{**given, **more})


def texts(message: Message) -> list[str]:
    return [c["content"] for c in walked(message.components) if c["type"] == 10]


def buttons(message: Message) -> dict[str, str]:
    return {c["label"]: c["custom_id"] for c in walked(message.components) if c["type"] == 2}


def taken(message: Message) -> Json:
    """The body, which Discord would take."""
    body = to_body(message, private=False)
    assert rules(body) == []
    assert sum(map(units, texts(message))) <= 4000
    json.dumps(body).encode()
    for custom_id in buttons(message).values():
        assert unpack(custom_id)
    return body


def sheets(reply: Reply, place: Place, *, full: bool = False) -> Iterator[Message]:
    count = to_message(reply, place, full=full).sheets
    return (to_message(reply, place, sheet=number, full=full) for number in range(1, count + 1))


def answer(*parts: Part, **more: object) -> Answer:
    sources = (source(1, url="https://x.org/1"), source(2, title=None, date=None), source(3), source(4), source(5))
    said = {"title": "A title", "lead": "A lead.", "canonical": "members 2016", "data_version": "v1"} | more
    return Answer(as_of=date(2016, 12, 31), parts=parts, sources=sources, records=("R1",), **said)  # type: ignore[arg-type]


def test_a_card_to_the_byte() -> None:
    quote = Item(text="\u201cWords,\u201d he_said\nA fellow; told to TASS.", label="A. Speaker", sources=("s1", "s2"))
    dated = Item(text="It began.", label="plan", date="2025-09", sources=("s3", "s4"), marks=((3, 8),))
    reply = answer(
        Part(kind="quote", items=(quote,)),
        Part(kind="timeline", title="2025", items=(dated,)),
        Part(kind="note", items=(Item(text="# no heading", sources=("s5",)),)),
        buttons=(Button(label="Cite Q1", command="cite Q1"),),
        page=2,
        pages=3,
    )
    message = to_message(reply, PUBLIC)
    assert texts(message) == [
        "## A title\nA lead.",
        "**A. Speaker**\n> \u201cWords,\u201d he\\_said\n-# A fellow; told to TASS. [1][2]",
        "**2025**\n- **September 2025, plan:** It **began**. [3][4]",
        "\\# no heading [5]",
        "-# [1] TASS, [\u201cTitle 1\u201d](https://x.org/1), 1 July 2016\n-# [2] TASS\n"
        "-# [3] TASS, \u201cTitle 3\u201d, 1 July 2016\n-# [4] TASS, 1 July 2016; [5] TASS, 1 July 2016",
        "-# Records: R1\n-# as of 31 December 2016 \u00b7 data v1 \u00b7 page 2 of 3",
    ]
    assert buttons(message) == {
        "\u25c0 Page 1": "sd1t1.0~1100000000000000011|members 2016",
        "Page 3 \u25b6": "sd1t3.1~1100000000000000011|members 2016",
        "Cite Q1": "sd1o1.1|cite Q1",
        "Only for me": "sd1k2.1|members 2016",
        "Cite": "sd1c2.1f|members 2016",
    }
    assert to_body(message, private=True)["flags"] == 32768 | 64
    assert to_body(message, private=False)["allowed_mentions"] == {"parse": []}
    assert (message.text, message.sheets, dict(message.kept)) == ("A lead.", 1, {})


def test_the_sources_alone_are_all_written_out() -> None:
    shown = texts(to_message(answer(Part(kind="list", items=(Item(text="x", sources=("s5",)),))), PRIVATE, full=True))
    assert shown[1].split("\n")[3:] == [
        "[4] TASS, \u201cTitle 4\u201d, 1 July 2016",
        "[5] TASS, \u201cTitle 5\u201d, 1 July 2016",
    ]
    assert shown[0].startswith("## Sources: A title\n5 sources")


def test_who_shared_it_stands_above_and_the_note_below() -> None:
    message = to_message(answer(), PUBLIC, shared_by="*Bob* @everyone", note="Shared to the channel.")
    assert texts(message)[0] == "-# Shared by \\*Bob\\* @\u2060everyone"
    assert texts(message)[-1] == "Shared to the channel."


def test_a_sheet_beyond_the_last_is_the_last() -> None:
    reply = answer(Part(kind="list", items=tuple(Item(text=f"{n} " * 200, sources=("s1",)) for n in range(30))))
    every = list(sheets(reply, PUBLIC))
    assert len(every) > 2
    last = to_message(reply, PUBLIC, sheet=LAST)
    assert last == every[-1] == to_message(reply, PUBLIC, sheet=99)
    assert f"part {len(every)} of {len(every)}" in texts(last)[-1]


def test_a_long_line_goes_into_the_store_and_equal_buttons_are_one() -> None:
    long = Button(label="Long", command="verify " + "word " * 40)
    message = to_message(answer(buttons=(long, long, Button(label="", command="x"))), PUBLIC)
    assert list(message.kept.values()) == [long.command]
    assert list(buttons(message)) == ["Long", "\u2026", "Only for me", "Cite"]
    taken(message)


@pytest.mark.parametrize(
    "line", [*LINES, "sco", "help", "about", "nonsense", "summits", "summit 2025 attendees", "quote"]
)
def test_every_card_of_the_desk_fits_and_says_every_line(ask: Asker, line: str) -> None:
    reply = ask(line, page=1)
    for page in range(1, reply.pages + 1):
        shown = ask(line, page=page)
        every = list(sheets(shown, PUBLIC))
        for message in every:
            taken(message)
        whole = "".join(text for message in every for text in texts(message)).replace("\\", "").replace("*", "")
        for part in shown.parts:
            for item in part.items:
                assert item.text.split("\n")[-1].replace("\\", "").replace("*", "")[:60] in whole.replace("\u2060", "")
        for message in sheets(shown, PRIVATE, full=True):
            taken(message)


def test_where_a_card_stands_decides_its_buttons() -> None:
    reply = answer(buttons=(Button(label="More", command="cite Q1"),))
    acts = {p: [unpack(c).press.act for c in buttons(to_message(reply, p)).values()] for p in (PUBLIC, PRIVATE, ALONE)}  # type: ignore[union-attr]
    assert acts == {PUBLIC: ["open", "copy", "cite"], PRIVATE: ["ask", "share", "cite"], ALONE: ["ask", "cite"]}


NASTY = st.sampled_from(
    ("", " ", "@everyone", "<@1>", "\ud800", "\x00\x1b[31m\u202e", "*_~`|> # - [a](https://x.org)", "](", "**",
     "\\" * 5000, "@x" * 2500, "<" * 5000, "\U0001f1e8\U0001f1f3" * 2500, "word " * 1000, "line\n" * 1000)
) | st.text(max_size=40)  # fmt: skip
KINDS: tuple[PartKind, ...] = ("facts", "list", "quote", "timeline", "table", "note", "disagreement")


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    """Replies that no dataset would make."""
    count = draw(st.sampled_from((1, 4, 60)))
    named = draw(st.lists(st.tuples(NASTY, NASTY, NASTY, NASTY), min_size=1, max_size=3))
    sources = [
        source(n, publisher=p, title=t, url=f"https://x.org/{u}", remark=r)
        for n in range(1, count + 1)
        for p, t, u, r in (named[n % len(named)],)
    ]
    said = draw(st.lists(NASTY, min_size=1, max_size=4))
    cited = tuple(s.id for s in sources)[: draw(st.sampled_from((1, 60)))]
    items = tuple(
        Item(text=said[n % len(said)], sources=(cited[0], *cited[1:]), label=said[n % 2 - 1], date="2025-08-31",
             records=(said[0], f"R{n}"), marks=((0, 3), (2, 5), (4, 9999)))
        for n in range(draw(st.sampled_from((0, 1, 30))))
    )  # fmt: skip
    parts = [Part(kind=draw(st.sampled_from(KINDS)), title=draw(st.none() | NASTY), items=items[n::2]) for n in (0, 1)]
    parts += [Part(kind="note", title="t", items=items[:1])] * draw(st.sampled_from((0, 50)))
    offered = [Button(label=draw(NASTY), command=f"{n}{draw(NASTY)}") for n in range(draw(st.sampled_from((0, 60))))]
    return Answer(
        title=draw(NASTY), lead=draw(NASTY) or "x", canonical=draw(st.none() | NASTY), as_of=date(2025, 9, 1),
        data_version=draw(NASTY), parts=tuple(parts), sources=(sources[0], *sources[1:]), records=tuple(said),
        buttons=tuple(offered), page=2, pages=3,
    )  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(replies(), st.booleans())
def test_any_reply_fits(reply: Reply, full: bool) -> None:
    first = to_message(reply, PUBLIC, full=full, shared_by="@everyone" * 99, note="<@1>" * 900)
    for message in (first, to_message(reply, PRIVATE, full=full, sheet=LAST), to_message(reply, ALONE, sheet=2)):
        taken(message)
        assert not any("@everyone" in text for text in texts(message))
