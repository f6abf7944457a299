"""The cards of the acceptance list stand as text, so that a changed answer is a visible difference."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from cards import FOLDER, LINES, card, path
from conftest import SAMPLES, Asker, asker, open_desk

from bot.commands import registry
from bot.desk import Desk
from data import loader, migrate
from data.store import Store


@pytest.mark.parametrize("line", LINES)
def test_a_card_is_as_it_was_signed(desk: Desk, line: str) -> None:
    assert card(desk, line) == path(line).read_text("utf-8"), "if it is meant: make cards"


def test_no_card_is_left_over() -> None:
    assert {p.name for p in FOLDER.iterdir()} == {path(line).name for line in LINES}


@pytest.fixture(scope="module")
def on_postgres(postgres_url: str) -> Iterator[Asker]:
    """The desk over the shipped dataset on PostgreSQL."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    store = Store(postgres_url)
    migrate.migrate(store)
    loader.load(store)
    yield asker(open_desk(store))
    store.close()


def test_both_databases_give_the_same_answers(ask: Asker, on_postgres: Asker) -> None:
    lines = [*LINES, *(e.line for c in registry("sco", SAMPLES).commands for e in c.examples)]
    assert len(lines) > 80
    differing = [line for line in dict.fromkeys(lines) if ask(line) != on_postgres(line)]
    assert not differing
