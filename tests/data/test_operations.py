"""What the running desk writes for itself, on both databases: taken once, found again, sealed, and dropped in time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from data.models import Line
from data.operations import inbound, installations, lines
from data.operations.installations import Installed
from data.operations.writing import utc
from data.sealing import Sealer, WrongKey
from data.store import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LEASE = timedelta(minutes=2)
SEALER = Sealer("a key that nobody can guess, 32 long")
ALICES = Installed(
    platform="slack",
    workspace="T0ALICE",
    name="Alice & Co",
    app="A1",
    bot="B1",
    bot_user="U1",
    installer="U0ALICE",
    scopes="commands,chat:write",
    token="xoxe.xoxb-1-legible",  # noqa: S106
    refresh="xoxe-1-legible-too",
    expires_at=NOW + timedelta(hours=12),
    at=NOW,
)


def at_once(call: Callable[[], bool], *, count: int = 8) -> list[bool]:
    """What a call gives to as many threads, all of which begin together."""
    together = threading.Barrier(count)

    def one() -> bool:
        together.wait(10)
        return call()

    with ThreadPoolExecutor(count) as threads:
        return [done.result() for done in [threads.submit(one) for _ in range(count)]]


def other(token: str, **more: object) -> Installed:
    """Alice's installation with another token."""
    return replace(ALICES, token=token, **more)  # type: ignore[arg-type]


def find(store: Store, *workspaces: str, sealer: Sealer = SEALER) -> Installed | None:
    return installations.find(store, sealer, "slack", workspaces)


# Deliveries


def test_a_delivery_is_taken_up_once(store: Store) -> None:
    assert [inbound.claim(store, "slack:1", NOW), inbound.claim(store, "slack:1", NOW)] == [True, False]
    assert inbound.claim(store, "slack:2", NOW)


def test_of_eight_threads_one_takes_up_a_delivery(store: Store) -> None:
    assert sorted(at_once(lambda: inbound.claim(store, "slack:1", NOW))) == [False] * 7 + [True]


def test_an_id_longer_than_its_column_is_taken_up_once_too(store: Store) -> None:
    assert [inbound.claim(store, "x" * 5000, NOW), inbound.claim(store, "x" * 5000, NOW)] == [True, False]


def test_only_deliveries_that_are_too_old_to_come_again_are_forgotten(store: Store) -> None:
    inbound.claim(store, "old", NOW - inbound.KEPT - timedelta(seconds=1))
    inbound.claim(store, "kept", NOW - inbound.KEPT)
    assert [inbound.forget(store, NOW), inbound.forget(store, NOW)] == [1, 0]
    assert inbound.claim(store, "old", NOW)
    assert not inbound.claim(store, "kept", NOW)


def test_a_delivery_that_was_given_back_is_taken_up_again(store: Store) -> None:
    for delivery in ("slack:1", "slack:2", "x" * 5000):
        inbound.claim(store, delivery, NOW)
    inbound.release(store, "slack:1")
    inbound.release(store, "x" * 5000)
    inbound.release(store, "never taken")
    assert [inbound.claim(store, delivery, NOW) for delivery in ("slack:1", "slack:2", "x" * 5000)] == [
        True,
        False,
        True,
    ]


# Lines of buttons


def test_a_line_is_found_under_its_token_and_keeping_it_twice_changes_nothing(store: Store) -> None:
    lines.keep(store, {"a": "timeline \u201cЛи\u201d", "b": "members 2016"}, NOW)
    lines.keep(store, {"a": "another line", "c": "help"}, NOW)
    found = [lines.find(store, token) for token in ("a", "b", "c", "d")]
    assert found == ["timeline \u201cЛи\u201d", "members 2016", "help", None]


def test_a_line_kept_by_eight_threads_is_kept(store: Store) -> None:
    def keep() -> bool:
        lines.keep(store, {"b": "members", "a": "x" * 4000}, NOW)
        return lines.find(store, "a") == "x" * 4000

    assert all(at_once(keep))


def test_only_lines_whose_buttons_are_long_gone_are_forgotten(store: Store) -> None:
    lines.keep(store, {"old": "members"}, NOW - lines.KEPT - timedelta(seconds=1))
    lines.keep(store, {"kept": "help"}, NOW - lines.KEPT)
    assert [lines.forget(store, NOW), lines.forget(store, NOW)] == [1, 0]
    assert [lines.find(store, token) for token in ("old", "kept")] == [None, "help"]


