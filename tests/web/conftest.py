"""The component gallery, built and served once for every look at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from elearn.settings import Settings
from tests.web.gallery import gallery_app, served


@pytest.fixture(scope="session")
def gallery(built: Path) -> Iterator[str]:
    """The address of the running gallery."""
    settings = Settings(mode="test", secret="s" * 40, data=built)
    with served(gallery_app(settings)) as address:
        yield address
