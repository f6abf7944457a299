"""The lines with which a desk says that it serves."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from watched import down, up

from adapters.asking import Asking
from adapters.opening import Opening
from adapters.program import program
from adapters.supervisor import State
from bot.desk import Desk
from bot.settings import read
from data.migrate import HEAD

SLACK = {"SLACK_BOT_TOKEN": "xoxb-legible", "SLACK_APP_TOKEN": "xapp-legible"}


async def lines(
    desk: Desk, folder: Path, states: list[State], *, before: str | None = HEAD, role: str = "all", **given: str
) -> list[str]:
    """What is said of a desk with those adapters."""
    asking, out = Asking(desk, clock=lambda: datetime(2026, 11, 25, tzinfo=UTC)), io.StringIO()
    backup = folder / "backups" / "before.zip" if before not in (None, HEAD) else None
    opening = Opening(
        read(given, folder), asking, states, role=role, before=before, backup=backup, out=out, patience=0.01,
    )  # fmt: skip
    await opening.write()
    asking.close()
    return out.getvalue().splitlines()


async def test_ten_lines_tell_what_serves_and_what_is_missing(desk: Desk, tmp_path: Path) -> None:
    said = await lines(desk, tmp_path, [up("Slack"), up("HTTP")], **SLACK, PORT="8080")
    assert len(said) == 10
    assert [line.split()[0] for line in said[1:]] == [
        "Data", "Database", "Tables", "Slack", "Discord", "Schedules", "Memory", "Health", "Next",
    ]  # fmt: skip
    told = "\n".join(said)
    for part in ("Summit Desk ", "SQLite", f"{HEAD}, up to date", "not set; summitdesk setup discord", "none yet"):
        assert part in told
    assert "http://127.0.0.1:8080/healthz" in told
    assert "/sco members in Slack; summitdesk doctor" in said[-1]
    assert "legible" not in told
    assert all(len(line) <= 120 for line in said)


async def test_a_platform_that_is_not_there_in_time_is_said_to_be_missing(desk: Desk, tmp_path: Path) -> None:
    said = await lines(desk, tmp_path, [down("Slack", "ClientConnectorError")], **SLACK)
    assert "  Slack      not connected yet: ClientConnectorError" in said


async def test_a_port_that_could_not_be_opened_is_not_offered(desk: Desk, tmp_path: Path) -> None:
    said = await lines(desk, tmp_path, [down("HTTP", "port 8080 cannot be opened")], PORT="8080")
    assert "  Health     not connected yet: port 8080 cannot be opened" in said


async def test_a_changed_store_names_the_backup_from_before(desk: Desk, tmp_path: Path) -> None:
    said = await lines(desk, tmp_path, [], before="0004")
    assert any(f"0004 brought to {HEAD}" in line and "before.zip" in line for line in said)


async def test_tables_that_another_process_changed_name_no_backup_of_ours(desk: Desk, tmp_path: Path) -> None:
    asking, out = Asking(desk, clock=lambda: datetime(2026, 11, 25, tzinfo=UTC)), io.StringIO()
    opening = Opening(read({}, tmp_path), asking, [], role="all", before="0004", backup=None, out=out, patience=0.01)
    await opening.write()
    asking.close()
    assert f"0004 to {HEAD} by another process" in out.getvalue() and "None" not in out.getvalue()


@pytest.mark.parametrize(("role", "shown"), [("all", "Summit Desk {}"), ("web", "Summit Desk {}, web")])
async def test_the_role_is_said_where_it_is_not_all(desk: Desk, tmp_path: Path, role: str, shown: str) -> None:
    assert (await lines(desk, tmp_path, [], role=role))[0] == shown.format(program())