def test_the_time_of_a_line_begins_anew_when_its_button_is_sent_again_on_another_day(store: Store) -> None:
    lines.keep(store, {"again": "members", "once": "help"}, NOW - lines.KEPT - timedelta(days=1))
    lines.keep(store, {"again": "members"}, NOW - timedelta(days=2))
    assert lines.forget(store, NOW) == 1
    assert [lines.find(store, token) for token in ("again", "once")] == ["members", None]
    assert lines.forget(store, NOW + lines.KEPT - timedelta(days=2)) == 0


def test_a_line_that_is_sent_often_is_written_once_a_day(store: Store) -> None:
    lines.keep(store, {"a": "members"}, NOW)
    lines.keep(store, {"a": "members"}, NOW + timedelta(hours=23))
    with store.read() as reader:
        assert utc(reader.execute(select(Line.at)).scalar_one()) == NOW
    lines.keep(store, {"a": "members"}, NOW + timedelta(hours=25))
    with store.read() as reader:
        assert utc(reader.execute(select(Line.at)).scalar_one()) == NOW + timedelta(hours=25)


# Installations


def test_an_installation_comes_back_as_it_was_saved(store: Store) -> None:
    installations.save(store, SEALER, ALICES)
    assert find(store, "T0ALICE") == ALICES
    assert installations.find(store, SEALER, "discord", ("T0ALICE",)) is None


def test_a_new_installation_takes_the_place_of_the_old_one(store: Store) -> None:
    new = other("xoxb-new", refresh=None, expires_at=None, at=NOW + timedelta(days=1))
    installations.save(store, SEALER, ALICES)
    installations.save(store, SEALER, new)
    assert find(store, "T0ALICE") == new


def test_the_team_is_looked_for_before_its_enterprise(store: Store) -> None:
    installations.save(store, SEALER, other("xoxb-enterprise", workspace="E0"))
    fallback = find(store, "T0ALICE", "E0")
    installations.save(store, SEALER, other("xoxb-team", workspace="T0ALICE"))
    own = find(store, "T0ALICE", "E0")
    assert fallback is not None
    assert own is not None
    assert (fallback.workspace, fallback.token) == ("E0", "xoxb-enterprise")
    assert (own.workspace, own.token) == ("T0ALICE", "xoxb-team")


def test_a_removal_that_comes_late_leaves_what_was_installed_after_it(store: Store) -> None:
    installations.save(store, SEALER, ALICES)
    assert not installations.remove(store, "slack", "T0ALICE", NOW - timedelta(seconds=1))
    assert not installations.remove(store, "slack", "T0BOB", NOW)
    assert find(store, "T0ALICE") is not None
    assert installations.remove(store, "slack", "T0ALICE", NOW)
    assert find(store, "T0ALICE") is None


def test_no_token_can_be_read_in_the_rows_or_in_the_files(store: Store, tmp_path: Path) -> None:
    installations.save(store, SEALER, ALICES)
    with store.read() as reader:
        row = reader.execute(text("SELECT * FROM installation")).one()
    rows = b" ".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)
    written = rows + b" ".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"Alice & Co" in written
    assert b"legible" not in written
    assert "legible" not in repr(ALICES)


def test_a_sealed_token_opens_with_its_own_key_only(store: Store) -> None:
    installations.save(store, SEALER, ALICES)
    with pytest.raises(WrongKey, match="SUMMITDESK_SECRET_KEY"):
        find(store, "T0ALICE", sealer=Sealer("another key that nobody can guess"))


def test_a_sealed_token_moved_to_another_row_does_not_open(store: Store) -> None:
    installations.save(store, SEALER, ALICES)
    installations.save(store, SEALER, other("xoxb-charlie", workspace="T0CHARLIE"))
    move = "UPDATE installation SET token = (SELECT token FROM installation WHERE workspace = 'T0ALICE')"
    with store.write() as connection:
        connection.execute(text(move))
    assert find(store, "T0ALICE") == ALICES
    with pytest.raises(WrongKey):
        find(store, "T0CHARLIE")


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01short", b"\x02" + b"x" * 60, b"\x01" + b"x" * 60])
def test_what_was_never_sealed_does_not_open(sealed: bytes) -> None:
    with pytest.raises(WrongKey):
        SEALER.open(sealed, row="slack:T0ALICE")


def test_a_text_is_sealed_anew_each_time() -> None:
    first, second = (SEALER.seal("xoxb-1", row="slack:T0ALICE") for _ in range(2))
    assert first != second
    assert SEALER.open(first, row="slack:T0ALICE") == SEALER.open(second, row="slack:T0ALICE") == "xoxb-1"


