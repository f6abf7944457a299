"""A backup that is not what was written is refused, wherever it was damaged and however it was forged."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from upgrades.rows import KEY, NOON, fill

from data import migrate
from data.backup import reading, restoring, writing
from data.backup.container import DIGITS, MARK
from data.backup.faults import BackupError, Damaged, Newer
from data.backup.writing import Maker
from data.sealing import Sealer
from data.store import Store

SEALER = Sealer(KEY)
Members = dict[str, bytes]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a sound backup."""
    folder = tmp_path_factory.mktemp("sound")
    store = Store(f"sqlite:///{folder}/s.db")
    migrate.migrate(store)
    with store.write() as connection:
        fill(connection)
    writing.write(store, folder / "b.zip", maker=Maker(program="1", sealer=SEALER), now=NOON)
    store.close()
    return (folder / "b.zip").read_bytes()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "b.zip"


def check(file: Path) -> None:
    with reading.opened(file, sealer=SEALER):
        pass


def forged(
    sound: bytes,
    file: Path,
    change: Callable[[Members, dict[str, Any]], None],
    *,
    packed: int = zipfile.ZIP_DEFLATED,
) -> None:
    """Change members and manifest, and make hashes and sizes fit again, as somebody would who means harm."""
    file.write_bytes(sound)
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    said = json.loads(members.pop("manifest.json"))
    change(members, said)
    for name, table in said["tables"].items():
        if content := members.get(f"tables/{name}.jsonl"):
            table |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    with zipfile.ZipFile(file, "w", packed) as archive:
        for name, content in (members | {"manifest.json": json.dumps(said).encode()}).items():
            archive.writestr(name, content)
        archive.comment = MARK + b"0" * DIGITS
    content = file.read_bytes()[:-DIGITS]
    file.write_bytes(content + hashlib.sha256(content).hexdigest().encode())


def test_a_sound_one_is_opened_and_so_is_a_forgery_that_changes_nothing(sound: bytes, file: Path) -> None:
    file.write_bytes(sound)
    check(file)
    forged(sound, file, lambda members, said: None)
    check(file)


def test_a_byte_that_flipped_anywhere_is_found(sound: bytes, file: Path) -> None:
    for place in [*range(0, len(sound), 97), *range(len(sound) - 200, len(sound))]:
        file.write_bytes(sound[:place] + bytes([sound[place] ^ 0x20]) + sound[place + 1 :])
        with pytest.raises(Damaged):
            check(file)


def test_one_that_was_cut_off_or_grew_is_found(sound: bytes, file: Path) -> None:
    for content in (b"", sound[:50], sound[: len(sound) // 2], sound[:-1], sound + b"\n", b"\n" + sound, sound * 2):
        file.write_bytes(content)
        with pytest.raises(Damaged):
            check(file)


def test_what_never_was_a_backup_is_damaged(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", "{}")
    with pytest.raises(Damaged, match="does not end like a backup"):
        check(file)


def extra(members: Members, said: dict[str, Any]) -> None:
    members["tables/extra.jsonl"] = b"{}\n"


def missing(members: Members, said: dict[str, Any]) -> None:
    del members["tables/line.jsonl"]


def records(members: Members, said: dict[str, Any]) -> None:
    members["tables/record.jsonl"] = b"{}\n"
    said["tables"]["record"] = {"rows": 1, "bytes": 3, "sha256": ""}


def path_trick(members: Members, said: dict[str, Any]) -> None:
    name, content = "../../etc/x.yaml", b"x: 1\n"
    members[f"dataset/{name}"] = content
    file = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    about = {"organisation": "o", "edition": "1", "version": "v", "origin": "/", "missing": None}
    said["dataset"] = about | {"files": {name: file}}


def bomb(members: Members, said: dict[str, Any]) -> None:
    members["tables/line.jsonl"] = b" " * 30_000_000


def fewer_rows(members: Members, said: dict[str, Any]) -> None:
    members["tables/notice.jsonl"] = members["tables/notice.jsonl"].partition(b"\n")[2]


def unknown_revision(members: Members, said: dict[str, Any]) -> None:
    said["revision"] = "0000"


def no_time(members: Members, said: dict[str, Any]) -> None:
    said["made_at"] = "yesterday"


def numbered_lines(members: Members, said: dict[str, Any]) -> None:
    said["tables"]["line"]["last_id"] = 5


@pytest.mark.parametrize(
    "change",
    [extra, missing, records, path_trick, bomb, fewer_rows, unknown_revision, no_time, numbered_lines],
    ids=lambda change: change.__name__,
)
def test_a_forged_one_is_damaged_before_anything_is_unpacked(
    sound: bytes, file: Path, change: Callable[[Members, dict[str, Any]], None]
) -> None:
    forged(sound, file, change)
    with pytest.raises(Damaged):
        check(file)


def test_one_packed_in_another_way_is_damaged_where_that_is_broken(sound: bytes, file: Path) -> None:
    forged(sound, file, lambda members, said: None, packed=zipfile.ZIP_LZMA)
    with zipfile.ZipFile(file) as archive:
        begins = archive.infolist()[0].header_offset + 30 + len(archive.infolist()[0].filename)
    content = bytearray(file.read_bytes()[:-DIGITS])
    content[begins + 12 : begins + 40] = bytes(28)
    file.write_bytes(content + hashlib.sha256(content).hexdigest().encode())
    with pytest.raises(Damaged):
        check(file)


def test_a_format_of_tomorrow_is_newer_whatever_else_it_says(sound: bytes, file: Path) -> None:
    def tomorrow(members: Members, said: dict[str, Any]) -> None:
        said["format"], said["tables"]["line"]["novelty"] = 2, True

    forged(sound, file, tomorrow)
    with pytest.raises(Newer, match="format 2"):
        check(file)


def restore(file: Path, target: Store) -> None:
    with reading.opened(file, sealer=SEALER) as found, target.write() as connection:
        restoring.fill(target, connection, found, now=NOON, settle=lambda within: None)


def twice(members: Members, said: dict[str, Any]) -> None:
    members["tables/shown.jsonl"] *= 2
    said["tables"]["shown"]["rows"] *= 2


def no_row(members: Members, said: dict[str, Any]) -> None:
    members["tables/line.jsonl"] = b"[]\n"


def other_columns(members: Members, said: dict[str, Any]) -> None:
    members["tables/line.jsonl"] = b'{"token":"t","text":"x"}\n'


def other_kind(members: Members, said: dict[str, Any]) -> None:
    members["tables/line.jsonl"] = b'{"token":"t","text":"x","at":5}\n'


def half_a_letter(members: Members, said: dict[str, Any]) -> None:
    members["tables/line.jsonl"] = b'{"token":"t","text":"\\ud800","at":"2026-11-24T12:00:00Z"}\n'


@pytest.mark.parametrize(
    "change", [twice, no_row, other_columns, other_kind, half_a_letter], ids=lambda change: change.__name__
)
def test_rows_that_cannot_be_are_found_by_the_restore_which_then_does_nothing(
    sound: bytes, file: Path, tmp_path: Path, change: Callable[[Members, dict[str, Any]], None]
) -> None:
    forged(sound, file, change)
    target = Store(f"sqlite:///{tmp_path}/t.db")
    with pytest.raises(BackupError):
        restore(file, target)
    assert migrate.revision(target) is None
    target.close()
