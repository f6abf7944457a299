"""What a backup says of itself: its first member, `manifest.json`."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Literal

FORMAT = 1
"""Grows when an older program could not read the file any more."""

NAME = "manifest.json"
TABLES, DATASET = "tables/", "dataset/"

Missing = Literal["gone", "changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """How long a member is, in bytes, and the SHA-256 of it, in hexadecimal."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows(Member):
    """A table: how many rows it has and, where the database numbers them, the highest number that was ever given."""

    rows: int
    last_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """The dataset that was loaded. `missing`: why its files are not in the backup: its folder is gone, or was changed
    since, so that its files are not what the store answers from."""

    organisation: str
    edition: str
    version: str
    origin: str
    missing: Missing | None
    files: dict[str, Member] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """The sealed tokens, and how many of them the key of the program that made the backup opened; None: it had none.

    They are their own probe: a key that opens fewer is another one.
    """

    tokens: int
    opened: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is in a backup. `revision` is that of the tables, `dialect` the database that it was read from."""

    format: int
    program: str
    revision: str
    made_at: datetime
    dialect: str
    tables: dict[str, Rows]
    dataset: Dataset | None
    sealed: Sealed

    def members(self) -> dict[str, Member]:
        """Every other member by name."""
        files = self.dataset.files if self.dataset else {}
        tables: dict[str, Member] = {f"{TABLES}{name}.jsonl": rows for name, rows in self.tables.items()}
        return tables | {DATASET + name: member for name, member in files.items()}

    def to_json(self) -> bytes:
        """As it is written: for a person to read."""
        values = asdict(self) | {"made_at": self.made_at.isoformat()}
        return json.dumps(values, ensure_ascii=False, indent=2).encode() + b"\n"


def read(text: bytes) -> Manifest:
    """The manifest again. Raises ValueError for what cannot be one."""
    from pydantic import TypeAdapter

    return TypeAdapter(Manifest).validate_json(text)


def format_of(text: bytes) -> int:
    """Which format it has, read before anything else of it. Raises ValueError."""
    found = json.loads(text)
    number = found.get("format") if isinstance(found, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise ValueError("no format")
    return number
