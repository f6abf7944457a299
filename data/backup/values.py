"""Values of a database as JSON and back, the same for both databases: times in UTC, bytes in Base64."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, DateTime, Integer, LargeBinary, String, Table

Convert = Callable[[Any], Any]


def encoder(table: Table) -> Callable[[dict[str, Any]], bytes]:
    """Makes a line of JSON of a row of the table, whose values it changes."""
    converts = [(column.name, _TO_JSON[_kind(column.type)]) for column in table.columns]
    changed = [(name, convert) for name, convert in converts if convert is not None]
    dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

    def encode(values: dict[str, Any]) -> bytes:
        for name, convert in changed:
            if values[name] is not None:
                values[name] = convert(values[name])
        return dumps(values).encode() + b"\n"

    return encode


def decoder(table: Table) -> Callable[[bytes], dict[str, Any]]:
    """Makes a row of a line of JSON. Raises ValueError for what is no row of this table."""
    kinds = {column.name: _kind(column.type) for column in table.columns}

    def decode(line: bytes) -> dict[str, Any]:
        values = json.loads(line)
        if not isinstance(values, dict) or values.keys() != kinds.keys():
            raise ValueError("other columns")
        for name, value in values.items():
            if value is None:
                continue
            wanted, convert = _FROM_JSON[kinds[name]]
            if type(value) is not wanted:
                raise ValueError(f"{name} is of another kind")
            if convert is not None:
                values[name] = convert(value)
        return values

    return decode


def _kind(kind: object) -> type:
    return next(known for known in _TO_JSON if isinstance(kind, known))


def _to_time(value: datetime) -> str:
    """SQLite gives times back without their zone, which is UTC."""
    naive = value if value.tzinfo is None else value.astimezone(UTC).replace(tzinfo=None)
    return naive.isoformat(timespec="microseconds") + "Z"


def _from_time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _from_bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


_TO_JSON: dict[type, Convert | None] = {
    Boolean: None,
    Integer: None,
    DateTime: _to_time,
    Date: date.isoformat,
    LargeBinary: lambda value: base64.b64encode(value).decode(),
    String: None,
}

_FROM_JSON: dict[type, tuple[type, Convert | None]] = {
    Boolean: (bool, None),
    Integer: (int, None),
    DateTime: (str, _from_time),
    Date: (str, date.fromisoformat),
    LargeBinary: (str, _from_bytes),
    String: (str, None),
}
