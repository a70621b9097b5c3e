"""Whose document somebody may read, and how much of it: the learner her own, others what was opened to them."""

from sqlalchemy.orm import Session

from elearn.enrolment.service import require_over
from elearn.errors import Conflict, NotAllowed
from elearn.evidence import gathering, queries
from elearn.evidence.rules import Document, Told
from elearn.ids import AttemptId, PersonId
from elearn.permissions import Actor, Permission
from elearn.quizzes import meeting, openings
from elearn.quizzes import queries as quizzes
from elearn.quizzes.models import Purpose
from elearn.quizzes.queries import Sitting


def own(session: Session, actor: Actor, attempt_id: AttemptId, *, language: str, issuer: str) -> Document:
    """The learner's own, as far as the test's policy goes.

    Raises NotFound("attempt_unknown") for another's, and Conflict("evidence_too_early").
    """
    sitting = quizzes.sitting(session, actor, attempt_id)
    told = gathering.for_learner(session, sitting)
    return gathering.document(session, sitting, told, language=language, issuer=issuer)


def opened(session: Session, actor: Actor, attempt_id: AttemptId, *, language: str, issuer: str) -> Document:
    """The whole document, with its key, of an attempt that the actor has opened for an audit.

    Raises NotFound("attempt_unknown"), NotAllowed("not_permitted") outside the actor's scope, and
    NotAllowed("evidence_not_opened") before it was opened, or a day after, and Conflict("evidence_while_open") while
    the actor has an open attempt that can ask one of the same questions: coordinators are learners too.
    """
    sitting = supervised(session, actor, attempt_id)
    if not openings.opened(session, actor, attempt_id, Purpose.AUDIT):
        raise NotAllowed("evidence_not_opened")
    _require_not_taking(session, actor, sitting)
    return gathering.document(session, sitting, Told.KEY, language=language, issuer=issuer)


def supervised(session: Session, actor: Actor, attempt_id: AttemptId) -> Sitting:
    """An attempt of somebody in the actor's scope: its state and result may be seen, its answers not yet.

    Raises NotFound("attempt_unknown") and NotAllowed("not_permitted").
    """
    sitting = queries.sitting_of(session, attempt_id)
    require_over(session, actor, Permission.ATTEMPT_OPEN, PersonId(sitting.attempt.person_id))
    return sitting


def _require_not_taking(session: Session, actor: Actor, sitting: Sitting) -> None:
    questions = [asked.question for asked in sitting.asked]
    if actor.person_id is None:
        return
    met = meeting.met_in(session, actor.person_id, sitting.outline, sitting.quiz, questions)
    if met is not None:
        raise Conflict("evidence_while_open", attempt=met)
