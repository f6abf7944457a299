"""The desk's way for those who manage: nothing kept, private, written while it is read, and what it is about."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest
from conftest import BRICS, open_desk

from bot.arguments import Chosen
from bot.card import STORE, Draft
from bot.commands.help import help
from bot.contract import Channel, Item, Part, Reply, Request
from bot.desk import Desk
from bot.managing import Managing
from bot.registry import Command, Example, Option, Registry
from data import loader
from data.operations import schedules, settings
from data.operations.schedules import Written
from data.store import Store, StoreError

NOW = datetime(2026, 11, 24, 22, tzinfo=UTC)
ASKED = Request(now=NOW, platform="discord", workspace="W1", channel="C1", user="alice", may_manage=True)
NUMBER = Option(name="schedule", help="its number", types=("schedule",))
IN = Option(name="in", help="the channel", types=("channel",))
WEEKLY = Written(
    platform="discord", workspace="W1", channel="C7", channel_name=None, kind="quote", subject="", leads="", years=1,
    empty="silent", times="09:00", days="mon", zone="UTC",
)  # fmt: skip


@dataclass
class Notes:
    """A command that counts what it is asked, writes the number down, and reads it back before and after."""

    asked: list[Managing] = field(default_factory=list)

    def write(self, ask: Managing, *, schedule: Chosen | None = None, in_: Chosen | None = None) -> Draft:
        before = settings.of(ask.reader, "discord", "W1")
        self.asked.append(ask)
        settings.put(ask.store, "discord", "W1", ask.new_token(), "written")
        seen = settings.of(ask.reader, "discord", "W1")
        with ask.store.read() as reader:
            now = settings.of(reader, "discord", "W1")
        return _card(f"{len(before)} {len(seen)} {len(now)}")

    def look(self, ask: Managing, *, in_: Chosen | None = None) -> Draft:
        self.asked.append(ask)
        return _card("looked", lines=30)


def _card(lead: str, lines: int = 1) -> Draft:
    items = tuple(Item(text=f"line {n}", sources=(STORE,)) for n in range(lines))
    return Draft(kind="help", title="Notes", lead=lead, parts=(Part(kind="list", items=items),), sources=(STORE,))


def _fails(ask: Managing) -> Draft:
    raise StoreError("The store cannot be used.")


def _command(name: str, handler: Callable[..., Draft], *options: Option, tells: bool = False) -> Command:
    examples = (Example(line=name, shows="it"),)
    return Command(
        name=name, help=name, options=options, examples=examples, handler=handler, manages=True, tells=tells
    )  # fmt: skip


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def both(store: Store, notes: Notes) -> Desk:
    """A desk with a few managing commands, on each of the two databases."""
    loader.load(store, BRICS)
    return _desk(store, notes)


@pytest.fixture
def small(own_sco: Store, notes: Notes) -> Desk:
    """The same on SQLite only."""
    return _desk(own_sco, notes)


def _desk(store: Store, notes: Notes) -> Desk:
    commands = (
        help,
        _command("schedule add", notes.write, NUMBER, IN),
        _command("schedule list", notes.look, IN, tells=True),
        _command("settings", _fails),
    )
    tokens = iter("abcdefghijklmnopqrstuvwxyz")
    desk = Desk(store, Registry(commands), new_reference=lambda: "r1", new_token=lambda: next(tokens))
    desk.refresh()
    return desk


def ask(desk: Desk, line: str) -> Reply:
    return desk.answer(replace(ASKED, text=line))


def test_a_handler_writes_while_its_reader_stays_as_it_was(both: Desk) -> None:
    assert ask(both, "schedule add").lead == "0 0 1"
    assert ask(both, "schedule add").lead == "1 1 2"


def test_many_may_write_at_once(both: Desk) -> None:
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda _: ask(both, "schedule add"), range(16)))
    assert {reply.kind for reply in replies} == {"help"}
    with both.store.read() as reader:
        assert len(settings.of(reader, "discord", "W1")) == 16


@pytest.mark.parametrize("line", ["schedule list", "schedule add public"])
def test_what_those_who_manage_are_told_is_private_and_never_kept(small: Desk, notes: Notes, line: str) -> None:
    replies = [ask(small, line) for _ in range(2)]
    assert [reply.private for reply in replies] == [True, True]
    assert len(notes.asked) == 2
    assert small.stored(replace(ASKED, text=line)) is None


@pytest.mark.parametrize("line", ["schedule", "schedule moonbase", "schedule add nonsense", "settings"])
def test_what_is_wrong_with_their_line_is_private_too(small: Desk, line: str) -> None:
    assert all(ask(small, line).private for _ in range(2))
    assert not small.answer(replace(ASKED, text="help schedule")).private


def test_only_what_merely_tells_can_be_asked_for_again_by_a_button(small: Desk) -> None:
    assert ask(small, "schedule add").canonical is None
    looked = ask(small, "schedule list")
    assert (looked.canonical, looked.pages) == ("schedule list", 3)
    assert "line 12" in str(small.answer(replace(ASKED, text="schedule list", page=2)).parts)


def test_a_store_that_fails_becomes_one_sentence_with_a_reference(both: Desk) -> None:
    reply = ask(both, "settings")
    assert (reply.kind, reply.reference) == ("error", "r1")


def test_a_handler_knows_who_asks_where_and_on_which_day_of_theirs(small: Desk, notes: Notes) -> None:
    known = {"C2": Channel(id="C2", name="news", may_manage=True)}
    request = replace(ASKED, text="schedule list", timezone="Asia/Tashkent", channels=known)
    small.answer(request)
    given = notes.asked[0]
    assert (given.today, given.now, given.workspace) == (date(2026, 11, 25), NOW, "W1")
    assert given.channel("C2").name == "news"
    assert (given.channel("C1").may_manage, given.channel("C3").may_manage) == (True, False)


@pytest.mark.parametrize(
    ("request_", "is_managing"),
    [
        (replace(ASKED, text="schedule add"), True),
        (replace(ASKED, text="/sco schedule"), True),
        (replace(ASKED, command="schedule add"), True),
        (replace(ASKED, command="help", options={"command": "schedule"}), False),
        (replace(ASKED, text="help schedule add"), False),
        (replace(ASKED, text=""), False),
    ],
)
def test_a_request_is_known_by_its_first_words(small: Desk, request_: Request, is_managing: bool) -> None:
    assert small.manages(request_) == is_managing


def test_a_request_concerns_the_channels_it_names_its_schedules_and_its_own(small: Desk) -> None:
    number = schedules.add(small.store, WEEKLY, token="t", maker="bob", now=NOW, planned_until=date(2026, 11, 23))  # noqa: S106
    line = f"schedule add {number} in <#C5|world>"
    assert small.concerning(replace(ASKED, text=line)) == ("C7", "C5", "C1")
    assert small.concerning(replace(ASKED, text=line, workspace="W2")) == ("C5", "C1")
    assert small.concerning(replace(ASKED, command="schedule list", options={"in": "<#C5|world>"})) == ("C5", "C1")


@pytest.mark.parametrize("line", ["schedule add 99", "schedule add nonsense", "schedule list here", "schedule"])
def test_a_request_that_names_none_concerns_its_own_channel(small: Desk, line: str) -> None:
    assert small.concerning(replace(ASKED, text=line)) == ("C1",)


def test_every_channel_with_a_schedule_is_learnt_of_where_all_are_listed(own_sco: Store) -> None:
    desk = open_desk(own_sco)
    for channel in ("C7", "C8", "C7"):
        new = replace(WEEKLY, channel=channel)
        schedules.add(own_sco, new, token="t", maker="bob", now=NOW, planned_until=date(2026, 11, 23))  # noqa: S106
    assert desk.concerning(replace(ASKED, text="schedule list all")) == ("C7", "C8", "C1")


def test_a_store_that_is_gone_leaves_the_channel_in_which_it_is_asked(small: Desk) -> None:
    broken = Desk(_Gone(), small.registry, new_reference=lambda: "r1", new_token=str)  # type: ignore[arg-type]
    assert broken.concerning(replace(ASKED, text="schedule add 1")) == ("C1",)


class _Gone:
    def read(self, *, limited: bool = False) -> object:
        raise StoreError("The store cannot be used.")
