"""Without PostgreSQL nothing passes unseen: it is skipped with the reason, and under CI it fails."""

from __future__ import annotations

import pytest
from conftest import need_postgres


@pytest.fixture(autouse=True)
def nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conftest.POSTGRES", "postgresql://postgres@127.0.0.1:1/postgres")


def test_elsewhere_it_is_skipped_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"no PostgreSQL at 127\.0\.0\.1:1/postgres .*TEST_POSTGRES_URL"):
        need_postgres()


def test_under_ci_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "1")
    with pytest.raises(pytest.fail.Exception, match="no PostgreSQL"):
        need_postgres()
