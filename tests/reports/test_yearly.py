"""The yearly statement: what was completed in a calendar year, for the person and for who answers for them."""

import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from elearn.audit.models import AuditEntry
from elearn.certificates.models import Certificate
from elearn.content.model import HoursKind
from elearn.db import begin_writing
from elearn.enrolment.models import Enrolment
from elearn.ids import OrganisationId, PersonId
from elearn.jobs import runner
from elearn.people.models import Organisation, Person
from elearn.permissions import Actor, Grant, Role
from elearn.plans.models import Credit, Substitute
from elearn.progress.models import Completion
from elearn.reports import yearly
from elearn.settings import Settings
from elearn.work import Work
from elearn.worker import HANDLERS
from tests.factories.people import a_person, an_organisation
from tests.factories.progress import a_learner, complete

SignIn = Callable[[FlaskClient, PersonId], str]
NEW_YEAR = datetime(2026, 12, 31, 22, tzinfo=UTC)
"""The first instant of 2027 in Sofia."""


@pytest.fixture
def learner(session: Session) -> Actor:
    """Somebody of a municipality who has completed the sample course on 3 March 2026."""
    actor = a_learner(session)
    complete(session, actor)
    unit = an_organisation(session, "Община Липа")
    session.execute(update(Person).where(Person.id == actor.person_id).values(organisation_id=unit, employer_id=unit))
    finished(session, datetime(2026, 3, 3, 9, tzinfo=UTC))
    return actor


def finished(session: Session, at: datetime) -> None:
    session.execute(update(Completion).values(completed_at=at))
    session.commit()


def coordinator(session: Session, unit: str) -> PersonId:
    """Of the unit with this name, which is made if it is not there."""
    begin_writing(session)
    known = session.scalar(select(Organisation.id).where(Organisation.name == unit))
    scope = an_organisation(session, unit) if known is None else OrganisationId(known)
    who = a_person(session, given="Елена", organisation_id=scope, roles=(Grant(Role.COORDINATOR, scope),))
    session.commit()
    return who


def a_credit(session: Session, learner: Actor, kind: Substitute, on: date, **more: object) -> Credit:
    enrolment = session.scalars(select(Enrolment.id).where(Enrolment.person_id == learner.person_id)).one()
    given = {"hours": 1600, "hours_kind": HoursKind.ACADEMIC, "reason": "Заповед № 12/2026"} | more
    row = Credit(enrolment_id=enrolment, kind=kind, on=on, given_at=NEW_YEAR, **given)
    session.add(row)
    session.flush()
    return row


def told(session: Session, learner: Actor, year: int = 2026) -> yearly.Statement:
    assert learner.person_id is not None
    return yearly.statement(session, learner.person_id, year, "bg")


def send(client: FlaskClient, address: str, year: int = 2026) -> TestResponse:
    (token, *_) = re.findall(r'name="csrf_token" value="([^"]+)"', client.get("/my/account").text)
    return client.post(address, data={"year": str(year), "csrf_token": token})


def the_paper(client: FlaskClient, settings: Settings, engine: Engine, address: str) -> PdfReader:
    runner.run_all(Work(settings, engine), HANDLERS)
    return PdfReader(io.BytesIO(client.get(f"{address}/download", buffered=True).data))


def test_a_completed_course_stands_with_hours_certificate_and_total(session: Session, learner: Actor) -> None:
    statement = told(session, learner)
    (line,) = statement.lines
    number = session.scalars(select(Certificate.number)).one()
    assert (line.on, line.how, line.certificates) == (date(2026, 3, 3), None, (number,))
    assert statement.totals == ((line.hours_kind, line.hours),)


@pytest.mark.parametrize(("at", "year"), [(NEW_YEAR, 2027), (datetime(2026, 12, 31, 21, 59, 59, tzinfo=UTC), 2026)])
def test_the_year_turns_at_midnight_in_sofia(session: Session, learner: Actor, at: datetime, year: int) -> None:
    begin_writing(session)
    finished(session, at)
    assert [len(told(session, learner, one).lines) for one in (2026, 2027)] == [year == 2026, year == 2027]


@pytest.mark.parametrize("kind", [Substitute.CLASSROOM, Substitute.FOREIGN])
def test_a_completion_elsewhere_counts_with_its_own_hours(session: Session, kind: Substitute) -> None:
    learner = a_learner(session)
    a_credit(session, learner, kind, date(2026, 12, 31))
    (line,) = told(session, learner).lines
    assert (line.how, line.hours, line.basis) == (kind, Decimal(16), "Заповед № 12/2026")


