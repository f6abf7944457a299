"""Which version of a dataset a folder holds, told without reading its records, so that starts are quick."""

from __future__ import annotations

import hashlib
from pathlib import Path

from data.store import Loaded

FORMAT = 1
"""Grows when the same files become other rows or other index words, so that stores are filled anew."""

SHIPPED = Path(__file__).parent / "sco"
"""The dataset that comes with the program."""


def paths(folder: Path) -> list[Path]:
    """The YAML files of a dataset folder, in the order of their names."""
    return sorted(p for p in folder.iterdir() if p.suffix in (".yaml", ".yml") and p.is_file())


def version(folder: Path) -> str:
    """The data version: a hash of what the dataset's files say and of how they are read, the same everywhere."""
    digest = hashlib.sha256(f"{FORMAT}\0".encode())
    for path in paths(folder):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def origin(folder: Path) -> str:
    """Where a dataset comes from, as the store remembers it."""
    return "shipped" if folder == SHIPPED else str(folder.resolve())


def is_settled(present: Loaded | None, folder: Path | None) -> bool:
    """Whether a store certainly needs no load: it holds what the folder holds.

    `folder` None means the shipped dataset, which leaves a store alone that was loaded from elsewhere.
    """
    if present is None:
        return False
    if folder is None and present.origin != origin(SHIPPED):
        return True
    wanted = folder or SHIPPED
    known = (present.data_version, present.origin)
    return wanted.is_dir() and known == (version(wanted), origin(wanted))
