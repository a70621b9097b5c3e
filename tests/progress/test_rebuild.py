"""What is kept of progress is what the facts say, whatever people do and in whichever order."""

from dataclasses import replace
from random import Random

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.content.model import Course
from elearn.enrolment.models import Enrolment
from elearn.errors import Refusal
from elearn.ids import EnrolmentId, ModuleId, PersonId
from elearn.lessons import service as lessons
from elearn.main import cli
from elearn.permissions import Actor
from elearn.progress import rebuild
from elearn.progress.jobs import NotJudged, follow_editions
from elearn.progress.models import Completion, Progress
from elearn.progress.service import bring_up_to_date
from elearn.publishing import library
from elearn.publishing.models import Change
from elearn.publishing.queries import current
from elearn.settings import Settings
from elearn.work import Work
from tests.factories.content import a_course, a_lesson
from tests.factories.enrolment import an_enrolment
from tests.factories.lessons import FINISH, HOW, SAMPLE, START, WHY, do_lesson
from tests.factories.people import OPERATOR
from tests.factories.progress import BASICS, EXAM, PRACTICE, a_learner, complete, sit
from tests.factories.publishing import a_snapshot

ACTIONS = 1000


def differences(session: Session) -> list[rebuild.Difference]:
    session.expire_all()
    found = [rebuild.difference(session, one) for batch in rebuild.batches(session) for one in batch]
    return [difference for difference in found if difference is not None]


def editions() -> list[Course]:
    """The sample course as it may change: plain, with test_out, with a required module, with one lesson more."""
    plain = a_course()
    first, second = plain.outline.modules
    required = replace(plain.outline, modules=(first, replace(second, requires=(ModuleId("basics"),))))
    extra, body = a_lesson("practice/extra", 3, "Ново", "New")
    longer = replace(plain.outline, modules=(first, replace(second, lessons=(*second.lessons, extra))))
    return [
        plain,
        replace(a_course(test_out=True), digest="1" * 64),
        replace(plain, outline=required, digest="2" * 64),
        replace(plain, outline=longer, lessons={**plain.lessons, extra.id: body}, digest="3" * 64),
    ]


