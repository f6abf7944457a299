"""Slack messages of small cards, to the byte, and of the desk's own: literal where it matters, nothing lost."""

import html
import json
import re

import pytest
from cards import LINES
from conftest import Asker, examples
from fakes.slack.rules import view_problems
from slack_messages import PRIVATE, PUBLIC, answer, assert_taken, buttons, every, of_type, source, strings

from adapters import sheets
from adapters.neutral import clean
from adapters.pressing import LAST, unpack
from adapters.slack import limits
from adapters.slack.mrkdwn import JOINER, SPACE, escape
from adapters.slack.render import INLINE, Message, to_body, to_home, to_message
from bot.contract import Button, Item, Part, Reply

LONG = (
    "members all",
    "timeline 2025",
    "timeline membership",
    "timeline India 2005-2017",
    "coverage",
    "search china",
    "search oil",
    "search summit",
    "help",
    "fact population",
    "summits",
    "summit 2025",
    "quote",
    "diff 2001 2026",
)
COMMANDS = "members summit summits quote verify onthisday who timeline diff fact search cite coverage help about sco"
EXAMPLES = [example.line for example in examples(*COMMANDS.split())]

# A small card, to the byte


def test_a_small_answer_is_this_message() -> None:
    item = Item(text="member since 2001", label="China", sources=("s1",), records=("CN-2001",))
    message = to_message(answer(Part(kind="list", title="List", items=(item,)), records=("CN-2001",)), PRIVATE)
    line = [
        {"type": "text", "text": "China:", "style": {"bold": True}},
        {"type": "text", "text": " member since 2001 [1]"},
    ]
    heading = {"type": "text", "text": "List", "style": {"bold": True}}
    assert message.text == "A title\nA lead."
    assert message.blocks[:3] == [
        {"type": "header", "block_id": "card_1", "text": {"type": "plain_text", "text": "A title", "emoji": False}},
        {
            "type": "rich_text",
            "block_id": "card_2",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "A lead."}]}],
        },
        {
            "type": "rich_text",
            "block_id": "card_3",
            "elements": [
                {"type": "rich_text_section", "elements": [heading]},
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "elements": [{"type": "rich_text_section", "elements": line}],
                },
            ],
        },
    ]
    assert list(strings(message.blocks[4:6])) == [
        "[1] Publisher 1, \u201c<https://example.org/a?b=1&amp;c=2|Title 1>\u201d, 1 July 2016",
        "Records: CN-2001\nas of 31 December 2016 \u00b7 data v1",
    ]
    assert message.blocks[6:] == [
        {
            "type": "actions",
            "block_id": "card_7",
            "elements": [
                {
                    "type": "button",
                    "action_id": f"{act}_{number}",
                    "text": {"type": "plain_text", "text": label, "emoji": False},
                    "value": value,
                }
                for number, (act, label, value) in enumerate(
                    [("share", "Share to channel", "sd1s1.1|members 2016"), ("cite", "Cite", "sd1c1.1f|members 2016")],
                    1,
                )
            ],
        }
    ]
    assert (message.kept, message.sheets) == ({}, 1)


def test_a_refusal_is_a_title_and_a_lead() -> None:
    message = to_message(Reply(kind="refusal", title="Not here", lead="Ask <!here> *why*."), PUBLIC)
    assert message.text == f"Not here\nAsk &lt;!here&gt; {JOINER}*{SPACE}why{JOINER}*{SPACE}."
    assert list(strings(message.blocks)) == ["Not here", f"Ask <{JOINER}!here> *why*."]


def test_a_quotation_stands_beside_a_bar_and_its_passport_under_it() -> None:
    item = Item(text="\u201cTo *the* letter\u201d\nSaid in 2016.", label="A. Speaker", sources=("s1",))
    card, told = to_message(answer(Part(kind="quote", items=(item,))), PRIVATE).blocks[2:4]
    assert [one["type"] for one in card["elements"]] == ["rich_text_section", "rich_text_quote"]
    assert list(strings([card])) == ["A. Speaker", "\u201cTo *the* letter\u201d"]
    assert told["type"] == "context" and list(strings([told])) == ["Said in 2016. [1]"]


