"""The pages of exemptions, completions elsewhere and extensions, and the attachment that comes with them."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from elearn import clock
from elearn.enrolment.models import Enrolment
from elearn.errors import Invalid
from elearn.plans import attachments
from elearn.plans.models import Credit, Extension
from tests.factories.content import a_course
from tests.factories.enrolment import an_enrolment
from tests.factories.people import a_person
from tests.factories.publishing import a_snapshot
from tests.quizzes.visiting import again, soup

pytestmark = pytest.mark.usefixtures("without_tokens")
EN = {"Accept-Language": "en"}
WHY = "Заповед № 12 <script>"
PDF = b"%PDF-1.4 a diploma"


@pytest.fixture
def learner(session, here) -> int:
    a_snapshot(again(session), a_course())
    person_id = a_person(session, organisation_id=here.below, given="Тодорка")
    an_enrolment(session, person_id, due=clock.today())
    session.commit()
    return person_id


def at(learner: int, act: str) -> str:
    return f"/coordinate/people/{learner}/courses/sample/{act}"


def elsewhere(**changes: object) -> dict[str, object]:
    on = (clock.today() - timedelta(days=9)).isoformat()
    filled = {"kind": "classroom", "on": on, "hours": "7,5", "hours_kind": "academic", "reason": WHY}
    return filled | {"attachment": (io.BytesIO(PDF), "C:/тайно/..Диплома \u202e.pdf"), **changes}


def one_credit(session) -> Credit:
    session.rollback()
    return session.scalars(select(Credit)).one()


def test_a_classroom_course_is_recognised_with_its_document(client, session, learner) -> None:
    assert client.post(at(learner, "credit"), data=elsewhere()).location == f"/coordinate/people/{learner}"
    row = one_credit(session)
    assert (row.kind.value, row.hours, row.hours_kind.value, row.reason) == ("classroom", 750, "academic", WHY)
    assert row.attachment_name == "Диплома.pdf"
    with client.get(f"/coordinate/people/{learner}/credits/{row.id}/attachment") as served:
        assert served.data == PDF
        assert served.headers["Content-Disposition"].startswith("attachment")
        assert served.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert served.headers["X-Content-Type-Options"] == "nosniff"
        assert "private" in served.headers["Cache-Control"]
    assert client.get(f"/media/{row.attachment}/x.pdf").status_code == 404
    page = client.get(at(learner, "extend"), headers=EN).text
    assert [word in page for word in ("Диплома.pdf", "7.5 academic hours", "&lt;script&gt;")] == [True] * 3


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"kind": ""}, "kind", "not said where"),
        ({"on": ""}, "on", "not a day"),
        ({"on": "2999-01-01"}, "on", ""),
        ({"hours": "много"}, "hours", "no number of hours"),
        ({"hours": "0"}, "hours", "no number of hours"),
        ({"reason": " "}, "reason", "reason is missing"),
        ({"attachment": (io.BytesIO(b"MZ"), "x.exe")}, "attachment", "no PDF, PNG or JPEG"),
        ({"attachment": (io.BytesIO(b"MZ"), "x.pdf")}, "attachment", "not what its name says"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(
    client, session, learner, changes, field, words
) -> None:
    answer = client.post(at(learner, "credit"), data=elsewhere(**changes), headers=EN)
    assert answer.status_code == 400
    assert words in soup(answer).find(id=f"{field}-error").text
    session.rollback()
    assert session.scalars(select(Credit)).all() == []


def test_what_is_wrong_is_listed_in_the_order_of_the_fields(client, learner) -> None:
    wrong = {"kind": "", "on": "", "hours": "много", "reason": "", "attachment": (io.BytesIO(b"MZ"), "x.exe")}
    page = soup(client.post(at(learner, "credit"), data=elsewhere(**wrong)))
    assert [link["href"] for link in page.select("#errors a")] == ["#kind", "#on", "#hours", "#reason", "#attachment"]


def test_a_document_has_its_limit() -> None:
    with pytest.raises(Invalid, match="attachment_large"):
        attachments.read("x.pdf", b"%PDF-" + bytes(attachments.MOST_BYTES))


def test_an_exemption_is_shown_to_the_learner_with_by_whom_and_why(client, learner, sign_in) -> None:
    assert client.post(at(learner, "exempt"), data={"reason": WHY}).status_code == 303
    sign_in(client, learner)
    for address in ("/my", "/learn/sample"):
        page = client.get(address, headers=EN)
        assert "Exempt since" in page.text
        assert "Мария Петрова Иванова" in page.text
        assert "overdue" not in page.text
    assert "&lt;script&gt;" in page.text
    assert client.get("/learn/sample/basics/why").status_code == 200


def test_an_exemption_is_taken_back_with_a_reason(client, session, learner) -> None:
    client.post(at(learner, "exempt"), data={"reason": WHY})
    back = f"/coordinate/people/{learner}/credits/{one_credit(session).id}/take-back"
    session.rollback()
    page = soup(client.get(at(learner, "credit")))
    assert (page.find("a", href=back) is not None, page.select("main form")) == (True, [])
    assert client.get(back).status_code == 200
    assert client.post(back, data={"reason": ""}, headers=EN).status_code == 400
    assert client.post(back, data={"reason": "Грешка"}).status_code == 303
    assert one_credit(session).taken_back_why == "Грешка"


def test_a_deadline_is_extended_and_taken_back(client, session, learner) -> None:
    due = clock.today() + timedelta(days=7)
    assert client.post(at(learner, "extend"), data={"due": due.isoformat(), "reason": WHY}).status_code == 303
    session.rollback()
    assert session.scalars(select(Enrolment.due)).one() == due
    number = session.scalars(select(Extension.id)).one()
    session.rollback()
    back = f"/coordinate/people/{learner}/extensions/{number}/take-back"
    assert client.get(back).status_code == 200
    client.post(back, data={"reason": "Грешка"})
    session.rollback()
    assert session.scalars(select(Enrolment.due)).one() == clock.today()


def test_the_person_s_page_says_on_what_a_recognised_completion_rests(client, session, learner) -> None:
    client.post(at(learner, "credit"), data=elsewhere())
    number = one_credit(session).id
    session.rollback()
    record = f"/coordinate/people/{learner}"
    page = soup(client.get(record, headers=EN))
    links = {link["href"] for link in page.find_all("a")}
    assert {f"{record}/credits/{number}/attachment", f"{record}/credits/{number}/take-back"} <= links
    assert at(learner, "exempt") not in links
    assert "Completed in a classroom" in client.get(f"{record}/courses", headers=EN).text
    assert "7.5 academic hours" in page.text
    client.post(f"{record}/credits/{number}/take-back", data={"reason": "Грешка"})
    assert at(learner, "exempt") in client.get(record).text


def test_the_person_s_page_says_that_an_extension_was_taken_back(client, session, learner) -> None:
    client.post(at(learner, "extend"), data={"due": (clock.today() + timedelta(days=30)).isoformat(), "reason": WHY})
    session.rollback()
    back = f"/coordinate/people/{learner}/extensions/{session.scalars(select(Extension.id)).one()}/take-back"
    session.rollback()
    assert back in client.get(f"/coordinate/people/{learner}").text
    client.post(back, data={"reason": "Отпадна нуждата"})
    page = client.get(f"/coordinate/people/{learner}", headers=EN).text
    assert ("Отпадна нуждата" in page, back in page) == (True, False)


def test_a_last_day_without_work_is_warned_of(client, learner) -> None:
    saturday = clock.today() + timedelta(days=7 + (5 - clock.today().weekday()) % 7)
    client.post(at(learner, "extend"), data={"due": saturday.isoformat(), "reason": WHY}, headers=EN)
    assert "no working day" in client.get(at(learner, "extend"), headers=EN).text


@pytest.mark.parametrize("due", ["", "x", "2020-01-01"])
def test_a_day_that_gives_no_more_time_stands_beside_its_field(client, learner, due) -> None:
    answer = client.post(at(learner, "extend"), data={"due": due, "reason": WHY}, headers=EN)
    assert (answer.status_code, soup(answer).find(id="due-error") is not None) == (400, True)


def test_the_neighbour_meets_a_person_nowhere(client, session, learner, neighbour) -> None:
    client.post(at(learner, "credit"), data=elsewhere())
    credit = f"/coordinate/people/{learner}/credits/{one_credit(session).id}"
    session.rollback()
    neighbour(client)
    for address in (*(at(learner, act) for act in ("exempt", "credit", "extend")), f"{credit}/take-back"):
        assert client.get(address).status_code == 404
        refused = client.post(address, data=elsewhere(due="2999-01-01"))
        assert (refused.status_code, "Тодорка" in refused.text) == (404, False)
    assert client.get(f"{credit}/attachment").status_code == 404
    assert one_credit(session).taken_back_at is None
    assert session.scalars(select(Extension)).all() == []


@pytest.mark.usefixtures("learner")
def test_no_form_is_offered_for_oneself(client, here) -> None:
    for act in ("exempt", "credit", "extend"):
        refused = client.get(at(here.coordinator, act), headers=EN)
        assert (refused.status_code, "<textarea" in refused.text) == (403, False)


def test_learners_do_none_of_it(client, learner, sign_in) -> None:
    sign_in(client, learner)
    assert [client.post(at(learner, act)).status_code for act in ("exempt", "credit", "extend")] == [403] * 3
