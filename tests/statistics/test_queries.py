"""Statistics from stored attempts: which count, which version met what, and what a test says as a whole."""

import statistics
from dataclasses import replace

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from elearn.content.model import Course
from elearn.content.questions import ChoiceQuestion
from elearn.errors import NotFound
from elearn.ids import CourseSlug, QuestionId, QuizId
from elearn.publishing.queries import current
from elearn.quizzes.models import Attempt, AttemptState, Response
from elearn.statistics import queries
from elearn.statistics.computing import Basis
from elearn.statistics.queries import QuizStatistics
from elearn.statistics.rules import FlagKind
from elearn.statistics.takings import Counted
from tests.factories.attempts import BASICS, SLUG, Answers, take, takers
from tests.factories.content import a_course
from tests.factories.publishing import a_snapshot

RIGHT: Answers = {
    "single": {"choice": 1},
    "multiple": {"choices": [0, 2]},
    "true": {"choice": 0},
    "text": {"text": "ЗНИ"},
    "number": {"text": "14"},
}
SINGLE = QuestionId("basics/quiz#single")
EXACT = 1e-9


def answers(rank: int) -> Answers:
    """Of forty: the higher the rank, the more is right; everybody judges the statement rightly."""
    given = {"true": {"choice": 0}, "single": {"choice": 1 if rank > 15 else 2 * (rank % 2)}}
    given["multiple"] = {"choices": [0, 2] if rank > 25 else [0] if rank > 10 else [1]}
    given["text"] = {"text": "ЗНИ" if rank > 20 else "закона" if rank > 5 else f"не знам {rank}"}
    given["number"] = {"text": "14" if rank % 3 else "15"}
    return given


@pytest.fixture
def forty(session: Session) -> list[tuple[int, int]]:
    a_snapshot(session)
    who = takers(session, 40)
    take(session, who, [answers(rank) for rank in range(40)])
    return who


def found(session: Session, counted: Counted = Counted.FIRST, quiz: QuizId = BASICS) -> QuizStatistics:
    return queries.of_quiz(session, SLUG, quiz, counted)


def with_key(course: Course, right: int) -> Course:
    """The course whose first question has another right choice."""
    quiz = course.quizzes[BASICS]
    asked = quiz.items[0]
    assert isinstance(asked, ChoiceQuestion)
    choices = tuple(replace(choice, right=choice.position == right) for choice in asked.choices)
    items = (replace(asked, choices=choices), *quiz.items[1:])
    return replace(course, quizzes={**course.quizzes, BASICS: replace(quiz, items=items)})


@pytest.mark.usefixtures("forty")
def test_a_test_says_what_its_rows_say(session: Session) -> None:
    made = found(session)
    rows = session.query(Attempt.points, Attempt.passed).order_by(Attempt.id).all()
    totals = [points for points, _ in rows]
    whole = made.summary
    assert (whole.attempts, whole.takers, whole.passed) == (40, 40, sum(passed for _, passed in rows))
    assert whole.mean == pytest.approx(statistics.fmean(totals) / 6, abs=EXACT)
    assert whole.deviation == pytest.approx(statistics.stdev(totals) / 6, abs=EXACT)
    assert sum(whole.histogram) == 40
    assert whole.basis is Basis.QUESTIONS
    marks: dict[str, list[int]] = {}
    for row in session.query(Response).order_by(Response.attempt_id):
        marks.setdefault(row.question_id, []).append(row.points or 0)
    parts = sum(statistics.variance(each) for each in marks.values())
    alpha = 5 / 4 * (1 - parts / statistics.variance(totals))
    assert whole.consistency == pytest.approx(100 * alpha, abs=EXACT)
    assert whole.standard_error == pytest.approx((1 - alpha) ** 0.5 * statistics.stdev(totals), abs=EXACT)
    for one in made.versions:
        mine = marks[one.text.id]
        rest = [total - mark for total, mark in zip(totals, mine, strict=True)]
        assert one.mean == pytest.approx(statistics.fmean(mine) / one.text.question.points, abs=EXACT)
        if one.text.id.endswith("#true"):
            assert one.discrimination is one.efficiency is None  # nothing varies
            assert [flag.kind for flag in one.flags] == [FlagKind.EVERYONE_RIGHT]
            continue
        assert one.discrimination == pytest.approx(100 * statistics.correlation(mine, rest), abs=EXACT)
        largest = statistics.covariance(sorted(mine), sorted(rest))
        assert one.efficiency == pytest.approx(100 * statistics.covariance(mine, rest) / largest, abs=EXACT)


