"""The organisation, its statuses, series and offices; the sources; the topics."""

from __future__ import annotations

from datetime import date

from data import schema
from data.rows.collect import Rows, as_day


def organisation(rows: Rows) -> None:
    org, folder = rows.organisation, rows.folder
    rows.tables["organisation"].append(
        {
            **org.model_dump(exclude={"src", "names", "founded", "coverage", "checked"}),
            "founded": date.fromisoformat(org.founded),
            "coverage": date.fromisoformat(org.coverage),
            "checked": date.fromisoformat(org.checked),
            "data_version": folder.version,
            "source_id": org.src[0],
        }
    )
    rows.name(org.id, "organisation", org.name, org.short, *org.names)
    rows.record(org, kind="organisation", text=f"{org.name} ({org.short})", date=org.founded, words=org.names)
    for position, status in enumerate(folder.all("statuses", schema.Status)):
        id = rows.record(
            status,
            kind="status",
            text=f"{org.short} status: {status.one}",
            date=f"{status.from_}/{status.until or '..'}",
            words=[status.note, status.doubt],
            roles={"doubt": status.doubt_src},
        )
        rows.name(status.id, "status", status.one, status.many, *status.names)
        rows.tables["status"].append(
            {
                "record_id": id,
                "id": status.id,
                "one": status.one,
                "many": status.many,
                "first_day": date.fromisoformat(status.from_),
                "until": as_day(status.until),
                "instead": status.instead,
                "doubt": status.doubt,
                "position": position,
            }
        )
    for position, series in enumerate(folder.all("series", schema.Series)):
        rows.tables["series"].append(
            {
                "id": series.id,
                "name": series.name,
                "many": series.many,
                "group_name": series.group,
                "first_day": date.fromisoformat(series.from_),
                "until": as_day(series.until),
                "status_id": series.status,
                "is_main": series.main,
                "position": position,
            }
        )
    for position, office in enumerate(folder.all("offices", schema.Office)):
        rows.name(office.id, "office", office.title, *office.names)
        rows.tables["office"].append(
            {"id": office.id, "title": office.title, "holder": office.holder, "position": position}
        )


def sources(rows: Rows) -> None:
    for position, source in enumerate(rows.folder.all("sources", schema.Source)):
        rows.tables["source"].append({**source.model_dump(exclude={"lines"}), "position": position})
        title = source.title or "untitled"
        cited = _Cited(source)
        rows.record(
            cited,
            kind="source",
            text=f"{source.publisher or 'Publisher not known'}: {title}",
            date=source.date,
            words=[source.author, source.author_note, source.note, source.publisher],
        )


class _Cited:
    """A source as a record: it is its own source."""

    def __init__(self, source: schema.Source) -> None:
        self.id, self.src, self.note = source.id, [source.id], source.note
        self.as_of = source.written or source.date


def topics(rows: Rows) -> None:
    for topic in rows.folder.all("topics", schema.Topic):
        rows.name(topic.id, "topic", topic.name, *topic.names)
