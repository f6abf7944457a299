"""Discord's published schemas, as the judge of every body that is sent to it.

`errors` asks the JSON Schemas of the npm package `discord-api-spec`; `rules` (see `rules.py`) knows the limits that
span several fields and that no schema of the kind can say.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from .rules import rules

__all__ = ["check", "errors", "rules"]

NODE = Path(__file__).parents[2] / "node" / "discord"
CACHE = Path(__file__).parents[3] / ".pytest_cache" / "discord-schemas"
INPUTS = ("package.json", "package-lock.json", ".npmrc", "schemas.mjs")
# Keys that discord.py sends and Discord accepts, but the published schemas leave out: the key, beside which others.
UNLISTED = {
    "nsfw": {"dm_permission", "contexts"},
    "flags": {"footer", "fields"},
    "tts": {"content", "embeds", "allowed_mentions"},
}
# An upload in a request: its id is its place among the files, a number in Discord's own examples.
UPLOAD = {"id", "filename", "description"}


def errors(method: str, path: str, body: Any) -> list[str]:
    """What the published schema of this call says against the body; a call without a schema has no errors.

    `path` begins at /interactions, /channels...; ids and tokens in it are replaced by themselves.
    """
    judge = _judges().get(f"{method} {_shape(path)}")
    if judge is None or body is None:
        return []
    return [line for one in judge.iter_errors(_with_text_ids(body)) for line in _said(one)]


def _with_text_ids(body: Any) -> Any:
    """The library writes the ids of a reference as numbers, which Discord takes, though its schema says text."""
    reference = body.get("message_reference") if isinstance(body, dict) else None
    if not reference:
        return body
    ids = {key: str(value) for key, value in reference.items() if key.endswith("_id")}
    return {**body, "message_reference": {**reference, **ids}}


def check(method: str, path: str, body: Any) -> list[str]:
    """Both judges: the published schema, and the rules across fields."""
    return [*errors(method, path, body), *rules(body)]


def _said(error: jsonschema_rs.ValidationError) -> list[str]:
    """The error in words; of a union, what the branch says that comes nearest: of the right type, with least to say."""
    branches: list[list[jsonschema_rs.ValidationError]] = getattr(error.kind, "context", [])
    if not branches:
        message = error.message if len(error.message) <= 300 else f"{error.message[:150]} … {error.message[-150:]}"
        return [f"{'/'.join(map(str, error.instance_path))}: {message}"]

    def said(branch: list[jsonschema_rs.ValidationError]) -> list[str]:
        return [line for one in branch for line in _said(one)]

    def distance(branch: list[jsonschema_rs.ValidationError]) -> tuple[bool, int]:
        here = error.instance_path
        kinds = [one for one in branch if one.instance_path == here and one.kind.name in ("type", "not")]
        return bool(kinds) or any(one.instance_path == [*here, "type"] for one in branch), len(said(branch))

    return said(min(branches, key=distance))


def _shape(path: str) -> str:
    """The route with its ids taken out: /channels/12/messages → /channels/{id}/messages."""
    path = re.sub(r"^.*/api/v\d+", "", path).partition("?")[0]
    path = re.sub(r"^/(interactions|webhooks)/[^/]+/[^/]+", r"/\1/{id}/{token}", path)
    path = path.replace("/messages/@original", "/messages/{id}")
    return re.sub(r"/\d+(?=/|$)", "/{id}", path)


@functools.cache
def _judges() -> dict[str, jsonschema_rs.Validator]:
    schemas = json.loads(_written().read_text(encoding="utf-8"))
    return {route: jsonschema_rs.validator_for(_loosened(schema)) for route, schema in schemas.items()}


def _loosened(schema: Any) -> Any:
    """The schema, looser where it was measured to be wrong: UNLISTED keys, and ids of uploads as numbers."""
    if isinstance(schema, list):
        return [_loosened(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {key: _loosened(value) for key, value in schema.items()}
    if schema.get("properties", {}).keys() >= UPLOAD:
        schema["properties"]["id"] = {"anyOf": [schema["properties"]["id"], {"type": "integer", "minimum": 0}]}
    if schema.get("additionalProperties") is False:
        named = schema["properties"].keys()
        schema["properties"] |= {key: {} for key, beside in UNLISTED.items() if beside <= named and key not in named}
    return schema


def _written() -> Path:
    """The generated schemas, made once for this lock and script; skips where there is no node, except in CI."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        reason = "node and npm are needed for Discord's published schemas"
        if os.environ.get("CI"):
            raise RuntimeError(reason)
        pytest.skip(reason)
    digest = hashlib.sha256(b"".join((NODE / name).read_bytes() for name in INPUTS)).hexdigest()[:16]
    made = CACHE / f"{digest}.json"
    if made.exists():
        return made
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        for name in INPUTS:
            shutil.copy(NODE / name, folder)
        _run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder)
        fresh = Path(folder) / "schemas.json"
        fresh.write_text(_run(["node", "schemas.mjs"], folder), encoding="utf-8")
        fresh.replace(made)  # whole or not at all: several test processes may come here at once
    return made


def _run(command: list[str], folder: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=180, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr[-2000:]}")
    return done.stdout
