"""What was chosen for workspaces and channels that decides how each of their answers looks; held in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot import muting
from bot.contract import Request
from bot.schedules import chosen
from data.operations import settings
from data.queries import frame, sources
from data.store import Reader, Store

Workspace = tuple[str, str]
"""A platform and a workspace of it, as the tables name them."""

_NAMED = ("person", "meeting", "summit")
"""Kinds of names that are records: of what is left out no name is offered."""


@dataclass(frozen=True, slots=True)
class Places:
    """The muted sources of workspaces, by id; and whether answers are private, by workspace and channel."""

    muted: Mapping[Workspace, frozenset[str]] = field(default_factory=dict)
    private: Mapping[tuple[str, str, str], bool] = field(default_factory=dict)
    unnamed: Mapping[Workspace, frozenset[str]] = field(default_factory=dict)
    """The ids of the people and meetings of which nothing but muted sources tells."""

    def without(self, request: Request) -> frozenset[str]:
        """The sources that are left out of the answer to a request."""
        return self.muted.get(workspace_of(request), muting.NONE) if self.muted else muting.NONE

    def at(self, place: Workspace) -> frozenset[str]:
        """The sources that are left out in a workspace."""
        return self.muted.get(place, muting.NONE)

    def habit(self, request: Request) -> bool | None:
        """Whether answers are private where a request comes from; None: as is the habit of the platform."""
        if not self.private:
            return None
        place = workspace_of(request)
        here = self.private.get((*place, request.channel)) if request.channel else None
        return self.private.get((*place, settings.WHOLE)) if here is None else here


def workspace_of(request: Request) -> Workspace:
    """The workspace of a request as the tables name it."""
    return request.platform, request.workspace or ""


def read(store: Store, reader: Reader, *, before: Places | None = None) -> Places:
    """What is chosen now, for the data that the reader sees. `before` is what was chosen before, for the same data: to
    find of whom nothing is told takes a look through all records, so it is looked for once for the same sources."""
    rows = settings.everywhere(reader, (chosen.MUTED, chosen.ANSWERS))
    named = sources.publishers(reader)
    muted: dict[Workspace, frozenset[str]] = {}
    private = {}
    for row in rows:
        if row.name == chosen.ANSWERS:
            private[row.platform, row.workspace, row.channel] = row.value == chosen.PRIVATE
        elif found := muting.covered(muting.read(row.value), named):
            muted[row.platform, row.workspace] = found
    found_of = {} if before is None else {before.muted[place]: ids for place, ids in before.unnamed.items()}
    for without in muted.values():
        if without not in found_of:
            found_of[without] = _unnamed(store, without)
    return Places(muted, private, {place: found_of[without] for place, without in muted.items()})


def muted_in(reader: Reader, place: Workspace) -> frozenset[str]:
    """The sources that are left out in a workspace, as it is written now."""
    value = settings.of(reader, *place).get(chosen.MUTED)
    return muting.covered(muting.read(value), sources.publishers(reader)) if value else muting.NONE


def _unnamed(store: Store, without: frozenset[str]) -> frozenset[str]:
    with store.read(without=without) as reader:
        return frame.unnamed(reader, _NAMED)
