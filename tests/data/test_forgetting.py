"""What is left of a person and of a workspace after they were forgotten, on both databases: nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from posting_desk import DAILY
from sqlalchemy import String, select, text, update

from bot.schedules import planner
from data.models import Base, Inbound, Line, Notice, Occurrence, Schedule, Shown
from data.operations import (
    forgetting,
    inbound,
    installations,
    ledger,
    ledger_marks,
    lines,
    notices,
    schedules,
    settings,
    upkeep,
    workers,
)
from data.operations.forgetting import FORGOTTEN, UnderWay
from data.operations.installations import Installed
from data.operations.ledger import Mark
from data.operations.writing import utc
from data.sealing import Sealer
from data.store import Store

NOW = datetime(2026, 6, 12, 9, tzinfo=UTC)
SEALER = Sealer("a key that nobody can guess, 32 long")
UNDER_WAY = timedelta(seconds=60)
ALICE, BOB, TEAM, OTHER = "U0ALICE", "U0BOB", "T0SUMMIT", "T0SUMMITS"
OPERATIONS = ("inbound", "line", "installation", "schedule", "occurrence", "shown", "notice", "setting")

NOBODY = {
    "inbound": set[str](),
    "line": {"token"},
    "installation": {"platform", "workspace", "name", "app", "bot", "bot_user", "scopes"},
    "schedule": {
        *("token", "platform", "workspace", "channel", "channel_name", "kind", "leads", "empty", "times", "days"),
        *("zone", "state"),
    },
    "occurrence": {
        *("platform", "slot", "time", "state", "claim", "place", "reason", "message", "link"),
    },
    "shown": {"mark", "platform", "workspace", "channel", "print"},
    "notice": {"once", "what", "state", "claim"},
    "setting": {"platform", "workspace", "channel", "name"},
}
"""The texts in which no person's id can stand."""


def installed(workspace: str) -> Installed:
    return Installed(
        platform="slack",
        workspace=workspace,
        name="Summit",
        app="A1",
        bot="B1",
        bot_user="U1",
        installer=ALICE,
        scopes="commands",
        token="xoxb-1",  # noqa: S106
        refresh="xoxe-1",
        expires_at=NOW,
        at=NOW,
    )


def used(store: Store, workspace: str) -> int:
    """A workspace in which Alice did all that can be done; the number of her schedule."""
    new = replace(DAILY, platform="slack", workspace=workspace, subject=f"search <@{ALICE}>")
    day = NOW.date() - timedelta(days=2)
    number = schedules.add(store, new, token=workspace, maker=ALICE, now=NOW - timedelta(days=1), planned_until=day)
    assert isinstance(number, int)
    planner.plan(store, NOW)
    (due,) = ledger.claim(store, "slack", NOW, limit=9, by="w.1", worker="w")
    ledger.begin(store, due, NOW, title=f"“<@{ALICE}>”", marks=[Mark("Q001", counts=True, print="p")], again=False)
    ledger.close(store, due, "failed", NOW, reason="refused", detail=f"no {ALICE}", tell="failed")
    with store.read() as reader:
        stands = schedules.find(reader, "slack", workspace, number)
        coming = reader.execute(select(Occurrence.__table__).where(Occurrence.state == "planned")).first()
    assert stands is not None and coming is not None
    post = planner.planned(replace(stands, planned_until=date(2026, 6, 13)), NOW).posts[0]
    assert ledger_marks.skip(store, stands, post, by=ALICE)
    schedules.pause(store, number, by=ALICE, reason=f"ask {ALICE}, please", now=NOW)
    settings.put(store, "slack", workspace, "managers", f"{BOB},{ALICE}")
    settings.put(store, "slack", workspace, "zone", "Asia/Tashkent", channel="C1")
    installations.save(store, SEALER, installed(workspace))
    inbound.claim(store, f"slack:manage:{workspace}:1.{ALICE}", NOW)
    inbound.claim(store, f"slack:{workspace}:D1:2", NOW)
    lines.keep(store, {workspace: f"settings managers add <@{ALICE}> {workspace}", "kept": "members 2016"}, NOW)
    return number


@pytest.fixture
def number(store: Store) -> int:
    workers.beat(store, "w", NOW)
    upkeep.done(store, upkeep.BACKUP, NOW, "summitdesk-1.zip")
    return used(store, TEAM)


def dump(store: Store) -> Iterator[tuple[str, str, str]]:
    """Every value of every column of every table of the store, as text."""
    with store.read() as reader:
        for table in Base.metadata.sorted_tables:
            for row in reader.execute(select(table)).mappings():
                yield from ((table.name, str(column), str(value)) for column, value in row.items())


