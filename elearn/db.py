"""The declarative base, the column vocabulary, and how an engine begins a transaction.

Reading is the default: a plain BEGIN that cannot write. Writing asks for it by the execution option
`elearn_write`, which on SQLite takes the one write lock at once (BEGIN IMMEDIATE), so that a reader
never has to be upgraded, and "database is locked" cannot happen half-way.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, Connection, DateTime, Dialect, Engine, Enum, Integer, MetaData, String, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column, registry
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from elearn.turns import Turns

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

WRITE = {"elearn_write": True}
READ = {"elearn_write": False}

IN_MEMORY = "sqlite://"
CONNECTIONS = 16
"""Open connections of one process, kept and never exceeded: more would wait for one another, and opening one
costs more than a page's reading. A thread that waits for a password hash holds none."""

SQLITE = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000", "foreign_keys=ON", "cache_size=-512")
"""What every connection is set to. Half a megabyte of pages each: the system itself keeps the whole file in memory."""

NEWEST_MIGRATION = "2026_11_27_people_and_plans"
"""What a database of today's shape stands at; a test compares it with `migrations/versions/`."""


class Instant(TypeDecorator[datetime]):
    """A UTC instant. Refuses naive datetimes going in; gives aware ones back (SQLite forgets zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored; use elearn.clock.now()")
        instant = value.astimezone(UTC)
        return instant if dialect.name != "sqlite" else instant.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Json = JSON().with_variant(postgresql.JSONB(), "postgresql")

pk = Annotated[int, mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)]
"""A surrogate key: 64 bits on PostgreSQL, the rowid on SQLite."""
short_text = Annotated[str, mapped_column(String(255))]
ordered_text = String(255).with_variant(String(255, collation="C"), "postgresql")
"""Text that both databases order by its code points: folded Bulgarian is then in its alphabet's order."""
digest_text = Annotated[str, mapped_column(String(64))]
"""A SHA-256 in hexadecimal."""


class Base(DeclarativeBase):
    """Our own typed base; see DECISIONS.md for why not `db.Model`."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            datetime: Instant(),
            int: BigInteger().with_variant(Integer(), "sqlite"),
            dict[str, Any]: Json,
            list[Any]: Json,
        },
    )


def words(enum: type[StrEnum], length: int = 32) -> Enum:
    """A column type that stores an enum's values as text with a CHECK."""
    return Enum(
        enum,
        native_enum=False,
        length=length,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
    )


dumps: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""JSON as the database stores it: Cyrillic readable, no spaces."""


def insert_missing(session: Session, model: type[Base], rows: list[dict[str, Any]]) -> None:
    """Insert rows whose keys are not there yet; of several transactions that insert one key at once, one does."""
    if not rows:
        return
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(insert(model).on_conflict_do_nothing(), rows)


def lost_race(error: DBAPIError) -> bool:
    """Whether another transaction was faster, so that the same once more may succeed: its key stands already, or
    PostgreSQL ended this one for a deadlock (SQLSTATE 40P01)."""
    return isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) == "40P01"


def engine_options(address: str) -> dict[str, Any]:
    """Arguments for create_engine that services rely on, for the given database address."""
    options: dict[str, Any] = {"json_serializer": dumps}
    if address != IN_MEMORY:
        options |= {"pool_size": CONNECTIONS, "max_overflow": 0, "pool_use_lifo": True}
    if address.startswith("sqlite"):
        options["connect_args"] = {"timeout": 15, "check_same_thread": False}
    else:
        options["pool_pre_ping"] = True
    return options


def prepare(engine: Engine) -> None:
    """Give an engine its transaction habits. Once for each engine, before its first connection."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        if engine.url.database:
            _take_turns(engine, Turns(Path(engine.url.database)))
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def begin_reading(session: Session) -> None:
    """End whatever runs and read from now on; nothing can be written until begin_writing."""
    session.rollback()
    session.connection(execution_options=READ)


def begin_writing(session: Session) -> None:
    """End whatever runs and start the one transaction that may write."""
    session.rollback()
    session.connection(execution_options=WRITE)


def _open_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in SQLITE:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """By the driver itself: SQLAlchemy's way takes ten times as long, in every request."""
    write = connection.get_execution_options().get("elearn_write", False)
    driver: Any = connection.connection.driver_connection
    if connection.info.get("query_only") is not (not write):
        driver.execute(f"PRAGMA query_only={'OFF' if write else 'ON'}")
        connection.info["query_only"] = not write
    driver.execute("BEGIN IMMEDIATE" if write else "BEGIN")


def _take_turns(engine: Engine, turns: Turns) -> None:
    """From before a writing transaction begins until its connection is free again."""

    def take(connection: Connection) -> None:
        if connection.get_execution_options().get("elearn_write", False):
            turns.take()
            connection.info["turn"] = turns

    def give_back(_driver: object, record: ConnectionPoolEntry) -> None:
        if (held := record.info.pop("turn", None)) is not None:
            held.give_back()

    event.listen(engine, "begin", take)
    event.listen(engine, "checkin", give_back)
    event.listen(engine, "engine_disposed", lambda _engine: turns.close())


def _begin_postgresql(connection: Connection) -> None:
    if not connection.get_execution_options().get("elearn_write", False):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
