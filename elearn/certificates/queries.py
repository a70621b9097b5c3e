"""Reading the register."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.certificates import rules
from elearn.certificates.models import Certificate
from elearn.certificates.rules import Facts, Status
from elearn.errors import NotFound
from elearn.ids import PersonId
from elearn.progress.slots import MyCertificate


@dataclass(frozen=True, slots=True)
class CertificateView:
    """A certificate as pages show it; `successor` is the last of those that replaced it, one after another."""

    id: int
    person_id: PersonId
    facts: Facts
    status: Status
    sha256: str | None
    successor: "CertificateView | None"
    revoked_at: datetime | None
    revoked_reason: str | None


def by_code(session: Session, code: str) -> CertificateView:
    """Raises NotFound("certificate_unknown")."""
    return _one(session, select(Certificate).where(Certificate.code == code))


def by_number(session: Session, number: str) -> CertificateView:
    """Raises NotFound("certificate_unknown")."""
    return _one(session, select(Certificate).where(Certificate.number == number))


def by_hash(session: Session, sha256: str) -> CertificateView:
    """The certificate whose paper has exactly these bytes. Raises NotFound("certificate_unknown")."""
    return _one(session, select(Certificate).where(Certificate.sha256 == sha256))


def of_person(session: Session, person_id: PersonId) -> Sequence[CertificateView]:
    """The latest first, superseded and revoked ones included."""
    rows = session.scalars(
        select(Certificate).where(Certificate.person_id == person_id).order_by(Certificate.id.desc())
    ).all()
    return [_view(session, row) for row in rows]


def live(session: Session, enrolment_id: int) -> Certificate | None:
    """The one certificate that stands for an enrolment."""
    return session.scalars(
        select(Certificate).where(
            Certificate.enrolment_id == enrolment_id,
            Certificate.superseded_at.is_(None),
            Certificate.revoked_at.is_(None),
        )
    ).one_or_none()


def _one(session: Session, query: Select[Certificate]) -> CertificateView:
    row: Certificate | None = session.scalars(query).one_or_none()
    if row is None:
        raise NotFound("certificate_unknown")
    return _view(session, row)


def _view(session: Session, row: Certificate) -> CertificateView:
    facts = rules.from_json(row.facts)
    revoked, superseded = row.revoked_at is not None, row.superseded_at is not None
    return CertificateView(
        id=row.id,
        person_id=PersonId(row.person_id),
        facts=facts,
        status=rules.status(facts, revoked=revoked, superseded=superseded, today=clock.today()),
        sha256=row.sha256,
        successor=_last(session, row) if superseded else None,
        revoked_at=row.revoked_at,
        revoked_reason=row.revoked_reason,
    )


def _last(session: Session, row: Certificate) -> CertificateView | None:
    """What the chain of corrections has come to; it may be expired or revoked itself."""
    following = session.scalars(select(Certificate).where(Certificate.supersedes_id == row.id)).one_or_none()
    if following is None:
        return None
    return _last(session, following) or _view(session, following)


def for_my_page(session: Session, person_id: PersonId, language: str) -> Sequence[MyCertificate]:
    """A person's valid certificates as `/my` lists them; lent to progress."""
    valid = [view for view in of_person(session, person_id) if view.status is Status.VALID]
    return [
        MyCertificate(
            course=view.facts.course_slug,
            title=view.facts.course_bg if language == "bg" else view.facts.course_en,
            number=view.facts.number,
            href=f"/certificates/{view.facts.code}.pdf",
            ready=view.sha256 is not None,
        )
        for view in valid
    ]
