"""What another process muted is not posted by this one, however short ago that was."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from conftest import open_desk

from bot.schedules import chosen
from bot.schedules.what import Post, What
from data.operations import settings
from data.store import Store


class Fresh:
    """A channel that was shown nothing."""

    def last(self, ids: Collection[str]) -> Mapping[str, date]:
        return {}


def test_an_answer_is_posted_without_what_another_process_muted_a_moment_ago(own_sco: Store) -> None:
    desk, day = open_desk(own_sco), date(2026, 11, 24)
    desk.refresh()
    what = What(kind="command", subject="quote Umarov", place=("slack", "T1"))
    before = desk.compose(what, day=day, seen=Fresh())
    assert isinstance(before, Post)
    muted = before.reply.sources[0].id
    settings.put(own_sco, "slack", "T1", chosen.MUTED, f"source {muted}")
    after = desk.compose(what, day=day, seen=Fresh())
    assert not isinstance(after, Post) or muted not in [source.id for source in after.reply.sources]
