"""Two who act at the same moment: the second is told, and nothing is done twice or overwritten."""

from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from elearn.db import begin_writing
from elearn.errors import Conflict, Refusal
from elearn.mail.models import Letter
from elearn.marking import queries, service
from elearn.marking.models import Mark
from elearn.marking.rules import Sent
from elearn.permissions import Actor
from elearn.quizzes import regrades
from elearn.quizzes.models import AnswersOpened, Attempt
from elearn.quizzes.regrades import Change
from tests.at_once import overlapping
from tests.factories.essays import a_trainer, a_waiting_attempt, an_essay_course_of_one_test, mark
from tests.factories.quizzes import BASICS, SLUG, a_taker


@dataclass(frozen=True)
class Two:
    """Two markers who have opened the same attempt."""

    attempt: int
    first: Actor
    second: Actor


@pytest.fixture
def two(session) -> Two:
    taker = a_taker(session)
    an_essay_course_of_one_test(session)
    attempt, markers = a_waiting_attempt(session, taker), (a_trainer(session), a_trainer(session))
    for marker in markers:
        service.open_essays(session, marker, attempt)
    session.commit()
    return Two(attempt, *markers)


def marked(session, two: Two, *points: int) -> str:
    """The first marker's mark, saved; its version."""
    begin_writing(session)
    mark(session, two.first, two.attempt, *points)
    seen = queries.marking(session, two.first, two.attempt).version
    session.commit()
    return seen


def told(act) -> str:
    """The code of the refusal that the act meets, or nothing."""
    try:
        act()
    except Refusal as refusal:
        return refusal.code
    return ""


def test_two_first_marks_at_once_leave_one_and_the_second_is_told(session, engine, two) -> None:
    def save(on, marker, *points):
        return told(lambda: service.save_mark(on, marker, two.attempt, 2, Sent(points, "", "")))

    answer = overlapping(
        engine,
        lambda on: save(on, two.first, 200, 200, 100),
        lambda on: save(on, two.second, 0, 0, 0),
    )
    assert answer == "mark_newer"
    begin_writing(session)
    assert session.scalars(select(Mark.points)).all() == [500]


def test_finishing_twice_at_once_grades_and_writes_once(session, engine, two, settings) -> None:
    seen = marked(session, two, 200, 200, 100)

    def finish(on, marker):
        return told(lambda: service.finish(on, marker, two.attempt, seen, settings))

    answer = overlapping(engine, lambda on: finish(on, two.first), lambda on: finish(on, two.second))
    assert answer == "not_waiting"
    begin_writing(session)
    assert session.scalar(select(func.count()).select_from(Letter)) == 1
    assert session.get_one(Attempt, two.attempt).points == 600


def test_a_mark_that_changes_while_another_finishes_is_not_lost_unseen(session, engine, two, settings) -> None:
    seen = marked(session, two, 0, 0, 0)
    answer = overlapping(
        engine,
        lambda on: service.save_mark(on, two.second, two.attempt, 2, Sent((200, 200, 100), "", seen)),
        lambda on: told(lambda: service.finish(on, two.first, two.attempt, seen, settings)),
    )
    assert answer == "mark_newer"
    begin_writing(session)
    assert session.get_one(Attempt, two.attempt).points is None


def test_a_mark_that_comes_while_another_finishes_is_told(session, engine, two, settings) -> None:
    seen = marked(session, two, 0, 0, 0)
    answer = overlapping(
        engine,
        lambda on: service.finish(on, two.first, two.attempt, seen, settings),
        lambda on: told(lambda: service.save_mark(on, two.second, two.attempt, 2, Sent((200, 200, 100), "", seen))),
    )
    assert answer == "not_waiting"


def test_opening_twice_at_once_is_one_line_in_the_log(session, engine, two) -> None:
    begin_writing(session)
    third = a_trainer(session)
    session.commit()

    def open_essays(on):
        service.open_essays(on, third, two.attempt)

    overlapping(engine, open_essays, open_essays)
    begin_writing(session)
    mine = select(func.count()).select_from(AnswersOpened).where(AnswersOpened.opened_by == third.person_id)
    assert session.scalar(mine) == 1


def test_a_refused_finish_undoes_nothing_of_the_first(session, engine, two, settings) -> None:
    """What the second transaction began is undone whole."""
    seen = marked(session, two, 200, 0, 0)
    with pytest.raises(Conflict, match="not_waiting"):
        overlapping(
            engine,
            lambda on: service.finish(on, two.first, two.attempt, seen, settings),
            lambda on: service.finish(on, two.second, two.attempt, seen, settings),
        )
    begin_writing(session)
    assert session.get_one(Attempt, two.attempt).points == 300


def test_a_question_dropped_while_another_finishes_is_out_of_the_grade(session, engine, two, settings) -> None:
    seen = marked(session, two, 200, 200, 0)

    def drop(on):
        (met,) = regrades.met(on, SLUG, [f"{BASICS}#pairs"], [two.attempt], lock=True)
        regrades.apply(on, two.second, [Change(met, None, points=0, max_points=500, passed=False)])

    overlapping(engine, drop, lambda on: service.finish(on, two.first, two.attempt, seen, settings))
    begin_writing(session)
    graded = session.get_one(Attempt, two.attempt)
    assert (graded.points, graded.max_points, graded.passed) == (400, 500, True)


def test_a_regrade_that_comes_while_another_finishes_meets_the_grade(session, engine, two, settings) -> None:
    seen = marked(session, two, 200, 200, 0)

    def meet(on):
        (met,) = regrades.met(on, SLUG, [f"{BASICS}#pairs"], [two.attempt], lock=True)
        return met.graded, met.points

    finished = overlapping(engine, lambda on: service.finish(on, two.first, two.attempt, seen, settings), meet)
    assert finished == (True, 500)