def test_practice_open_and_waiting_attempts_do_not_count(session: Session, forty) -> None:
    take(session, forty[:1], [RIGHT], number=2, state=AttemptState.OPEN)
    take(session, forty[1:2], [RIGHT], number=2, state=AttemptState.SUBMITTED)
    assert found(session, Counted.ALL).summary.attempts == 40


def test_first_attempts_are_one_for_each_enrolment_and_all_are_all(session: Session, forty) -> None:
    take(session, forty[:10], [RIGHT] * 10, number=2)
    first, every = found(session), found(session, Counted.ALL)
    assert (first.summary.attempts, first.graded) == (40, 50)
    assert (every.summary.attempts, every.summary.takers) == (50, 40)
    worst = next(one for one in first.versions if one.text.id == SINGLE)
    assert worst.right == 24  # the second tries of the ten weakest would make it 34


@pytest.mark.usefixtures("forty")
def test_a_corrected_key_makes_another_version_and_an_untouched_question_none(session: Session) -> None:
    a_snapshot(session, with_key(replace(a_course(edition="1.1"), digest="1" * 64), 0))
    later = takers(session, 25)
    take(session, later, [RIGHT] * 25)
    made = found(session)
    _, versions = queries.of_question(session, SLUG, BASICS, SINGLE)
    assert [(one.editions, one.attempts, made.is_current(one)) for one in versions] == [
        ((2,), 25, True),
        ((1,), 40, False),
    ]
    assert FlagKind.CHECK_KEY in {flag.kind for flag in versions[0].flags} or not versions[0].thirds_tell
    _, text = queries.of_question(session, SLUG, BASICS, QuestionId("basics/quiz#text"))
    assert [(one.editions, one.attempts) for one in text] == [((1, 2), 65)]


@pytest.mark.usefixtures("forty")
def test_a_renamed_question_keeps_what_was_answered_under_its_old_name(session: Session) -> None:
    course = replace(a_course(edition="2"), digest="2" * 64)
    quiz = course.quizzes[BASICS]
    renamed = replace(quiz.items[0], id=QuestionId("basics/quiz#other"), formerly=("basics/quiz#single",))
    quizzes = {**course.quizzes, BASICS: replace(quiz, items=(renamed, *quiz.items[1:]))}
    a_snapshot(session, replace(course, quizzes=quizzes))
    take(session, takers(session, 3), [{}] * 3)
    _, versions = queries.of_question(session, SLUG, BASICS, QuestionId("basics/quiz#other"))
    assert [one.attempts for one in versions] == [43]
    with pytest.raises(NotFound):
        queries.of_question(session, SLUG, BASICS, SINGLE)


def test_an_exam_counts_each_question_by_those_who_drew_it(session: Session) -> None:
    a_snapshot(session)
    who = takers(session, 24)
    first, second = QuestionId("exam#first"), QuestionId("exam#second")
    drawn = [
        (first, SINGLE, second) if at % 2 else (second, first, QuestionId("practice/quiz#true")) for at in range(24)
    ]
    given = [{"first": {"choice": at % 3}, "second": {"choice": at % 2}, "single": {"choice": 1}} for at in range(24)]
    take(session, who, given, quiz_id=QuizId("exam"), asked=drawn)
    made = found(session, quiz=QuizId("exam"))
    assert {one.text.id: one.attempts for one in made.versions} == {
        first: 24,
        second: 24,
        SINGLE: 12,
        "practice/quiz#true": 12,
    }
    assert made.summary.basis is Basis.PLACES
    assert found(session).summary.attempts == 0  # the module's own test was taken by nobody