def test_marked_words_are_bold() -> None:
    item = Item(text="much oil here", sources=("s1",), marks=((5, 8),))
    message = to_message(answer(Part(kind="list", items=(item,))), PRIVATE)
    bold = [one["text"] for one in of_type(message.blocks, "text") if one.get("style")]
    assert bold == ["oil"]


def test_a_timeline_begins_with_the_date_in_words() -> None:
    item = Item(text="A summit.", label="planned", date="2025-09", sources=("s1",))
    message = to_message(answer(Part(kind="timeline", items=(item,))), PRIVATE)
    assert "September 2025, planned: A summit. [1]" in list(strings(message.blocks))


def test_only_web_addresses_become_links() -> None:
    cited = (source(1, url="javascript:alert(1)"), source(2, url="https://x.org/a|b>c d"), source(3, title=None))
    items = (Item(text="x", sources=("s1", "s2", "s3")),)
    (shown,) = (
        t for t in strings(to_message(answer(Part(kind="list", items=items), sources=cited), PRIVATE).blocks[4:5])
    )
    first, second, third = shown.split("\n")
    assert first == "[1] Publisher 1, \u201cTitle 1\u201d, 1 July 2016"
    assert "<https://x.org/a%7Cb%3Ec%20d|Title 2>" in second
    assert third == "[3] <https://example.org/a?b=1&amp;c=2|Publisher 3>, 1 July 2016"


def test_who_shared_a_card_is_the_only_mention() -> None:
    reply = answer(Part(kind="list", items=(Item(text="<@U0BOB> <!channel>", sources=("s1",)),)))
    message = to_message(reply, PUBLIC, shared_by="U0ALICE", note="Shared to the <!channel>.")
    assert list(strings(message.blocks))[-1] == "Shared by <@U0ALICE>\nShared to the &lt;!channel&gt;."
    assert json.dumps(message.blocks, ensure_ascii=False).count("<@U") == 1


def test_a_wrong_id_is_not_mentioned() -> None:
    message = to_message(answer(), PUBLIC, shared_by="!channel")
    assert "Shared by" not in json.dumps(message.blocks)


def test_a_long_title_stands_in_full_under_its_beginning() -> None:
    title = "word " * 60 + "end"
    head, whole, *_ = strings(to_message(answer(title=title), PRIVATE).blocks)
    assert len(head) <= limits.HEADER
    assert head.endswith("\u2026")
    assert whole == title


def test_a_body_unfurls_nothing() -> None:
    body = to_body(to_message(answer(), PUBLIC), private=False)
    assert (body["response_type"], body["unfurl_links"], body["unfurl_media"]) == ("in_channel", False, False)
    assert to_body(to_message(answer(), PRIVATE), private=True)["response_type"] == "ephemeral"


def test_a_line_too_long_for_a_button_is_kept_under_its_token() -> None:
    line = "quote about:" + "x" * 400
    message = to_message(answer(buttons=(Button(label="More", command=line),)), PRIVATE)
    (pressed,) = (one for one in buttons(message) if one["action_id"].startswith("ask"))
    read = unpack(pressed["value"])
    assert read is not None
    assert read.token is not None
    assert message.kept == {read.token: line}
    assert len(pressed["value"]) <= INLINE


def test_the_last_sheet_can_be_asked_for_without_its_number() -> None:
    items = tuple(Item(text=f"{n} " + "word " * 200, sources=("s1",)) for n in range(30))
    reply = answer(Part(kind="list", items=items))
    found = every(reply)
    assert len(found) > 2
    assert to_message(reply, PRIVATE, sheet=LAST) == to_message(reply, PRIVATE, sheet=9999) == found[-1]
    assert to_message(reply, PUBLIC).sheets == len(found)


# The desk's own cards


def squeezed(text: str) -> str:
    return " ".join(text.split())


