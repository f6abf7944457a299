"""What is muted in many workspaces is worked out once, and costs the others nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from bot.memory import Memory
from bot.schedules import chosen
from data.held import held
from data.operations import settings
from data.queries import sources
from data.store import Store


@pytest.fixture
def ids(own_sco: Store) -> list[str]:
    with own_sco.read() as reader:
        return [one.id for one in sources.publishers(reader)][:8]


def test_what_is_muted_is_not_worked_out_again_at_each_look(own_sco: Store, ids: list[str]) -> None:
    for id in ids:
        settings.put(own_sco, "slack", f"T-{id}", chosen.MUTED, f"source {id}")
    memory, asked = Memory(own_sco), list[str]()
    memory.refresh()
    event.listen(own_sco._engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    assert len(memory.refresh().places.unnamed) == len(ids)
    assert len(asked) <= 4  # how the transaction begins, the choices, the version, the sources


def test_what_is_held_for_all_others_outlives_any_number_of_mutes(own_sco: Store, ids: list[str]) -> None:
    with own_sco.read() as reader:
        held(reader, "kept", lambda: "whole")
    for id in ids:
        with own_sco.read(without=frozenset({id})) as reader:
            held(reader, "kept", lambda: "without")
    with own_sco.read() as reader:
        assert held(reader, "kept", lambda: "anew") == "whole"
