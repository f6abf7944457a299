"""`doctor` as a conversation: how the desk is, for admins, and of no other workspace than theirs."""

from __future__ import annotations

from datetime import timedelta

from conftest import SAMPLES
from managing_desk import NOON, OPS, WORLD, Office, found, lines, text
from posting_desk import add

from bot.checkup import Link
from bot.commands import registry
from bot.contract import Channel, Request
from bot.desk import Desk
from bot.texts import doctor as texts
from data.operations import schedules, workers


def test_an_admin_is_told_everything_the_worst_first(office: Office) -> None:
    reply = office.ask("doctor", by="admin")
    assert (reply.kind, reply.private, [part.title for part in reply.parts]) == (
        "answer",
        True,
        ["To look at", "In order"],
    )
    assert "summitdesk run" in found(reply, "tick").text
    labels = [item.label for part in reply.parts for item in part.items]
    assert sorted(labels) == sorted(texts.CHOICES)


def test_nobody_else_is_told(office: Office) -> None:
    for line in ("doctor", "doctor schedules"):
        reply = office.ask(line, by="alice")
        assert (reply.kind, "admins" in reply.lead, reply.parts) == ("refusal", True, ())


def test_one_check_is_told_alone_with_what_to_do(office: Office) -> None:
    reply = office.ask("doctor tick", by="admin")
    assert reply.title == "How the desk is: tick"
    assert reply.lead == "To look at: no desk is running that plans and posts."
    assert found(reply, "What to do").text == "Start it with: summitdesk run"
    workers.beat(office.desk.store, "w1", office.time.now)
    assert office.ask("doctor tick", by="admin").lead.startswith("In order: a desk planned")


def test_a_workspace_is_told_of_its_own_schedules_only(office: Office) -> None:
    number = add(office.desk.store, NOON - timedelta(days=1), workspace="W2", channel="C9", channel_name="secret")
    with office.desk.store.write() as connection:
        schedules.hold(connection, number, by=schedules.DESK, reason="gone", now=NOON, until=None)
    assert "secret" not in text(office.ask("doctor", by="admin"))
    assert "#secret" in text(office.ask("doctor", by="admin", workspace="W2", channel=OPS))
    at_the_machine = Request(text="doctor", now=NOON, channel="terminal", may_manage=True, admin=True)
    assert "#secret" in text(office.desk.answer(at_the_machine))


def test_the_connections_of_the_process_that_answers_are_told(office: Office) -> None:
    links = [Link("Discord", is_up=False, reason="Lost")]
    desk = Desk(
        office.desk.store,
        registry("sco", SAMPLES, lambda: links),
        new_reference=lambda: "r1",
        new_token=lambda: "t1",
    )
    reply = desk.answer(Request(text="doctor", now=NOON, channel="terminal", may_manage=True, admin=True))
    assert lines(reply, "To look at")[-1].startswith("platforms: to look at: Discord is not connected: Lost.")


def test_what_is_told_is_never_kept(office: Office) -> None:
    office.ask("doctor", by="admin")
    workers.beat(office.desk.store, "w1", office.time.now)
    assert found(office.ask("doctor", by="admin"), "tick").text.startswith("a desk planned")


def test_a_channel_of_a_schedule_that_cannot_be_posted_to_is_named_with_what_lacks(office: Office) -> None:
    office.ask("schedule add quote at 09:00 UTC", by="admin")
    assert found(office.ask("doctor", by="admin"), "channels").text == "the desk can post in 1 channel"
    office.channels[WORLD] = Channel(id=WORLD, name="world", may_manage=True, missing=("Send Messages",))
    said = found(office.ask("doctor", by="admin"), "channels").text
    assert said.startswith("failed: <#C1|world>: the desk lacks the permission Send Messages.")


def test_an_adapter_learns_of_every_channel_of_a_schedule_before_it_is_asked(office: Office) -> None:
    office.ask("schedule add quote at 09:00 UTC", by="admin")
    asked = Request(text="doctor", now=NOON, platform="fake", workspace="W1", channel=OPS, user="admin", admin=True)
    assert office.desk.concerning(asked) == (WORLD, OPS)
