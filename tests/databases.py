"""A migrated template database for each test worker, and a database as new for each test.

SQLite's file is copied. A database of PostgreSQL is emptied and used again, in a fraction of the time of copying the
template; one whose shape a test has changed, or that something still holds, is dropped.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from elearn import ids
from elearn.db import NEWEST_MIGRATION

ROOT = Path(__file__).parent.parent

EMPTY = """
DO $$
DECLARE found record;
BEGIN
    SET LOCAL session_replication_role = replica;
    SET LOCAL lock_timeout = '2s';
    FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', found.tablename);
    END LOOP;
    PERFORM setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences WHERE schemaname = 'public';
END $$
"""
"""Every table without its rows, every sequence at its beginning; in any order, as foreign keys are not looked at."""


def migrate(address: str, revision: str = "head") -> None:
    """Bring a database to a revision with the product's own migrations."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["address"] = address
    command.upgrade(config, revision)


@dataclass(frozen=True)
class Databases:
    """`kind` is `sqlite` or `postgresql`; `template` the file or the name of the template database."""

    kind: str
    template: str
    server: str = ""
    spare: list[str] = field(default_factory=list)

    @classmethod
    @contextmanager
    def open(cls, kind: str, folder: Path, worker: str) -> Iterator["Databases"]:
        if kind == "sqlite":
            template = folder / "template.db"
            migrate(f"sqlite:///{template}")
            yield cls("sqlite", str(template))
            return
        server = postgresql_address(kind)
        name = f"template_{worker}"
        _administer(server, f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"')
        migrate(_of(server, name))
        opened = cls("postgresql", name, server)
        yield opened
        _administer(server, *(f'DROP DATABASE IF EXISTS "{one}" WITH (FORCE)' for one in (*opened.spare, name)))

    @contextmanager
    def copy(self, folder: Path) -> Iterator[str]:
        """The address of a database as new, for one test."""
        if self.kind == "sqlite":
            target = folder / "test.db"
            shutil.copyfile(self.template, target)
            yield f"sqlite:///{target}"
            return
        name = self.spare.pop() if self.spare else self._new()
        yield _of(self.server, name)
        if _emptied(_of(self.server, name)):
            self.spare.append(name)
        else:
            _administer(self.server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _new(self) -> str:
        name = f"test_{ids.public_code(10).lower()}"
        _administer(self.server, f'CREATE DATABASE "{name}" TEMPLATE "{self.template}" STRATEGY FILE_COPY')
        return name


def postgresql_address(kind: str) -> str:
    """`ELEARN_TEST_DATABASE` names the server where it is not `sqlite`."""
    return kind.replace("postgresql://", "postgresql+psycopg://", 1)


def _of(server: str, name: str) -> str:
    from_url: Any = create_engine(server).url
    return str(from_url.set(database=name).render_as_string(hide_password=False))


def _emptied(address: str) -> bool:
    """Whether the database is as new again: of today's shape, without a row, held by nobody else."""
    engine = create_engine(address)
    try:
        with engine.begin() as connection:
            connection.execute(text(EMPTY))
            others = (
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            held = connection.scalar(text(others))
            return not held and connection.scalar(text("SELECT version_num FROM alembic_version")) == NEWEST_MIGRATION
    except DBAPIError:
        return False
    finally:
        engine.dispose()


def _administer(server: str, *statements: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
