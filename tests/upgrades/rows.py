"""Something in every table that the desk writes for itself, as far as a database has the table and its columns.

Alice made two schedules, Bob one that was removed. Posts stand in the ledger in many states; the highest numbers of
posts and notices belong to rows that are no more.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, MetaData, Table, insert, inspect, text

from data.sealing import Sealer

Rows = list[dict[str, Any]]

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
"""The moment at which all this stands in the store."""

KEY = "a key that nobody can guess, 32 long"
TOKEN = "xoxb-1-legible"  # noqa: S105
DAY = timedelta(days=1)
MARKS = "Ürümqi “«» 上合组织 \N{GRINNING FACE} 'quoted' \\ back\nline"
"""A text that a careless copy would change."""


def fill(connection: Connection) -> None:
    """Write the rows."""
    present = set(inspect(connection).get_table_names())
    for name, rows in every().items():
        if name in present:
            table = Table(name, MetaData(), autoload_with=connection, resolve_fks=False)
            known = [{key: value for key, value in row.items() if key in table.columns} for row in rows]
            connection.execute(insert(table), known)
    if "notice" in present:
        _number(connection, "notice", 7)
        _number(connection, "occurrence", 90)


def every() -> dict[str, Rows]:
    """The rows by table, in an order in which they can be written."""
    return {
        "schedule": _schedules(),
        "occurrence": _occurrences(),
        "shown": _shown(),
        "notice": _notices(),
        "setting": [
            {"platform": "slack", "workspace": "T1", "channel": "", "name": "zone", "value": "Asia/Tashkent"},
            {"platform": "slack", "workspace": "T1", "channel": "C1", "name": "visibility", "value": "public"},
        ],
        "installation": [_installation("T1", expires_at=None), _installation("T2", expires_at=NOON + DAY)],
        "inbound": [{"id": "slack:Ev1", "at": NOON - timedelta(hours=1, microseconds=7)}],
        "line": [{"token": "t1", "text": MARKS, "at": NOON - DAY}],
        "upkeep": [{"name": "backup", "done_at": NOON.replace(hour=2), "detail": "summitdesk-nightly.zip"}],
        "worker": [{"id": "w1", "seen_at": NOON - DAY}],
        "install_state": [{"state": "s1", "expires_at": NOON - DAY}],
    }


def _schedules() -> Rows:
    common = {
        "platform": "terminal",
        "workspace": "",
        "channel": "terminal",
        "channel_name": None,
        "kind": "onthisday",
        "subject": "",
        "leads": "",
        "years": 1,
        "empty": "silent",
        "times": "08:30",
        "days": "daily",
        "zone": "Asia/Tashkent",
        "maker": "alice",
        "made_at": NOON - 3 * DAY,
        "state": "active",
        "paused_by": None,
        "reason": None,
        "paused_at": None,
        "paused_until": None,
        "absent_since": None,
        "since": NOON - 3 * DAY,
        "planned_until": date(2026, 11, 27),
        "plan_at": NOON + timedelta(hours=7),
    }
    return [
        common | {"id": 1, "token": "a" * 32},
        common
        | {"id": 2, "token": "b" * 32, "times": "12:00", "state": "paused", "paused_by": "alice"}
        | {"reason": MARKS, "paused_at": NOON - DAY, "paused_until": NOON + 9 * DAY},
        common | {"id": 5, "token": "c" * 32, "maker": "bob", "state": "removed", "paused_at": NOON},
    ]


def _occurrences() -> Rows:
    def post(number: int, schedule: int, day: int, state: str, **more: object) -> dict[str, Any]:
        due = datetime(2026, 11, day, 3, 30, tzinfo=UTC)
        return {
            "id": number,
            "schedule_id": schedule,
            "platform": "terminal",
            "day": date(2026, 11, day),
            "slot": "",
            "time": "08:30",
            "due": due,
            "until": due + timedelta(hours=15),
            "is_test": False,
            "state": state,
            "ready_at": due,
            "attempts": 0,
            "claim": None,
            "claimed_at": None,
            "place": None,
            "first_try_at": None,
            "reason": None,
            "detail": None,
            "title": None,
            "sent_at": None,
            "message": None,
            "link": None,
        } | more

    sent = {"attempts": 1, "title": MARKS, "message": "m1", "link": "https://example.org/m1", "place": "terminal"}
    return [
        post(10, 1, 23, "sent", sent_at=NOON - DAY, **sent),
        post(11, 1, 24, "sent", sent_at=NOON, is_test=False, **sent),
        post(12, 1, 25, "planned"),
        post(13, 1, 26, "planned"),
        post(20, 2, 23, "paused", reason="alice"),
        post(21, 5, 23, "replaced", reason="removed"),
    ]


def _shown() -> Rows:
    common = {"platform": "terminal", "workspace": "", "channel": "terminal", "day": date(2026, 11, 23)}
    return [
        common | {"occurrence_id": 10, "mark": "brics-1", "counts": True, "print": "0" * 64, "changed_at": None},
        common | {"occurrence_id": 10, "mark": "brics-2", "counts": False, "print": None, "changed_at": NOON},
    ]


def _notices() -> Rows:
    common = {"schedule_id": 2, "what": "paused", "at": NOON - DAY, "ready_at": NOON - DAY, "attempts": 1}
    common |= {"detail": "gone", "claim": None, "claimed_at": None}
    return [
        common | {"id": 3, "once": "paused:20", "occurrence_id": 20, "state": "told", "to_admins": True},
        common | {"id": 4, "once": "paused:0", "occurrence_id": None, "state": "failed", "to_admins": False},
    ]


def _installation(workspace: str, *, expires_at: datetime | None) -> dict[str, Any]:
    seal = Sealer(KEY).seal
    return {
        "platform": "slack",
        "workspace": workspace,
        "name": "Alice & Co",
        "app": "A1",
        "bot": "B1",
        "bot_user": "U1",
        "installer": "U0ALICE",
        "scopes": "commands,chat:write",
        "token": seal(TOKEN, row=f"slack:{workspace}"),
        "refresh": seal("xoxe-1-legible", row=f"slack:{workspace}") if expires_at else None,
        "expires_at": expires_at,
        "rotating_until": None,
        "at": NOON - 2 * DAY,
    }


def _number(connection: Connection, table: str, last: int) -> None:
    named = {"table": table, "last": last}
    if connection.dialect.name == "sqlite":
        connection.execute(text("UPDATE sqlite_sequence SET seq = :last WHERE name = :table"), named)
        return
    if table == "occurrence":  # the other tables' numbers stand where their rows do
        connection.execute(text("SELECT setval(pg_get_serial_sequence('schedule', 'id'), 5)"))
    connection.execute(text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)"), named)
