"""Where made files lie: a content-addressed store of their own, from which they may be taken away again.

In the store of everything else a removed file could be the very bytes that something lasting names.
"""

from pathlib import Path

from elearn.storage.files import Files


def shelf(data: Path) -> Files:
    """The store inside the settings' data folder."""
    return Files(data / "reports")
