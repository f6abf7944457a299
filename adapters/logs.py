"""Where the log goes. In the terminal it goes to a file, for a conversation is no place for it."""

from __future__ import annotations

import json
import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from bot.settings import Settings

FILE = "summitdesk.log"
_BYTES = 1_000_000
_LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"


def to_file(settings: Settings) -> Path | None:
    """Log into a file in the state folder; None where it cannot be written: then one short line a fault on stderr."""
    path = settings.state / FILE if settings.state else None
    handler: logging.Handler
    try:
        if path is None:
            raise FileNotFoundError
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_BYTES, backupCount=1, encoding="utf-8", delay=False)
        handler.setFormatter(_Json() if settings.log_format == "json" else logging.Formatter(_LINE))
    except OSError:
        path, handler = None, logging.StreamHandler(sys.stderr)
        handler.setFormatter(_Short(_LINE))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level.upper())
    logging.raiseExceptions = False
    logging.captureWarnings(capture=True)
    return path


class _Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": self.formatTime(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["trace"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


class _Short(logging.Formatter):
    """A fault as one line that names it, without its trace: a screen may be reading along."""

    def format(self, record: logging.LogRecord) -> str:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        line = self._style.format(self._dated(record))
        return f"{line} {kind}".rstrip()

    def _dated(self, record: logging.LogRecord) -> logging.LogRecord:
        record.message = record.getMessage()
        record.asctime = self.formatTime(record)
        return record
