"""The compose files: they are valid, every container is closed in, and the settings in them are settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from adapters.serving import LEAVE_SECONDS
from bot.declared import DECLARED

FOLDER = Path(__file__).parents[2] / "deploy"
FILES = ("compose.yaml", "compose.postgres.yaml")
NAMES = {setting.name for setting in DECLARED}


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text("utf-8"))
    return found


def services(name: str) -> dict[str, dict[str, Any]]:
    """The services of a file, each with what it extends."""
    found = {}
    for service, own in read(name)["services"].items():
        base = own.get("extends")
        found[service] = {**(services(base["file"])[base["service"]] if base else {}), **own}
    return found


ALL = [(name, service) for name in FILES for service in services(name)]


def test_they_keep_to_the_specification(tool: Any) -> None:
    run = tool("check-jsonschema", "--builtin-schema", "vendor.compose-spec", *(FOLDER / name for name in FILES))
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(("name", "service"), ALL)
def test_every_container_is_closed_in(name: str, service: str) -> None:
    found = services(name)[service]
    assert found["read_only"] and any(one.startswith("/tmp:") for one in found["tmpfs"])  # noqa: S108
    assert found["cap_drop"] == ["ALL"] and found["security_opt"] == ["no-new-privileges:true"]
    assert found["mem_limit"] and found["pids_limit"]
    assert found["restart"] == "unless-stopped"
    assert not {"privileged", "cap_add", "network_mode", "pid"} & set(found)
    assert all(port.startswith("127.0.0.1:") for port in found.get("ports", ()))


@pytest.mark.parametrize("name", FILES)
def test_the_desk_is_given_the_time_it_needs_to_stop(name: str) -> None:
    assert int(services(name)["desk"]["stop_grace_period"].removesuffix("s")) > LEAVE_SECONDS


@pytest.mark.parametrize("name", FILES)
def test_what_the_desk_is_told_are_settings(name: str) -> None:
    told = services(name)["desk"]["environment"]
    assert {key.removesuffix("_FILE") for key in told} <= NAMES


def test_each_secret_is_a_file_that_is_handed_over() -> None:
    whole = read("compose.postgres.yaml")
    for service in whole["services"].values():
        asked = {value for key, value in service["environment"].items() if key.endswith("_FILE")}
        assert asked == {f"/run/secrets/{one}" for one in service["secrets"]}
        assert set(service["secrets"]) <= set(whole["secrets"])


def test_secrets_are_kept_out_of_the_history() -> None:
    ignored = (FOLDER / ".gitignore").read_text("utf-8").split()
    files = [one["file"] for one in read("compose.postgres.yaml")["secrets"].values()]
    assert all(f"{file.partition('/')[0]}/" in ignored for file in files)
    assert services("compose.yaml")["desk"]["env_file"] in ignored
