"""The desk off the loop: threads, lines of buttons, deliveries seen, new data, and a store that goes away."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import BRICS, open_desk

from adapters import asking as module
from adapters.asking import Asking
from adapters.pressing import Packed, Press, Unpacked, pack, token, unpack
from bot.contract import Request
from data import loader, migrate
from data.operations import inbound, lines
from data.store import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LONG = "timeline " + "x" * 3000

Open = Callable[[], Asking]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small dataset of the tests, to be changed."""
    return Path(shutil.copytree(BRICS, tmp_path / "data"))


@pytest.fixture
def small(tmp_path: Path, folder: Path) -> Iterator[Store]:
    """A store with the small dataset."""
    opened = Store(f"sqlite:///{tmp_path}/small.db")
    migrate.migrate(opened)
    loader.load(opened, folder)
    yield opened
    opened.close()


@pytest.fixture
def replica(small: Store) -> Iterator[Open]:
    """Opens another replica of the desk over the one store."""
    with ExitStack() as opened:

        def open_one() -> Asking:
            found = Asking(open_desk(small), clock=lambda: NOW)
            opened.callback(found.close)
            return found

        yield open_one


def without_operations(store: Store) -> None:
    """The store can still be read, but nothing of ours can be written down in it."""
    with store.write() as connection:
        for table in ("line", "inbound"):
            connection.exec_driver_sql(f"DROP TABLE {table}")


def button(line: str) -> tuple[Packed, Unpacked]:
    packed = pack(Press(act="ask", line=line), 100)
    read = unpack(packed.text)
    assert read is not None
    return packed, read


# Answers


async def test_an_answer_held_in_memory_is_given_at_once_and_another_from_a_thread(replica: Open) -> None:
    asking = replica()
    request = Request(text="members", now=NOW)
    assert asking.stored(request) is None
    first = await asking.answer(request)
    assert first.kind == "answer"
    assert asking.stored(request) is first
    assert await asking.answer(request) is first


async def test_the_loop_goes_on_while_the_store_is_read(replica: Open) -> None:
    asking, go = replica(), threading.Event()
    waiting = asyncio.ensure_future(asking.run(go.wait, 10))
    await asyncio.sleep(0)
    go.set()
    assert await waiting
    assert (await asking.run(threading.current_thread)).name.startswith("desk")


async def test_closing_waits_for_what_is_under_way(replica: Open) -> None:
    asking, begun, go = replica(), threading.Event(), threading.Event()

    def read() -> str:
        begun.set()
        go.wait(10)
        return "read"

    reading = asyncio.ensure_future(asking.run(read))
    await asyncio.to_thread(begun.wait, 10)
    closing = asyncio.ensure_future(asyncio.to_thread(asking.close))
    assert not (await asyncio.wait({closing}, timeout=0.1))[0]
    go.set()
    await closing
    assert await reading == "read"


# Lines of buttons


async def test_a_line_that_fits_its_button_needs_no_store(replica: Open, small: Store) -> None:
    without_operations(small)
    packed, read = button("members 2016")
    assert packed.kept is None
    assert await replica().line(read) == "members 2016"


async def test_a_line_kept_here_is_known_to_another_replica_and_after_a_restart(replica: Open) -> None:
    packed, read = button(LONG)
    assert packed.kept is not None
    await replica().keep(dict([packed.kept]))
    assert await replica().line(read) == LONG


async def test_a_line_that_nobody_kept_is_none(replica: Open) -> None:
    assert await replica().line(button(LONG)[1]) is None


async def test_where_lines_cannot_be_written_down_this_process_still_knows_them(
    replica: Open, small: Store, caplog: pytest.LogCaptureFixture
) -> None:
    without_operations(small)
    asking = replica()
    await asking.keep({token(LONG): LONG})
    assert await asking.line(button(LONG)[1]) == LONG
    assert await replica().line(button(LONG)[1]) is None
    assert len(caplog.records) == 2
    assert LONG not in caplog.text


async def test_a_line_that_was_fetched_is_not_fetched_again(replica: Open, small: Store) -> None:
    await replica().keep({token(LONG): LONG})
    asking = replica()
    assert await asking.line(button(LONG)[1]) == LONG
    without_operations(small)
    assert await asking.line(button(LONG)[1]) == LONG


