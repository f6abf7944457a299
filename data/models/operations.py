"""What the running desk writes for itself; a load leaves it alone. Times are UTC."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import DateTime, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base


class Inbound(Base):
    """A delivery of a platform that was taken up: it may come again, its work is done once."""

    __tablename__ = "inbound"

    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), index=True)


class Line(Base):
    """A command line too long for a button, under the token that the button carries."""

    __tablename__ = "line"

    token: Mapped[str] = mapped_column(String(40), primary_key=True)
    text: Mapped[str]
    at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), index=True)


class Installation(Base):
    """The app in one workspace of a platform; its tokens are sealed."""

    __tablename__ = "installation"
    __table_args__ = (Index("ix_installation_expires_at", "expires_at"),)

    platform: Mapped[str] = mapped_column(String(20), primary_key=True)
    workspace: Mapped[str] = mapped_column(String(120), primary_key=True)
    """The team; of an app installed for a whole organisation, the enterprise."""
    name: Mapped[str | None]
    app: Mapped[str | None]
    bot: Mapped[str]
    bot_user: Mapped[str]
    installer: Mapped[str]
    scopes: Mapped[str]
    token: Mapped[bytes] = mapped_column(LargeBinary)
    refresh: Mapped[bytes | None] = mapped_column(LargeBinary)
    expires_at: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
    rotating_until: Mapped[dt.datetime | None] = mapped_column(DateTime(timezone=True))
    """Until when one process is about to exchange the token, so that no other does."""
    at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))


class InstallState(Base):
    """The state of an installation that was begun in a browser; good once, and for minutes."""

    __tablename__ = "install_state"

    state: Mapped[str] = mapped_column(String(80), primary_key=True)
    expires_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True), index=True)


class Upkeep(Base):
    """Something that keeps the desk in order, and when it was last done: one process does it for all."""

    __tablename__ = "upkeep"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    done_at: Mapped[dt.datetime] = mapped_column(DateTime(timezone=True))
    detail: Mapped[str]