def assert_nothing_is_lost(reply: Reply, messages: list[Message]) -> None:
    """Every line's text and number, every source and every choice stand on the sheets."""
    shown = [text for message in messages for text in strings(message.blocks)]
    whole = squeezed(re.sub("[\u200b\u2060]", "", html.unescape(" ".join(shown))))
    small = "\n".join(text for message in messages for text in strings(list(of_type(message.blocks, "context"))))
    numbers = {one.id: one.number for one in reply.sources}
    assert all(re.search(rf"^\[{n}\] |(?:^|; )\[{n}\]\u00a0", small, re.MULTILINE) for n in numbers.values())
    for part in reply.parts:
        for item in part.items:
            for line in item.text.split("\n"):
                assert squeezed(clean(line)) in whole, item
            assert all(f"[{numbers[id]}]" in whole for id in item.sources)
    offered = [one["text"]["text"] for message in messages for one in buttons(message)]
    assert {sheets.shortened(one.label, limits.BUTTON) for one in reply.buttons} <= set(offered)


@pytest.mark.parametrize("line", dict.fromkeys([*LINES, *LONG, *EXAMPLES]))
def test_every_page_of_the_desk_is_taken_and_whole(ask: Asker, line: str) -> None:
    pages = ask(line, page=1).pages
    for page in range(1, pages + 1):
        reply = ask(line, page=page)
        for place in (PRIVATE, PUBLIC):
            found = every(reply, place)
            for message in found:
                assert_taken(message)
            assert_nothing_is_lost(reply, found)


@pytest.mark.parametrize("line", ["members 2016", "search china", "coverage", "timeline 2025"])
def test_cite_writes_out_every_source(ask: Asker, line: str) -> None:
    reply = ask(line, page=1)
    found = every(reply, full=True)
    shown = "\n".join(text for message in found for text in strings(message.blocks))
    for message in found:
        assert_taken(message)
    for one in reply.sources:
        assert f"[{one.number}] " in shown
        assert one.title is None or escape(one.title) in shown
        assert one.url is None or one.url.replace("&", "&amp;") in shown


def test_quotations_stand_to_the_letter(ask: Asker) -> None:
    reply = ask("quote Umarov", page=1)
    quoted = [
        "".join(run["text"] for run in one["elements"])
        for message in every(reply)
        for one in of_type(message.blocks, "rich_text_quote")
    ]
    assert quoted == [item.text.split("\n")[0] for part in reply.parts for item in part.items]
    assert len(quoted) == 3


def test_a_page_of_the_desk_is_mostly_one_message(ask: Asker) -> None:
    assert [line for line in LINES if to_message(ask(line, page=1), PRIVATE).sheets > 1] == []


# Home


def test_home_shows_cards_one_under_another_with_their_choices(ask: Asker) -> None:
    view, kept = to_home([ask("sco", page=1), ask("onthisday", page=1)], back=False)
    assert view_problems(view) == []
    assert [one["type"] for one in view["blocks"]].count("header") == 2
    assert {one["value"][3] for one in of_type(view["blocks"], "button")} <= set("atc")
    assert kept == {}


def test_home_of_one_card_turns_its_parts_and_leads_back(ask: Asker) -> None:
    items = tuple(Item(text=f"{n} " + "word " * 200, sources=("s1",)) for n in range(30))
    reply = answer(Part(kind="list", items=items))
    view, _ = to_home([reply], sheet=2, back=True)
    labels = [one["text"]["text"] for one in of_type(view["blocks"], "button")]
    assert view_problems(view) == []
    assert {"\u25c0 Part 1", "Part 3 \u25b6", "Start"} <= set(labels)
    assert list(of_type(view["blocks"], "button"))[-1]["value"] == "sd1a1.1|"


def test_home_has_no_more_blocks_than_slack_takes() -> None:
    item = Item(text="x", sources=("s1",))
    reply = answer(*(Part(kind="list", title=f"{n}", items=(item,)) for n in range(20)))
    view, _ = to_home([reply] * 9, back=True)
    assert 60 < len(view["blocks"]) <= limits.HOME_BLOCKS
    assert view_problems(view) == []


def test_home_can_be_the_sources_of_a_card(ask: Asker) -> None:
    view, _ = to_home([ask("members 2016", page=1)], full=True, back=True)
    assert next(strings(view["blocks"])).startswith("Sources: ")
