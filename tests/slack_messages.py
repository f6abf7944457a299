"""What the tests of the Slack messages share: small answers, looks into blocks, and what Slack takes."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from fakes.slack.rules import message_problems

from adapters.pressing import Place, unpack
from adapters.slack import limits
from adapters.slack.blocks import Json, size
from adapters.slack.render import Message, to_body, to_message
from bot.contract import Answer, Part, Reply, Source

PRIVATE = Place(private=True)
PUBLIC = Place(private=False, asker="U0ALICE")
POST = Place(private=False, post="k" * 25)


def source(number: int, *, url: str | None = "https://example.org/a?b=1&c=2", **more: Any) -> Source:
    given = {"publisher": f"Publisher {number}", "title": f"Title {number}", "date": "2016-07-01", **more}
    return Source(id=f"s{number}", number=number, url=url, **given)


def answer(*parts: Part, sources: tuple[Source, ...] = (source(1),), **more: Any) -> Answer:
    given = {"title": "A title", "lead": "A lead.", "canonical": "members 2016", "data_version": "v1", **more}
    return Answer(as_of=date(2016, 12, 31), parts=parts, sources=(sources[0], *sources[1:]), **given)


def every(reply: Reply, place: Place = PRIVATE, *, full: bool = False) -> list[Message]:
    """All sheets of a reply."""
    first = to_message(reply, place, full=full)
    return [first, *(to_message(reply, place, sheet=n, full=full) for n in range(2, first.sheets + 1))]


def strings(value: Any) -> Iterator[str]:
    """Every text of some blocks; a run of rich text is one."""
    if isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, dict):
        if str(value.get("type", "")) in ("rich_text_section", "rich_text_quote"):
            yield "".join(element["text"] for element in value["elements"])
            return
        for key, one in value.items():
            if key == "text" and isinstance(one, str):
                yield one
            else:
                yield from strings(one)


def of_type(value: Any, kind: str) -> Iterator[Json]:
    """Every object of a type in some blocks."""
    if isinstance(value, list):
        for one in value:
            yield from of_type(one, kind)
    elif isinstance(value, dict):
        if value.get("type") == kind:
            yield value
        for one in value.values():
            yield from of_type(one, kind)


def buttons(message: Message) -> list[Json]:
    return list(of_type(message.blocks, "button"))


def assert_taken(message: Message) -> None:
    """Slack takes the message, and so do the rules that no package knows."""
    body = to_body(message, private=True)
    assert message_problems({"text": body["text"], "blocks": body["blocks"]}) == []
    assert size(message.blocks) <= limits.BLOCKS_JSON - 500
    json.dumps(body, ensure_ascii=False).encode()
    actions = [one["action_id"] for one in buttons(message)]
    assert len(actions) == len(set(actions))
    for one in buttons(message):
        read = unpack(one["value"])
        assert read is not None
        assert read.token is None or read.token in message.kept
    assert all(len(element["text"]) <= limits.SECTION for element in of_type(message.blocks, "text"))
    for text in strings(message.blocks):
        assert not re.search(r"<[!@#](?!U0ALICE>)", text)
