"""The verbs of marking: open, mark, finish."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.audit.service import record
from elearn.content.model import QuizOutline
from elearn.errors import Conflict, Invalid, NotFound
from elearn.ids import AttemptId, PersonId, QuizId, SnapshotId
from elearn.mail import service as mail
from elearn.marking import letters, queries, rules
from elearn.marking.models import Mark
from elearn.marking.rules import Sent
from elearn.people import queries as people
from elearn.permissions import Actor
from elearn.publishing import library
from elearn.quizzes import drawing, ending, openings
from elearn.quizzes.models import Attempt, AttemptState, Purpose
from elearn.settings import Settings


def open_essays(session: Session, actor: Actor, attempt_id: AttemptId) -> None:
    """Open an attempt's essays to the actor, in the log that its learner reads; the reason is the test's name.

    Raises what `openings.open_answers` does, and Conflict("not_waiting").
    """
    attempt = _locked(session, attempt_id)
    if attempt.state is AttemptState.GRADED:
        raise Conflict("not_waiting")
    outline = library.outline(session, SnapshotId(attempt.snapshot_id))
    title = drawing.outline_of(outline, QuizId(attempt.quiz_id)).title
    openings.open_answers(session, actor, attempt_id, Purpose.MARKING, title[outline.language])


def save_mark(session: Session, actor: Actor, attempt_id: AttemptId, position: int, sent: Sent) -> None:
    """Mark the essay at a position; the same again is nothing.

    Raises what `queries.marking` does, NotFound("question_unknown"), Invalid("points_out_of_range" |
    "comment_too_long") and Conflict("mark_newer") when the mark is no longer the one that the page showed.
    """
    attempt = queries.require_open(session, actor, _locked(session, attempt_id))
    essay = queries.shown(session, actor, attempt).essay(position)
    if not rules.fits(sent.points, essay.measures):
        raise Invalid("points_out_of_range")
    if len(sent.comment) > rules.MOST_LETTERS:
        raise Invalid("comment_too_long", most=rules.MOST_LETTERS)
    stands = essay.given
    if stands is not None and (stands.points, stands.comment) == (sent.points, sent.comment):
        return
    if sent.base != (stands.version if stands is not None else ""):
        raise Conflict("mark_newer")
    _store(session, actor, attempt_id, position, sent)
    told = {"position": position, "points": sum(sent.points)}
    record(session, actor, "essay.mark", ("attempt", attempt_id), about=attempt.person_id, **told)


def finish(session: Session, actor: Actor, attempt_id: AttemptId, base: str, settings: Settings) -> None:
    """Grade the attempt by its marks, and write to its learner.

    `base` is the version of the marks that the page showed. Raises what `queries.marking` does, Conflict("mark_newer")
    and Conflict("marks_missing").
    """
    attempt = queries.require_open(session, actor, _locked(session, attempt_id))
    found = queries.shown(session, actor, attempt)
    if found.version != base:
        raise Conflict("mark_newer")
    marks = {essay.position: essay.given.total for essay in found.essays if essay.given is not None}
    ending.grade_marked(session, actor, attempt, marks)
    quiz = drawing.outline_of(found.outline, QuizId(attempt.quiz_id))
    _write_to_learner(session, attempt, quiz, settings)


def _locked(session: Session, attempt_id: AttemptId) -> Attempt:
    """The attempt, this transaction's alone until it ends. Raises NotFound("no_such_attempt")."""
    query = select(Attempt).where(Attempt.id == attempt_id).with_for_update()
    attempt = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if attempt is None:
        raise NotFound("no_such_attempt")
    return attempt


def _store(session: Session, actor: Actor, attempt_id: AttemptId, position: int, sent: Sent) -> None:
    query = select(Mark).where(Mark.attempt_id == attempt_id, Mark.position == position)
    mark = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if mark is None:
        mark = Mark(attempt_id=attempt_id, position=position)
        session.add(mark)
    mark.criteria, mark.points, mark.comment = list(sent.points), sum(sent.points), sent.comment
    mark.marked_by, mark.marked_at = actor.person_id, clock.now()
    session.flush()


def _write_to_learner(session: Session, attempt: Attempt, quiz: QuizOutline, settings: Settings) -> None:
    reader = people.person(session, PersonId(attempt.person_id))
    letter = letters.marked(reader, quiz.title, quiz.rules.marker, AttemptId(attempt.id), settings)
    mail.send(
        session,
        to=reader.email,
        subject=letter.subject,
        text=letter.text,
        key=f"marked-{attempt.id}",
        person_id=reader.id,
    )
