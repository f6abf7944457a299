"""The values that cross the desk's borders: a `Request` goes in, a `Reply` comes out.

Both are frozen. A reply of kind `answer` is an `Answer`: its type asks for a lead, an as-of day and at least one
source, and an `Item` without a source cannot be made, so a card without them cannot be built.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Kind = Literal["answer", "choice", "not-found", "refusal", "help", "error"]
PartKind = Literal["facts", "list", "quote", "timeline", "table", "note", "disagreement"]
SourceIds = tuple[str, *tuple[str, ...]]
"""One or more source ids, the best first."""

ALL_PAGES = 0
"""As `Request.page`: the whole answer on one page."""


class Unsourced(ValueError):
    """A line or an answer without a source was about to be made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """What an adapter learnt of a channel for one asker.

    `may_manage`: the asker may change what is posted there. `missing`: the permissions, by the platform's names, that
    the app lacks to post there. `trouble`: why it cannot post there at all: `gone`, `archived`; of a file `no-folder`,
    `no-file`, `closed`.
    """

    id: str
    name: str | None = None
    may_manage: bool = False
    missing: tuple[str, ...] = ()
    trouble: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question, as an adapter understood it.

    `text` is the line as typed. Where a platform has typed options, `command` and `options` (name to text as
    given) stand in its place. `now` is an aware instant; the asker's day is that instant in `timezone`.
    `private` is what was chosen outside the line, such as an option of a platform; None: nothing.
    `may_manage`: the asker may change what is posted in the channel in which they ask; `admin`: in all of the
    workspace. `channels` is what the adapter learnt of the channels that the question concerns, by id.
    """

    now: datetime
    text: str = ""
    command: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    platform: str = "terminal"
    workspace: str | None = None
    channel: str | None = None
    thread: str | None = None
    user: str | None = None
    locale: str = "en"
    timezone: str = "UTC"
    page: int = 1
    private: bool | None = None
    may_manage: bool = False
    admin: bool = False
    channels: Mapping[str, Channel] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source as the card shows it; `number` is what the lines refer to. Unknown is None.

    `remark` says what a reader must know of it: read only in part, a label of ours, undated.
    """

    id: str
    number: int
    publisher: str | None
    title: str | None
    date: str | None
    url: str | None
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a card.

    `date` is ISO with the precision that is known (`2025`, `2025-09`, `2025-09-01`, `2025-08-31/2025-09-01`).
    `marks` are (start, end) positions in `text` of words to be emphasised, where a platform can. `link` is where the
    message stands that the line tells of: an address of the web or, in a terminal, a file.
    """

    text: str
    sources: SourceIds
    label: str | None = None
    date: str | None = None
    records: tuple[str, ...] = ()
    record_kind: str | None = None
    marks: tuple[tuple[int, int], ...] = ()
    link: str | None = None

    def __post_init__(self) -> None:
        if not self.sources:
            raise Unsourced(f"a line without a source: {self.text[:80]!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A block of lines of one kind, with or without a heading."""

    kind: PartKind
    items: tuple[Item, ...]
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A choice offered with a card; pressing it asks the command line that it carries."""

    label: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the desk says. For kind `answer` use `Answer`.

    `private` is what the asker chose or the command asks for; None leaves it to the habit of the platform.
    `personal`: it is about what the asker may do, and is never shared with others. `named` are the ids of the people
    and channels that such a reply names as `<@ID>`, `<#ID>` or `<#ID|name>`; with any other id that is only text.
    """

    kind: Kind
    title: str
    lead: str
    canonical: str | None = None
    as_of: date | None = None
    data_version: str | None = None
    parts: tuple[Part, ...] = ()
    sources: tuple[Source, ...] = ()
    records: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    private: bool | None = None
    personal: bool = False
    named: frozenset[str] = frozenset()
    page: int = 1
    pages: int = 1
    reference: str | None = None

    def __post_init__(self) -> None:
        if self.kind == "answer" and not isinstance(self, Answer):
            raise Unsourced("a reply of kind answer must be an Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Reply):
    """A reply from the records: it has a lead, holds as of a day, and names its sources."""

    as_of: date
    sources: tuple[Source, *tuple[Source, ...]]
    kind: Literal["answer"] = "answer"

    def __post_init__(self) -> None:
        if not self.lead or not self.sources:
            raise Unsourced(f"an answer without lead or sources: {self.title[:80]!r}")
