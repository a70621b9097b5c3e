"""Promises 1 and 3: no completion without facts, and none that un-happens."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.enrolment.models import Enrolment
from elearn.ids import EnrolmentId, LessonId
from elearn.lessons.models import Visit
from elearn.permissions import Actor
from elearn.progress import queries
from elearn.progress.models import Completion, Progress, State
from elearn.publishing.models import Change
from elearn.publishing.queries import current
from elearn.quizzes.queries import results
from tests.factories.content import a_course, a_lesson, with_lesson_text
from tests.factories.lessons import SAMPLE, WHY, do_lesson
from tests.factories.progress import BASICS, EXAM, PRACTICE, a_learner, complete, do_lessons, sit
from tests.factories.publishing import a_snapshot


def row(session: Session, actor: Actor) -> Progress:
    found = session.scalar(
        select(Progress)
        .join(Enrolment, Enrolment.id == Progress.enrolment_id)
        .where(Enrolment.person_id == actor.person_id)
    )
    assert found is not None
    return found


def completions(session: Session) -> list[Completion]:
    return list(session.scalars(select(Completion)))


def test_enrolling_begins_at_nothing(session: Session) -> None:
    kept = row(session, a_learner(session))
    assert (kept.state, kept.steps_done, kept.steps_total, kept.percent) == (State.NOT_STARTED, 0, 7, 0)


def test_each_fact_moves_progress_in_its_own_transaction(session: Session) -> None:
    actor = a_learner(session)
    do_lesson(session, actor, WHY)
    assert (row(session, actor).steps_done, row(session, actor).state) == (1, State.IN_PROGRESS)


def test_a_failed_test_begins_the_course_and_completes_nothing(session: Session) -> None:
    actor = a_learner(session)
    sit(session, actor, BASICS, right=False)
    kept = row(session, actor)
    assert (kept.state, kept.steps_done) == (State.IN_PROGRESS, 0)


def test_the_last_fact_completes_the_course_whichever_it_is(session: Session) -> None:
    actor = a_learner(session)
    for quiz_id in (BASICS, PRACTICE, EXAM):
        sit(session, actor, quiz_id)
    assert not completions(session)
    do_lessons(session, actor)
    assert len(completions(session)) == 1
    assert row(session, actor).state is State.COMPLETED


def test_the_evidence_names_the_stored_fact_behind_every_rule(session: Session) -> None:
    actor = a_learner(session)
    complete(session, actor)
    (completion,) = completions(session)
    evidence = completion.evidence
    visits = {visit.id: visit for visit in session.scalars(select(Visit))}
    passed = results(session, EnrolmentId(completion.enrolment_id))
    assert completion.snapshot_id == current(session, SAMPLE)
    assert [(line["lesson"], visits[line["visit"]].lesson_id) for line in evidence["lessons"]] == [
        (lesson.id, lesson.id) for lesson in a_course().outline.lessons()
    ]
    assert [line["attempt"] for line in evidence["quizzes"]] == [
        passed[BASICS].passed_attempt_id,
        passed[PRACTICE].passed_attempt_id,
    ]
    assert evidence["exam"]["attempt"] == passed[EXAM].passed_attempt_id
    assert evidence["exam"]["points"] == evidence["exam"]["max_points"] == 400
    assert evidence["late"] is False


def test_evidence_says_which_lessons_a_test_stood_for(session: Session) -> None:
    a_snapshot(session, a_course(test_out=True))
    actor = a_learner(session)
    sit(session, actor, BASICS)
    do_lessons(session, actor, LessonId("practice/start"), LessonId("practice/finish"))
    sit(session, actor, PRACTICE)
    sit(session, actor, EXAM)
    (completion,) = completions(session)
    spared = [line for line in completion.evidence["lessons"] if "spared_by" in line]
    assert [line["lesson"] for line in spared] == ["basics/why", "basics/how"]
    assert {line["spared_by"] for line in spared} == {BASICS}
    assert all("visit" not in line for line in spared)


def test_new_lessons_never_lower_a_finished_course(session: Session) -> None:
    actor = a_learner(session)
    complete(session, actor)
    before = row(session, actor).snapshot_id
    course = a_course(edition="2.0")
    extra, body = a_lesson("practice/extra", 3, "Ново", "New")
    first, second = course.outline.modules
    modules = (first, replace(second, lessons=(*second.lessons, extra)))
    grown = replace(course, outline=replace(course.outline, modules=modules), digest="1" * 64)
    a_snapshot(session, replace(grown, lessons={**course.lessons, extra.id: body}), change=Change.SUBSTANTIVE)
    do_lesson(session, actor, extra.id)
    kept = row(session, actor)
    assert (kept.state, kept.percent, kept.steps_done == kept.steps_total) == (State.COMPLETED, 100, True)
    assert kept.snapshot_id == before
    assert len(completions(session)) == 1


def test_failing_a_test_again_never_undoes_a_completion(session: Session) -> None:
    actor = a_learner(session)
    complete(session, actor)
    sit(session, actor, BASICS, right=False)
    assert row(session, actor).state is State.COMPLETED
    assert len(completions(session)) == 1


def test_doing_everything_twice_completes_once(session: Session) -> None:
    actor = a_learner(session)
    complete(session, actor)
    do_lessons(session, actor)
    sit(session, actor, BASICS)
    assert len(completions(session)) == 1


def test_a_withdrawn_enrolment_is_not_completed(session: Session) -> None:
    actor = a_learner(session)
    do_lessons(session, actor)
    sit(session, actor, BASICS)
    sit(session, actor, PRACTICE)
    enrolment = session.scalars(select(Enrolment).where(Enrolment.person_id == actor.person_id)).one()
    sit_exam = lambda: sit(session, actor, EXAM)  # noqa: E731 - said twice below
    enrolment.withdrawn_at = clock.now()
    with pytest.raises(Exception, match="not_enrolled"):
        sit_exam()
    assert not completions(session)
    enrolment.withdrawn_at = None
    sit_exam()
    assert len(completions(session)) == 1


@pytest.mark.parametrize(
    ("finished", "late"),
    [
        (datetime(2026, 11, 30, 21, 59, 59, tzinfo=UTC), False),  # 23:59:59 in Sofia
        (datetime(2026, 11, 30, 22, 0, 0, tzinfo=UTC), True),  # midnight in Sofia
    ],
)
def test_the_deadline_is_the_end_of_its_day_in_sofia(
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    finished: datetime,
    late: bool,
) -> None:
    actor = a_learner(session)
    enrolment = session.scalars(select(Enrolment).where(Enrolment.person_id == actor.person_id)).one()
    enrolment.due = date(2026, 11, 30)
    monkeypatch.setattr(clock, "now", lambda: finished)
    complete(session, actor)
    (completion,) = completions(session)
    assert completion.evidence["late"] is late
    assert completion.evidence["due"] == "2026-11-30"


def test_progress_of_one_person_is_not_anothers(session: Session) -> None:
    one, other = a_learner(session), a_learner(session)
    do_lesson(session, one, WHY)
    assert (row(session, one).steps_done, row(session, other).steps_done) == (1, 0)


def test_a_lesson_pins_the_edition_it_was_done_against(session: Session) -> None:
    actor = a_learner(session)
    old = current(session, SAMPLE)
    do_lesson(session, actor, WHY)
    changed = replace(with_lesson_text(a_course(), WHY, "Друг текст."), digest="2" * 64)
    new = a_snapshot(session, changed, change=Change.CLARIFIED)
    do_lesson(session, actor, WHY)
    assert new != old
    assert session.scalars(select(Visit.snapshot_id).where(Visit.lesson_id == WHY)).one() == old


def test_a_completion_can_be_read_by_its_event_and_by_its_enrolment(session: Session) -> None:
    actor = a_learner(session)
    complete(session, actor)
    (completion,) = completions(session)
    assert queries.completion_by_id(session, completion.id) == queries.completion(
        session, EnrolmentId(completion.enrolment_id)
    )
