"""The file of a backup, checked before a byte of it is used: whole, no larger than it says, nothing in it but that.

Nothing is unpacked by a name that stands in the file: names are compared with those that may be there.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import lzma
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Table

from data import migrate
from data.backup import manifest as manifests
from data.backup.container import DIGITS, MARK, digest_of
from data.backup.dataset import MOST_BYTES as MOST_DATASET
from data.backup.faults import Damaged, Newer, OtherKey
from data.backup.kept import COUNTED, KEPT
from data.backup.manifest import DATASET, FORMAT, NAME, TABLES, Manifest, Member
from data.backup.sealed import Opened
from data.backup.values import decoder
from data.sealing import Sealer

MOST_BYTES = 64 << 30
"""How large all members may be together: a ledger of a hundred million posts."""

MOST_TIMES = 400
"""How many times larger than the file they may be: rows of the ledger shrink to a tenth or, all alike, a fiftieth."""

MOST_MANIFEST = 4 << 20
MOST_LINE = 16 << 20
"""Bytes of one row."""

_BLOCK = 1 << 16
_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._ -]{0,99}\.ya?ml", re.ASCII)
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError, RuntimeError, NotImplementedError)
"""What the library raises for an archive that is none, or of a kind that we never write."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was found whole, as long as its file is open."""

    manifest: Manifest
    archive: zipfile.ZipFile

    def rows(self, table: Table) -> Iterator[dict[str, Any]]:
        """The rows of a table, one after the other. Raises Damaged."""
        decode = decoder(table)
        try:
            for line in self._lines(table.name):
                yield decode(line)
        except _BROKEN as fault:
            raise Damaged(f"a row of {table.name}") from fault

    def dataset(self) -> dict[str, bytes]:
        """The dataset's files by name."""
        files = self.manifest.dataset.files if self.manifest.dataset else {}
        return {name: self.archive.read(DATASET + name) for name in files}

    def installations(self) -> Iterator[dict[str, Any]]:
        """What stands of each installation, in the types of JSON. Raises Damaged."""
        if "installation" not in self.manifest.tables:
            return
        try:
            for line in self._lines("installation"):
                row = json.loads(line)
                yield row | {"token": base64.b64decode(row["token"], validate=True)}
        except (*_BROKEN, KeyError, TypeError) as fault:
            raise Damaged("a row of installation") from fault

    def _lines(self, name: str) -> Iterator[bytes]:
        with self.archive.open(f"{TABLES}{name}.jsonl") as member, io.BufferedReader(member, _BLOCK) as lines:  # type: ignore[type-var]
            while line := lines.readline(MOST_LINE):
                yield line


@contextmanager
def opened(file: Path, *, sealer: Sealer | None) -> Iterator[Backup]:
    """A backup that can be restored by this program with this key. Raises Damaged, Newer, OtherKey and OSError."""
    with file.open("rb") as stream:
        _check_whole(stream)
        backup = _checked(stream)
        with backup.archive:
            _check_key(backup, sealer)
            yield backup


def _checked(stream: IO[bytes]) -> Backup:
    try:
        archive = zipfile.ZipFile(stream)
        backup = Backup(_manifest(archive), archive)
        _check_members(backup, os.fstat(stream.fileno()).st_size)
        _check_content(backup)
    except _BROKEN as fault:
        raise Damaged("it is no archive of ours") from fault
    return backup


def _check_whole(stream: IO[bytes]) -> None:
    size = stream.seek(0, os.SEEK_END)
    tail = len(MARK) + DIGITS
    stream.seek(max(0, size - tail))
    mark, digest = stream.read(len(MARK)), stream.read(DIGITS)
    if size < tail or mark != MARK:
        raise Damaged("it does not end like a backup")
    if digest_of(stream, size - DIGITS).encode() != digest:
        raise Damaged("its bytes are not those that were written")
    stream.seek(0)


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    if NAME not in archive.namelist() or archive.getinfo(NAME).file_size > MOST_MANIFEST:
        raise Damaged("it says nothing of itself")
    text = archive.read(NAME)
    try:
        number = manifests.format_of(text)
        if number > FORMAT:
            raise Newer(f"format {number}")
        found = manifests.read(text)
    except ValueError as fault:
        raise Damaged("what it says of itself cannot be read") from fault
    if found.revision.isdigit() and found.revision > migrate.HEAD:
        raise Newer(f"tables {found.revision}")
    return found


def _check_members(backup: Backup, size: int) -> None:
    """Names, kinds and sizes, before anything is unpacked."""
    members, infos = backup.manifest.members(), backup.archive.infolist()
    files = backup.manifest.dataset.files if backup.manifest.dataset else {}
    if backup.manifest.revision not in migrate.revisions() or not backup.manifest.tables.keys() <= set(KEPT):
        raise Damaged("it holds tables that there never were")
    if any(rows.last_id is not None for name, rows in backup.manifest.tables.items() if name not in COUNTED):
        raise Damaged("it numbers rows that have no numbers")
    if not all(_FILE.fullmatch(name) for name in files):
        raise Damaged("it holds files that are no dataset's")
    if sorted(info.filename for info in infos) != sorted([NAME, *members]):
        raise Damaged("its list does not fit what is in it")
    if any(members[info.filename].bytes != info.file_size for info in infos if info.filename != NAME):
        raise Damaged("its sizes do not fit")
    total = sum(info.file_size for info in infos)
    if total > min(MOST_BYTES, MOST_TIMES * size) or sum(one.bytes for one in files.values()) > MOST_DATASET:
        raise Damaged("what is in it is too large")


def _check_content(backup: Backup) -> None:
    for name, member in backup.manifest.members().items():
        lines = _check_member(backup.archive, name, member)
        if isinstance(member, manifests.Rows) and member.rows != lines:
            raise Damaged(f"{name} has other rows than it says")


def _check_member(archive: zipfile.ZipFile, name: str, member: Member) -> int:
    """Compare a member with its hash; how many lines it has comes back."""
    digest, lines = hashlib.sha256(), 0
    with archive.open(name) as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            lines += block.count(b"\n")
    if digest.hexdigest() != member.sha256:
        raise Damaged(f"{name} is not what was written")
    return lines


def _check_key(backup: Backup, sealer: Sealer | None) -> None:
    looked = Opened(sealer)
    looked.look(backup.installations())
    if not looked.is_enough(backup.manifest.sealed):
        raise OtherKey
