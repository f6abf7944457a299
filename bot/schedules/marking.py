"""What a post says of itself beside its content: that it is late, or a test."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.contract import Reply
from bot.schedules.calendar import LATE
from bot.texts import deliveries as texts
from data.operations.ledger import Due


def marked(reply: Reply, due: Due, now: datetime) -> Reply:
    """The reply as it is posted now."""
    if due.is_test:
        title, lead = (texts.TEST.format(text=text) for text in (reply.title, reply.lead))
        return replace(reply, title=title, lead=lead)
    if now - due.due <= LATE:
        return reply
    said = texts.LATE.format(time=due.time, zone=due.schedule.zone)
    return replace(reply, lead=said + reply.lead)
