"""A learner reports an error in a text, a trainer answers, the answer comes back."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.db import begin_writing
from elearn.errors import Conflict, Invalid
from elearn.ids import LessonId, PersonId
from elearn.lessons import queries, reports
from elearn.lessons.blocks import excerpts
from elearn.lessons.models import TextReport
from elearn.mail.models import Letter
from elearn.permissions import Actor, Role
from elearn.publishing.queries import current
from elearn.settings import Settings
from tests.factories.content import a_course, a_lesson_text, with_lesson_text
from tests.factories.lessons import HOW, SAMPLE, WHY
from tests.factories.people import a_person, an_actor
from tests.factories.progress import a_learner
from tests.factories.publishing import a_snapshot

SignIn = Callable[[FlaskClient, PersonId], str]
PAGE = "/learn/sample/basics/why/report"


@pytest.fixture
def learner(session: Session, client: FlaskClient, sign_in: SignIn) -> Actor:
    actor = a_learner(session)
    session.commit()
    sign_in(client, PersonId(actor.person_id or 0))
    return actor


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))


def reported(session: Session, actor: Actor, key: str = "k", lesson_id: LessonId = WHY) -> int:
    sent = reports.Sent(key, current(session, SAMPLE), "bg", 1, "Срокът е друг.")
    reports.report_error(session, actor, SAMPLE, lesson_id, sent)
    return session.scalars(select(TextReport.id).where(TextReport.key == key)).one()


def stored(session: Session) -> list[TextReport]:
    session.rollback()
    return list(session.scalars(select(TextReport)))


def test_a_report_is_stored_with_lesson_block_and_edition(
    session: Session, client: FlaskClient, learner: Actor
) -> None:
    fields = hidden(client.get(f"{PAGE}?lang=bg").text)
    answer = client.post(PAGE, data={**fields, "block": "2", "text": "Членът е друг."})
    assert (answer.status_code, answer.location) == (303, "/my/reports?sent=1")
    (report,) = stored(session)
    assert (report.lesson_id, report.block, report.language) == ("basics/why", 2, "bg")
    assert report.snapshot_id == current(session, SAMPLE)
    assert report.person_id == learner.person_id
    assert "Членът е друг." in client.get("/my/reports").text


def test_sending_a_report_twice_is_sending_it_once(session: Session, client: FlaskClient, learner: Actor) -> None:
    fields = {**hidden(client.get(PAGE).text), "text": "Грешка."}
    assert [client.post(PAGE, data=fields).status_code for _ in range(2)] == [303, 303]
    assert len(stored(session)) == 1
    assert learner.signed_in


@pytest.mark.parametrize("text", ["", "   \n ", "я" * 4001])
def test_an_empty_or_endless_report_is_asked_for_again_and_kept(
    session: Session, client: FlaskClient, learner: Actor, text: str
) -> None:
    answer = client.post(PAGE, data={**hidden(client.get(PAGE).text), "text": text})
    assert answer.status_code == 400
    assert text.strip() in answer.text
    assert not stored(session)
    assert learner.signed_in


@pytest.mark.parametrize("change", [{"snapshot": "x"}, {"snapshot": "1"}, {"key": ""}, {"key": "k" * 65}])
def test_tampered_hidden_fields_store_nothing(
    session: Session, client: FlaskClient, learner: Actor, change: dict[str, str]
) -> None:
    fields = {**hidden(client.get(PAGE).text), "text": "Грешка.", **change}
    assert client.post(PAGE, data=fields).status_code in {400, 404}
    assert not stored(session)
    assert learner.signed_in


def test_markup_in_a_report_is_text(client: FlaskClient, learner: Actor) -> None:
    client.post(PAGE, data={**hidden(client.get(PAGE).text), "text": "<script>alert(1)</script>"})
    page = client.get("/my/reports").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert learner.signed_in


def test_the_answer_comes_back_on_the_page_and_by_letter(
    session: Session, client: FlaskClient, sign_in: SignIn
) -> None:
    learner = a_learner(session)
    report_id = reported(session, learner)
    trainer = a_person(session, roles=(Role.TRAINER,))
    session.commit()
    sign_in(client, trainer)
    page = client.get("/author/reports").text
    assert "Срокът е друг." in page
    fields = {**hidden(page), "answer": "Поправено в новата редакция."}
    assert client.post(f"/author/reports/{report_id}/answer", data=fields).status_code == 303
    assert client.post(f"/author/reports/{report_id}/answer", data=fields).status_code == 409
    session.rollback()
    (letter,) = session.scalars(select(Letter))
    assert letter.person_id == learner.person_id
    assert "Поправено в новата редакция." in letter.text
    sign_in(client, PersonId(learner.person_id or 0))
    assert "Поправено в новата редакция." in client.get("/my/reports").text


def test_reports_of_others_are_not_shown(
    session: Session, client: FlaskClient, learner: Actor, sign_in: SignIn
) -> None:
    begin_writing(session)
    reported(session, learner)
    other = a_learner(session)
    session.commit()
    sign_in(client, PersonId(other.person_id or 0))
    assert "Срокът е друг." not in client.get("/my/reports").text
    assert client.get("/author/reports").status_code == 403
    assert client.post("/author/reports/1/answer", data={"answer": "x"}).status_code in {400, 403}


def test_a_trainer_opens_the_text_as_it_stood_when_it_was_reported(
    session: Session, client: FlaskClient, sign_in: SignIn
) -> None:
    report_id = reported(session, a_learner(session))
    a_snapshot(session, replace(with_lesson_text(a_course(), WHY, "Поправеният текст."), digest="1" * 64))
    trainer = a_person(session, roles=(Role.TRAINER,))
    session.commit()
    sign_in(client, trainer)
    address = f"/author/reports/{report_id}/text"
    assert f'href="{address}"' in client.get("/author/reports").text
    assert client.get(PAGE).status_code == 403
    page = client.get(f"{address}?lang=bg").text
    assert "Текст на урока." in page
    assert "Поправеният текст." not in page
    assert client.get("/author/reports/999/text").status_code == 404


def test_the_text_of_a_report_is_for_trainers_and_bears_no_key(
    session: Session, client: FlaskClient, learner: Actor, sign_in: SignIn
) -> None:
    begin_writing(session)
    report_id = reported(session, learner, lesson_id=HOW)
    trainer = a_person(session, roles=(Role.TRAINER,))
    session.commit()
    assert client.get(f"/author/reports/{report_id}/text").status_code == 403
    sign_in(client, trainer)
    page = client.get(f"/author/reports/{report_id}/text?lang=bg").text
    assert 'type="radio"' in page
    assert not re.search(r"checked|is-right|Обяснение", page)


def test_an_answer_needs_words_and_is_given_once(session: Session, settings: Settings) -> None:
    report_id = reported(session, a_learner(session))
    trainer = an_actor(session, a_person(session, roles=(Role.TRAINER,)))
    with pytest.raises(Invalid, match="report_empty"):
        reports.answer_report(session, trainer, report_id, "  ", settings)
    reports.answer_report(session, trainer, report_id, "Да.", settings)
    with pytest.raises(Conflict, match="report_answered"):
        reports.answer_report(session, trainer, report_id, "Не.", settings)
    assert queries.open_reports(session) == {}


def test_waiting_reports_come_first_and_are_counted_by_course(session: Session, settings: Settings) -> None:
    learner = a_learner(session)
    first, second = reported(session, learner, "a"), reported(session, learner, "b")
    assert queries.open_reports(session) == {"sample": 2}
    trainer = an_actor(session, a_person(session, roles=(Role.TRAINER,)))
    reports.answer_report(session, trainer, first, "Да.", settings)
    assert [report.id for report in queries.all_reports(session)] == [second, first]


def test_places_are_named_by_the_first_words_of_their_blocks() -> None:
    text = a_lesson_text("Защо", "Текст &amp; <b>още</b>.", segments=2)
    assert excerpts(text) == {1: "Текст & още.", 2: "Текст & още. 0", 3: "Текст & още. 1"}


def test_marks_within_a_sentence_leave_no_spaces_and_items_of_a_list_stay_apart() -> None:
    body = (
        'Кметът <em>решава</em>, а <a class="cite" href="#source-zni">законът</a>'
        ' („<button data-term="0">ЗНИ</button>“) <strong>пре</strong>дписва:<ul><li>едно</li><li>две</li></ul>'
    )
    assert excerpts(a_lesson_text("Защо", body))[1] == "Кметът решава, а законът („ЗНИ“) предписва: едно две"


@pytest.mark.own_app
@pytest.mark.usefixtures("learner", "limited")
def test_one_person_reports_so_many_errors_an_hour(client: FlaskClient, session: Session) -> None:
    codes = []
    for number in range(31):
        form = {**hidden(client.get(PAGE).text), "text": f"Грешка {number}."}
        codes.append(client.post(PAGE, data=form).status_code)
    assert codes == [303] * 30 + [429]
    assert len(stored(session)) == 30
