"""A store that any release left behind works with this one: nothing that people chose or posted is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from conftest import BRICS, open_desk

from adapters.loading import bring_up_to_date
from bot.contract import ALL_PAGES, Channel, Reply, Request
from data import migrate
from data.operations import installations
from data.sealing import Sealer
from data.store import Store
from upgrades.compare import contents
from upgrades.kept import DUMPS, REVISIONS, restored
from upgrades.rows import KEY, NOON, TOKEN, every

KEPT_SINCE = "0003"
"""The revision of the first release that a dump was kept of."""


@pytest.fixture
def left(url: str, revision: str) -> Iterator[Store]:
    """A store as the release of that revision left it, on each of the two databases."""
    store = restored(url, revision)
    yield store
    store.close()


def asked(store: Store, line: str) -> Reply:
    """What the desk says in the terminal, over a store."""
    channels = {"terminal": Channel(id="terminal", may_manage=True)}
    request = Request(text=line, now=NOON, user="alice", channel="terminal", may_manage=True, page=ALL_PAGES)
    return open_desk(store).answer(Request(**{**_values(request), "channels": channels}))


def _values(request: Request) -> dict[str, object]:
    return {name: getattr(request, name) for name in request.__dataclass_fields__}


def test_a_dump_is_kept_of_every_revision_that_was_released() -> None:
    """A migration comes with a dump of the tables that it starts from, on both databases: upgrades/make.py."""
    wanted = [revision for revision in migrate.revisions() if revision >= KEPT_SINCE]
    assert sorted(path.name for path in DUMPS.iterdir()) == sorted(
        f"{revision}.{dialect}.sql" for revision in wanted for dialect in ("postgresql", "sqlite")
    )


@pytest.mark.parametrize("revision", REVISIONS)
def test_what_a_release_wrote_is_there_after_the_upgrade(left: Store, revision: str) -> None:
    before = contents(left)
    assert {name: len(rows) for name, rows in every().items() if name in before} == {
        name: len(before[name]) for name in every() if name in before
    }
    bring_up_to_date(left, BRICS, progress=lambda done, total: None)
    after = contents(left)
    assert migrate.revision(left) == migrate.HEAD
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize("revision", REVISIONS)
def test_the_desk_answers_from_an_upgraded_store_and_lists_its_schedules(left: Store, revision: str) -> None:
    bring_up_to_date(left, BRICS, progress=lambda done, total: None)
    members, listed = asked(left, "members 2015"), asked(left, "schedule list")
    assert members.kind == "answer" and "South Africa" in str(members.parts)
    assert ("08:30" in str(listed.parts)) == (revision >= "0004"), listed
    sealer = Sealer(KEY)
    found = installations.find(left, sealer, "slack", ("T1",))
    assert found is not None and found.token == TOKEN
    assert installations.expiring(left, "slack", NOON + timedelta(days=2)) == ["T2"]


@pytest.mark.parametrize("revision", REVISIONS[-1:])
def test_a_search_finds_what_a_release_had_indexed(left: Store, revision: str) -> None:
    assert asked(left, "search Sanya").kind == "answer", revision
