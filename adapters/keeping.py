"""`summitdesk forget` and `rotate-key`: what is stored of somebody, and with which key the tokens are sealed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TextIO

from adapters.neutral import clean
from bot import say
from bot.environment import WrongSetting
from bot.settings import Settings
from bot.texts import keeping as texts
from data import migrate
from data.operations import forgetting, installations
from data.operations.forgetting import Found
from data.sealing import Sealer
from data.store import Store, StoreError

TERMINAL = "terminal"
FAILED = 1

_PEOPLE = {"slack": r"[UW][A-Z0-9_]{1,30}", "discord": r"[0-9]{5,25}"}
_WORKSPACES = {"slack": r"[TE][A-Z0-9_]{1,30}", "discord": r"[0-9]{5,25}", TERMINAL: TERMINAL}
"""What ids look like: a word that is none could stand anywhere.
https://docs.slack.dev/reference/objects/user-object · https://docs.discord.com/developers/reference#snowflakes"""


def forget(
    settings: Settings,
    platform: str,
    *,
    person: str | None,
    workspace: str | None,
    yes: bool,
    now: datetime,
    out: TextIO,
) -> int:
    """Forget a person or a workspace, or only say what would be forgotten; 0, also where nothing is stored.

    Raises WrongSetting for what is no id, StoreError, and UnderWay while a post of theirs is being sent.
    """
    _check(platform, person, workspace)
    look, act = forgetting.look_for_workspace, forgetting.forget_workspace
    if person is not None:
        look, act = forgetting.look_for_person, forgetting.forget_person
    id = person or ("" if platform == TERMINAL else workspace or "")
    with _opened(settings) as store:
        if store is None:
            found = Found({}, {})
        elif yes:
            found = act(store, platform, id, now=now, under_way=timedelta(seconds=settings.send_seconds))
        else:
            found = look(store, platform, id)
    form = texts.SCREEN if platform == TERMINAL else texts.PERSON if person else texts.WORKSPACE
    whom = form.format(id=id, platform=texts.PLATFORMS[platform])
    out.writelines(_said(found, settings, whom, has_app=platform != TERMINAL and person is None, yes=yes))
    return 0


def rotate_key(settings: Settings, *, out: TextIO) -> int:
    """Seal every token anew with the present key; 1 where some could not be. Raises StoreError and WrongSetting."""
    if settings.secret_key is None:
        raise WrongSetting("SUMMITDESK_SECRET_KEY", texts.NO_KEY)
    with _opened(settings) as store:
        if store is None:
            out.write(texts.NOTHING_SEALED)
            return 0
        done = installations.reseal(store, Sealer(settings.secret_key, *settings.old_keys))
    left = [*done.unopened, *done.busy]
    if not (done.anew or done.already or left):
        out.write(texts.NOTHING_SEALED)
        return 0
    counted = say.figure(done.anew, texts.INSTALLATION, texts.INSTALLATIONS)
    out.write(texts.SEALED_ANEW.format(count=counted, already=done.already))
    for form, keys in ((texts.UNOPENED, done.unopened), (texts.BUSY, done.busy)):
        out.writelines(form.format(platform=texts.PLATFORMS.get(on, on), workspace=clean(id)) for on, id in keys)
    if settings.old_keys and not left:
        out.write(texts.OLD_KEYS_GO)
    return FAILED if left else 0


def _check(platform: str, person: str | None, workspace: str | None) -> None:
    """Raises WrongSetting for what cannot be an id."""
    if person is not None and platform == TERMINAL:
        raise WrongSetting("--user", texts.NO_PERSONS)
    if person is not None and not re.fullmatch(_PEOPLE[platform], person):
        raise WrongSetting("--user", texts.NOT_A_PERSON[platform])
    if workspace is not None and not re.fullmatch(_WORKSPACES[platform], workspace):
        raise WrongSetting("--workspace", texts.NOT_A_WORKSPACE[platform])


@contextmanager
def _opened(settings: Settings) -> Iterator[Store | None]:
    """The store, with the tables of this program; None where it has none yet. Raises StoreError, also where there is no
    file of it: whoever stands in another folder must not read that nothing is stored."""
    store = Store(settings.database_url)
    try:
        if store.file is not None and not store.file.exists():
            raise StoreError(texts.NO_STORE.format(file=store.file))
        revision = migrate.revision(store)
        if revision not in (None, migrate.HEAD):
            raise StoreError(texts.OTHER_TABLES)
        yield store if revision is not None else None
    finally:
        store.close()


def _said(found: Found, settings: Settings, whom: str, *, has_app: bool, yes: bool) -> Iterator[str]:
    if not found:
        yield texts.NOTHING.format(whom=whom)
        yield _backups(settings)
        return
    yield (texts.GONE if yes else texts.STORED).format(whom=whom)
    yield from _rows(texts.CHANGED_DONE if yes else texts.CHANGED, found.changed)
    yield from _rows(texts.DELETED_DONE if yes else texts.DELETED, found.deleted)
    if "schedule" in found.changed:
        yield texts.SCHEDULES_STAY
    if not yes:
        yield texts.NOT_YET
        return
    if has_app:
        yield texts.APP_STAYS
    yield texts.HELD_IN_MEMORY
    yield _backups(settings)


def _rows(form: str, counts: Mapping[str, int]) -> Iterator[str]:
    for table, count in counts.items():
        yield form.format(table=table, count=say.figure(count, texts.ROW, texts.ROWS))


def _backups(settings: Settings) -> str:
    if not settings.backups_kept:
        return texts.BACKUPS_STAY.format(folder=settings.backup_folder)
    nights = say.figure(settings.backups_kept, texts.NIGHT, texts.NIGHTS)
    return texts.BACKUPS.format(folder=settings.backup_folder, count=nights)
