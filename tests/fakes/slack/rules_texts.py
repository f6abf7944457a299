"""The rules of text objects, options and rich text."""

from collections.abc import Mapping
from typing import Any

MAX_TEXT_OBJECT = 3000
MAX_OPTION_TEXT = 75
MAX_OPTION_VALUE = 150
MAX_URL = 3000

TEXT_KEYS: Mapping[str, frozenset[str]] = {
    "plain_text": frozenset(("type", "text", "emoji")),
    "mrkdwn": frozenset(("type", "text", "verbatim")),
}
OPTION_KEYS = frozenset(("text", "value", "description", "url"))
STYLES = frozenset(("bold", "italic", "strike", "code", "underline"))
MENTION_STYLES = STYLES | {"highlight", "client_highlight", "unlink"}
BROADCASTS = frozenset(("here", "channel", "everyone"))
# The string each rich text element cannot do without, and the keys it may have.
RICH_REQUIRED: Mapping[str, str] = {
    "text": "text",
    "link": "url",
    "emoji": "name",
    "user": "user_id",
    "channel": "channel_id",
    "usergroup": "usergroup_id",
    "broadcast": "range",
    "color": "value",
    "date": "format",
}
RICH_KEYS: Mapping[str, frozenset[str]] = {
    "text": frozenset(("type", "text", "style")),
    "link": frozenset(("type", "url", "text", "unsafe", "style")),
    "emoji": frozenset(("type", "name", "unicode", "skin_tone", "style")),
    "user": frozenset(("type", "user_id", "style")),
    "channel": frozenset(("type", "channel_id", "style")),
    "usergroup": frozenset(("type", "usergroup_id", "style")),
    "broadcast": frozenset(("type", "range", "style")),
    "color": frozenset(("type", "value")),
    "date": frozenset(("type", "format", "timestamp", "url", "fallback", "style")),
}
RICH_CONTAINERS: Mapping[str, frozenset[str]] = {
    "rich_text_section": frozenset(("type", "elements")),
    "rich_text_quote": frozenset(("type", "elements", "border")),
    "rich_text_preformatted": frozenset(("type", "elements", "border", "language")),
    "rich_text_list": frozenset(("type", "elements", "style", "indent", "offset", "border")),
}
PREFORMATTED = frozenset(("text", "link"))
MAX_INDENT = 8


def text_problems(value: Any, where: str, limit: int = MAX_TEXT_OBJECT) -> list[str]:
    """Check a text object, plain_text or mrkdwn, of 1 to `limit` characters."""
    if not isinstance(value, Mapping):
        return [f"{where}: must be a text object"]
    kind = str(value.get("type"))
    if kind not in TEXT_KEYS:
        return [f"{where}/type: must be plain_text or mrkdwn, got {kind!r}"]
    found = extra_keys(value, TEXT_KEYS[kind], where)
    return found + length_problems(value.get("text"), f"{where}/text", limit)


def plain_text_problems(value: Any, where: str, limit: int) -> list[str]:
    """Check a text object that must be plain_text."""
    if isinstance(value, Mapping) and value.get("type") == "mrkdwn":
        return [f"{where}/type: must be plain_text, got 'mrkdwn'"]
    return text_problems(value, where, limit)


def option_problems(option: Any, where: str, *, is_mrkdwn_allowed: bool = False) -> list[str]:
    """Check one option of a menu, of radio buttons or of checkboxes."""
    if not isinstance(option, Mapping):
        return [f"{where}: must be an option object"]
    check = text_problems if is_mrkdwn_allowed else plain_text_problems
    found = extra_keys(option, OPTION_KEYS, where)
    found += check(option.get("text"), f"{where}/text", MAX_OPTION_TEXT)
    found += length_problems(option.get("value"), f"{where}/value", MAX_OPTION_VALUE)
    if "description" in option:
        found += check(option["description"], f"{where}/description", MAX_OPTION_TEXT)
    return found


