"""The demo is made whole or not at all, and only once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from elearn import wiring
from elearn.certificates.models import Certificate
from elearn.content.model import Course
from elearn.demo import cli
from elearn.demo.cast import CAST
from elearn.demo.cli import STORIES
from elearn.people.models import Organisation, Person
from elearn.permissions import Via
from elearn.settings import Settings
from elearn.work import Work, open_work
from tests.factories.content import a_course


@pytest.fixture
def work(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """A database for the demo, with one small course."""
    course: Course = a_course()
    monkeypatch.setattr(cli, "compile_tree", lambda *_: Compiled([course]))
    wiring.connect(settings)
    with open_work(replace(settings, courses=tmp_path), Via.CLI) as opened:
        yield opened


class Compiled:
    """What the compiler gives for a tree of such courses."""

    def __init__(self, courses: list[Course]) -> None:
        self.courses, self.files = courses, dict[str, bytes]()


def counted(work: Work) -> list[int]:
    with work.reading() as session:
        models = (Organisation, Person, Certificate)
        return [session.scalar(select(func.count()).select_from(model)) or 0 for model in models]


def test_a_demo_that_was_interrupted_is_made_when_it_is_run_again(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    def ends_here(_story: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as interrupted:
        interrupted.setitem(STORIES, "enrolled", ends_here)
        with pytest.raises(KeyboardInterrupt):
            cli.make(work)
    assert counted(work) == [0, 0, 0]
    cli.make(work)
    assert counted(work) == [4, len(CAST), 1]
    cli.make(work)
    assert counted(work) == [4, len(CAST), 1]
