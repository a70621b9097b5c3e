"""A migrated template database for each test worker, and a fresh copy of it for each test."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from elearn import ids

ROOT = Path(__file__).parent.parent


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
        yield cls("postgresql", name, server)
        _administer(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    @contextmanager
    def copy(self, folder: Path) -> Iterator[str]:
        """The address of a fresh copy, gone after the test."""
        if self.kind == "sqlite":
            target = folder / "test.db"
            shutil.copyfile(self.template, target)
            yield f"sqlite:///{target}"
            return
        name = f"test_{ids.public_code(10).lower()}"
        _administer(self.server, f'CREATE DATABASE "{name}" TEMPLATE "{self.template}" STRATEGY FILE_COPY')
        yield _of(self.server, name)
        _administer(self.server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def postgresql_address(kind: str) -> str:
    """`ELEARN_TEST_DATABASE` names the server where it is not `sqlite`."""
    return kind.replace("postgresql://", "postgresql+psycopg://", 1)


def _of(server: str, name: str) -> str:
    from_url: Any = create_engine(server).url
    return str(from_url.set(database=name).render_as_string(hide_password=False))


def _administer(server: str, *statements: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
