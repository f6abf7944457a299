"""Schedules, their ledger and settings in the store, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

from bot.schedules import planner
from data.operations import ledger as operations
from data.operations import ledger_marks, schedules, settings, shown, workers
from data.operations.ledger import Due, Mark
from data.operations.planning import Planned
from data.operations.schedules import Most, Refused, Schedule, Written
from data.queries import ledger
from data.queries.ledger import Entry
from data.store import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ALICES = Written(
    platform="fake", workspace="W1", channel="C1", channel_name="world", kind="quote", subject="", leads="", years=1,
    empty="silent", times="09:00", days="daily", zone="UTC",
)  # fmt: skip


def add(store: Store, new: Written = ALICES, now: datetime = NOW) -> Schedule:
    """A schedule of Alice's."""
    yesterday = now.date() - timedelta(days=1)
    number = schedules.add(store, new, token=f"t{new.times}", maker="alice", now=now, planned_until=yesterday)
    return get(store, number)


def get(store: Store, number: int) -> Schedule:
    with store.read() as reader:
        found = schedules.find(reader, "fake", "W1", number)
    assert found is not None
    return found


def day(number: int, hour: int = 0) -> datetime:
    return datetime(2026, 11, number, hour, tzinfo=UTC)


def claim(store: Store, now: datetime) -> list[Due]:
    return operations.claim(store, "fake", now, limit=10, by=f"w.{now}", worker="w")


def so_far(store: Store, now: datetime, *, limit: int = 10, skip: int = 0) -> list[Entry]:
    with store.read() as reader:
        every = [one.id for one in schedules.every(reader, "fake", "W1")]
        return ledger.so_far(reader, every, now, limit=limit, skip=skip)


def ahead(store: Store, schedule: Schedule, now: datetime) -> list[tuple[date, str]]:
    with store.read() as reader:
        return [(row.day, row.state) for row in ledger.ahead(reader, [schedule.id], now)]


def test_a_schedule_comes_back_as_it_was_written(store: Store) -> None:
    found = add(store)
    assert all(getattr(found, name) == value for name, value in vars_of(ALICES).items())
    assert (found.maker, found.made_at, found.state) == ("alice", NOW, "active")


def vars_of(written: Written) -> dict[str, object]:
    return {name: getattr(written, name) for name in Written.__dataclass_fields__}


def test_another_workspace_does_not_find_it(store: Store) -> None:
    number = add(store).id
    with store.read() as reader:
        assert schedules.find(reader, "fake", "W2", number) is None
        assert schedules.find(reader, "slack", "W1", number) is None


def test_removed_ones_are_not_listed_and_are_still_found(store: Store) -> None:
    first, second = add(store), add(store, replace(ALICES, channel="C2"))
    assert schedules.remove(store, first.id, now=NOW)
    assert not schedules.remove(store, first.id, now=NOW)
    with store.read() as reader:
        assert [one.id for one in schedules.every(reader, "fake", "W1")] == [second.id]
    assert get(store, first.id).state == "removed"


def test_a_pause_of_the_desks_does_not_replace_that_of_a_person(store: Store) -> None:
    number = add(store).id
    assert schedules.pause(store, number, by="alice", reason="holidays", now=NOW, until=day(27))
    assert not schedules.pause(store, number, by=schedules.DESK, reason="gone", now=NOW)
    assert not schedules.resume(store, number, only_by=schedules.DESK)
    assert (get(store, number).reason, get(store, number).paused_until) == ("holidays", day(27))
    assert schedules.resume(store, number) and not schedules.resume(store, number)


def test_what_is_planned_lies_ahead_and_what_was_due_is_so_far(store: Store) -> None:
    schedule = add(store)
    planner.plan(store, NOW)
    assert ahead(store, schedule, day(25, 10)) == [(date(2026, 11, 26), "planned"), (date(2026, 11, 27), "planned")]
    assert [row.day for row in so_far(store, day(26, 9))] == [date(2026, 11, 26), date(2026, 11, 25)]


def test_a_page_of_the_ledger_begins_where_the_last_one_ended(store: Store) -> None:
    add(store)
    planner.plan(store, NOW)
    first, second = so_far(store, day(28), limit=2), so_far(store, day(28), limit=2, skip=2)
    assert [row.day.day for row in (*first, *second)] == [27, 26, 25]
    with store.read() as reader:
        assert ledger.count_so_far(reader, [first[0].schedule_id], day(28)) == 3


