"""Marking: opened first, criterion by criterion, changed until finished, and then once for all."""

import pytest
from sqlalchemy import func, select

from elearn.audit.models import AuditEntry
from elearn.db import begin_writing
from elearn.errors import Conflict, Invalid, NotAllowed, NotFound
from elearn.ids import QuizId
from elearn.mail.models import Letter
from elearn.marking import queries, service
from elearn.marking.models import Mark
from elearn.marking.rules import Sent
from elearn.people.models import Person
from elearn.permissions import Actor, Grant, Role
from elearn.progress.models import Completion
from elearn.quizzes.models import Attempt, AttemptState, Response
from tests.factories.essays import (
    a_marked_attempt,
    a_trainer,
    a_waiting_attempt,
    an_essay,
    an_essay_course_of_one_test,
    an_essay_test,
    finish,
    mark,
)
from tests.factories.people import a_person, an_actor
from tests.factories.quizzes import BASICS, a_taker, an_attempt


@pytest.fixture
def attempt(session) -> int:
    taker = a_taker(session, email="learner@example.org")
    an_essay_test(session)
    return a_waiting_attempt(session, taker)


@pytest.fixture
def marker(session, attempt) -> Actor:
    marker = a_trainer(session)
    service.open_essays(session, marker, attempt)
    return marker


def test_only_essays_are_shown_and_only_to_who_opened_them(session, attempt, marker) -> None:
    found = queries.marking(session, marker, attempt)
    assert [(one.position, one.question.kind, one.text) for one in found.essays] == [
        (2, "essay", "Уважаеми господине,\nотговаряме в срок.")
    ]
    with pytest.raises(NotAllowed, match="answers_not_open"):
        queries.marking(session, a_trainer(session), attempt)


def test_marks_may_be_changed_until_the_attempt_is_finished(session, attempt, marker, settings) -> None:
    mark(session, marker, attempt, 0, 0, 0)
    mark(session, marker, attempt, 200, 150, 0, comment="Кратко.")
    row = session.scalars(select(Mark)).one()
    assert (row.criteria, row.points, row.comment, row.marked_by) == ([200, 150, 0], 350, "Кратко.", marker.person_id)
    finish(session, marker, attempt, settings)
    with pytest.raises(Conflict, match="not_waiting"):
        service.save_mark(session, marker, attempt, 2, Sent((0, 0, 0), "", ""))
    with pytest.raises(Conflict, match="not_waiting"):
        service.open_essays(session, marker, attempt)


def test_finishing_grades_the_attempt_by_all_its_questions(session, attempt, marker, settings) -> None:
    mark(session, marker, attempt, 200, 50, 0)
    finish(session, marker, attempt, settings)
    session.expire_all()
    graded = session.get_one(Attempt, attempt)
    assert (graded.state, graded.points, graded.passed) == (AttemptState.GRADED, 350, False)  # 58 %
    assert graded.graded_at is not None
    assert graded.submitted_at is not None
    assert graded.graded_at > graded.submitted_at
    points = select(Response.points).where(Response.attempt_id == attempt).order_by(Response.position)
    assert session.scalars(points).all() == [100, 250]


def test_the_minimum_is_reached_by_a_hundredth_and_missed_by_one(session, attempt, marker, settings) -> None:
    mark(session, marker, attempt, 200, 60, 0)
    finish(session, marker, attempt, settings)
    session.expire_all()
    assert session.get_one(Attempt, attempt).passed  # 3.60 of 6 is 60 %


def test_finishing_needs_every_mark(session, settings) -> None:
    taker, marker = a_taker(session), a_trainer(session)
    an_essay_test(session, an_essay(f"{BASICS}#a"), an_essay(f"{BASICS}#b", 300))
    attempt = a_waiting_attempt(session, taker)
    service.open_essays(session, marker, attempt)
    service.save_mark(session, marker, attempt, 1, Sent((200, 200, 100), "", ""))
    with pytest.raises(Conflict, match="marks_missing"):
        finish(session, marker, attempt, settings)
    assert session.get_one(Attempt, attempt).state is AttemptState.SUBMITTED


def test_points_must_fit_the_rubric(session, attempt, marker) -> None:
    for points in ((201, 0, 0), (0, 0), (0, 0, 0, 0), (-1, 0, 0)):
        with pytest.raises(Invalid, match="points_out_of_range"):
            service.save_mark(session, marker, attempt, 2, Sent(points, "", ""))
    with pytest.raises(Invalid, match="comment_too_long"):
        service.save_mark(session, marker, attempt, 2, Sent((0, 0, 0), "я" * 4001, ""))
    for position in (0, 1, 3):
        with pytest.raises(NotFound, match="question_unknown"):
            service.save_mark(session, marker, attempt, position, Sent((0, 0, 0), "", ""))


