"""What a dataset's YAML may say: one model for each kind of record, strict, unknown keys refused.

The meaning of every field is in docs/dataset.md.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from data import when


def _is_date(text: str) -> str:
    when.read(text)
    return text


def _is_day(text: str) -> str:
    if not when.read(text).is_day or len(text) != len("2025-09-01"):
        raise ValueError(f"{text!r} is not one day")
    return text


def _is_interval(text: str) -> str:
    found = when.read(text)
    if "/" not in text or found.first is None:
        raise ValueError(f"{text!r} is not an interval such as 2005-07-05/2017-06-09 or 2017-06-09/..")
    return text


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=120)]
When = Annotated[str, AfterValidator(_is_date)]
Day = Annotated[str, AfterValidator(_is_day)]
Interval = Annotated[str, AfterValidator(_is_interval)]
Sources = Annotated[list[Id], Field(min_length=1)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Weight = Annotated[int, Field(ge=0, le=100)]
Confidence = Literal["high", "medium", "low"]


class Model(BaseModel):
    """A mapping whose keys are known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Base(Model):
    """What every record has."""

    id: Id
    src: Sources
    date: When | None = None
    certainty: Literal["stated", "implied", "derived"] | None = None
    date_note: Text | None = None
    about: list[Id] = []
    confidence: Confidence | None = None
    note: Text | None = None
    note_src: list[Id] = []
    was: list[Id] = []
    weight: Weight | None = None


class Told(Base):
    """A record with a sentence of its own."""

    text: Text


class Organisation(Model):
    id: Id
    name: Text
    short: Text
    names: list[Text] = []
    command: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,30}$")]
    founded: Day
    coverage: Day
    checked: Day
    edition: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d\.\d+$")]
    src: Sources
    full_status: Id
    samples: dict[str, Text] = {}


class Status(Model):
    id: Id
    one: Text
    many: Text
    names: list[Text] = []
    from_: Annotated[Day, Field(alias="from")]
    until: Day | None = None
    instead: Id | None = None
    src: Sources
    note: Text | None = None
    note_src: list[Id] = []
    doubt: Text | None = None
    doubt_src: list[Id] = []


class Series(Model):
    id: Id
    name: Text
    many: Text
    group: Text
    from_: Annotated[Day, Field(alias="from")]
    until: Day | None = None
    status: Id
    main: bool = False


class Office(Model):
    id: Id
    title: Text
    names: list[Text] = []
    holder: Literal["country", "organisation", "summit"]


class EventKind(Model):
    id: Id
    name: Text
    weight: Weight


class Source(Model):
    id: Id
    kind: Literal["official", "archive", "news", "reference", "analysis", "repo", "article"]
    publisher: Text | None = None
    publisher_from: Literal["text", "outside", "credit"] = "text"
    title: Text | None = None
    title_from: Literal["headline", "page heading", "description"] = "headline"
    author: Text | None = None
    author_note: Text | None = None
    url: Text | None = None
    cites: Text | None = None
    date: When | None = None
    written: When | None = None
    written_note: Text | None = None
    read: Literal["whole", "excerpt", "file"]
    file_sha256: Sha256 | None = None
    lines: Text | None = None
    note: Text | None = None


class Standing(Told):
    status: Id
    decided: Interval
    in_force: Interval | None = None
    in_force_precision: Literal["day", "month", "year"] = "day"
    in_force_src: list[Id] = []
    in_force_confidence: Confidence | None = None
    founding: bool = False


class Step(Told):
    date: When
    begins: Id | None = None


class CountryEntry(Model):
    code: Country
    name: Text | None = None
    names: list[Text] = []
    standings: list[Standing] = []
    steps: list[Step] = []


class Outcome(Told):
    pass


class Summit(Told):
    series: Id
    number: Annotated[int, Field(ge=1)]
    dates: When
    main_day: Day | None = None
    city: Text
    country: Country
    format: Literal["in person", "by video", "hybrid"] | None = None
    chairing_country: Country | None = None
    chair: Id | None = None
    chair_title: Text | None = None
    chair_basis: Literal["stated", "inferred"] | None = None
    chair_src: list[Id] = []
    passed_to: Country | None = None
    passed_src: list[Id] = []
    state: Literal["held", "planned"]
    disputed: Id | None = None
    outcomes: list[Outcome] = []


class Meeting(Told):
    name: Text
    names: list[Text] = []
    what: Text
    place: Text | None = None


class Attendance(Told):
    meeting: Id
    who: Id
    how: Literal["attended", "by video", "guest", "represented", "beside", "expected", "expected absent", "absent"]
    record: Id | None = None


class Term(Model):
    id: Id
    office: Id
    of: Id
    dates: When | None = None
    start_precision: Literal["day", "month", "year"] = "day"
    end_precision: Literal["day", "month", "year"] = "day"
    acting: bool = False
    title: Text | None = None
    seen: Day | None = None
    src: Sources
    confidence: Confidence | None = None
    note: Text | None = None
    note_src: list[Id] = []


class Person(Told):
    name: Text
    sort: Text | None = None
    names: list[Text] = []
    kind: Literal["person", "body"] = "person"
    country: Country | None = None
    as_of: When | None = None
    terms: list[Term] = []


class Quote(Base):
    statement: Id
    part: Annotated[int, Field(ge=1)]
    speaker: Id
    words: Annotated[str, StringConstraints(min_length=1)]
    sha256: Sha256
    file_sha256: Sha256 | None = None
    form: Literal["sentence", "fragment", "term"]
    written_as: Text
    role: Text | None = None
    attribution: Literal["direct", "second-hand", "reported position"]
    told_to: Text | None = None
    channel: Text | None = None
    said: When | None = None
    line: int | None = None
    context: Text | None = None
    inserted: bool = False


class Statement(Told):
    kind: Literal[
        "event",
        "state",
        "count",
        "figure",
        "plan",
        "expectation",
        "claim",
        "analysis",
        "background",
        "role",
        "publication",
    ]
    said_by: Text | None = None
    value: Text | None = None
    unit: Text | None = None
    as_of: When | None = None
    time_bound: bool = False
    place: Text | None = None
    see: list[Id] = []
    answered_by: list[Id] = []


class Milestone(Told):
    date: Day
    kind: Id
    summit: Id | None = None
    disputed: Id | None = None
    post: bool = True
    tells: list[Id] = []


class Side(Model):
    text: Text
    src: Sources
    records: list[Id] = []


class Disagreement(Model):
    id: Id
    kind: Literal["open", "time", "wording", "error"]
    point: Text
    text: Text
    sides: Annotated[list[Side], Field(min_length=1)]
    shown: Text | None = None
    about: list[Id] = []
    records: list[Id] = []


class Unattributed(Told):
    words: Text
    line: int | None = None
    lines: list[int] = []


class Topic(Model):
    id: Id
    name: Text
    names: list[Text] = []


LISTS: dict[str, type[Model]] = {
    "statuses": Status,
    "series": Series,
    "offices": Office,
    "event_kinds": EventKind,
    "sources": Source,
    "countries": CountryEntry,
    "summits": Summit,
    "meetings": Meeting,
    "attendance": Attendance,
    "people": Person,
    "quotes": Quote,
    "statements": Statement,
    "milestones": Milestone,
    "disagreements": Disagreement,
    "unattributed": Unattributed,
    "topics": Topic,
}
