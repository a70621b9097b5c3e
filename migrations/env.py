"""Alembic's way into the product: the metadata of `elearn.schema`, the address of the settings."""

from alembic import context
from sqlalchemy import JSON, create_engine
from sqlalchemy.pool import NullPool

from elearn import schema
from elearn.db import Instant
from elearn.settings import Settings

config = context.config
address = config.attributes.get("address") or Settings.from_env().database


def plain_type(kind: str, column_type: object, _context: object) -> str | bool:
    """How a new migration writes our own types: as what they are in the database, so that it never imports us."""
    if kind == "type" and isinstance(column_type, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(column_type, JSON):
        return "sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')"
    return False


def run() -> None:
    engine = create_engine(address, poolclass=NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=schema.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=plain_type,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
