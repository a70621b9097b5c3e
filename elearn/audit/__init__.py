"""The append-only record of who did what to what: called by services, in their transaction."""