def length_problems(value: Any, where: str, limit: int) -> list[str]:
    """Check a string of 1 to `limit` characters."""
    if not isinstance(value, str):
        return [f"{where}: must be a string, got {type(value).__name__}"]
    if not value:
        return [f"{where}: must be more than 0 characters"]
    return [f"{where}: must be no more than {limit} characters, got {len(value)}"] if len(value) > limit else []


def extra_keys(value: Mapping[str, Any], allowed: frozenset[str], where: str) -> list[str]:
    """Name the properties Slack does not know here; it refuses the whole payload for one."""
    return [f"{where}: invalid additional property: {key}" for key in sorted(set(value) - allowed)]


def rich_text_problems(block: Mapping[str, Any], where: str) -> list[str]:
    """Check a rich_text block: sections, lists, quotes and preformatted text with their elements."""
    elements = block.get("elements")
    if not isinstance(elements, list) or not elements:
        return [f"{where}/elements: must have at least one element"]
    found: list[str] = []
    for index, element in enumerate(elements):
        found += _container_problems(element, f"{where}/elements/{index}")
    return found


def _container_problems(container: Any, where: str) -> list[str]:
    kind = str(container.get("type")) if isinstance(container, Mapping) else ""
    if kind not in RICH_CONTAINERS:
        return [f"{where}/type: must be one of {', '.join(RICH_CONTAINERS)}, got {kind!r}"]
    found = extra_keys(container, RICH_CONTAINERS[kind], where)
    elements = container.get("elements")
    if not isinstance(elements, list) or (kind == "rich_text_list" and not elements):
        return [*found, f"{where}/elements: must be an array with elements"]
    if kind == "rich_text_list":
        return found + _list_problems(container, where)
    for index, element in enumerate(elements):
        found += _element_problems(element, f"{where}/elements/{index}", container=kind)
    return found


def _list_problems(container: Mapping[str, Any], where: str) -> list[str]:
    found = []
    if container.get("style") not in ("bullet", "ordered"):
        found.append(f"{where}/style: must be bullet or ordered, got {container.get('style')!r}")
    if not 0 <= container.get("indent", 0) <= MAX_INDENT:
        found.append(f"{where}/indent: must be between 0 and {MAX_INDENT}")
    for index, item in enumerate(container["elements"]):
        if not isinstance(item, Mapping) or item.get("type") != "rich_text_section":
            found.append(f"{where}/elements/{index}/type: a list holds rich_text_section only")
        else:
            found += _container_problems(item, f"{where}/elements/{index}")
    return found


def _element_problems(element: Any, where: str, *, container: str) -> list[str]:
    kind = str(element.get("type")) if isinstance(element, Mapping) else ""
    if kind not in RICH_KEYS:
        return [f"{where}/type: must be one of {', '.join(RICH_KEYS)}, got {kind!r}"]
    if container == "rich_text_preformatted" and kind not in PREFORMATTED:
        return [f"{where}/type: preformatted text holds text and link only, got {kind!r}"]
    found = extra_keys(element, RICH_KEYS[kind], where)
    required = RICH_REQUIRED[kind]
    found += length_problems(element.get(required), f"{where}/{required}", MAX_URL if kind == "link" else 40_000)
    if kind == "link" and "text" in element:
        found += length_problems(element["text"], f"{where}/text", 40_000)
    if kind == "broadcast" and element.get("range") not in BROADCASTS:
        found.append(f"{where}/range: must be one of {', '.join(sorted(BROADCASTS))}")
    return found + _style_problems(element, where)


def _style_problems(element: Mapping[str, Any], where: str) -> list[str]:
    if "style" not in element:
        return []
    style = element["style"]
    if not isinstance(style, Mapping):
        return [f"{where}/style: must be an object of flags"]
    allowed = MENTION_STYLES if element["type"] in ("user", "channel", "usergroup", "broadcast") else STYLES
    found = extra_keys(style, allowed, f"{where}/style")
    return found + [
        f"{where}/style/{key}: must be a boolean" for key, flag in style.items() if not isinstance(flag, bool)
    ]