def test_a_change_replaces_what_is_planned_and_leaves_what_is_done(store: Store) -> None:
    schedule = add(store)
    planner.plan(store, NOW)
    operations.close(store, claim(store, day(25, 9))[0], "silent", day(25, 9), detail="Nothing.")
    later = replace(ALICES, times="18:00")
    assert schedules.change(store, schedule.id, later, now=day(25, 10), yesterday=date(2026, 11, 24)) == 2
    planner.plan(store, day(25, 10))
    assert ahead(store, schedule, day(25, 10))[0] == (date(2026, 11, 26), "planned")
    assert [row.state for row in so_far(store, day(25, 20))] == ["silent"]


def test_the_latest_outcome_is_told_for_each_schedule(store: Store) -> None:
    first, second = add(store), add(store, replace(ALICES, times="10:00"))
    planner.plan(store, NOW)
    for due in claim(store, day(26, 10)):
        operations.close(store, due, "failed" if due.schedule.id == second.id else "silent", day(26, 10), detail="x")
    ledger_marks.add_test(store, first, a_test(day(26, 11)))
    with store.read() as reader:
        found = ledger.latest(reader, [first.id, second.id], day(26, 12))
        counts = ledger.by_state(reader, [first.id, second.id], day(26, 12))
    assert {id: (entry.day.day, entry.state) for id, entry in found.items()} == {
        first.id: (26, "silent"),
        second.id: (26, "failed"),
    }
    assert counts == {"silent": 2, "failed": 2}


def test_a_day_has_only_its_own_rows(store: Store) -> None:
    schedule = add(store, replace(ALICES, times="09:00,18:00"))
    planner.plan(store, NOW)
    with store.read() as reader:
        rows = ledger.of_day(reader, schedule.id, date(2026, 11, 25))
    assert [(row.slot, row.time, row.due) for row in rows] == [
        ("09:00", "09:00", day(25, 9)),
        ("18:00", "18:00", day(25, 18)),
    ]


def slot_of(number: int) -> Planned:
    """The post of a day at nine."""
    return Planned(day=date(2026, 11, number), slot="", time="09:00", due=day(number, 9), until=day(number + 1))


def a_test(now: datetime) -> Planned:
    """A test at that moment."""
    return Planned(day=now.date(), slot=f"test-{now:%H:%M:%S}", time=f"{now:%H:%M}", due=now, until=now)


def test_a_post_is_left_out_whether_it_is_planned_or_not(store: Store) -> None:
    schedule = add(store)
    assert ledger_marks.skip(store, schedule, slot_of(25), by="alice")
    planner.plan(store, NOW)
    assert ledger_marks.skip(store, schedule, slot_of(26), by="alice")
    assert not ledger_marks.skip(store, schedule, slot_of(26), by="alice")
    assert [state for _, state in ahead(store, schedule, NOW)] == ["skipped", "skipped", "planned"]
    assert [due.day.day for due in claim(store, day(27, 9))] == [27]


def test_what_is_under_way_is_not_left_out(store: Store) -> None:
    schedule = add(store)
    planner.plan(store, NOW)
    claim(store, day(25, 9))
    assert not ledger_marks.skip(store, schedule, slot_of(25), by="alice")


def test_a_test_is_due_at_once_and_written_once(store: Store) -> None:
    schedule = add(store)
    assert ledger_marks.add_test(store, schedule, a_test(NOW))
    assert not ledger_marks.add_test(store, schedule, a_test(NOW))
    assert [due.is_test for due in claim(store, NOW)] == [True]


def wanted(store: Store, new: Written, most: Most) -> int | Refused:
    """A new schedule, if there is room for it."""
    return schedules.add(store, new, token="t", maker="bob", now=NOW, planned_until=NOW.date(), most=most)  # noqa: S106


def at_once(store: Store, several: list[Written], most: Most) -> list[int | Refused]:
    """What comes of some new schedules that are written in the same moment."""
    start = Barrier(len(several))

    def write(new: Written) -> int | Refused:
        start.wait()
        return wanted(store, new, most)

    with ThreadPoolExecutor(len(several)) as pool:
        return list(pool.map(write, several))


def test_the_same_is_written_once_however_many_write_it_at_once(store: Store) -> None:
    found = at_once(store, [ALICES] * 4, Most(channel=9, workspace=9))
    (number,) = [one for one in found if isinstance(one, int)]
    assert [one for one in found if one != number] == [Refused(same=get(store, number))] * 3


