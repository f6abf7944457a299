"""The dataset of a backup: the files that were loaded, if they are still what was loaded, and their way back.

What reads datasets is imported only there: the running desk, which makes backups, does without its memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from data.backup.faults import BackupError
from data.backup.manifest import Missing
from data.store import Loaded
from data.version import SHIPPED, origin, paths, version

if TYPE_CHECKING:
    from data.folder import Folder
    from data.rows import Row

MOST_BYTES = 64 << 20
"""How large a dataset may be in all: far more than people write and review."""


def files(loaded: Loaded) -> tuple[dict[str, bytes], Missing | None]:
    """The files of the loaded dataset by name; none, and why, where its folder is not what was loaded any more."""
    place = SHIPPED if loaded.origin == origin(SHIPPED) else Path(loaded.origin)
    try:
        found = {path.name: path.read_bytes() for path in paths(place)}
        is_same = version(place) == loaded.data_version  # asked afterwards: what was read is what was hashed
    except OSError:
        return {}, "gone"
    if not is_same or sum(map(len, found.values())) > MOST_BYTES:
        return {}, "changed"
    return found, None


def tables(contents: Mapping[str, bytes], scratch: Path, *, loaded_from: str) -> dict[str, list[Row]] | None:
    """The rows of the dataset's files, or of the folder that they came from; None where there is neither any more.

    The shipped dataset of an earlier release may be refused by the rules of this one: then it is that of this one.
    Raises BackupError for another dataset that is refused.
    """
    from data import rows

    for name, content in contents.items():
        (scratch / name).write_bytes(content)
    shipped = loaded_from == origin(SHIPPED)
    place = scratch if contents else SHIPPED if shipped else Path(loaded_from)
    if not place.is_dir():
        return None
    found = _without_faults(place) or (_without_faults(SHIPPED) if shipped else None)
    if found is None:
        raise BackupError("The dataset in the backup is refused by this program.")
    return rows.build(found, origin=loaded_from)


def _without_faults(place: Path) -> Folder | None:
    from data import checks, folder

    found = folder.read(place)
    return None if found.faults or checks.check(found) else found
