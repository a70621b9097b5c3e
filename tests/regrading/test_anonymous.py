"""An anonymous test stays so on every page of those who mark and regrade it."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from elearn.certificates.models import Certificate
from elearn.db import begin_writing
from elearn.marking.rules import code
from elearn.people.models import Person
from elearn.permissions import Actor, Role
from elearn.quizzes.models import Attempt
from elearn.regrading import objecting
from elearn.regrading.preview import preview
from tests.factories.content import a_course
from tests.factories.essays import a_waiting_attempt, an_essay_test
from tests.factories.people import a_person
from tests.factories.progress import a_learner, complete
from tests.factories.publishing import a_snapshot
from tests.factories.quizzes import BASICS, Taker, a_taker, with_rules
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

NAME = "Тайнова"
PREVIEW = "/author/courses/sample/regrade-preview/basics/quiz"


@pytest.fixture
def trainer(session: Session) -> int:
    return a_person(session, roles=(Role.TRAINER,), given="Борис", family="Борисов")


def rename(session: Session, person_id: int) -> None:
    session.execute(update(Person).where(Person.id == person_id).values(family=NAME))


def a_hidden_taker(session: Session) -> Taker:
    taker = a_taker(session)
    rename(session, taker.person_id)
    return taker


def hidden(client, address: str, *, shown: str = "") -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert NAME not in page.text
    assert shown in page.text


def test_whose_essays_wait_is_told_nowhere(client, session, sign_in, trainer) -> None:
    an_essay_test(session, anonymous=True)
    attempt_id = a_waiting_attempt(session, a_hidden_taker(session))
    digest = the_history(session, "letter").newest.digest
    session.commit()
    sign_in(client, trainer)
    for policy in ("drop", "full-marks"):
        for worse in ("0", "1"):
            address = f"{PREVIEW}/letter?version={digest}&policy={policy}&worse={worse}"
            hidden(client, address)
            main = BeautifulSoup(client.get(address).text, "lxml").find("main").text
            assert f"attempt {attempt_id}" not in main
            assert f"опит {attempt_id}" not in main
    hidden(client, "/author/marking")


def test_whoever_passes_by_a_regrade_stays_a_code(client, session, settings, sign_in, trainer) -> None:
    course = with_rules(a_course(), BASICS, anonymous=True)
    a_snapshot(session, course)
    taker = a_hidden_taker(session)
    attempt_id = answered(session, taker, 2, others=ALL_RIGHT[:3])
    corrected(session, course=course)
    words = code(session.get_one(Attempt, attempt_id).seed)
    digests = "&".join(f"version={one.digest}" for one in the_history(session).versions)
    objecting.object_to(session, taker.actor, attempt_id, 1, "Мисля, че ключът е грешен.")
    session.commit()
    sign_in(client, trainer)
    hidden(client, f"{PREVIEW}/single?{digests}&policy=new-key", shown=words)
    begin_writing(session)
    regrade_id = decided(session, a_trainer(session), a_plan(the_history(session)))
    carried_out(session, settings, regrade_id)
    session.commit()
    hidden(client, f"/author/regrades/{regrade_id}", shown=words)
    for address in ("/author/courses/sample/regrades", "/author/objections", "/author/objections/1"):
        hidden(client, address)


def test_a_completion_to_look_at_is_found_by_its_certificate(client, session, settings, sign_in, trainer) -> None:
    """The code alone would lead to nobody; a name beside the attempt's number would tell whose answers they were."""
    course = with_rules(a_course(), BASICS, anonymous=True)
    a_snapshot(session, course)
    learner = a_learner(session)
    rename(session, learner.person_id)
    complete(session, learner)
    attempt = session.scalars(select(Attempt).where(Attempt.quiz_id == BASICS)).one()
    attempt.pass_percent = 90
    words, number = code(attempt.seed), session.scalars(select(Certificate.number)).one()
    corrected(session, course=course)
    found = the_history(session)
    shown = preview(session, Actor(), found, a_plan(found, never_worse=False))
    assert [one.met.attempt_id for one, _ in shown.to_review] == [attempt.id]
    regrade_id = decided(session, a_trainer(session), a_plan(found, never_worse=False))
    session.commit()
    sign_in(client, trainer)
    digests = "&".join(f"version={one.digest}" for one in found.versions)
    address = f"{PREVIEW}/single?{digests}&policy=new-key&worse=1"
    hidden(client, address, shown=words)
    assert number not in client.get(address).text
    begin_writing(session)
    carried_out(session, settings, regrade_id)
    session.commit()
    hidden(client, f"/author/regrades/{regrade_id}", shown=number)
