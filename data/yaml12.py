"""YAML by the 1.2 core rules on top of PyYAML: `NO` and dates stay text, a key given twice is a fault.

The core schema: https://yaml.org/spec/1.2.2/#103-core-schema
"""

from __future__ import annotations

import re
from typing import Any

import yaml

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BadYaml(ValueError):
    """A file that is not YAML, or that gives a key twice."""


class _Core(_Parser):  # type: ignore[misc]
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


_RULES: tuple[tuple[str, str, str], ...] = (
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        "-+.0123456789",
    ),
    ("merge", r"<<", "<"),
)
for _tag, _form, _first in _RULES:
    _starts = ["" if c == "\0" else c for c in _first]
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_form})$"), _starts)


def _mapping(loader: Any, node: Any) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            raise BadYaml(f"line {key_node.start_mark.line + 1}: the key {key!r} is not text")
        if key in seen:
            raise BadYaml(f"line {key_node.start_mark.line + 1}: the key {key!r} is given twice")
        seen.add(key)
    loader.flatten_mapping(node)
    return {
        loader.construct_object(key, deep=True): loader.construct_object(value, deep=True) for key, value in node.value
    }


_Core.add_constructor("tag:yaml.org,2002:map", _mapping)


def read(text: str) -> Any:
    """The value that `text` writes. Raises BadYaml with the line and the reason."""
    try:
        return yaml.load(text, Loader=_Core)  # noqa: S506  (a safe loader)
    except yaml.MarkedYAMLError as fault:
        line = f"line {fault.problem_mark.line + 1}: " if fault.problem_mark else ""
        raise BadYaml(f"{line}{fault.problem or 'not YAML'}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        raise BadYaml(str(fault).splitlines()[0] if str(fault) else "not YAML") from None
