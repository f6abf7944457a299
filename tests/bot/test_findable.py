"""Every record is found by a question that does not contain its id; `cite` and `coverage` do not count."""

from __future__ import annotations

import re

import pytest
from conftest import Asker

from bot.desk import Desk
from data.queries import coverage, frame, records
from data.queries.records import Record

KINDS = (
    "organisation status summit outcome meeting attendance standing step person term quote milestone event state "
    "count figure plan expectation claim analysis background role publication disagreement unattributed source"
).split()


def question(record: Record) -> str:
    """The record's longest words, as someone might remember them, up to eight; none that is its id."""
    words = sorted(
        set(re.findall(r"\b(?:[^\W\d_]{2,}|\d{4})\b", record.text))
        - {record.id, record.id.capitalize(), record.id.upper()},
        key=lambda w: (-len(w), w),
    )[:8]
    return "search " + " ".join(words)


def every(desk: Desk, kind: str) -> list[Record]:
    with desk.store.read() as reader:
        return records.of_kinds(reader, (kind,))


def test_these_are_all_the_kinds_there_are(desk: Desk) -> None:
    with desk.store.read() as reader:
        assert {c.kind for c in coverage.by_kind(reader)} == {*KINDS, "side"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_is_found_by_its_words(desk: Desk, ask: Asker, kind: str) -> None:
    found = every(desk, kind)
    lost = {r.id: question(r) for r in found if r.id not in ask(question(r)).records}
    assert found and not lost
    assert not [r.id for r in found if r.id.casefold() in question(r).casefold().split()]


@pytest.mark.parametrize(
    ("kind", "ask_for"),
    [("standing", "members {}"), ("step", "members {}")],
)
def test_every_standing_and_step_is_on_its_countrys_road(desk: Desk, ask: Asker, kind: str, ask_for: str) -> None:
    with desk.store.read() as reader:
        names = {n.entity_id: n.name for n in frame.names(reader) if n.kind == "country" and n.position == 0}
    lost = [r.id for r in every(desk, kind) if r.id not in ask(ask_for.format(names[r.id[:2]])).records]
    assert not lost


def test_every_term_stands_with_its_holder_and_every_outcome_with_its_summit(desk: Desk, ask: Asker) -> None:
    with desk.store.read() as reader:
        names = {n.entity_id: n.name for n in frame.names(reader) if n.kind == "person" and n.position == 0}
    assert not [r.id for r in every(desk, "term") if r.id not in ask(f"who {names[r.parent or '']}").records]
    summits = {s.id: s for s in every(desk, "summit")}
    outcomes = [r for r in every(desk, "outcome") if r.parent in summits]
    assert not [r.id for r in outcomes if r.id not in ask(f"summit {summits[r.parent or ''].date}").records]


def test_every_quotation_stands_with_its_speaker_and_is_verified(desk: Desk, ask: Asker) -> None:
    for record in every(desk, "quote"):
        reply = ask(f'verify "{record.text}"')
        assert reply.kind == "answer" and record.id in reply.records, record.id
        assert reply.lead.casefold().startswith("exact"), (record.id, reply.lead)


def test_every_milestone_is_told_on_its_day(desk: Desk, ask: Asker) -> None:
    lost = [r.id for r in every(desk, "milestone") if r.id not in ask(f"onthisday {r.date}").records]
    assert not lost
