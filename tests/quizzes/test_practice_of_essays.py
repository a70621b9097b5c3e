"""An essay in practice: written first, then compared with criteria and model answer; kept nowhere."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories.content import both
from tests.factories.essays import an_essay, an_essay_test
from tests.factories.kinds import a_matching_question
from tests.factories.quizzes import BASICS, a_taker
from tests.quizzes.visiting import START, SignIn, settle, soup

PRACTICE = f"{START}/practice"
TOLD = ("критерий 0", "criterion 0", "Образец", "Model:")
pytestmark = pytest.mark.usefixtures("without_tokens")


@pytest.fixture
def learner(client: FlaskClient, session: Session, sign_in: SignIn) -> FlaskClient:
    """Signed in, before a test that asks a letter with a hint and a matching."""
    letter = an_essay(hint_html=both("<p>Обръщение?</p>", "<p>A salutation?</p>"))
    an_essay_test(session, letter, a_matching_question(f"{BASICS}#pairs"), practice=True)
    taker = a_taker(session)
    settle(session)
    sign_in(client, taker.person_id)
    return client


def test_criteria_and_model_answer_are_told_only_after_writing(learner: FlaskClient) -> None:
    for before in (
        learner.get(f"{PRACTICE}?seed=ABCD2345&lang=en"),
        learner.post(PRACTICE, data={"seed": "ABCD2345", "q-1": "  "}),
        learner.get(f"{PRACTICE}?seed=ABCD2345&done=ss"),
    ):
        assert not [words for words in TOLD if words in before.text]
    page = learner.post(f"{PRACTICE}?lang=en", data={"seed": "ABCD2345", "q-1": "Dear Sir, we answer by Friday."})
    assert "Dear Sir, we answer by Friday." in page.text
    assert "criterion 0" in page.text
    assert "Model:" in page.text
    assert "Compare what you wrote" in page.text


def test_nobody_calls_an_essay_right_or_wrong(learner: FlaskClient) -> None:
    page = learner.post(f"{PRACTICE}?lang=en", data={"seed": "ABCD2345", "q-1": "Letter."})
    assert not soup(page).select(".is-right, .is-wrong")
    following, _, place = soup(page).select_one(".steps-nav a")["href"].partition("#")
    assert (following.endswith("done=e"), place) == (True, "question")
    ended = soup(learner.get(f"{following}s&lang=en"))
    assert "Question 1: written" in " ".join(ended.select_one("main").get_text(" ").split())


def test_the_hint_of_an_essay_may_be_opened_before_writing(learner: FlaskClient) -> None:
    assert "A salutation?" in learner.get(f"{PRACTICE}?seed=ABCD2345&lang=en").text
