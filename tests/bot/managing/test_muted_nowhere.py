"""Of a muted publisher nothing appears: not its name, its titles and links, nor words that only it carries."""

from __future__ import annotations

import json

import pytest
from conftest import SAMPLES
from managing_desk import Office
from sqlalchemy import select

from adapters.platforms import payload
from adapters.render_json import render as to_json
from adapters.render_text import render as to_text
from bot.commands import registry
from bot.contract import Reply
from bot.desk import Desk
from data.models import Quote, Source
from data.queries import records, sources
from data.store import Reader, Store

LINES = [e.line for c in registry("sco", SAMPLES).commands if not c.manages for e in c.examples]
SLACK, DISCORD = payload("slack"), payload("discord")
MUTED = {"RFE/RL": 2, "China Daily": 4}
"""A publisher on which much rests alone, and one that others stand beside; every second or fourth example is asked."""

WORDS = 15
"""Characters of a text that can be no words of the desk's own by chance, such as “the letter”."""

HOSTILE = (
    "cite 000a",
    "cite rferl-2019 bibtex",
    'search "RFE/RL"',
    "coverage sources",
    'verify "less about the summit itself"',
    "quote about summit",
    "search kind:quote China",
)


def said(reader: Reader) -> set[str]:
    """Every text that a reader can be shown: of records, of statements, of sources."""
    found = records.with_sources(records.fetch(reader, select(*records.COLUMNS)))
    told = {plain(word) for r in found for word in (r.text, r.note, r.said_by, r.date_note, r.value) if word}
    columns = (
        (Quote.role, Quote.attribution, Quote.told_to, Quote.written_as),
        (Source.publisher, Source.title, Source.url, Source.author, Source.cites, Source.note),
    )
    return told | {plain(word) for each in columns for row in reader.execute(select(*each)) for word in row if word}


def plain(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def only_muted(store: Store, muted: frozenset[str]) -> list[str]:
    """The texts that stand nowhere but in muted sources and in what rests on them alone."""
    with store.read() as whole, store.read(without=muted) as reader:
        there = "\n".join(said(reader))
        names = {one.publisher for one in sources.publishers(whole) if one.id in muted}
        return [text for text in said(whole) if (text in names or len(text) > WORDS) and text not in there]


def outputs(reply: Reply) -> str:
    """The reply as text, as JSON, and as both platforms are sent it."""
    assert SLACK is not None and DISCORD is not None
    written = (json.dumps(one, ensure_ascii=False) for one in (to_json(reply), SLACK(reply), DISCORD(reply)))
    return plain("\n".join([to_text(reply, colour=False, full=True, columns=10_000), *written]).replace('\\"', '"'))


@pytest.mark.parametrize("publisher", MUTED)
def test_nothing_of_a_muted_publisher_appears_in_any_answer(empty_desk: Desk, publisher: str) -> None:
    office = Office(empty_desk)
    office.ask(f'settings mute "{publisher}"', by="admin")
    forbidden = only_muted(empty_desk.store, frozenset(empty_desk.muted(("fake", "W1"))))
    assert publisher in forbidden and len(forbidden) > 10
    for line in (*LINES[:: MUTED[publisher]], *HOSTILE):
        reply = office.ask(line)
        shown = outputs(reply)
        assert reply.reference is None, line
        assert [text for text in forbidden if text in shown and text not in line] == [], line


def test_what_is_forbidden_is_shown_where_it_is_not_muted(empty_desk: Desk) -> None:
    office = Office(empty_desk)
    office.ask("settings mute RFE/RL", by="admin")
    forbidden = only_muted(empty_desk.store, frozenset(empty_desk.muted(("fake", "W1"))))
    shown = outputs(office.ask("quote Umarov", workspace="W2"))
    assert [text for text in forbidden if text in shown]
