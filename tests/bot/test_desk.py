"""The desk over data that changes under it: a reply belongs to one data version, whatever is kept."""

from __future__ import annotations

import logging
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import BRICS, asker, open_desk

from bot import kept
from bot.contract import Request
from bot.desk import Desk
from data import loader
from data.queries import sources
from data.store import Store

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The small dataset with another text."""
    folder = Path(shutil.copytree(BRICS, tmp_path / "other"))
    file = folder / "records.yaml"
    text = file.read_text("utf-8").replace("South Africa takes part as a member", "South Africa joined as a member")
    file.write_text(text, "utf-8")
    return folder


def test_a_running_desk_answers_from_the_data_that_is_there(store: Store, other: Path) -> None:
    loader.load(store, BRICS)
    desk = open_desk(store)
    ask = asker(desk)
    first = ask("members South Africa")
    assert "takes part" in str(first.parts)
    loader.load(store, other)
    desk.refresh()
    second = ask("members South Africa")
    assert "joined as a member" in str(second.parts)
    assert second.data_version != first.data_version
    loader.load(store, BRICS)
    desk.refresh()
    assert ask("members South Africa") == first


def test_without_a_refresh_a_new_question_still_gets_the_new_data(store: Store, other: Path) -> None:
    loader.load(store, BRICS)
    ask = asker(open_desk(store))
    old = ask("members 2012").data_version
    loader.load(store, other)
    assert ask("members South Africa").data_version != old
    assert ask("members 2012").data_version != old


def test_threads_share_a_desk(store: Store) -> None:
    loader.load(store, BRICS)
    ask = asker(open_desk(store))
    lines = [
        "members",
        "summit 3rd",
        "who Medvedev",
        "quote",
        "search Sanya",
        "cite brics-3",
        "timeline",
        "members",
    ] * 8
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(ask, lines))
    assert all(reply.kind == "answer" for reply in replies)
    assert replies[0] == replies[7]


def test_more_sources_than_are_held_are_all_cited(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST_HELD", 1)
    loader.load(store, BRICS)
    ask = asker(open_desk(store))
    assert {s.id for s in ask("timeline").sources} == {"bric-2009", "sanya-2011", "bric-2010", "delhi-2012"}
    assert ask("summits").kind == "answer"


class _Broken:
    """A store that gives nothing."""

    def read(self, *, limited: bool = False) -> object:
        raise RuntimeError("a secret of the inside")


def test_what_breaks_becomes_a_sentence_with_a_reference_that_is_in_the_log(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    broken = Desk(_Broken(), desk.registry, new_reference=lambda: "abc123", new_token=str)  # type: ignore[arg-type]
    with caplog.at_level(logging.INFO, "summitdesk"):
        reply = asker(broken)("members")
    assert (reply.kind, reply.reference) == ("error", "abc123")
    assert "abc123" in reply.lead and "secret" not in str(reply)
    assert "abc123" in caplog.text


def test_a_request_leaves_one_line_without_its_text(ask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "summitdesk.desk"):
        ask("search very private words")
    assert len(caplog.records) == 1
    assert "private" not in caplog.text and "search" in caplog.text


@pytest.mark.parametrize("private", [None, True, False])
def test_the_same_question_is_the_same_reply_whoever_is_to_see_it(desk: Desk, private: bool | None) -> None:
    request = Request(text="members 2013", now=NOON, private=private)
    first = desk.answer(request)
    assert first.private is private
    assert desk.answer(request) is first
    assert desk.stored(replace(request, user="U_BOB")) is first


def test_what_the_line_says_of_who_sees_it_goes_before_what_was_chosen_beside_it(desk: Desk) -> None:
    request = Request(text="members 2012 public", now=NOON, private=True)
    assert [desk.answer(request).private, desk.answer(replace(request, text="members 2012")).private] == [False, True]


def held(desk: Desk, requests: list[Request]) -> int:
    """How many of some questions, once they are all answered, are still held in memory."""
    for request in requests:
        desk.answer(request)
    return sum(desk.stored(request) is not None for request in requests)


def test_the_replies_that_are_held_are_bounded_however_long_their_questions(
    sco: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "CHARACTERS", 100_000)
    long = [f"{number} " + "x" * 10_000 for number in range(60)]
    verified = [Request(text="", command="verify", options={"text": text}, now=NOON) for text in long]
    assert 1 <= held(open_desk(sco), verified) <= 10
    short = [replace(request, options={"text": text[:10]}) for request, text in zip(verified, long, strict=True)]
    assert held(open_desk(sco), short) == 60


def test_long_questions_that_differ_in_their_last_letter_are_two(sco: Store) -> None:
    desk, word = open_desk(sco), "x" * 3_000
    one, other = (Request(text=f"verify {word}{last}", now=NOON) for last in "yz")
    first = desk.answer(one)
    assert desk.stored(one) is first
    assert desk.stored(other) is None
    assert (first.canonical or "").endswith("xy") and (desk.answer(other).canonical or "").endswith("xz")


def test_a_line_of_the_log_for_each_request_whether_its_reply_was_held_or_not(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    request = Request(text="members 2011", now=NOON, platform="slack", private=True)
    with caplog.at_level(logging.INFO, "summitdesk.desk"):
        assert desk.stored(request) is None
        desk.answer(request)
        assert desk.stored(request) is not None
        desk.answer(request)
    assert [record.getMessage().rsplit(" ", 2)[0] for record in caplog.records] == ["slack members answer"] * 3


def test_an_unknown_zone_counts_as_utc(desk: Desk) -> None:
    late = datetime(2024, 7, 3, 23, tzinfo=UTC)
    there = [desk.answer(Request(text="members", now=late, timezone=z)).as_of for z in ("Asia/Tashkent", "Mars/Base")]
    assert [str(day) for day in there] == ["2024-07-04", "2024-07-03"]


@pytest.mark.parametrize("line", ["members\0", "search oil\0", "settings", "schedule list"])
def test_a_mark_that_no_database_takes_is_read_as_a_space(store: Store, line: str) -> None:
    """PostgreSQL has no NUL in text; a platform may send one in a line, an option or an id."""
    loader.load(store, BRICS)
    told = {"workspace": "W\0", "channel": "C\0", "user": "U\0"}
    request = Request(text=line, now=NOON, platform="slack", admin=True, may_manage=True, **told)
    assert open_desk(store).answer(request).reference is None
