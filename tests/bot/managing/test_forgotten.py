"""What is said of a schedule whose maker was forgotten, and to whom."""

from __future__ import annotations

from datetime import timedelta

from managing_desk import Office, text

from bot.sender import SendFailed
from data.operations import forgetting, settings


async def test_the_maker_is_named_nowhere_and_the_admin_channel_is_told(office: Office) -> None:
    office.ask('schedule add "members 2016" at 09:00 UTC')
    office.ask("schedule skip 1")
    settings.put(office.desk.store, "fake", "W1", "admin-channel", "C2")
    forgetting.forget_person(office.desk.store, "fake", "alice", now=office.time.now, under_way=timedelta(seconds=60))
    for line in ("schedule show 1", "schedule log 1"):
        assert "somebody who was forgotten" in text(office.ask(line, by="admin")), line
        assert "alice" not in text(office.ask(line, by="admin")), line
    office.sender.faults.append(SendFailed("archived", "word"))
    await office.until(day=26, hour=12)
    (notice,) = office.sender.accepted
    assert (notice.target.user, notice.target.channel) == (None, "C2") and "is paused" in notice.reply.title