@pytest.mark.parametrize("more", [{"kind": Substitute.EXEMPTION, "hours": None, "hours_kind": None}, {"back": True}])
def test_neither_an_exemption_nor_what_was_taken_back_is_training(session: Session, more: dict[str, object]) -> None:
    learner = a_learner(session)
    given = dict(more)
    kind, back = given.pop("kind", Substitute.CLASSROOM), given.pop("back", False)
    row = a_credit(session, learner, Substitute(str(kind)), date(2026, 5, 5), **given)
    if back:
        row.taken_back_at, row.taken_back_why = NEW_YEAR, "грешно лице"
    assert told(session, learner).lines == ()


def test_hours_of_different_kinds_are_not_added() -> None:
    def line(hours: str | None, kind: HoursKind | None) -> yearly.Line:
        return yearly.Line("", "", None, date(2026, 1, 1), hours and Decimal(hours), kind, (), "")  # type: ignore[arg-type]

    lines = [line("1.5", HoursKind.ACADEMIC), line("2", HoursKind.ASTRONOMICAL), line("3", HoursKind.ACADEMIC)]
    assert yearly.totals([*lines, line(None, None)]) == (
        (HoursKind.ASTRONOMICAL, Decimal(2)),
        (HoursKind.ACADEMIC, Decimal("4.5")),
    )


def test_the_learner_prints_her_own_as_a_tagged_paper(
    client: FlaskClient, sign_in: SignIn, session: Session, learner: Actor, settings: Settings, engine: Engine
) -> None:
    assert learner.person_id is not None
    sign_in(client, learner.person_id)
    paper = the_paper(client, settings, engine, send(client, "/my/year?lang=bg").location)
    text = " ".join("".join(page.extract_text() for page in paper.pages).split())
    number = session.scalars(select(Certificate.number)).one()
    for words in ("Справка за преминати обучения", "за 2026 г.", "Община Липа", number, "подпис, дата", "03.03.2026"):
        assert words in text
    assert bool(paper.trailer["/Root"]["/MarkInfo"]["/Marked"])  # type: ignore[index]  # pypdf's own shape
    assert paper.trailer["/Root"]["/Lang"] == "bg"  # type: ignore[index]


def test_her_coordinator_prints_it_and_the_record_says_about_whom(
    client: FlaskClient, sign_in: SignIn, session: Session, learner: Actor, settings: Settings, engine: Engine
) -> None:
    sign_in(client, coordinator(session, "Община Липа"))
    made = send(client, f"/coordinate/people/{learner.person_id}/year")
    assert len(the_paper(client, settings, engine, made.location).pages) == 1
    session.rollback()
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "report_seen")).one()
    assert (entry.subject_kind, entry.subject_id) == ("person", str(learner.person_id))


def test_a_neighbouring_coordinator_learns_nothing(
    client: FlaskClient, sign_in: SignIn, session: Session, learner: Actor
) -> None:
    sign_in(client, coordinator(session, "Община Бряст"))
    address = f"/coordinate/people/{learner.person_id}/year"
    seen, made = client.get(address), send(client, address)
    assert (seen.status_code, made.status_code) == (404, 404)
    assert "Мария" not in seen.text


def test_nobody_gets_anothers_statement(
    client: FlaskClient, sign_in: SignIn, session: Session, learner: Actor, settings: Settings, engine: Engine
) -> None:
    assert learner.person_id is not None
    sign_in(client, learner.person_id)
    address = send(client, "/my/year").location
    runner.run_all(Work(settings, engine), HANDLERS)
    begin_writing(session)
    other = a_person(session)
    session.commit()
    boss = coordinator(session, "Община Липа")
    for who in (other, boss):
        sign_in(client, who)
        assert client.get(address).status_code == 404
        assert client.get(f"{address}/download").status_code == 404


def test_who_answers_for_her_no_longer_has_her_statement_no_longer(
    client: FlaskClient, sign_in: SignIn, session: Session, learner: Actor, settings: Settings, engine: Engine
) -> None:
    sign_in(client, coordinator(session, "Община Липа"))
    address = send(client, f"/coordinate/people/{learner.person_id}/year").location
    runner.run_all(Work(settings, engine), HANDLERS)
    assert client.get(f"{address}/download", buffered=True).status_code == 200
    begin_writing(session)
    elsewhere = an_organisation(session, "Община Бряст")
    session.execute(update(Person).where(Person.id == learner.person_id).values(organisation_id=elsewhere))
    session.commit()
    assert client.get(f"{address}/download", buffered=True).status_code == 404