class Town:
    """Some learners, and everything that they and the trainers may do, in the order a seed decides."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session = session
        self.draw = Random(seed)  # noqa: S311 - a test's own dice
        self.learners = [a_learner(session) for _ in range(6)]
        self.acts = [self.do, self.do, self.do, self.answer, self.answer, self.sit, self.sit, self.read, self.change]

    def act(self) -> None:
        actor = self.draw.choice(self.learners)
        try:
            with self.session.begin_nested():
                self.draw.choice(self.acts)(actor)
        except Refusal:
            pass  # the services say no to what is not open; that is the point

    def do(self, actor: Actor) -> None:
        lessons.mark_done(self.session, actor, SAMPLE, self.draw.choice([WHY, START, FINISH]))

    def answer(self, actor: Actor) -> None:
        question = self.draw.choice(library.lesson_questions(self.session, current(self.session, SAMPLE), HOW))
        picked = {"choice": self.draw.randrange(3)}
        lessons.answer_self_check(self.session, actor, SAMPLE, HOW, question.id, picked)

    def sit(self, actor: Actor) -> None:
        right = self.draw.random() < 0.5
        sit(self.session, actor, self.draw.choice([BASICS, PRACTICE, EXAM]), right=right)

    def read(self, actor: Actor) -> None:
        enrolment_id = self.enrolment(actor).id
        lessons.leave_hint(self.session, EnrolmentId(enrolment_id), current(self.session, SAMPLE), WHY)

    def change(self, actor: Actor) -> None:
        """Now and then an enrolment ends or is taken up again, or an edition is published."""
        if self.draw.random() < 0.3:
            a_snapshot(self.session, self.draw.choice(editions()), change=Change.SUBSTANTIVE)
        elif self.draw.random() < 0.2:
            self.enrolment(actor).withdrawn_at = clock.now()
        else:
            an_enrolment(self.session, PersonId(actor.person_id or 0))

    def enrolment(self, actor: Actor) -> Enrolment:
        return self.session.scalars(select(Enrolment).where(Enrolment.person_id == actor.person_id)).one()


@pytest.mark.parametrize("seed", [7])
def test_a_thousand_random_acts_leave_no_difference(session: Session, seed: int) -> None:
    a_snapshot(session, editions()[1], change=Change.SUBSTANTIVE)
    town = Town(session, seed)
    completed: set[int] = set()
    for number in range(ACTIONS):
        town.act()
        if number % 100 == 0:
            found = set(session.scalars(select(Completion.id)))
            assert completed <= found
            completed = found
    assert not differences(session)
    assert completed
    for enrolment_id in session.scalars(select(Enrolment.id)).all():
        bring_up_to_date(session, OPERATOR, EnrolmentId(enrolment_id))
    assert not differences(session)
    assert completed <= set(session.scalars(select(Completion.id)))


def test_a_row_that_was_tampered_with_is_found_and_mended(session: Session) -> None:
    actor = a_learner(session)
    do_lesson(session, actor, WHY)
    session.execute(update(Progress).values(percent=99, steps_done=6))
    (found,) = differences(session)
    assert found.expected is not None
    assert found.expected.percent == 14
    bring_up_to_date(session, OPERATOR, found.enrolment_id)
    assert not differences(session)


def test_a_completion_that_is_missing_is_found(session: Session) -> None:
    actor = a_learner(session)
    complete(session, actor)
    enrolment_id = session.scalars(select(Progress.enrolment_id)).one()
    session.execute(update(Completion).values(enrolment_id=an_enrolment(session)))
    found = {difference.enrolment_id: difference for difference in differences(session)}
    assert found[EnrolmentId(enrolment_id)].completion_missing


def test_the_command_checks_and_rebuilds(session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = a_learner(session)
    do_lesson(session, actor, WHY)
    session.execute(update(Progress).values(percent=99))
    session.commit()
    for name in ("mode", "secret", "database", "data"):
        monkeypatch.setenv(f"ELEARN_{name.upper()}", str(getattr(settings, name)))
    run = CliRunner()
    assert run.invoke(cli, ["progress", "rebuild", "--check"]).exit_code == 1
    assert run.invoke(cli, ["progress", "rebuild"]).exit_code == 0
    clean = run.invoke(cli, ["progress", "rebuild", "--check"])
    assert (clean.exit_code, "0 differ" in clean.output) == (0, True)


def test_a_new_edition_is_followed_by_those_under_way_and_by_nobody_else(
    session: Session, settings: Settings, engine: Engine
) -> None:
    under_way, finished = a_learner(session), a_learner(session)
    do_lesson(session, under_way, WHY)
    complete(session, finished)
    old = current(session, SAMPLE)
    new = a_snapshot(session, editions()[3], change=Change.SUBSTANTIVE)
    session.commit()
    follow_editions(Work(settings, engine), {})
    follow_editions(Work(settings, engine), {})
    rows = session.execute(select(Progress.steps_done, Progress.steps_total, Progress.snapshot_id)).all()
    assert sorted(rows) == sorted([(1, 8, new), (7, 7, old)])


def test_others_can_write_between_batches_and_a_batch_is_small(
    session: Session, settings: Settings, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    learners = [a_learner(session) for _ in range(3)]
    a_snapshot(session, editions()[3], change=Change.SUBSTANTIVE)
    session.commit()
    assert rebuild.BATCH <= 20
    monkeypatch.setattr(rebuild, "BATCH", 1)
    pauses: list[float] = []

    def write_meanwhile(seconds: float) -> None:
        pauses.append(seconds)
        with Work(settings, engine).writing() as other:
            do_lesson(other, learners[0], WHY)

    monkeypatch.setattr("elearn.progress.jobs.time.sleep", write_meanwhile)
    follow_editions(Work(settings, engine), {})
    assert len(pauses) == 3
    assert min(pauses) >= 0.15
    assert not rebuild.outdated(session, after=EnrolmentId(0))


def test_one_enrolment_that_cannot_be_judged_holds_up_nobody(
    session: Session, settings: Settings, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        a_learner(session)
    new = a_snapshot(session, editions()[3], change=Change.SUBSTANTIVE)
    session.commit()
    first = min(session.scalars(select(Progress.enrolment_id)))
    session.rollback()
    monkeypatch.setattr(rebuild, "BATCH", 2)
    monkeypatch.setattr("elearn.progress.jobs.time.sleep", lambda _: None)

    def broken(session: Session, actor: Actor, enrolment_id: EnrolmentId) -> None:
        bring_up_to_date(session, actor, enrolment_id)
        if enrolment_id == first:
            raise ZeroDivisionError

    monkeypatch.setattr("elearn.progress.jobs.bring_up_to_date", broken)
    with pytest.raises(NotJudged, match=f"1 enrolments, first {first}"):
        follow_editions(Work(settings, engine), {})
    judged = session.scalars(select(Progress.enrolment_id).where(Progress.snapshot_id == new)).all()
    assert len(judged) == 2
    assert first not in judged


def test_a_shorter_edition_completes_for_those_who_have_met_it(
    session: Session, settings: Settings, engine: Engine
) -> None:
    actor = a_learner(session)
    for quiz_id in (BASICS, PRACTICE, EXAM):
        sit(session, actor, quiz_id)
    course = editions()[0]
    rule = replace(course.outline.completion, lessons=False)
    shorter = replace(course, outline=replace(course.outline, completion=rule), digest="9" * 64)
    a_snapshot(session, shorter, change=Change.SUBSTANTIVE)
    session.commit()
    follow_editions(Work(settings, engine), {})
    assert session.scalars(select(Progress.percent)).one() == 100
    assert session.scalars(select(Completion.evidence)).one()["lessons"] is None
