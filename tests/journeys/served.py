"""The demo as the tests hold it: its address, its database, and people to walk through it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Page
from sqlalchemy import select

from elearn import wiring
from elearn.content.questions import Question
from elearn.demo.cast import PASSWORD
from elearn.demo.stories import Story
from elearn.ids import CourseSlug, PersonId
from elearn.people.models import Person
from elearn.permissions import Via
from elearn.settings import Settings
from elearn.work import Work, open_work
from tests.factories.people import a_person
from tests.journeys.answering import Key

ROOT = Path(__file__).parents[2]
SLUG = CourseSlug("investor-servicing")
PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Demo:
    """The served demo; `questions` by their titles in Bulgarian, with their keys."""

    settings: Settings
    questions: Mapping[Key, Question]

    @property
    def address(self) -> str:
        return self.settings.address

    @contextmanager
    def work(self) -> Iterator[Work]:
        """Transactions on the demo's own database, beside its server."""
        wiring.connect(self.settings)
        with open_work(self.settings, Via.CLI) as work:
            yield work

    def newcomer(self, name: str) -> None:
        """One more learner, who signs in as `name` like the demo's own; enrolled nowhere."""
        with self.work() as work, work.writing() as session:
            a_person(session, email=f"{name}@demo.example", password=PASSWORD, demo=True)

    @contextmanager
    def story(self, name: str) -> Iterator[Story]:
        """Steps of a learner, in one transaction; she need not be enrolled yet."""
        with self.work() as work, work.writing() as session:
            found = session.scalars(select(Person.id).where(Person.email == f"{name}@demo.example")).one()
            yield Story(session, PersonId(found), SLUG, self.settings.secret)

    def sign_in(self, context: BrowserContext, who: str) -> Page:
        page = context.new_page()
        page.goto(f"{self.address}/sign-in")
        self.fill_sign_in(page, who)
        page.wait_for_url("**/my")
        return page

    def fill_sign_in(self, page: Page, who: str) -> None:
        """On the sign-in page: e-mail, password, the button."""
        page.fill("[name=email]", f"{who}@demo.example")
        page.fill("[name=password]", PASSWORD)
        page.click("main form button[type=submit]")


@contextmanager
def served(data: Path) -> Iterator[Settings]:
    """`elearn demo` on a port of its own with a folder of its own; stopped as Ctrl-C stops it."""
    port = _free_port()
    environment = {
        **os.environ,  # noqa: TID251 - the demo needs PATH and the like
        "ELEARN_MODE": "demo",
        "ELEARN_DATA": str(data),
        "ELEARN_DATABASE": f"sqlite:///{data}/elearn.db",
        "ELEARN_PORT": str(port),
        "ELEARN_ADDRESS": f"http://127.0.0.1:{port}",
        "ELEARN_LOG_LEVEL": "WARNING",
        "ELEARN_REGISTRATION": "yes",
    }
    process = subprocess.Popen([sys.executable, "-m", "elearn.main", "demo"], cwd=ROOT, env=environment)
    try:
        _wait(port, process)
        yield Settings.from_env(environment)
    finally:
        process.terminate()
        assert process.wait(60) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE_SECONDS * 5):
        if process.poll() is not None:
            raise RuntimeError("the demo ended before it listened")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise RuntimeError("the demo does not listen")
