"""Running the product: the database's shape, and later the outbox, the audit log, dead jobs and health."""
