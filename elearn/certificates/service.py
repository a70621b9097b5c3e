"""Issuing, correcting and revoking: each once, each in the record, none of them changing what was issued."""

from sqlalchemy import Integer, cast, func, select, update
from sqlalchemy.orm import Session

from elearn import clock, ids
from elearn.audit.service import record
from elearn.certificates import issuing, queries, rules
from elearn.certificates.issuing import Issuer
from elearn.certificates.models import Certificate, TemplateVersion
from elearn.certificates.rules import ProjectFacts
from elearn.certificates.template import template_digest
from elearn.content.model import Outline
from elearn.db import insert_missing
from elearn.enrolment.models import Enrolment
from elearn.errors import Conflict, NotFound
from elearn.events import CertificateIssued, CourseCompleted, announce
from elearn.ids import EnrolmentId, PersonId, SnapshotId
from elearn.jobs.service import enqueue
from elearn.people.queries import paper_names
from elearn.permissions import Actor
from elearn.progress.models import Completion
from elearn.publishing import library
from elearn.publishing.models import Snapshot


def issue(issuer: Issuer, session: Session, event: CourseCompleted) -> None:
    """Handler: the completing transaction stores number, code, facts, template and the rendering job."""
    completion = session.get_one(Completion, event.completion_id)
    if queries.live(session, completion.enrolment_id) is None:
        _issue(session, event.actor, issuer, completion, supersedes=None)


def correct_name(session: Session, actor: Actor, issuer: Issuer, code: str) -> str:
    """Supersede a certificate by one with the names the person has now; the new code.

    Raises NotFound for another's certificate, Conflict("certificate_not_live") for one that no longer stands,
    Conflict("name_unchanged") when the names are the same.
    """
    old = session.get_one(Certificate, queries.by_code(session, code).id)
    if actor.person_id is not None and old.person_id != actor.person_id:
        raise NotFound("certificate_unknown")
    return supersede(session, actor, issuer, old)


def supersede(session: Session, actor: Actor, issuer: Issuer, old: Certificate) -> str:
    """The same completion under a new number, with the names the person has now; the new code. Whoever calls this has
    asked whether the actor may. Raises Conflict("certificate_not_live") and Conflict("name_unchanged")."""
    if old.superseded_at is not None or old.revoked_at is not None:
        raise Conflict("certificate_not_live")
    names, facts = paper_names(session, PersonId(old.person_id)), rules.from_json(old.facts)
    if (names.cyrillic, names.latin) == (facts.name_bg, facts.name_en):
        raise Conflict("name_unchanged")
    old.superseded_at = clock.now()
    session.flush()
    return _issue(session, actor, issuer, session.get_one(Completion, old.completion_id), supersedes=old)


def revoke(session: Session, actor: Actor, code: str, reason: str) -> None:
    """A separate, reasoned act; the page of the code says so from then on. Raises Conflict when already revoked."""
    row = session.get_one(Certificate, queries.by_code(session, code).id)
    if row.revoked_at is not None:
        raise Conflict("certificate_not_live")
    row.revoked_at, row.revoked_reason = clock.now(), reason
    record(session, actor, "certificate.revoked", ("certificate", row.id), about=row.person_id, reason=reason)


def store_hash(session: Session, certificate_id: int, sha256: str) -> bool:
    """Set the hash of the paper and the design it was rendered with, once; False when another run was first.

    The process that renders may have another release's design than the one that issued.
    """
    waiting = update(Certificate).where(Certificate.id == certificate_id, Certificate.sha256.is_(None))
    done = session.execute(waiting.values(sha256=sha256, template_version_id=_template_version(session)))
    return bool(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult


def _issue(
    session: Session, actor: Actor, issuer: Issuer, completion: Completion, *, supersedes: Certificate | None
) -> str:
    enrolment = session.get_one(Enrolment, completion.enrolment_id)
    snapshot = session.get_one(Snapshot, completion.snapshot_id)
    year = clock.today().year
    serial = _next_serial(session, year)
    outline = library.outline(session, SnapshotId(snapshot.id))
    facts = issuing.facts(
        issuer,
        paper_names(session, PersonId(enrolment.person_id)),
        outline,
        snapshot.digest,
        completion.evidence,
        clock.day_of(completion.completed_at),
        number=rules.number(issuer.prefix, year, serial),
        code=ids.public_code(rules.CODE_LENGTH),
        project=_project(session, enrolment, outline, supersedes),
    )
    row = Certificate(
        enrolment_id=enrolment.id,
        completion_id=completion.id,
        person_id=enrolment.person_id,
        template_version_id=_template_version(session),
        year=year,
        serial=serial,
        number=facts.number,
        code=facts.code,
        facts=rules.to_json(facts),
        issued_at=clock.now(),
        supersedes_id=supersedes.id if supersedes else None,
    )
    session.add(row)
    session.flush()
    enqueue(session, "render_certificate", {"certificate_id": row.id}, key=f"render_certificate:{row.id}")
    subject = ("certificate", row.id)
    record(session, actor, "certificate.issued", subject, about=enrolment.person_id, number=facts.number)
    announce(session, CertificateIssued(actor=actor, enrolment_id=EnrolmentId(enrolment.id), certificate_id=row.id))
    return facts.code


def _project(
    session: Session, enrolment: Enrolment, outline: Outline, supersedes: Certificate | None
) -> ProjectFacts | None:
    """A correction keeps the project of the first issue."""
    if supersedes is not None:
        return rules.from_json(supersedes.facts).project
    return issuing.project(session, EnrolmentId(enrolment.id), outline)


def _next_serial(session: Session, year: int) -> int:
    """The number after the year's last one, this transaction's alone; SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext("certificate"), cast(year, Integer))))
    return (session.scalar(select(func.max(Certificate.serial)).where(Certificate.year == year)) or 0) + 1


def _template_version(session: Session) -> int:
    """The design of this process's files; several may use it first at the same moment."""
    digest = template_digest()
    known = select(TemplateVersion.id).where(TemplateVersion.digest == digest)
    found = session.scalar(known)
    if found is None:
        insert_missing(session, TemplateVersion, [{"digest": digest, "first_used_at": clock.now()}])
        found = session.scalars(known).one()
    return found
