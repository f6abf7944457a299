"""Where the log goes: to a file beside a conversation, to standard error where the desk serves.

No text that somebody wrote, no token and no signature gets into it: a trace shows where, not what, and what looks
like a secret is masked, whoever wrote the line.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from adapters.neutral import clean
from bot.settings import Settings

FILE = "summitdesk.log"
_BYTES = 1_000_000
_LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"

_SECRET = re.compile(
    r"xox[a-z](?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+|v0=[0-9a-f]{16,}|aW50ZXJhY3Rpb2[\w-]+"
    r"|[MNO][\w-]{23,30}\.[\w-]{6}\.[\w-]{27,60}|hooks\.slack\.com/\S+"
)
"""What the platforms' tokens, signatures and response addresses look like."""

_SHORTEST = 6
"""Characters of a secret that is masked wherever it stands; a shorter one would mask ordinary words."""

_OURS = "summitdesk"

FIELDS = (
    "reference",
    "platform",
    "command",
    "kind",
    "ms",
    "limit",
    "adapter",
    "schedule",
    "post",
    "state",
    "late",
)
"""What stands beside a line of ours as JSON, where it has it: words and figures of ours, never what somebody wrote."""

_QUIET = {
    "alembic": "WARNING",
    "apscheduler": "CRITICAL",
    "slack_bolt": "CRITICAL",
    "slack_sdk": "ERROR",
    "discord": "WARNING",
    "aiohttp": "ERROR",
    "asyncio": "ERROR",
}
"""The least that the libraries may say at: below it they write out what they send and receive. APScheduler calls a tick
that a stop cut short a fault; what goes wrong in a tick the clock says itself."""


def to_file(settings: Settings) -> Path | None:
    """Log into a file in the state folder; None where it cannot be written: then one short line a fault on stderr."""
    path = settings.state / FILE if settings.state else None
    handler: logging.Handler
    secrets = settings.secrets()
    try:
        if path is None:
            raise FileNotFoundError
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_BYTES, backupCount=1, encoding="utf-8", delay=False)
        handler.setFormatter(_Json(secrets) if settings.log_format == "json" else _Text(secrets))
    except OSError:
        path, handler = None, logging.StreamHandler(sys.stderr)
        handler.setFormatter(_Short(secrets))
    _begin(handler, settings.log_level or "warning")
    return path


def to_stream(settings: Settings) -> None:
    """Log to standard error, each request a line."""
    secrets = settings.secrets()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json(secrets) if settings.log_format == "json" else _Text(secrets))
    _begin(handler, settings.log_level or "info")


def _begin(handler: logging.Handler, level: str) -> None:
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name, least in _QUIET.items():
        logging.getLogger(name).setLevel(max(least, level.upper(), key=logging.getLevelName))
    logging.raiseExceptions = False
    logging.captureWarnings(capture=True)


class _Text(logging.Formatter):
    """One line for a record; under it where a fault came from, without what it said."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(_LINE)
        every = {part for secret in secrets for part in (secret, *_parts(secret))}
        self._secrets = tuple(sorted((s for s in every if len(s) >= _SHORTEST), key=len, reverse=True))

    def format(self, record: logging.LogRecord) -> str:
        return self.masked(super().format(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802  (the name that logging calls)
        kind, fault, trace = ei
        if isinstance(fault, BaseExceptionGroup):
            kind = type(fault.exceptions[0])
        frames = "".join(traceback.format_list(_bare(traceback.extract_tb(trace))))
        return f"{frames}{kind.__module__}.{kind.__qualname__}"

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (the name that logging calls)
        record.message = clean(_without_fault(record))
        return super().formatMessage(record)

    def masked(self, text: str) -> str:
        """The text without what is secret."""
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return _SECRET.sub("***", text)


def _parts(secret: str) -> Iterator[str]:
    """Of a secret address what must not stand by itself either: a library may write its path without its host. A word
    without a digit is no key, and may be an ordinary one."""
    if not secret.startswith(("http://", "https://")):
        return
    try:
        address = urlsplit(secret)
    except ValueError:
        return
    yield from (address.path, address.password or "")
    for part in re.split(r"[/?&=]", f"{address.path}?{address.query}"):
        if any(letter.isdigit() for letter in part):
            yield part


def _bare(frames: Iterable[traceback.FrameSummary]) -> list[traceback.FrameSummary]:
    return [traceback.FrameSummary(f.filename, f.lineno, f.name, lookup_line=False, line="") for f in frames]


def _without_fault(record: logging.LogRecord) -> str:
    """What a record says. The libraries put into it what a fault says, which may be what somebody wrote."""
    said, fault = record.getMessage(), record.exc_info[1] if record.exc_info else None
    words = () if fault is None else (repr(fault), str(fault))
    for word in filter(None, words):
        said = said.replace(word, type(fault).__name__)
    return said


class _Json(_Text):
    """One JSON object a line: when (in UTC), how grave, who, what, and in our own lines the fields that they have."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _without_fault(record),
        }
        if record.name.partition(".")[0] == _OURS:
            entry |= {name: record.__dict__[name] for name in FIELDS if name in record.__dict__}
        if record.exc_info:
            entry["trace"] = self.formatException(record.exc_info)
        masked = {key: self.masked(value) if isinstance(value, str) else value for key, value in entry.items()}
        return json.dumps(masked, ensure_ascii=False)


class _Short(_Text):
    """A fault as one line that names it, without its trace: a screen may be reading along."""

    def format(self, record: logging.LogRecord) -> str:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        record.asctime = self.formatTime(record)
        return self.masked(f"{self.formatMessage(record)} {kind}".rstrip())
