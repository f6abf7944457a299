"""The settings: what wins over what, secrets in files, and wrong values that name themselves only."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.environment import WrongSetting
from bot.settings import DEFAULT_URL, Role, Shards, read, read_leniently


def test_with_nothing_set_the_store_is_a_file_here(tmp_path: Path) -> None:
    found = read({"HOME": str(tmp_path)}, tmp_path)
    assert (found.database_url, found.data, found.log_level) == (DEFAULT_URL, None, None)
    assert found.state == tmp_path / ".local" / "state" / "summitdesk"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=debug\nLOG_FORMAT='json'\nDATABASE_URL=sqlite:///${HOME}.db\n", "utf-8")
    found = read({"LOG_LEVEL": "ERROR"}, tmp_path)
    assert (found.log_level, found.log_format) == ("error", "json")
    assert found.database_url == "sqlite:///${HOME}.db"


def test_an_empty_value_counts_as_not_given(tmp_path: Path) -> None:
    assert read({"DATABASE_URL": " ", "SUMMITDESK_DATA": ""}, tmp_path).database_url == DEFAULT_URL


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("sqlite:///secret.db\n", "utf-8")
    (tmp_path / ".env").write_text("DATABASE_URL=sqlite:///other.db\n", "utf-8")
    assert read({"DATABASE_URL_FILE": str(tmp_path / "url")}, tmp_path).database_url == "sqlite:///secret.db"


@pytest.mark.parametrize("name", ["METRICS_TOKEN", "DATABASE_URL", "DISCORD_TOKEN", "SLACK_SIGNING_SECRET"])
def test_a_file_that_is_named_and_empty_stops_the_start(tmp_path: Path, name: str) -> None:
    """Or `Authorization: Bearer` would open /metrics, and the desk would begin anew in a SQLite file."""
    (tmp_path / "secret").write_text(" \n", "utf-8")
    with pytest.raises(WrongSetting, match=rf"^{name}_FILE: the file that {name}_FILE names is empty"):
        read({f"{name}_FILE": str(tmp_path / "secret")}, tmp_path)


def test_a_secret_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match=r"^DATABASE_URL: it is given twice") as refused:
        read({"DATABASE_URL": "sqlite:///secret.db", "DATABASE_URL_FILE": "/x"}, tmp_path)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "hidden://x"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL_FILE", "hidden"),
        ("LOG_LEVEL", "hidden"),
        ("LOG_FORMAT", "hidden"),
        ("SUMMITDESK_DATA", "hidden\0"),
        ("SUMMITDESK_OLD_KEYS", "a" * 32 + "\nhidden"),
        ("HEARTBEAT_URL", "ftp://hidden"),
        ("DISCORD_PUBLIC_KEY", "hidden"),
        ("DISCORD_PUBLIC_KEY", "0" * 63),
        ("DISCORD_SHARDS", "hidden"),
        ("DISCORD_SHARDS", "0"),
        ("DISCORD_SHARDS", "2/2"),
        ("DISCORD_SHARDS", "1-0/2"),
        ("DISCORD_SHARDS", "0/4097"),
        ("BACKUPS_KEPT", "hidden"),
        ("USER_RATE", "-1"),
        ("METRICS_TOKEN", "hidden"),
    ],
)
def test_a_wrong_value_names_the_setting_and_not_what_it_holds(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(WrongSetting, match=f"^{name}: ") as refused:
        read({name: value}, tmp_path)
    assert "hidden" not in str(refused.value)


def test_a_file_that_is_no_text_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"LOG_LEVEL=\xff\n")
    with pytest.raises(WrongSetting, match=r"^\.env: "):
        read({}, tmp_path)


def test_a_relative_state_folder_is_ignored(tmp_path: Path) -> None:
    found = read({"XDG_STATE_HOME": "state", "HOME": str(tmp_path)}, tmp_path)
    assert found.state == tmp_path / ".local" / "state" / "summitdesk"


# What serves, by role

KEY = "ab" * 32
SOCKET = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
CALLED = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}
GATEWAY = {"DISCORD_TOKEN": "t"}
INTERACTIONS = {"DISCORD_TOKEN": "t", "DISCORD_PUBLIC_KEY": KEY}


@pytest.mark.parametrize(
    ("role", "given", "served"),
    [
        ("web", {**SOCKET, **GATEWAY, "PORT": "1"}, ()),
        ("web", {**CALLED, **INTERACTIONS, "PORT": "1"}, ("slack", "discord")),
        ("worker", {**SOCKET, **GATEWAY}, ("slack", "discord")),
        ("worker", {**CALLED, **INTERACTIONS}, ("slack", "discord")),
        ("all", {**CALLED, **INTERACTIONS, "PORT": "1"}, ("slack", "discord")),
    ],
)
def test_a_role_serves_what_it_has_a_part_in(
    tmp_path: Path, role: Role, given: dict[str, str], served: tuple[str, ...]
) -> None:
    assert read(given, tmp_path).platforms(role=role) == served


@pytest.mark.parametrize(
    ("role", "given", "missing"),
    [
        ("web", SOCKET, "PORT"),
        ("all", CALLED, "SLACK_APP_TOKEN"),
        ("all", INTERACTIONS, "PORT"),
        ("all", {"DISCORD_PUBLIC_KEY": KEY, "PORT": "1"}, "DISCORD_TOKEN"),
    ],
)
def test_what_a_role_lacks_is_named(tmp_path: Path, role: Role, given: dict[str, str], missing: str) -> None:
    with pytest.raises(WrongSetting, match=f"^{missing}: it is missing"):
        read(given, tmp_path).platforms(role=role)


def test_shards_are_some_of_a_count(tmp_path: Path) -> None:
    assert read({"DISCORD_SHARDS": "2-3/8"}, tmp_path).discord.shards == Shards(ids=(2, 3), count=8)
    assert read({"DISCORD_SHARDS": "0/1"}, tmp_path).discord.shards == Shards(ids=(0,), count=1)


def test_old_keys_may_be_many_and_are_secret_like_all_others(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a," * 16 + "\n" + "b" * 32 + "\n", "utf-8")
    given = {"SUMMITDESK_OLD_KEYS_FILE": str(tmp_path / "keys"), "HEARTBEAT_URL": "https://example.org/u/hidden"}
    found = read({**given, "METRICS_TOKEN": "hidden-token-of-16"}, tmp_path)
    assert found.old_keys == ("a," * 16, "b" * 32)
    assert {"a," * 16, "b" * 32, "https://example.org/u/hidden", "hidden-token-of-16"} <= set(found.secrets())
    assert "hidden" not in repr(found)


def test_rates_and_backups_can_be_switched_off(tmp_path: Path) -> None:
    found = read({"USER_RATE": "0", "CHANNEL_RATE": "0", "BACKUPS_KEPT": "0"}, tmp_path)
    assert (found.user_rate, found.channel_rate, found.backups_kept) == (0, 0, 0)


def test_what_is_wrong_can_be_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=hidden\nDISCORD_TOKEN=good\nSLACK_BOT_TOKEN_FILE=/none\n", "utf-8")
    found, wrong = read_leniently({"LOG_LEVEL": "hidden"}, tmp_path)
    assert sorted(fault.name for fault in wrong) == ["LOG_LEVEL", "PORT", "SLACK_BOT_TOKEN_FILE"]
    assert (found.discord.token, found.port, found.log_level, found.slack.bot_token) == ("good", None, None, None)


def test_a_file_that_is_no_text_is_one_wrong_setting_among_others(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"PORT=\xff\n")
    found, wrong = read_leniently({"PORT": "1"}, tmp_path)
    assert ([fault.name for fault in wrong], found.port) == ([".env"], 1)