@pytest.mark.usefixtures("forty")
def test_a_question_that_counts_no_more_is_no_item_and_still_says_what_was_answered(session: Session) -> None:
    dropped = update(Response).where(Response.question_id == SINGLE).values(points=None)
    before = {row.attempt_id: row.points or 0 for row in session.query(Response).filter_by(question_id=SINGLE)}
    session.execute(dropped)
    for attempt_id, points in before.items():
        changed = update(Attempt).where(Attempt.id == attempt_id)
        session.execute(changed.values(points=Attempt.points - points, max_points=500))
    made = found(session)
    single = next(one for one in made.versions if one.text.id == SINGLE)
    assert (single.attempts, single.right, single.dropped, single.regraded) == (40, 24, 40, 0)
    assert made.summary.basis is Basis.QUESTIONS
    totals = [points for (points,) in session.query(Attempt.points).order_by(Attempt.id)]
    marks: dict[str, list[int]] = {}
    for row in session.query(Response).filter(Response.points.is_not(None)):
        marks.setdefault(row.question_id, []).append(row.points or 0)
    alpha = 4 / 3 * (1 - sum(map(statistics.variance, marks.values())) / statistics.variance(totals))
    assert made.summary.consistency == pytest.approx(100 * alpha, abs=EXACT)


def test_attempts_of_unequal_points_have_no_coefficient(session: Session) -> None:
    a_snapshot(session)
    drawn = [(QuestionId("exam#first"), SINGLE), (QuestionId("exam#first"), QuestionId("basics/quiz#multiple"))]
    take(session, takers(session, 2), [RIGHT, {}], quiz_id=QuizId("exam"), asked=drawn)
    whole = found(session, quiz=QuizId("exam")).summary
    assert whole.basis is whole.consistency is whole.standard_error is whole.max_points is None
    assert whole.mean is not None


def test_few_attempts_are_said_to_be_few(session: Session) -> None:
    a_snapshot(session)
    who = takers(session, 20)
    take(session, who[:4], [RIGHT] * 4)
    assert all(not one.tables and one.right_interval for one in found(session).versions)
    take(session, who[4:19], [answers(rank * 2) for rank in range(15)])
    under = found(session).versions
    assert all(one.withheld and one.discrimination is None and not one.flags for one in under)
    assert all(one.tables for one in under)
    whole = found(session).summary
    assert (whole.withheld, whole.consistency, whole.error_ratio, whole.standard_error) == (True, None, None, None)
    take(session, who[19:], [answers(39)])
    enough = found(session).versions
    assert any(one.discrimination is not None for one in enough)
    assert found(session).summary.standard_error is not None
    assert all(one.few for one in enough)


@pytest.mark.usefixtures("forty")
def test_a_result_is_remembered_until_an_attempt_comes_or_changes(session: Session) -> None:
    said: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *given: said.append(given[2]))
    before = found(session)
    assert sum("response.answer" in one for one in said) == 1
    assert sum("attempt.paper" in one for one in said) == 1
    said.clear()
    assert found(session) is before
    assert not any("response" in one for one in said)
    session.execute(update(Attempt).where(Attempt.id == 1).values(points=600))
    assert found(session).summary != before.summary


@pytest.mark.usefixtures("forty")
def test_two_regrades_that_cancel_out_are_seen(session: Session) -> None:
    before = found(session)
    ids = session.scalars(select(Attempt.id).order_by(Attempt.points)).all()
    for attempt_id, change in ((ids[0], 50), (ids[-1], -50)):
        session.execute(update(Attempt).where(Attempt.id == attempt_id).values(points=Attempt.points + change))
    after = found(session)
    assert after.summary.mean == pytest.approx(before.summary.mean or 0, abs=EXACT)
    assert after.summary.deviation != before.summary.deviation


def test_a_test_s_attempts_are_found_by_an_index(session: Session) -> None:
    a_snapshot(session)
    queries.forget()
    said: list[tuple[str, object]] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *given: said.append((given[2], given[3])))
    found(session)
    if session.get_bind().dialect.name != "sqlite":
        return  # of a small table PostgreSQL reads all the same
    asked = [(one, given) for one, given in said if "FROM attempt" in one or "FROM response" in one]
    assert len(asked) == 3
    for one, given in asked:
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", given).all()
        assert not [row for row in plan if "SCAN attempt" in row[3] or "SCAN response" in row[3]], plan


@pytest.mark.usefixtures("forty")
def test_unknown_courses_and_tests_are_refused(session: Session) -> None:
    with pytest.raises(NotFound):
        queries.of_course(session, CourseSlug("nothing"))
    with pytest.raises(NotFound):
        found(session, quiz=QuizId("nothing/quiz"))
    assert current(session, SLUG)
    assert [one.quiz.id for one in queries.of_course(session, SLUG)] == ["basics/quiz", "practice/quiz", "exam"]
