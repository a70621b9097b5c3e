"""Asking for the printed form of a document, and keeping it once it is rendered."""

from typing import Any, TypeVar

from sqlalchemy import Delete, Update, delete, update
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.db import insert_missing
from elearn.evidence import queries
from elearn.evidence.models import EvidencePaper
from elearn.evidence.rules import Document
from elearn.ids import AttemptId
from elearn.jobs import service as jobs
from elearn.permissions import Actor
from elearn.quizzes.models import Attempt

RENDER = "render_evidence"

Statement = TypeVar("Statement", Update, Delete)


def ask_for_paper(session: Session, actor: Actor, document: Document) -> None:
    """Have the document printed as it stands; twice is once.

    What was asked for and never rendered is asked for anew, at most once a minute: its job may have died.
    """
    attempt_id, now = AttemptId(document.taken.id), clock.now()
    found = queries.paper(session, attempt_id, document.digest, document.language)
    if found is not None and found.sha256 is not None:
        return
    row: dict[str, Any] = {"attempt_id": attempt_id, "digest": document.digest, "language": document.language}
    insert_missing(session, EvidencePaper, [row | {"requested_at": now}])
    session.execute(_unrendered(update(EvidencePaper), **row).values(requested_at=now))
    key = f"{RENDER}:{attempt_id}:{document.digest}:{document.language}:{now:%Y%m%d%H%M}"
    asked = {"told": document.told.value, "language": document.language, "digest": document.digest}
    jobs.enqueue(session, RENDER, {"attempt_id": attempt_id, **asked}, key=key)
    about = session.get_one(Attempt, attempt_id).person_id
    record(session, actor, "evidence.print", ("attempt", attempt_id), about=about, digest=document.digest)


def store(session: Session, attempt_id: AttemptId, digest: str, language: str, sha256: str) -> None:
    """Set the hash of the rendered file, once: of two workers the first one's stands."""
    asked = _unrendered(update(EvidencePaper), attempt_id=attempt_id, digest=digest, language=language)
    session.execute(asked.values(sha256=sha256, storage_key=sha256))


def give_up(session: Session, attempt_id: AttemptId, digest: str, language: str) -> None:
    """Forget what was asked for and cannot be rendered: the document reads otherwise by now."""
    session.execute(_unrendered(delete(EvidencePaper), attempt_id=attempt_id, digest=digest, language=language))


def _unrendered(statement: Statement, **named: Any) -> Statement:
    return statement.filter_by(**named).where(EvidencePaper.sha256.is_(None))
