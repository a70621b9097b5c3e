"""The fixtures every test may ask for: settings, a fresh database, the app, a session, a client."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from elearn import clock, wiring
from elearn.app import create_app
from elearn.db import begin_writing
from elearn.extensions import limiter
from elearn.ids import PersonId
from elearn.people import sessions, signed_in
from elearn.permissions import Actor
from elearn.settings import Settings
from elearn.web import assets
from tests.databases import Databases, in_memory
from tests.lasting import Lasting

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


hypothesis.settings.register_profile("untimed", deadline=None)  # no test depends on how busy the machine is
hypothesis.settings.load_profile("untimed")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what meets a database is run again: the rest would say the same."""
    if os.environ.get("ELEARN_TEST_DATABASE", "sqlite") == "sqlite":  # noqa: TID251 - the run names its server
        return
    left_out = [item for item in items if "databases" not in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Databases]:
    """One migrated template for each test worker; each test gets a copy of it."""
    kind = os.environ.get("ELEARN_TEST_DATABASE", "sqlite")  # noqa: TID251 - the run names its server
    with in_memory(tmp_path_factory) as folder, Databases.open(kind, folder, worker_id) as opened:
        yield opened


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """xdist's name of this worker, or `main` when the run is not parallel."""
    given = getattr(request.config, "workerinput", None)
    return str(given["workerid"]) if given else "main"


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this worker's one installation; as new for each test, at the same path."""
    return tmp_path_factory.mktemp("installation")


@pytest.fixture
def settings(databases: Databases, installation: Path) -> Iterator[Settings]:
    shutil.rmtree(installation)
    installation.mkdir()
    with databases.fresh() as address:
        yield Settings(
            mode="test",
            secret="a-secret-for-tests-only-of-enough-length",
            database=address,
            data=installation / "data",
            courses=installation / "courses",
            argon2_time=1,
            argon2_memory_kib=8,
        )


@pytest.fixture(scope="session")
def lasting() -> Lasting:
    return Lasting()


@pytest.fixture
def engine(settings: Settings, lasting: Lasting) -> Iterator[Engine]:
    engine = lasting.engine(settings.database)
    yield engine
    engine.dispose()


@pytest.fixture
def session(settings: Settings, engine: Engine) -> Iterator[Session]:
    """A writing session, wired as in production. Commit before the client looks at the database."""
    wiring.connect(settings)
    with Session(engine, expire_on_commit=False) as session:
        begin_writing(session)
        yield session
        session.rollback()


@pytest.fixture
def start() -> Iterator[Callable[[Settings], Flask]]:
    """`start(settings)`: an application of the test's own, whose connections are closed after it."""
    started: list[Flask] = []

    def create(settings: Settings) -> Flask:
        started.append(create_app(settings))
        return started[-1]

    yield create
    for app in started:
        with app.app_context():
            for engine in app.extensions["sqlalchemy"].engines.values():
                engine.dispose()


@pytest.fixture
def app(
    request: pytest.FixtureRequest, settings: Settings, lasting: Lasting, start: Callable[[Settings], Flask]
) -> Iterator[Flask]:
    """The worker's application with a memory as new; one just for this test where it is marked `own_app`."""
    if request.node.get_closest_marker("own_app"):
        yield start(settings)
        return
    with lasting.app(settings) as app:
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def sign_in(engine: Engine) -> Callable[[FlaskClient, PersonId], str]:
    """`sign_in(client, person_id)`: from here on the client is that person's browser. Commit `session` before."""

    def put(client: FlaskClient, person_id: PersonId) -> str:
        with Session(engine) as writing:
            begin_writing(writing)
            token = sessions.open_session(writing, Actor(), person_id, agent="test")
            writing.commit()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie[signed_in.LAST_USED] = int(clock.now().timestamp())
        return token

    return put


@pytest.fixture
def limited(app: Flask) -> Iterator[None]:
    """Limits of requests as in production, for a test marked `own_app`; everywhere else they are off."""
    app.config["RATELIMIT_ENABLED"] = True
    limiter.init_app(app)
    yield
    limiter.reset()
    limiter.enabled = False


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium without windows, one for the whole run: a process holds only one of Playwright's loops."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the static files in it."""
    data = tmp_path_factory.mktemp("built")
    assets.build(data / "static")
    return data
