"""A read transaction without some sources: whatever is asked in it, what rests on them alone is not there.

Which records those are is found once for each data version. Then each SELECT is narrowed as it is executed, in its
subqueries too, so that no query function has to remember. A record stays while one of its main sources does, unless
its own words name a publisher that is left out ("…, X reports"). A statement stays only whole, for its parts are shown
together; a disagreement only with all its sides, for its one sentence tells them all; the
standings of a country only together, for a gap in them would say that it left. Notes that name a muted publisher
go, and the record stays.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, and_, cast, exists, func, literal, or_, select, types
from sqlalchemy.orm import with_loader_criteria

from data.held import held
from data.models import Citation, Link, Quote, Record, Source, Standing, Utterance, Was

WHOLE = "whole"
"""The execution option of a statement that is never narrowed: what the dataset declares, and all sources by name."""


def muted(connection: Connection) -> frozenset[str]:
    """The ids of the sources that this transaction is without."""
    found: frozenset[str] = connection.info.get("muted", frozenset())
    return found


def gone(connection: Connection) -> Mapping[int, str]:
    """The records that are not there, by their `seq`: their ids. What is not asked by a SELECT of records needs it."""
    if not muted(connection):
        return {}

    def read() -> Mapping[int, str]:
        stays = _stands(sorted(muted(connection)))
        wanted = select(Record.seq, Record.id).where(~stays).execution_options(**{WHOLE: True})
        return {row[0]: row[1] for row in connection.execute(wanted)}

    return held(connection, "gone", read)


def names_muted(connection: Connection, told: str | None) -> bool:
    """Whether a note of the dataset's own names a muted publisher: it then tells what that publisher wrote."""
    if not told or not muted(connection):
        return False

    def read() -> tuple[str, ...]:
        wanted = select(Source.publisher).where(Source.id.in_(sorted(muted(connection))), Source.publisher.is_not(None))
        found = connection.execute(wanted.distinct().execution_options(**{WHOLE: True})).scalars()
        return tuple(name for name in found if name)

    return any(name in told for name in held(connection, "muted publishers", read))


def narrowing(connection: Connection) -> Callable[..., tuple[Any, Any, Any]]:
    """What narrows the statements of a connection, as SQLAlchemy's `before_execute` takes it."""
    criteria = held(connection, "criteria", lambda: _criteria(connection))

    def before_execute(
        _: Connection, statement: Any, many: Any, values: Any, options: dict[str, Any]
    ) -> tuple[Any, Any, Any]:
        if isinstance(statement, Select) and not options.get(WHOLE):
            statement = statement.options(*criteria)
        return statement, many, values

    return before_execute


def _criteria(connection: Connection) -> tuple[Any, ...]:
    """By https://docs.sqlalchemy.org/en/21/orm/queryguide/api.html#sqlalchemy.orm.with_loader_criteria."""
    without = sorted(muted(connection))
    records = list(gone(connection).values())
    parts = select(Quote.utterance_id).where(Quote.record_id.in_(_listed(connection, records)))
    statements = connection.execute(parts).scalars().all()
    records_gone, lost, sources = (_listed(connection, ids) for ids in (records, statements, without))
    return (
        with_loader_criteria(Record, Record.id.not_in(records_gone), include_aliases=True),
        with_loader_criteria(Quote, Quote.record_id.not_in(records_gone), include_aliases=True),
        with_loader_criteria(Link, Link.record_id.not_in(records_gone), include_aliases=True),
        with_loader_criteria(Was, Was.record_id.not_in(records_gone), include_aliases=True),
        with_loader_criteria(Utterance, Utterance.id.not_in(lost), include_aliases=True),
        with_loader_criteria(Citation, Citation.source_id.not_in(sources), include_aliases=True),
        with_loader_criteria(Source, Source.id.not_in(sources), include_aliases=True),
    )


def _listed(connection: Connection, ids: Collection[str]) -> Select[Any]:
    """The ids as one value of a statement, however many they are: no database takes a hundred thousand of them."""
    text = literal(json.dumps(list(ids)), String())
    if connection.dialect.name == "sqlite":  # https://sqlite.org/json1.html#jeach
        return select(func.json_each(text).table_valued("value").c.value)
    # https://www.postgresql.org/docs/current/functions-json.html#FUNCTIONS-JSON-PROCESSING
    return select(func.json_array_elements_text(cast(text, types.JSON)))


def _stands(muted: Collection[str]) -> ColumnElement[bool]:
    """Whether a record is there: carried, of a whole statement if it is of one, and with all its sides if it has."""
    side, quote = Record.__table__.alias(), Quote.__table__.alias()
    lost = exists().where(
        side.c.parent == Record.id,
        side.c.kind == "side",
        or_(~_is_carried(side.c.id, muted), _names_muted(side.c, muted)),
    )
    part = exists().where(quote.c.record_id == Record.id, ~_is_whole(quote.c.utterance_id, muted))
    return and_(
        _is_carried(Record.id, muted),
        ~_names_muted(Record, muted),
        or_(Record.kind != "disagreement", ~lost),
        or_(Record.kind != "quote", ~part),
        or_(Record.kind != "standing", ~_is_broken(Record.id, muted)),
    )


def _is_broken(standing: Any, muted: Collection[str]) -> ColumnElement[bool]:
    """Whether a standing is of a country of which another standing is not carried: what is left would be false."""
    own, other = Standing.__table__.alias(), Standing.__table__.alias()
    same = and_(own.c.record_id == standing, other.c.country == own.c.country)
    return exists().where(same, ~_is_carried(other.c.record_id, muted))


def _is_carried(record: Any, muted: Collection[str]) -> ColumnElement[bool]:
    """Whether one of the main sources of the record of that id is not among these."""
    cited = Citation.__table__.alias()
    return exists().where(cited.c.record_id == record, cited.c.role == "main", cited.c.source_id.not_in(muted))


def _names_muted(record: Any, muted: Collection[str]) -> ColumnElement[bool]:
    """Whether a record that rests on a muted source too is told in words that name a muted publisher.

    By `replace`, which both databases take letter by letter.
    """
    cited, source = Citation.__table__.alias(), Source.__table__.alias()
    words = record.text + func.coalesce(record.said_by, "")
    named = exists().where(source.c.id.in_(muted), func.replace(words, source.c.publisher, "") != words)
    return and_(exists().where(cited.c.record_id == record.id, cited.c.source_id.in_(muted)), named)


def _is_whole(utterance: Any, muted: Collection[str]) -> ColumnElement[bool]:
    part = Quote.__table__.alias()
    return ~exists().where(part.c.utterance_id == utterance, ~_is_carried(part.c.record_id, muted))
