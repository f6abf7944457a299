"""The rules of a message's metadata: https://docs.slack.dev/messaging/message-metadata"""

import re
from collections.abc import Mapping
from typing import Any

from fakes.slack.rules import Refusal

_EVENT_TYPE = re.compile(r"\w+", re.ASCII)


def metadata_refusal(metadata: Any) -> Refusal | None:
    """The error that chat.postMessage answers this metadata with; none for no metadata."""
    if metadata is None:
        return None
    if not isinstance(metadata, Mapping) or set(metadata) != {"event_type", "event_payload"}:
        return Refusal("invalid_metadata_format", ("metadata has an event_type and an event_payload",))
    kind, payload = metadata["event_type"], metadata["event_payload"]
    if not isinstance(kind, str) or not _EVENT_TYPE.fullmatch(kind):
        return Refusal("invalid_metadata_format", ("event_type is an alphanumeric string",))
    if not isinstance(payload, Mapping):
        return Refusal("invalid_metadata_format", ("event_payload is an object",))
    wrong = [name for name, value in payload.items() if not _is_taken(value)]
    return Refusal("invalid_metadata_schema", tuple(f"event_payload/{name}" for name in wrong)) if wrong else None


def _is_taken(value: Any) -> bool:
    """Strings, numbers and booleans; an object of these, and a list of such objects (`@slack/types` says so)."""
    if isinstance(value, list):
        return all(isinstance(one, Mapping) and _is_taken(one) for one in value)
    if isinstance(value, Mapping):
        return all(isinstance(one, str | int | float) for one in value.values())
    return isinstance(value, str | int | float)
