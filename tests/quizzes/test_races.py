"""Many at once on one attempt: whatever was acknowledged is in the grade, and everything happens once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn import ids
from elearn.audit.models import AuditEntry
from elearn.db import begin_writing
from elearn.ids import AttemptId
from elearn.questions.grading import grade
from elearn.quizzes import allowances, queries, saving, service
from elearn.quizzes.models import Attempt, AttemptGrant
from elearn.quizzes.saving import Newer, Save, Saved
from elearn.quizzes.timing import Extra
from tests.factories.people import OPERATOR
from tests.factories.quizzes import BASICS, SLUG, Taker, a_taker, a_test_with, an_attempt, right_answer

AT_ONCE = 6


def together(engine: Engine, acts: list[Callable[[Session], object]]) -> list[object]:
    """Run each in a thread and a transaction of its own, all starting at the same moment."""
    start = Barrier(len(acts))

    def run(act: Callable[[Session], object]) -> object:
        with Session(engine, expire_on_commit=False) as session:
            start.wait()
            try:
                begin_writing(session)
                done = act(session)
                session.commit()
            except IntegrityError as lost:
                session.rollback()
                return lost
        return done

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def prepared(session: Session) -> tuple[Taker, AttemptId]:
    taker = a_taker(session)
    attempt_id = an_attempt(session, taker)
    session.commit()
    return taker, attempt_id


def test_two_starts_at_once_are_one_attempt(session, engine) -> None:
    taker = a_taker(session)
    session.commit()
    done = together(engine, [lambda s: an_attempt(s, taker)] * AT_ONCE)
    begin_writing(session)
    assert session.scalar(select(func.count()).select_from(Attempt)) == 1
    assert len({found for found in done if not isinstance(found, IntegrityError)}) == 1


def test_of_many_saves_on_one_question_each_is_kept_or_told(session, engine) -> None:
    taker, attempt_id = prepared(session)

    def save(choice: int) -> Callable[[Session], object]:
        sent = Save(1, {"choice": choice}, ids.new_uuid(), 0)
        return lambda s: saving.save(s, taker.actor, attempt_id, sent)

    done = together(engine, [save(choice % 3) for choice in range(AT_ONCE)])
    begin_writing(session)
    stored = queries.sitting(session, taker.actor, attempt_id).asked[0].given
    kept = [found for found in done if isinstance(found, Saved)]
    assert kept
    assert {found.revision for found in kept} == {stored.revision} == {1}
    assert all(found.answer == stored.answer for found in done if isinstance(found, Newer))


def test_every_acknowledged_answer_is_in_the_grade_however_the_end_falls(session, engine) -> None:
    taker, attempt_id = prepared(session)
    asked = queries.sitting(session, taker.actor, attempt_id).asked

    def save(position: int) -> Callable[[Session], object]:
        sent = Save(position, right_answer(asked[position - 1].question), ids.new_uuid(), 0)
        return lambda s: (position, saving.save(s, taker.actor, attempt_id, sent))

    acts = [save(one.position) for one in asked]
    acts.insert(2, lambda s: service.submit(s, taker.actor, attempt_id))
    acts.append(lambda s: service.submit(s, taker.actor, attempt_id))
    done = [found for found in together(engine, acts) if isinstance(found, tuple)]
    begin_writing(session)
    session.expire_all()
    sitting = queries.sitting(session, taker.actor, attempt_id)
    acknowledged = {position for position, found in done if isinstance(found, Saved)}
    assert {one.position for one in sitting.asked if not one.given.empty} == acknowledged
    assert sitting.attempt.points == sum(grade(one.question, one.given.answer).points for one in sitting.asked)
    submitted = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "attempt.submit")
    assert session.scalar(submitted) == 1


def test_time_given_at_the_moment_of_a_start_reaches_the_attempt(session, engine) -> None:
    a_test_with(session, time_minutes=30)
    takers = [a_taker(session) for _ in range(AT_ONCE)]
    session.commit()

    def time(taker: Taker) -> Callable[[Session], object]:
        extra = Extra(minutes=15)
        return lambda s: allowances.give_time(s, OPERATOR, taker.person_id, SLUG, BASICS, extra, reason="Решение")

    def start(taker: Taker) -> Callable[[Session], object]:
        return lambda s: an_attempt(s, taker)

    together(engine, [act(taker) for taker in takers for act in (start, time)])
    begin_writing(session)
    lasting = [one.due_at - one.started_at for one in session.scalars(select(Attempt)) if one.due_at is not None]
    assert lasting == [timedelta(minutes=45)] * AT_ONCE


def test_one_form_sent_many_times_at_once_gives_once(session, engine) -> None:
    taker, _ = prepared(session)

    def give(within: Session) -> None:
        service.grant(within, OPERATOR, taker.person_id, SLUG, BASICS, reason="Решение", form_key="a" * 64)

    assert together(engine, [give] * AT_ONCE) == [None] * AT_ONCE
    begin_writing(session)
    assert session.scalar(select(func.count()).select_from(AttemptGrant)) == 1
