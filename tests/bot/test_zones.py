"""Zones by their names and cities, from the locked database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import zones


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Asia/Tashkent", "Asia/Tashkent"),
        ("asia/tashkent", "Asia/Tashkent"),
        ("Tashkent", "Asia/Tashkent"),
        ("lord howe", "Australia/Lord_Howe"),
        ("New York", "America/New_York"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city(typed: str, expected: str) -> None:
    assert zones.find(typed) == (expected,)


@pytest.mark.parametrize(
    "typed", ["", "Atlantis", "Europe", "CET", "EST", "Etc/GMT5", "Etc/GMT-15", "etc", "../etc/passwd"]
)
def test_what_names_no_place_is_no_zone(typed: str) -> None:
    assert zones.find(typed) == ()
    with pytest.raises(zones.NoZone):
        zones.zone(typed)


@pytest.mark.parametrize(("typed", "hours"), [("Etc/GMT-5", 5), ("Etc/GMT+5", -5), ("etc/utc", 0)])
def test_a_fixed_offset_is_taken_to_the_letter_and_never_offered(typed: str, hours: int) -> None:
    (name,) = zones.find(typed)
    offset = datetime(2026, 6, 15, 12, tzinfo=zones.zone(name)).utcoffset()
    assert offset == timedelta(hours=hours) and name not in zones.names()


def test_every_name_opens_and_bears_its_name() -> None:
    moment = datetime(2026, 6, 15, 12, tzinfo=UTC)
    assert len(zones.names()) > 400
    for name in zones.names():
        place = zones.zone(name)
        assert place.key == name and moment.astimezone(place).utcoffset() is not None


@given(st.text(max_size=40))
def test_no_text_breaks_the_search(typed: str) -> None:
    assert set(zones.find(typed)) <= set(zones.names())
