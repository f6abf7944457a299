"""The settings: what wins over what, secrets in files, and wrong values that name themselves only."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import DEFAULT_URL, WrongSetting, read


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