def test_the_last_places_of_a_channel_and_of_a_workspace_are_taken_once(store: Store) -> None:
    add(store)
    here = [replace(ALICES, times=f"1{n}:00") for n in range(4)]
    found = at_once(store, here, Most(channel=2, workspace=9))
    assert sum(one == Refused(full="channel") for one in found) == 3
    elsewhere = [replace(ALICES, channel=f"C{n}") for n in range(2, 6)]
    found = at_once(store, elsewhere, Most(channel=2, workspace=3))
    assert sum(one == Refused(full="workspace") for one in found) == 3


def test_other_workspaces_and_what_was_removed_take_no_place(store: Store) -> None:
    most = Most(channel=1, workspace=1)
    schedules.remove(store, add(store).id, now=NOW)
    assert isinstance(wanted(store, replace(ALICES, workspace="W2"), most), int)
    assert isinstance(wanted(store, ALICES, most), int)
    assert wanted(store, replace(ALICES, channel="C2"), most) == Refused(full="workspace")


def test_a_change_is_refused_as_a_new_one_is_and_writes_nothing(store: Store) -> None:
    first, second = add(store), add(store, replace(ALICES, channel="C2"))

    def change(new: Written) -> int | Refused:
        most = Most(channel=1, workspace=1)
        return schedules.change(store, second.id, new, now=NOW, yesterday=NOW.date(), most=most)

    assert change(ALICES) == Refused(same=first)
    assert change(replace(ALICES, times="18:00")) == Refused(full="channel")
    assert get(store, second.id) == second
    assert change(replace(ALICES, channel="C2", times="18:00")) == 0


def test_a_test_waits_for_the_one_before_it_until_that_is_too_late(store: Store) -> None:
    schedule = add(store)
    later = [replace(a_test(NOW + timedelta(minutes=n)), until=NOW + timedelta(minutes=n + 15)) for n in (0, 14, 15)]
    assert [bool(ledger_marks.add_test(store, schedule, post)) for post in later] == [True, False, True]


def test_the_tests_of_an_hour_are_counted_for_the_whole_channel(store: Store) -> None:
    times = [NOW + timedelta(minutes=n) for n in range(ledger_marks.MOST_TESTS)]
    for number, now in enumerate(times):
        assert ledger_marks.add_test(store, add(store, replace(ALICES, years=number)), a_test(now))
    one, elsewhere = add(store), add(store, replace(ALICES, channel="C2"))
    assert ledger_marks.add_test(store, one, a_test(times[-1])).again == NOW + timedelta(hours=1)
    assert ledger_marks.add_test(store, elsewhere, a_test(times[-1]))
    assert ledger_marks.add_test(store, one, a_test(NOW + timedelta(hours=1)))


def test_a_record_that_changed_since_is_named_with_its_post(store: Store) -> None:
    add(store)
    planner.plan(store, NOW)
    due = claim(store, day(25, 9))[0]
    operations.begin(store, due, day(25, 9), title="One", marks=[Mark("Q001", True, "before")], again=False)
    operations.sent(store, due, day(25, 9), message="m1", link="https://example.org/m1")
    assert so_far(store, day(25, 10))[0].changed == ()
    shown.mark_changed(store, {"Q001": "after"}, day(25, 11))
    row = so_far(store, day(25, 12))[0]
    assert (row.changed, row.sent_at, row.link) == (("Q001",), day(25, 9), "https://example.org/m1")


def test_it_is_known_whether_anybody_delivers(store: Store) -> None:
    def delivered(now: datetime) -> bool:
        with store.read() as reader:
            return ledger.is_delivered(reader, now)

    assert not delivered(NOW)
    workers.beat(store, "w1", NOW)
    assert delivered(NOW + workers.LIVES)
    assert not delivered(NOW + workers.LIVES + timedelta(seconds=1))


def test_the_setting_of_a_channel_comes_before_that_of_the_workspace(store: Store) -> None:
    settings.put(store, "fake", "W1", "zone", "UTC")
    settings.put(store, "fake", "W1", "zone", "Asia/Tashkent", channel="C1")
    settings.put(store, "fake", "W1", "zone", "Asia/Almaty", channel="C1")
    with store.read() as reader:
        assert settings.of(reader, "fake", "W1", "C1")["zone"] == "Asia/Almaty"
        assert settings.of(reader, "fake", "W1", "C2")["zone"] == "UTC"
        assert settings.of(reader, "fake", "W2") == {}
    settings.put(store, "fake", "W1", "zone", None, channel="C1")
    with store.read() as reader:
        assert settings.of(reader, "fake", "W1", "C1")["zone"] == "UTC"
