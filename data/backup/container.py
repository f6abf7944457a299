"""The file of a backup: a ZIP archive whose comment ends with the SHA-256 of every byte before it.

Any tool opens it. The hash over the whole tells a flipped byte even where no one would look, such as in a header.
It is written under another name, waits for the disk, and only then gets its own, which nobody else may have.
"""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from data.backup.manifest import Member

MARK = b"summitdesk backup, sha256 of what is before: "
DIGITS = 64
PARTIAL = ".partial"
"""What a file is called at its end as long as it is not whole."""

_BLOCK = 1 << 20


class Sink:
    """A member that is being written; it counts and hashes what goes in."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._digest, self._bytes = file, hashlib.sha256(), 0

    def write(self, data: bytes) -> None:
        """Add to the member."""
        self._file.write(data)
        self._digest.update(data)
        self._bytes += len(data)

    def member(self) -> Member:
        """What the member is, once all is in it."""
        return Member(bytes=self._bytes, sha256=self._digest.hexdigest())


class Writer:
    """An archive that is being written."""

    def __init__(self, archive: zipfile.ZipFile, at: datetime) -> None:
        self._archive, self._at = archive, at

    @contextmanager
    def member(self, name: str) -> Iterator[Sink]:
        """A new member; nothing of it is held in memory."""
        info = zipfile.ZipInfo(name, date_time=self._at.timetuple()[:6])
        info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        with self._archive.open(info, "w", force_zip64=True) as file:
            yield Sink(file)


@contextmanager
def created(target: Path, at: datetime) -> Iterator[Writer]:
    """A new file at `target`, readable by its owner alone; there whole when all went well, else not at all.

    Raises OSError, FileExistsError where there is one already.
    """
    if os.path.lexists(target):
        raise _exists(target)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=PARTIAL, dir=target.parent)
    partial = Path(name)
    try:
        with open(handle, "w+b") as file:  # noqa: PTH123  (it is open already)
            archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
            try:
                yield Writer(archive, at)
                archive.comment = MARK + b"0" * DIGITS
                archive.close()
            finally:
                _let_go(archive)
            _sign(file)
            file.flush()
            os.fsync(file.fileno())
        _name(partial, target)
        sync_folder(target.parent)
    finally:
        partial.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder. Windows opens no folders, and needs no such wait."""
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def digest_of(file: IO[bytes], size: int) -> str:
    """The SHA-256 of the first `size` bytes."""
    digest, left = hashlib.sha256(), size
    file.seek(0)
    while left and (block := file.read(min(left, _BLOCK))):
        digest.update(block)
        left -= len(block)
    return digest.hexdigest()


def _sign(file: IO[bytes]) -> None:
    size = file.seek(0, os.SEEK_END) - DIGITS
    digest = digest_of(file, size)
    file.seek(size)
    file.write(digest.encode())


def _let_go(archive: zipfile.ZipFile) -> None:
    """Let a broken archive not write its directory when it is collected: the file may be closed, the disk full."""
    archive.fp = None


def _name(partial: Path, target: Path) -> None:
    """Give the file its name, unless another one got it meanwhile: a link, unlike a renaming, replaces nothing."""
    try:
        os.link(partial, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(target):
            raise _exists(target) from None
        partial.rename(target)


def _exists(target: Path) -> FileExistsError:
    return FileExistsError(errno.EEXIST, "There is a file of that name already", str(target))
