"""How large a table of people may be: far beyond what an administration has, and far below what stops a server."""

MOST_BYTES = 10 * 1024 * 1024
MOST_MEGABYTES = MOST_BYTES // 1024 // 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 100
MOST_CHARACTERS = 1_000
"""Of one cell: a longer one is no name, no post and no unit."""
MOST_OF_ALL = 20_000_000
"""Characters of the whole table."""
HEAD_WITHIN = 20
"""Rows in which the heads are looked for: reports begin with titles."""
MOST_LINES = MOST_ROWS * 2
"""Rows of a sheet, empty ones among them."""
TOO_MUCH = 3
"""The exit code by which the process that reads says that its memory did not suffice."""
