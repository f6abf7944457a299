"""Whether the settings fit together, and the key that seals what is stored. A setting is named, its value never."""

from __future__ import annotations

from collections.abc import Sequence

from bot import say
from bot.checkup import Finding, Status
from bot.environment import WrongSetting
from bot.settings import PLATFORMS, Platform, Settings
from bot.texts import doctor as texts
from data import checkup
from data.operations import installations
from data.sealing import Sealer, WrongKey
from data.store import Store

SEALED_ON = "slack"
"""The platform whose tokens are sealed in the store."""

MOST_OPENED = 100
"""How many installations are opened, those that were made last."""


def settings(given: Settings | None, wrong: Sequence[WrongSetting]) -> Finding:
    """Whether every setting can be used, and none is set by halves. `given` is None where they could not be read."""
    if given is None:
        return _named(wrong, " ".join(str(fault) for fault in wrong))
    faults, enough = list(wrong), list[WrongSetting]()
    found: list[Platform] = []
    for platform in PLATFORMS:
        try:
            found += given.platforms(platform)
        except WrongSetting as fault:
            (enough if _is_enough_for_a_worker(given, platform) else faults).append(fault)
    if faults:
        return _named(faults, " ".join(str(fault) for fault in faults))
    if enough:
        reasons = " ".join(str(fault) for fault in enough)
        return _named(enough, texts.WORKER_ONLY.format(reason=reasons), status="warn")
    port = texts.WITH_PORT.format(port=given.port) if given.port is not None else texts.WITHOUT_PORT
    names = say.listing(texts.PLATFORM_SET[name] for name in found)
    detail = texts.SETTINGS_OK.format(platforms=names or texts.NO_PLATFORM, port=port)
    return Finding("settings", "ok" if found else "warn", detail, "" if found else texts.NO_PLATFORM_REMEDY)


def secret_key(store: Store, given: Settings) -> Finding:
    """Whether the tokens that are sealed in the store open with the keys that are set. Raises StoreError."""
    with store.read() as reader:
        workspaces = [id for id, _ in checkup.installed(reader, SEALED_ON)]
    count = say.count(len(workspaces), *texts.TOKEN_COUNT)
    if not workspaces:
        return Finding("secret-key", "ok" if given.secret_key else "skip", texts.KEY_NONE)
    if given.secret_key is None:
        return Finding("secret-key", "fail", texts.KEY_MISSING.format(count=count), texts.KEY_REMEDY)
    sealer = Sealer(given.secret_key, *given.old_keys)
    wrong = sum(not _opens(store, sealer, one) for one in workspaces[:MOST_OPENED])
    if wrong:
        return Finding("secret-key", "fail", texts.KEY_WRONG.format(wrong=wrong, count=count), texts.KEY_REMEDY)
    return Finding("secret-key", "ok", texts.KEY_OK.format(count=say.cap(count)))


def _opens(store: Store, sealer: Sealer, workspace: str) -> bool:
    try:
        installations.find(store, sealer, SEALED_ON, (workspace,))
    except WrongKey:
        return False
    return True


def _is_enough_for_a_worker(given: Settings, platform: Platform) -> bool:
    try:
        given.platforms(platform, role="worker")
    except WrongSetting:
        return False
    return True


def _named(faults: Sequence[WrongSetting], detail: str, *, status: Status = "fail") -> Finding:
    names = say.listing(dict.fromkeys(fault.name for fault in faults))
    return Finding("settings", status, detail.rstrip("."), texts.SETTINGS_REMEDY.format(name=names))
