"""What the desk holds in memory: the frame and the names of one data version, and what was chosen for places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Lock

from bot import places
from bot.names import Names
from bot.places import Places
from data.queries import frame as frames
from data.queries.frame import Frame
from data.store import Reader, Store


@dataclass(frozen=True, slots=True)
class Known:
    """What is held for one data version, with the choices as they were read last."""

    frame: Frame
    names: Names
    places: Places


class Memory:
    """Holds what is known; threads may share it. Nothing is answered before the choices of places were read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self.held: Known | None = None

    def known(self) -> Known:
        """What is held; read the first time. Raises StoreError."""
        return self.held or self.refresh()

    def refresh(self) -> Known:
        """What is known now: the data is read anew if it changed, the choices always. Raises StoreError.

        One at a time: choices that were read earlier never take the place of later ones.
        """
        with self._lock, self._store.read() as reader:
            if self.held is None or self.held.frame.data_version != frames.data_version(reader):
                self.held = _read(reader, places.read(self._store, reader))
            else:
                self.held = replace(self.held, places=places.read(self._store, reader, before=self.held.places))
            return self.held


def _read(reader: Reader, chosen: Places) -> Known:
    rows = [(n.entity_id, n.kind, n.name, n.position == 0) for n in frames.names(reader)]
    return Known(frames.frame(reader), Names(rows), chosen)