# Exchanging tokens


def test_only_tokens_that_end_in_time_and_can_be_exchanged_are_expiring(store: Store) -> None:
    for workspace, hours, refresh in (("T3", 1, "r"), ("T1", 1, "r"), ("T2", 3, "r"), ("T4", 1, None)):
        ends = NOW + timedelta(hours=hours)
        installations.save(store, SEALER, replace(ALICES, workspace=workspace, expires_at=ends, refresh=refresh))
    installations.save(store, SEALER, replace(ALICES, workspace="T5", expires_at=None))
    assert installations.expiring(store, "slack", NOW + timedelta(hours=2)) == ["T1", "T3"]


def test_of_those_who_would_exchange_a_token_at_once_one_may(store: Store) -> None:
    installations.save(store, SEALER, ALICES)

    def claim() -> bool:
        return installations.claim_rotation(store, "slack", "T0ALICE", NOW, lease=LEASE)

    assert sorted(at_once(claim, count=2)) == [False, True]
    assert not installations.claim_rotation(store, "slack", "T0BOB", NOW, lease=LEASE)


def test_an_exchange_is_free_again_after_its_lease_and_after_it_was_made(store: Store) -> None:
    def claim(after: timedelta) -> bool:
        return installations.claim_rotation(store, "slack", "T0ALICE", NOW + after, lease=LEASE)

    installations.save(store, SEALER, ALICES)
    assert [claim(timedelta()), claim(LEASE), claim(LEASE + timedelta(seconds=1))] == [True, False, True]
    installations.save(store, SEALER, other("xoxb-new"))
    assert claim(timedelta())


def test_an_exchange_writes_the_tokens_and_leaves_the_rest(store: Store) -> None:
    installations.save(store, SEALER, ALICES)
    installations.claim_rotation(store, "slack", "T0ALICE", NOW, lease=LEASE)
    new = other("xoxb-new", refresh="xoxe-new", expires_at=NOW + timedelta(hours=24))
    assert installations.exchange(store, SEALER, replace(new, name="Mallory", scopes="admin"))
    assert find(store, "T0ALICE") == new
    assert installations.claim_rotation(store, "slack", "T0ALICE", NOW, lease=LEASE)


def test_an_exchange_does_not_bring_back_what_was_removed_meanwhile(store: Store) -> None:
    installations.save(store, SEALER, ALICES)
    installations.remove(store, "slack", "T0ALICE", NOW)
    assert not installations.exchange(store, SEALER, other("xoxb-new"))
    assert find(store, "T0ALICE") is None


def test_an_exchange_does_not_overwrite_what_was_installed_anew_meanwhile(store: Store) -> None:
    newer = other("xoxb-newer", at=NOW + timedelta(seconds=1))
    installations.save(store, SEALER, ALICES)
    installations.save(store, SEALER, newer)
    assert not installations.exchange(store, SEALER, other("xoxb-exchanged"))
    assert find(store, "T0ALICE") == newer


# Installations under way


def test_only_so_many_installations_are_under_way_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installations, "MOST_STATES", 2)
    assert [installations.issue_state(store, f"s{number}", NOW) for number in range(3)] == [True, True, False]
    assert not installations.consume_state(store, "s2", NOW)
    assert installations.consume_state(store, "s1", NOW)
    assert [installations.issue_state(store, f"t{number}", NOW) for number in range(2)] == [True, False]
    assert installations.issue_state(store, "u", NOW + timedelta(minutes=installations.STATE_MINUTES, seconds=1))


def test_a_state_is_good_once_and_only_one_of_ours(store: Store) -> None:
    installations.issue_state(store, "s1", NOW)
    assert not installations.consume_state(store, "s2", NOW)
    assert sorted(at_once(lambda: installations.consume_state(store, "s1", NOW))) == [False] * 7 + [True]


def test_a_state_is_good_for_its_minutes(store: Store) -> None:
    ends = NOW + timedelta(minutes=installations.STATE_MINUTES)
    for state in ("in time", "late"):
        installations.issue_state(store, state, NOW)
    assert installations.consume_state(store, "in time", ends)
    assert not installations.consume_state(store, "late", ends + timedelta(seconds=1))


def test_states_that_were_never_used_are_dropped(store: Store) -> None:
    installations.issue_state(store, "old", NOW)
    installations.issue_state(store, "new", NOW + timedelta(hours=1))
    with store.read() as reader:
        assert list(reader.execute(text("SELECT state FROM install_state")).scalars()) == ["new"]
