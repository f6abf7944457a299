"""Summits with their outcomes, other meetings, and who was named at them."""

from __future__ import annotations

from data import schema, when
from data.rows.collect import Rows, as_day


def summits(rows: Rows) -> None:
    series = {s.id: s for s in rows.folder.all("series", schema.Series)}
    for summit in rows.folder.all("summits", schema.Summit):
        dates = when.read(summit.dates)
        id = rows.record(
            summit,
            kind="summit",
            text=summit.text,
            date=summit.main_day or summit.dates,
            post=summit.state == "held",
            disputed=summit.disputed is not None,
            about=[summit.country, summit.chair, summit.chairing_country],
            place=summit.city,
            words=[series[summit.series].name, summit.format, summit.chair_title],
            roles={"chair": summit.chair_src, "passed": summit.passed_src},
        )
        if summit.disputed:
            rows.link(id, summit.disputed, "point")
        fields = {
            "series",
            "number",
            "city",
            "country",
            "format",
            "chairing_country",
            "chair_title",
            "chair_basis",
        }
        row = summit.model_dump(include=fields | {"passed_to", "state"})
        rows.tables["summit"].append(
            {
                **row,
                "record_id": id,
                "series_id": row.pop("series"),
                "chair_id": summit.chair,
                "first_day": dates.first,
                "last_day": dates.last,
                "main_day": as_day(summit.main_day),
                "format": summit.format or "not known",
            }
        )
        rows.tables["summit"][-1].pop("series", None)
        named, year = series[summit.series].name, summit.dates[:4]
        rows.name(id, "summit", f"{named} {summit.city} {year}", f"{summit.city} {year}", f"{year} {summit.city}")
        for outcome in summit.outcomes:
            rows.record(
                outcome,
                kind="outcome",
                text=outcome.text,
                parent=id,
                about=[id, summit.country],
                date=outcome.date or summit.main_day or summit.dates,
                words=[summit.city],
            )
    for city in dict.fromkeys(s.city for s in rows.folder.all("summits", schema.Summit)):
        rows.name(city.casefold().replace(" ", "-"), "city", city)
    for meeting in rows.folder.all("meetings", schema.Meeting):
        rows.record(meeting, kind="meeting", text=meeting.text, words=[meeting.name, *meeting.names, meeting.what])
        rows.name(meeting.id, "meeting", meeting.name, *meeting.names)
    for met in rows.folder.all("attendance", schema.Attendance):
        id = rows.record(met, kind="attendance", text=met.text, about=[met.who, met.meeting])
        row = {"record_id": id, "meeting_id": met.meeting, "person_id": met.who, "how": met.how}
        rows.tables["attendance"].append({**row, "rests_on": rows.now(met.record) if met.record else None})
