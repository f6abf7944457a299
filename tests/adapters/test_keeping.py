"""`summitdesk forget` and `rotate-key` as the shell sees them."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from posting_desk import DAILY
from sealed_tokens import NEW, NEW_KEY, NOW, OLD, OLD_KEY, ONE, TWO

from adapters import keeping
from bot.environment import WrongSetting
from bot.settings import Settings, read
from bot.texts import keeping as texts
from data import migrate
from data.operations import installations, schedules
from data.store import Store, StoreError


def settings(tmp_path: Path, **more: str) -> Settings:
    return read({"DATABASE_URL": f"sqlite:///{tmp_path}/store.db", "HOME": str(tmp_path), **more}, tmp_path)


@pytest.fixture
def own(migrated_file: Path, tmp_path: Path) -> Store:
    """A store with a schedule of Alice's and two installations under the old key."""
    (tmp_path / "store.db").write_bytes(migrated_file.read_bytes())
    opened = Store(f"sqlite:///{tmp_path}/store.db")
    schedules.add(opened, DAILY_IN_SLACK, token="t", maker="U0ALICE", now=NOW, planned_until=NOW.date())  # noqa: S106
    for each in (ONE, TWO):
        installations.save(opened, OLD, each)
    opened.close()
    return opened


DAILY_IN_SLACK = schedules.Written(
    **{name: getattr(DAILY, name) for name in DAILY.__slots__} | {"platform": "slack", "workspace": "T1"}
)


def forget(
    tmp_path: Path, platform: str, *, yes: bool = True, person: str | None = None, workspace: str | None = None
) -> str:
    out = io.StringIO()
    given = settings(tmp_path)
    assert keeping.forget(given, platform, person=person, workspace=workspace, yes=yes, now=NOW, out=out) == 0
    return out.getvalue()


def rotate(tmp_path: Path, **more: str) -> tuple[int, str]:
    out = io.StringIO()
    return keeping.rotate_key(settings(tmp_path, **more), out=out), out.getvalue()


def test_without_yes_it_says_what_would_be_forgotten_and_changes_nothing(own: Store, tmp_path: Path) -> None:
    before = (tmp_path / "store.db").read_bytes()
    said = forget(tmp_path, "slack", yes=False, person="U0ALICE")
    assert "Stored of U0ALICE on Slack:" in said and "--yes" in said
    assert re.search(r"schedule +1 row, .*\n +installation +2 rows, ", said)
    assert (tmp_path / "store.db").read_bytes() == before


def test_with_yes_it_is_done_and_tells_of_schedules_and_backups(own: Store, tmp_path: Path) -> None:
    said = forget(tmp_path, "slack", person="U0ALICE")
    assert said.startswith("Forgotten of U0ALICE on Slack:") and "stay and post on" in said
    assert "the last in 7 nights" in said and "After a restore, forget again" in said
    assert forget(tmp_path, "slack", person="U0ALICE").startswith("Nothing is stored of U0ALICE on Slack.")


def test_a_workspace_is_forgotten_with_its_tokens(own: Store, tmp_path: Path) -> None:
    said = forget(tmp_path, "slack", workspace="T1")
    assert re.search(r"schedule +1 row, deleted\n +installation +1 row, deleted\n", said) and "post on" not in said
    assert installations.find(own, OLD, "slack", ("T1",)) is None
    assert installations.find(own, OLD, "slack", ("T2",)) == TWO
    assert forget(tmp_path, "terminal", workspace="terminal").startswith("Nothing is stored of the terminal")


@pytest.mark.parametrize(
    ("platform", "person", "workspace"),
    [
        ("slack", "alice", None),
        ("slack", "members", None),
        ("slack", None, "%"),
        ("slack", None, ""),
        ("discord", "U0ALICE", None),
        ("discord", None, "summit"),
        ("terminal", "terminal", None),
        ("terminal", None, "T1"),
    ],
)
def test_what_is_no_id_is_refused_before_anything_is_looked_at(
    own: Store, tmp_path: Path, platform: str, person: str | None, workspace: str | None
) -> None:
    with pytest.raises(WrongSetting, match=r"--(user|workspace)"):
        forget(tmp_path, platform, person=person, workspace=workspace)


def test_in_a_folder_without_a_store_nothing_is_claimed_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no store .*store\.db, so nothing was looked at"):
        forget(tmp_path, "discord", person="123456789")
    with pytest.raises(StoreError, match=r"no store .*store\.db"):
        rotate(tmp_path, SUMMITDESK_SECRET_KEY=NEW_KEY)
    assert not (tmp_path / "store.db").exists()


def test_a_store_of_another_release_is_left_alone(own: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "HEAD", "9999")
    with pytest.raises(StoreError, match="summitdesk migrate"):
        forget(tmp_path, "slack", person="U0ALICE")


def test_everything_gets_the_new_key_and_the_old_one_is_to_be_kept_with_the_backups(own: Store, tmp_path: Path) -> None:
    code, said = rotate(tmp_path, SUMMITDESK_SECRET_KEY=NEW_KEY, SUMMITDESK_OLD_KEYS=OLD_KEY)
    assert code == 0 and said.startswith("2 installations sealed anew") and "backups" in said
    assert installations.find(own, NEW, "slack", ("T1",)) == ONE
    code, said = rotate(tmp_path, SUMMITDESK_SECRET_KEY=NEW_KEY)
    assert (code, said) == (0, "0 installations sealed anew with SUMMITDESK_SECRET_KEY; sealed so before: 2.\n")


def test_what_no_key_opens_is_named_by_its_workspace_and_the_code_is_1(own: Store, tmp_path: Path) -> None:
    installations.save(own, NEW, TWO)
    code, said = rotate(tmp_path, SUMMITDESK_SECRET_KEY=NEW_KEY)
    assert code == 1 and "T1 on Slack: no key opens its token" in said and "T2" not in said
    assert "sealed so before: 1" in said and "xox" not in said and "key from before into SUMMITDESK_OLD_KEYS" in said


def test_without_a_key_nothing_can_be_sealed(own: Store, tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match="SUMMITDESK_SECRET_KEY"):
        rotate(tmp_path)


def test_both_are_commands_of_the_shell(own: Store, tmp_path: Path) -> None:
    env = {
        "PATH": os.defpath,
        "HOME": str(tmp_path),
        "PYTHONPATH": str(Path(__file__).parent.parent.parent),
        "DATABASE_URL": own.url,
        "SUMMITDESK_SECRET_KEY": OLD_KEY,
    }

    def run(*words: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "adapters.cli", *words]
        ran = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, timeout=60, check=False, text=True)
        return ran.returncode, ran.stdout + ran.stderr

    assert run("rotate-key") == (0, texts.SEALED_ANEW.format(count="0 installations", already=2))
    code, said = run("forget", "slack", "--workspace", "T1", "--yes")
    assert code == 0 and said.startswith("Forgotten of the workspace T1 on Slack:")
