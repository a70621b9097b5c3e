"""A decision and what it makes of attempts: each policy, its limits, its record, and letters to those it touches."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.models import AuditEntry
from elearn.errors import Conflict, Invalid, NotAllowed
from elearn.jobs.models import Job
from elearn.mail.models import Letter
from elearn.people.models import Person
from elearn.quizzes.models import Attempt, AttemptState, Purpose, Response
from elearn.quizzes.openings import open_answers
from elearn.regrading import service
from elearn.regrading.carried import JOB
from elearn.regrading.models import Policy, Regrade, Regraded
from elearn.regrading.service import Decision
from elearn.settings import Settings
from tests.factories.quizzes import Taker, a_taker, an_attempt, save
from tests.factories.regrading import (
    ALL_RIGHT,
    a_plan,
    a_trainer,
    answered,
    carried_out,
    corrected,
    decided,
    the_history,
)

pytestmark = pytest.mark.usefixtures("three")


def result(session: Session, attempt_id: int) -> tuple[int | None, int, bool | None, int | None]:
    """Points, maximum, pass, and the points of the first question."""
    session.expire_all()
    row = session.get_one(Attempt, attempt_id)
    first = select(Response.points).where(Response.attempt_id == attempt_id, Response.position == 1)
    return row.points, row.max_points, row.passed, session.scalar(first)


def regrade(session: Session, settings: Settings, policy: Policy = Policy.NEW_KEY, **given) -> int:
    plan = a_plan(the_history(session), policy, **given)
    trainer = a_trainer(session)
    for attempt_id in given.get("attempts", ()):
        open_answers(session, trainer, attempt_id, Purpose.OBJECTION, "Възражение.")
    regrade_id = decided(session, trainer, plan)
    carried_out(session, settings, regrade_id)
    return regrade_id


@pytest.fixture
def three(session: Session) -> tuple[Taker, list[int]]:
    """One person took the new right choice, one the old, one nothing; then the key is corrected to the third."""
    takers = [a_taker(session) for _ in range(3)]
    found = [answered(session, taker, choice) for taker, choice in zip(takers, (2, 1, None), strict=True)]
    corrected(session)
    return takers[0], found


@pytest.mark.parametrize(
    ("policy", "points"),
    [
        (Policy.NEW_KEY, [100, 100, 0]),
        (Policy.BOTH_KEYS, [100, 100, 0]),
        (Policy.FULL_MARKS, [100, 100, 100]),
        (Policy.DROP, [None, 100, None]),
    ],
)
def test_each_policy_by_default_makes_nobody_worse(session, settings, three, policy, points) -> None:
    regrade(session, settings, policy)
    assert [result(session, one)[3] for one in three[1]] == points


@pytest.mark.parametrize(
    ("policy", "points", "of"),
    [(Policy.NEW_KEY, [100, 0, 0], 600), (Policy.BOTH_KEYS, [100, 100, 0], 600), (Policy.DROP, [None] * 3, 500)],
)
def test_a_policy_without_mercy_changes_everybody(session, settings, three, policy, points, of) -> None:
    regrade(session, settings, policy, never_worse=False)
    assert [result(session, one)[3] for one in three[1]] == points
    assert {result(session, one)[1] for one in three[1]} == {of}


def test_a_dropped_question_can_count_again(session, settings, three) -> None:
    regrade(session, settings, Policy.DROP, never_worse=False)
    regrade(session, settings, Policy.NEW_KEY, never_worse=False)
    assert [result(session, one) for one in three[1]] == [
        (100, 600, False, 100),
        (0, 600, False, 0),
        (0, 600, False, 0),
    ]


def test_before_and_after_stand_for_every_chosen_attempt(session, settings) -> None:
    regrade_id = regrade(session, settings)
    rows = session.scalars(
        select(Regraded).where(Regraded.regrade_id == regrade_id).order_by(Regraded.attempt_id)
    ).all()
    assert [(row.question_before, row.question_after) for row in rows] == [(0, 100), (100, 100), (0, 0)]
    row = session.get_one(Regrade, regrade_id)
    assert (row.state, row.done, row.total, row.attempts) == ("done", 3, 3, None)


def test_only_the_attempts_named_are_touched(session, settings, three) -> None:
    _, (first, _second, third) = three
    regrade(session, settings, Policy.FULL_MARKS, attempts=(third,))
    assert [result(session, one)[3] for one in (first, third)] == [0, 100]


def test_a_period_names_its_attempts_by_the_day_they_ended(session, three) -> None:
    found = three[1] + [answered(session, a_taker(session), 0) for _ in range(2)]
    plan = a_plan(the_history(session), since=clock.today(), until=clock.today())
    regrade_id = decided(session, a_trainer(session), plan)
    assert session.get_one(Regrade, regrade_id).attempts == found
    day_before = clock.day_of(clock.now()).replace(year=2020)
    with pytest.raises(Conflict, match="regrade_moved"):
        decided(session, a_trainer(session), a_plan(the_history(session), until=day_before))


def test_nobody_to_regrade_is_no_decision(session) -> None:
    day = clock.today().replace(year=2020)
    with pytest.raises(Conflict, match="regrade_nobody"):
        decided(session, a_trainer(session), a_plan(the_history(session), until=day))
    assert session.scalars(select(Regrade)).all() == []


def test_an_open_attempt_is_left_alone(session, settings) -> None:
    taker = a_taker(session)
    attempt_id = an_attempt(session, taker)
    save(session, taker, attempt_id, 1, {"choice": 1})
    regrade(session, settings, never_worse=False)
    row = session.get_one(Attempt, attempt_id)
    assert (row.state, row.points) == (AttemptState.OPEN, None)
    assert session.scalars(select(Regraded).where(Regraded.attempt_id == attempt_id)).all() == []


def test_an_attempt_that_waits_for_marking_gets_its_questions_points_only(session, settings, three) -> None:
    attempt_id = three[1][0]
    row = session.get_one(Attempt, attempt_id)
    row.state, row.points, row.passed, row.graded_at = AttemptState.SUBMITTED, None, None, None
    session.flush()
    regrade(session, settings)
    assert result(session, attempt_id) == (None, 600, None, 100)


def test_nothing_happens_without_a_reason(session) -> None:
    for reason, code in (("  \n", "reason_missing"), ("я" * 2001, "regrade_reason_too_long")):
        with pytest.raises(Invalid, match=code):
            decided(session, a_trainer(session), a_plan(the_history(session)), reason=reason)
    assert session.scalars(select(Job).where(Job.kind == JOB)).all() == []


def test_it_takes_the_right_to_mark(session, three) -> None:
    history = the_history(session)
    with pytest.raises(NotAllowed):
        service.decide(session, three[0].actor, history, Decision(a_plan(history), "Защото.", 0, history.newest.digest))


def test_versions_must_be_chosen(session) -> None:
    plan = a_plan(the_history(session))
    bare = service.Plan(service.Scope(("000000000000",)), plan.policy)
    with pytest.raises(Invalid, match="regrade_no_versions"):
        decided(session, a_trainer(session), bare)


def test_a_decision_on_a_picture_that_has_moved_on_is_refused(session, settings) -> None:
    history, trainer = the_history(session), a_trainer(session)
    decision = Decision(a_plan(history), "Ключът беше грешен.", 0, history.newest.digest)
    regrade_id = service.decide(session, trainer, history, decision)
    with pytest.raises(Conflict, match="regrade_moved"):
        service.decide(session, trainer, history, decision)
    carried_out(session, settings, regrade_id)
    with pytest.raises(Conflict, match="regrade_moved"):
        service.decide(session, trainer, history, decision)
    assert len(session.scalars(select(Regrade)).all()) == 1


def test_a_key_published_since_the_preview_is_not_applied_unseen(session) -> None:
    history, trainer = the_history(session), a_trainer(session)
    decision = Decision(a_plan(history), "Ключът беше грешен.", 0, history.newest.digest)
    corrected(session, 0)
    for known in (history, the_history(session)):
        with pytest.raises(Conflict, match="regrade_moved"):
            service.decide(session, trainer, known, decision)


def test_the_decision_stands_in_the_record(session, settings) -> None:
    regrade_id = regrade(session, settings)
    entries = session.scalars(select(AuditEntry).where(AuditEntry.subject_kind == "regrade")).all()
    assert [entry.action for entry in entries] == ["regrade.decided", "regrade.done"]
    assert {entry.subject_id for entry in entries} == {str(regrade_id)}
    assert entries[0].details["reason"] == "Ключът беше грешен."


def test_one_letter_goes_to_each_person_whose_result_changed(session, settings, three) -> None:
    taker = three[0]
    again = answered(session, taker, 1, others=ALL_RIGHT)
    plan = a_plan(the_history(session), Policy.FULL_MARKS)
    regrade_id = decided(session, a_trainer(session), plan)
    carried_out(session, settings, regrade_id)
    letters = session.scalars(select(Letter).order_by(Letter.person_id)).all()
    assert len(letters) == 2  # hers, and that of the person who answered nothing
    hers = next(letter for letter in letters if letter.person_id == taker.person_id)
    assert hers.key == f"regrade-{regrade_id}-{taker.person_id}"
    assert f"/attempts/{three[1][0]}/result" in hers.text
    assert f"/attempts/{again}/result" in hers.text  # of the new edition: a wrong answer there too
    assert "Ключът беше грешен." in hers.text


def test_the_letter_speaks_the_readers_language(session, settings, three) -> None:
    session.get_one(Person, three[0].person_id).language = "en"
    session.flush()
    regrade(session, settings)
    (letter,) = session.scalars(select(Letter))
    assert letter.subject == "Your result has changed: Sample course"
    assert "Result: 0 of 6 (0 %) → 1 of 6 (16 %)" in letter.text
