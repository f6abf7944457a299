"""What Slack accepts as a message or a view: every reason for a refusal, as sentences.

Three judges look at each payload: Slack's own Python models, the `blockkit` package, and the rules that both miss.
The limits are those of https://docs.slack.dev/reference/block-kit/blocks and of the pages below it.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from fakes.slack.rules_blocks import block_problems
from fakes.slack.rules_kits import blockkit_problems, sdk_problems
from fakes.slack.rules_texts import plain_text_problems

Surface = Literal["message", "home", "modal"]

MAX_BLOCKS: Mapping[str, int] = {"message": 50, "home": 100, "modal": 100}
MAX_TEXT = 40_000
# Not documented by Slack; measured by users: https://github.com/slackapi/bolt-js/issues/2509
MAX_BLOCKS_JSON = 13_200
MAX_TITLE = 24
MAX_METADATA = 3000
MAX_CALLBACK_ID = 255
VIEW_KEYS = frozenset(
    "type blocks private_metadata callback_id external_id title submit close clear_on_close notify_on_close"
    " submit_disabled".split()
)


@dataclass(frozen=True)
class Refusal:
    """The error code Slack answers with, and the sentences beside it."""

    error: str
    messages: tuple[str, ...] = ()


def problems(blocks: Sequence[Mapping[str, Any]], *, surface: Surface = "message") -> list[str]:
    """Say why Slack would refuse these blocks on the surface; an empty list if it would not."""
    found = []
    if len(blocks) > MAX_BLOCKS[surface]:
        found.append(f"/blocks: no more than {MAX_BLOCKS[surface]} items allowed, got {len(blocks)}")
    for index, block in enumerate(blocks):
        own = block_problems(block, f"/blocks/{index}", surface=surface)
        found += own or [*sdk_problems(block, f"/blocks/{index}"), *blockkit_problems(block, f"/blocks/{index}")]
    return [*found, *_repeated_block_ids(blocks)]


def message_problems(payload: Mapping[str, Any]) -> list[str]:
    """Say why Slack would refuse this message (`text`, `blocks`), with the error code in front."""
    refusal = message_refusal(payload)
    if refusal is None:
        return []
    return [f"{refusal.error}: {message}" for message in refusal.messages] or [refusal.error]


def message_refusal(payload: Mapping[str, Any]) -> Refusal | None:
    """The error that chat.postMessage, chat.update or a response_url answers this message with."""
    text, blocks = payload.get("text") or "", payload.get("blocks") or []
    if not isinstance(text, str) or not isinstance(blocks, list):
        return Refusal("invalid_arguments", ("`text` is a string and `blocks` is an array",))
    if not text.strip() and not blocks and not payload.get("attachments"):
        return Refusal("no_text")
    if len(text) > MAX_TEXT:
        return Refusal("msg_too_long", (f"text has {len(text)} characters, more than {MAX_TEXT}",))
    if found := problems(blocks):
        return Refusal("invalid_blocks", tuple(f"[ERROR] {problem}" for problem in found))
    if (size := blocks_size(blocks)) > MAX_BLOCKS_JSON:
        return Refusal("msg_blocks_too_long", (f"blocks are {size} characters, more than {MAX_BLOCKS_JSON}",))
    return None


def blocks_size(blocks: Sequence[Mapping[str, Any]]) -> int:
    """Count the characters of the blocks as compact JSON, which is what `msg_blocks_too_long` is about."""
    return len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))


def view_problems(view: Mapping[str, Any]) -> list[str]:
    """Say why views.open or views.publish would refuse this view."""
    kind = view.get("type")
    if kind not in ("home", "modal"):
        return [f"/view/type: must be home or modal, got {kind!r}"]
    found = [f"/view: invalid additional property: {key}" for key in sorted(set(view) - VIEW_KEYS)]
    blocks = view.get("blocks")
    if not isinstance(blocks, list):
        return [*found, "/view/blocks: must be an array"]
    found += problems(blocks, surface="modal" if kind == "modal" else "home")
    for key, limit in (("private_metadata", MAX_METADATA), ("callback_id", MAX_CALLBACK_ID)):
        if len(view.get(key) or "") > limit:
            found.append(f"/view/{key}: must be no more than {limit} characters")
    return found + (_modal_problems(view) if kind == "modal" else _home_problems(view))


def view_refusal(view: Mapping[str, Any]) -> Refusal | None:
    """The error that views.open or views.publish answers this view with."""
    found = view_problems(view)
    return Refusal("invalid_arguments", tuple(f"[ERROR] {problem}" for problem in found)) if found else None


def _modal_problems(view: Mapping[str, Any]) -> list[str]:
    found = [] if view["blocks"] else ["/view/blocks: must have at least one block"]
    if not view.get("title"):
        found.append("/view/title: a modal requires a title")
    for key in ("title", "submit", "close"):
        if view.get(key):
            found += plain_text_problems(view[key], f"/view/{key}", MAX_TITLE)
    if any(block.get("type") == "input" for block in view["blocks"]) and not view.get("submit"):
        found.append("/view/submit: a view with an input block requires submit")
    return found


def _home_problems(view: Mapping[str, Any]) -> list[str]:
    return [f"/view/{key}: a home view has no {key}" for key in ("title", "submit", "close") if key in view]


def _repeated_block_ids(blocks: Sequence[Mapping[str, Any]]) -> list[str]:
    counted = Counter(block["block_id"] for block in blocks if isinstance(block, Mapping) and block.get("block_id"))
    return [f"/blocks: block_id {block_id!r} is used {times} times" for block_id, times in counted.items() if times > 1]
