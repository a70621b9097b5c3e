"""An answer shown as saved is never lost, and none is overwritten unseen."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from elearn import ids
from elearn.db import begin_writing
from elearn.errors import Invalid, NotFound
from elearn.quizzes import queries, saving, service
from elearn.quizzes.models import Attempt, AttemptState, Response
from elearn.quizzes.saving import Newer, Over, Save, Saved
from tests.factories.quizzes import Taker, a_taker, a_test_with, an_attempt, save

ONE, TWO = {"choice": 1}, {"choice": 2}


@pytest.fixture
def taker(session: Session) -> Taker:
    return a_taker(session)


def test_a_first_answer_is_revision_one(session, taker) -> None:
    done = save(session, taker, an_attempt(session, taker), 1, ONE)
    assert isinstance(done, Saved)
    assert done.revision == 1


def test_the_same_save_again_gets_the_same_acknowledgement(session, taker) -> None:
    attempt_id, sent = an_attempt(session, taker), Save(1, ONE, ids.new_uuid(), 0)
    first = saving.save(session, taker.actor, attempt_id, sent)
    assert saving.save(session, taker.actor, attempt_id, sent) == first


def test_two_tabs_never_overwrite_each_other_unseen(session, taker) -> None:
    attempt_id = an_attempt(session, taker)
    save(session, taker, attempt_id, 1, ONE)
    found = save(session, taker, attempt_id, 1, TWO, base=0)
    assert isinstance(found, Newer)
    assert (found.revision, found.answer) == (1, ONE)
    assert session.scalars(select(Response)).one().answer == ONE
    chosen = save(session, taker, attempt_id, 1, TWO, base=found.revision)
    assert isinstance(chosen, Saved)
    assert chosen.revision == 2


def test_two_tabs_that_agree_need_not_be_asked(session, taker) -> None:
    attempt_id = an_attempt(session, taker)
    save(session, taker, attempt_id, 1, ONE)
    assert save(session, taker, attempt_id, 1, ONE, base=0).revision == 1


def test_a_base_from_the_future_is_not_believed(session, taker) -> None:
    assert isinstance(save(session, taker, an_attempt(session, taker), 1, ONE, base=5), Newer)


def test_an_answer_can_be_taken_back(session, taker) -> None:
    attempt_id = an_attempt(session, taker)
    save(session, taker, attempt_id, 2, {"choices": [0]})
    assert save(session, taker, attempt_id, 2, {"choices": []}, base=1).revision == 2
    assert queries.sitting(session, taker.actor, attempt_id).asked[1].given.empty


def test_a_flag_leaves_the_answer_and_its_revision_alone(session, taker) -> None:
    attempt_id = an_attempt(session, taker)
    assert saving.flag(session, taker.actor, attempt_id, 1, flagged=True) is None
    assert save(session, taker, attempt_id, 1, ONE, base=0).revision == 1
    assert saving.flag(session, taker.actor, attempt_id, 1, flagged=True) is None
    given = queries.sitting(session, taker.actor, attempt_id).asked[0].given
    assert (given.flagged, given.answer, given.revision) == (True, ONE, 1)


def test_after_submitting_an_answer_is_refused_and_changes_nothing(session, taker) -> None:
    attempt_id = an_attempt(session, taker)
    save(session, taker, attempt_id, 1, ONE)
    service.submit(session, taker.actor, attempt_id)
    points = session.get_one(Attempt, attempt_id).points
    assert isinstance(save(session, taker, attempt_id, 1, TWO, base=1), Over)
    assert isinstance(saving.flag(session, taker.actor, attempt_id, 1, flagged=True), Over)
    response = session.scalars(select(Response).where(Response.position == 1)).one()
    assert (response.answer, response.flagged, session.get_one(Attempt, attempt_id).points) == (ONE, False, points)


def test_an_answer_after_the_deadline_submits_what_was_saved(session) -> None:
    a_test_with(session, time_minutes=10)
    taker = a_taker(session)
    attempt_id = an_attempt(session, taker)
    save(session, taker, attempt_id, 1, ONE)
    attempt = session.get_one(Attempt, attempt_id)
    attempt.due_at, attempt.closes_at = attempt.due_at - timedelta(hours=1), attempt.closes_at - timedelta(hours=1)
    session.flush()
    assert isinstance(save(session, taker, attempt_id, 1, TWO, base=1), Over)
    assert attempt.state is AttemptState.GRADED
    assert attempt.points == 100


@pytest.mark.parametrize("position", [0, -1, 6, 10**9])
def test_a_question_outside_the_paper_is_not_found(session, taker, position) -> None:
    with pytest.raises(NotFound, match="question_unknown"):
        save(session, taker, an_attempt(session, taker), position, ONE)


def test_a_tampered_answer_is_refused(session, taker) -> None:
    attempt_id = an_attempt(session, taker)
    with pytest.raises(Invalid, match="answer_malformed"):
        save(session, taker, attempt_id, 1, {"choice": 77})
    assert queries.sitting(session, taker.actor, attempt_id).asked[0].given.empty


def test_saving_takes_one_read_and_one_write(session, taker, engine) -> None:
    attempt_id = an_attempt(session, taker)
    save(session, taker, attempt_id, 2, {"choices": [0]})
    session.commit()
    begin_writing(session)
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    save(session, taker, attempt_id, 1, ONE)
    work = [text for text in statements if not text.startswith(("PRAGMA", "BEGIN"))]
    assert [text.split()[0] for text in work] == ["SELECT", "INSERT"]