def test_a_rubric_without_points_is_marked_as_a_whole(session, settings) -> None:
    taker, marker = a_taker(session), a_trainer(session)
    an_essay_test(session, an_essay(f"{BASICS}#a", 0, 0, points=500))
    attempt = a_waiting_attempt(session, taker)
    service.open_essays(session, marker, attempt)
    mark(session, marker, attempt, 275)
    finish(session, marker, attempt, settings)
    session.expire_all()
    assert session.get_one(Attempt, attempt).points == 275


def test_the_second_marker_is_told_and_nothing_is_overwritten(session, attempt, marker) -> None:
    second = a_trainer(session)
    service.open_essays(session, second, attempt)
    service.save_mark(session, marker, attempt, 2, Sent((200, 200, 100), "отлично", ""))
    with pytest.raises(Conflict, match="mark_newer"):
        service.save_mark(session, second, attempt, 2, Sent((0, 0, 0), "слабо", ""))
    assert session.scalars(select(Mark.comment)).all() == ["отлично"]


def test_saving_the_same_mark_twice_is_saving_it_once(session, attempt, marker) -> None:
    for _ in range(2):
        service.save_mark(session, marker, attempt, 2, Sent((200, 0, 0), "", ""))
    marks = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "essay.mark")
    assert session.scalar(marks) == 1


def test_nobody_finishes_marks_that_she_has_not_seen(session, attempt, marker, settings) -> None:
    mark(session, marker, attempt, 0, 0, 0)
    seen = queries.marking(session, marker, attempt).version
    mark(session, marker, attempt, 200, 200, 100)
    with pytest.raises(Conflict, match="mark_newer"):
        service.finish(session, marker, attempt, seen, settings)


def test_finishing_completes_the_course_in_the_same_transaction(session, settings) -> None:
    taker, marker = a_taker(session), a_trainer(session)
    an_essay_course_of_one_test(session)
    attempt = a_waiting_attempt(session, taker)
    assert session.scalar(select(func.count()).select_from(Completion)) == 0
    session.commit()
    begin_writing(session)
    service.open_essays(session, marker, attempt)
    mark(session, marker, attempt, 200, 200, 100)
    finish(session, marker, attempt, settings)
    completion = session.scalars(select(Completion)).one()
    assert completion.evidence["quizzes"][0]["attempt"] == attempt
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Completion)) == 0
    assert session.get_one(Attempt, attempt).state is AttemptState.SUBMITTED
    assert session.scalar(select(func.count()).select_from(Letter)) == 0


def test_the_learner_alone_gets_one_letter_without_the_result(session, settings) -> None:
    taker = a_taker(session, email="learner@example.org")
    an_essay_test(session)
    attempt = a_marked_attempt(session, taker, a_trainer(session), settings)
    letter = session.scalars(select(Letter)).one()
    assert (letter.to, letter.person_id, letter.key) == ("learner@example.org", taker.person_id, f"marked-{attempt}")
    assert f"{settings.address}/attempts/{attempt}/result" in letter.text
    assert "Дирекция „Обучение“" in letter.text
    assert "5" not in letter.text.replace(settings.address, "")


def test_the_letter_speaks_the_language_of_its_reader(session, settings) -> None:
    taker = a_taker(session)
    session.get_one(Person, taker.person_id).language = "en"
    an_essay_test(session)
    a_marked_attempt(session, taker, a_trainer(session), settings)
    letter = session.scalars(select(Letter)).one()
    assert letter.subject == "Your test has been marked: Test"
    assert "Training Directorate" in letter.text
    assert settings.issuer_en in letter.text


def test_a_trainer_never_marks_her_own_attempt(session, settings) -> None:
    taker = a_taker(session)
    an_essay_test(session)
    attempt = a_waiting_attempt(session, taker)
    own = Actor(taker.person_id, grants=frozenset({Grant(Role.TRAINER)}))
    for act in (
        lambda: service.open_essays(session, own, attempt),
        lambda: queries.marking(session, own, attempt),
        lambda: service.save_mark(session, own, attempt, 2, Sent((200, 200, 100), "", "")),
        lambda: service.finish(session, own, attempt, "", settings),
    ):
        with pytest.raises(NotAllowed, match="own_answers"):
            act()


@pytest.mark.parametrize("role", [Role.LEARNER, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_marking_is_for_trainers(session, attempt, settings, role) -> None:
    other = an_actor(session, a_person(session, roles=(Grant(role),)))
    for act in (
        lambda: service.open_essays(session, other, attempt),
        lambda: service.save_mark(session, other, attempt, 2, Sent((200, 200, 100), "", "")),
        lambda: service.finish(session, other, attempt, "", settings),
    ):
        with pytest.raises(NotAllowed, match="not_permitted"):
            act()


def test_an_open_attempt_cannot_be_opened(session) -> None:
    taker = a_taker(session)
    an_essay_test(session)
    with pytest.raises(Conflict, match="attempt_still_open"):
        service.open_essays(session, a_trainer(session), an_attempt(session, taker, QuizId(BASICS)))