def naming(store: Store, id: str) -> list[tuple[str, str]]:
    """In which columns an id stands, by itself or in what was written."""
    whole = re.compile(rf"(?<!\w){id}(?!\w)")
    return [(table, column) for table, column, value in dump(store) if whole.search(value)]


def forget(store: Store, id: str, platform: str = "slack") -> forgetting.Found:
    call = forgetting.forget_workspace if id.startswith("T") else forgetting.forget_person
    return call(store, platform, id, now=NOW, under_way=UNDER_WAY)


def one(store: Store, table: type[Base]) -> list[Any]:
    with store.read() as reader:
        return list(reader.execute(select(table.__table__)).all())


# A person


def test_a_forgotten_person_stands_nowhere_in_the_store(store: Store, number: int) -> None:
    before = {table for table, _ in naming(store, ALICE)}
    assert before == {*OPERATIONS} - {"shown"}
    forget(store, ALICE)
    assert naming(store, ALICE) == []
    assert naming(store, BOB) == [("setting", "value")]


def test_what_would_be_forgotten_is_what_is_forgotten_and_looking_changes_nothing(store: Store, number: int) -> None:
    before = list(dump(store))
    found = forgetting.look_for_person(store, "slack", ALICE)
    assert list(dump(store)) == before
    assert found == forget(store, ALICE)
    assert found.deleted == {"line": 1, "inbound": 1}
    assert set(found.changed) == {"schedule", "occurrence", "notice", "setting", "installation"}
    assert not forgetting.look_for_person(store, "slack", ALICE) and not forget(store, ALICE)


def test_the_schedules_of_a_forgotten_person_stay_and_their_notices_go_to_the_admins(store: Store, number: int) -> None:
    forget(store, ALICE)
    with store.read() as reader:
        stands = schedules.find(reader, "slack", TEAM, number)
    assert stands is not None and (stands.maker, stands.paused_by, stands.state) == (FORGOTTEN, FORGOTTEN, "paused")
    assert schedules.resume(store, number)
    (told,) = notices.claim(store, "slack", NOW, limit=9, by="w.t1")
    assert told.to_admins and told.schedule.maker == FORGOTTEN


def test_who_else_may_manage_stays_and_the_last_one_leaves_no_setting(store: Store, number: int) -> None:
    forget(store, ALICE)
    with store.read() as reader:
        assert settings.of(reader, "slack", TEAM)["managers"] == BOB
    forget(store, BOB)
    with store.read() as reader:
        assert "managers" not in settings.of(reader, "slack", TEAM)


def test_a_longer_id_and_another_platform_are_somebody_else(store: Store, number: int) -> None:
    before = list(dump(store))
    forget(store, ALICE[:-1])
    forget(store, ALICE[1:])
    forget(store, ALICE.lower())
    forget(store, "U%")
    assert list(dump(store)) == before
    settings.put(store, "discord", "G1", "managers", ALICE)
    forget(store, ALICE)
    assert naming(store, ALICE) == [("setting", "value")]


def test_each_text_of_the_operations_is_known_to_name_a_person_or_not_to() -> None:
    searched = {table.__tablename__: set(names) for table, names in forgetting._NAMING.items()}
    searched |= {table.__tablename__: {name} for table, name in forgetting._TEXTS.items()}
    for name in OPERATIONS:
        texts = {column.name for column in Base.metadata.tables[name].columns if isinstance(column.type, String)}
        assert texts == searched.get(name, set()) | NOBODY[name], name


# A workspace


def test_a_forgotten_workspace_stands_nowhere_and_its_neighbour_is_untouched(store: Store, number: int) -> None:
    neighbour = used(store, OTHER)
    found = forgetting.look_for_workspace(store, "slack", TEAM)
    assert forget(store, TEAM) == found and set(found.deleted) == {*OPERATIONS}
    assert naming(store, TEAM) == [] and not found.changed
    assert [row.id for row in one(store, Schedule)] == [neighbour]
    assert {row.schedule_id for row in one(store, Occurrence)} == {neighbour}
    assert len(one(store, Shown)) == len(one(store, Notice)) == 1
    assert installations.find(store, SEALER, "slack", (OTHER,)) == installed(OTHER)
    assert {row.token for row in one(store, Line)} == {OTHER, "kept"} and len(one(store, Inbound)) == 2


