"""Messages that were made of a reply are held for it, and never for another one."""

from __future__ import annotations

import weakref

from adapters.pressing import Place
from adapters.rendered import HELD, Rendered
from bot.contract import Reply

PRIVATE, PUBLIC = Place(private=True), Place(private=False, asker="U0ALICE")


class Message:
    """What a platform would take: of which reply, and where. It does not hold the reply itself."""

    def __init__(self, reply: Reply, *, place: Place, sheet: int = 1) -> None:
        self.title, self.place, self.sheet = reply.title, place, sheet


def reply(title: str) -> Reply:
    return Reply(kind="help", title=title, lead="L")


def test_the_same_reply_in_the_same_way_is_rendered_once() -> None:
    rendered, shown = Rendered(Message), reply("T")
    assert rendered(shown, place=PUBLIC) is rendered(shown, place=Place(private=False, asker="U0ALICE"))


def test_another_place_or_sheet_is_rendered_anew() -> None:
    rendered, shown = Rendered(Message), reply("T")
    public, private, second = (
        rendered(shown, place=PUBLIC),
        rendered(shown, place=PRIVATE),
        rendered(shown, place=PUBLIC, sheet=2),
    )
    assert (public.place, private.place, second.sheet) == (PUBLIC, PRIVATE, 2)
    assert rendered(shown, place=PUBLIC) is public


def test_an_equal_reply_that_is_another_object_is_rendered_for_itself() -> None:
    rendered = Rendered(Message)
    one, other = reply("T"), reply("T")
    assert rendered(one, place=PUBLIC) is not rendered(other, place=PUBLIC)


def test_a_reply_lives_as_long_as_its_message_is_held() -> None:
    """Or another reply could get its identity, and with it a message that is not its own."""
    rendered = Rendered(Message)
    for number in range(HELD):
        assert rendered(reply(f"T{number}"), place=PUBLIC).title == f"T{number}"


def test_only_so_many_messages_are_held() -> None:
    rendered, first = Rendered(Message), reply("first")
    oldest = weakref.ref(rendered(first, place=PUBLIC))
    for number in range(HELD):
        rendered(reply(f"T{number}"), place=PUBLIC)
    assert oldest() is None
    assert rendered(first, place=PUBLIC).title == "first"
