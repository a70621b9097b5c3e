"""A class that finishes in the same minute: each gets a certificate, and no number is given twice."""

from collections.abc import Callable

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from elearn.certificates.models import Certificate
from elearn.db import begin_writing
from elearn.permissions import Actor
from elearn.quizzes import service as quizzes
from tests.at_once import overlapping
from tests.factories.progress import BASICS, EXAM, PRACTICE, a_learner, do_lessons, right_answers, sit


def last_step(session: Session) -> Callable[[Session], None]:
    """A learner before the end of the exam, which completes the course."""
    actor: Actor = a_learner(session)
    do_lessons(session, actor)
    sit(session, actor, BASICS)
    sit(session, actor, PRACTICE)
    attempt_id = right_answers(session, actor, EXAM)
    return lambda s: quizzes.submit(s, actor, attempt_id)


def test_two_who_finish_at_once_get_numbers_that_follow_each_other(session: Session, engine: Engine) -> None:
    one, other = last_step(session), last_step(session)
    session.commit()
    overlapping(engine, one, other)
    begin_writing(session)
    assert sorted(session.scalars(select(Certificate.serial))) == [1, 2]
