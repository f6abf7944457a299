"""Summits with their outcomes, other meetings, and who was named at them."""

from __future__ import annotations

from data import schema, when
from data.rows.collect import Rows, as_day

_FIELDS = {
    "number",
    "city",
    "country",
    "chairing_country",
    "chair_title",
    "chair_basis",
    "passed_to",
    "state",
}


def summits(rows: Rows) -> None:
    """The summits, each with its outcomes, and the cities that hosted them."""
    series = {s.id: s for s in rows.folder.all("series", schema.Series)}
    for summit in rows.folder.all("summits", schema.Summit):
        _summit(rows, summit, series[summit.series])
        for outcome in summit.outcomes:
            rows.record(
                outcome,
                kind="outcome",
                text=outcome.text,
                parent=summit.id,
                about=[summit.id, summit.country],
                date=outcome.date or summit.main_day or summit.dates,
                words=[summit.city],
            )
    for city in dict.fromkeys(s.city for s in rows.folder.all("summits", schema.Summit)):
        rows.name(city.casefold().replace(" ", "-"), "city", city)


def _summit(rows: Rows, summit: schema.Summit, series: schema.Series) -> None:
    dates, year = when.read(summit.dates), summit.dates[:4]
    rows.record(
        summit,
        kind="summit",
        text=summit.text,
        date=summit.main_day or summit.dates,
        post=summit.state == "held",
        disputed=summit.disputed is not None,
        about=[summit.country, summit.chair, summit.chairing_country],
        place=summit.city,
        words=[series.name, summit.format, summit.chair_title],
        roles={"chair": summit.chair_src, "passed": summit.passed_src},
    )
    if summit.disputed:
        rows.link(summit.id, summit.disputed, "point")
    rows.tables["summit"].append(
        {
            **summit.model_dump(include=_FIELDS),
            "record_id": summit.id,
            "series_id": summit.series,
            "chair_id": summit.chair,
            "first_day": dates.first,
            "last_day": dates.last,
            "main_day": as_day(summit.main_day),
            "format": summit.format or "not known",
        }
    )
    place = f"{summit.city} {year}"
    rows.name(summit.id, "summit", f"{series.name} {place}", place, f"{year} {summit.city}")


def meetings(rows: Rows) -> None:
    """Meetings that are not summits, and who was named at a summit or a meeting."""
    for meeting in rows.folder.all("meetings", schema.Meeting):
        rows.record(meeting, kind="meeting", text=meeting.text, words=[meeting.name, *meeting.names, meeting.what])
        rows.name(meeting.id, "meeting", meeting.name, *meeting.names)
    for met in rows.folder.all("attendance", schema.Attendance):
        id = rows.record(met, kind="attendance", text=met.text, about=[met.who, met.meeting])
        row = {"record_id": id, "meeting_id": met.meeting, "person_id": met.who, "how": met.how}
        rows.tables["attendance"].append({**row, "rests_on": rows.now(met.record) if met.record else None})
