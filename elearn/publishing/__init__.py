"""Course -> Snapshot: append-only editions, the pointer to the one that is current, and the public pages of courses."""
