"""`elearn db`: the shape of the database."""

from pathlib import Path

import click
from alembic import command as alembic
from alembic.config import Config

from elearn.command import command_settings
from elearn.settings import Settings

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def upgrade_database(settings: Settings) -> None:
    """Bring the database of the settings to the newest shape; nothing happens when it has it."""
    if settings.database.startswith("sqlite:///"):
        Path(settings.database.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["address"] = settings.database
    alembic.upgrade(config, "head")


@click.group("db")
def command() -> None:
    """The shape of the database."""


@command.command()
def upgrade() -> None:
    """Bring the database to the newest shape."""
    upgrade_database(command_settings())
    click.echo("the database is up to date")