def test_a_workspace_without_an_id_takes_no_lines_of_others_with_it(store: Store, number: int) -> None:
    before = list(dump(store))
    assert not forgetting.forget_workspace(store, "terminal", "", now=NOW, under_way=UNDER_WAY)
    assert list(dump(store)) == before


# Beside a running desk


@pytest.mark.parametrize("id", [ALICE, TEAM])
@pytest.mark.parametrize("state", ["claimed", "sending"])
def test_nothing_is_forgotten_while_a_post_is_under_way(store: Store, number: int, id: str, state: str) -> None:
    at = {"state": state, "claimed_at": NOW}
    with store.write() as connection:
        connection.execute(update(Occurrence).where(Occurrence.state == "failed").values(**at))
    before = list(dump(store))
    with pytest.raises(UnderWay, match="on its way"):
        forget(store, id)
    assert list(dump(store)) == before


@pytest.mark.parametrize("age", [timedelta(seconds=61), timedelta(seconds=-61)])
def test_what_a_dead_process_left_under_way_is_no_hindrance(store: Store, number: int, age: timedelta) -> None:
    at = {"state": "sending", "claimed_at": NOW - age}
    with store.write() as connection:
        connection.execute(update(Occurrence).where(Occurrence.state == "failed").values(**at))
    assert forget(store, TEAM)
    assert naming(store, TEAM) == []


def test_a_worker_that_comes_too_late_writes_nothing_back(store: Store, number: int) -> None:
    schedules.resume(store, number)
    tomorrow = NOW + timedelta(days=1)
    (due,) = ledger.claim(store, "slack", tomorrow, limit=9, by="w.2", worker="w")
    forgetting.forget_workspace(store, "slack", TEAM, now=tomorrow + timedelta(minutes=2), under_way=UNDER_WAY)
    assert not ledger.close(store, due, "failed", tomorrow, reason="gone", pause=True, tell="paused")
    assert not ledger.sent(store, due, tomorrow, message="m", link=None)
    assert one(store, Schedule) == one(store, Occurrence) == one(store, Notice) == []


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("id", [ALICE, TEAM])
def test_on_sqlite_not_a_byte_of_it_is_left_in_the_files(store: Store, number: int, id: str) -> None:
    assert store.file is not None
    found = {path for path in store.file.parent.iterdir() if id.encode() in path.read_bytes()}
    assert found
    forget(store, id)
    assert not [path for path in store.file.parent.iterdir() if id.encode() in path.read_bytes()]


# What is removed


def test_a_removed_schedule_goes_when_its_ledger_is_gone(store: Store, number: int) -> None:
    kept, later = timedelta(days=731), NOW + timedelta(days=735)
    schedules.remove(store, number, now=NOW)
    assert ledger.forget(store, NOW + timedelta(days=700), kept) == 0 and len(one(store, Schedule)) == 1
    assert ledger.forget(store, later, kept) > 0
    assert one(store, Schedule) == one(store, Occurrence) == one(store, Notice) == one(store, Shown) == []
    assert ledger.forget(store, later, kept) == 0


def test_a_removed_schedule_whose_ledger_is_kept_for_longer_names_nobody(store: Store, number: int) -> None:
    with store.write() as connection:
        connection.execute(update(Schedule).values(years=50, subject="onthisday", reason=None))
        connection.execute(update(Occurrence).where(Occurrence.state == "failed").values(detail=None, title="t"))
    schedules.remove(store, number, now=NOW)
    ledger.forget(store, NOW + timedelta(days=735), timedelta(days=731))
    assert one(store, Schedule)[0].maker == FORGOTTEN and one(store, Occurrence)
    assert {table for table, _ in naming(store, ALICE)} & {"schedule", "occurrence"} == set()


def test_after_three_years_only_what_was_chosen_is_left(store: Store, number: int) -> None:
    later = NOW + timedelta(days=3 * 366)
    installations.issue_state(store, "s1", NOW)
    gone = used(store, OTHER)
    schedules.remove(store, gone, now=NOW)
    workers.beat(store, "other", later)
    for chore in (inbound.forget, lines.forget, installations.forget):
        chore(store, later)
    ledger.forget(store, later, timedelta(days=731))
    counts = {table.name: 0 for table in Base.metadata.sorted_tables}
    for name in counts:
        with store.read() as reader:
            counts[name] = reader.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()  # noqa: S608
    left = {name: count for name, count in counts.items() if count}
    assert left == {"schedule": 1, "setting": 4, "installation": 2, "worker": 1, "upkeep": 1}
    assert utc(one(store, Schedule)[0].made_at) == NOW - timedelta(days=1)
