"""Asking for the printed form of a document, and keeping it once it is rendered."""

from typing import Any

from sqlalchemy import update
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

RENDER = "render_evidence"


def ask_for_paper(session: Session, actor: Actor, document: Document) -> None:
    """Have the document printed as it stands; twice is once."""
    attempt_id = AttemptId(document.taken.id)
    if queries.paper(session, attempt_id, document.digest, document.language) is not None:
        return
    row: dict[str, Any] = {
        "attempt_id": attempt_id,
        "digest": document.digest,
        "language": document.language,
        "requested_at": clock.now(),
    }
    insert_missing(session, EvidencePaper, [row])
    key = f"{RENDER}:{attempt_id}:{document.digest}:{document.language}"
    asked = {"told": document.told.value, "language": document.language, "digest": document.digest}
    jobs.enqueue(session, RENDER, {"attempt_id": attempt_id, **asked}, key=key)
    record(session, actor, "evidence.print", ("attempt", attempt_id), digest=document.digest)


def store(session: Session, attempt_id: AttemptId, digest: str, language: str, sha256: str) -> None:
    """Set the hash of the rendered file, once: of two workers the first one's stands."""
    asked = update(EvidencePaper).filter_by(attempt_id=attempt_id, digest=digest, language=language)
    session.execute(asked.where(EvidencePaper.sha256.is_(None)).values(sha256=sha256, storage_key=sha256))
