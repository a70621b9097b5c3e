"""Alembic's way into the product: the metadata of `elearn.schema`, the address of the settings."""

from alembic import context
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from elearn import schema
from elearn.settings import Settings

config = context.config
address = config.attributes.get("address") or Settings.from_env().database


def run() -> None:
    engine = create_engine(address, poolclass=NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=schema.metadata,
            render_as_batch=True,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