async def test_the_lines_that_are_held_are_bounded_by_their_characters(
    replica: Open, small: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT_CHARACTERS", 100)
    asking = replica()
    for name, length in (("a", 40), ("b", 40), ("c", 40), ("larger than all", 101)):
        await asking.keep({name: name[0] * length})
    unpacked = [Unpacked(Press(act="ask", line=""), name) for name in ("larger than all", "a", "b", "c")]
    assert [len(await asking.line(one) or "") for one in unpacked[:1]] == [101]
    without_operations(small)
    assert [await asking.line(one) for one in unpacked] == [None, None, "b" * 40, "c" * 40]


# Deliveries


async def test_a_delivery_is_the_first_one_once_on_all_replicas(replica: Open) -> None:
    one, two = replica(), replica()
    assert [await asking.first("slack:1") for asking in (one, two, one, two)] == [True, False, False, False]
    assert await two.first("slack:2")


async def test_a_delivery_that_comes_many_times_at_once_is_first_once(replica: Open) -> None:
    one, two = replica(), replica()
    found = await asyncio.gather(*(asking.first("slack:1") for asking in (one, two) for _ in range(10)))
    assert sorted(found) == [False] * 19 + [True]


async def test_where_deliveries_cannot_be_written_down_this_process_still_remembers(
    replica: Open, small: Store, caplog: pytest.LogCaptureFixture
) -> None:
    without_operations(small)
    asking = replica()
    assert [await asking.first("slack:1"), await asking.first("slack:1")] == [True, False]
    assert [record.levelname for record in caplog.records] == ["WARNING"]


async def test_a_delivery_that_was_given_back_is_the_first_one_again_on_any_replica(replica: Open) -> None:
    one, two = replica(), replica()
    assert await one.first("slack:1")
    await one.forget("slack:1")
    assert [await asking.first("slack:1") for asking in (two, one)] == [True, False]
    await two.forget("slack:1")
    assert [await asking.first("slack:1") for asking in (two, one)] == [True, False]


async def test_a_delivery_is_given_back_here_where_the_store_cannot_be_written(replica: Open, small: Store) -> None:
    without_operations(small)
    asking = replica()
    assert await asking.first("slack:1")
    await asking.forget("slack:1")
    assert [await asking.first("slack:1"), await asking.first("slack:1")] == [True, False]


async def test_what_is_too_old_is_dropped_while_the_desk_runs(replica: Open, small: Store) -> None:
    asking = replica()
    for at in (NOW, NOW - timedelta(days=91)):
        inbound.claim(small, f"slack:{at}", at)
        lines.keep(small, {f"token {at}": "members"}, at)
    tidying = asyncio.ensure_future(asking.tidy())
    async with asyncio.timeout(5):
        while lines.find(small, f"token {NOW - timedelta(days=91)}") is not None:
            await asking.run(inbound.forget, small, NOW - timedelta(days=900))
    tidying.cancel()
    with small.read() as reader:
        assert list(reader.exec_driver_sql("SELECT id FROM inbound").scalars()) == [f"slack:{NOW}"]
    assert lines.find(small, f"token {NOW}") == "members"


async def test_a_store_that_cannot_be_tidied_is_a_line_in_the_log_for_each_kind(
    replica: Open, small: Store, caplog: pytest.LogCaptureFixture
) -> None:
    without_operations(small)
    asking = replica()
    tidying = asyncio.ensure_future(asking.tidy())
    async with asyncio.timeout(5):
        while len(caplog.records) < 2:
            await asking.run(int)
    assert not tidying.done()
    tidying.cancel()
    assert all(record.getMessage().startswith("what is old could not be dropped: ") for record in caplog.records)


async def test_what_is_remembered_is_bounded(replica: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REMEMBERED", 2)
    asking = replica()
    for number in range(5):
        await asking.first(f"slack:{number}")
        await asking.keep({str(number): f"line {number}"})
    assert not await asking.first("slack:0")
    assert await asking.line(Unpacked(Press(act="ask", line=""), "0")) == "line 0"


# New data


async def test_data_loaded_meanwhile_is_taken_up(replica: Open, small: Store, folder: Path) -> None:
    asking = replica()
    await asking.refresh()
    before = asking.desk.data_version
    words = (folder / "organisation.yaml").read_text("utf-8")
    (folder / "organisation.yaml").write_text(words + "\n", "utf-8")
    loader.load(small, folder)
    await asking.refresh()
    answer = await asking.answer(Request(text="members", now=NOW))
    assert before != asking.desk.data_version == answer.data_version


async def test_what_could_be_typed_is_known_after_the_first_refresh(replica: Open) -> None:
    asking = replica()
    assert asking.suggestions("members", "country", "ind", place=("slack", "")) == ()
    await asking.refresh()
    assert "India" in {found.label for found in asking.suggestions("members", "country", "ind", place=("slack", ""))}


async def test_a_store_that_cannot_be_read_is_left_for_the_next_time(
    replica: Open, small: Store, caplog: pytest.LogCaptureFixture
) -> None:
    asking = replica()
    with small.write() as connection:
        connection.exec_driver_sql("ALTER TABLE organisation RENAME TO away")
    await asking.refresh()
    assert "the data could not be read anew" in caplog.text
    with small.write() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO organisation")
    await asking.refresh()
    assert (await asking.answer(Request(text="members", now=NOW))).kind == "answer"
