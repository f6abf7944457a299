"""The app in the workspaces that installed it, with its tokens, which are sealed in the store."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, exists, func, or_, select, update

from data.models import Installation, InstallState
from data.operations.writing import drop_old, insert_once, utc
from data.sealing import Sealer, WrongKey
from data.store import Reader, Store

MOST_STATES = 1000
"""How many installations may be under way at once."""

MOST_TRIES = 5
"""How often a token is sealed anew that is written by somebody else each time."""

STATE_MINUTES = 10
"""How long an installation that was begun in a browser may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """One installation. `workspace` is the team, or the enterprise of an app installed for a whole organisation."""

    platform: str
    workspace: str
    name: str | None
    app: str | None
    bot: str
    bot_user: str
    installer: str
    scopes: str
    token: str = field(repr=False)
    refresh: str | None = field(repr=False)
    expires_at: datetime | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Resealed:
    """What came of sealing everything anew: how many installations were, or were so already, and the platform and
    workspace of those that no key opens, or that kept being written meanwhile."""

    anew: int
    already: int
    unopened: tuple[tuple[str, str], ...]
    busy: tuple[tuple[str, str], ...]


def save(store: Store, sealer: Sealer, new: Installed) -> None:
    """Write an installation in the place of any earlier one of its workspace."""
    row = _row(new.platform, new.workspace)
    values = {
        "name": new.name,
        "app": new.app,
        "bot": new.bot,
        "bot_user": new.bot_user,
        "installer": new.installer,
        "scopes": new.scopes,
        "token": sealer.seal(new.token, row=row),
        "refresh": sealer.seal(new.refresh, row=row) if new.refresh else None,
        "expires_at": new.expires_at,
        "rotating_until": None,
        "at": new.at,
    }
    key = {"platform": new.platform, "workspace": new.workspace}
    with store.write() as connection:
        if not insert_once(connection, Installation, {**key, **values}):
            connection.execute(update(Installation).where(*_is(new.platform, new.workspace)).values(**values))


def find(store: Store, sealer: Sealer, platform: str, workspaces: tuple[str, ...]) -> Installed | None:
    """The installation of the first of some workspaces that has one. Raises WrongKey."""
    with store.read() as reader:
        found = {row.workspace: row for row in _rows(reader, platform, workspaces)}
    row = next((found[name] for name in workspaces if name in found), None)
    if row is None:
        return None
    name = _row(platform, row.workspace)
    return Installed(
        platform=platform,
        workspace=row.workspace,
        name=row.name,
        app=row.app,
        bot=row.bot,
        bot_user=row.bot_user,
        installer=row.installer,
        scopes=row.scopes,
        token=sealer.open(row.token, row=name),
        refresh=sealer.open(row.refresh, row=name) if row.refresh else None,
        expires_at=utc(row.expires_at),
        at=utc(row.at) or row.at,
    )


def has(store: Store, platform: str, workspace: str) -> bool:
    """Whether the app is installed in a workspace."""
    with store.read() as reader:
        return bool(reader.execute(select(exists().where(*_is(platform, workspace)))).scalar())


def remove(store: Store, platform: str, workspace: str, before: datetime) -> bool:
    """Drop an installation with its tokens, unless it was made anew after the moment that the removal speaks of."""
    with store.write() as connection:
        where = (*_is(platform, workspace), Installation.at <= before)
        return connection.execute(delete(Installation).where(*where)).rowcount == 1


def expiring(store: Store, platform: str, until: datetime) -> list[str]:
    """The workspaces whose token ends before a moment and can be exchanged."""
    wanted = select(Installation.workspace).where(
        Installation.platform == platform, Installation.expires_at < until, Installation.refresh.is_not(None)
    )
    with store.read() as reader:
        return list(reader.execute(wanted.order_by(Installation.workspace)).scalars())


def claim_rotation(store: Store, platform: str, workspace: str, now: datetime, *, lease: timedelta) -> bool:
    """Whether this process is to exchange the token: a refresh token is good once, so only one may use it."""
    free = or_(Installation.rotating_until.is_(None), Installation.rotating_until < now)
    with store.write() as connection:
        claimed = update(Installation).where(*_is(platform, workspace), free).values(rotating_until=now + lease)
        return connection.execute(claimed).rowcount == 1


