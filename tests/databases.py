"""A migrated template database for each test worker, and a database as new for each test.

SQLite's file is copied. The database of PostgreSQL is emptied and used again, in a fraction of the time of copying the
template; one whose shape a test has changed, or that something still holds, is dropped and copied.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

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


MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
ROOM_BYTES = 512 * 1024 * 1024


@contextmanager
def in_memory(otherwise: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder whose files never wait for a disk, where the system has one with room: what lives for one test need
    not survive a power cut."""
    if not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM_BYTES):
        yield otherwise.mktemp("databases")
        return
    with tempfile.TemporaryDirectory(prefix="elearn-tests-", dir=MEMORY) as folder:
        yield Path(folder)


@dataclass(frozen=True)
class Databases:
    """`kind` is `sqlite` or `postgresql`; `template` the file or the name of the template, `name` those of the copy.

    The copy has one address for the whole run: what was made for it (engines with their compiled statements, an
    application) serves every test.
    """

    kind: str
    address: str
    template: str
    name: str
    server: str = ""

    @classmethod
    @contextmanager
    def open(cls, kind: str, folder: Path, worker: str) -> Iterator["Databases"]:
        if kind == "sqlite":
            template, copy = folder / "template.db", folder / "test.db"
            migrate(f"sqlite:///{template}")
            yield cls("sqlite", f"sqlite:///{copy}", str(template), str(copy))
            return
        server, names = postgresql_address(kind), (f"template_{worker}", f"test_{worker}")
        for name in names:
            _administer(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        _administer(server, f'CREATE DATABASE "{names[0]}"')
        migrate(_of(server, names[0]))
        opened = cls("postgresql", _of(server, names[1]), *names, server)
        opened._lay()
        yield opened
        for name in names:
            _administer(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The address of a database as new, for one test."""
        if self.kind == "sqlite":
            for leftover in ("-wal", "-shm", "-journal", ""):
                Path(self.name + leftover).unlink(missing_ok=True)
            shutil.copyfile(self.template, self.name)
            yield self.address
            return
        yield self.address
        if not _emptied(self.address):
            self._lay()

    def _lay(self) -> None:
        drop = f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)'
        _administer(self.server, drop, f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}" STRATEGY FILE_COPY')


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
