"""What the fake Slack refuses of a message, and what it takes."""

import pytest
from fake_slack_tools import (
    FIELD,
    HOME,
    MODAL,
    Json,
    actions,
    button,
    menu,
    mrkdwn,
    option,
    picture,
    plain,
    rich,
    rich_section,
    section,
)
from fakes.slack import message_problems, problems, view_problems
from fakes.slack.rules import blocks_size
from fakes.slack.rules_kits import blockkit_problems, sdk_problems

WORD: Json = {"type": "text", "text": "a"}

ACCEPTED = {
    "50 blocks": [section()] * 50,
    "a text of 3000": [section("a" * 3000)],
    "10 fields of 2000": [{"type": "section", "fields": [mrkdwn("a" * 2000)] * 10}],
    "a header of 150": [{"type": "header", "text": plain("a" * 150)}],
    "25 buttons": [actions(*[button(action_id=f"b{number}") for number in range(25)])],
    "10 context elements": [{"type": "context", "elements": [mrkdwn("a")] * 10}],
    "a full button": [actions(button("a" * 75, value="b" * 2000, url="https://x.org/" + "a" * 2986, style="danger"))],
    "an option of 75 and 150": [section(accessory=menu(option("a" * 75, "b" * 150), placeholder=plain("Choose")))],
    "radio buttons in mrkdwn": [actions({"type": "radio_buttons", "options": [{"text": mrkdwn("a"), "value": "1"}]})],
    "ids of 255": [section(block_id="a" * 255), actions(button(action_id="a" * 255))],
    "one action_id in two blocks": [actions(button(action_id="a")), actions(button(action_id="a"))],
    "an image": [picture(alt_text="a" * 2000, title=plain("A"))],
    "a markdown block of 12000": [{"type": "markdown", "text": "a" * 12_000}],
    "an input label of 2000": [{**FIELD, "label": plain("a" * 2000), "hint": plain("a")}],
    "rich text": [
        rich(
            {"type": "text", "text": "a", "style": {"bold": True, "code": True}},
            {"type": "link", "url": "https://x.org", "text": "x"},
            {"type": "emoji", "name": "wave"},
            {"type": "user", "user_id": "U1", "style": {"highlight": True}},
            {"type": "channel", "channel_id": "C1"},
            {"type": "usergroup", "usergroup_id": "S1"},
            {"type": "broadcast", "range": "here"},
        ),
        rich(rich_section(WORD), kind="rich_text_list", style="ordered", indent=8),
        rich(WORD, kind="rich_text_quote"),
        rich(WORD, kind="rich_text_preformatted", border=0),
    ],
}