def exchange(store: Store, sealer: Sealer, new: Installed) -> bool:
    """Write the tokens of an exchange; False where the installation was removed or made anew meanwhile."""
    row = _row(new.platform, new.workspace)
    values = {
        "token": sealer.seal(new.token, row=row),
        "refresh": sealer.seal(new.refresh, row=row) if new.refresh else None,
        "expires_at": new.expires_at,
        "rotating_until": None,
    }
    with store.write() as connection:
        same = (*_is(new.platform, new.workspace), Installation.at == new.at)
        return connection.execute(update(Installation).where(*same).values(**values)).rowcount == 1


def reseal(store: Store, sealer: Sealer) -> Resealed:
    """Seal every token anew with the sealer's own key, each installation by itself: an end in the middle leaves whole
    rows, and another time does the rest. What is exchanged or installed meanwhile is not written over."""
    with store.read() as reader:
        keys = select(Installation.platform, Installation.workspace)
        found = [tuple(row) for row in reader.execute(keys.order_by(*keys.selected_columns))]
    became = {(platform, workspace): _reseal(store, sealer, platform, workspace) for platform, workspace in found}

    def which(state: str) -> tuple[tuple[str, str], ...]:
        return tuple(key for key, value in became.items() if value == state)

    return Resealed(
        anew=len(which("anew")), already=len(which("already")), unopened=which("unopened"), busy=which("busy")
    )


def _reseal(store: Store, sealer: Sealer, platform: str, workspace: str) -> str:
    """`anew`, `already`, `unopened`, `busy`; `gone` where it was removed meanwhile."""
    for _ in range(MOST_TRIES):
        with store.read() as reader:
            row = next(iter(_rows(reader, platform, (workspace,))), None)
        if row is None:
            return "gone"
        name, old = _row(platform, workspace), {"token": row.token, "refresh": row.refresh}
        sealed = {column: value for column, value in old.items() if value is not None}
        if all(sealer.is_sealed_anew(value, row=name) for value in sealed.values()):
            return "already"
        try:
            new = {column: sealer.seal(sealer.open(value, row=name), row=name) for column, value in sealed.items()}
        except WrongKey:
            return "unopened"
        same = [getattr(Installation, column).is_not_distinct_from(value) for column, value in old.items()]
        with store.write() as connection:
            where = (*_is(platform, workspace), *same)
            if connection.execute(update(Installation).where(*where).values(**new)).rowcount == 1:
                return "anew"
    return "busy"


def issue_state(store: Store, state: str, now: datetime) -> bool:
    """Begin an installation in a browser; states that were never used are dropped on the way.

    False where so many were begun in the last minutes that somebody only fills the store.
    """
    with store.write() as connection:
        connection.execute(delete(InstallState).where(InstallState.expires_at < now))
        if (connection.execute(select(func.count()).select_from(InstallState)).scalar() or 0) >= MOST_STATES:
            return False
        insert_once(connection, InstallState, {"state": state, "expires_at": now + timedelta(minutes=STATE_MINUTES)})
        return True


def consume_state(store: Store, state: str, now: datetime) -> bool:
    """Whether a state was issued, is not too old and was not used; it is used now."""
    with store.write() as connection:
        where = (InstallState.state == state, InstallState.expires_at >= now)
        return connection.execute(delete(InstallState).where(*where)).rowcount == 1


def forget(store: Store, now: datetime) -> int:
    """Drop the states that were never used and are good no more; how many those were."""
    return drop_old(store, InstallState, InstallState.expires_at < now)


def _rows(reader: Reader, platform: str, workspaces: tuple[str, ...]) -> list[Row[Any]]:
    wanted = select(Installation.__table__).where(
        Installation.platform == platform, Installation.workspace.in_(workspaces)
    )
    return list(reader.execute(wanted).all())


def _is(platform: str, workspace: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Installation.platform == platform, Installation.workspace == workspace


def _row(platform: str, workspace: str) -> str:
    return f"{platform}:{workspace}"
