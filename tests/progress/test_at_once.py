"""Two facts of one learner at the same moment: neither is lost, and the last one completes the course."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from elearn.certificates.models import Certificate
from elearn.db import begin_writing
from elearn.lessons import service as lessons
from elearn.permissions import Actor
from elearn.progress.models import Completion, Progress, State
from elearn.quizzes import service as quizzes
from tests.at_once import overlapping
from tests.factories.lessons import FINISH, HOW, SAMPLE, START, WHY
from tests.factories.progress import BASICS, EXAM, PRACTICE, a_learner, do_lessons, right_answers, sit

Act = Callable[[Session], object]


@pytest.fixture
def learner(session: Session) -> Actor:
    """All but the lesson FINISH and the exam is done."""
    actor = a_learner(session)
    do_lessons(session, actor, WHY, HOW, START)
    sit(session, actor, BASICS)
    sit(session, actor, PRACTICE)
    return actor


@pytest.fixture
def last_facts(session: Session, learner: Actor) -> tuple[Act, Act]:
    """The lesson and the exam's end, each for a transaction of its own."""
    attempt_id = right_answers(session, learner, EXAM)
    session.commit()
    return (
        lambda s: lessons.mark_done(s, learner, SAMPLE, FINISH),
        lambda s: quizzes.submit(s, learner, attempt_id),
    )


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_last_two_facts_at_once_complete_the_course(
    session: Session, engine: Engine, last_facts: tuple[Act, Act], order: tuple[int, int]
) -> None:
    overlapping(engine, last_facts[order[0]], last_facts[order[1]])
    begin_writing(session)
    session.expire_all()
    kept = session.scalars(select(Progress)).one()
    assert (kept.state, kept.steps_done, len(kept.done)) == (State.COMPLETED, 7, 7)
    assert session.scalar(select(func.count()).select_from(Completion)) == 1
    assert session.scalar(select(func.count()).select_from(Certificate)) == 1


def test_two_lessons_marked_at_once_both_count(session: Session, engine: Engine) -> None:
    actor = a_learner(session)
    session.commit()
    overlapping(
        engine,
        lambda s: lessons.mark_done(s, actor, SAMPLE, WHY),
        lambda s: lessons.mark_done(s, actor, SAMPLE, START),
    )
    begin_writing(session)
    session.expire_all()
    assert sorted(session.scalars(select(Progress)).one().done) == sorted([WHY, START])
