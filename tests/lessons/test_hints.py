"""A hint helps before the answer where there is no mark, and nowhere else."""

from collections.abc import Callable
from dataclasses import replace

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from elearn.ids import LessonId, PersonId
from tests.factories.content import a_course
from tests.factories.progress import a_learner
from tests.factories.publishing import a_snapshot

SignIn = Callable[[FlaskClient, PersonId], str]
HOW = LessonId("basics/how")


def test_a_self_check_offers_its_hint_folded_before_it_is_answered(
    session: Session, client: FlaskClient, sign_in: SignIn
) -> None:
    course = a_course()
    body = course.lessons[HOW]
    hinted = replace(body.questions[0], hint_html={"bg": "<p>Помислете.</p>", "en": "<p>Think of the time.</p>"})
    lesson = replace(body, questions=(hinted, *body.questions[1:]))
    a_snapshot(session, replace(course, lessons={**course.lessons, HOW: lesson}))
    actor = a_learner(session)
    session.commit()
    sign_in(client, PersonId(actor.person_id or 0))
    first, second = BeautifulSoup(client.get(f"/learn/sample/{HOW}?lang=en").text, "html.parser").select("fieldset")
    fold = first.select_one("details:not([open])")
    assert fold is not None
    assert fold.summary is not None
    assert (fold.summary.text, "Think of the time." in fold.text) == ("Hint", True)
    assert second.select_one("details") is None
    assert "Think of" not in client.get("/learn/sample/basics/print?lang=en").text
