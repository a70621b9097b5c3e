"""Promises 1 and 4: no certificate without stored proof; an issued certificate never changes."""

import hashlib

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.audit.models import AuditEntry
from elearn.certificates import queries, rules, service
from elearn.certificates.issuing import Issuer
from elearn.certificates.jobs import render_certificate
from elearn.certificates.models import Certificate, TemplateVersion
from elearn.certificates.rules import Status
from elearn.certificates.template import template_digest
from elearn.errors import Conflict, NotFound
from elearn.events import CourseCompleted
from elearn.ids import EnrolmentId, PersonId
from elearn.jobs.models import Job
from elearn.people.queries import NameParts
from elearn.people.service import confirm_names
from elearn.permissions import Actor, Via
from elearn.progress.models import Completion
from elearn.settings import Settings
from elearn.storage.files import Files
from elearn.work import Work
from tests.certificates.conftest import Graduate

ISSUER = Issuer("Издател", "Issuer", "СЗ")
CLI = Actor(via=Via.CLI)


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Certificate)) or 0


def rename(session: Session, person_id: PersonId) -> None:
    new = NameParts("Мария", "Иванова", "Новакова"), NameParts("Maria", "Ivanova", "Novakova")
    confirm_names(session, Actor(person_id=person_id, via=Via.CLI), cyrillic=new[0], latin=new[1])


def test_the_completing_transaction_stores_facts_and_the_rendering_job(desk: Session, graduate: Graduate) -> None:
    facts = rules.from_json(graduate.certificate.facts)
    assert facts.course_bg == "Примерен курс"
    assert facts.number == graduate.certificate.number
    assert graduate.certificate.sha256 is None
    jobs = desk.scalars(select(Job).where(Job.kind == "render_certificate")).all()
    assert [job.payload for job in jobs] == [{"certificate_id": graduate.certificate.id}]


def test_hearing_twice_of_a_completion_is_issuing_once(desk: Session, graduate: Graduate) -> None:
    enrolment_id = EnrolmentId(graduate.certificate.enrolment_id)
    event = CourseCompleted(actor=CLI, enrolment_id=enrolment_id, completion_id=graduate.certificate.completion_id)
    service.issue(ISSUER, desk, event)
    assert count(desk) == 1


def test_the_database_refuses_a_second_live_certificate(desk: Session, graduate: Graduate) -> None:
    row = graduate.certificate
    twin = {column.name: getattr(row, column.name) for column in Certificate.__table__.columns}
    twin |= {"id": None, "serial": 999, "number": "другият", "code": "ABCDEFGHJKMN"}
    desk.add(Certificate(**twin))
    with pytest.raises(IntegrityError):
        desk.flush()


def test_no_certificate_can_stand_without_its_completion(desk: Session, graduate: Graduate) -> None:
    with pytest.raises(IntegrityError):
        desk.execute(delete(Completion).where(Completion.id == graduate.certificate.completion_id))


def test_a_paper_is_rendered_once_and_its_bytes_never_change(
    session: Session, rendered: Graduate, work: Work, settings: Settings
) -> None:
    first = session.get_one(Certificate, rendered.certificate.id).sha256
    assert first is not None
    data = Files.of(settings.data).read(first)
    assert hashlib.sha256(data).hexdigest() == first
    session.rollback()
    render_certificate(work, {"certificate_id": rendered.certificate.id})
    with work.writing() as later:
        assert not service.store_hash(later, rendered.certificate.id, "0" * 64)
        assert later.get_one(Certificate, rendered.certificate.id).sha256 == first


def test_the_design_on_record_is_the_one_the_paper_was_rendered_with(
    session: Session, graduate: Graduate, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate_id = graduate.certificate.id

    def design() -> str:
        with work.reading() as now:
            found = now.get_one(Certificate, certificate_id)
            return now.get_one(TemplateVersion, found.template_version_id).digest

    def rendered_with(digest: str, sha256: str) -> None:
        monkeypatch.setattr(service, "template_digest", lambda: digest)
        with work.writing() as later:
            service.store_hash(later, certificate_id, sha256)

    session.rollback()
    assert design() == template_digest()
    rendered_with("f" * 64, "1" * 64)
    assert design() == "f" * 64
    rendered_with("e" * 64, "2" * 64)
    assert design() == "f" * 64


def test_a_corrected_name_is_a_new_number_that_supersedes_the_old(desk: Session, graduate: Graduate) -> None:
    rename(desk, graduate.person_id)
    before = dict(graduate.certificate.facts)
    new = queries.by_code(desk, service.correct_name(desk, CLI, ISSUER, graduate.code))
    old = queries.by_code(desk, graduate.code)
    assert (old.status, new.status) == (Status.SUPERSEDED, Status.VALID)
    assert old.successor == new
    assert desk.get_one(Certificate, old.id).facts == before
    assert new.facts.name_bg == "Мария Иванова Новакова"
    assert new.facts.number != old.facts.number
    assert new.facts.completed_on == old.facts.completed_on


def test_a_correction_without_a_changed_name_is_refused(desk: Session, graduate: Graduate) -> None:
    with pytest.raises(Conflict, match="name_unchanged"):
        service.correct_name(desk, CLI, ISSUER, graduate.code)
    assert count(desk) == 1


def test_nobody_corrects_anothers_certificate(desk: Session, graduate: Graduate) -> None:
    rename(desk, graduate.person_id)
    stranger = Actor(person_id=PersonId(graduate.person_id + 1000))
    with pytest.raises(NotFound, match="certificate_unknown"):
        service.correct_name(desk, stranger, ISSUER, graduate.code)


def test_revoking_says_why_and_stands_in_the_record(desk: Session, graduate: Graduate) -> None:
    service.revoke(desk, CLI, graduate.code, "издадено по погрешка")
    found = queries.by_code(desk, graduate.code)
    assert (found.status, found.revoked_reason) == (Status.REVOKED, "издадено по погрешка")
    desk.flush()
    actions = desk.scalars(select(AuditEntry.action).where(AuditEntry.subject_kind == "certificate")).all()
    assert actions == ["certificate.issued", "certificate.revoked"]
    with pytest.raises(Conflict):
        service.revoke(desk, CLI, graduate.code, "пак")


def test_an_unknown_code_is_unknown(session: Session) -> None:
    with pytest.raises(NotFound):
        queries.by_code(session, "ABCDEFGHJKMN")
