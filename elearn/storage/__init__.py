"""Where files live: by default a folder, content-addressed and append-only."""