REFUSED = {
    "an accessory to write in": ([section(accessory={"type": "plain_text_input"})], "accessory/type: unsupported"),
    "an empty context text": ([{"type": "context", "elements": [mrkdwn("")]}], "text: must be more than 0"),
    "a context image without alt": (
        [{"type": "context", "elements": [{"type": "image", "image_url": "https://x.org"}]}],
        "alt_text: must be a string",
    ),
    "an image from nowhere": ([{"type": "image", "alt_text": "A"}], "image_url: must be a string"),
    "an alt text of 2001": ([picture(alt_text="a" * 2001)], "alt_text: must be no more than 2000"),
    "an image title in mrkdwn": ([picture(title=mrkdwn("A"))], "title/type: must be plain_text"),
    "a markdown block of 12001": ([{"type": "markdown", "text": "a" * 12_001}], "no more than 12000"),
    "an input label of 2001": ([{**FIELD, "label": plain("a" * 2001)}], "label/text: must be no more than 2000"),
    "an input hint in mrkdwn": ([{**FIELD, "hint": mrkdwn("a")}], "hint/type: must be plain_text"),
    "a button as input": ([{**FIELD, "element": button()}], "element/type: unsupported type: button"),
    "a bare word as option": ([actions({**menu(), "options": ["a"]})], "must be an option object"),
    "an option description of 76": (
        [actions(menu({**option(), "description": plain("a" * 76)}))],
        "description/text: must be no more than 75",
    ),
    "a rich section of nothing": (
        [{"type": "rich_text", "elements": [{"type": "rich_text_section"}]}],
        "must be an array with elements",
    ),
    "an empty word in a list": (
        [rich(rich_section({"type": "text", "text": ""}), kind="rich_text_list", style="bullet")],
        "text: must be more than 0",
    ),
    "an empty rich link": ([rich({"type": "link", "url": "https://x.org", "text": ""})], "text: must be more than 0"),
    "a rich style in a word": ([rich({**WORD, "style": "bold"})], "must be an object of flags"),
    "51 blocks": ([section()] * 51, "no more than 50 items"),
    "an unknown block": ([{"type": "carousel"}], "unsupported type: carousel"),
    "an unknown property": ([section(colour="red")], "invalid additional property: colour"),
    "an empty text": ([section("")], "/text/text: must be more than 0"),
    "a text of 3001": ([section("a" * 3001)], "no more than 3000 characters"),
    "a text of another type": ([{"type": "section", "text": {"type": "html", "text": "a"}}], "plain_text or mrkdwn"),
    "a bare string": ([{"type": "section", "text": "a"}], "must be a text object"),
    "emoji in mrkdwn": ([{"type": "section", "text": {**mrkdwn("a"), "emoji": True}}], "additional property: emoji"),
    "a section of nothing": ([{"type": "section"}], "requires text or fields"),
    "a field of 2001": ([{"type": "section", "fields": [mrkdwn("a" * 2001)]}], "no more than 2000"),
    "11 fields": ([{"type": "section", "fields": [mrkdwn("a")] * 11}], "no more than 10 items"),
    "a header of 151": ([{"type": "header", "text": plain("a" * 151)}], "no more than 150"),
    "a header in mrkdwn": ([{"type": "header", "text": mrkdwn("a")}], "must be plain_text"),
    "no action": ([actions()], "must have at least one item"),
    "26 actions": ([actions(*[button(action_id=f"b{number}") for number in range(26)])], "no more than 25 items"),
    "an input in actions": ([actions({"type": "plain_text_input"})], "unsupported type: plain_text_input"),
    "one action_id twice": ([actions(button(action_id="a"), button(action_id="a"))], "'a' already exists"),
    "no context": ([{"type": "context", "elements": []}], "must have at least one item"),
    "11 context elements": ([{"type": "context", "elements": [mrkdwn("a")] * 11}], "no more than 10 items"),
    "one block_id twice": ([section(block_id="a"), section(block_id="a")], "block_id 'a' is used 2 times"),
    "a block_id of 256": ([section(block_id="a" * 256)], "block_id: must be no more than 255"),
    "an action_id of 256": ([actions(button(action_id="a" * 256))], "action_id: must be no more than 255"),
    "an empty action_id": ([actions(button(action_id=""))], "action_id: must be more than 0"),
    "a label of 76": ([actions(button("a" * 76))], "no more than 75"),
    "a label in mrkdwn": ([actions({"type": "button", "text": mrkdwn("a")})], "must be plain_text"),
    "a value of 2001": ([actions(button(value="a" * 2001))], "value: must be no more than 2000"),
    "an empty value": ([actions(button(value=""))], "value: must be more than 0"),
    "a url of 3001": ([actions(button(url="https://x.org/" + "a" * 2987))], "url: must be no more than 3000"),
    "a fancy style": ([actions(button(style="blue"))], "must be primary or danger"),
    "an unknown key on a button": ([actions(button(emoji=True))], "additional property: emoji"),
    "no option": ([actions(menu())], "options: must have at least one item"),
    "101 options": ([actions(menu(*[option()] * 101))], "no more than 100 items"),
    "6 overflow options": ([actions({"type": "overflow", "options": [option()] * 6})], "no more than 5 items"),
    "11 radio buttons": ([actions({"type": "radio_buttons", "options": [option()] * 11})], "no more than 10 items"),
    "an option of 76": ([actions(menu(option("a" * 76)))], "text/text: must be no more than 75"),
    "an option value of 151": ([actions(menu(option("a", "b" * 151)))], "value: must be no more than 150"),
    "a placeholder of 151": ([actions(menu(option(), placeholder=plain("a" * 151)))], "no more than 150"),
    "an image without alt": ([{"type": "image", "image_url": "https://x.org"}], "alt_text: must be a string"),
    "rich text of nothing": ([{"type": "rich_text", "elements": []}], "at least one element"),
    "rich text with a block": ([{"type": "rich_text", "elements": [section()]}], "must be one of rich_text_section"),
    "an empty rich text": ([rich({"type": "text", "text": ""})], "text: must be more than 0"),
    "a rich link without url": ([rich({"type": "link", "text": "a"})], "url: must be a string"),
    "an unknown rich element": ([rich({"type": "mrkdwn", "text": "a"})], "must be one of text, link"),
    "a rich style of another name": ([rich({**WORD, "style": {"big": True}})], "additional property: big"),
    "a rich style that is no flag": ([rich({**WORD, "style": {"bold": "yes"}})], "bold: must be a boolean"),
    "a rich broadcast to no one": ([rich({"type": "broadcast", "range": "all"})], "range: must be one of"),
    "a list of words": ([rich(WORD, kind="rich_text_list", style="bullet")], "a list holds rich_text_section only"),
    "a list of no style": ([rich(rich_section(WORD), kind="rich_text_list")], "must be bullet or ordered"),
    "a list too far in": (
        [rich(rich_section(WORD), kind="rich_text_list", style="bullet", indent=9)],
        "indent: must be between",
    ),
    "a user in code": ([rich({"type": "user", "user_id": "U1"}, kind="rich_text_preformatted")], "text and link only"),
    "what only Slack's models know": ([actions({"type": "datepicker", "initial_date": "June"})], "initial_date"),
}

