"""Another organisation is another folder: the desk over a second, small, real dataset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import BRICS, Asker, asker, open_desk

from data import loader, migrate
from data.store import Store


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('brics')}/brics.db")
    migrate.migrate(store)
    loader.load(store, BRICS)
    yield asker(open_desk(store))
    store.close()


def test_its_members_are_its_own(ask: Asker) -> None:
    reply = ask("members 2010")
    assert reply.title == "BRICS members on 31 December 2010"
    assert [i.records[0] for i in reply.parts[0].items] == [f"{c}-2009-member" for c in ("BR", "RU", "IN", "CN")]
    assert "South Africa" in str(reply.parts[1:])


def test_its_own_command_opens_the_desk(ask: Asker) -> None:
    assert ask("/brics members").canonical == "members"
    assert "BRICS" in ask("/brics").title + ask("/brics").lead
    assert ask("sco members").kind == "error"


def test_its_summits_people_and_days_are_known(ask: Asker) -> None:
    assert "Sanya" in ask("summit 3rd").lead
    assert ask("summit Yekaterinburg").kind == "answer"
    assert "Medvedev" in ask("who president Russia 2010").lead
    assert ask("onthisday 14 April", on="2013-04-14").records[0] == "b-20110414"
    assert "Broad Vision, Shared Prosperity" in str(ask("quote about vision").parts)


@pytest.mark.parametrize(
    "line", ["members", "summit next", "summit 25th", "coverage", "about", "help", "diff 2010 2012"]
)
def test_nothing_of_the_shipped_organisation_is_said(ask: Asker, line: str) -> None:
    reply = ask(line)
    said = f"{reply.title} {reply.lead} {reply.parts} {reply.sources}"
    assert "SCO" not in said and "Shanghai" not in said


def test_nothing_in_the_code_names_the_shipped_organisation() -> None:
    root = Path(__file__).parents[1]
    code = [p for package in ("adapters", "bot", "data") for p in (root / package).rglob("*.py")]
    naming = [p.name for p in code if re.search(r"\b((?<!Asia/)Shanghai|SCO|Tianjin)\b", p.read_text("utf-8"))]
    assert code and naming == []
