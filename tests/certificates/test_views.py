"""What the graduate, another learner and a stranger see."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from elearn.certificates import rules, service
from elearn.certificates.issuing import Issuer
from elearn.certificates.models import Certificate
from elearn.db import begin_writing
from elearn.ids import PersonId
from elearn.people.queries import NameParts
from elearn.people.service import confirm_names
from elearn.permissions import Actor, Via
from elearn.settings import Settings
from elearn.storage.files import Files
from tests.certificates.conftest import Graduate
from tests.factories.people import a_person

SignIn = Callable[[FlaskClient, PersonId], str]


def test_until_it_is_rendered_the_paper_is_being_prepared(
    client: FlaskClient, sign_in: SignIn, graduate: Graduate
) -> None:
    sign_in(client, graduate.person_id)
    answer = client.get(f"/certificates/{graduate.code}.pdf")
    assert answer.status_code == 202
    assert answer.headers["Refresh"]
    assert client.get(f"/verify/{graduate.code}").status_code == 200


def test_the_graduate_downloads_exactly_the_stored_bytes(
    client: FlaskClient, sign_in: SignIn, rendered: Graduate, session: Session, settings: Settings
) -> None:
    sign_in(client, rendered.person_id)
    answer = client.get(f"/certificates/{rendered.code}.pdf")
    assert answer.mimetype == "application/pdf"
    sha256 = session.get_one(Certificate, rendered.certificate.id).sha256
    assert answer.data == Files.of(settings.data).read(sha256 or "")


def test_another_learner_finds_no_such_paper(
    client: FlaskClient, sign_in: SignIn, rendered: Graduate, session: Session
) -> None:
    begin_writing(session)
    other = a_person(session, email="other@example.org")
    session.commit()
    sign_in(client, other)
    assert client.get(f"/certificates/{rendered.code}.pdf").status_code == 404
    assert rendered.certificate.number not in client.get("/my/certificates").text


def test_a_visitor_is_asked_to_sign_in_for_a_paper(client: FlaskClient, rendered: Graduate) -> None:
    assert client.get(f"/certificates/{rendered.code}.pdf").status_code in {302, 303, 401}


def test_a_stranger_sees_every_printed_fact_in_both_languages(client: FlaskClient, graduate: Graduate) -> None:
    answer = client.get(f"/verify/{graduate.code}")
    facts = graduate.certificate.facts
    for value in (facts["number"], facts["name_bg"], facts["name_en"], facts["course_bg"], facts["course_en"]):
        assert value in answer.text
    assert rules.spaced(graduate.code) in answer.text.split("<dl")[1].split("</dl>")[0]
    assert "Лице" in answer.text
    assert "Person" in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_a_code_typed_by_hand_leads_to_its_page(client: FlaskClient, graduate: Graduate) -> None:
    typed = "-".join((graduate.code[:4], graduate.code[4:8], graduate.code[8:])).lower()
    answer = client.get("/verify", query_string={"code": f" {typed} "}, follow_redirects=True)
    assert graduate.certificate.number in answer.text


def test_a_code_too_short_says_how_long_it_is(client: FlaskClient) -> None:
    answer = client.get("/verify?code=ABCD-EFGH-JKM&lang=bg")
    assert answer.status_code == 400
    assert "12 знака, тук са 11" in answer.text


@pytest.mark.parametrize("language", ["bg", "en"])
def test_an_unknown_code_is_said_to_be_unknown_in_both_languages(client: FlaskClient, language: str) -> None:
    answer = client.get(f"/verify/ABCD-EFGH-JKMN?lang={language}")
    assert answer.status_code == 404
    bulgarian, english = "Няма удостоверение с този код", "There is no certificate with this code"
    assert (answer.text.index(bulgarian) < answer.text.index(english)) == (language == "bg")
    assert "Сравнете кода с удостоверението" in answer.text
    assert "Compare the code with the paper" in answer.text


def test_a_revoked_certificate_is_never_shown_as_valid(
    client: FlaskClient, graduate: Graduate, session: Session
) -> None:
    begin_writing(session)
    service.revoke(session, Actor(via=Via.CLI), graduate.code, "проба")
    session.commit()
    for language in ("bg", "en"):
        answer = client.get(f"/verify/{graduate.code}?lang={language}")
        for words in ("обезсилено", "was revoked", "Основание: проба", "Reason: проба"):
            assert words in answer.text
        assert "е действително" not in answer.text
        assert "is valid" not in answer.text


@pytest.mark.parametrize("language", ["bg", "en"])
def test_the_verdict_and_its_moment_speak_both_languages(
    client: FlaskClient, graduate: Graduate, language: str
) -> None:
    page = client.get(f"/verify/{graduate.code}?lang={language}").text
    for words in ("Удостоверението е действително", "The certificate is valid", "Проверено в регистъра", "Checked in"):
        assert words in page
    first = page.index("Удостоверението е действително") < page.index("The certificate is valid")
    assert first == (language == "bg")


def test_a_superseded_certificate_leads_to_the_last_of_its_chain(
    client: FlaskClient, graduate: Graduate, session: Session
) -> None:
    begin_writing(session)
    operator, codes = Actor(via=Via.CLI), [graduate.code]
    for family in ("Новакова", "Стоянова"):
        new = NameParts("Мария", "Иванова", family), NameParts("Maria", "Ivanova", "Novakova")
        confirm_names(session, Actor(person_id=graduate.person_id, via=Via.CLI), cyrillic=new[0], latin=new[1])
        codes.append(service.correct_name(session, operator, Issuer("Издател", "Issuer", "СЗ"), codes[-1]))
    session.commit()
    last = f'href="/verify/{rules.spaced(codes[-1])}"'
    page = client.get(f"/verify/{graduate.code}").text
    assert last in page
    assert "See the certificate that is valid now" in page
    begin_writing(session)
    service.revoke(session, operator, codes[-1], "проба")
    session.commit()
    page = client.get(f"/verify/{graduate.code}").text
    assert last in page
    assert "is valid" not in page


def post_file(client: FlaskClient, data: bytes) -> str:
    client.application.config["WTF_CSRF_ENABLED"] = False  # the token is tried in tests/web
    answer = client.post("/verify", data={"file": (BytesIO(data), "paper.pdf")}, query_string={"lang": "bg"})
    return answer.text


def test_the_very_file_is_recognised_and_one_flipped_bit_is_not(
    client: FlaskClient, rendered: Graduate, session: Session, settings: Settings
) -> None:
    sha256 = session.get_one(Certificate, rendered.certificate.id).sha256
    data = bytearray(Files.of(settings.data).read(sha256 or ""))
    assert "Удостоверението е действително" in post_file(client, bytes(data))
    data[len(data) // 2] ^= 1
    assert "Този файл не е издаден тук" in post_file(client, bytes(data))
