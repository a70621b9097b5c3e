"""A class that submits at one moment, each with the surveys in another order, is counted whole."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from elearn.db import begin_writing
from elearn.ids import AttemptId
from elearn.quizzes import queries, service
from elearn.surveys.models import SurveyTally
from tests.factories.content import a_course
from tests.factories.kinds import with_items
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, Taker, a_taker, an_attempt, save
from tests.factories.surveys import a_survey_question

TAKERS, SURVEYS = 8, 6


def test_nobody_s_submission_is_lost_to_another_s(session: Session, engine: Engine) -> None:
    asked = [a_survey_question(f"{BASICS}#opinion-{n}", "scale") for n in range(SURVEYS)]
    a_snapshot(session, with_items(a_course(), BASICS, asked, draw=SURVEYS, attempts=None))
    class_ = [answered(session, a_taker(session, email=f"t{n}@example.org")) for n in range(TAKERS)]
    session.commit()
    gate = Barrier(TAKERS if engine.dialect.name == "postgresql" else 1)

    def submit(one: tuple[Taker, AttemptId]) -> None:
        with Session(engine) as own:
            begin_writing(own)
            gate.wait()
            service.submit(own, one[0].actor, one[1])
            own.commit()

    with ThreadPoolExecutor(TAKERS) as pool:
        list(pool.map(submit, class_))
    session.rollback()
    people = select(SurveyTally.shown + SurveyTally.waiting).where(SurveyTally.value == "answered")
    assert session.scalars(people).all() == [TAKERS] * SURVEYS


def answered(session: Session, taker: Taker) -> tuple[Taker, AttemptId]:
    attempt_id = an_attempt(session, taker)
    for asked in queries.sitting(session, taker.actor, attempt_id).asked:
        save(session, taker, attempt_id, asked.position, {"choice": 3})
    return taker, attempt_id
