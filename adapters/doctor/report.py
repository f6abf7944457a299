"""The findings for a reader at night, the worst at the end where the eye is; and for a machine, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from adapters.doctor.check import IDS
from adapters.layout import wrap
from adapters.neutral import clean
from bot import say
from bot.checkup import WORST, Finding
from bot.texts import doctor as texts

COLUMNS = 80
_STATUS = max(len(status) for status in WORST) + 2
_LABEL = max(len(id) for id in IDS) + 2


def as_json(found: Sequence[Finding], *, version: str, data_version: str | None) -> str:
    """One object, whose checks stand in their order. `ok`: none has failed."""
    checks = [{"id": f.id, "status": f.status, "detail": f.detail, "remedy": f.remedy} for f in found]
    told = {"ok": is_well(found), "version": version, "data_version": data_version, "checks": checks}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def as_text(found: Sequence[Finding], *, version: str, data_version: str | None) -> str:
    """Lines of at most 80 columns: what is well, what was left out, what is to be looked at, what has failed."""
    data = texts.OF_DATA.format(version=data_version) if data_version else texts.NO_DATA_VERSION
    lines = [texts.OPENING.format(version=version, data=data), ""]
    for status in ("ok", "skip", "warn", "fail"):
        group = [one for one in found if one.status == status]
        lines += [line for alike in _alike(group) for line in _written(alike)]
        lines += [""] if group else []
    counts = {status: sum(one.status == status for one in found) for status in WORST}
    return "\n".join([*lines, texts.SUMMARY.format(**counts)]) + "\n"


def is_well(found: Sequence[Finding]) -> bool:
    """Whether none has failed."""
    return all(one.status != "fail" for one in found)


def _alike(group: Sequence[Finding]) -> list[list[Finding]]:
    """The findings in their order; those that say the same of several checks stand together."""
    told: dict[tuple[str, str], list[Finding]] = {}
    for one in group:
        told.setdefault((one.detail, one.remedy), []).append(one)
    return list(told.values())


def _written(alike: Sequence[Finding]) -> list[str]:
    one, indent = alike[0], " " * (2 + _STATUS + _LABEL)
    first = f"  {one.status:<{_STATUS}}{one.id:<{_LABEL}}"
    lines = wrap(clean(one.detail), columns=COLUMNS, first=first, rest=indent)
    if len(alike) > 1:
        others = texts.SAME.format(ids=say.listing(other.id for other in alike[1:]))
        lines += wrap(others, columns=COLUMNS, first=indent, rest=indent)
    if one.remedy and one.status != "ok":
        lines += wrap(clean(one.remedy), columns=COLUMNS, first=indent + texts.TO_TYPE, rest=indent + "  ")
    return lines
