"""Looking after background work and letters: for whoever runs the whole platform, not a part of it."""

from sqlalchemy.orm import Session

from elearn.errors import NotAllowed
from elearn.jobs import reviving as jobs
from elearn.operations import letters
from elearn.operations.letters import SentAgain
from elearn.people.reach import everywhere
from elearn.permissions import Actor, Permission, require


def require_operator(actor: Actor) -> None:
    """Raises NotAllowed("not_permitted") for all but administrators of everything."""
    require(actor, Permission.OPERATE)
    if not everywhere(actor, Permission.OPERATE):
        raise NotAllowed("not_permitted", permission=Permission.OPERATE.value)


def retry_job(session: Session, actor: Actor, job_id: int) -> None:
    """Raises NotAllowed("not_permitted") and what `jobs.reviving.retry` raises."""
    require_operator(actor)
    jobs.retry(session, actor, job_id)


def retry_jobs(session: Session, actor: Actor, kind: str) -> int:
    """All dead work of a kind; how many there were. Raises NotAllowed("not_permitted")."""
    require_operator(actor)
    return jobs.retry_kind(session, actor, kind)


def drop_job(session: Session, actor: Actor, job_id: int, reason: str) -> None:
    """Raises NotAllowed("not_permitted") and what `jobs.reviving.drop` raises."""
    require_operator(actor)
    jobs.drop(session, actor, job_id, reason)


def retry_letter(session: Session, actor: Actor, letter_id: int) -> bool:
    """Whether it goes to another address than before. Raises NotAllowed("not_permitted") and what `letters.retry`
    raises."""
    require_operator(actor)
    return letters.retry(session, actor, letter_id)


def retry_letters(session: Session, actor: Actor) -> SentAgain:
    """All letters that were given up. Raises NotAllowed("not_permitted")."""
    require_operator(actor)
    return letters.retry_all(session, actor)
