"""The demo is made whole or not at all, and only once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from elearn import clock, wiring
from elearn.certificates.models import Certificate
from elearn.content.model import Course
from elearn.demo import cli
from elearn.demo.cast import CAST, CHAMBER, UNITS
from elearn.demo.cli import STORIES
from elearn.demo.crowd import COURSES, CROWD
from elearn.demo.plans import a_sample
from elearn.people.models import Organisation, Person
from elearn.people.queries import in_scope
from elearn.permissions import Permission, Via
from elearn.plans.models import Credit, Extension, PlanRequest, Substitute
from elearn.progress.models import Completion
from elearn.publishing.models import Snapshot
from elearn.settings import Settings
from elearn.work import Work, open_work
from tests.factories.content import a_course
from tests.factories.people import an_actor


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
    everybody = [len(UNITS) + 2, len(CAST) + len(CROWD), 1]
    assert counted(work) == everybody
    cli.make(work)
    assert counted(work) == everybody


def test_colleagues_work_in_the_units_there_are_and_share_no_address() -> None:
    assert {one.unit for one in CROWD} == {*UNITS, CHAMBER}
    assert len({one.email for one in CROWD} | {one.email for one in CAST}) == len(CROWD) + len(CAST)


def test_what_colleagues_did_is_later_than_what_they_did_it_with(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {a_course().outline.slug: "f5"}
    monkeypatch.setattr(
        cli, "CROWD", (replace(CROWD[0], told=told), replace(CROWD[1], told=dict.fromkeys(told, "t20")))
    )
    cli.make(work)
    with work.reading() as session:
        published = session.scalar(select(func.max(Snapshot.created_at)))
        completed = session.scalars(select(Completion.completed_at).order_by(Completion.completed_at)).all()
    assert published is not None
    assert len(completed) == 2
    assert published < completed[0] < clock.now() - timedelta(days=4)


@pytest.mark.parametrize("who", ["trainer", "coordinator"])
def test_trainer_and_coordinator_reach_the_learners_of_the_municipality_and_not_the_partner_s(work: Work, who) -> None:
    cli.make(work)
    with work.writing() as session:
        people = {person.email.partition("@")[0]: person.id for person in session.scalars(select(Person))}
        actor = an_actor(session, people[who])
        reached = {name for name, one in people.items() if in_scope(session, actor, Permission.ATTEMPT_GRANT, one)}
    assert {"learner", "graduate"} <= reached
    assert "partner" not in reached


def test_the_demo_shows_what_a_coordinator_decides(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    small = [a_course(slug) for slug in COURSES]
    monkeypatch.setattr(cli, "compile_tree", lambda *_: Compiled(small))
    told = {"Кирил": {COURSES[0]: "f5"}}
    monkeypatch.setattr(cli, "CROWD", [replace(one, told=told.get(one.given, {})) for one in CROWD])
    cli.make(work)
    with work.reading() as session:
        papers = [one["project"] and one["project"]["code"] for one in session.scalars(select(Certificate.facts))]
        given = set(session.scalars(select(Credit.kind)))
        [request] = session.scalars(select(PlanRequest))
        [extension] = session.scalars(select(Extension))
        left = session.scalars(select(Person.given).where(Person.left_on.is_not(None))).all()
    assert set(papers) == {a_sample().code}
    assert given == set(Substitute)
    assert request.decided_at is None
    assert extension.due > clock.today()
    assert left == ["Огнян"]
