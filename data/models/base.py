"""What every table shares: named constraints and the column types."""

from __future__ import annotations

from typing import Annotated

from sqlalchemy import ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, mapped_column


class Base(DeclarativeBase):
    """The declarative base; every constraint has a name, the same on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


Id = Annotated[str, mapped_column(String(120))]
IdKey = Annotated[str, mapped_column(String(120), primary_key=True)]
RecordKey = Annotated[str, mapped_column(String(120), ForeignKey("record.id", ondelete="CASCADE"), primary_key=True)]
