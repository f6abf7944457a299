"""The rules of blocks and of the elements in them."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from fakes.slack.rules_texts import (
    MAX_TEXT_OBJECT,
    MAX_URL,
    extra_keys,
    length_problems,
    option_problems,
    plain_text_problems,
    rich_text_problems,
    text_problems,
)

MAX_ID = 255
MAX_FIELD = 2000
MAX_FIELDS = 10
MAX_HEADER = 150
MAX_ACTIONS = 25
MAX_CONTEXT = 10
MAX_BUTTON_TEXT = 75
MAX_BUTTON_VALUE = 2000
MAX_LABEL = 2000
MAX_ALT = 2000
MAX_OPTIONS = 100
MAX_FEW_OPTIONS = 10
MAX_OVERFLOW = 5
MAX_PLACEHOLDER = 150
MAX_MARKDOWN = 12_000

BLOCK_KEYS: Mapping[str, frozenset[str]] = {
    "section": frozenset(("type", "block_id", "text", "fields", "accessory", "expand")),
    "header": frozenset(("type", "block_id", "text", "level")),
    "divider": frozenset(("type", "block_id")),
    "context": frozenset(("type", "block_id", "elements")),
    "actions": frozenset(("type", "block_id", "elements")),
    "image": frozenset(("type", "block_id", "image_url", "slack_file", "alt_text", "title")),
    "input": frozenset(("type", "block_id", "label", "element", "dispatch_action", "hint", "optional")),
    "rich_text": frozenset(("type", "block_id", "elements")),
    "markdown": frozenset(("type", "block_id", "text")),
    "table": frozenset(("type", "block_id", "rows", "column_settings")),
}
MESSAGE_ONLY = frozenset(("markdown", "table"))
# Menus whose options come with them, and how many of them there may be.
OPTION_LIMITS: Mapping[str, int] = {
    "static_select": MAX_OPTIONS,
    "multi_static_select": MAX_OPTIONS,
    "overflow": MAX_OVERFLOW,
    "radio_buttons": MAX_FEW_OPTIONS,
    "checkboxes": MAX_FEW_OPTIONS,
}
ACTION_ELEMENTS = frozenset(
    "button static_select external_select users_select conversations_select channels_select multi_static_select"
    " multi_external_select multi_users_select multi_conversations_select multi_channels_select overflow datepicker"
    " timepicker datetimepicker radio_buttons checkboxes workflow_button rich_text_input".split()
)
INPUT_ELEMENTS = (ACTION_ELEMENTS - {"button", "overflow", "workflow_button"}) | {
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "file_input",
}
BUTTON_KEYS = frozenset(("type", "text", "action_id", "url", "value", "style", "confirm", "accessibility_label"))
IMAGE_KEYS = frozenset(("type", "image_url", "slack_file", "alt_text"))


def block_problems(block: Any, where: str, *, surface: str) -> list[str]:
    """Check one block with the rules of its type."""
    kind = str(block.get("type")) if isinstance(block, Mapping) else ""
    if kind not in BLOCK_KEYS:
        return [f"{where}/type: unsupported type: {kind}"]
    if kind in MESSAGE_ONLY and surface != "message":
        return [f"{where}/type: unsupported type on a {surface}: {kind}"]
    found = extra_keys(block, BLOCK_KEYS[kind], where)
    if "block_id" in block:
        found += length_problems(block["block_id"], f"{where}/block_id", MAX_ID)
    check = CHECKS.get(kind)
    return found + check(block, where) if check else found


def _section(block: Mapping[str, Any], where: str) -> list[str]:
    found = []
    if "text" not in block and not block.get("fields"):
        found.append(f"{where}: a section requires text or fields")
    if "text" in block:
        found += text_problems(block["text"], f"{where}/text", MAX_TEXT_OBJECT)
    fields = block.get("fields", [])
    if len(fields) > MAX_FIELDS:
        found.append(f"{where}/fields: no more than {MAX_FIELDS} items allowed, got {len(fields)}")
    for index, field in enumerate(fields):
        found += text_problems(field, f"{where}/fields/{index}", MAX_FIELD)
    if "accessory" in block:
        found += _element(block["accessory"], f"{where}/accessory", ACTION_ELEMENTS | {"image"})
    return found


def _header(block: Mapping[str, Any], where: str) -> list[str]:
    return plain_text_problems(block.get("text"), f"{where}/text", MAX_HEADER)


def _context(block: Mapping[str, Any], where: str) -> list[str]:
    elements = block.get("elements") or []
    found = _count(elements, f"{where}/elements", MAX_CONTEXT)
    for index, element in enumerate(elements):
        place = f"{where}/elements/{index}"
        is_image = isinstance(element, Mapping) and element.get("type") == "image"
        found += _image_element(element, place) if is_image else text_problems(element, place)
    return found


def _actions(block: Mapping[str, Any], where: str) -> list[str]:
    elements = block.get("elements") or []
    found = _count(elements, f"{where}/elements", MAX_ACTIONS)
    for index, element in enumerate(elements):
        found += _element(element, f"{where}/elements/{index}", ACTION_ELEMENTS)
    ids = Counter(element.get("action_id") for element in elements if isinstance(element, Mapping))
    repeated = [action_id for action_id, times in ids.items() if action_id and times > 1]
    return found + [f"{where}/elements: action_id {action_id!r} already exists in this block" for action_id in repeated]


def _image(block: Mapping[str, Any], where: str) -> list[str]:
    found = _image_element({key: block[key] for key in block if key in IMAGE_KEYS}, where)
    return found + (plain_text_problems(block["title"], f"{where}/title", MAX_ALT) if "title" in block else [])


def _input(block: Mapping[str, Any], where: str) -> list[str]:
    found = plain_text_problems(block.get("label"), f"{where}/label", MAX_LABEL)
    if "hint" in block:
        found += plain_text_problems(block["hint"], f"{where}/hint", MAX_LABEL)
    return found + _element(block.get("element"), f"{where}/element", INPUT_ELEMENTS)


def _markdown(block: Mapping[str, Any], where: str) -> list[str]:
    return length_problems(block.get("text"), f"{where}/text", MAX_MARKDOWN)


def _element(element: Any, where: str, allowed: frozenset[str]) -> list[str]:
    """Check an interactive element (or the image beside a section)."""
    kind = str(element.get("type")) if isinstance(element, Mapping) else ""
    if kind not in allowed:
        return [f"{where}/type: unsupported type: {kind}"]
    if kind == "image":
        return _image_element(element, where)
    found = []
    if "action_id" in element:
        found += length_problems(element["action_id"], f"{where}/action_id", MAX_ID)
    if "placeholder" in element:
        found += plain_text_problems(element["placeholder"], f"{where}/placeholder", MAX_PLACEHOLDER)
    if kind == "button":
        found += _button(element, where)
    if kind in OPTION_LIMITS:
        found += _options(element, where)
    return found


def _button(element: Mapping[str, Any], where: str) -> list[str]:
    found = extra_keys(element, BUTTON_KEYS, where)
    found += plain_text_problems(element.get("text"), f"{where}/text", MAX_BUTTON_TEXT)
    for key, limit in (("value", MAX_BUTTON_VALUE), ("url", MAX_URL)):
        if key in element:
            found += length_problems(element[key], f"{where}/{key}", limit)
    if element.get("style", "primary") not in ("primary", "danger"):
        found.append(f"{where}/style: must be primary or danger, got {element['style']!r}")
    return found


def _options(element: Mapping[str, Any], where: str) -> list[str]:
    kind = element["type"]
    if "option_groups" in element and "select" in kind:
        options = [option for group in element["option_groups"] for option in group.get("options", [])]
    else:
        options = element.get("options") or []
    found = _count(options, f"{where}/options", OPTION_LIMITS[kind])
    is_mrkdwn_allowed = kind in ("radio_buttons", "checkboxes")
    for index, option in enumerate(options):
        found += option_problems(option, f"{where}/options/{index}", is_mrkdwn_allowed=is_mrkdwn_allowed)
    return found


def _image_element(element: Any, where: str) -> list[str]:
    found = extra_keys(element, IMAGE_KEYS, where)
    if "slack_file" not in element:
        found += length_problems(element.get("image_url"), f"{where}/image_url", MAX_URL)
    return found + length_problems(element.get("alt_text"), f"{where}/alt_text", MAX_ALT)


def _count(elements: Any, where: str, limit: int) -> list[str]:
    if not isinstance(elements, list) or not elements:
        return [f"{where}: must have at least one item"]
    return [f"{where}: no more than {limit} items allowed, got {len(elements)}"] if len(elements) > limit else []


CHECKS: Mapping[str, Callable[[Mapping[str, Any], str], list[str]]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "rich_text": rich_text_problems,
}
