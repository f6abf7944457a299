"""After a load: which posts showed records that say something else now. Their ledger rows are marked, once told."""

from __future__ import annotations

from datetime import datetime

from data.operations import settings, shown
from data.queries.prints import prints
from data.store import Store

CHECKED = "posts-checked"
"""The setting of the desk's own that holds the data version to which all posts were compared."""

_DESK = ("", "")


def look(store: Store, version: str | None, now: datetime) -> int:
    """Compare what was posted to the records, unless that was done for this version; how many posts are touched."""
    if version is None:
        return 0
    with store.read() as reader:
        if settings.of(reader, *_DESK).get(CHECKED) == version:
            return 0
        posted = shown.prints(reader)
        present = prints(reader, posted.keys())
    changed = {mark: present.get(mark) for mark, shapes in posted.items() if shapes != {present.get(mark)}}
    touched = shown.mark_changed(store, changed, now) if changed else []
    settings.put(store, *_DESK, CHECKED, version)
    return len(touched)
