"""The rules of a modal that is sent off, and of the options that a bot gives for a menu."""

from collections.abc import Mapping, Sequence
from typing import Any

from fakes.slack.rules_blocks import MAX_OPTIONS
from fakes.slack.rules_texts import option_problems
from fakes.slack.world import Json, View

EMPTY = (None, "", [], {})


def missing(view: View, values: Mapping[str, Any]) -> list[str]:
    """The fields that Slack asks a person to fill before it sends a modal: those that are not optional."""
    asked = [block for block in view.stored_blocks if block["type"] == "input" and not block.get("optional")]
    return [block["block_id"] for block in asked if not _is_filled(values.get(block["block_id"]) or {})]


def options_problems(options: Sequence[Json]) -> list[str]:
    """Say why Slack would not show these options (https://docs.slack.dev/reference/block-kit/composition-objects)."""
    found = [f"more than {MAX_OPTIONS} options"] if len(options) > MAX_OPTIONS else []
    for index, option in enumerate(options):
        found += option_problems(option, f"/options/{index}")
    return found


def _is_filled(state: Mapping[str, Any]) -> bool:
    """Whether a field's state holds anything but its type."""
    return any(value not in EMPTY for field in state.values() for name, value in field.items() if name != "type")
