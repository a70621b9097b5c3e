"""The component gallery, built and served once for every look at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from elearn.settings import Settings
from elearn.web import assets
from tests.web.gallery import gallery_app, served


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the static files in it."""
    data = tmp_path_factory.mktemp("built")
    assets.build(data / "static")
    return data


@pytest.fixture(scope="session")
def gallery(built: Path) -> Iterator[str]:
    """The address of the running gallery."""
    settings = Settings(mode="test", secret="s" * 40, data=built)
    with served(gallery_app(settings)) as address:
        yield address
