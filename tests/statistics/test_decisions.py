"""What a decision on a question does to its statistics: they go on saying what was answered, and name the decision."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.permissions import Role
from elearn.quizzes.models import Attempt
from elearn.regrading import objecting
from elearn.regrading.models import Policy
from elearn.settings import Settings
from elearn.statistics import documents, queries, terminal
from elearn.statistics.computing import VersionStatistics
from elearn.statistics.rules import FlagKind
from tests.factories.attempts import BASICS, SLUG, Answers, take, takers
from tests.factories.essays import a_marked_attempt, an_essay_course_of_one_test
from tests.factories.people import a_person
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import a_taker
from tests.factories.regrading import a_plan, a_trainer, answered, carried_out, corrected, decided, the_history

PAGE = "/author/courses/sample/statistics/basics/quiz"


def answers(rank: int) -> Answers:
    """Of thirty: eighteen take the right choice, six a wrong one, six leave it empty; the rest differs too."""
    choice = None if rank < 6 else {"choice": 0} if rank < 12 else {"choice": 1}
    return {"single": choice, "true": {"choice": rank % 2}, "number": {"text": "14" if rank > 9 else "15"}}


@pytest.fixture
def thirty(session: Session) -> None:
    a_snapshot(session)
    take(session, takers(session, 30), [answers(rank) for rank in range(30)])


def told(session: Session, own: str = "single") -> VersionStatistics:
    """The earliest version of a question."""
    found = queries.of_quiz(session, SLUG, BASICS).versions
    return next(one for one in found if one.text.id == f"{BASICS}#{own}" and 1 in one.editions)


def regrade(
    session: Session, settings: Settings, policy: Policy, *, own: str = "single", never_worse: bool = True
) -> None:
    plan = a_plan(the_history(session, own), policy, never_worse=never_worse)
    carried_out(session, settings, decided(session, a_trainer(session), plan, own=own), own=own)


@pytest.mark.usefixtures("thirty")
@pytest.mark.parametrize("never_worse", [True, False])
@pytest.mark.parametrize("policy", [Policy.FULL_MARKS, Policy.DROP, Policy.NEW_KEY, Policy.BOTH_KEYS])
def test_right_answers_go_by_the_key_that_was_met(session: Session, settings, policy, never_worse) -> None:
    before = told(session)
    if policy in {Policy.NEW_KEY, Policy.BOTH_KEYS}:
        corrected(session, 0)
    regrade(session, settings, policy, never_worse=never_worse)
    after = told(session)
    assert (after.right, after.attempts, after.unanswered) == (18, 30, 6)
    assert (after.mean, after.right_interval) == (before.mean, before.right_interval)
    assert [table.lines for table in after.tables] == [table.lines for table in before.tables]
    assert FlagKind.EVERYONE_RIGHT not in {flag.kind for flag in after.flags}
    assert after.regraded + after.dropped > 0


@pytest.mark.usefixtures("thirty")
def test_discrimination_stays_what_it_was_when_all_get_the_points(session: Session, settings) -> None:
    before = told(session)
    regrade(session, settings, Policy.FULL_MARKS)
    after = told(session)
    assert (after.regraded, after.dropped) == (12, 0)
    assert before.discrimination is not None
    assert after.discrimination == pytest.approx(before.discrimination, abs=1e-9)
    assert after.efficiency == pytest.approx(before.efficiency or 0.0, abs=1e-9)
    assert told(session, "number").regraded == 0


@pytest.mark.usefixtures("thirty")
def test_the_test_as_a_whole_is_told_by_what_counts_now(session: Session, settings) -> None:
    regrade(session, settings, Policy.FULL_MARKS)
    rows = session.execute(select(Attempt.points, Attempt.max_points)).all()
    mean = sum(100 * points / most for points, most in rows if points is not None) / 30
    assert queries.of_quiz(session, SLUG, BASICS).summary.mean == pytest.approx(mean)


@pytest.mark.usefixtures("thirty")
def test_every_form_says_how_many_attempts_a_decision_touched(
    client: FlaskClient, session: Session, settings, sign_in
) -> None:
    quiet = "by decisions"
    document = documents.document(queries.of_quiz(session, SLUG, BASICS), {}, "bg")
    assert quiet not in terminal.as_text(SLUG, [document])
    regrade(session, settings, Policy.FULL_MARKS)
    regrade(session, settings, Policy.DROP, own="true")
    document = documents.document(queries.of_quiz(session, SLUG, BASICS), {}, "bg")
    touched = {one["question"]: (one["regraded"], one["dropped"]) for one in document["questions"]}
    assert touched[f"{BASICS}#single"] == (12, 0)
    assert touched[f"{BASICS}#true"][0] == 0
    assert touched[f"{BASICS}#true"][1] > 0
    assert f"{quiet} 12 have other points and 0 none" in terminal.as_text(SLUG, [document])
    trainer = a_person(session, roles=(Role.TRAINER,))
    session.commit()
    sign_in(client, trainer)
    for address, words in (
        (PAGE, "By a decision 12 attempts have other points for it."),
        (f"{PAGE}/basics.quiz.single", "By a decision 12 attempts have other points for it."),
        (f"{PAGE}/basics.quiz.single", "by the key that this text had"),
        (f"{PAGE}/basics.quiz.true", f"does not count in {touched[f'{BASICS}#true'][1]} attempts."),
    ):
        shown = BeautifulSoup(client.get(f"{address}?lang=en").text, "lxml")
        assert words in shown.text, address
    assert "By a decision" not in client.get(f"{PAGE}/basics.quiz.number?lang=en").text


def test_an_objection_does_not_read_that_everybody_was_right(client, session: Session, settings, sign_in) -> None:
    taker = a_taker(session)
    attempt_id = answered(session, taker, None)
    objection_id = objecting.object_to(session, taker.actor, attempt_id, 1, "Верният отговор липсва сред изборите.")
    regrade(session, settings, Policy.FULL_MARKS)
    trainer = a_person(session, roles=(Role.TRAINER,))
    session.commit()
    sign_in(client, trainer)
    shown = BeautifulSoup(client.get(f"/author/objections/{objection_id}?lang=en").text, "lxml")
    facts = {row.select_one("dt").text: row.select_one("dd").text for row in shown.select("dl.facts > div")}
    assert facts["Right answers"] == "0 %"
    assert "By a decision 1 attempt has other points for it." in shown.text


def test_an_essay_goes_by_what_its_marker_gave(session: Session, settings) -> None:
    an_essay_course_of_one_test(session)
    a_marked_attempt(session, a_taker(session), a_trainer(session), settings, 50, 100, 0)
    before = told(session, "letter")
    assert (before.attempts, before.right, before.regraded, before.dropped) == (1, 0, 0, 0)
    regrade(session, settings, Policy.FULL_MARKS, own="letter")
    after = told(session, "letter")
    assert (after.right, after.mean) == (0, before.mean)
    assert (after.regraded, after.dropped) == (1, 0)
    assert replace(after, regraded=0) == before