REFUSED_VIEWS = {
    "another type": ({"type": "sheet", "blocks": []}, "must be home or modal"),
    "no blocks": ({"type": "home"}, "blocks: must be an array"),
    "101 blocks": ({"type": "home", "blocks": [section()] * 101}, "no more than 100 items"),
    "a home with a title": ({**HOME, "title": plain("A")}, "a home view has no title"),
    "a home with a table": ({"type": "home", "blocks": [{"type": "table", "rows": []}]}, "unsupported type on a home"),
    "a modal without title": ({key: MODAL[key] for key in MODAL if key != "title"}, "requires a title"),
    "a modal of a long title": ({**MODAL, "title": plain("a" * 25)}, "title/text: must be no more than 24"),
    "an input without submit": ({key: MODAL[key] for key in MODAL if key != "submit"}, "requires submit"),
    "an empty modal": ({**MODAL, "blocks": []}, "at least one block"),
    "an unknown key": ({**HOME, "colour": "red"}, "additional property: colour"),
    "long metadata": ({**HOME, "private_metadata": "a" * 3001}, "no more than 3000"),
    "a long callback_id": ({**HOME, "callback_id": "a" * 256}, "no more than 255"),
}


@pytest.mark.parametrize("blocks", ACCEPTED.values(), ids=ACCEPTED)
def test_what_slack_accepts_has_no_problems(blocks: list[Json]) -> None:
    assert problems(blocks) == []


@pytest.mark.parametrize(("blocks", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_slack_refuses_is_refused_with_the_reason(blocks: list[Json], reason: str) -> None:
    found = problems(blocks)
    assert any(reason in problem for problem in found), found


@pytest.mark.parametrize(("view", "reason"), REFUSED_VIEWS.values(), ids=REFUSED_VIEWS)
def test_a_view_slack_refuses_is_refused_with_the_reason(view: Json, reason: str) -> None:
    found = view_problems(view)
    assert any(reason in problem for problem in found), found


def test_a_home_of_100_blocks_and_a_modal_are_accepted() -> None:
    assert view_problems({"type": "home", "blocks": [section()] * 100}) == []
    assert view_problems(MODAL) == []


def test_both_foreign_judges_are_asked() -> None:
    too_long = {"type": "header", "text": plain("a" * 151)}
    assert "150" in sdk_problems(too_long, "/x")[0]
    assert "150" in blockkit_problems(too_long, "/x")[0]
    assert "does not know" in sdk_problems({"type": "ballad"}, "/x")[0]


def test_blocks_of_13200_characters_are_the_most() -> None:
    blocks = [section("a" * 2600) for _ in range(5)]
    blocks[0] = section("a" * (2600 - blocks_size(blocks) + 13_200))
    assert message_problems({"text": "a", "blocks": blocks}) == []
    blocks[0]["text"]["text"] += "a"
    assert message_problems({"text": "a", "blocks": blocks})[0].startswith("msg_blocks_too_long")


@pytest.mark.parametrize(
    ("payload", "error"),
    [
        ({"text": "a"}, None),
        ({"blocks": [section()]}, None),
        ({"text": "a" * 40_000}, None),
        ({"text": "a" * 40_001}, "msg_too_long"),
        ({"text": " ", "blocks": []}, "no_text"),
        ({"text": "a", "blocks": [section("a" * 2500)] * 5}, None),
        ({"text": "a", "blocks": [section("a" * 2600)] * 5}, "msg_blocks_too_long"),
        ({"text": "a", "blocks": [section("")]}, "invalid_blocks"),
        ({"text": "a", "blocks": "[]"}, "invalid_arguments"),
    ],
)
def test_a_message_is_refused_with_the_code_slack_gives(payload: Json, error: str | None) -> None:
    found = message_problems(payload)
    assert [problem.split(":")[0] for problem in found[:1]] == ([error] if error else [])
